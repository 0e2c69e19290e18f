"""Checking a number: the right one, or one that a particular mistake gives."""

from collections.abc import Sequence
from dataclasses import dataclass

from utils.practice.exercises.as_numbers import as_one_number
from utils.practice.exercises.exercise import Result, not_yet, right


@dataclass(frozen=True)
class ValueCheck:
    """Compare a number with the right one, and with what particular mistakes give.

    Parameters
    ----------
    right : float
    mistakes : sequence of (float, str)
        What a mistake gives, and the hint for it.
    confirmation : str
        What a right answer means.
    otherwise : str
        The hint for any other number.
    tolerance : float
        Relative to the right number, or absolute where that is below 1.
    """

    right: float
    mistakes: Sequence[tuple[float, str]]
    confirmation: str
    otherwise: str
    tolerance: float = 1e-3

    def __call__(self, answer) -> Result:
        """Say what an answer shows."""
        number = as_one_number(answer)
        if self._is_near(number, self.right):
            return right(self.confirmation)
        for wrong, hint in self.mistakes:
            if self._is_near(number, wrong):
                return not_yet(hint)
        return not_yet(self.otherwise)

    def _is_near(self, number, other):
        return abs(number - other) <= self.tolerance * max(1.0, abs(self.right))
