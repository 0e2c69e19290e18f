"""Checking a function: run it on several inputs, and recognize the particular mistake."""

import dis
import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from types import FunctionType, MethodType

import numpy as np

from utils.descent import format_number
from utils.descent.formatting import count
from utils.practice.exercises.as_numbers import MOST_NUMBERS, TooManyNumbers, as_numbers
from utils.practice.exercises.exercise import RETURNS_NONE, RETURNS_NOTHING, Result, not_yet, right, unanswered
from utils.practice.exercises.trial import LIMIT_S, in_time, try_out
from utils.practice.exercises.untouched_numpy import untouched_numpy

NEAR = {"rtol": 1e-6, "atol": 1e-9, "equal_nan": True}
FIXES = {  # a pattern in an error's text, and plainer words for it
    r"bitwise_xor": "`^` is not a power in Python, `**` is",
    r"operand type\(s\) for \^": "`^` is not a power in Python, `**` is",
    r"could not be broadcast": "two arrays in it do not have the same length",
    r"input array dimensions": "the rows that it puts together do not have the same length",
    r"truth value of an array": (
        "`if`, `and` or `max` takes one number there, and gets a whole array; `np.maximum` and `np.where` take arrays"
    ),
    r"mismatch in its core dimension": (
        "the two sides of `@` do not fit; the left one needs as many columns as the right one has rows"
    ),
    r"index (-?\d+) is out of bounds for axis \d+ with size (\d+)": (
        r"it asks for the number at place \1, and there are \2, counted from 0"
    ),
    r"index out of range": "it asks for a place that a list does not have; places are counted from 0",
    r"IndexError, only integers|indices must be integers": "a place in a list is a whole number, as in `[0]`",
    r"'(numpy\.ndarray|list)' object is not callable": (
        "parentheses stand behind a list; square brackets take something out of it, as in `[0]`"
    ),
    r"'(int|float|numpy\.float64)' object is not callable": (
        "a number has parentheses right behind it; is there a `*` missing between them?"
    ),
    r"AskedForInput": "it waits for `input()`, and nobody can answer while it is checked; use its arguments",
    r"'ellipsis'": "there are still dots (`...`) in place of a number, perhaps in a function that it calls",
    r"'NoneType'": "a name in it holds None, often because a function that it calls returns nothing",
}


@dataclass(frozen=True)
class Mistake:
    """A particular wrong program, and the hint for it.

    Parameters
    ----------
    program : callable
        Takes the same arguments as the right function, and gives what the mistake gives.
    hint : str
        What to look at; never the answer.
    """

    program: Callable
    hint: str


