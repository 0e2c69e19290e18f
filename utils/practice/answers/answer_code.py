"""The predictions of one learner as a short text that a class can read out or paste."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from utils.practice.card import Card
from utils.practice.questions.question import LETTERS, Question
from utils.widgets.markup import paragraph, preformatted

NOT_ANSWERED = "X"
CHECKS = "FGHJKMNPQRSTUVWYZ"  # a prime number of them; none is the letter of an option, or looks like a digit
BETWEEN = r"[^A-Za-z0-9]{0,8}"
MOST_WORDS_OF_A_NAME = 4
OWN_NAME = re.compile(r"[^\W\d_]{2,}")
"""In front of a code, on its line: then the line above belongs to somebody else."""


@dataclass(frozen=True)
class CodesRead:
    """What was found in a text that a class has pasted.

    Parameters
    ----------
    codes : tuple of str
        The answers of each learner: a letter for each question, X where there is none.
    unread : tuple of str
        The lines that could not be read.
    """

    codes: tuple[str, ...]
    unread: tuple[str, ...]


def write_code(lesson: str, letters: Sequence[str]) -> str:
    """Return the answer code of one learner.

    Parameters
    ----------
    lesson : str
        Name of the lesson's folder.
    letters : sequence of str
        The learner's answer to each question in its order; empty where there is none.

    Examples
    --------
    >>> write_code("loss_function", ["B", "", "C", "A"])
    'loss-function BXCA-F'
    """
    answers = "".join(letter or NOT_ANSWERED for letter in letters)
    return f"{lesson.replace('_', '-')} {answers}-{_check_letter(lesson, answers)}"


def read_codes(text: str, lesson: str, questions: Sequence[Question]) -> CodesRead:
    """Find the answer codes of a lesson in a text.

    Case, spaces, line breaks, quotes, bullets and names before a code do no harm. A code with a letter too
    many, too few or changed is not read, since its check letter is then another one.

    Parameters
    ----------
    text : str
        What was pasted.
    lesson : str
        Name of the lesson's folder.
    questions : sequence of Question
        The lesson's predictions.

    Examples
    --------
    >>> from utils.practice.questions.question import Option
    >>> options = tuple(Option(text, text == "yes", "") for text in ("yes", "no", "both"))
    >>> questions = [Question(id, "", options) for id in ("first", "second", "third", "fourth")]
    >>> read_codes("Ada: > LOSS function bxca f", "loss_function", questions)
    CodesRead(codes=('BXCA',), unread=())
    """
    name = r"[^A-Za-z0-9]{0,3}".join(re.escape(word) for word in lesson.split("_"))
    letters = [f"[{''.join(question.letters)}{NOT_ANSWERED}]" for question in questions]
    code = BETWEEN.join([*(f"({letter})" for letter in letters), f"([{CHECKS}])"])
    pattern = re.compile(rf"(?<![A-Za-z0-9]){name}{BETWEEN}{code}(?![A-Za-z0-9])", re.IGNORECASE)
    codes, spans = [], []
    for match in pattern.finditer(text):
        *answers, check = (group.upper() for group in match.groups())
        if _check_letter(lesson, "".join(answers)) == check:
            codes.append("".join(answers))
            spans.append(match.span())
    fewest = max(4, len(questions) - 3)  # letters of a code that somebody has copied badly
    no_name = re.compile(rf"{name}|\d|(?<!\w)(?:[A-EX]{{{fewest},}}|[A-EX](?:\W[A-EX]){{{fewest - 1},}})(?!\w)", re.I)
    return CodesRead(tuple(codes), tuple(_lines_outside(text, spans, no_name)))


class AnswerCodeCard(Card):
    """Shows the answer code; whoever makes a prediction lets it :meth:`show` the new one."""

    def __init__(self):
        super().__init__("Answer code", "Answer code: your predictions in this lesson, as one short line.")

    def show(self, lesson: str, letters: Sequence[str]) -> None:
        """Show the code of a lesson.

        Parameters
        ----------
        lesson : str
            Name of the lesson's folder.
        letters : sequence of str
            The learner's answer to each question in its order; empty where there is none.
        """
        missing = sum(not letter for letter in letters)
        said = f"Predictions that you have not made are an X: {missing} of {len(letters)}." if missing else ""
        told = f"These are your predictions in this lesson. Give this line to your teacher. {said}".strip()
        self.say(preformatted(write_code(lesson, letters)) + paragraph(told))


def _lines_outside(text: str, spans: Sequence[tuple[int, int]], no_name: re.Pattern) -> list[str]:
    """Return the lines in which there should have been a code: all but those with a code, and names above one."""
    lines, start = [], 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        codes = [first for first, last in spans if start < last and first < end]
        has_code = bool(codes)
        before = text[start : max(min(codes, default=start), start)]
        if has_code and lines and not OWN_NAME.search(before) and _is_name(lines[-1], no_name):
            lines.pop()
        if not has_code and re.search(r"\w", line):
            lines.append(line.strip())
        elif has_code:
            lines.append("")
        start = end
    return [line for line in lines if line]


def _is_name(line: str, no_name: re.Pattern) -> bool:
    return not no_name.search(line) and len(line.split()) <= MOST_WORDS_OF_A_NAME


def _check_letter(lesson: str, answers: str) -> str:
    """The letter that another code has with high probability: one changed or two swapped letters change it."""
    values = [(LETTERS + NOT_ANSWERED).index(letter) + 1 for letter in answers]
    total = sum(place * value for place, value in enumerate(values, 1))
    return CHECKS[(total + sum(lesson.encode()) + len(values)) % len(CHECKS)]
