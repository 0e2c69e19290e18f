"""Stability: how large a learning rate an objective allows, and whether a run kept within that."""

import numpy as np

from utils.descent.objectives.hessians import curvature, hessian, principal_curvatures

__all__ = ["curvature", "hessian", "learning_rate_limit", "principal_curvatures"]


def learning_rate_limit(objective, params=None):
    """Return the learning rate above which gradient descent diverges: 2 / curvature.

    Each step multiplies the distance along a principal direction by 1 - learning_rate * curvature, and its
    size must stay below 1 along the most curved one. Exact on a quadratic; near a minimum otherwise. Source:
    G. Goh, Why Momentum Really Works, Distill (2017), https://doi.org/10.23915/distill.00006.

    Parameters
    ----------
    objective, params
        As in `hessian`.

    Returns
    -------
    float, or numpy.ndarray of shape (...)
        inf where the objective is not curved: there a step never overshoots more and more.

    Raises
    ------
    ValueError
        As in `curvature`, or if the curvature is negative: no learning rate settles on a hilltop.

    Examples
    --------
    >>> from utils.descent import quadratic_bowl
    >>> learning_rate_limit(quadratic_bowl([1.0, 10.0]))
    0.2
    """
    largest = np.asarray(curvature(objective, params))
    if (largest < 0).any():
        raise ValueError(
            "The curvature is negative at these params, where no learning rate settles; choose params in a valley."
        )
    with np.errstate(divide="ignore"):
        limit = 2.0 / np.abs(largest)
    return limit if limit.ndim else float(limit)
