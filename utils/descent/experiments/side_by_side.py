"""Runs side by side: a few histories to compare, each with an objective of its own."""

from dataclasses import dataclass

import numpy as np

from utils.descent.training.history import History, history_of
from utils.descent.training.loop import train
from utils.descent.training.optimizers import gradient_descent
from utils.descent.validation import as_count, as_numbers


@dataclass(frozen=True, eq=False)
class SideBySide:
    """A few runs that are compared.

    Parameters
    ----------
    histories : tuple of History
        One run each, at least one.

    Examples
    --------
    >>> from utils.descent import quadratic_bowl
    >>> pair = side_by_side([quadratic_bowl([1.0]), quadratic_bowl([2.0])], 0.5, [8.0], n_steps=3)
    >>> [history.final_loss.item() for history in pair.histories]
    [0.5, 0.0]
    >>> [history.n_steps for history in pair.at_step(1).histories]
    [1, 1]
    """

    histories: tuple[History, ...]

    @property
    def history(self):
        """The first of the runs."""
        return self.histories[0]

    @property
    def n_steps(self):
        """Number of updates of the longest run."""
        return max(one.n_steps for one in self.histories)

    def at_step(self, step):
        """Return the runs as if each that is longer had ended at a step, from 0 to n_steps."""
        step = as_count("step", step, low=0, high=self.n_steps)
        return SideBySide(tuple(one.at_step(min(step, one.n_steps)) for one in self.histories))


def side_by_side(objectives, learning_rates, init_params, *, n_steps):
    """Train on each objective, from the same start.

    Parameters
    ----------
    objectives : sequence of Objective
        With equal numbers of parameters.
    learning_rates : float or sequence of float
        One for all, or one for each objective.
    init_params : array_like, shape (n_params,)
    n_steps : int
        Number of updates of each run.

    Returns
    -------
    SideBySide

    Raises
    ------
    ValueError
        As `train`, or if there are not as many learning rates as objectives.
    """
    rates = as_numbers("learning_rates", learning_rates)  # which of them are finite is asked one by one
    if rates.shape not in ((), (len(objectives),)):
        raise ValueError(f"learning_rates must be one number, or {len(objectives)} numbers; got shape {rates.shape}.")
    rates = np.broadcast_to(rates, len(objectives))
    return SideBySide(
        tuple(
            train(objective, gradient_descent(float(rate)), init_params, n_steps=n_steps)
            for objective, rate in zip(objectives, rates, strict=True)
        )
    )


def histories_of(result):
    """Return the runs that a result compares, a history each.

    Parameters
    ----------
    result : SideBySide, History or object
        What has ``histories``, or a history with one axis of runs.

    Returns
    -------
    tuple of History or None
        None in place of a run that there is not.
    """
    if hasattr(result, "histories"):
        return result.histories
    history = history_of(result)
    return tuple(history.run(k) for k in range(history.run_shape[0]))
