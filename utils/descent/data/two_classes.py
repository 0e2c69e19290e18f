"""Points of two classes, made up: what one line cannot tell apart, and a network can.

The classes 0 and 1 have as many points each (0 has one more if the number is odd), class 0 first, and the
features lie around 0. Without noise each point lies where its formula says; noise moves it, and keeps its
class. The same seed draws the same noise, only larger or smaller: the points of a slider for noise glide.
"""

import numpy as np

from utils.descent.data.dataset import Dataset
from utils.descent.validation import as_count, as_number

INNER_RADIUS = 0.5
TURNS = 1.25
"""Of each arm of the spiral, from the center to its end."""


def xor(n_samples=300, noise=0.0, random_state=0):
    """Return points in a square, of class 1 where exactly one feature is above 0: exclusive or.

    Class 1 is where the product of the features is negative. They are drawn evenly from [-1, 1].

    Parameters
    ----------
    n_samples : int
        At least 4.
    noise : float
        Standard deviation of what is added to each feature, at least 0.
    random_state : int
        Seed: the same seed gives the same points.

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError
        If a setting is not such a number.

    Examples
    --------
    >>> data = xor()
    >>> bool(np.all((data.X[:, 0] * data.X[:, 1] < 0) == data.y_true))
    True
    """
    n_samples, noise, random = _settings(n_samples, noise, random_state)
    y = _classes(n_samples)
    sizes = 1.0 - random.random((n_samples, 2))  # in (0, 1]: no point lies on an axis
    signs = random.choice([-1.0, 1.0], n_samples)
    X = sizes * np.column_stack([signs, np.where(y == 1, -signs, signs)])
    return _dataset("exclusive or", X, y, noise, random, random_state)


def circles(n_samples=300, noise=0.1, random_state=0):
    """Return points evenly on two circles around 0: class 0 on one of radius 1, class 1 on one of radius 0.5.

    The idea is that of scikit-learn's `make_circles`. See `xor` for the parameters and errors.

    Examples
    --------
    >>> data = circles(n_samples=4, noise=0.0)
    >>> np.hypot(*data.X.T), data.y_true
    (array([1. , 1. , 0.5, 0.5]), array([0., 0., 1., 1.]))
    """
    n_samples, noise, random = _settings(n_samples, noise, random_state)
    y = _classes(n_samples)
    parts = []
    for radius, size in zip((1.0, INNER_RADIUS), _sizes(n_samples), strict=True):
        angle = np.linspace(0.0, 2.0 * np.pi, size, endpoint=False)
        parts.append(radius * np.column_stack([np.cos(angle), np.sin(angle)]))
    return _dataset("two circles", np.vstack(parts), y, noise, random, random_state)


def moons(n_samples=300, noise=0.1, random_state=0):
    """Return points evenly on two half circles of radius 1, each reaching into the other.

    They are those of scikit-learn's `make_moons`, moved so that their center of symmetry is 0: class 0 is
    (cos t - 0.5, sin t - 0.25) for t from 0 to pi, and class 1 the same with both signs turned. See `xor` for
    the parameters and errors.

    Examples
    --------
    >>> moons(n_samples=4, noise=0.0).X.round(2) + 0.0
    array([[ 0.5 , -0.25],
           [-1.5 , -0.25],
           [-0.5 ,  0.25],
           [ 1.5 ,  0.25]])
    """
    n_samples, noise, random = _settings(n_samples, noise, random_state)
    y = _classes(n_samples)
    parts = []
    for sign, size in zip((1.0, -1.0), _sizes(n_samples), strict=True):
        t = np.linspace(0.0, np.pi, size)
        parts.append(sign * np.column_stack([np.cos(t) - 0.5, np.sin(t) - 0.25]))
    return _dataset("two moons", np.vstack(parts), y, noise, random, random_state)


def spiral(n_samples=300, noise=0.02, random_state=0):
    """Return points on the two arms of a spiral, which wind around 0 and end at a distance of 1.

    The distance from 0 grows evenly with the angle, as in the spiral of Archimedes: r = t for t up to 1, at
    an angle of `TURNS` * 2 pi * t; the arm of class 1 is that of class 0 after half a turn. Such spirals,
    longer ones, test networks since K. J. Lang and M. J. Witbrock, Learning to tell two spirals apart, 1988.
    See `xor` for the parameters and errors.

    Examples
    --------
    >>> np.hypot(*spiral(n_samples=4, noise=0.0).X.T)
    array([0.5, 1. , 0.5, 1. ])
    """
    n_samples, noise, random = _settings(n_samples, noise, random_state)
    y = _classes(n_samples)
    parts = []
    for sign, size in zip((1.0, -1.0), _sizes(n_samples), strict=True):
        t = np.arange(1, size + 1) / size  # from above 0: the arms do not meet
        angle = 2.0 * np.pi * TURNS * t
        parts.append(sign * np.column_stack([t * np.cos(angle), t * np.sin(angle)]))
    return _dataset("two arms of a spiral", np.vstack(parts), y, noise, random, random_state)


def _settings(n_samples, noise, random_state):
    """Return the checked settings, with a generator in place of the seed."""
    n_samples = as_count("n_samples", n_samples, low=4)
    noise = as_number("noise", noise, example=0.1)
    if noise < 0:
        raise ValueError(f"noise must be at least 0, for example 0.1; got {noise}.")
    return n_samples, noise, np.random.default_rng(as_count("random_state", random_state, low=0))


def _sizes(n_samples):
    return n_samples - n_samples // 2, n_samples // 2


def _classes(n_samples):
    return np.repeat([0.0, 1.0], _sizes(n_samples))


def _dataset(name, X, y, noise, random, random_state):
    X = X + noise * random.standard_normal(X.shape)
    return Dataset(X, y, ("x1", "x2"), "class", f"{name} with noise {noise:g}, seed {random_state}")