@dataclass(frozen=True)
class FunctionCheck:
    """Compare a function with the right one on several inputs, and with particular wrong ones.

    Parameters
    ----------
    right : callable
        What the learner's function should do.
    arguments : sequence of str
        The names of its arguments.
    cases : sequence of tuple
        The inputs, chosen so that the right function and all mistakes give different results. The
        numbers of the first ones should be short: a hint may name them.
    mistakes : sequence of Mistake
    returns : str
        What the function should return, to stand after "It should return".
    confirmation : str
        What a right answer means.
    """

    right: Callable
    arguments: Sequence[str]
    cases: Sequence[tuple]
    mistakes: Sequence[Mistake]
    returns: str
    confirmation: str

    def __call__(self, answer) -> Result:
        """Say what an answer shows. Comes back in a second and a half, whatever the function does."""
        if not callable(answer):
            return not_yet("Hand over the function itself: its name, without quotation marks or parentheses.")
        taken = []
        in_time(lambda: taken.append(_takes(answer, len(self.arguments))))
        if taken == [False]:
            names = ", ".join(self.arguments)
            return not_yet(f"The function must take {len(self.arguments)} arguments, in this order: {names}.")
        trials, printed = try_out(answer, self.cases, _numbers_of)
        with untouched_numpy():  # the function may have put something else in its place
            if len(trials) == len(self.cases) and self._all_equal([trial.numbers for trial in trials], self.right):
                return right(self.confirmation)
            return self._fault(answer, trials, printed)

    def expected(self, program: Callable) -> list[np.ndarray]:
        """Return what a program gives on every case."""
        with np.errstate(all="ignore"):
            return [np.asarray(program(*case), dtype=float) for case in self.cases]

    def _all_equal(self, values, program):
        expected = self.expected(program)
        return all(_equal(value, other) for value, other in zip(values, expected, strict=True))

    def _fault(self, function, trials, printed):
        last, values = trials[-1], [trial.numbers for trial in trials]
        if has_blank(function) or (last.value is None and not printed and is_empty(function)):
            return unanswered()
        if last.too_long:
            return not_yet(f"The function was stopped after {LIMIT_S:g} seconds. Is there a loop that never ends?")
        if last.error:
            words = _in_plain_words(last.error)
            given = f" What it is given is called {' and '.join(self.arguments)}." if "NameError" in words else ""
            if last.error.startswith("IndexError") and (inputs := self._given(self.cases[len(trials) - 1])):
                given = f" It was given {inputs}."
            return not_yet(f"The function stopped{last.place}: {words}.{given}")
        for case, trial, value in zip(self.cases, trials, values, strict=False):  # no trials after an error
            if trial.value is None:
                if printed:
                    return not_yet(
                        "The function prints its result but does not return it. Use `return`, not `print`."
                    )
                at_all = all(other.value is None for other in trials)
                if at_all and has_return(function):
                    said = "The function returns None: what stands behind its `return` holds nothing yet."
                    return not_yet(f"{said} It should return {self.returns}.", RETURNS_NONE)
                subject = "The function" if at_all else f"For {self._given(case)} the function"
                return not_yet(f"{subject} returns nothing. It should return {self.returns}.", RETURNS_NOTHING)
            if isinstance(trial.value, str):
                return not_yet(f"The function returns text. It should return {self.returns}.")
            if value is TooManyNumbers:
                return not_yet(
                    f"The function returns more than {MOST_NUMBERS:,} numbers. It should return {self.returns}."
                )
            if value is None and _is_of_truths(trial.value):
                return not_yet(f"The function returns True or False, not numbers. It should return {self.returns}.")
            if value is None:
                kind = type(trial.value).__name__
                return not_yet(f"The function returns something of the type {kind}. It should return {self.returns}.")
        for mistake in self.mistakes:
            if self._all_equal(values, mistake.program):
                return not_yet(mistake.hint)
        return self._unrecognized(values)

    def _unrecognized(self, values):
        expected = self.expected(self.right)
        for value, wanted in zip(values, expected, strict=True):
            if value.size != wanted.size:
                returned = count(value.size, "number")
                return not_yet(f"The function returns {returned}. It should return {self.returns}.")
        if any(np.isnan(value).any() for value in values):
            return not_yet("The function returns NaN, not a number. Does it take the root of something negative?")
        if not any(value.any() for value in values):
            return not_yet("The function returns 0 whatever it is given. Is something taken from itself, or times 0?")
        if len(values) > 1 and all(_equal(value, values[0]) for value in values):
            return not_yet(
                "The function returns the same whatever it is given. Does it use its own arguments, or names"
                " from another cell?"
            )
        if (digits := _decimals_of(values, expected)) is not None:
            return not_yet(
                f"The numbers are right but for their last digits: they are rounded to {count(digits, 'decimal')}."
                " Return them as they are."
            )
        if ignored := self._ignored(values, expected):
            return not_yet(
                f"The function gives the same for every {ignored}. Is a number fixed inside, or a name of another"
                " cell used, where the argument should stand?"
            )
        for case, value, wanted in zip(self.cases, values, expected, strict=True):
            if not _equal(value, wanted):
                found, right = _say_apart(value, wanted)
                return not_yet(f"For {self._given(case)} it returns {found}; it should return {right}.")
        raise AssertionError("a right function came here")

    def _given(self, case):
        """Name the arguments of a case that are numbers, with their values."""
        inputs = zip(self.arguments, map(as_numbers, case), strict=True)
        return ", ".join(f"{name} {_say(x)}" for name, x in inputs if x is not None)

    def _ignored(self, values, expected):
        """Return the arguments that change nothing, in no pair of cases that differ in this one alone, and should."""
        changes, should = set(), []
        for first, second in combinations(range(len(self.cases)), 2):
            others = [
                name
                for name, one, other in zip(self.arguments, self.cases[first], self.cases[second], strict=True)
                if not np.array_equal(one, other)
            ]
            if len(others) == 1:
                changes |= set() if _equal(values[first], values[second]) else set(others)
                should += [] if _equal(expected[first], expected[second]) else others
        return " and every ".join(name for name in dict.fromkeys(should) if name not in changes)


