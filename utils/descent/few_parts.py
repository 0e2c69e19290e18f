"""Products of many vectors of a few parts each, such as the weight and the bias of many runs.

NumPy hands each vector to BLAS by itself, which for two numbers is mostly the way there and back. Here NumPy's own
loops take them, which go through all runs at once. Each run is still computed as if it were alone.
"""

from collections.abc import Callable

import numpy as np

FEW = 4
"""Parts of a vector up to which this is quicker; longer ones go to BLAS."""


def dot(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return the dot products along the last axis.

    Parameters
    ----------
    first, second : ndarray, shape (..., n)

    Returns
    -------
    ndarray, shape (...)

    Examples
    --------
    >>> dot(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([10.0, 1.0]))
    array([12., 34.])
    """
    if first.shape[-1] > FEW:
        return np.vecdot(first, second)
    return sum(first[..., k] * second[..., k] for k in range(first.shape[-1]))


def times(matrix: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """Return the function that multiplies vectors with a symmetric matrix.

    Parameters
    ----------
    matrix : ndarray, shape (n, n)

    Returns
    -------
    callable
        From vectors, shape (..., n), to as many.

    Examples
    --------
    >>> times(np.array([[2.0, 1.0], [1.0, 3.0]]))(np.array([[1.0, 0.0], [1.0, 1.0]]))
    array([[2., 1.],
           [3., 4.]])
    """
    n = len(matrix)
    if n > FEW:
        return lambda vectors: np.matvec(matrix, vectors)
    spaced = np.zeros((2 * n, 2 * n))[::2, ::2]  # BLAS takes no matrix with gaps
    spaced[...] = matrix
    pair = np.empty((2, n))

    def product(vectors):
        if vectors.size > n:
            if vectors.shape[-2] > 1:  # the same, without a change of shape
                return vectors @ spaced
            return (vectors.reshape(-1, n) @ spaced).reshape(vectors.shape)
        pair[...] = vectors  # of one vector by itself, `@` rounds another way
        return (pair @ spaced)[0].reshape(vectors.shape)

    return product
