"""The text of a CSV file: from bytes to columns of text, or one sentence that says what is wrong.

People's files differ in their letters, in what stands between two values, and in what their program wrote
above the names. Nothing is guessed that could be read in two ways; what is not plain is said.
"""

import csv
import re
from dataclasses import dataclass

from utils.descent.data.delimiter import delimiter_of, fits, is_number, is_year, place_of_names, rows_of, usual_width
from utils.descent.formatting import count
from utils.descent.typed_text import shortened, visible

LONGEST_NAME = 60

BINARY = {
    b"PK\x03\x04": "a spreadsheet or an archive",
    b"\xd0\xcf\x11\xe0": "an old spreadsheet",
    b"\x1f\x8b": "a compressed file",
    b"%PDF": "a PDF",
}

SAVE_AS = (
    'save it anew: in Excel as "CSV UTF-8 (Comma delimited)", in LibreOffice with the character set "Unicode (UTF-8)"'
)

WESTERN = re.compile("[\x00-\x7f\u00a0-\u00ff\u20ac\u2019\u2013\u2014]*")
"""Windows-1252 that is no other encoding for sure: letters of Western Europe and a few signs, ..."""

NOT_WESTERN = re.compile("[\u00a1-\u00ff]{3}|(?<![A-Za-z\u00c0-\u00ff])[\u00c0-\u00ff]+(?![A-Za-z\u00c0-\u00ff])")
"""... which stand beside plain letters, as they do not in Russian, Greek or Chinese read as Windows-1252."""

SAYS_DELIMITER = re.compile(r'"?sep=([^\r\n])"?[,;\t]*(\r\n|\r|\n|$)', re.IGNORECASE)
"""The first line of a file for Excel, which says what stands between two values, and which Excel does not show."""


@dataclass(frozen=True)
class TextTable:
    """Columns of text, below their names.

    Attributes
    ----------
    columns : dict of list of str
        The cells of each column, by its name.
    row_numbers : list of int
        Of each row of cells, in the file as a spreadsheet shows it.
    delimiter : str
        What stands between two values.
    remarks : tuple of str
        What was left out or is not sure, in sentences.
    """

    columns: dict[str, list[str]]
    row_numbers: list[int]
    delimiter: str = ","
    remarks: tuple[str, ...] = ()


def text_table(content, file_name):
    """Return the columns of a CSV file.

    Values stand apart by a comma, a semicolon, a tab, an upright bar or spaces, and may be quoted. A name
    that occurs again gets a number, such as "a (2)", and a column without a name is called "column 2", say.
    Empty rows, titles and comments above the names are no rows, and empty columns without a name no columns.

    Parameters
    ----------
    content : bytes
        All that the file holds.
    file_name : str
        What the file is called in a message.

    Returns
    -------
    TextTable

    Raises
    ------
    ValueError
        With one sentence: the file is empty or not text in UTF-8 (or, for sure, in Windows-1252), can be cut in
        two ways, has no names, or its rows differ in length.

    Examples
    --------
    >>> text_table(b"a;b\\n1,5;2\\n", "mine.csv").columns
    {'a': ['1,5'], 'b': ['2']}
    """
    text, remarks = _decoded(content, file_name)
    text = visible(text)
    said = SAYS_DELIMITER.match(text)
    if said:
        text = text[said.end() :]
    delimiter = said[1] if said else delimiter_of(text, file_name)
    try:
        rows = rows_of(text, delimiter)
    except csv.Error as error:
        raise ValueError(f"{file_name} is not a table in CSV form: a quotation mark may be open ({error}).") from None
    if not rows:
        raise ValueError(f"{file_name} is empty; its first row must hold the column names.")
    names, names_number, body = _with_names(rows, file_name)
    if names_number != 1 and any(number < names_number for number, _ in rows):
        remarks = (*remarks, f"The column names were taken from row {names_number}.")
    n_columns, place = len(names), "its first row" if names_number == 1 else f"row {names_number}"
    for number, row in body:
        if not fits(row, n_columns):
            values = f"{count(n_columns, 'value')}, as {place} has"
            raise ValueError(f"Row {number} of {file_name} must have {values}; got {len(row)}.")
    columns = {name: [row[i] for _, row in body] for i, name in enumerate(_told_apart(names))}
    for name, written in zip(list(columns), names, strict=True):
        if not written and not any(columns[name]):
            del columns[name]
    return TextTable(columns, [number for number, _ in body], delimiter, remarks)


