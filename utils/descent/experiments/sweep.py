"""Sweeps: one run for each learning rate, all trained at once, and what came of each."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from utils.descent.objectives.curvature import learning_rate_limit
from utils.descent.training.history import History
from utils.descent.training.loop import train
from utils.descent.training.optimizers import gradient_descent
from utils.descent.validation import as_count, as_finite, as_number
from utils.descent.verdict.verdict import DIVERGES

ARRIVED, UNFINISHED = "within 1 %", "unfinished"


@dataclass(frozen=True, eq=False)
class Sweep:
    """What came of many learning rates, each from the same starts.

    Where there are several starts, the worst of them counts: a rate has arrived when it has from every start.

    Parameters
    ----------
    history : History
        The runs in two axes: (n_starts, n_rates).
    learning_rates : numpy.ndarray, shape (n_rates,)
        In rising order.

    Examples
    --------
    >>> from utils.descent import quadratic_bowl
    >>> tried = sweep(quadratic_bowl([1.0]), [0.001, 0.5, 3.0], [[8.0]], n_steps=30)
    >>> tried.outcome.tolist(), tried.steps_to_arrive.tolist(), tried.best
    (['unfinished', 'within 1 %', 'diverges'], [-1, 4, -1], 1)
    >>> tried.rates_that_arrive.tolist()
    [0.5]
    """

    history: History
    learning_rates: np.ndarray

    @property
    def objective(self):
        """What all runs made small."""
        return self.history.objective

    @property
    def n_starts(self):
        """From how many starts each rate was tried."""
        return self.history.run_shape[0]

    @property
    def n_steps(self):
        """Number of updates of each run."""
        return self.history.n_steps

    def at_step(self, step):
        """Return the sweep as if training had ended at a step, from 0 to n_steps."""
        return Sweep(self.history.at_step(step), self.learning_rates)

    @cached_property
    def limit(self):
        """The learning rate above which runs diverge."""
        return learning_rate_limit(self.objective)

    @cached_property
    def is_above_limit(self):
        """Which rates are so large that runs diverge, sooner or later, shape (n_rates,)."""
        at_limit = np.isclose(self.learning_rates, self.limit, rtol=1e-9, atol=0)  # the computed limit is rounded
        return ((self.learning_rates > self.limit) & ~at_limit) | ~np.isfinite(self.history.final_loss).all(axis=0)

    @cached_property
    def worst_start(self):
        """Index of each rate's worst start, shape (n_rates,): the last to arrive, or the farthest from it."""
        loss = np.nan_to_num(self.history.final_loss, nan=np.inf, posinf=np.inf)
        return np.lexsort((loss, self._steps()), axis=0)[-1]

    @cached_property
    def worst_loss(self):
        """Loss at each step from the worst start, shape (n_rates, n_steps + 1)."""
        return self.history.loss[self.worst_start, np.arange(len(self.learning_rates))]

    @property
    def end_loss(self):
        """Loss after the last step from the worst start, shape (n_rates,)."""
        return self.worst_loss[:, -1]

    @cached_property
    def steps_to_arrive(self):
        """First step within 1 % from the worst start, shape (n_rates,); -1 for a rate that does not arrive."""
        steps = self._steps().max(axis=0)
        return np.where(steps <= self.n_steps, steps, -1)

    def _steps(self):
        """First step within 1 % of each run, and a number larger than any step where there is none."""
        steps = self.history.steps_to_within(0.01)
        return np.where((steps < 0) | self.is_above_limit, self.n_steps + 1, steps)

    @cached_property
    def outcome(self):
        """For each rate "within 1 %", "unfinished" or "diverges", shape (n_rates,)."""
        return np.where(self.is_above_limit, DIVERGES, np.where(self.steps_to_arrive >= 0, ARRIVED, UNFINISHED))

    @property
    def rates_that_arrive(self):
        """The rates that come within 1 %, in rising order."""
        return self.learning_rates[self.outcome == ARRIVED]

    @cached_property
    def best(self):
        """Index of the best rate, or None if all diverge.

        The one that arrives in the fewest steps, and the lowest of those, which is the safest. Where none
        arrives, the one with the lowest loss at the end.
        """
        steps = self.steps_to_arrive
        if (steps >= 0).any():
            return int(np.where(steps >= 0, steps, self.n_steps + 1).argmin())
        if self.is_above_limit.all():
            return None
        return int(np.where(self.is_above_limit, np.inf, self.end_loss).argmin())

    def only(self, which):
        """Return the sweep of some of the rates.

        Parameters
        ----------
        which : array_like
            Indices or a mask.

        Returns
        -------
        Sweep
        """
        return Sweep(self.history.select((slice(None), which)), self.learning_rates[which])


def sweep(objective, learning_rates, starts, *, n_steps):
    """Train with every learning rate from every start, all at once.

    Parameters
    ----------
    objective : Objective
    learning_rates : array_like, shape (n_rates,)
        In rising order.
    starts : array_like, shape (n_starts, n_params)
    n_steps : int

    Returns
    -------
    Sweep

    Raises
    ------
    ValueError
        As in `train` and `gradient_descent`.
    """
    learning_rates = np.array(as_finite("learning_rates", learning_rates))
    starts = as_finite("starts", starts)
    runs = train(objective, gradient_descent(learning_rates), starts[:, None, :], n_steps=n_steps)
    learning_rates.flags.writeable = False
    return Sweep(runs, learning_rates)


def spread_learning_rates(center, span, n_rates):
    """Return learning rates at equal factors around a center.

    Parameters
    ----------
    center : float
        The rate in the middle, above 0.
    span : float
        Orders of magnitude from the lowest rate to the highest.
    n_rates : int

    Returns
    -------
    numpy.ndarray, shape (n_rates,)
        In rising order.

    Raises
    ------
    ValueError
        If a setting is not such a number, or a rate is larger or smaller than a computer can hold.

    Examples
    --------
    >>> spread_learning_rates(0.01, 4, 5)
    array([1.e-04, 1.e-03, 1.e-02, 1.e-01, 1.e+00])
    """
    center, span = as_number("center", center, example=0.01), as_number("span", span, example=4.0)
    n_rates = as_count("n_rates", n_rates)
    if center <= 0 or span < 0:
        raise ValueError(f"center must be above 0 and span not below 0; got {center} and {span}.")
    middle = np.log10(center)
    if abs(middle) + span / 2 > 300:
        raise ValueError(
            f"The rates must be between 1e-300 and 1e300; {center:g} with a span of {span:g} leaves that."
        )
    exponents = np.round(middle + span * (np.arange(n_rates) / max(n_rates - 1, 1) - 0.5), 12)
    return 10.0 ** (exponents if n_rates > 1 else np.array([middle]))
