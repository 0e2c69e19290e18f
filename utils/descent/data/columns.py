"""Columns of numbers: which columns of a table hold numbers, and how many of their values are missing."""

import re

import numpy as np

from utils.descent.typed_text import shortened

MISSING = frozenset({"", "-", "na", "n/a", "nan", "null", "none"})
"""What stands where a value is missing, in small letters."""

LARGEST = 1e100
"""Squares, and sums and products of squares, of larger numbers may be more than a computer can hold."""

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
WITH_COMMA = re.compile(r"[+-]?\d*,\d+(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
THOUSANDS = re.compile(r"[+-]?\d{1,3},\d{3}", re.ASCII)
INFINITE = re.compile(r"[+-]?inf(inity)?", re.IGNORECASE)


def is_missing(text):
    """Return whether a cell holds no value: it is empty, or NA, NaN, null, None, N/A or a dash.

    Examples
    --------
    >>> is_missing("NaN"), is_missing("0")
    (True, False)
    """
    return text.lower() in MISSING


def number_of(text, column, row, *, decimal_comma=False):
    """Return the number that a cell holds.

    Parameters
    ----------
    text : str
    column : str
        What the column is called in a message.
    row : int
        Of the file, for a message; the names stand in row 1.
    decimal_comma : bool
        Whether 1,5 means one and a half.

    Raises
    ------
    ValueError
        With one sentence, if it is not a number or too large to be squared.

    Examples
    --------
    >>> number_of("1,5", "a", 2, decimal_comma=True)
    1.5
    """
    plain = text.replace(",", ".") if decimal_comma and WITH_COMMA.fullmatch(text) else text
    value = float(plain) if NUMBER.fullmatch(plain) else np.inf if INFINITE.fullmatch(plain) else None
    if value is None:
        raise ValueError(f"Column {column!r} must hold numbers only; row {row} holds {shortened(text)!r}.")
    if abs(value) > LARGEST:
        raise ValueError(
            f"Column {column!r} must hold numbers of at most {LARGEST:g} in size; row {row} has {value:.3g}."
        )
    return value


def number_columns(table):
    """Return the columns that hold numbers, and why the others do not.

    Parameters
    ----------
    table : dict of list of str
        From `table_of`.

    Returns
    -------
    numbers : dict of numpy.ndarray, shape (n_rows,)
        NaN where a value is missing.
    others : dict of str
        One sentence for each column that is left out.

    Examples
    --------
    >>> number_columns({"a": ["1", "NA"], "name": ["Ada", "Bo"]})
    ({'a': array([ 1., nan])}, {'name': "Column 'name' must hold numbers only; row 2 holds 'Ada'."})
    """
    decimal_comma, unclear = _decimal_comma(table)
    numbers, others = {}, {}
    for name, cells in table.items():
        try:
            numbers[name] = _numbers(name, cells, decimal_comma, unclear)
        except ValueError as error:
            others[name] = str(error)
    return numbers, others


def _numbers(name, cells, decimal_comma, unclear):
    if name in unclear:
        raise ValueError(
            f"Column {name!r} holds {unclear[name]!r}, which could mean two different numbers; "
            "write decimals with a point, and thousands without a comma."
        )
    values = [
        np.nan if is_missing(cell) else number_of(cell, name, row, decimal_comma=decimal_comma)
        for row, cell in enumerate(cells, start=2)
    ]
    if np.isnan(values).all():
        raise ValueError(f"Column {name!r} holds no values.")
    return np.array(values)


def _decimal_comma(table):
    """Return whether a comma stands before decimals, and the columns in which that cannot be told.

    A table writes all its numbers in one way: where one has a point, a comma is no decimal comma, and where
    one has another number of digits than three behind its comma, that comma does not part thousands.
    """
    commas = {name: [cell for cell in cells if WITH_COMMA.fullmatch(cell)] for name, cells in table.items()}
    commas = {name: cells for name, cells in commas.items() if cells}
    if not commas or any(_has_point(cell) for cells in table.values() for cell in cells):
        return False, {}
    if all(THOUSANDS.fullmatch(cell) for cells in commas.values() for cell in cells):
        return False, {name: cells[0] for name, cells in commas.items()}
    return True, {}


def _has_point(text):
    return "." in text and NUMBER.fullmatch(text) is not None
