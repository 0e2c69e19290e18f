import pytest

from utils.descent import format_number
from utils.descent.formatting import count


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (1, "1"),
        (12.0, "12"),
        (0.1, "0.1"),
        (0.0001, "0.0001"),
        (0.00009996, "0.0001"),
        (0.0000999, "9.99e-05"),
        (1.2e-7, "1.2e-07"),
        (2.4651e-5, "2.47e-05"),
        (12345, "12300"),
        (999499, "999000"),
        (999999, "1e+06"),
        (1.83e7, "1.83e+07"),
        (-1.3249, "-1.32"),
        (float("inf"), "inf"),
        (float("-inf"), "-inf"),
        (float("nan"), "NaN"),
        (5e-324, "4.94e-324"),
        (1.797e308, "1.8e+308"),
    ],
)
def test_three_significant_digits(x, text):
    assert format_number(x) == text


def test_the_last_bit_does_not_show():
    assert format_number(0.1 + 0.2) == format_number(0.3) == "0.3"


def test_rounding_counts_as_zero_next_to_its_scale():
    assert format_number(-1.5e-22, scale=3.13) == "0"
    assert format_number(1e-9, scale=3.13) == "1e-09"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ((1, "step"), "1 step"),
        ((0, "step"), "0 steps"),
        ((2, "step"), "2 steps"),
        ((1, "try", "tries"), "1 try"),
        ((3, "try", "tries"), "3 tries"),
    ],
)
def test_one_thing_is_written_in_the_singular(words, text):
    assert count(*words) == text
