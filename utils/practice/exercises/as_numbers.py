"""What a learner's function returns, or a learner hands over, as numbers; whatever it is, this takes a moment."""

import math
from collections import deque
from collections.abc import Mapping
from numbers import Real

from numpy import asarray, bool_, ndarray  # by name, so that nobody can put others in their place

from utils.practice.exercises.exercise import NotYet
from utils.practice.exercises.trial import in_time

MOST_NUMBERS = 10_000
"""No exercise asks for more than a few dozen."""
DEEPEST = 8
"""Lists in each other."""


class TooManyNumbers(ValueError):
    """Raised by :func:`as_numbers`."""


def as_numbers(value) -> ndarray | None:
    """Return a value as an array of floats, or None if it is nothing of the kind.

    Integers of any size are numbers, and so are fractions; True, text and complex numbers are not.

    Raises
    ------
    TooManyNumbers
        If there are more than ``MOST_NUMBERS``.

    Examples
    --------
    >>> as_numbers([1, 2**64]), as_numbers("1"), as_numbers([[1], [2, 3]])
    (array([1.00000000e+00, 1.84467441e+19]), None, None)
    """
    try:
        return asarray(_nested(value, [MOST_NUMBERS], DEEPEST), dtype=float)
    except TooManyNumbers:
        raise
    except (TypeError, ValueError):  # no numbers, or lists of different lengths
        return None


def _nested(value, left: list[int], depth: int):
    """Return floats, or lists of them in each other, and count what is left of MOST_NUMBERS."""
    if hasattr(type(value), "__array__"):  # an array, a number of NumPy, a tensor, a column of a table
        value = value.__array__()
        if value.size > left[0]:
            raise TooManyNumbers
        value = value.tolist()
    left[0] -= 1
    if left[0] < 0:
        raise TooManyNumbers
    if isinstance(value, Real) and not isinstance(value, bool):
        try:
            return float(value)
        except OverflowError:
            return math.inf if value > 0 else -math.inf
    is_row = isinstance(value, list | tuple | range | deque) or (
        hasattr(type(value), "__len__") and hasattr(type(value), "__getitem__")
    )
    if not is_row or isinstance(value, Mapping | str | bytes) or depth == 0:
        raise TypeError
    return [_nested(one, left, depth - 1) for one in value]


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
    found = []

    def work():
        try:
            found.append(_one_number(answer))
        except NotYet as error:
            found.append(error)

    in_time(work)
    number = found[0] if found else NotYet("This cannot be turned into a number. Hand over the number itself.")
    if isinstance(number, NotYet):
        raise number
    if not math.isfinite(number):
        name = "NaN, not a number" if math.isnan(number) else "infinite"
        raise NotYet(f"This is {name}. Look at the step before.")
    return number


def _one_number(answer) -> float:
    if isinstance(answer, str):
        raise NotYet("This is text. Write the number without quotation marks.")
    if isinstance(answer, bool | bool_):
        raise NotYet(f"This is {answer}, and not a number.")
    if callable(answer):
        raise NotYet("This is a function. Hand over a number, for example what the function returns.")
    try:
        numbers = as_numbers(answer)
    except TooManyNumbers:
        raise NotYet(f"These are more than {MOST_NUMBERS:,} numbers. Hand over one.") from None
    if numbers is None:
        raise NotYet(f"This is of the type {type(answer).__name__}, and not a number.")
    if numbers.size != 1:
        comma = ", and decimals are written with a point: 2.5" if isinstance(answer, tuple) else ""
        raise NotYet(f"These are {numbers.size} numbers. Hand over one{comma}.")
    return float(numbers.reshape(()))
