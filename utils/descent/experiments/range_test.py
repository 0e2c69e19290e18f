"""The learning-rate range test: one run whose rate grows, to see which rates help and which hurt."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from utils.descent.training.history import History
from utils.descent.training.loop import train
from utils.descent.training.optimizers import gradient_descent
from utils.descent.training.schedules import exponential_ramp
from utils.descent.validation import quiet


@dataclass(frozen=True, eq=False)
class RangeTest:
    """What a range test found. Three steps stand out; each is an index into `learning_rates`, or None.

    Parameters
    ----------
    history : History
        Its run: loss[k + 1] is the loss after learning_rates[k].

    Examples
    --------
    >>> from utils.descent import quadratic_bowl
    >>> test = range_test(quadratic_bowl([1.0]), [1.0], 0.01, 100.0, 9)
    >>> test.steepest, test.lowest
    (3, 4)
    >>> round(test.fastest_rate, 3)
    0.316
    """

    history: History

    @property
    def learning_rates(self):
        """The rate of each step, shape (n_steps,)."""
        return self.history.learning_rate

    @property
    def n_steps(self):
        """Number of updates."""
        return self.history.n_steps

    def at_step(self, step):
        """Return the test as if it had ended at a step, from 0 to n_steps."""
        return RangeTest(self.history.at_step(step))

    @cached_property
    def steepest(self):
        """The step at which the loss falls most: as the rate grows by a constant factor, most per factor.

        Looked for up to the lowest point; None if the loss never falls.
        """
        if self.lowest is None:
            return None
        with quiet():
            return int(np.argmin(np.diff(self.history.loss[: self.lowest + 2])))

    @cached_property
    def lowest(self):
        """The step after which the loss is lowest; None if it is never below that of the start."""
        loss = np.where(np.isfinite(self.history.loss), self.history.loss, np.inf)
        best = int(np.argmin(loss)) - 1
        return best if best >= 0 else None

    @cached_property
    def blow_up(self):
        """The first step, after the lowest point, that leaves the loss above its start, inf or NaN; or None."""
        first = 0 if self.lowest is None else self.lowest + 1
        high = np.flatnonzero(~(self.history.loss[first + 1 :] <= self.history.loss[0]))
        return first + int(high[0]) if len(high) else None

    @property
    def fastest_rate(self):
        """The rate of the step `steepest`, or None."""
        return self.rate_at(self.steepest)

    @property
    def lowest_rate(self):
        """The rate of the step `lowest`, or None."""
        return self.rate_at(self.lowest)

    @property
    def blow_up_rate(self):
        """The rate of the step `blow_up`, or None."""
        return self.rate_at(self.blow_up)

    def rate_at(self, step):
        """Return the learning rate of a step as a float, or None for None."""
        return None if step is None else float(self.learning_rates[step])


def range_test(objective, init_params, low, high, n_steps):
    """Train once while the learning rate grows by the same factor at every step, from low to high.

    L. N. Smith, Cyclical learning rates for training neural networks, WACV 2017, 464-472, section 3.3, who lets
    the rate grow along a straight line. Growth by a factor, which treats all orders of magnitude alike, is what
    the fastai library uses.

    What the test does not tell: the lowest loss comes late in the run, when most of the way is done, and
    often at a rate at which no run of its own would settle. It is a place to start looking, below that point.

    Parameters
    ----------
    objective : Objective
    init_params : array_like, shape (n_params,)
    low, high : float
        The first and the last learning rate, both larger than 0.
    n_steps : int
        At least 2.

    Returns
    -------
    RangeTest

    Raises
    ------
    ValueError
        As `exponential_ramp` and `train`, or if init_params holds more than one start.

    Examples
    --------
    >>> from utils.descent import LinearModel, line, mean_loss, squared_error
    >>> data = line()
    >>> objective = mean_loss(LinearModel(1), squared_error, data.X, data.y_true)
    >>> test = range_test(objective, [0.0, 0.0], 1e-5, 10.0, 100)
    >>> [round(rate, 3) for rate in (test.fastest_rate, test.lowest_rate, test.blow_up_rate)]
    [0.009, 0.811, 1.63]
    """
    if np.ndim(init_params) != 1:
        raise ValueError(f"init_params must be one start of shape (n_params,); got shape {np.shape(init_params)}.")
    schedule = exponential_ramp(low, high, n_steps=n_steps)
    run = train(objective, gradient_descent(schedule), init_params, n_steps=n_steps)
    return RangeTest(run)
