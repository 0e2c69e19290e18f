"""Rate search: learning rates tried one after the other, closing in on the largest that settles."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from utils.descent.formatting import format_number
from utils.descent.objectives.objective import Objective
from utils.descent.training.history import History
from utils.descent.training.loop import train
from utils.descent.training.optimizers import gradient_descent
from utils.descent.verdict.diagnosis import Verdict, diagnose

FOUND = 0.05
"""The edge counts as found once the rates on its two sides are no farther apart than this share."""

EXPLODES = ("diverging", "overflowed", "not a number")


def outcome_of(verdict: Verdict) -> str:
    """Return "settles", "explodes", or "bounces" for a run that does neither."""
    if verdict.name in EXPLODES:
        return "explodes"
    return "bounces" if verdict.name == "bouncing" else "settles"


@dataclass(frozen=True, eq=False)
class Try:
    """One learning rate and what came of it.

    Parameters
    ----------
    learning_rate : float
    history : History
        Its run.
    verdict : Verdict
        What the run did.

    Attributes
    ----------
    outcome : {"settles", "bounces", "explodes"}
    """

    learning_rate: float
    history: History
    verdict: Verdict

    @property
    def outcome(self):
        return outcome_of(self.verdict)


@dataclass(frozen=True, eq=False)
class RateSearch(History):
    """The run of the last try, together with all tries and the rate that is chosen for the next one.

    Parameters
    ----------
    tries : tuple of Try
        In their order; each rate once.
    next_rate : float

    Examples
    --------
    >>> from utils.descent import quadratic_bowl
    >>> search = rate_search(quadratic_bowl([2.0]), [5.0], n_steps=300)
    >>> found = search([0.5, 2.0, 0.98, 1.02], next_rate=1.0)
    >>> found.bracket, round(found.width, 3), found.is_found
    ((0.98, 1.02), 0.041, True)
    """

    tries: tuple[Try, ...] = ()
    next_rate: float = 0.01

    @property
    def bracket(self):
        """The rates on the two sides of the edge, (settles, does not settle); None where there is none yet."""
        too_high = [a.learning_rate for a in self.tries if a.outcome != "settles"]
        high = min(too_high, default=None)
        low = [a.learning_rate for a in self.tries if a.outcome == "settles"]
        return max((rate for rate in low if high is None or rate < high), default=None), high

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
            return format_number(rate)
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


def rate_search(objective: Objective, start, *, n_steps: int):
    """Return a function ``(rates, next_rate) -> RateSearch`` that trains only what it has not trained yet.

    Parameters
    ----------
    objective : Objective
    start : array_like, shape (n_params,)
        Where every try starts.
    n_steps : int
        Steps of every try.
    """

    @lru_cache(maxsize=128)
    def attempt(rate):
        history = train(objective, gradient_descent(rate), start, n_steps=n_steps)
        return Try(rate, history, diagnose(history))

    nothing_tried = train(objective, gradient_descent(1.0), start, n_steps=1).at_step(0)

    def search(rates, next_rate):
        tries = tuple(attempt(rate) for rate in rates)
        last = tries[-1].history if tries else nothing_tried
        return RateSearch(objective, last.params, last.loss, last.gradient_norm, tries, next_rate)

    return search
