"""Which columns hold numbers, with missing values counted and decimal commas read where they are clear."""

import numpy as np
import pytest

from utils.descent.data.columns import number_columns
from utils.descent.data.csv_text import TextTable


def read(columns, delimiter=";"):
    """Return the numbers, and why other columns are none."""
    n_rows = len(next(iter(columns.values())))
    found = number_columns(TextTable(columns, list(range(2, n_rows + 2)), delimiter))
    return found.numbers, {name: other.reason for name, other in found.others.items()}


@pytest.mark.parametrize("missing", ["", "NA", "NaN", "nan", "null", "NULL", "-", "None", "N/A", "n/a"])
def test_missing_values(missing):
    numbers, others = read({"a": ["1", missing, "2"]})
    np.testing.assert_array_equal(numbers["a"], [1, np.nan, 2])
    assert others == {}


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1", "-2", "+3", "4.", ".5", "1e3", "1.5E-3"], [1, -2, 3, 4, 0.5, 1000, 0.0015]),
        (["1,5", "2,25"], [1.5, 2.25]),
        (["1,234", "2,5"], [1.234, 2.5]),
        (["-1,5e2", "3"], [-150, 3]),
        ([",5", "7"], [0.5, 7]),
        (["1", "1.234,5"], [1, 1234.5]),
    ],
)
def test_numbers(cells, values):
    numbers, _ = read({"a": cells})
    np.testing.assert_array_equal(numbers["a"], values)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (["Ada", "1"], "Column 'a' must hold numbers only; row 2 holds 'Ada'."),
        (["1", "12 kg"], "Column 'a' must hold numbers only; row 3 holds '12 kg'."),
        (["1", "1_000"], "Column 'a' must hold numbers only; row 3 holds '1_000'."),
        (["1", "0x10"], "Column 'a' must hold numbers only; row 3 holds '0x10'."),
        (["1.5", "2,5"], "Column 'a' must hold numbers only; row 3 holds '2,5'."),
        (
            ["1", "2024-01-01 00:00:00.000"],
            "Column 'a' must hold numbers only; row 3 holds '2024-01-01 00:00:00....'.",
        ),
        (["1", "inf"], "Column 'a' must hold numbers of at most 1e+100 in size; row 3 has inf."),
        (["1", "-Infinity"], "Column 'a' must hold numbers of at most 1e+100 in size; row 3 has -inf."),
        (["-1e150", "1"], "Column 'a' must hold numbers of at most 1e+100 in size; row 2 has -1e+150."),
        (["1", "1e999"], "Column 'a' must hold numbers of at most 1e+100 in size; row 3 has inf."),
        (["NA", ""], "Column 'a' holds no values."),
        (
            ["1,234", "2,000"],
            "Column 'a' holds '1,234', which could mean two different numbers; "
            "write decimals with a point, and thousands without a comma.",
        ),
    ],
)
def test_one_sentence_for_a_column_that_cannot_be_used(cells, why):
    numbers, others = read({"a": cells, "b": ["1", "2"]})
    assert list(numbers) == ["b"] and others == {"a": why}


def test_a_table_writes_all_its_numbers_in_one_way():
    numbers, others = read({"a": ["1,234", "2,000"], "b": ["1,5", "3"]})
    assert numbers["a"].tolist() == [1.234, 2.0] and others == {}
    numbers, others = read({"a": ["1,5", "2,5"], "b": ["1.5", "3"]})
    assert list(numbers) == ["b"] and "row 2 holds '1,5'" in others["a"]
