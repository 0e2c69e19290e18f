"""The ritual of choosing a learning rate: which rates to try, round by round."""

from dataclasses import dataclass

import numpy as np

from utils.descent import Objective, Sweep, format_number, sweep

FIRST = 0.01
REFINEMENTS = 2
MOST_ROUNDS = 40


@dataclass(frozen=True)
class Round:
    """Rates that are tried together.

    Parameters
    ----------
    why : str
        What they are, to stand before or after their names.
    learning_rates : tuple of float
    """

    why: str
    learning_rates: tuple[float, ...]

    def __str__(self):
        return f"{self.why}: {' and '.join(map(format_number, self.learning_rates))}"


def plan(objective: Objective, start, *, n_steps: int) -> tuple[list[Round], Sweep]:
    """Return the rounds of the ritual for an objective, and all their runs.

    First 0.01, then one order of magnitude each way, then two. While the best is the lowest or the highest so far,
    go on in that direction; otherwise refine between the best and its neighbors, twice.

    Parameters
    ----------
    objective : Objective
    start : array_like, shape (n_params,)
    n_steps : int

    Returns
    -------
    rounds : list of Round
    tried : Sweep
        The runs of all rates, in rising order of the rates.
    """
    rounds = [
        Round("The usual first guess", (FIRST,)),
        Round("One order of magnitude lower and higher", (FIRST / 10, FIRST * 10)),
        Round("Two orders of magnitude lower and higher", (FIRST / 100, FIRST * 100)),
    ]
    refinements = 0
    while True:
        tried = sweep(
            objective, sorted(rate for one in rounds for rate in one.learning_rates), [start], n_steps=n_steps
        )
        if refinements == REFINEMENTS or len(rounds) == MOST_ROUNDS:
            return rounds, tried
        following = _next_round(tried)
        if following is None:
            return rounds, tried
        refinements += following.why.startswith("Between")
        rounds.append(following)


def _next_round(tried: Sweep) -> Round | None:
    rates, best = tried.learning_rates, tried.best
    if best is None:
        return Round("All diverge, so go on lower", (_round(rates[0] / 10),))
    if best == 0:
        return Round("The lowest is the best, so go on lower", (_round(rates[0] / 10),))
    if best == len(rates) - 1:
        return Round("The highest is the best, so go on higher", (_round(rates[-1] * 10),))
    between = {_round(np.sqrt(rates[best] * rates[k])) for k in (best - 1, best + 1)} - set(rates)
    return Round("Between the best and its neighbors", tuple(sorted(between))) if between else None


def _round(rate: float) -> float:
    """Return a rate with one digit, as somebody would type it."""
    return float(f"{rate:.1g}")
