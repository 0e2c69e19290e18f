"""What a class has answered: one question at a time, first the votes, and what is right at a press."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from io import BytesIO
from textwrap import fill

import ipywidgets
from PIL import Image

from utils.descent.formatting import count
from utils.drawing.histograms import draw_histogram
from utils.drawing.style import THEMES, WIDTH
from utils.explorers.projector import join
from utils.practice.answers.answer_code import NOT_ANSWERED, write_code
from utils.practice.answers.pasted_codes import CodesRead
from utils.practice.card import Card
from utils.practice.questions.question import Question
from utils.widgets import controls
from utils.widgets.live_figure import LiveFigure
from utils.widgets.markup import preformatted
from utils.widgets.opener import set_visible
from utils.widgets.still import still

NAMES = ("Ada", "Ben", "Chloé", "Dmitri", "Esra", "Femi", "Gita", "Hugo", "Ines", "Juan", "Kim", "Lea")
SHOW, HIDE = "Show which is right", "Hide which is right"


class ClassResults(Card):
    """A box for the answer codes of a class, and the votes on one question after the other.

    Parameters
    ----------
    questions : sequence of Question
        The predictions of a lesson, its exercises, each with one option, and its quiz.
    read : callable
        ``read(text) -> CodesRead``, such as :func:`~utils.practice.answers.pasted_codes.read_codes` for a lesson.
    text : str
        What stands in the box at first.

    Attributes
    ----------
    read : CodesRead
        What was found in the box.
    counts : list of dict
        For each question, how many chose each letter; X counts those who did not answer.
    pasted : ipywidgets.Textarea
        The box.
    question : ipywidgets.IntSlider
        The number of the question on show, from 1.
    reveal : ipywidgets.Button
        Shows which option is right, and hides it again. Another question hides it, too.
    figure : LiveFigure
        The votes, in the page's theme; its sentence has all that it shows, in words.
    """

    def __init__(self, questions: Sequence[Question], read: Callable[[str], CodesRead], text: str = ""):
        self.questions, self._read, self._size, self._revealed = list(questions), read, 1.0, False
        self.pasted = ipywidgets.Textarea(
            text, placeholder="Paste the answer codes here, all at once", rows=6, layout={"width": "100%"}
        )
        self.question = controls.steps(1, len(self.questions), label="question")
        self.reveal = controls.button(SHOW)
        self.figure = LiveFigure(file_name="class-results")
        super().__init__("Answer codes of the class", "", [self.pasted])
        self._votes = ipywidgets.VBox([self.question, ipywidgets.HBox([self.reveal]), self.figure])
        self.children += (self._votes,)
        self.add_class("class-results")
        self.layout.max_width = f"{WIDTH + 40}px"
        self._count()
        self.pasted.observe(self._count, "value")
        self.question.observe(lambda _: self._choose(), "value")
        self.reveal.on_click(lambda _: self.show_right(not self._revealed))
        self.figure.observe(lambda _: self.draw(), ["theme", "scale"])
        join(self)

    def _choose(self) -> None:
        """Show the votes on another question; an exercise has nothing to reveal."""
        set_visible(self.reveal, not _is_exercise(self.questions[self.question.value - 1]))
        self.show_right(False)

    def show_right(self, revealed: bool) -> None:
        """Show which option of the question is right, or hide it."""
        self._revealed = revealed
        self.reveal.description = HIDE if revealed else SHOW
        self.draw()

    def redraw(self, size: float) -> None:
        """Draw with larger text for a projector; half as much larger as elsewhere, since it is large already."""
        self._size = 1 + (size - 1) / 2
        self.draw()

    def draw(self) -> None:
        """Draw the question that was chosen in the page's colors."""
        question, counts = self.questions[self.question.value - 1], self.counts[self.question.value - 1]
        bars = [
            (_label(question, letter), number, self._revealed and letter == question.right)
            for letter, number in counts.items()
        ]
        theme = self.figure.theme if self.figure.theme in THEMES else "light"
        scale = min(max(self.figure.scale, 0.5), 4.0)
        picture = draw_histogram(question.text, bars, theme=theme, scale=scale, size=self._size)
        self.figure.height = round(Image.open(BytesIO(picture)).height / scale)
        self.figure.show(picture, b"", _about_question(question, counts, self._revealed))

    def _count(self, _=None) -> None:
        self.read = self._read(self.pasted.value)
        self.counts = []
        for place, question in enumerate(self.questions):
            chosen = Counter(code[place] for code in self.read.codes)
            self.counts.append({letter: chosen[letter] for letter in (*question.letters, NOT_ANSWERED)})
        self.say(preformatted(_about_reading(self.read)))
        set_visible(self._votes, bool(self.read.codes))
        self._choose()

    def _repr_mimebundle_(self, **kwargs):
        """The widget, and for pages without a kernel what was read and the votes on the question on show."""
        data = dict(super()._repr_mimebundle_(**kwargs) or {})
        said = _about_reading(self.read)
        if not self.read.codes:
            return data | {"text/plain": said}
        text = f"{said}\n{fill(self.figure.sentence, 100)}"
        shown, metadata = still(self.figure.background, f"{said}\n{self.figure.sentence}", WIDTH, text=text)
        return data | shown, metadata


def example_codes(
    lesson: str,
    predictions: Sequence[Question],
    exercises: Sequence[Question] = (),
    quiz: Sequence[Question] = (),
) -> str:
    """Return the codes of a class that does not exist: most pick the usual wrong option, and two slip.

    Parameters
    ----------
    lesson : str
        Name of the lesson's folder.
    predictions, exercises, quiz : sequence of Question
        What the lesson asks; an exercise has one option.
    """
    chance = random.Random(0)
    lines = []
    for number, name in enumerate(NAMES):
        letters = []
        for question in predictions:
            usual = question.letters[question.most_pick - 1] if question.most_pick else question.right
            letters.append(chance.choice([usual, usual, question.right, *question.letters]))
        if number == 2:
            letters[-1] = ""
        solved = [chance.random() < 0.7 for _ in exercises]
        answered = [chance.choice([question.right, *question.letters]) for question in quiz]
        code = write_code(lesson, letters, solved, answered)
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


def _about_question(question: Question, counts: dict[str, int], revealed: bool) -> str:
    if _is_exercise(question):
        return (
            f"{question.text}. " + ", ".join(f"{_label(question, letter)} {n}" for letter, n in counts.items()) + "."
        )
    chosen = ", ".join(f"{letter} {number}" for letter, number in counts.items() if letter != NOT_ANSWERED)
    none = f"; no answer {counts[NOT_ANSWERED]}" if counts[NOT_ANSWERED] else ""
    right = f" Right is {question.right}." if revealed else ""
    return f"{question.text} {chosen}{none}.{right}"


def _is_exercise(question: Question) -> bool:
    return len(question.options) == 1


def _label(question: Question, letter: str) -> str:
    if _is_exercise(question):
        return "not solved" if letter == NOT_ANSWERED else question.option(letter).text
    return "no answer" if letter == NOT_ANSWERED else f"{letter}. {question.option(letter).text}".replace("`", "")
