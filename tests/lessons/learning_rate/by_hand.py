"""The line of lesson 03, and its loop in plain NumPy."""

import numpy as np

from utils.descent import LinearModel, line, mean_loss, squared_error

DATA = line()
OBJECTIVE = mean_loss(LinearModel(1), squared_error, DATA.X, DATA.y_true)


def losses_by_hand(learning_rate, n_steps, weight=0.0, bias=0.0):
    """The loop of lesson 02 in plain NumPy, without the engine."""
    x, y = DATA.X[:, 0], DATA.y_true
    losses = []
    with np.errstate(all="ignore"):
        for _ in range(n_steps + 1):
            error = weight * x + bias - y
            losses.append(np.mean(error**2))
            weight, bias = (
                weight - learning_rate * np.mean(2 * error * x),
                bias - learning_rate * np.mean(2 * error),
            )
    return np.array(losses)
