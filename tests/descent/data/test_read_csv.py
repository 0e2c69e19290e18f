import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.descent import Dataset, read_csv
from utils.descent.data.csv_text import SAVE_AS
from utils.descent.data.own_table import OwnTable


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "mine.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_rows_with_a_missing_value_are_dropped_and_counted(write):
    data = read_csv(write("\ufeffa, b,c\n1,2,x\n,3,x\nNA,4,x\n5,6,x\n"), features=["a"], target="b")
    assert np.array_equal(data.X, [[1.0], [5.0]])
    assert np.array_equal(data.y_true, [2.0, 6.0])
    assert data.n_dropped == 2
    assert (data.feature_names, data.target_name, data.source) == (("a",), "b", "mine.csv")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "mine.csv is empty; its first row must hold the column names."),
        ("a,c\n1,2\n", "mine.csv has no column 'b'; it has a, c."),
        ("a,b\n1,2\nx,3\n", "Column 'a' must hold numbers only; row 3 holds 'x'."),
        ("a,b\n1,2\n3\n", "Row 3 of mine.csv must have 2 values, as its first row has; got 1."),
        ("a,b\n1,2\n", "At least 2 complete rows are needed; mine.csv has 1."),
        ("a,b\n", "At least 2 complete rows are needed; mine.csv has 0."),
        (
            "a,b\n1,2\n3,inf\n",
            "Column 'b' must hold numbers of at most 1e+100 in size; row 3 has inf.",
        ),
        (b"a,b\n\x81,1\n", f"mine.csv must be a text file in UTF-8; {SAVE_AS}."),
    ],
)
def test_errors_say_what_would_be_right(write, text, message):
    with pytest.raises(ValueError) as error:
        read_csv(write(text), features=["a"], target="b")
    assert str(error.value) == message


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ValueError, match=r"There is no file .*; give the path of a CSV file\."):
        read_csv(tmp_path / "none.csv", features=["a"], target="b")


def test_features_is_a_list(write):
    with pytest.raises(ValueError, match="features must be a list of column names"):
        read_csv(write("a,b\n1,2\n"), features="a", target="b")


def learned_from(content):
    """Do with a file all that a page does, and return the data set of its first two columns."""
    table = OwnTable.read(content, "mine.csv")
    return table.data(*table.first_pair())


def is_one_sentence(text):
    return text.endswith(".") and "\n" not in text and len(text) < 400 and not text.startswith(".")


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(alphabet="ab1.,;\t\"'- \r\nNAe+é\0", max_size=80).map(str.encode)))
def test_any_bytes_are_a_data_set_or_one_sentence(content):
    try:
        data = learned_from(content)
    except ValueError as error:
        assert is_one_sentence(str(error))
    else:
        assert isinstance(data, Dataset) and len(data.X) >= 2
        assert np.isfinite(data.X).all() and np.isfinite(data.y_true).all()


NUMBERS = st.floats(-1e6, 1e6).map(lambda value: round(value, 4))
CELLS = st.one_of(NUMBERS, st.sampled_from(["", "NA", "NaN", "nan", "null", "-", "n/a"]))


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=12),
    delimiter=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    start=st.sampled_from(["", "\ufeff"]),
    quote=st.booleans(),
    comma=st.booleans(),
)
def test_a_written_table_is_read_as_it_was(rows, delimiter, end, start, quote, comma):
    def written(value):
        text = value if isinstance(value, str) else f"{value:.6f}"
        if comma and delimiter != ",":
            text = text.replace(".", ",")
        return f'"{text}"' if quote else text

    # The last row has numbers for sure, so that each column is one of numbers
    rows = [*rows, (1.5, -2.5)]
    lines = [["first", "second"], *([written(value) for value in row] for row in rows)]
    table = OwnTable.read((start + end.join(delimiter.join(line) for line in lines)).encode(), "mine.csv")
    kept = [row for row in rows if row != ("", "")]  # an empty row is no row
    for column, values in zip(("first", "second"), zip(*kept, strict=True), strict=True):
        expected = [np.nan if isinstance(value, str) else value for value in values]
        np.testing.assert_array_equal(table.numbers[column], expected)
        assert table.n_missing[column] == sum(isinstance(value, str) for value in values)


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        ([1, 1, 1], [1, 2, 3], "Column 'a' is 1 in every row, so there is nothing to learn from it."),
        ([1, 2, 3], [0, 0, 0], "Column 'b' is 0 in every row, so there is nothing to learn from it."),
        ([1, np.nan], [np.nan, 2], "At least 2 rows with both 'a' and 'b' are needed; mine.csv has 0."),
        ([1, np.nan, 2], [1, 2, np.nan], "At least 2 rows with both 'a' and 'b' are needed; mine.csv has 1."),
        ([2.0, 1.0], [1e9, 1e9 + 1], "Column 'b' hardly changes for its size; subtract 1e+09 from it first."),
        ([1e-200, 2e-200], [1, 2], "Column 'a' holds numbers too small to be squared; use a smaller unit."),
    ],
)
def test_two_columns_from_which_nothing_can_be_learned(a, b, message):
    with pytest.raises(ValueError) as error:
        OwnTable("mine.csv", {"a": np.array(a, float), "b": np.array(b, float)}).data("a", "b")
    assert str(error.value) == message


def test_a_column_is_not_learned_from_itself():
    with pytest.raises(ValueError, match="'a' is chosen twice; choose two different columns"):
        OwnTable("mine.csv", {"a": np.array([1.0, 2.0])}).data("a", "a")
