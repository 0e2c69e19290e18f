"""Tables: features with true outputs, and how to read them from any CSV file."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from utils.descent.data.columns import is_missing, number_of
from utils.descent.data.csv_text import table_of
from utils.descent.validation import as_data

ALIKE = 1e-5
"""A column whose deviation is less than this share of its size loses it when numbers are squared."""

SMALLEST = 1e-100
"""The square of a smaller deviation may be 0 for a computer."""


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
    >>> from utils.descent import two_points
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


def read_csv(path, *, features, target):
    """Return numeric columns of a CSV file whose first row holds the column names.

    Rows with a missing value (empty, NA, NaN, null, None or a dash) are left out and counted in `n_dropped`.

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
    >>> from utils.descent.data.datasets import PENGUINS
    >>> read_csv(PENGUINS, features=["bill_length_mm"], target="bill_depth_mm").X.shape
    (342, 1)
    """
    if isinstance(features, str):
        raise ValueError(f"features must be a list of column names, for example [{features!r}].")
    path = Path(path)
    table = read_table(path)
    n_rows = len(next(iter(table.values())))
    columns, kept = read_numbers(table, [*features, target], range(n_rows), path.name)
    if len(kept) < 2:
        raise ValueError(f"At least 2 complete rows are needed; {path.name} has {len(kept)}.")
    return Dataset(columns[:, :-1], columns[:, -1], tuple(features), target, path.name, n_dropped=n_rows - len(kept))


def two_columns(numbers, x, y, file_name):
    """Return two columns of numbers as a data set with one feature.

    Rows with a missing value in either are left out and counted in `n_dropped`.

    Parameters
    ----------
    numbers : dict of numpy.ndarray
        From `number_columns`; NaN where a value is missing.
    x, y : str
        Names of the feature column and of the column to predict.
    file_name : str
        Where the data come from.

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError
        With one sentence: both are the same column, fewer than 2 rows are left, or a column is constant.

    Examples
    --------
    >>> data = two_columns({"a": np.array([1.0, 2.0, np.nan]), "b": np.array([3.0, 5.0, 7.0])}, "a", "b", "mine.csv")
    >>> data.y_true, data.n_dropped
    (array([3., 5.]), 1)
    """
    if x == y:
        raise ValueError(f"{x!r} is chosen twice; choose two different columns.")
    pairs = np.column_stack([numbers[x], numbers[y]])
    kept = pairs[~np.isnan(pairs).any(axis=1)]
    if len(kept) < 2:
        raise ValueError(f"At least 2 rows with both {x!r} and {y!r} are needed; {file_name} has {len(kept)}.")
    for name, column in zip((x, y), kept.T, strict=True):
        _check_that_it_changes(name, column)
    return Dataset(kept[:, :1], kept[:, 1], (x,), y, file_name, n_dropped=len(pairs) - len(kept))


def _check_that_it_changes(name, column):
    """Raise a ValueError with one sentence for a column from which nothing can be learned."""
    if np.ptp(column) == 0:
        raise ValueError(f"Column {name!r} is {column[0]:g} in every row, so there is nothing to learn from it.")
    if column.std() < SMALLEST:
        raise ValueError(f"Column {name!r} holds numbers too small to be squared; use a smaller unit.")
    if column.std() < ALIKE * np.abs(column).max():
        raise ValueError(f"Column {name!r} hardly changes for its size; subtract {column.min():g} from it first.")


def read_table(path):
    """Return the columns of a CSV file as lists of text, by their name in the first row.

    Raises
    ------
    ValueError
        If there is no such file, or as `table_of`.
    """
    if not path.is_file():
        raise ValueError(f"There is no file {str(path)!r}; give the path of a CSV file.")
    return table_of(path.read_bytes(), path.name)


def read_numbers(table, names, rows, file_name):
    """Return the named columns of the rows that miss no value, and which rows these are.

    Parameters
    ----------
    table : dict of list of str
        From `read_table`.
    names : sequence of str
        The columns.
    rows : iterable of int
        The rows to look at, counted from 0.
    file_name : str
        What the file is called in a message.

    Returns
    -------
    values : numpy.ndarray, shape (n_kept, n_names)
    kept : list of int

    Raises
    ------
    ValueError
        If a column does not exist or holds a value that is not a number.
    """
    for name in names:
        if name not in table:
            raise ValueError(f"{file_name} has no column {name!r}; it has {', '.join(table)}.")
    kept = [i for i in rows if not any(is_missing(table[name][i]) for name in names)]
    # The first row of the file holds the names, so the first bird is in row 2
    return np.array([[number_of(table[name][i], name, i + 2) for name in names] for i in kept]), kept
