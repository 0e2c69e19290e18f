"""Which columns hold numbers, with missing values counted and decimal commas read where they are clear."""

import numpy as np
import pytest

from utils.descent.data.columns import number_columns
from utils.descent.data.csv_text import TextTable, text_table


def read(columns, delimiter=";"):
    """Return the numbers, and why other columns are none."""
    n_rows = len(next(iter(columns.values())))
    found = number_columns(TextTable(columns, list(range(2, n_rows + 2)), delimiter))
    return found.numbers, {name: other.reason for name, other in found.others.items()}


WORDS = ["", "NA", "NaN", "nan", "null", "NULL", "None", "N/A", "n/a", "<NA>", r"\N", "#N/A", "#DIV/0!"]
MARKS = ["-", "--", "?", ".", "...", "***", "\u2013"]


@pytest.mark.parametrize("missing", [*WORDS, *MARKS])
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
        (["1.234", "12,5"], [1234, 12.5]),
        (["1.355,90", "2"], [1355.9, 2]),
        (["1,355.90", "2,000"], [1355.9, 2000]),
        (["1.234.567", "2.000"], [1234567, 2000]),
        (["1,234,567", "2,000"], [1234567, 2000]),
        (["1 234", "2 345,5"], [1234, 2345.5]),
        (["1\u00a0234", "12\u202f345.5", "1\u2009000\u2009000"], [1234, 12345.5, 1000000]),
        (["1'234.5", "2\u2019000"], [1234.5, 2000]),
        (["12,34,567.5", "1"], [1234567.5, 1]),
        (["1.234", "0.512"], [1.234, 0.512]),
        (["1.234", "1.2"], [1.234, 1.2]),
        (["0,23 %", "5 %", "-"], [0.23, 5, np.nan]),
        (["$2.39", "-$1,200.00", "$ 3"], [2.39, -1200, 3]),
        (["2,39 \u20ac", "1.200,00 \u20ac"], [2.39, 1200]),
        (["\u22125", "\u20131,5"], [-5, -1.5]),
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
        (["1", "1.23.456"], "Column 'a' must hold numbers only; row 3 holds '1.23.456'."),
        (["1", "5 2"], "Column 'a' must hold numbers only; row 3 holds '5 2'."),
        (["5 %", "0.5"], "Column 'a' must hold numbers of one unit; row 2 holds '5 %', and row 3 holds '0.5'."),
        (
            ["$2", "\u20ac3"],
            "Column 'a' must hold numbers of one unit; row 2 holds '$2', and row 3 holds '\u20ac3'.",
        ),
        (
            ["1.234", "2.000"],
            "Column 'a' holds '1.234', which could mean two different numbers; write 1234 or 1.2340.",
        ),
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


def test_points_are_decimal_points_where_commas_part_the_values():
    numbers, others = read({"a": ["1.234", "2.345"]}, delimiter=",")
    assert numbers["a"].tolist() == [1.234, 2.345] and others == {}
    numbers, others = read({"a": ["1.234", "2.345"], "b": ["1,5", "2"]}, delimiter=",")
    assert numbers["a"].tolist() == [1234, 2345]  # unless another number tells


def remarks(content):
    return number_columns(text_table(content, "mine.csv")).remarks


def test_how_an_unclear_number_was_read_is_said():
    assert remarks(b"a;b\n1.234;12,5\n") == ["'1.234' was read as 1234."]
    assert remarks(b'a,b\n"1,234",12.5\n') == ["'1,234' was read as 1234."]
    assert remarks(b"a,b\n1.234,12.5\n") == []
    assert remarks(b"a;b\n1,234;12,5\n") == []


BODY = b"name;a;b\nAda;1;2,5\nBo;2;3,5\nCy;6;6\n"


@pytest.mark.parametrize(
    ("last", "n_rows", "remark"),
    [
        (b"Total;9;12\n", 3, "Row 5, 'Total', is left out, since it is the sum of the others."),
        (b"Summe:;9;\n", 3, "Row 5, 'Summe:', is left out, since it is the sum of the others."),
        (b"Mean;3;4\n", 3, "Row 5, 'Mean', is left out, since it is the mean of the others."),
        (b"Total;9;12\nAverage;3;4\n", 3, "Row 6, 'Average', is left out, since it is the mean of the others."),
        (b"TOTAL;9;11\n", 4, "Row 5 is called 'TOTAL'; if it is computed from the others, take it out of the file."),
        (b"Totalenergies;9;12\n", 4, None),
    ],
)
def test_a_last_row_that_is_a_total(last, n_rows, remark):
    found = number_columns(text_table(BODY + last, "mine.csv"))
    assert len(found.numbers["a"]) == len(found.row_numbers) == n_rows
    assert found.remarks[-1:] == ([remark] if remark else [])


def test_a_total_below_years():
    found = number_columns(text_table(b"year,a\n2019,1\n2020,2\nTotal,3\n", "mine.csv"))
    assert found.numbers["year"].tolist() == [2019, 2020] and found.numbers["a"].tolist() == [1, 2]


def test_row_numbers_count_empty_rows_and_titles():
    found = number_columns(text_table(b"Our birds\na,b,c\n\n1,2,3\n\n,,\n4,kg,6\n", "mine.csv"))
    assert found.others["b"].reason == "Column 'b' must hold numbers only; row 7 holds 'kg'."
