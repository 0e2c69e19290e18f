"""Curvature: how strongly an objective is curved, along which directions, and what learning rate that allows."""

from weakref import WeakKeyDictionary

import numpy as np

from utils.descent.validation import as_finite, as_params, quiet

_at_the_minimum = WeakKeyDictionary()
"""Curvatures and directions that have been asked for: a figure's sentence names them at each move of a slider."""


def hessian(objective, params=None):
    """Return the matrix of second derivatives.

    In closed form where the objective has one, else by central differences of its gradient.

    Parameters
    ----------
    objective : Objective
    params : array_like, shape (..., n_params), optional
        Where to measure. Without it: at the minimum, or anywhere if the objective is quadratic.

    Returns
    -------
    numpy.ndarray, shape (..., n_params, n_params)

    Raises
    ------
    ValueError
        If params are left out where the minimum is unknown, have a wrong shape, or are not finite.

    Examples
    --------
    >>> from utils.descent import quadratic_bowl
    >>> hessian(quadratic_bowl([1.0, 10.0]))
    array([[ 1.,  0.],
           [ 0., 10.]])
    """
    params = _where(objective, params)
    with quiet():
        if objective.hessian_formula is not None:
            return objective.hessian_formula(params)
    # A step of the cube root of the rounding unit balances rounding against the next derivative
    # (Press et al., Numerical Recipes, 3rd edition, section 5.7)
    step = np.cbrt(np.finfo(float).eps) * np.maximum(1.0, np.abs(params))
    moves = step[..., None] * np.eye(objective.n_params)
    ahead = objective.gradient(params[..., None, :] + moves)
    behind = objective.gradient(params[..., None, :] - moves)
    slopes = (ahead - behind) / (2.0 * step[..., None])
    return 0.5 * (slopes + np.swapaxes(slopes, -1, -2))


def principal_curvatures(objective, params=None):
    """Return the curvatures along the directions that do not mix, smallest first, and these directions.

    Parameters
    ----------
    objective, params
        As in `hessian`.

    Returns
    -------
    curvatures : numpy.ndarray, shape (..., n_params)
        Eigenvalues of the Hessian.
    directions : numpy.ndarray, shape (..., n_params, n_params)
        Eigenvectors of length 1, as columns, in the same order.

    Raises
    ------
    ValueError
        As in `hessian`, or if the curvature is not a finite number there.

    Examples
    --------
    >>> from utils.descent import quadratic_bowl
    >>> principal_curvatures(quadratic_bowl([10.0, 1.0]))[0]
    array([ 1., 10.])
    """
    if params is None and objective in _at_the_minimum:
        return _at_the_minimum[objective]
    matrix = hessian(objective, params)
    if not np.isfinite(matrix).all():
        raise ValueError("The curvature is not a finite number at these params; choose smaller ones.")
    found = tuple(np.linalg.eigh(matrix))
    if params is None:
        for array in found:
            array.flags.writeable = False
        _at_the_minimum[objective] = found
    return found


def sharpness(objective, params=None):
    """Return the sharpness: the largest eigenvalue of the Hessian, the curvature along the steepest direction.

    The word is that of J. Cohen et al., Gradient descent on neural networks typically occurs at the edge of
    stability, ICLR 2021. Takes and raises what `principal_curvatures` does.

    Returns
    -------
    float, or numpy.ndarray of shape (...)

    Examples
    --------
    >>> from utils.descent import quadratic_bowl
    >>> sharpness(quadratic_bowl([1.0, 10.0]))
    10.0
    """
    largest = principal_curvatures(objective, params)[0][..., -1]
    return largest if largest.ndim else float(largest)


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
        As in `sharpness`, or if the curvature is negative: no learning rate settles on a hilltop.

    Examples
    --------
    >>> from utils.descent import quadratic_bowl
    >>> learning_rate_limit(quadratic_bowl([1.0, 10.0]))
    0.2
    """
    largest = np.asarray(sharpness(objective, params))
    if (largest < 0).any():
        raise ValueError(
            "The curvature is negative at these params, where no learning rate settles; choose params in a valley."
        )
    with np.errstate(divide="ignore"):
        limit = 2.0 / np.abs(largest)
    return limit if limit.ndim else float(limit)


def _where(objective, params):
    if params is not None:
        return as_finite("params", as_params("params", params, objective.n_params))
    if objective.is_quadratic:
        return np.zeros(objective.n_params)
    if objective.minimum is None:
        raise ValueError(f"The minimum of {objective.label} is unknown here; give the params at which to measure.")
    return objective.minimum.params
