"""Hessians: how strongly an objective is curved, and along which directions."""

import numpy as np

from utils.descent.validation import as_finite, as_params, quiet


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
    matrix = hessian(objective, params)
    if not np.isfinite(matrix).all():
        raise ValueError("The curvature is not a finite number at these params; choose smaller ones.")
    return tuple(np.linalg.eigh(matrix))


def curvature(objective, params=None):
    """Return the largest curvature: the largest eigenvalue of the Hessian.

    Takes and raises what `principal_curvatures` does.

    Returns
    -------
    float, or numpy.ndarray of shape (...)

    Examples
    --------
    >>> from utils.descent import quadratic_bowl
    >>> curvature(quadratic_bowl([1.0, 10.0]))
    10.0
    """
    largest = principal_curvatures(objective, params)[0][..., -1]
    return largest if largest.ndim else float(largest)


def _where(objective, params):
    if params is not None:
        return as_finite("params", as_params("params", params, objective.n_params))
    if objective.is_quadratic:
        return np.zeros(objective.n_params)
    if objective.minimum is None:
        raise ValueError(f"The minimum of {objective.label} is unknown here; give the params at which to measure.")
    return objective.minimum.params
