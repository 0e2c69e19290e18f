"""Bisection: learning rates tried one after the other, closing in on the largest that settles."""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from utils.descent.formatting import format_rate
from utils.descent.objectives.objective import Objective
from utils.descent.training.history import History
from utils.descent.training.loop import train
from utils.descent.training.optimizers import gradient_descent
from utils.descent.verdict.diagnosis import diagnose
from utils.descent.verdict.verdict import SETTLES

FOUND = 0.05
"""The edge counts as found once the rates on its two sides are no farther apart than this share."""


@dataclass(frozen=True, eq=False)
class Try:
    """One learning rate and what came of it.

    Parameters
    ----------
    learning_rate : float
    history : History
        Its run.
    """

    learning_rate: float
    history: History

    @cached_property
    def verdict(self):
        """What the run did, a `Verdict`."""
        return diagnose(self.history)

    @property
    def outcome(self):
        """The coarse outcome of the verdict."""
        return self.verdict.outcome


@dataclass(frozen=True, eq=False)
class Bisection:
    """Learning rates that were tried, and the bracket that they leave for the edge.

    Parameters
    ----------
    start : History
        Where every try starts, before any step.
    tries : tuple of Try
        In their order; each rate once.
    next_learning_rate : float
        Chosen for the next try.

    Examples
    --------
    >>> from utils.descent import quadratic_bowl
    >>> search = bisection(quadratic_bowl([2.0]), [5.0], n_steps=300)
    >>> found = search([0.5, 2.0, 0.98, 1.02], next_learning_rate=1.0)
    >>> found.bracket, round(found.width, 3), found.is_found
    ((0.98, 1.02), 0.041, True)
    """

    start: History
    tries: tuple[Try, ...]
    next_learning_rate: float

    @property
    def history(self):
        """The run of the last try; the start, where nothing was tried."""
        return self.tries[-1].history if self.tries else self.start

    @property
    def n_steps(self):
        """Number of updates of each try; 0 where nothing was tried."""
        return self.history.n_steps

    def at_step(self, step):
        """Return the tries as if each had ended at a step, from 0 to n_steps."""
        tries = tuple(Try(one.learning_rate, one.history.at_step(step)) for one in self.tries)
        return Bisection(self.start, tries, self.next_learning_rate)

    @property
    def bracket(self):
        """The rates on the two sides of the edge, (settles, does not settle); None where there is none yet."""
        settle = [one.learning_rate for one in self.tries if one.outcome == SETTLES]
        high = min((one.learning_rate for one in self.tries if one.outcome != SETTLES), default=None)
        return max((rate for rate in settle if high is None or rate < high), default=None), high

    @property
    def width(self):
        """How much larger the upper end of the bracket is than the lower, as a share of it, or None."""
        low, high = self.bracket
        return None if low is None or high is None else high / low - 1.0

    @property
    def is_found(self):
        """Whether the edge is bracketed closely enough."""
        return self.width is not None and self.width <= FOUND

    def write(self, rate):
        """Return a rate as text, with as many digits as it takes to tell the two ends of the bracket apart."""
        if not self.width or self.width > 0.01:
            return format_rate(rate)
        return f"{rate:.{min(17, 2 - math.floor(math.log10(self.width)))}g}"

    @property
    def halfway(self):
        """The rate in the middle of the bracket on a log axis, as short as it can be written.

        None where there is no bracket, or no number between its ends.
        """
        low, high = self.bracket
        if low is None or high is None:
            return None
        middle = np.sqrt(low) * np.sqrt(high)
        for digits in range(3, 18):
            rate = float(f"{middle:.{digits}g}")
            if low < rate < high:
                return rate
        return None


def bisection(objective: Objective, start, *, n_steps: int):
    """Return a function ``(learning_rates, next_learning_rate) -> Bisection`` that trains each rate only once.

    Parameters
    ----------
    objective : Objective
    start : array_like, shape (n_params,)
        Where every try starts.
    n_steps : int
        Steps of every try.
    """

    @lru_cache(maxsize=128)
    def attempt(learning_rate):
        return Try(learning_rate, train(objective, gradient_descent(learning_rate), start, n_steps=n_steps))

    nothing_tried = train(objective, gradient_descent(1.0), start, n_steps=1).at_step(0)

    def search(learning_rates, next_learning_rate):
        return Bisection(nothing_tried, tuple(map(attempt, learning_rates)), next_learning_rate)

    return search
