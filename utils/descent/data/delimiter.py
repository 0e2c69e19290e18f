"""What stands between two values of a table: what its rows agree on, and no guess where two things may."""

import csv
import io
import re
from collections import Counter
from typing import NamedTuple

from utils.descent.data.number_text import is_missing, readings

SPACE, SPACES = " ", "  "
DELIMITERS = {
    ",": "commas",
    ";": "semicolons",
    "\t": "tabs",
    "|": "upright bars",
    SPACE: "spaces",
    SPACES: "two or more spaces",
}
SAMPLE = 200
"""Rows that are looked at."""

NEARLY = 0.9
"""The share of its rows, or of the best share, that a delimiter has to cut equally long."""

STAND_IN = "\x1f"
"""Takes the place of many spaces, since the csv module takes one character."""

YEARS = range(1000, 3000)


def rows_of(text, delimiter, most=None):
    """Return the rows that are not empty, each with its number in the file.

    Parameters
    ----------
    text : str
    delimiter : str
        One character, or two spaces for any number of them from two on.
    most : int, optional
        Return a sample of so many rows, or those before the first that cannot be read.

    Returns
    -------
    list of (int, list of str)
        The number counts empty rows too, as a spreadsheet does.

    Raises
    ------
    csv.Error
        If a quotation mark is open or stands in the wrong place, and all rows are asked for.
    """
    if delimiter in (SPACE, SPACES):
        text = re.sub(f" {{{len(delimiter)},}}", STAND_IN, re.sub(r"(?m)^ +| +$", "", text))
        delimiter = STAND_IN
    rows = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1):
            if any(cells := [cell.replace(STAND_IN, SPACE).strip() for cell in row]):
                rows.append((number, cells))
                if len(rows) == most:
                    break
    except csv.Error:
        if most is None:
            raise
    return rows


def fits(cells, width):
    """Return whether a row has so many values, apart from empty ones at its end: programs leave delimiters there.

    Examples
    --------
    >>> fits(["1", "2", ""], 2), fits(["1"], 2)
    (True, False)
    """
    return width <= len(cells) and not any(cells[width:])


def usual_width(rows):
    """Return how many values most rows have: 2 at least, or 1 if none has more.

    Examples
    --------
    >>> usual_width([(1, ["Ada's birds"]), (2, ["a", "b"]), (3, ["1", "2", ""])])
    2
    """
    found = Counter((_filled_width(cells), len(cells)) for _, cells in rows[_after_comments(rows) :])
    widths = {width for pair in found for width in pair if width > 1}
    counts = {w: sum(count for (least, most), count in found.items() if least <= w <= most) for w in widths}
    return min(counts, key=lambda w: (-counts[w], w), default=1)


def place_of_names(rows, width):
    """Return the place of the row that holds the column names.

    It is the first one, unless that one is shorter or longer than most, or a comment, and a row of nothing
    but names follows.

    Examples
    --------
    >>> place_of_names([(1, ["# 2024"]), (2, ["Birds, by Ada"]), (3, ["a", "b"]), (4, ["1", "2"])], 2)
    2
    """
    first = _after_comments(rows)
    if fits(rows[first][1], width) and (width == 1 or _filled(rows[first][1]) > 1):
        return first
    for i, (_, cells) in enumerate(rows[first + 1 :], start=first + 1):
        if not cells[0].startswith("#") and fits(cells, width) and _filled(cells) > 1:
            return i if _only_names(cells[:width]) else first
    return first


def is_number(text):
    """Return whether a cell holds a number, however it is written."""
    found = readings(text)
    return found is not None and found.unit is not None


def is_year(text):
    """Return whether a number may be the name of a column: a year.

    Examples
    --------
    >>> is_year("2019"), is_year("5.1")
    (True, False)
    """
    return text.isdecimal() and int(text[:5]) in YEARS


