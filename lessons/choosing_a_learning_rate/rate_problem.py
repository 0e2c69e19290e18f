"""What the figures that compare learning rates need to know about a data set: its loss, its starts, its axes."""

import numpy as np

from utils.descent import (
    Dataset,
    LinearModel,
    learning_rate_limit,
    mean_loss,
    quadratic_form,
    squared_error,
)
from utils.descent import standardize as standardized
from utils.descent.validation import as_params

MOST_STARTS = 5
LARGEST = 1e75
"""Beyond this, the squares of sums overflow."""


class RateProblem:
    """The mean squared error of a line on data with one feature.

    Parameters
    ----------
    data : Dataset
        With one feature.
    start : array_like, shape (2,)
        Weight and bias before the first step.
    standardize : bool
        Give the feature mean 0 and standard deviation 1 first.

    Attributes
    ----------
    objective : Objective
        Costs the same however many rows the data have.
    limit : float
        The learning rate above which runs diverge.
    starts : numpy.ndarray, shape (MOST_STARTS, 2)
        The start, and then lines at random whose errors are about as large as those of weight and bias 0.
    loss_limits : (float, float)
        An axis on which the losses are seen.
    rate_limits, color_limits : (float, float)
        An axis on which the rates are seen, and the rates at the two ends of the colors; both from :meth:`include`.

    Raises
    ------
    ValueError
        If the data have more than one feature, or cannot be standardized.
    """

    def __init__(self, data: Dataset, start, *, standardize: bool = False):
        if data.X.shape[1] != 1:
            raise ValueError(f"data must have one feature; these have {data.X.shape[1]}.")
        X = standardized(data.X)[0] if standardize else data.X
        full = mean_loss(LinearModel(1), squared_error, X, data.y_true)
        if max(np.abs(X).max(), np.abs(data.y_true).max()) > LARGEST:
            raise ValueError("These numbers are too large to compute with; divide them by a power of ten first.")
        self.objective = quadratic_form(full)
        self.limit = learning_rate_limit(self.objective)
        random_starts = (_start(seed, X[:, 0], data.y_true) for seed in range(1, MOST_STARTS))
        self.starts = np.array([as_params("start", start, 2), *random_starts])
        self.loss_limits = self._loss_limits()

    def include(self, rates) -> None:
        """Make room on the chart for rates and for the limit, and half of an order of magnitude around them."""
        self.color_limits = float(min(rates)), float(max(rates))
        low, high = np.log10([min(*rates, self.limit / 5), max(*rates, self.limit * 5)])
        self.rate_limits = float(10 ** (np.floor(2 * low - 1) / 2)), float(10 ** (np.ceil(2 * high + 1) / 2))

    def _loss_limits(self):
        lowest, highest = self.objective.minimum.value, self.objective.value(self.starts).max()
        if not highest > 0:
            return 1e-3, 1e3
        low = max(lowest / 3, highest * 1e-8)
        return float(low), float(highest * (highest / low) ** 0.35)


def _start(seed, x, y):
    random = np.random.default_rng(seed)
    weight = random.standard_normal() * y.std() / (x.std() or 1.0)
    return weight, random.standard_normal() * np.sqrt(np.mean(y * y)) - weight * x.mean()
