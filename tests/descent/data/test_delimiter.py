"""What stands between two values: found from all rows, refused where two things may, and never a cut number."""

import pytest

from utils.descent.data.delimiter import SPACE, SPACES, delimiter_of, place_of_names, rows_of, usual_width


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Temp, C;RH, %\n21,5;40,2\n", ";"),
        ("Temp, C\tRH, %\n21,5\t40,2\n", "\t"),
        ("Temp, C|RH, %\n21,5|40,2\n", "|"),
        ("Temp, C   RH, %\n21,5      40,2\n", SPACES),
        ("Temp, C;note;note;RH, %\n21,5;dry;warm;40,2\n", ";"),
        ("Temp, C;RH, %;name\n21,5;40,2;Ada, B\n", ";"),
        ("x, m\ty; m\n1,5\t2,5\n", "\t"),
        ("a,b\n1,2\n", ","),
        ("a b\n1 2\n", SPACE),
        ("name   x\nAda B   5\nBo   6\n", SPACES),
        ("| a | b |\n| 1 | 2 |\n", "|"),
        ("id,lat,lon,tags\n1,48.1,11.5,a;b;c;d;e\n", ","),
        ("name,tags,v\nAda,x;y,1\nBo,z;w,2\n", ","),
        ("n, m;a;b\nAda, B;1;2\n", ";"),
        ("date,temp in C\n1 Jan 2020,5\n", ","),
        ("a;b\n1 000;2 000\n", ";"),
        ("Weather, Rome\na;b\n1,5;2\n1,5;2,5\n", ";"),
        ('"a;b",c\n"1;5",2\n', ","),
        ("only\n1\n", ","),
    ],
)
def test_a_delimiter_that_is_certain(text, delimiter):
    assert delimiter_of(text, "mine.csv") == delimiter


def test_rows_that_are_equally_long_count():
    """The comma is first in line, stands in every row and in the names; but it cuts the rows unevenly."""
    rows = ["Ada, B;5", "Bo, C, D;6", "Cy, D, E, F;7", "Di, E;8", "Ed, F, G, H, I;9"]
    text = "\n".join(["name, as written;v", *rows])
    assert delimiter_of(text, "mine.csv") == ";"
    assert len(rows_of(text, ",")[0][1]) == 2  # so the names do not tell
    even = "\n".join(["name, as written;v", *(f"{name}, {name};{name}" for name in "ABCDE")])
    assert delimiter_of(even, "mine.csv") == ","  # no number is at stake, so it may be either


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("k,l;m\n1,x;2\n", "commas or with semicolons"),
        ("a, m b, m\n1,5 2,5\n3,5 7,5\n", "commas or with spaces"),
        ("k\tl|m\n1\tx|2\n", "tabs or with upright bars"),
    ],
)
def test_what_can_be_cut_in_two_ways_is_refused(text, both):
    with pytest.raises(ValueError) as error:
        delimiter_of(text, "mine.csv")
    assert str(error.value) == (
        f"mine.csv can be read in two ways, with {both} between two values; "
        "put quotation marks around each value that holds one of them."
    )


def test_rows_keep_their_numbers_and_what_is_quoted():
    assert rows_of("\na b\n\n\n'1' \"2 3\"\n", SPACE) == [(2, ["a", "b"]), (5, ["'1'", "2 3"])]
    assert rows_of('a;b\n"two\nlines";2\n3;4\n', ";")[-1] == (3, ["3", "4"])


def test_the_width_of_most_rows():
    assert usual_width([(1, ["a", "b"]), (2, ["1", "2", ""]), (3, ["1", "2", "", ""])]) == 2
    assert usual_width([(1, ["a", "", ""]), (2, ["1", "2", "3"]), (3, ["1", "2", "3"])]) == 3
    assert usual_width([(1, ["a"]), (2, ["1"])]) == 1


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([["a", "b"], ["1", "2"]], 0),
        ([["My birds", ""], ["a", "b"], ["1", "2"]], 1),
        ([["My birds", "of May", "2024"], ["a", "b"], ["1", "2"]], 1),
        ([["# by Ada"], ["# 2024", "x"], ["a", "b"], ["1", "2"]], 2),
        ([["Births"], ["country", "2019"], ["Rome", "5"]], 1),
        ([["a", ""], ["1", "2"]], 0),  # a column without a name
        ([["a", "b", "c"], ["1", "2"], ["3", "4"]], 0),  # what is wrong here is the row of names
        ([["a"], ["Ada", "-"], ["Bo", "5"]], 0),
    ],
)
def test_the_row_of_names(rows, place):
    assert place_of_names(list(enumerate(rows, start=1)), 2) == place
