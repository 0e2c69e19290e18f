"""Data that are made up: small enough to work through by hand, or with a known answer."""

import numpy as np

from utils.descent.data.dataset import Dataset
from utils.descent.validation import as_count, as_number


def two_points():
    """Return the points (1, 2) and (2, 4), small enough to work through by hand.

    Examples
    --------
    >>> two_points().X
    array([[1.],
           [2.]])
    """
    return Dataset([[1.0], [2.0]], [2.0, 4.0], ("x",), "y", "two points, by hand")


def line(n_samples=30, noise=0.1, random_state=0):
    """Return points along the line y = 2x + 1, with noise, at x spread evenly on [0, 3].

    Parameters
    ----------
    n_samples : int
        At least 2.
    noise : float
        Standard deviation of the noise in y, at least 0.
    random_state : int
        Seed of the noise: the same seed gives the same points.

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError
        If a setting is not such a number.

    Examples
    --------
    >>> line(n_samples=3, noise=0.0).y_true
    array([1., 4., 7.])
    """
    n_samples = as_count("n_samples", n_samples, low=2)
    noise = as_number("noise", noise, example=0.1)
    if noise < 0:
        raise ValueError(f"noise must be at least 0, for example 0.1; got {noise}.")
    random = np.random.default_rng(as_count("random_state", random_state, low=0))
    x = np.linspace(0.0, 3.0, n_samples)
    y = 2.0 * x + 1.0 + noise * random.standard_normal(n_samples)
    return Dataset(x[:, None], y, ("x",), "y", f"y = 2x + 1 with noise {noise:g}, seed {random_state}")
