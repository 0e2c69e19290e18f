import numpy as np
import pytest

from utils.descent import read_csv


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
        (b"a,b\n\xff,1\n", "mine.csv must be a text file in UTF-8; save it as CSV in UTF-8."),
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
