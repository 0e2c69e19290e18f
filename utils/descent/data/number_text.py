"""How people write a number: with a point or a comma before its decimals, marks between thousands, a unit.

Some texts are two numbers: 1.234 is a little more than one in London and more than a thousand in Berlin. So
a text is read in both ways, and `columns` decides from all numbers of a table which way it is.
"""

import re
from typing import NamedTuple

import numpy as np

MISSING = frozenset({"", "na", "n/a", "n.a.", "nan", "-nan", "nat", "null", "none", "<na>", r"\n", "missing"})
"""What stands where a value is missing, in small letters."""

MISSING_MARKS = re.compile(
    r"[-\u2010-\u2015\u2212_.?*\u2026]+|#(N/A|NA|DIV/0!|VALUE!|REF!|NUM!|NAME\?|NULL!)", re.IGNORECASE
)
"""Dashes, points, question marks and stars; and what a spreadsheet writes where it could not compute."""

LARGEST = 1e100
"""Squares, and sums and products of squares, of larger numbers may be more than a computer can hold."""

POINT, COMMA = ".", ","
BLANKS = " \u00a0\u2007-\u200a\u202f"
BETWEEN_THOUSANDS = f"'\u2019\u02bc{BLANKS}"
CURRENCY = "(?:US|CA|A|R)?[$\u00a2-\u00a5\u20a0-\u20c0]"
MINUS = str.maketrans(dict.fromkeys("\u2212\u2013\ufe63\uff0d", "-"))
WHOLE = re.compile(
    rf"(?P<sign>[+-]?)[{BLANKS}]?(?P<before>{CURRENCY})?[{BLANKS}]?(?P<inner>[+-]?)"
    rf"(?P<digits>[0-9.,](?:.*[0-9.,])?)[{BLANKS}]?(?P<after>%|{CURRENCY})?"
)
PLAIN = {mark: re.compile(rf"(?:[0-9]+(?:[{mark}][0-9]*)?|[{mark}][0-9]+)(?:[eE][+-]?[0-9]+)?") for mark in ".,"}
GROUPED = {
    mark: re.compile(
        rf"[1-9][0-9]{{0,2}}(?:(?P<between>[{other}{BETWEEN_THOUSANDS}])[0-9]{{3}})(?:(?P=between)[0-9]{{3}})*"
        rf"(?:[{mark}][0-9]+)?"
    )
    for mark, other in (".,", ",.")
}
LAKHS = re.compile(r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
NOT_DIGITS = re.compile(f"[{BETWEEN_THOUSANDS}]")
INFINITE = re.compile(r"([+-]?)inf(?:inity)?", re.IGNORECASE)
SIMPLE = re.compile(r"[+-]?([0-9]*)(\.[0-9]*)?")


class Readings(NamedTuple):
    """What a text says, read in the two ways of writing decimals.

    Attributes
    ----------
    point : float or None
        The number, if decimals stand behind a point; None if the text is none then.
    comma : float or None
        The number, if decimals stand behind a comma.
    unit : str or None
        A sign of percent or of a currency; empty without, and None for a missing value, which is NaN.
    """

    point: float | None
    comma: float | None
    unit: str | None

    @property
    def is_told(self):
        """Whether the text tells what stands before decimals: it is a number in one way only."""
        return self.point is None or self.comma is None

    @property
    def is_unclear(self):
        """Whether the text is a number in both ways, and not the same one."""
        return not self.is_told and self.unit is not None and self.point != self.comma


NO_VALUE = Readings(np.nan, np.nan, None)


def is_missing(text):
    """Return whether a cell holds no value: it is empty, a word such as NA or null, or dashes, points or stars.

    Examples
    --------
    >>> [is_missing(text) for text in ("NaN", "--", "#DIV/0!", "0")]
    [True, True, True, False]
    """
    return not text or (
        not text[-1].isdecimal() and (text.lower() in MISSING or MISSING_MARKS.fullmatch(text) is not None)
    )


def readings(text):
    """Return what a cell says in the two ways of writing decimals, or None if it is not a number.

    Examples
    --------
    >>> readings("1,5"), readings("-1.355,90"), readings("$2.39").point
    (Readings(point=None, comma=1.5, unit=''), Readings(point=None, comma=-1355.9, unit=''), 2.39)
    >>> readings("1.234"), readings("1.234").is_unclear
    (Readings(point=1.234, comma=1234.0, unit=''), True)
    >>> readings("NA"), readings("12 kg")
    (Readings(point=nan, comma=nan, unit=None), None)
    """
    if is_missing(text):
        return NO_VALUE
    if (simple := SIMPLE.fullmatch(text)) and (simple[1] or len(simple[2] or "") > 1):  # most numbers, at once
        if not simple[2]:
            return Readings(float(text), float(text), "")
        if len(simple[2]) != 4:
            return Readings(float(text), None, "")
    if infinite := INFINITE.fullmatch(text):
        value = float(f"{infinite[1]}inf")
        return Readings(value, value, "")
    whole = WHOLE.fullmatch(text.translate(MINUS))
    if whole is None or (whole["sign"] and whole["inner"]) or (whole["before"] and whole["after"]):
        return None
    sign = -1.0 if "-" in (whole["sign"], whole["inner"]) else 1.0
    point, comma = (_number(whole["digits"], mark, sign) for mark in (POINT, COMMA))
    unit = whole["before"] or whole["after"] or ""
    return None if point is None and comma is None else Readings(point, comma, unit)


def _number(digits, mark, sign):
    """Return the number that a text without sign and unit says, if `mark` stands before decimals; or None."""
    if PLAIN[mark].fullmatch(digits):
        return sign * float(digits.replace(mark, "."))
    if GROUPED[mark].fullmatch(digits) or (mark == POINT and LAKHS.fullmatch(digits)):
        other = COMMA if mark == POINT else POINT
        return sign * float(NOT_DIGITS.sub("", digits).replace(other, "").replace(mark, "."))
    return None