def delimiter_of(text, file_name):
    """Return what stands between two values.

    A delimiter cuts (nearly) all rows equally long, and the names as well. Of several, it is the one that
    leaves fewer cells with another one in them, and at least as many numbers.

    Parameters
    ----------
    text : str
    file_name : str
        What the file is called in a message.

    Returns
    -------
    str
        A key of `DELIMITERS`; a comma if there is none, so that each row is one value.

    Raises
    ------
    ValueError
        With one sentence, if two delimiters are as likely.

    Examples
    --------
    >>> delimiter_of("Temp, C;RH, %\\n21,5;40,2\\n", "mine.csv")
    ';'
    """
    splits = [_Split(delimiter, rows_of(text, delimiter, SAMPLE)) for delimiter in DELIMITERS]
    if (splits[-1].names, splits[-1].body) == (splits[-2].names, splits[-2].body):  # every space is one of many
        splits.pop()
    splits = [split for split in splits if len(split.names) > 1 and (split.is_visible or split.share >= NEARLY)]
    best = max((split.share for split in splits), default=0.0)
    splits = [split for split in splits if split.share >= NEARLY * best]
    ranks = {split.delimiter: split.rank(splits) for split in splits}
    if any(ranks[split.delimiter].clean == 1 for split in splits if split.is_visible):
        # All values are whole, some with spaces in them: spaces are no delimiter
        ranks = {delimiter: rank for delimiter, rank in ranks.items() if delimiter.strip(" ")}
    if not ranks:
        return ","
    first, *others = sorted(ranks, key=ranks.get, reverse=True)
    for other in others:
        if not ranks[first].surpasses(ranks[other]) and ranks[first].numbers + ranks[other].numbers > 0:
            raise ValueError(
                f"{file_name} can be read in two ways, with {DELIMITERS[first]} or with {DELIMITERS[other]} between "
                "two values; put quotation marks around each value that holds one of them."
            )
    return first


class _Rank(NamedTuple):
    """How well a delimiter fits: to the names, by the share of whole values, by its numbers in a row."""

    fits_names: bool
    clean: float
    numbers: float

    def surpasses(self, other):
        """Return whether it is better in one way and worse in none."""
        return self != other and all(mine >= theirs for mine, theirs in zip(self, other, strict=True))


class _Split:
    """A sample of rows, cut by one delimiter."""

    def __init__(self, delimiter, rows):
        self.delimiter = delimiter
        self.is_visible = bool(delimiter.strip(" "))
        self.width = usual_width(rows)
        at = place_of_names(rows, self.width) if rows else 0
        self.names = rows[at][1] if rows else []
        self.body = [cells for _, cells in rows[at + 1 :]]
        self.share = sum(fits(cells, self.width) for cells in self.body) / max(len(self.body), 1)

    def rank(self, splits):
        """Return the rank among all the splits that are as even."""
        others = [split for split in splits if split is not self]
        marks = [split.delimiter for split in others if split.is_visible]
        spaces = any(not split.is_visible for split in others)
        cells = [cell for row in self.body for cell in row]
        numbers = [is_number(cell) for cell in cells]
        broken = sum(
            not number
            and not is_missing(cell)
            and (any(mark in cell for mark in marks) or (spaces and _holds_two_numbers(cell)))
            for cell, number in zip(cells, numbers, strict=True)
        )
        return _Rank(
            fits(self.names, self.width), 1 - broken / max(len(cells), 1), sum(numbers) / max(len(self.body), 1)
        )


def _holds_two_numbers(cell):
    parts = cell.split()
    return len(parts) > 1 and all(map(is_number, parts))


def _only_names(cells):
    """Return whether a row has nothing but names: all different, none empty, and no number first but a year."""
    parts = [part.split(" ")[0] for cell in cells for part in re.split(r"[,;|\t] *", cell)]
    return len(set(cells)) == len(cells) and not any(
        is_missing(part) or (is_number(part) and not is_year(part)) for part in parts
    )


def _after_comments(rows):
    """Return the place of the first row that is no comment; 0 if all are."""
    return next((i for i, (_, cells) in enumerate(rows) if not cells[0].startswith("#")), 0)


def _filled(cells):
    return sum(map(bool, cells))


def _filled_width(cells):
    width = len(cells)
    while width and not cells[width - 1]:
        width -= 1
    return width
