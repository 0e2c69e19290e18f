"""Columns of numbers: which columns of a table hold numbers, and why the others do not."""

import re
from dataclasses import dataclass, field

import numpy as np

from utils.descent.data.number_text import COMMA, LARGEST, NO_VALUE, POINT, readings
from utils.descent.typed_text import shortened

TOTALS = re.compile(
    r"[ *]*((grand |sub-?)?totals?|sums?|mean|average|avg|summe|gesamt|insgesamt|mittelwert|durchschnitt"
    r"|somme|moyenne|suma|media|totale|totaal|合计|总计|平均)[ :*]*",
    re.IGNORECASE,
)
"""What a last row is called that is computed from the others."""

CLOSE = 1e-3
"""How well, as a share of it, a number has to fit to be taken for the sum or the mean of the others."""


@dataclass(frozen=True)
class LeftOut:
    """Why a column is not one of numbers.

    Attributes
    ----------
    reason : str
        One sentence.
    share : float
        Of its values that are numbers; NaN if it has no values.
    """

    reason: str
    share: float


@dataclass
class Columns:
    """The columns of a table.

    Attributes
    ----------
    numbers : dict of numpy.ndarray, shape (n_rows,)
        NaN where a value is missing.
    others : dict of LeftOut
        The columns that are left out.
    row_numbers : list of int
        Of each row, in the file.
    remarks : list of str
        What was read in another way than it is written, or left out, in sentences.
    """

    numbers: dict[str, np.ndarray] = field(default_factory=dict)
    others: dict[str, LeftOut] = field(default_factory=dict)
    row_numbers: list[int] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def number_columns(table):
    """Return the columns that hold numbers, and why the others do not.

    A table writes all its numbers in one way. Where one of them can only be read with a point before its
    decimals, or only with a comma, all of them are read so. Where that cannot be told, a column with a
    number that would be another one is left out, but for points in a file with commas between its values.
    A last row that is called a total, and is the sum or the mean of the others, is left out.

    Parameters
    ----------
    table : TextTable

    Returns
    -------
    Columns

    Examples
    --------
    >>> from utils.descent.data.csv_text import text_table
    >>> found = number_columns(text_table(b"a;b;name\\n1,5;1.234;Ada\\n2;NA;Bo\\n", "mine.csv"))
    >>> found.numbers
    {'a': array([1.5, 2. ]), 'b': array([1234.,   nan])}
    >>> found.others["name"].reason
    "Column 'name' must hold numbers only; row 2 holds 'Ada'."
    >>> found.remarks
    ["'1.234' was read as 1234."]
    """
    found = _read(table.columns, table.row_numbers, table.delimiter)
    totals = _places_of_totals(table.columns, len(table.row_numbers))
    if not totals:
        return found
    kept = [i for i in range(len(table.row_numbers)) if i not in totals]
    columns = {name: [cells[i] for i in kept] for name, cells in table.columns.items()}
    body = _read(columns, [table.row_numbers[i] for i in kept], table.delimiter)
    for i, label in totals.items():
        kind = _kind_of_total(body.numbers, {name: table.columns[name][i] for name in body.numbers})
        number = table.row_numbers[i]
        if kind is None:
            row = f"Row {number} is called {shortened(label)!r}"
            found.remarks.append(f"{row}; if it is computed from the others, take it out of the file.")
            return found
        body.remarks.append(f"Row {number}, {shortened(label)!r}, is left out, since it is the {kind} of the others.")
    return body


def _read(columns, row_numbers, delimiter):
    """Return the columns of numbers of some rows."""
    found = Columns(row_numbers=row_numbers)
    said = {}
    for name, cells in columns.items():
        said[name] = {cell: readings(cell) for cell in dict.fromkeys(cells)}
    mark = _mark_of(values for values in said.values() if None not in values.values())
    for name, cells in columns.items():
        try:
            numbers = _numbers(name, said[name], mark, delimiter)
        except _NotNumbers as odd:
            reason = odd.reason.format(*(row_numbers[cells.index(cell)] for cell in odd.cells))
            present = [said[name][cell] is not None for cell in cells if said[name][cell] != NO_VALUE]
            found.others[name] = LeftOut(reason, sum(present) / len(present) if present else np.nan)
        else:
            found.numbers[name] = np.array([numbers[cell] for cell in cells], float)
    thousands = (
        (cell, value.comma if mark == COMMA else value.point)
        for name in found.numbers
        for cell, value in said[name].items()
        if value.is_unclear and ((mark == COMMA) == (POINT in cell))
    )
    if example := next(thousands, None):
        found.remarks.append(f"{example[0]!r} was read as {example[1]:.12g}.")
    return found


