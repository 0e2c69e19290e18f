"""Activation functions: what a neuron does to its weighted sum."""

import numpy as np


def sigmoid(z):
    """Turn any number into a probability, 1 / (1 + exp(-z)).

    For very negative z, exp(-z) becomes inf and the result is exactly 0, which is its correct rounding:
    no case needs to be told apart. Call it inside `quiet()` where z may be that negative.

    Parameters
    ----------
    z : array_like
        The logit: any shape.

    Returns
    -------
    numpy.ndarray
        Probabilities in [0, 1], same shape.

    Examples
    --------
    >>> float(sigmoid(0.0))
    0.5
    """
    return 1.0 / (1.0 + np.exp(-np.asarray(z, dtype=float)))
