"""The predictions of one learner as a short text that a class can read out or paste."""

from collections.abc import Sequence

from utils.practice.card import Card
from utils.practice.questions.question import LETTERS
from utils.widgets.markup import paragraph, preformatted

NOT_ANSWERED = "X"
CHECKS = "FGHJKMNPQRSTUVWYZ"  # a prime number of them; none is the letter of an option, or looks like a digit


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
    return f"{lesson.replace('_', '-')} {answers}-{check_letter(lesson, answers)}"


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


def check_letter(lesson: str, answers: str) -> str:
    """Return the letter that ends a code: one changed letter or two swapped ones ask for another."""
    values = [(LETTERS + NOT_ANSWERED).index(letter) + 1 for letter in answers]
    total = sum(place * value for place, value in enumerate(values, 1))
    return CHECKS[(total + sum(lesson.encode()) + len(values)) % len(CHECKS)]
