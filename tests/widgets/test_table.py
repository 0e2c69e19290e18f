"""A table: what is copied and saved is what it shows, or says more on purpose."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from utils.widgets.table import Table

CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)


def test_what_is_copied_and_saved_is_what_is_shown():
    table = Table(title="Results", file_name="r.csv")
    table.show(["a", 'b, "c"'], [["1", "x, y"], ["2", "z"]], 1)
    assert list(csv.reader(io.StringIO(table.csv))) == [["a", 'b, "c"'], ["1", "x, y"], ["2", "z"]]
    assert table.text == 'a\tb, "c"\n1\tx, y\n2\tz\n'
    assert table.current == 1
    table.show(["a"], [])
    assert table.current == -1 and table.rows == []


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=4))
def test_any_text_is_saved_as_it_is_shown(rows):
    table = Table(title="Results", file_name="r.csv")
    table.show(["a", "b"], rows)
    assert list(csv.reader(io.StringIO(table.csv))) == [["a", "b"], *rows]
    assert [line.split("\t") for line in table.text.split("\n")[:-1]] == [["a", "b"], *rows]


def test_the_saved_file_may_hold_more_than_the_page():
    table = Table()
    table.show(["a"], [["1"]], saved=[["a", "more"], ["1", "x"]])
    assert table.rows == [["1"]] and table.text == "a\n1\n" and table.csv == "a,more\r\n1,x\r\n"
