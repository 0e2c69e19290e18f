"""What can be computed about the mean squared error of a line without training."""

import numpy as np

from utils.descent import LinearModel, Objective, mean_loss, principal_curvatures, squared_error

MOST_STEPS = 10**15


def line_through(X, y_true) -> Objective:
    """Return the mean squared error of a line."""
    return mean_loss(LinearModel(1), squared_error, X, y_true)


def steps_to_loss(objective: Objective, learning_rate: float, start, loss: float) -> int | None:
    """Return the first step at which a quadratic objective is at most at a loss, without taking the steps.

    The distance along a principal direction is multiplied by 1 - learning_rate * curvature at every step.

    Parameters
    ----------
    objective : Objective
        Quadratic, with a known minimum.
    learning_rate : float
        Below the limit, so that the loss falls at every step.
    start : array_like, shape (n_params,)
    loss : float

    Returns
    -------
    int or None
        None if it would never get there, or not within a million billion steps.
    """
    curvatures, directions = principal_curvatures(objective)
    offsets = (np.asarray(start, float) - objective.minimum.params) @ directions
    factors = np.abs(1.0 - learning_rate * curvatures)
    if factors.max() >= 1.0:
        return None

    def arrived(step):
        return 0.5 * np.sum(curvatures * (offsets * factors**step) ** 2) <= loss - objective.minimum.value

    if not arrived(MOST_STEPS):
        return None
    low, high = -1, MOST_STEPS
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if arrived(middle) else (middle, high)
    return high
