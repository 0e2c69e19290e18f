"""Somebody's own table: what can be chosen, what is used, and what is said about it."""

import numpy as np
import pytest

from utils.descent.data.own_table import OwnTable, question_about
from utils.descent.data.penguins import PENGUINS


@pytest.fixture
def penguins():
    return OwnTable.read(PENGUINS.read_bytes(), "penguins.csv")


def test_the_penguins(penguins):
    assert list(penguins.numbers) == ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "year"]
    assert penguins.n_missing == {name: 0 if name == "year" else 2 for name in penguins.numbers}
    data = penguins.data("flipper_length_mm", "body_mass_g")
    assert data.X.shape == (342, 1) and data.n_dropped == 2
    assert penguins.describe(data) == (
        "penguins.csv: 342 of 344 rows are used, 2 miss a value. flipper_length_mm from 172 to 231, "
        "body_mass_g from 2700 to 6300. Left out, since they hold more than numbers: species, island, sex."
    )


def test_x_is_standardized_and_named_so(penguins):
    data = penguins.data("flipper_length_mm", "body_mass_g", standardized=True)
    assert data.X.mean() == pytest.approx(0, abs=1e-12) and data.X.std() == pytest.approx(1)
    assert data.feature_names == ("flipper_length_mm, standardized",)
    assert data.y_true.tolist() == penguins.data("flipper_length_mm", "body_mass_g").y_true.tolist()


def test_the_first_columns_that_can_be_used_are_found():
    table = OwnTable.read(b"id,same,x,y\n1,5,,2\n2,5,NA,3\n3,5,7,\n4,5,8,1\n5,5,9,3\n", "mine.csv")
    assert table.first_pair() == ("id", "x")
    table = OwnTable.read(b"same,x,y\n5,1,2\n5,2,3\n", "mine.csv")
    assert table.first_pair() == ("x", "y")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"a,b\nAda,x\n",
            "Two columns of numbers are needed, and mine.csv has none "
            "(Column 'a' must hold numbers only; row 2 holds 'Ada').",
        ),
        (b"a\n1\n2\n", "Two columns of numbers are needed, and mine.csv has only one, 'a'."),
        (b"a,b\n", "Two columns of numbers are needed, and mine.csv has none (Column 'a' holds no values)."),
        (b"a,b\n1,2\n", "At least 2 rows with both 'a' and 'b' are needed; mine.csv has 1."),
        (b"a,b\n1,2\n1,3\n", "Column 'a' is 1 in every row, so there is nothing to learn from it."),
    ],
)
def test_one_sentence_says_what_is_wrong(content, message):
    with pytest.raises(ValueError) as error:
        OwnTable.read(content, "mine.csv").first_pair()
    assert str(error.value) == message


def test_one_missing_value_and_many_columns_of_text():
    names = [f"t{number}" for number in range(6)]
    lines = [["x", "y", *names], ["1", "2", *"abcdef"], ["", "2", *"abcdef"], ["3", "4", *"abcdef"]]
    table = OwnTable.read("\n".join(",".join(line) for line in lines).encode(), "mine.csv")
    words = table.describe(table.data("x", "y"))
    assert "2 of 3 rows are used, 1 misses a value." in words
    assert words.endswith("Left out, since they hold more than numbers: t0, t1, t2, t3 and 2 more.")


def test_the_reason_is_said_if_one_column_is_left_out():
    table = OwnTable.read(b"x,y,z\n1,2,3\n3,4,n.d.\n", "mine.csv")
    assert table.describe(table.data("x", "y")).endswith(
        "Left out: column 'z' must hold numbers only; row 3 holds 'n.d.'."
    )


def test_all_rows_of_a_large_table_are_used():
    x = np.arange(5000)
    table = OwnTable.read("\n".join(["x,y", *(f"{i},{2 * i + 1}" for i in x)]).encode(), "mine.csv")
    assert len(table.data("x", "y").X) == 5000
    assert "5,000 of 5,000 rows are used." in table.describe(table.data("x", "y"))


def test_a_year_is_written_as_it_is(penguins):
    words = penguins.describe(penguins.data("year", "bill_length_mm"))
    assert "year from 2007 to 2009, bill_length_mm from 32.1 to 59.6." in words


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            b"name,x,y\nAda,1,2\nBo,3,12 kg\nCy,4,5\n",
            "Two columns of numbers are needed, and mine.csv has only one, 'x' "
            "(Column 'y' must hold numbers only; row 3 holds '12 kg').",
        ),
        (
            b"name;x;y\nAda;1;1.234\nBo;3;2.345\n",
            "Two columns of numbers are needed, and mine.csv has only one, 'x' "
            "(Column 'y' holds '1.234', which could mean two different numbers; write 1234 or 1.2340).",
        ),
    ],
)
def test_the_column_that_comes_nearest_is_blamed(content, words):
    with pytest.raises(ValueError) as error:
        OwnTable.read(content, "mine.csv").first_pair()
    assert str(error.value) == words


def test_why_each_of_several_columns_is_left_out():
    table = OwnTable.read(b"name,x,y,z,note,,empty\nAda,1,2,3,ab,,\nBo,2,3,4 kg,cd,,\nCy,3,5,6,ef,,\n", "mine.csv")
    assert table.describe(table.data("x", "y")).partition("x from 1 to 3, y from 2 to 5. ")[2] == (
        "Left out: column 'z' must hold numbers only; row 3 holds '4 kg'. "
        "Left out, since they hold more than numbers: name, note. Left out, since it holds no values: empty."
    )


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ([2.6, -200, 2.2, -200], "-200 in 2 rows"),
        ([5, -999.9, 0.1, -999.9, -999.9], "-999.9 in 3 rows"),
        ([5, 9999, 0, 9999], "9999 in 2 rows"),
        ([5, -200, 3], ""),  # once
        ([5, -200, -3, -200], ""),  # not all else is above 0
        ([999, 998, 999, 700], ""),
        ([100, 100, 1], ""),
        ([-200, -200], ""),
        ([np.nan, np.nan], ""),
    ],
)
def test_a_number_that_may_stand_for_a_missing_one_is_asked_about(values, asked):
    words = question_about("CO", np.array(values, float))
    expected = f"Column 'CO' holds {asked}, far from all else: if that stands for a missing value, write NA there."
    assert words == (expected if asked else "")


def test_the_question_and_the_remarks_are_said_and_nothing_is_changed():
    table = OwnTable.read(b"Our data;;\n\nCO;T;H\n2,6;1.021,5;1\n-200;3;2\n-200;4;3\n", "mine.csv")
    data = table.data("CO", "T", standardized=True)
    assert data.n_dropped == 0 and len(data.X) == 3
    assert table.describe(data).endswith(
        " T from 3 to 1021.5. Column 'CO' holds -200 in 2 rows, far from all else: if that stands for a missing "
        "value, write NA there. The column names were taken from row 3."
    )
