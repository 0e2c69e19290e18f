"""Tables: features with true outputs, and how to read them from any CSV file."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from utils.descent.validation import as_data

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
    >>> from utils.descent.datasets import PENGUINS
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


def read_table(path):
    """Return the columns of a CSV file as lists of text, by their name in the first row.

    Raises
    ------
    ValueError
        If there is no such file, it is empty or not UTF-8 text, or its rows differ in length.
    """
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
    kept = [i for i in rows if not any(table[name][i] in MISSING for name in names)]
    return np.array([[_number(table[name][i], name, i) for name in names] for i in kept]), kept


def _number(text, column, row):
    try:
        return float(text)
    except ValueError:
        # The first row of the file holds the names, so the first bird is in row 2
        raise ValueError(f"Column {column!r} must hold numbers only; row {row + 2} holds {text!r}.") from None
