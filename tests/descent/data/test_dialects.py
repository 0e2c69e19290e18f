"""Any table in any dialect is read as it was written, or refused by name: never a wrong number."""

from dataclasses import dataclass

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from utils.descent.data.number_text import is_missing
from utils.descent.data.own_table import OwnTable

NAMES = ["body mass, g", "Temp; C", "x", "größe", "价格 $", "a|b"]
MISSING = ["", "NA", "n/a", "?", ".", "--", "***", "#N/A", "#DIV/0!", "<NA>", r"\N", "\u2013"]
PROOF = 12345.25
"""A number that tells what stands before decimals in any dialect."""


@dataclass(frozen=True)
class Dialect:
    """How a program writes a table."""

    delimiter: str
    decimal: str
    thousands: str
    minus: str
    unit: str
    end: str
    above: tuple[str, ...]
    says_delimiter: bool
    gap: bool
    trailing: bool

    def number(self, value, digits):
        text = f"{abs(value):,.{digits}f}"
        text = text.translate({ord(","): self.thousands, ord("."): self.decimal})
        sign = self.minus if value < 0 else ""
        return f"{sign}{self.unit}{text}" if self.unit == "$" else f"{sign}{text}{self.unit}"

    def cell(self, text):
        marks = [mark for mark in (*",;|\t", " ") if mark == self.delimiter[0] or (mark == " " and text == "")]
        return f'"{text}"' if any(mark in text for mark in marks) or (not text and " " in self.delimiter) else text

    def row(self, cells):
        return self.delimiter.join(map(self.cell, cells)) + (self.delimiter if self.trailing else "")

    def file(self, names, rows):
        lines = [*self.above, self.row(names)]
        for row in rows:
            lines += [self.row(row), *([""] if self.gap else [])]
        if self.says_delimiter:
            lines.insert(0, f"sep={self.delimiter}")
        return self.end.join(lines).encode()


@st.composite
def dialects(draw):
    delimiter = draw(st.sampled_from([",", ";", "\t", "|", " ", "   "]))
    decimal = draw(st.sampled_from(".,"))
    spaces = [] if " " in delimiter else [" "]
    other = "," if decimal == "." else "."
    return Dialect(
        delimiter,
        decimal,
        draw(st.sampled_from(["", other, "'", "\u2019", "\u00a0", "\u2009", "\u202f", *spaces])),
        draw(st.sampled_from("-\u2212")),
        draw(st.sampled_from(["", "", "%", "$", "€", *(f"{space}%" for space in spaces)])),
        draw(st.sampled_from(["\n", "\r\n", "\r"])),
        tuple(
            draw(
                st.lists(
                    st.sampled_from(["# by Ada, 2024; in Rome", "Our birds" if delimiter != " " else "Birds", ""]),
                    max_size=3,
                )
            )
        ),
        len(delimiter) == 1 and delimiter != " " and draw(st.booleans()),
        draw(st.booleans()),
        delimiter.strip() != "" and draw(st.booleans()),
    )


VALUES = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))


@st.composite
def tables(draw):
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True))
    digits = [draw(st.integers(0, 3)) for _ in names]
    rows = draw(st.lists(st.tuples(*(VALUES | st.sampled_from(MISSING) for _ in names)), min_size=2, max_size=12))
    return names, digits, [draw(st.tuples(*(VALUES for _ in names))), *(row for row in rows if any(row))]


def written(dialect, table, *, proof):
    """Return the file, and the columns that a reader has to find in it."""
    names, digits, rows = table
    rows = [*rows, *([[PROOF + k for k, _ in enumerate(names)]] if proof else [])]
    digits = [2] * len(names) if proof else digits
    cells = [
        [value if isinstance(value, str) else dialect.number(value, n) for value, n in zip(row, digits, strict=True)]
        for row in rows
    ]
    columns = {
        name: [np.nan if isinstance(row[k], str) else round(row[k], n) for row in rows]
        for k, (name, n) in enumerate(zip(names, digits, strict=True))
    }
    return dialect.file(names, cells), columns


@settings(max_examples=200, deadline=None)
@given(dialects(), tables())
def test_a_table_with_a_number_that_tells_is_read_as_it_was(dialect, table):
    content, columns = written(dialect, table, proof=True)
    read = OwnTable.read(content, "mine.csv")
    assert list(read.numbers) == list(columns) and not read.others
    for name, values in columns.items():
        np.testing.assert_allclose(read.numbers[name], values, rtol=1e-12, atol=0.006)


@settings(max_examples=200, deadline=None)
@given(dialects(), tables())
def test_any_table_is_read_as_it_was_or_refused_by_name(dialect, table):
    # In a file with commas between its values, a point stands before decimals unless a number tells otherwise
    assume(dialect.delimiter != "," or dialect.decimal != ",")
    content, columns = written(dialect, table, proof=False)
    try:
        read = OwnTable.read(content, "mine.csv")
    except ValueError as error:
        assert str(error).startswith("mine.csv can be read in two ways") or "must hold the column names" in str(error)
        return
    for name, values in read.numbers.items():
        np.testing.assert_allclose(
            values, columns[name], rtol=1e-12, atol=0.6 * 10.0 ** -table[1][table[0].index(name)]
        )
    for name, other in read.others.items():
        assert repr(name) in other.reason
        assert "two different numbers" in other.reason or np.isnan(columns[name]).all()


@given(st.sampled_from(MISSING))
def test_marks_of_missing_values(mark):
    assert is_missing(mark)