def has_blank(function: Callable) -> bool:
    """Return whether there are still dots (...) in a function's code.

    Examples
    --------
    >>> has_blank(lambda x: ...), has_blank(lambda x: x)
    (True, False)
    """
    codes = _codes(function)
    for code in codes:
        codes += [const for const in code.co_consts if inspect.iscode(const)]
        if any(const is Ellipsis for const in code.co_consts):
            return True
    return False


def is_empty(function: Callable) -> bool:
    """Return whether a function has no code of its own: at most dots, pass or a docstring."""
    does_nothing = {"RESUME", "NOP", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE", "CACHE"}
    codes = _codes(function)
    return bool(codes) and {line.opname for line in dis.get_instructions(codes[0])} <= does_nothing


def has_return(function: Callable) -> bool:
    """Return whether a function's code has a ``return`` with something behind it, other than None itself.

    Examples
    --------
    >>> has_return(lambda x: x), has_return(lambda x: None)
    (True, False)
    """
    codes = _codes(function)
    steps = list(dis.get_instructions(codes[0])) if codes else []
    returns = [pair for pair in pairwise(steps) if pair[1].opname in ("RETURN_VALUE", "RETURN_CONST")]
    constants = [step if step.opname == "RETURN_CONST" else before for before, step in returns]
    return any("CONST" not in constant.opname or constant.argval is not None for constant in constants)


def _codes(function):
    """The code of a function; of no other thing, since asking one for an attribute could run anything."""
    return [function.__code__] if isinstance(function, FunctionType | MethodType) else []


def _takes(function, n_arguments):
    try:
        inspect.signature(function).bind(*range(n_arguments))
    except TypeError:
        return False
    except ValueError:  # some built-in functions do not say what they take
        return True
    return True


def _in_plain_words(error):
    """Say what an error means, if it is one of `FIXES`; or else in its own words."""
    for pattern, words in FIXES.items():
        if found := re.search(pattern, error):
            return found.expand(words)
    return error


def _numbers_of(value):
    try:
        return as_numbers(value)
    except TooManyNumbers:
        return TooManyNumbers


def _is_of_truths(value):
    """Say whether a value is True or False, or an array of them."""
    return isinstance(value, bool | np.bool_) or (isinstance(value, np.ndarray) and value.dtype == bool)


def _equal(value, other):
    if value is None or value is TooManyNumbers or value.size != other.size:
        return False
    return bool(np.allclose(value.ravel(), other.ravel(), **NEAR))


def _decimals_of(values, expected):
    """Return to how many decimals the right numbers were rounded; None if they are others."""
    return next(
        (n for n in range(9) if all(_equal(v, np.round(e, n)) for v, e in zip(values, expected, strict=True))), None
    )


def _say_apart(value, wanted):
    """Write two results, with as many digits as it takes to tell them apart."""
    pairs = [(_say(value, digits), _say(wanted, digits)) for digits in range(3, 18)]
    return next((pair for pair in pairs if pair[0] != pair[1]), pairs[-1])


def _say(x, digits=3):
    array = np.asarray(x, dtype=float)
    words = [format_number(number) if digits == 3 else f"{number:.{digits}g}" for number in array.ravel()]
    return words[0] if array.ndim == 0 else f"[{', '.join(words)}]"