def _decoded(content, file_name):
    """Return the text and what to say of its letters, or say which kind of file this is."""
    for start, kind in BINARY.items():
        if content.startswith(start):
            raise ValueError(f"{file_name} is {kind}, not text; export the table as CSV and choose that file.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError(f"{file_name} is text in UTF-16; {SAVE_AS}.")
    if b"\0" in content:
        raise ValueError(f"{file_name} is not a text file; export the table as CSV in UTF-8.")
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    text = content.decode("cp1252", errors="replace")
    if not WESTERN.fullmatch(text) or NOT_WESTERN.search(text):
        raise ValueError(f"{file_name} must be a text file in UTF-8; {SAVE_AS}.")
    return text, (f"Letters such as {_first_letter(text)} were read as Windows-1252, since this is not UTF-8.",)


def _first_letter(text):
    return next((one for one in text if not one.isascii() and one.isprintable()), "a fixed space")


def _with_names(rows, file_name):
    """Return the names, the number of their row, and the rows below it."""
    width = usual_width(rows)
    place = place_of_names(rows, width)
    names_number, names = rows[place]
    below = place + 1
    if place and (comment := _commented_out(rows[place - 1][1], width)) and any(map(_is_value, names)):
        (names_number, _), names, below = rows[place - 1], comment, place
    while len(names) > 1 and not names[-1] and all(fits(row, len(names) - 1) for _, row in rows[below:]):
        names = names[:-1]
    body = rows[below:]
    if body and _is_data(names, [row for _, row in body]):
        value = next(filter(_is_value, names), next(filter(is_number, names)))
        if all(is_number(name) for name in names):
            raise ValueError(f"The first row of {file_name} holds numbers only; it must hold the column names.")
        raise ValueError(
            f"The first row of {file_name} holds values such as {shortened(value)!r}; it must hold the column names."
        )
    return names, names_number, body


def _commented_out(cells, width):
    """Return the names in a comment right above the first values, as NumPy writes them; or None."""
    if not cells[0].startswith("#"):
        return None
    cells = [cells[0].lstrip("# "), *cells[1:]]
    if not cells[0] and not fits(cells, width):  # the sign stands apart
        cells = cells[1:]
    return cells if cells and fits(cells, width) and not any(map(_is_value, cells)) else None


def _is_data(names, body):
    """Return whether what should be names are values: a number on top of every column of numbers.

    Years may be names, if they are no values of the columns below.
    """
    on_top = [is_number(name) for name in names]
    if all(on_top):
        return True
    sample = body[:50]
    below = [sum(is_number(row[i]) for row in sample if i < len(row)) > len(sample) / 2 for i in range(len(names))]
    tops = [name for name, number in zip(names, below, strict=True) if number]
    if not tops or not all(map(is_number, tops)):
        return False
    values = (row[i] for row in sample for i, number in enumerate(below) if number and i < len(row))
    return not all(map(is_year, tops)) or all(is_year(value) for value in values)


def _is_value(name):
    return is_number(name) and not is_year(name)


def _told_apart(names):
    """Return the names, each once, and none empty."""
    taken = {}
    for number, name in enumerate(names, start=1):
        plain = shortened(" ".join(name.split()), LONGEST_NAME) or f"column {number}"
        copy, unique = 2, plain
        while unique in taken or (unique != plain and unique in names):
            unique, copy = f"{plain} ({copy})", copy + 1
        taken[unique] = number
    return list(taken)
