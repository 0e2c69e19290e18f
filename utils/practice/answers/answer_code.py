"""The answers of one learner in a lesson as a short text that a class can read out or paste."""

from collections.abc import Sequence

from utils.practice.card import Card
from utils.practice.exercises.exercise import Exercise
from utils.practice.questions.question import LETTERS, Option, Question
from utils.widgets.copy_button import CopyButton
from utils.widgets.markup import paragraph, preformatted

NOT_ANSWERED, SOLVED = "X", "A"
CHECKS = "FGHJKMNPQRSTUVWYZ"  # a prime number of them; none is the letter of an option, or looks like a digit
WHOLE = 7
"""Added to the sum behind the check letter of a code that holds more than predictions. So it is never taken for one
of predictions alone, such as one from before its lesson was split."""


def write_code(
    lesson: str, predictions: Sequence[str], exercises: Sequence[bool] = (), quiz: Sequence[str] = ()
) -> str:
    """Return the answer code of one learner; it holds predictions alone until something else is done.

    Parameters
    ----------
    lesson : str
        Name of the lesson's folder.
    predictions : sequence of str
        The learner's prediction for each question in its order; empty where there is none.
    exercises : sequence of bool
        Whether each exercise is solved.
    quiz : sequence of str
        The learner's last answer to each question of the quiz; empty where there is none.

    Examples
    --------
    >>> write_code("loss_function", ["B", "", "C", "A"], [False, False], ["", "", ""])
    'loss-function BXCA-F'
    >>> write_code("loss_function", ["B", "", "C", "A"], [True, False], ["C", "", "D"])
    'loss-function BXCA-AX-CXD-M'
    """
    parts = _parts(predictions, exercises, quiz)
    check = check_letter(lesson, "".join(parts), whole=len(parts) > 1)
    return "-".join([f"{lesson.replace('_', '-')} {parts[0]}", *filter(None, parts[1:]), check])


class AnswerCodeCard(Card):
    """Shows the answer code; whatever is answered lets it :meth:`show` the new one.

    A screen reader reads it where it stands: it changes with each answer, which has been announced itself.
    """

    def __init__(self):
        self.copy = CopyButton("Copy the line")
        text = "Answer code: your answers in this lesson, as one short line."
        super().__init__("Answer code", text, [], [self.copy])
        self.feedback.aloud = False

    def show(
        self, lesson: str, predictions: Sequence[str], exercises: Sequence[bool] = (), quiz: Sequence[str] = ()
    ) -> None:
        """Show the code of a lesson; the parameters are those of :func:`write_code`."""
        parts = _parts(predictions, exercises, quiz)
        holds = "predictions" if len(parts) == 1 else "predictions, solved exercises and answers in the quiz"
        told = f"It holds your {holds}. Give this line to your teacher."
        if missing := "".join(parts).count(NOT_ANSWERED):
            told += f" What you have not done is an X: {missing} of {sum(map(len, parts))}."
        self.copy.text = write_code(lesson, predictions, exercises, quiz)
        self.say(preformatted(self.copy.text) + paragraph(told))


def asks_whether_solved(exercise: Exercise) -> Question:
    """Return an exercise as a question with one option, so that it is counted as questions are."""
    return Question(exercise.id, f"Exercise: {exercise.title}", (Option("solved", True, ""),))


def check_letter(lesson: str, answers: str, *, whole: bool = False) -> str:
    """Return the letter that ends a code: one changed letter or two swapped ones ask for another.

    ``whole`` says that the answers hold more than predictions.
    """
    values = [(LETTERS + NOT_ANSWERED).index(letter) + 1 for letter in answers]
    total = sum(place * value for place, value in enumerate(values, 1)) + WHOLE * whole
    return CHECKS[(total + sum(lesson.encode()) + len(values)) % len(CHECKS)]


def _parts(predictions: Sequence[str], exercises: Sequence[bool], quiz: Sequence[str]) -> list[str]:
    """Return the letters of a code: only those of the predictions, or those of all three."""
    given = [predictions, [SOLVED * solved for solved in exercises], quiz]
    parts = ["".join(letter or NOT_ANSWERED for letter in letters) for letters in given]
    return parts if "".join(parts[1:]).strip(NOT_ANSWERED) else parts[:1]
