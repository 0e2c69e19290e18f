"""A learning rate as text: what can be wrong with one that was typed, and how one is written."""

import math

from utils.descent import format_number

MOST_SHOWN = 20


def quoted(text: str) -> str:
    """Return what somebody typed, in quotes, shortened if it is long."""
    return f"\u201c{text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + '...'}\u201d"


def problem_with(text: str) -> str:
    """Return why a text is no learning rate, in one sentence; empty if it is one."""
    if not text:
        return "The box is empty."
    shown = quoted(text)
    try:
        value = float(text)
    except ValueError:
        dotted = text.replace(",", ".")
        if "," in text and not problem_with(dotted):
            return f"Write the number with a point: {dotted}, not {shown}."
        value = math.nan
    if math.isnan(value):
        return f"A learning rate is a number above 0, such as 0.01, and {shown} is not a number."
    if math.isinf(value):
        return f"A learning rate is a number above 0, such as 0.01, and {shown} is not one a computer can hold."
    if value <= 0:
        return f"A learning rate is a number above 0, such as 0.01, and {shown} is not above 0."
    return ""


def exact(value: float) -> str:
    """Return the shortest text that reads as this very number."""
    short = format_number(value)
    return short if float(short) == value else repr(value)
