"""The card that says where the answers are, saves them as a file, and brings such a file back."""

from collections.abc import Callable
from pathlib import Path

import anywidget
import traitlets

from utils.descent.formatting import count
from utils.practice.answers.progress import Progress
from utils.practice.answers.schema import answers_in, sound
from utils.practice.card import Card
from utils.widgets.controls import button
from utils.widgets.markup import as_html

HERE = Path(__file__).parent
CARD = HERE.parent / "card.css"
FILE_NAME = "learning-rate-course-answers.json"
LONGEST_NAME = 80
RUN_AGAIN = "A page that is open shows them once you run its cells again."


class Download(anywidget.AnyWidget):
    """A button that gives a file to the browser, made at the moment when it is pressed.

    Attributes
    ----------
    label, file_name : str
        What stands on the button, and how the file is called.
    contents : str
        What is in the file; :meth:`make` sets it.
    number : int
        Grows with every file.
    """

    _esm = (HERE / "download.js").read_text("utf-8")
    _css = CARD.read_text("utf-8")

    label = traitlets.Unicode("").tag(sync=True)
    file_name = traitlets.Unicode("").tag(sync=True)
    contents = traitlets.Unicode("").tag(sync=True)
    number = traitlets.Int(0).tag(sync=True)

    def __init__(self, make, **kwargs):
        super().__init__(**kwargs)
        self.make = make
        self.on_msg(lambda *_: self.give())

    def give(self) -> None:
        """Make the file and hand it over."""
        with self.hold_sync():
            self.contents = self.make()
            self.number += 1


class Upload(anywidget.AnyWidget):
    """A button that takes a file from the learner's computer.

    Parameters
    ----------
    take : callable
        ``take(name, text)`` gets the file.
    """

    _esm = (HERE / "upload.js").read_text("utf-8")
    _css = CARD.read_text("utf-8")

    label = traitlets.Unicode("").tag(sync=True)

    def __init__(self, take: Callable[[str, str], None], **kwargs):
        super().__init__(**kwargs)
        self.take = take
        self.on_msg(lambda _, content, buffers: self.take(str(content.get("name")), str(content.get("text"))))


class AnswersCard(Card):
    """A button that downloads the answers, one that brings such a file back, and where they are kept.

    Parameters
    ----------
    progress : Progress
        The answers.
    """

    def __init__(self, progress: Progress):
        self.progress = progress
        self.download = Download(self._made, label="Save my answers", file_name=FILE_NAME)
        self.upload = Upload(self.load, label="Load my answers")
        self.replace = button("Take those of the file")
        self.replace.layout.display = "none"
        self.replace.on_click(lambda _: self._replace())
        self._others: dict = {}
        super().__init__(
            "Your answers",
            "Your answers: a button that saves them as a file, and a button that loads such a file.",
            [],
            [self.download, self.upload, self.replace],
        )
        progress.inform(self)

    def say_kept(self, sentence: str) -> None:
        """Say what becomes of answers, or else where they are."""
        super().say_kept(sentence or f"Your answers are kept in {self.progress.path}.")

    def load(self, name: str, text: str) -> None:
        """Add the answers of a saved file to those that are here; where both have one, ours stays for now."""
        self._others = {}
        try:
            missing, self._others, n_same = compare(answers_in(text), self.progress)
        except ValueError:
            wrong = f"The file {name[:LONGEST_NAME]} is not a file of answers. Nothing was changed."
            self._say(f"{wrong} Choose one that Save my answers has made.")
            return
        said = [f"{count(n_same, 'answer')} of the file {_be(n_same)} here already."] if n_same else []
        if missing:
            self.progress.set_all(missing)
            said.append(f"{count(len(missing), 'answer')} {_be(len(missing), past=True)} added. {RUN_AGAIN}")
        if self._others:
            n = len(self._others)
            said.append(f"{count(n, 'answer')} {_be(n)} different in the file. What is here was kept.")
        self._say(" ".join(said) or "There are no answers in this file.")

    def _replace(self) -> None:
        n = len(self._others)
        self.progress.set_all(self._others)
        self._others = {}
        self._say(f"{count(n, 'answer')} {_be(n, past=True)} taken from the file. {RUN_AGAIN}")

    def _made(self) -> str:
        contents = self.progress.as_text()
        self._say(f"{FILE_NAME} is now where your browser keeps its downloads.")
        return contents

    def _say(self, sentence: str) -> None:
        self.replace.layout.display = None if self._others else "none"
        self.say(f"<p>{as_html(sentence)}</p>")


def compare(saved: dict, progress: Progress) -> tuple[dict, dict, int]:
    """Compare saved answers with those that are kept.

    Parameters
    ----------
    saved : dict
        As `answers_in` returns it.
    progress : Progress
        What is kept.

    Returns
    -------
    missing, others : dict
        The saved answers that are not kept yet, and those that differ from what is kept. An exercise that is
        passed in one of the two is passed, and never differs.
    n_same : int
        How many are the same.
    """
    missing, others = {}, {}
    for place, value in saved.items():
        here = sound(place[1], progress.get(*place))
        if here and place[1] == "exercises":
            value = value | here | {"passed": here["passed"] or value["passed"]}
        if here == value:
            continue
        (others if here and place[1] != "exercises" else missing)[place] = value
    return missing, others, len(saved) - len(missing) - len(others)


def _be(number: int, *, past: bool = False) -> str:
    singular, plural = ("was", "were") if past else ("is", "are")
    return singular if number == 1 else plural
