"""Somebody's own table: which of its columns can be chosen, and what is used of them."""

from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np

from utils.descent.data.columns import number_columns
from utils.descent.data.csv_text import table_of
from utils.descent.data.datasets import standardize
from utils.descent.data.tables import two_columns

MOST_NAMED = 4
"""Columns without numbers that are named; of more, only their count is said."""


@dataclass(frozen=True, eq=False)
class OwnTable:
    """The columns of numbers in a file.

    Parameters
    ----------
    name : str
        Of the file.
    numbers : dict of numpy.ndarray, shape (n_rows,)
        Each column of numbers; NaN where a value is missing.
    others : dict of str
        Why each other column cannot be used, in one sentence.

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
    others: dict[str, str]

    @classmethod
    def read(cls, content, name):
        """Return the table in a CSV file's bytes.

        Raises
        ------
        ValueError
            With one sentence, if it is not such a file or has fewer than 2 columns of numbers.
        """
        numbers, others = number_columns(table_of(content, name))
        if len(numbers) < 2:
            found = f"only one, {next(iter(numbers))!r}" if numbers else "none"
            why = f" ({next(iter(others.values())).removesuffix('.')})" if others else ""
            raise ValueError(f"Two columns of numbers are needed, and {name} has {found}{why}.")
        return cls(name, numbers, others)

    @property
    def n_rows(self):
        """How many rows there are below the names."""
        return len(next(iter(self.numbers.values())))

    @property
    def n_missing(self):
        """How many values are missing, by column."""
        return {name: int(np.isnan(values).sum()) for name, values in self.numbers.items()}

    def first_pair(self):
        """Return the first two columns that can be used together.

        Raises
        ------
        ValueError
            If there are none: what is wrong with the first two.
        """
        first = None
        for x, y in permutations(list(self.numbers)[:20], 2):
            try:
                two_columns(self.numbers, x, y, self.name)
            except ValueError as error:
                first = first or error
            else:
                return x, y
        raise first

    def data(self, x, y, *, standardized=False):
        """Return two columns as a data set with one feature.

        Parameters
        ----------
        x, y : str
            Names of the feature column and of the column to predict.
        standardized : bool
            Whether x gets mean 0 and standard deviation 1.

        Raises
        ------
        ValueError
            As `two_columns`.
        """
        data = two_columns(self.numbers, x, y, self.name)
        if standardized:
            data = replace(data, X=standardize(data.X)[0], feature_names=(f"{x}, standardized",))
        return data

    def describe(self, data):
        """Say how many rows are used and why not all, the ranges, and which columns are not offered."""
        n_used = len(data.X)
        words = f"{self.name}: {n_used:,} of {n_used + data.n_dropped:,} rows are used"
        if data.n_dropped:
            words += f", {data.n_dropped:,} {'misses' if data.n_dropped == 1 else 'miss'} a value"
        ranges = (
            f"{name} from {_written(values.min())} to {_written(values.max())}"
            for name, values in ((data.feature_names[0], data.X), (data.target_name, data.y_true))
        )
        words += f". {', '.join(ranges)}."
        if len(self.others) == 1:
            (reason,) = self.others.values()
            words += f" Left out: {reason[0].lower()}{reason[1:]}"
        elif self.others:
            named = list(self.others)[:MOST_NAMED]
            more = f" and {len(self.others) - len(named)} more" if len(self.others) > len(named) else ""
            words += f" Left out, since they hold more than numbers: {', '.join(named)}{more}."
        return words


def _written(value):
    """Return a number with four digits, or six if it is large: so that a year is written as it is."""
    return f"{value + 0.0:.4g}" if abs(value) < 1000 else f"{value:g}"
