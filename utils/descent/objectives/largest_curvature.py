"""The largest curvature of many parameters, without the whole matrix of second derivatives.

A network of a thousand parameters has a million second derivatives. Its sharpness needs none of them, only how the
gradient changes along a few directions.
"""

import numpy as np

from utils.descent.validation import as_count, as_finite, as_number, as_params, quiet

STEP = np.cbrt(np.finfo(float).eps)
"""Balances rounding against the next derivative (Press et al., Numerical Recipes, 3rd edition, section 5.7)."""


def hessian_product(objective, params, direction):
    """Return the matrix of second derivatives times a direction: how the gradient changes along it.

    By a central difference of two gradients. An exact product would need a second way back through every model and
    loss of the course. This one needs none, is right to about nine digits in double precision, and costs as much: two
    gradients. A network with ReLU has kinks: between two of them the difference is exact, across one it is a mean.

    Parameters
    ----------
    objective : Objective
    params : array_like, shape (..., n_params)
    direction : array_like, shape (..., n_params)
        Of any length but 0.

    Returns
    -------
    numpy.ndarray, shape (..., n_params)

    Raises
    ------
    ValueError
        If one of them has a wrong shape or is not finite, or a direction has no length.

    Examples
    --------
    >>> from utils.descent import quadratic_bowl
    >>> hessian_product(quadratic_bowl([1.0, 10.0]), [3.0, 5.0], [1.0, 2.0]).round(6)
    array([ 1., 20.])
    """
    params = as_finite("params", as_params("params", params, objective.n_params))
    direction = as_finite("direction", as_params("direction", direction, objective.n_params))
    length = np.linalg.norm(direction, axis=-1, keepdims=True)
    if not (length > 0).all():
        raise ValueError("direction must not be all zeros.")
    with quiet():
        return _product(objective, params, direction / length) * length


def largest_curvature(objective, params, start=None, *, tolerance=1e-3, most_products=40):
    """Return the largest eigenvalue of the matrix of second derivatives, and its direction.

    By the method of Lanczos: each product adds a direction, and the largest eigenvalue of the small matrix that the
    products make among these directions grows towards that of the large one. Unlike power iteration, it finds the
    largest one also where a negative one is larger in size, and needs far fewer products. All directions are made
    orthogonal again each time. Source: G. Golub and C. Van Loan, Matrix Computations, 4th edition, sections 10.1 and
    10.3.

    Parameters
    ----------
    objective : Objective
    params : array_like, shape (..., n_params)
    start : array_like, shape (..., n_params), optional
        A first direction, such as the one found a few steps ago, which saves products. Without it: a random one,
        always the same.
    tolerance : float
        A product with the direction found may differ from curvature * direction by this share of the curvature.
        The error of the curvature itself is about the square of it.
    most_products : int
        After so many, the best so far is returned.

    Returns
    -------
    curvature : numpy.ndarray, shape (...)
    direction : numpy.ndarray, shape (..., n_params)
        Of length 1.

    Raises
    ------
    ValueError
        As `hessian_product`, or if tolerance is not above 0, or most_products is no count.

    Examples
    --------
    >>> from utils.descent import quadratic_bowl
    >>> curvature, direction = largest_curvature(quadratic_bowl([1.0, 10.0]), [3.0, 5.0])
    >>> round(float(curvature), 6), np.abs(direction).round(3)
    (10.0, array([0., 1.]))
    """
    params = as_finite("params", as_params("params", params, objective.n_params))
    if as_number("tolerance", tolerance, example=1e-3) <= 0:
        raise ValueError(f"tolerance must be above 0, for example 0.001; got {tolerance}.")
    most = min(as_count("most_products", most_products), objective.n_params)
    if start is None:
        start = np.random.default_rng(0).standard_normal(objective.n_params)
    start = np.broadcast_to(as_finite("start", as_params("start", start, objective.n_params)), params.shape)
    length = np.linalg.norm(start, axis=-1, keepdims=True)
    if not (length > 0).all():
        raise ValueError("start must not be all zeros.")
    with quiet():
        return _lanczos(objective, params, start / length, tolerance, most)


def _lanczos(objective, params, direction, tolerance, most):
    lead = params.shape[:-1]
    basis = np.zeros((*lead, most, params.shape[-1]))
    small = np.zeros((*lead, most, most))  # the products, as seen along these directions
    for k in range(most):
        basis[..., k, :] = direction
        product = _product(objective, params, direction)
        known = basis[..., : k + 1, :]
        for _ in range(2):  # twice is enough (Golub and Van Loan, section 10.3.1)
            along = np.einsum("...kn,...n->...k", known, product)
            small[..., : k + 1, k] += along
            product = product - np.einsum("...k,...kn->...n", along, known)
        rest = np.linalg.norm(product, axis=-1)
        matrix = small[..., : k + 1, : k + 1]
        values, vectors = np.linalg.eigh(0.5 * (matrix + matrix.swapaxes(-1, -2)))
        largest, weights = values[..., -1], vectors[..., -1]
        off = np.abs(rest * weights[..., -1])
        if k + 1 == most or (off <= tolerance * np.abs(largest)).all():
            break
        done = rest <= 1e-12 * np.abs(values).max(axis=-1)  # no direction is left that matters to these params
        direction = np.where(done[..., None], 0.0, product / np.where(done, 1.0, rest)[..., None])
        small[..., k + 1, k] = np.where(done, 0.0, rest)
        small[..., k + 1, k + 1] = np.where(done, values[..., 0], 0.0)  # so that an empty one is never the largest
    return largest, np.einsum("...k,...kn->...n", weights, basis[..., : k + 1, :])


def _product(objective, params, direction):
    """Return the product for directions of length 1 (or 0)."""
    size = STEP * np.maximum(1.0, np.abs(params).max(axis=-1, keepdims=True))
    ahead, behind = objective.gradient(np.stack([params + size * direction, params - size * direction]))
    return (ahead - behind) / (2.0 * size)
