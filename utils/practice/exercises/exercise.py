"""An exercise: what the learner's cell starts with, its check, its hints and its solution; and its card."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from utils.practice.exercises.untouched_numpy import untouched_numpy

RETURNS_NOTHING, RETURNS_NONE = "returns nothing", "returns None"
"""Kinds of a `Result.fault`: there is no result, or what stands behind the ``return`` is None."""

NOT_WRITTEN = "Not written yet. Put your own code in place of the dots (...), and run the cell again."


@dataclass(frozen=True)
class Result:
    """What a check says about an answer.

    Parameters
    ----------
    passed : bool
    sentence : str
        For the learner: plain, and without the answer.
    is_answered : bool
        False while the cell is as it came.
    fault : str
        The kind of a wrong answer, for a check that builds on another one, such as `RETURNS_NONE`; or empty.
    """

    passed: bool
    sentence: str
    is_answered: bool = True
    fault: str = ""

    @property
    def kind(self) -> str:
        """How a card shows it."""
        return "right" if self.passed else "wrong" if self.is_answered else "quiet"

    def __str__(self):
        return self.sentence


class NotYet(ValueError):
    """Raised by a check that cannot go on with an answer; the message is a sentence for the learner."""


def right(sentence: str) -> Result:
    """Return what a check says about a right answer."""
    return Result(True, f"Right. {sentence}")


def not_yet(sentence: str, fault: str = "") -> Result:
    """Return what a check says about an answer that needs another look."""
    return Result(False, f"Not yet. {sentence}", fault=fault)


def is_blank(answer) -> bool:
    """Whether an answer is still what the cell came with."""
    return answer is None or answer is Ellipsis


def unanswered() -> Result:
    """Return what a check says about a cell that is as it came."""
    return Result(False, NOT_WRITTEN, is_answered=False)


class Exercise:
    """One exercise of a lesson.

    Parameters
    ----------
    id : str
        Its key, the same in the notebook and in the file of answers.
    title : str
        What to do, in a few words.
    check : callable
        ``check(answer) -> Result``, or raises :class:`NotYet`. With ``counts_tries`` it is
        ``check(answer, tries) -> Result``, and adds to the list ``tries`` what counts as a try.
    hints : sequence of str
        From a nudge to nearly all of it; never the answer at first.
    solution : str
        The learner's cell with the answer in it.
    explanation : str
        One line about the solution.
    starter : str
        The learner's cell as it comes; at most 12 lines.
    counts_tries : bool
        Whether the number of answers is limited.

    Attributes
    ----------
    tries : list
        The answers that counted so far, as plain numbers; whoever keeps answers keeps these too.
    """

    def __init__(
        self,
        id: str,
        title: str,
        check: Callable[..., Result],
        hints: Sequence[str],
        solution: str,
        *,
        explanation: str,
        starter: str,
        counts_tries: bool = False,
    ):
        self.id, self.title, self.hints, self.explanation = id, title, tuple(hints), explanation
        self.solution, self.starter, self.counts_tries = solution.strip("\n"), starter.strip("\n"), counts_tries
        self.tries: list = []
        self._check = check
        self._n_hints_given = 0

    def check(self, answer) -> Result:
        """Say what an answer shows; never raises, whatever the answer is, and takes no more than three seconds.

        Parameters
        ----------
        answer : object
            The learner's function or value.

        Returns
        -------
        Result
        """
        if is_blank(answer):
            return unanswered()
        try:
            with untouched_numpy():
                return self._check(answer, self.tries) if self.counts_tries else self._check(answer)
        except NotYet as error:
            return not_yet(str(error))
        except Exception as error:
            return not_yet(f"This answer cannot be checked ({type(error).__name__}). Run the cell above it again.")

    def hint(self, number: int | None = None) -> str:
        """Return a hint: the next one, or the one with this number (the first is 1). The first follows the last."""
        last = len(self.hints)
        if number is None:
            number = self._n_hints_given + 1
        if number > last:
            self._n_hints_given = 0
            return f"There are {last} hints, and you have read them. The next one is the first again."
        number = self._n_hints_given = max(int(number), 1)
        return f"Hint {number} of {last}. {self.hints[number - 1]}"
