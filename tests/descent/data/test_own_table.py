"""Somebody's own table: what can be chosen, what is used, and what is said about it."""

import numpy as np
import pytest

from utils.descent.data.own_table import OwnTable
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
