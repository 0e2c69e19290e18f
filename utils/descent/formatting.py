"""How numbers are written in the sentences and figures of the course."""

import math

import numpy as np


def format_number(x, scale=0.0):
    """Return a number with three significant digits, in plain words of digits where that is short.

    Plain decimal for sizes from 0.0001 up to a million, otherwise like 1.2e-07. Zeros at the end are left
    out. The same sentence then comes out on every computer, whatever the last bit of the result.

    Parameters
    ----------
    x : float
    scale : float
        Size of the numbers that x came from: a million-millionth of it counts as rounding and is written 0.

    Returns
    -------
    str

    Examples
    --------
    >>> [format_number(x) for x in (0.0001, 12345, 1.2e-7, float("inf"), float("nan"), -0.0)]
    ['0.0001', '12300', '1.2e-07', 'inf', 'NaN', '0']
    >>> format_number(3e-16, scale=1.0)
    '0'
    """
    x = float(x)
    if np.isnan(x):
        return "NaN"
    if np.isinf(x):
        return "inf" if x > 0 else "-inf"
    rounded = float(f"{x:.2e}")
    if abs(rounded) <= 1e-12 * abs(scale):
        return "0"
    if 1e-4 <= abs(rounded) < 1e6:
        return np.format_float_positional(rounded, trim="-")
    digits, exponent = f"{x:.2e}".split("e")  # rounded, the largest number is no number any more
    return f"{digits.rstrip('0').rstrip('.')}e{exponent}"


def format_rate(rate):
    """Return a learning rate as whoever typed it wrote it, with at most eight digits.

    So 1.001 is not called 1. A computed rate has more digits than that, and is written with three of them.

    Parameters
    ----------
    rate : float

    Returns
    -------
    str

    Examples
    --------
    >>> format_rate(1.001), format_rate(0.2625), format_rate(1e-9), format_rate(0.1 / 3)
    ('1.001', '0.2625', '1e-09', '0.0333')
    """
    rate = float(rate)
    short, typed = format_number(rate), f"{rate:.8g}"
    return typed if float(short) != rate == float(typed) else short


def tell_apart(*numbers):
    """Return numbers as text, with three digits, or with as many as it takes for different numbers to look different.

    Those that differ by less than a billionth count as the same: a computed number is rounded.

    Parameters
    ----------
    *numbers : float

    Returns
    -------
    list of str

    Examples
    --------
    >>> tell_apart(0.796, 1.00237, 1.0), tell_apart(0.251, 0.316, 0.26)
    (['0.796', '1.002', '1'], ['0.251', '0.316', '0.26'])
    """
    texts = [format_number(x) for x in numbers]
    for digits in range(4, 12):
        pairs = list(zip(texts, numbers, strict=True))
        texts = [
            f"{x:.{digits}g}" if any(other == text and not math.isclose(x, y) for other, y in pairs) else text
            for text, x in pairs
        ]
    return texts


def count(number, word, plural=None):
    """Return how many things there are, in words: the singular for one of them.

    Parameters
    ----------
    number : int
    word : str
        The singular.
    plural : str, optional
        Without it: the singular with an s.

    Returns
    -------
    str
        A number above 999 is written as it is, without separators.

    Examples
    --------
    >>> count(1, "step"), count(300, "step"), count(0, "try", "tries")
    ('1 step', '300 steps', '0 tries')
    """
    return f"{number} {word if number == 1 else plural or f'{word}s'}"


def say_large(step: int) -> str:
    """Write the number of a step, with words for millions.

    Examples
    --------
    >>> say_large(29), say_large(19512345), say_large(2 * 10**9)
    ('29', '19.5 million', '2000 million')
    """
    return format_number(step) if step < 10**6 else f"{format_number(step / 10**6)} million"
