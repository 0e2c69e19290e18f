"""Somebody's own table: which of its columns can be chosen, what is used of them, and what is said about them."""

from dataclasses import dataclass, field, replace
from itertools import permutations
from pathlib import Path

import numpy as np

from utils.descent.data.columns import LeftOut, number_columns
from utils.descent.data.csv_text import text_table
from utils.descent.data.dataset import Dataset, standardize

MOST_NAMED = 4
"""Columns of text that are named; of more, only their count is said."""

MOST_REASONS = 2
"""Columns that are left out for a reason of their own which is said."""

STANDARDIZED = ", standardized"

ALIKE = 1e-5
"""A column whose deviation is less than this share of its size loses it when numbers are squared."""

SMALLEST = 1e-100
"""The square of a smaller deviation may be 0 for a computer."""


@dataclass(frozen=True, eq=False)
class OwnTable:
    """The columns of numbers in a file.

    Parameters
    ----------
    name : str
        Of the file.
    numbers : dict of numpy.ndarray, shape (n_rows,)
        Each column of numbers; NaN where a value is missing.
    others : dict of LeftOut
        Why each other column cannot be used.
    texts : dict of list of str
        What stands in the other columns.
    remarks : tuple of str
        What was left out, or read in another way than it is written, in sentences.

    Examples
    --------
    >>> table = OwnTable.read(b"height;weight\\n180;80\\n170;\\n160;60\\n", "us.csv")
    >>> table.n_missing
    {'height': 0, 'weight': 1}
    >>> table.describe(table.data("height", "weight"))
    'us.csv: 2 of 3 rows are used, 1 misses a value. height from 160 to 180, weight from 60 to 80.'
    """

    name: str
    numbers: dict[str, np.ndarray]
    others: dict[str, LeftOut] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    @classmethod
    def read(cls, content, name):
        """Return the table in a CSV file's bytes.

        Raises
        ------
        ValueError
            With one sentence, if it is not such a file; see `text_table`.
        """
        table = text_table(content, name)
        found = number_columns(table)
        places = {number: place for place, number in enumerate(table.row_numbers)}
        texts = {name: [table.columns[name][places[number]] for number in found.row_numbers] for name in found.others}
        return cls(name, found.numbers, found.others, texts, (*table.remarks, *found.remarks))

    @classmethod
    def open(cls, path):
        """Return the table in a CSV file.

        Raises
        ------
        ValueError
            With one sentence, if there is no such file, or as `read`.
        """
        path = Path(path)
        if not path.is_file():
            raise ValueError(f"There is no file {str(path)!r}; give the path of a CSV file.")
        return cls.read(path.read_bytes(), path.name)

    @property
    def n_rows(self):
        """How many rows there are below the names."""
        return max(map(len, (*self.numbers.values(), *self.texts.values())), default=0)

    @property
    def n_missing(self):
        """How many values are missing, by column."""
        return {name: int(np.isnan(values).sum()) for name, values in self.numbers.items()}

    def column(self, name):
        """Return a column of numbers, shape (n_rows,), with NaN where a value is missing.

        Raises
        ------
        ValueError
            If there is no such column, or it holds something else.
        """
        if name in self.numbers:
            return self.numbers[name]
        if name not in self.others:
            raise ValueError(
                f"{self.name} has no column {name!r}; it has {', '.join((*self.numbers, *self.others))}."
            )
        if np.isnan(self.others[name].share):
            return np.full(self.n_rows, np.nan)
        raise ValueError(self.others[name].reason)

    def first_pair(self):
        """Return the first two columns that can be used together.

        Raises
        ------
        ValueError
            If there are none: with fewer than 2 columns of numbers, why the one that comes nearest is none; else
            what is wrong with the first two.
        """
        if len(self.numbers) < 2:
            found = f"only one, {next(iter(self.numbers))!r}" if self.numbers else "none"
            nearest = max(self.others.values(), key=lambda other: np.nan_to_num(other.share, nan=-1.0), default=None)
            why = f" ({nearest.reason.removesuffix('.')})" if nearest else ""
            raise ValueError(f"Two columns of numbers are needed, and {self.name} has {found}{why}.")
        first = None
        for x, y in permutations(list(self.numbers)[:20], 2):
            try:
                self.data(x, y)
            except ValueError as error:
                first = first or error
            else:
                return x, y
        raise first

    def data(self, x, y, *, standardized=False):
        """Return two columns as a data set with one feature.

        Rows with a missing value in either are left out and counted in `n_dropped`.

        Parameters
        ----------
        x, y : str
            Names of the feature column and of the column to predict.
        standardized : bool
            Whether x gets mean 0 and standard deviation 1.

        Raises
        ------
        ValueError
            With one sentence: both are the same column, fewer than 2 rows are left, or a column is constant.

        Examples
        --------
        >>> table = OwnTable("mine.csv", {"a": np.array([1.0, 2.0, np.nan]), "b": np.array([3.0, 5.0, 7.0])})
        >>> data = table.data("a", "b")
        >>> data.y_true, data.n_dropped
        (array([3., 5.]), 1)
        """
        if x == y:
            raise ValueError(f"{x!r} is chosen twice; choose two different columns.")
        pairs = np.column_stack([self.numbers[x], self.numbers[y]])
        kept = pairs[~np.isnan(pairs).any(axis=1)]
        if len(kept) < 2:
            raise ValueError(f"At least 2 rows with both {x!r} and {y!r} are needed; {self.name} has {len(kept)}.")
        for name, column in zip((x, y), kept.T, strict=True):
            check_that_it_changes(name, column)
        data = Dataset(kept[:, :1], kept[:, 1], (x,), y, self.name, n_dropped=len(pairs) - len(kept))
        if standardized:
            data = replace(data, X=standardize(data.X)[0], feature_names=(x + STANDARDIZED,))
        return data

    def describe(self, data):
        """Say how many rows are used and why not all, the ranges, what was not plain, and what is not offered."""
        n_used = len(data.X)
        words = f"{self.name}: {n_used:,} of {n_used + data.n_dropped:,} rows are used"
        if data.n_dropped:
            words += f", {data.n_dropped:,} {'misses' if data.n_dropped == 1 else 'miss'} a value"
        named = ((data.feature_names[0], data.X), (data.target_name, data.y_true))
        ranges = (f"{name} from {written(values.min())} to {written(values.max())}" for name, values in named)
        questions = (
            question_about(name, self.numbers[name])
            for name in (data.feature_names[0].removesuffix(STANDARDIZED), data.target_name)
        )
        parts = [f"{words}. {', '.join(ranges)}.", *questions, *self.remarks, *self._left_out()]
        return " ".join(part for part in parts if part)

    def _left_out(self):
        """Yield sentences about the columns that are not offered."""
        near = [name for name, other in self.others.items() if other.share > 0 or len(self.others) == 1]
        for name in near[:MOST_REASONS]:
            reason = self.others[name].reason
            yield f"Left out: {reason[0].lower()}{reason[1:]}"
        rest = [name for name in self.others if name not in near[:MOST_REASONS]]
        for names, why in (
            ([name for name in rest if not np.isnan(self.others[name].share)], "they hold more than numbers"),
            ([name for name in rest if np.isnan(self.others[name].share)], "they hold no values"),
        ):
            if names:
                why = why if len(names) > 1 else why.replace("they hold", "it holds")
                more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
                yield f"Left out, since {why}: {', '.join(names[:MOST_NAMED])}{more}."


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
    >>> from utils.descent.data.penguins import PENGUINS
    >>> read_csv(PENGUINS, features=["bill_length_mm"], target="bill_depth_mm").X.shape
    (342, 1)
    """
    if isinstance(features, str):
        raise ValueError(f"features must be a list of column names, for example [{features!r}].")
    table = OwnTable.open(path)
    columns = np.column_stack([table.column(name) for name in (*features, target)])
    kept = columns[~np.isnan(columns).any(axis=1)]
    if len(kept) < 2:
        raise ValueError(f"At least 2 complete rows are needed; {table.name} has {len(kept)}.")
    return Dataset(kept[:, :-1], kept[:, -1], tuple(features), target, table.name, n_dropped=len(columns) - len(kept))


def question_about(name, values):
    """Return what to ask about a column that may write a number where a value is missing; else an empty text.

    That is one negative number which occurs more than once where all else is above 0, or one such as 999 that
    is more than twice as large as all else. It may also be a measurement: nobody but its owner can tell.

    Parameters
    ----------
    name : str
    values : numpy.ndarray, shape (n_rows,)
        With NaN where a value is missing.

    Examples
    --------
    >>> question_about("CO", np.array([2.6, -200.0, 2.2, -200.0]))
    "Column 'CO' holds -200 in 2 rows, far from all else: if that stands for a missing value, write NA there."
    """
    known = values[~np.isnan(values)]
    for odd in (known.min(initial=np.inf), known.max(initial=-np.inf)):
        rest = known[known != odd]
        count = len(known) - len(rest)
        if count < 2 or not len(rest):
            continue
        nines = set(f"{odd:.12g}".replace(".", "")) == {"9"} and odd > 99
        if (odd < 0 < rest.min()) or (nines and rest.min() >= 0 and odd > 2 * rest.max()):
            return (
                f"Column {name!r} holds {odd:.12g} in {count:,} rows, far from all else: "
                "if that stands for a missing value, write NA there."
            )
    return ""


def check_that_it_changes(name, column):
    """Raise a ValueError with one sentence for a column from which nothing can be learned."""
    if np.ptp(column) == 0:
        raise ValueError(f"Column {name!r} is {column[0]:g} in every row, so there is nothing to learn from it.")
    if column.std() < SMALLEST:
        raise ValueError(f"Column {name!r} holds numbers too small to be squared; use a smaller unit.")
    if column.std() < ALIKE * np.abs(column).max():
        raise ValueError(f"Column {name!r} hardly changes for its size; subtract {column.min():g} from it first.")


def written(value):
    """Return a number with four digits, or six if it is large: so that a year is written as it is."""
    return f"{value + 0.0:.4g}" if abs(value) < 1000 else f"{value:g}"
