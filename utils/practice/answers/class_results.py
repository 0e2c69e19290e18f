"""What a class has predicted: a histogram for each question, and its sentence."""

import random
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from textwrap import fill

import ipywidgets
from IPython.display import display
from PIL import Image

from utils.descent.formatting import count
from utils.drawing.histograms import draw_histograms
from utils.drawing.style import THEMES, WIDTH
from utils.practice.answers.answer_code import NOT_ANSWERED, write_code
from utils.practice.answers.pasted_codes import CodesRead
from utils.practice.questions.question import Question
from utils.widgets.live_figure import LiveFigure

NAMES = ("Ada", "Ben", "Chloé", "Dmitri", "Esra", "Femi", "Gita", "Hugo", "Ines", "Juan", "Kim", "Lea")


class ClassResults:
    """The answers of a class, as a figure with its sentences.

    Parameters
    ----------
    questions : sequence of Question
        The predictions of a lesson.
    read : CodesRead
        What :func:`~utils.practice.answers.pasted_codes.read_codes` has found.

    Attributes
    ----------
    counts : list of dict
        For each question, how many chose each letter; X counts those who did not answer.
    sentence : str
        All that the figure shows, in words.
    figure : LiveFigure
        The figure, which follows the page's theme.
    """

    def __init__(self, questions: Sequence[Question], read: CodesRead):
        self.questions, self.read = list(questions), read
        self.counts = []
        for place, question in enumerate(self.questions):
            chosen = Counter(code[place] for code in read.codes)
            self.counts.append({letter: chosen[letter] for letter in (*question.letters, NOT_ANSWERED)})
        self.sentences = list(map(_about_question, self.questions, self.counts))
        self.sentence = "\n".join(fill(said, 100) for said in self.sentences)
        self.figure = LiveFigure(file_name="class-results")
        self.figure.add_class("class-results")
        self.figure.observe(lambda _: self.draw(), ["theme", "scale"])

    def draw(self) -> None:
        """Draw the figure in the page's colors."""
        bars = [
            [(_label(question, letter), number, letter == question.right) for letter, number in counts.items()]
            for question, counts in zip(self.questions, self.counts, strict=True)
        ]
        theme = self.figure.theme if self.figure.theme in THEMES else "light"
        scale = min(max(self.figure.scale, 0.5), 4.0)
        picture = draw_histograms([question.text for question in self.questions], bars, theme=theme, scale=scale)
        self.figure.show(picture, b"", "\n".join(self.sentences))

    def outputs(self) -> list[dict]:
        """Return what the cell shows: what was read, and the figure with its sentences."""
        shown = [{"text/plain": _about_reading(self.read)}]
        if self.read.codes:
            self.draw()
            self.figure.height = round(Image.open(BytesIO(self.figure.background)).height / self.figure.scale)
            widget = dict(ipywidgets.VBox([self.figure])._repr_mimebundle_() or {})
            shown.append(widget | {"text/plain": self.sentence, "image/png": self.figure.background})
        return shown

    def _ipython_display_(self) -> None:
        for data in self.outputs():
            display(data, metadata={"image/png": {"width": WIDTH}}, raw=True)


def example_codes(lesson: str, questions: Sequence[Question]) -> str:
    """Return the codes of a class that does not exist: most pick the usual wrong option, and two slip.

    Parameters
    ----------
    lesson : str
        Name of the lesson's folder.
    questions : sequence of Question
        The lesson's predictions.
    """
    chance = random.Random(0)
    lines = []
    for number, name in enumerate(NAMES):
        letters = []
        for question in questions:
            usual = question.letters[question.most_pick - 1] if question.most_pick else question.right
            letters.append(chance.choice([usual, usual, question.right, *question.letters]))
        if number == 2:
            letters[-1] = ""
        code = write_code(lesson, letters)
        lines.append(_messy(number, name, code))
    return "\n".join(lines)


def _messy(number: int, name: str, code: str) -> str:
    forms = [
        f"{name}: {code}",
        f"- {code.upper()}",
        f"> {code.lower()}",
        f"{name}\n{code.replace('-', ' ')}",
        f"\N{LEFT DOUBLE QUOTATION MARK}{code}\N{RIGHT DOUBLE QUOTATION MARK}",
        f"{name}: {code[:-3]}",  # somebody forgot the end
    ]
    return forms[number % len(forms)] if number < len(forms) else forms[number % 3]


def _about_reading(read: CodesRead) -> str:
    """Say what was counted, and list every line that was not, with the reason."""
    said = [f"{count(len(read.codes), 'answer code')} read."]
    listed = (
        (read.unread, f"{count(len(read.unread), 'line')} could not be read:"),
        (read.of_other_lessons, "Not of this lesson, but of another one:"),
        (
            read.outdated,
            "Made before the lesson was split or changed, so that the questions are no longer the same. Ask for a new"
            " code:",
        ),
        (read.empty, "Nothing but X, so no vote yet:"),
    )
    said += ["\n- ".join([head, *lines]) for lines, head in listed if lines]
    if not any(lines for lines, _ in listed):
        said[0] += " Nothing was left over."
    if read.twice:
        said.append(f"Sent more than once, so that the last code counts: {', '.join(read.twice)}.")
    if read.names:
        said.append(f"Taken for the name of whoever sent the code below it: {', '.join(read.names)}.")
    # The first list follows on the line of the count
    return "\n".join([" ".join(said[:2]), *said[2:]] if read.unread else said)


def _about_question(question: Question, counts: dict[str, int]) -> str:
    chosen = ", ".join(f"{letter} {number}" for letter, number in counts.items() if letter != NOT_ANSWERED)
    none = f"; no answer {counts[NOT_ANSWERED]}" if counts[NOT_ANSWERED] else ""
    return f"{question.text} {chosen}{none}. Right is {question.right}."


def _label(question: Question, letter: str) -> str:
    return "no answer" if letter == NOT_ANSWERED else f"{letter}. {question.option(letter).text}".replace("`", "")
