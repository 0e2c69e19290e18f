"""Columns of classes in somebody's own table: found, used, and one sentence for what cannot be."""

import numpy as np
import pytest

from utils.descent.data.own_classes import (
    FEWEST_ROWS,
    MOST_ROWS,
    class_columns,
    data_with_classes,
    describe_classes,
    first_columns_with_classes,
)
from utils.descent.data.own_table import OwnTable
from utils.descent.data.penguins import PENGUINS

RANDOM = np.random.default_rng(0)


def table(n_rows=40, classes=("no", "yes"), *, extra=""):
    x, y = RANDOM.normal(size=(2, n_rows))
    lines = ["a,b,kind"]
    lines += [f"{x[k]!r},{y[k]!r},{classes[k % len(classes)]}" for k in range(n_rows)]
    return OwnTable.read("\n".join([*lines, extra]).replace("np.float64(", "").replace(")", "").encode(), "mine.csv")


def test_the_penguins_have_four_columns_of_classes():
    birds = OwnTable.open(PENGUINS)
    assert class_columns(birds) == {
        "species": ("Adelie", "Chinstrap", "Gentoo"),
        "island": ("Biscoe", "Dream", "Torgersen"),
        "sex": ("female", "male"),
        "year": ("2007", "2008", "2009"),
    }
    assert first_columns_with_classes(birds) == ("bill_length_mm", "bill_depth_mm", "species")


def test_missing_values_are_left_out_wherever_they_stand():
    found = table(classes=("no", "yes"), extra=",1,no\n1,,yes\n1,2,NA\n1,2,")
    data, names = data_with_classes(found, "a", "b", "kind")
    assert names == ("no", "yes") and data.n_dropped == 4 and len(data.X) == 40
    assert data.y_true.tolist() == [0.0, 1.0] * 20
    said = describe_classes(found, data, names)
    assert said.startswith("mine.csv: 40 of 44 rows are used, 4 miss a value. a from -")
    assert said.endswith("Classes in kind: no (20 rows), yes (20 rows).")


def test_numbers_can_be_classes_in_their_order():
    data, names = data_with_classes(table(classes=("10", "9", "2")), "a", "b", "kind")
    assert names == ("2", "9", "10") and data.y_true[:3].tolist() == [2.0, 1.0, 0.0]


def test_of_many_rows_some_are_drawn_and_that_is_said():
    found = table(2000)
    data, names = data_with_classes(found, "a", "b", "kind")
    again, _ = data_with_classes(found, "a", "b", "kind")
    assert len(data.X) == MOST_ROWS and np.array_equal(data.X, again.X)
    assert set(map(tuple, data.X)) <= set(zip(found.numbers["a"], found.numbers["b"], strict=True))
    assert "drawn at random, " not in describe_classes(found, data, names)
    assert "400 of 2,000 rows are used, drawn at random." in describe_classes(found, data, names)


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        (("a", "a", "kind"), "'a' is chosen twice; choose three different columns."),
        (("a", "b", "b"), "'b' is chosen twice"),
    ],
)
def test_a_column_twice(columns, sentence):
    with pytest.raises(ValueError, match=sentence):
        data_with_classes(table(), *columns)


def test_what_cannot_be_used_gets_one_sentence():
    for found, sentence in (
        (table(FEWEST_ROWS - 1), "At least 20 rows with all of 'a', 'b' and 'kind' are needed; mine.csv has 19."),
        (table(classes=tuple("abcdefg")), "A column with 2 to 4 classes is needed, and mine.csv has none \\('kind'"),
        (
            table(classes=("x",)),
            "A column with 2 to 4 classes is needed, and mine.csv has none \\('kind' has 1 different value\\)",
        ),
        (
            OwnTable.read(b"a,kind\n" + b"1.5,x\n2,y\n3,y\n4,x\n5,x\n" * 9, "mine.csv"),
            "Two columns of numbers beside",
        ),
        (OwnTable.read(b"a,b,kind\n" + b"1,1.5,x\n1,2,y\n" * 20, "mine.csv"), "Column 'a' is 1 in every row"),
    ):
        with pytest.raises(ValueError, match=sentence):
            first_columns_with_classes(found)


def test_one_class_may_be_left_where_rows_are_whole():
    x = RANDOM.normal(size=30)
    rows = [f"{v},{v * v},{'x' if k < 25 else 'y'}" if k < 25 else f"{v},,y" for k, v in enumerate(x)]
    found = OwnTable.read("\n".join(["a,b,kind", *rows]).encode(), "mine.csv")
    with pytest.raises(ValueError, match="'kind' must have 2 to 4 classes in these rows; it has 'x'"):
        data_with_classes(found, "a", "b", "kind")


def test_a_long_name_of_a_class_is_shortened():
    _, names = data_with_classes(table(classes=("a" * 40, "b")), "a", "b", "kind")
    assert names == ("a" * 14 + "...", "b")
