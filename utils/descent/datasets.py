"""Data sets: a few small ones that ship with the course, and the learner's own CSV file."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from utils.descent.validation import as_count, as_data, as_features, as_number

PENGUINS = Path(__file__).parent / "data" / "penguins.csv"
PENGUINS_SOURCE = "Palmer penguins (Gorman, Williams and Fraser 2014, PLoS ONE 9(3): e90081), CC0"
MISSING = ("", "NA")


@dataclass(frozen=True, eq=False)
class Dataset:
    """Features and true outputs, with their names.

    Parameters
    ----------
    X : numpy.ndarray, shape (n_samples, n_features)
    y_true : numpy.ndarray, shape (n_samples,)
    feature_names : tuple of str
        With the unit, for example "flipper length (mm)".
    target_name : str
    source : str
        Where the data come from.
    n_dropped : int
        Rows that were left out because a value was missing.

    Examples
    --------
    >>> two_points().y_true
    array([2., 4.])
    """

    X: np.ndarray
    y_true: np.ndarray
    feature_names: tuple[str, ...]
    target_name: str
    source: str
    n_dropped: int = 0

    def __post_init__(self):
        X, y_true = as_data(self.X, self.y_true)
        if len(self.feature_names) != X.shape[1]:
            raise ValueError(f"feature_names must hold {X.shape[1]} names; got {len(self.feature_names)}.")
        X, y_true = X.copy(), y_true.copy()
        X.flags.writeable = y_true.flags.writeable = False
        object.__setattr__(self, "X", X)
        object.__setattr__(self, "y_true", y_true)


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
    return Dataset(
        data.X, data.y_true, ("flipper length (mm)",), "body mass (g)", PENGUINS_SOURCE, data.n_dropped
    )


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
    table = _read_table(PENGUINS)
    known = sorted(set(table["species"]))
    for name, species in (("positive", positive), ("negative", negative)):
        if species not in known:
            raise ValueError(f"{name} must be one of {', '.join(known)}; got {species!r}.")
    if positive == negative:
        raise ValueError(f"positive and negative must be two different species; got {positive!r} twice.")
    rows = [i for i, species in enumerate(table["species"]) if species in (positive, negative)]
    columns, kept = _numbers(table, list(features), rows, PENGUINS.name)
    return Dataset(
        X=columns,
        y_true=[float(table["species"][i] == positive) for i in kept],
        feature_names=tuple(_with_unit(name) for name in features),
        target_name=f"{positive} (1) or {negative} (0)",
        source=PENGUINS_SOURCE,
        n_dropped=len(rows) - len(kept),
    )


def read_csv(path, *, features, target):
    """Return numeric columns of a CSV file whose first row holds the column names.

    Rows with a missing value (empty or NA) are left out and counted in `n_dropped`.

    Parameters
    ----------
    path : str or pathlib.Path
    features : sequence of str
        Names of the feature columns.
    target : str
        Name of the column to predict.

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError
        If the file or a column does not exist, a value is not a number, or fewer than 2 rows are left.

    Examples
    --------
    >>> read_csv(PENGUINS, features=["bill_length_mm"], target="bill_depth_mm").X.shape
    (342, 1)
    """
    if isinstance(features, str):
        raise ValueError(f"features must be a list of column names, for example [{features!r}].")
    path = Path(path)
    table = _read_table(path)
    n_rows = len(next(iter(table.values())))
    columns, kept = _numbers(table, [*features, target], range(n_rows), path.name)
    if len(kept) < 2:
        raise ValueError(f"At least 2 complete rows are needed; {path.name} has {len(kept)}.")
    return Dataset(
        columns[:, :-1], columns[:, -1], tuple(features), target, path.name, n_dropped=n_rows - len(kept)
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
    constant = np.flatnonzero((X == X[0]).all(axis=0))
    if constant.size:
        raise ValueError(
            f"X must not have a constant column, which cannot be standardized; column {constant[0]} is."
        )
    return (X - mean) / std, mean, std


def _with_unit(column):
    name, _, unit = column.rpartition("_")
    return f"{name.replace('_', ' ')} ({unit})"


def _read_table(path):
    if not path.is_file():
        raise ValueError(f"There is no file {str(path)!r}; give the path of a CSV file.")
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = [row for row in csv.reader(file) if row]
    except UnicodeDecodeError:
        raise ValueError(f"{path.name} must be a text file in UTF-8.") from None
    if not rows:
        raise ValueError(f"{path.name} is empty; its first row must hold the column names.")
    header, *body = rows
    for number, row in enumerate(body, start=2):
        if len(row) != len(header):
            raise ValueError(f"Row {number} of {path.name} must have {len(header)} values; got {len(row)}.")
    return {name.strip(): [row[i].strip() for row in body] for i, name in enumerate(header)}


def _numbers(table, names, rows, file_name):
    """Return the named columns as numbers, for those rows that miss none, and the numbers of these rows."""
    for name in names:
        if name not in table:
            raise ValueError(f"{file_name} has no column {name!r}; it has {', '.join(table)}.")
    kept = [i for i in rows if not any(table[name][i] in MISSING for name in names)]
    return np.array([[_number(table[name][i], name, i) for name in names] for i in kept]), kept


def _number(text, column, row):
    try:
        return float(text)
    except ValueError:
        # The first row of the file holds the names, so the first bird is in row 2
        raise ValueError(f"Column {column!r} must hold numbers only; row {row + 2} holds {text!r}.") from None
