"""The learner's own file: shown if it can be, one sentence if not, and nothing on show is lost."""

import gc
import warnings

import ipywidgets
import pytest

from utils.descent.data.penguins import PENGUINS
from utils.drawing.lettering import letters_without_font
from utils.explorers import Explorer
from utils.explorers.fit_by_hand import fit_by_hand
from utils.explorers.own_data import OwnData
from utils.explorers.own_file import MOST_COLUMNS, MOST_ROWS
from utils.widgets.files import MOST_BYTES

GOOD = b"height;weight;name\n1,80;80,5;Ada\n1,70;;Bo\n1,60;60,5;Cy\n1,65;70,0;Di\n"


@pytest.fixture(autouse=True)
def no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.fixture
def mine():
    return OwnData({"by hand": fit_by_hand, "too small": too_small}, PENGUINS, "bill_length_mm", "bill_depth_mm")


def too_small(data):
    raise ValueError("These numbers are too small for this figure.")


def send(mine, content, name="mine.csv", **more):
    """Do what the page does: one message with the file's name, and its bytes as a buffer."""
    buffers = [] if content is None else [memoryview(content)]
    mine.file._handle_custom_msg({"name": name, **more}, buffers)


def shown(mine):
    return mine.explorer, mine.data, mine.explorer.sentence, mine.explorer.figure.frame


def test_an_example_is_there_before_a_file_is_chosen(mine):
    assert isinstance(mine.explorer, Explorer) and mine.explorer.figure.frame
    assert mine.status.startswith("penguins.csv: 342 of 344 rows are used, 2 miss a value.")
    assert ("bill_length_mm (2 missing)", "bill_length_mm") in mine.x.options and ("year", "year") in mine.y.options
    assert mine.explorer.state == "fit_by_hand of bill_length_mm and bill_depth_mm | weight=0 bias=17.15"
    bundle, _ = mine._repr_mimebundle_()
    assert bundle["text/plain"] == f"{mine.status}\n{mine.explorer.sentence}"
    assert bundle["image/png"].startswith(b"\x89PNG")


def test_a_good_file_is_shown_at_once(mine):
    send(mine, GOOD)
    assert not mine.file.is_problem
    assert mine.status == (
        "mine.csv: 3 of 4 rows are used, 1 misses a value. height from 1.6 to 1.8, weight from 60.5 to 80.5. "
        "Left out: column 'name' must hold numbers only; row 2 holds 'Ada'."
    )
    assert mine.data.y_true.tolist() == [80.5, 60.5, 70.0]
    assert (mine.x.value, mine.y.value) == ("height", "weight")
    assert mine.explorer.state.startswith("fit_by_hand of height and weight | ")
    assert mine._slot.children == (mine.explorer,)


def test_columns_standardizing_and_figures_are_chosen(mine):
    mine.y.value = "body_mass_g"
    assert "bill_length_mm from 32.1 to 59.6, body_mass_g from 2700 to 6300" in mine.status
    mine.x.value = "flipper_length_mm"
    raw = mine.explorer.state
    mine.standardized.value = True
    assert mine.data.X.std() == pytest.approx(1)
    assert mine.explorer.state.startswith("fit_by_hand of flipper_length_mm, standardized and body_mass_g | ")
    assert "This line belongs to" in mine.explorer.restore(raw)
    line = mine.explorer.state
    mine.explorer.set(weight=100.0)
    assert mine.explorer.restore(line) is None and mine.explorer.state == line


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "mine.csv is empty; its first row must hold the column names."),
        (b"name,city\nAda,Rome\n", "Two columns of numbers are needed, and mine.csv has none"),
        (b"a\n1\n2\n", "Two columns of numbers are needed, and mine.csv has only one, 'a'."),
        (b"a,b\n1,2\n", "At least 2 rows with both 'a' and 'b' are needed; mine.csv has 1."),
        (b"a,b\n1,2\n1,3\n", "Column 'a' is 1 in every row, so there is nothing to learn from it."),
        ("размер,b\n1,2\n".encode("cp1251"), "mine.csv must be a text file in UTF-8; save it anew: in Excel as"),
        (
            b"a,b\n" + b"1,2\n" * (MOST_BYTES // 4),
            "mine.csv is larger than 8 MB, the most that this page takes; keep only some of its rows or columns.",
        ),
        (b"a,b\n" + b"1,2\n" * (MOST_ROWS + 1), "mine.csv has 200,001 rows; this page takes up to 200,000."),
        (
            b"a," * MOST_COLUMNS + b"b\n" + b"1," * MOST_COLUMNS + b"2\n",
            "mine.csv has 1,001 columns; this page takes up to 1,000.",
        ),
        (b"PK\x03\x04", "mine.csv is a spreadsheet or an archive, not text"),
        (None, "The browser could not read mine.csv; choose it again."),
    ],
)
def test_a_bad_file_gets_one_sentence_and_nothing_is_lost(mine, content, sentence):
    send(mine, GOOD, "good.csv")
    before, menus = shown(mine), (mine.x.options, mine.x.value, mine.y.value)
    send(mine, content)
    assert mine.file.is_problem and mine.status.startswith(sentence)
    assert mine.status.endswith(". The figure still shows height and weight.")
    assert shown(mine) == before and (mine.x.options, mine.x.value, mine.y.value) == menus
    mine.standardized.value = True  # and the last good file can still be used
    assert not mine.file.is_problem and mine.status.startswith("good.csv: 3 of 4 rows are used")


