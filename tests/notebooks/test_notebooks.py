"""The committed notebooks are in normal form, and a notebook that no longer tells the truth is caught."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools import notebooks

FOLDER = notebooks.FOLDER
# A picture with its sentence and a widget view, as an explorer shows itself.
PICTURE = """\
class Picture:
    def _repr_mimebundle_(self, **_):
        view = {"model_id": "0123", "version_major": 2, "version_minor": 0}
        html = f'<p><img src="data:image/png;base64,iVBORw0KGgo=" alt="loss"></p><p>loss {loss}</p>'
        return {"image/png": "iVBORw0KGgo=", "text/plain": f"loss {loss}", "text/html": html,
                "application/vnd.jupyter.widget-view+json": view}

Picture()"""


def save(path, *sources):
    """Write a notebook that was never run, with sloppy metadata, and return its path."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    notebook.metadata = {"widgets": {"state": {}}, "language_info": {"name": "python", "version": "3.0.0"}}
    for cell in notebook.cells:
        del cell["id"]
    path.write_text(json.dumps(notebook))
    return path


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A small notebook, run and normalized."""
    path = save(tmp_path_factory.mktemp("notebooks") / "good.ipynb", "loss = 1.25", PICTURE, "print(loss)")
    assert notebooks.main([str(path)]) == 0
    return path


@pytest.fixture
def notebook(good):
    return notebooks.read(good.read_text())


def slide(slide_type):
    return {"slideshow": {"slide_type": slide_type}}


def nbval(folder):
    """Run nbval over a folder as `make test` does, and return what it prints."""
    options = [
        "--nbval",
        "--nbval-current-env",
        "--nbval-cell-timeout=60",
        f"--nbval-sanitize-with={Path(__file__).with_name('pictures.cfg')}",
        "-p",
        "no:cacheprovider",
        "-q",
        "-rA",
    ]
    command = [sys.executable, "-m", "pytest", *options, "--rootdir", str(folder), str(folder)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True).stdout


@pytest.mark.parametrize("path", notebooks.course_notebooks(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_committed_notebook_is_in_normal_form(path):
    assert notebooks.check(path) == []


FITS = 104
"""Characters of a line of code that JupyterLab shows beside its open file list, in a window of 1280 pixels."""

TOO_WIDE_YET = {"06_a_neural_network", "07_the_best_combination"}
"""Pages with longer lines; the list has to become empty."""


@pytest.mark.parametrize("path", notebooks.course_notebooks(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_line_of_code_is_not_cut_off_beside_the_file_list(path):
    if path.stem in TOO_WIDE_YET:
        pytest.skip("not yet")
    code = [cell.source for cell in notebooks.read(path.read_text()).cells if cell.cell_type == "code"]
    assert [line for source in code for line in source.splitlines() if len(line) > FITS] == []


def test_running_again_changes_nothing(good):
    text = good.read_text()
    assert notebooks.main([str(good)]) == 0
    assert good.read_text() == text
    assert notebooks.check(good) == []


def test_normal_form_keeps_pictures_and_drops_what_belongs_to_one_run(notebook):
    assert notebook.metadata == notebooks.METADATA
    assert [cell.id for cell in notebook.cells] == ["cell-0", "cell-1", "cell-2"]
    assert [cell.execution_count for cell in notebook.cells] == [1, 2, 3]
    assert [cell.metadata for cell in notebook.cells] == [slide("-"), slide("subslide"), slide("subslide")]
    assert notebook.cells[1].outputs[0].data == {
        "image/png": "iVBORw0KGgo=",
        "text/plain": "loss 1.25",
        "text/html": '<p><img src="data:image/png;base64,iVBORw0KGgo=" alt="loss"></p><p>loss 1.25</p>',
    }


def test_what_a_prediction_covers_is_hidden_until_its_cell_is_run(notebook):
    notebook.cells[1].source = 'lesson.predict("id", covers=Picture())'
    hidden = {"jupyter": {"outputs_hidden": True}}
    assert notebooks.normalize(notebook).cells[1].metadata == hidden | slide("subslide")
    assert notebooks.normalize(notebook).cells[0].metadata == slide("-")


def test_a_section_begins_a_slide_and_its_cells_are_below_it(notebook):
    prose = {
        "# Title": "slide",
        "## Section\n\nText.": "slide",
        "### Part\n\nText.": "subslide",
        "### Part": "subslide",
        "Below a heading alone in its cell.": "-",
        "#hashtag": "subslide",
        "Text.\n\n## Not at its beginning": "subslide",
    }
    notebook.cells = [new_markdown_cell(source) for source in prose]
    types = [cell.metadata.slideshow.slide_type for cell in notebooks.normalize(notebook).cells]
    assert types == list(prose.values())


def test_what_follows_a_prediction_is_folded_in_normal_form(notebook):
    asks = new_code_cell('lesson.predict("id")')
    notebook.cells = [asks, new_markdown_cell("### What you saw"), new_markdown_cell("It falls.")]
    folded = {"jp-MarkdownHeadingCollapsed": True}
    assert [folded.items() <= cell.metadata.items() for cell in notebooks.normalize(notebook).cells] == [
        False,
        True,
        False,
    ]


def test_stale_results_are_caught_by_nbval_and_another_picture_is_not_another_output(notebook, tmp_path):
    _, picture, printed = notebook.cells
    stale = {
        "another picture": (picture, "base64,iVBORw0KGgo=", "base64,iVBORw0KGgoAAAA="),
        "other words below it": (picture, "<p>loss 1.25</p>", "<p>loss 1.5</p>"),
        "another sentence": (picture, '"loss 1.25"', '"loss 1.5"'),
        "the same": (printed, "", ""),
        "another print": (printed, '"1.25\\n"', '"1.5\\n"'),
    }
    for number, (cell, old, new) in enumerate(stale.values()):
        text = json.dumps({**cell, "id": f"stale-{number}"})
        assert old in text
        notebook.cells.append(from_dict(json.loads(text.replace(old, new))))
    (tmp_path / "stale.ipynb").write_text(notebooks.write(notebook))
    failed = {int(number) for number in re.findall(r"^FAILED stale\.ipynb::Cell (\d)", nbval(tmp_path), re.MULTILINE)}
    caught = [what for number, what in enumerate(stale, 3) if number in failed]
    assert caught == ["other words below it", "another sentence", "another print"]
    assert failed.isdisjoint({0, 1, 2})


def test_a_notebook_without_results_in_which_nbval_compares_nothing_is_refused(notebook, tmp_path):
    for cell in notebook.cells:
        cell.outputs, cell.execution_count = [], None
    path = tmp_path / "stripped.ipynb"
    path.write_text(notebooks.write(notebook))
    assert "cell 0 was not run, so nothing checks it (run `make notebooks`)" in notebooks.check(path)


def test_an_error_names_the_notebook_the_cell_and_the_error_and_writes_nothing(tmp_path, capsys):
    path = save(tmp_path / "broken.ipynb", "loss = 1", "loss / 0")
    text = path.read_text()
    assert notebooks.main([str(path)]) == 1
    assert capsys.readouterr().err == "broken.ipynb: cell 1: ZeroDivisionError: division by zero\n"
    assert path.read_text() == text


def change_source(source):
    return lambda notebook: notebook.cells[0].update(source=source)


def show(output):
    return lambda notebook: notebook.cells[0].outputs.append(output)


def write_markdown(source):
    return lambda notebook: notebook.cells.insert(0, new_markdown_cell(source))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (change_source("x = 1\n" * 12 + "x"), "has 13 lines of code, more than 12"),
        (change_source("%matplotlib inline"), "is not plain Python"),
        (change_source("!pip list"), "is not plain Python"),
        (change_source(""), "is empty"),
        (change_source("from ipywidgets import interact"), "uses a bare interact"),
        (change_source("widgets.interact(f, x=1)"), "uses a bare interact"),
        (change_source("HTML('<b>loss</b>')"), "writes HTML"),
        (change_source("open('/home/ada/points.csv')"), "names a path of one machine"),
        (write_markdown("<div style='color: red'>loss</div>"), "has HTML"),
        (write_markdown("A line<br>and another"), "has HTML"),
        (show(new_output("error", ename="ValueError", evalue="no")), "ended in an error: ValueError: no"),
        (show(new_output("stream", name="stderr", text="UserWarning: hm\n")), "has a warning in its output"),
        (show(new_output("stream", text="<Loss at 0x7f3a2c1b9d30>")), "shows a memory address"),
        (show(new_output("display_data", {"text/plain": "/Users/ada/loss"})), "shows a path of one machine"),
        (lambda notebook: notebook.cells[1].update(execution_count=7), "has the execution count 7, not 2"),
        (lambda notebook: notebook.cells[1].update(execution_count=None), "was not run"),
        (lambda notebook: notebook.cells[0].metadata.update(execution={"a": 1}), "not in normal form"),
        (lambda notebook: notebook.cells[1].metadata.update(slide("slide")), "not in normal form"),
        (lambda notebook: notebook.metadata.update(widgets={}), "not in normal form"),
        (lambda notebook: notebook.metadata.kernelspec.update(name="mine"), "not in normal form"),
        (lambda notebook: notebook.metadata.language_info.update(version="3.12.1"), "not in normal form"),
        (
            show(new_output("display_data", {notebooks.WIDGET_VIEW: {"model_id": "0"}, "text/plain": "loss"})),
            "not in normal form",
        ),
    ],
)
def test_the_check_refuses(notebook, tmp_path, change, problem):
    change(notebook)
    path = tmp_path / "changed.ipynb"
    path.write_text(notebooks.write(notebook))
    assert [found for found in notebooks.check(path) if problem in found]
    assert notebooks.main(["--check", str(path)]) == 1


def test_the_check_allows_mathematics_code_and_addresses_in_the_prose(notebook, tmp_path):
    source = "If $a <b> c$ and `<div>` and 1 < 2 > 1, see <https://example.org/home/ada> or 'and/or'."
    notebook.cells.insert(0, new_markdown_cell(source, id="prose", metadata=slide("subslide")))
    path = tmp_path / "prose.ipynb"
    path.write_text(notebooks.write(notebook))
    assert notebooks.check(path) == []


def test_cells_with_the_same_name_get_different_ones(notebook):
    notebook.cells[1].id = notebook.cells[0].id
    assert [cell.id for cell in notebooks.read(json.dumps(notebook)).cells] == [
        "cell-0",
        "cell-1",
        "cell-2",
    ]
