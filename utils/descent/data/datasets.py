"""Data sets: the small ones that ship with the course."""

from pathlib import Path

import numpy as np

from utils.descent.data.tables import Dataset, read_csv, read_numbers, read_table
from utils.descent.validation import as_count, as_features, as_number

PENGUINS = Path(__file__).parent / "penguins.csv"
PENGUINS_SOURCE = "Palmer penguins (Gorman, Williams and Fraser 2014, PLoS ONE 9(3): e90081), CC0"


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


def penguins_body_mass():
    """Return the flipper length (mm) and the body mass (g) of the 342 penguins with both.

    Examples
    --------
    >>> penguins = penguins_body_mass()
    >>> penguins.X.shape, penguins.n_dropped
    ((342, 1), 2)
    """
    data = read_csv(PENGUINS, features=["flipper_length_mm"], target="body_mass_g")
    return Dataset(data.X, data.y_true, ("flipper length (mm)",), "body mass (g)", PENGUINS_SOURCE, data.n_dropped)


def penguins_species(positive="Chinstrap", negative="Adelie", features=("bill_length_mm", "bill_depth_mm")):
    """Return measurements of two penguin species, and which species each bird is.

    The default pair is not quite separable by a straight line, so that log loss has a minimum.

    Parameters
    ----------
    positive, negative : {"Adelie", "Chinstrap", "Gentoo"}
        The species whose y_true is 1, and the one whose y_true is 0.
    features : sequence of str
        Columns of the file: bill_length_mm, bill_depth_mm, flipper_length_mm, body_mass_g.

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError
        If a species or a column does not exist, or both species are the same.

    Examples
    --------
    >>> penguins = penguins_species()
    >>> penguins.X.shape, penguins.y_true.mean().round(2)
    ((219, 2), np.float64(0.31))
    """
    table = read_table(PENGUINS)
    known = sorted(set(table["species"]))
    for name, species in (("positive", positive), ("negative", negative)):
        if species not in known:
            raise ValueError(f"{name} must be one of {', '.join(known)}; got {species!r}.")
    if positive == negative:
        raise ValueError(f"positive and negative must be two different species; got {positive!r} twice.")
    rows = [i for i, species in enumerate(table["species"]) if species in (positive, negative)]
    columns, kept = read_numbers(table, list(features), rows, PENGUINS.name)
    return Dataset(
        X=columns,
        y_true=[float(table["species"][i] == positive) for i in kept],
        feature_names=tuple(_with_unit(name) for name in features),
        target_name=f"{positive} (1) or {negative} (0)",
        source=PENGUINS_SOURCE,
        n_dropped=len(rows) - len(kept),
    )


def standardize(X):
    """Return each column with mean 0 and standard deviation 1, and the mean and deviation it had.

    Parameters
    ----------
    X : array_like, shape (n_samples, n_features)

    Returns
    -------
    X_standardized : numpy.ndarray, shape (n_samples, n_features)
    mean, std : numpy.ndarray, shape (n_features,)
        In the units of X. The deviation divides by n_samples, as NumPy's does.

    Raises
    ------
    ValueError
        If a column is constant: it has no deviation to divide by.

    Examples
    --------
    >>> X, mean, std = standardize([[1.0], [3.0]])
    >>> X[:, 0], mean, std
    (array([-1.,  1.]), array([2.]), array([1.]))
    """
    X = as_features(X)
    mean, std = X.mean(axis=0), X.std(axis=0)
    constant = np.flatnonzero(np.equal(X, X[0]).all(axis=0))
    if constant.size:
        raise ValueError(f"X must not have a constant column, which cannot be standardized; column {constant[0]} is.")
    return (X - mean) / std, mean, std


def _with_unit(column):
    name, _, unit = column.rpartition("_")
    return f"{name.replace('_', ' ')} ({unit})"