class _NotNumbers(Exception):
    """A column is left out: the sentence why, with a gap for the row of each of the cells."""

    def __init__(self, reason, *cells):
        super().__init__(reason)
        self.reason, self.cells = reason, cells


def _mark_of(columns):
    """Return what stands before decimals in a table, or None if its numbers do not tell.

    Where some numbers tell one thing and some the other, it is the point.
    """
    told = {
        POINT if value.comma is None else COMMA for column in columns for value in column.values() if value.is_told
    }
    return POINT if POINT in told else COMMA if told else None


def _numbers(name, said, mark, delimiter):
    """Return the number that each different cell of a column stands for."""
    column = f"Column {_quoted(name, len(name))}"
    for cell, value in said.items():
        if value is None:
            raise _NotNumbers(f"{column} must hold numbers only; row {{}} holds {_quoted(cell)}.", cell)
    units = {}
    for cell, value in said.items():
        if value.unit is not None:
            units.setdefault(value.unit, cell)
    if not units:
        raise _NotNumbers(f"{column} holds no values.")
    if ("%" in units and len(units) > 1) or len(units.keys() - {""}) > 1:
        first, second = [cell for unit, cell in units.items() if unit or "%" in units][:2]
        rows = f"row {{}} holds {_quoted(first)}, and row {{}} holds {_quoted(second)}"
        raise _NotNumbers(f"{column} must hold numbers of one unit; {rows}.", first, second)
    unclear = [cell for cell, value in said.items() if value.is_unclear] if mark is None else []
    twofold = next(
        (cell for cell in unclear if COMMA in cell), None if delimiter == COMMA else next(iter(unclear), None)
    )
    if twofold is not None:
        right = "decimals with a point, and thousands without a comma"
        if COMMA not in twofold:
            right = f"{twofold.replace(POINT, '')} or {twofold}0"
        twofold = _quoted(twofold)
        raise _NotNumbers(f"{column} holds {twofold}, which could mean two different numbers; write {right}.")
    numbers = {cell: value.comma if mark == COMMA else value.point for cell, value in said.items()}
    for cell, number in numbers.items():
        if number is None:
            raise _NotNumbers(f"{column} must hold numbers only; row {{}} holds {_quoted(cell)}.", cell)
        if abs(number) > LARGEST:
            most = f"numbers of at most {LARGEST:g} in size"
            raise _NotNumbers(f"{column} must hold {most}; row {{}} has {number:.3g}.", cell)
    return numbers


def _quoted(text, most=20):
    """Return a text in quotes, for a sentence with gaps."""
    return repr(shortened(text, most)).replace("{", "{{").replace("}", "}}")


def _places_of_totals(columns, n_rows):
    """Return the last rows with a cell such as "Total": what is written there, by the row's place."""
    found = {}
    for i in reversed(range(1, n_rows)):
        labels = [cells[i] for cells in columns.values() if TOTALS.fullmatch(cells[i])]
        if not labels:
            break
        found[i] = labels[0]
    return dict(sorted(found.items()))


def _kind_of_total(numbers, cells):
    """Return "sum" or "mean" if a row is that of the columns of numbers, as far as it has values; else None."""
    kinds = {"sum": np.nansum, "mean": np.nanmean}
    stated = {name: found for name, cell in cells.items() if (found := readings(cell)) and found.unit is not None}
    for kind, function in kinds.items():
        if stated and all(_close(function(numbers[name]), found) for name, found in stated.items()):
            return kind
    return None


def _close(value, found):
    return any(one is not None and abs(one - value) <= CLOSE * abs(value) for one in found[:2])
