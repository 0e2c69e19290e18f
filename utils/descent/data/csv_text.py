"""The text of a CSV file: from bytes to columns of text, or one sentence that says what is wrong.

People's files differ in what stands between two values, in how they end a line, and in what their program
wrote before the first one. Nothing is guessed that could be read in two ways.
"""

import csv
import io

from utils.descent.typed_text import shortened

LONGEST_NAME = 60

DELIMITERS = {",": "a comma", ";": "a semicolon", "\t": "a tab"}
SAMPLE = 50
"""Rows that are looked at to find out what stands between two values."""

BINARY = {
    b"PK\x03\x04": "a spreadsheet or an archive",
    b"\xd0\xcf\x11\xe0": "an old spreadsheet",
    b"\x1f\x8b": "a compressed file",
    b"%PDF": "a PDF",
}


def table_of(content, file_name):
    """Return the columns of a CSV file as lists of text, by their name in the first row.

    Values stand apart by a comma, a semicolon or a tab, and may be quoted. A name that occurs again gets a
    number, such as "a (2)", and a column without a name is called "column 2", say. Empty rows are no rows.

    Parameters
    ----------
    content : bytes
        All that the file holds.
    file_name : str
        What the file is called in a message.

    Returns
    -------
    dict of list of str

    Raises
    ------
    ValueError
        With one sentence: the file is empty or not text in UTF-8, has no names, or its rows differ in length.

    Examples
    --------
    >>> table_of(b"a;b\\n1,5;2\\n", "mine.csv")
    {'a': ['1,5'], 'b': ['2']}
    """
    rows = _rows(_decoded(content, file_name), file_name)
    if not rows:
        raise ValueError(f"{file_name} is empty; its first row must hold the column names.")
    names, *body = rows
    if body and all(_looks_like_number(name) for name in names):
        raise ValueError(f"The first row of {file_name} holds numbers only; it must hold the column names.")
    n_columns = len(names)
    for number, row in enumerate(body, start=2):
        while len(row) > n_columns and not row[-1]:
            row.pop()  # programs leave delimiters behind the last value
        if len(row) != n_columns:
            values = f"{n_columns} value{'' if n_columns == 1 else 's'}, as its first row has"
            raise ValueError(f"Row {number} of {file_name} must have {values}; got {len(row)}.")
    return {name: [row[i] for row in body] for i, name in enumerate(_told_apart(names))}


def _decoded(content, file_name):
    """Return the text, or say which kind of file this is."""
    for start, kind in BINARY.items():
        if content.startswith(start):
            raise ValueError(f"{file_name} is {kind}, not text; export the table as CSV and choose that file.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError(f"{file_name} is text in UTF-16; save it as CSV in UTF-8.")
    if b"\0" in content:
        raise ValueError(f"{file_name} is not a text file; export the table as CSV in UTF-8.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"{file_name} must be a text file in UTF-8; save it as CSV in UTF-8.") from None


def _rows(text, file_name):
    """Return the rows of cells that are not all empty."""
    found = {delimiter: _parsed(text, delimiter, SAMPLE) for delimiter in DELIMITERS}
    delimiter = max(found, key=lambda one: _fitness(found[one]))
    try:
        return _parsed(text, delimiter)
    except csv.Error as error:
        raise ValueError(f"{file_name} is not a table in CSV form: a quotation mark may be open ({error}).") from None


def _parsed(text, delimiter, most=None):
    """Return the rows; of a sample, those that can be read."""
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            if any(cells := [cell.strip() for cell in row]):
                rows.append(cells)
                if most is not None and len(rows) > most:
                    break
    except csv.Error:
        if most is None:
            raise
    return rows


def _fitness(rows):
    """How well a delimiter fits: names that are apart first, then rows as long as the first, then many names."""
    if not rows or len(rows[0]) < 2:
        return (False, 0.0, 0)
    return (True, sum(len(row) == len(rows[0]) for row in rows) / len(rows), len(rows[0]))


def _told_apart(names):
    """Return the names, each once, and none empty."""
    taken = {}
    for number, name in enumerate(names, start=1):
        plain = shortened(" ".join(name.split()), LONGEST_NAME) or f"column {number}"
        count, unique = 2, plain
        while unique in taken or (unique != plain and unique in names):
            unique, count = f"{plain} ({count})", count + 1
        taken[unique] = number
    return list(taken)


def _looks_like_number(text):
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True
