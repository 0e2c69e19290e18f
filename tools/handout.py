"""Make a page to hand out: a lesson's questions with their options, room to write, and its figures before they run.

    python -m tools.handout 03      write build/handouts/03_learning_rate.html (`make handout LESSON=03`)

Nothing on it gives an answer away. A figure that a prediction covers is shown without its run, to be drawn into.
"""

import argparse
import base64
import contextlib
import io
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import jinja2
import nbformat

from lessons import LESSONS, ListedLesson
from utils.explorers import Explorer
from utils.practice.questions.question import Question, read_questions
from utils.widgets.markup import with_code

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "handouts"
TEMPLATE = Path(__file__).with_name("handout.html")
SECTION = re.compile(r"^## (?:\d+\. )?(.+)$", re.MULTILINE)
PREDICTION = re.compile(r'\blesson\.predict\(\s*"(\w+)"')
SHARP = 2.0
"""Pixels for each CSS pixel: enough for print."""
GIVES_AWAY = {"first_step", "overflow", "penguin_limits", "stretch_x"}
"""Predictions whose figure says the answer before anything moves: with an axis, a title, or a curve."""


@dataclass(frozen=True)
class Picture:
    """A figure on paper.

    Parameters
    ----------
    png : bytes
    width : int
        In CSS pixels.
    words : str
        Its alternative text.
    is_empty : bool
        Whether its run is left out.
    """

    png: bytes
    width: int
    words: str
    is_empty: bool

    @property
    def source(self) -> str:
        """The picture as an address that holds it."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode('ascii')}"


@dataclass(frozen=True)
class Part:
    """What stands below a heading: one question, one figure, or both.

    Parameters
    ----------
    section : str
        The heading of the notebook's section.
    question : Question or None
    picture : Picture or None
    """

    section: str
    question: Question | None
    picture: Picture | None


def questions_of(listed: ListedLesson, name: str) -> list[Question]:
    """Return the questions of one of a lesson's files; none if there is no such file."""
    path = ROOT / "lessons" / listed.folder / name
    return read_questions(path) if path.exists() else []


def covered_figures(listed: ListedLesson, cells: list) -> dict[str, Picture]:
    """Run a notebook's cells, and return the figure that each prediction covers, without its run.

    Parameters
    ----------
    listed : ListedLesson
    cells : list of notebook cells

    Returns
    -------
    dict of str to Picture
        By the prediction's id.
    """
    lesson, covers = listed.load(), {}
    lesson.predict = lambda id, covers_what=None, **more: covers.update({id: more.get("covers", covers_what)})
    try:
        names: dict = {"__name__": "handout"}
        with contextlib.redirect_stdout(io.StringIO()):
            for cell in cells:
                if cell.cell_type == "code":
                    exec(cell.source, names)
    finally:
        del lesson.predict
    return {id: empty(one) for id, one in covers.items() if isinstance(one, Explorer) and id not in GIVES_AWAY}


def empty(explorer: Explorer) -> Picture:
    """Return an explorer's figure without what its run moves."""
    explorer.stage.configure(theme="light", scale=SHARP)
    background = explorer.stage.frame(explorer.result).background
    panels = [view.axes for view in explorer.stage.views]
    names = [
        f"{axes.get_title(loc='left')} ({axes.get_ylabel()} over {axes.get_xlabel()})"
        if axes.axison
        else axes.get_title(loc="left")
        for axes in panels
    ]
    return Picture(background, explorer.stage.width, f"To draw into: {'; '.join(names)}.", is_empty=True)


def parts_of(listed: ListedLesson, cells: list, covered: dict[str, Picture]) -> Iterator[Part]:
    """Yield the predictions of a lesson and the figures that nothing covers, in the order of its page."""
    predictions = {question.id: question for question in questions_of(listed, "predictions.yaml")}
    section = ""
    for cell in cells:
        if cell.cell_type == "markdown":
            section = (SECTION.findall(cell.source) or [section])[-1]
            continue
        asked = PREDICTION.findall(cell.source)
        for id in asked:
            yield Part(section, predictions[id], covered.get(id))
        for output in [] if asked else cell.outputs:
            if "image/png" in output.get("data", {}):
                looks = output.metadata["image/png"]
                png = base64.b64decode(output.data["image/png"])
                yield Part(section, None, Picture(png, looks["width"], looks["alt"], is_empty=False))


def page(listed: ListedLesson, covered: dict[str, Picture], cells: list) -> str:
    """Return the page as HTML."""
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["code"] = with_code  # escapes all else itself, so that the template may call it safe
    return environment.from_string(TEMPLATE.read_text("utf-8")).render(
        lesson=listed,
        sections=[
            (name, list(parts)) for name, parts in groupby(parts_of(listed, cells, covered), lambda p: p.section)
        ],
        quiz=questions_of(listed, "quiz.yaml"),
    )


def lesson_of(word: str) -> ListedLesson:
    """Return the lesson of a number or of a folder's name.

    Raises
    ------
    ValueError
        If there is none.
    """
    for listed in LESSONS:
        if word in (str(listed.number), f"{listed.number:02d}", listed.folder, Path(listed.notebook).stem):
            return listed
    numbers = ", ".join(f"{listed.number:02d}" for listed in LESSONS)
    raise ValueError(f"There is no lesson {word!r}; there are {numbers}. Write, for example, make handout LESSON=03.")


def main() -> None:
    """Write the page of one lesson."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("lesson", nargs="?", default="", help="its number, such as 03")
    try:
        listed = lesson_of(parser.parse_args().lesson)
    except ValueError as error:
        raise SystemExit(str(error)) from None
    cells = nbformat.read(ROOT / "notebooks" / listed.notebook, 4).cells
    with tempfile.TemporaryDirectory() as answers:  # nobody's own pins and answers
        os.environ["LEARNING_RATE_COURSE_PROGRESS"] = str(Path(answers) / "progress.json")
        text = page(listed, covered_figures(listed, cells), cells)
    file = FOLDER / f"{Path(listed.notebook).stem}.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    print(f"{file.relative_to(ROOT)}: open it in a browser, and print it or save it as PDF.")


if __name__ == "__main__":
    main()
