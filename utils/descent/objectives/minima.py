"""Where a mean loss is smallest, found without gradient descent, so that descent can be held against it.

Each loss names the function here that finds its minimum for a linear model. They take the objective and
return a `Minimum`, or None where it is unknown or never reached.
"""

from typing import NamedTuple

import numpy as np


class Minimum(NamedTuple):
    """The best parameters, shape (n_params,), and the value there."""

    params: np.ndarray
    value: float


def by_least_squares(objective):
    """Return the minimum of mean squared error: the least-squares solution."""
    rows = _rows(objective)
    # Columns of like size, or the solver would take the smaller one for rounding; powers of 2 change no digit
    size = np.exp2(np.round(np.log2(np.maximum(np.abs(rows).max(axis=0), 1e-300))))
    return _minimum(objective, np.linalg.lstsq(rows / size, objective.y_true)[0] / size)


def by_reweighting(objective, n_rounds=10_000):
    """Return the minimum of mean Huber loss, by iteratively reweighted least squares.

    Each round is a weighted least-squares fit in which a sample counts by slope / error, so that an outlier
    counts less. Source: P. J. Huber, Robust Statistics (1981), section 7.8.
    """
    rows, y_true = _rows(objective), objective.y_true
    params = np.linalg.lstsq(rows, y_true)[0]
    for _ in range(n_rounds):
        error = rows @ params - y_true
        slope = objective.loss.gradient_formula(0.0, error)
        weight = np.sqrt(np.divide(slope, error, out=np.ones_like(error), where=error != 0))
        previous = params
        params = np.linalg.lstsq(rows * weight[:, None], y_true * weight)[0]
        if np.abs(params - previous).max() <= 1e-14 * np.abs(params).max():
            break
    return _minimum(objective, params)


def by_point_pairs(objective):
    """Return the minimum of mean absolute error for one feature; None for more features.

    Some best line passes through two of the points, so trying all pairs is exact. Lines of weight 0 through
    one point are tried too, for data whose x are all the same. Source: P. Bloomfield and W. L. Steiger,
    Least Absolute Deviations (1983), chapter 1.
    """
    if objective.n_params != 2:
        return None
    x, y = objective.X[:, 0], objective.y_true
    first, second = np.triu_indices(len(x), k=1)
    apart = x[first] != x[second]
    first, second = first[apart], second[apart]
    weight = (y[second] - y[first]) / (x[second] - x[first])
    through_pairs = np.stack([weight, y[first] - weight * x[first]], axis=-1)
    flat = np.stack([np.zeros_like(y), y], axis=-1)
    lines = np.concatenate([through_pairs, flat])
    return _minimum(objective, lines[np.argmin(objective.value(lines))])


def by_newton_unless_separable(objective):
    """Return the minimum of a neuron's mean log loss, or None if a line separates the two classes.

    If the classes can be separated, larger weights are always better and no minimum is ever reached.
    """
    side = 2.0 * objective.y_true - 1.0
    rows = _rows(objective)
    return by_newton(objective, np.zeros(objective.n_params), lambda params: (side * (rows @ params) > 0).all())


def by_newton(objective, params, is_hopeless=lambda params: False, n_rounds=200):
    """Return the minimum near `params` by Newton's method with halved steps, or None if it is not reached.

    Source: S. Boyd and L. Vandenberghe, Convex Optimization (2004), section 9.5.
    """
    for _ in range(n_rounds):
        if is_hopeless(params):
            return None
        gradient = objective.gradient(params)
        step = np.linalg.lstsq(objective.hessian_formula(params), -gradient)[0]
        decrement = -gradient @ step
        value = objective.value(params)
        # The error left in the value is about decrement / 2: far below what a float can tell apart
        if decrement <= 1e-28 * max(1.0, abs(value)):
            return _minimum(objective, params + step)
        share = 1.0
        while objective.value(params + share * step) > value and share > 1e-3:
            share /= 2
        params = params + share * step
    return None


def _rows(objective):
    return np.column_stack([objective.X, np.ones(len(objective.X))])


def _minimum(objective, params):
    params = np.asarray(params)
    params.flags.writeable = False
    return Minimum(params, float(objective.value(params)))
