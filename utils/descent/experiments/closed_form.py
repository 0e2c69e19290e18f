"""What can be computed about the mean squared error of a line without training."""

import numpy as np

from utils.descent import LinearModel, Objective, format_number, mean_loss, principal_curvatures, squared_error

MOST_STEPS = 10**15


def line_through(X, y_true) -> Objective:
    """Return the mean squared error of a line."""
    return mean_loss(LinearModel(1), squared_error, X, y_true)


def levels(objective: Objective) -> np.ndarray:
    """Return losses above the lowest one, each four times the one before, for contours on any map of the line."""
    drop = float(objective.value(np.zeros(objective.n_params)) - objective.minimum.value)
    return (drop if drop > 0 else 1.0) * 4.0 ** np.arange(-10, 11)


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


def say_large(step: int) -> str:
    """Write the number of a step, with words for millions.

    Examples
    --------
    >>> say_large(29), say_large(19512345), say_large(2 * 10**9)
    ('29', '19.5 million', '2000 million')
    """
    return format_number(step) if step < 10**6 else f"{format_number(step / 10**6)} million"
