"""Checking a number: the right one, or one that a particular mistake gives."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from utils.practice.exercises.exercise import NotYet, Result, not_yet, right


def as_one_number(answer) -> float:
    """Return an answer as a number.

    Raises
    ------
    NotYet
        With one sentence that says what it is instead.

    Examples
    --------
    >>> as_one_number(3), as_one_number([2.5])
    (3.0, 2.5)
    """
    if isinstance(answer, str):
        raise NotYet("This is text. Write the number without quotation marks.")
    if isinstance(answer, (bool, np.bool_)):
        raise NotYet(f"This is {answer}, and not a number.")
    if callable(answer):
        raise NotYet("This is a function. Hand over a number, for example what the function returns.")
    try:
        numbers = np.asarray(answer)
    except ValueError:
        numbers = np.asarray(None)
    if numbers.dtype.kind not in "iuf":
        raise NotYet(f"This is of the type {type(answer).__name__}, and not a number.")
    if numbers.size != 1:
        comma = ", and decimals are written with a point: 2.5" if isinstance(answer, tuple) else ""
        raise NotYet(f"These are {numbers.size} numbers. Hand over one{comma}.")
    number = float(numbers.reshape(()))
    if not math.isfinite(number):
        name = "NaN, not a number" if math.isnan(number) else "infinite"
        raise NotYet(f"This is {name}. Look at the step before.")
    return number


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
