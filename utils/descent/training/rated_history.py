"""RatedHistory: a history that also holds the learning rate of every step."""

from dataclasses import dataclass

import numpy as np

from utils.descent.training.history import History
from utils.descent.training.loop import train
from utils.descent.training.optimizers import gradient_descent
from utils.descent.validation import as_count, as_finite


@dataclass(frozen=True, eq=False)
class RatedHistory(History):
    """The record of training with a schedule: a `History` and its learning rates.

    Parameters
    ----------
    objective, params, loss, gradient_norm
        As in `History`.
    rates : numpy.ndarray, shape (..., n_steps)
        The learning rate of each step: rates[k] leads from row k to row k + 1.
    """

    rates: np.ndarray

    def __post_init__(self):
        super().__post_init__()
        self.rates.flags.writeable = False

    @property
    def history(self):
        """The run without its rates, a `History`."""
        return History(self.objective, self.params, self.loss, self.gradient_norm)


def train_with_schedules(objective, schedules, init_params, *, n_steps):
    """Train once with each schedule, from the same start.

    Parameters
    ----------
    objective : Objective
    schedules : sequence of callable
        Each from the number of steps already taken to a learning rate.
    init_params : array_like, shape (n_params,)
    n_steps : int
        Number of updates, at least 1.

    Returns
    -------
    RatedHistory
        With one leading axis: a run for each schedule.

    Raises
    ------
    ValueError
        As `train`, or if there is no schedule.

    Examples
    --------
    >>> from utils.descent import constant, inverse_time_decay, quadratic_bowl
    >>> schedules = [constant(0.5), inverse_time_decay(0.5, halved_after=1)]
    >>> runs = train_with_schedules(quadratic_bowl([1.0]), schedules, [8.0], n_steps=2)
    >>> runs.rates
    array([[0.5 , 0.5 ],
           [0.5 , 0.25]])
    >>> runs.params[:, -1, 0]
    array([2., 3.])
    """
    if len(schedules) == 0:
        raise ValueError("schedules must hold at least one schedule, for example [constant(0.1)]; got none.")
    n_steps = as_count("n_steps", n_steps)
    starts = np.array([init_params] * len(schedules))
    rates = np.array([[schedule(step) for step in range(n_steps)] for schedule in schedules])
    run = train(objective, gradient_descent(lambda step: rates[:, step]), starts, n_steps=n_steps)
    return RatedHistory(objective, run.params, run.loss, run.gradient_norm, as_finite("the learning rates", rates))