def test_the_largest_file_is_read(mine):
    content = b"a,b\n" + b"1,2\n3,4\n" * (MOST_ROWS // 2)
    assert len(content) < MOST_BYTES
    send(mine, content)
    assert mine.status.startswith("mine.csv: 200,000 of 200,000 rows are used.")


def test_a_file_too_large_to_be_sent_is_only_named(mine):
    before = shown(mine)
    send(mine, None, "huge.csv", problem="large")
    assert mine.status.startswith("huge.csv is larger than 8 MB, the most that this page takes; keep only some")
    assert shown(mine) == before


def test_columns_and_figures_that_do_not_work_leave_the_last_figure(mine):
    before = shown(mine)
    mine.y.value = "bill_length_mm"
    assert mine.status.startswith("'bill_length_mm' is chosen twice; choose two different columns.")
    assert mine.file.is_problem and shown(mine) == before
    mine.y.value = "bill_depth_mm"
    assert not mine.file.is_problem
    before = shown(mine)
    mine.figure.value = "too small"
    assert mine.status.startswith("These numbers are too small for this figure. The figure still shows")
    assert shown(mine) == before
    menus = mine.x.options, mine.x.value, mine.y.value
    send(mine, GOOD)  # the file is good, but the chosen figure cannot show it: all stays as it was
    assert mine.file.is_problem and shown(mine) == before
    assert (mine.x.options, mine.x.value, mine.y.value) == menus
    mine.figure.value = "by hand"
    assert mine.status.startswith("penguins.csv: 342 of 344 rows") and mine.data.target_name == "bill_depth_mm"
    send(mine, GOOD)
    assert mine.status.startswith("mine.csv: 3 of 4 rows") and mine.data.target_name == "weight"


@pytest.mark.parametrize("name", ["<b>x</b>.csv", "a\nb.csv", "n" * 500, ""])
def test_any_name_of_a_file(mine, name):
    send(mine, b"", name)
    assert mine.status.count("\n") == 0 and len(mine.status) < 250 and "is empty" in mine.status


def test_a_column_name_that_a_state_line_cannot_hold(mine):
    send(mine, b'"a | b",c  d\n1,2\n3,5\n')
    assert mine.explorer.state.startswith("fit_by_hand of a / b and c d | ")
    assert mine.explorer.restore(mine.explorer.state) is None


@pytest.mark.parametrize("name", ["price in $", "$x^2$ and $", r"\frac", "a_b^c", "100 %", "<b>x</b>", "größe (°C)"])
@pytest.mark.parametrize("axis", [0, 1])
def test_a_column_name_stands_on_the_figure_as_it_is(mine, name, axis):
    names = [name, "other"] if axis == 0 else ["other", name]
    send(mine, f"{names[0]};{names[1]}\n1;2\n3;5\n4;1\n".encode())
    assert not mine.file.is_problem and "box" not in mine.status
    axes = mine.explorer.stage.figure.axes[0]
    label = (axes.xaxis, axes.yaxis)[axis].label
    assert label.get_text() == name and not label.get_parse_math()


def test_letters_that_no_font_has_are_said(mine):
    send(mine, "温度 \U0001f321\ufe0f,b\n1,2\n3,5\n".encode())
    missing = letters_without_font("温度 \U0001f321\ufe0f")
    label = mine.explorer.stage.figure.axes[0].get_xlabel()
    assert label.count("\u25a1") == len(missing) and not letters_without_font(label)
    sentence = f"The figure draws a box for each of {' '.join(missing)}: no font here has it."
    assert mine.status.endswith(sentence) if missing else "box" not in mine.status


def test_more_to_say_about_the_data():
    mine = OwnData(
        {"by hand": fit_by_hand}, PENGUINS, "year", "body_mass_g", note=lambda data: f"Largest: {data.X.max():g}."
    )
    assert mine.status.endswith(" Largest: 2009.")


def test_the_next_figure_has_the_colors_and_the_size_of_the_last_one(mine):
    mine.explorer.figure.theme, mine.explorer.figure.scale = "dark", 2.0
    mine.standardized.value = True
    assert (mine.explorer.figure.theme, mine.explorer.figure.scale) == ("dark", 2.0)
    assert (mine.explorer.stage.theme, mine.explorer.stage.scale) == ("dark", 2.0)


def test_figures_that_are_gone_leave_nothing_behind(mine):
    mine.standardized.value = True
    gc.collect()
    count = len(ipywidgets.widgets.widget._instances)
    for number in range(4):
        mine.standardized.value = number % 2 == 1
    assert len(ipywidgets.widgets.widget._instances) == count
