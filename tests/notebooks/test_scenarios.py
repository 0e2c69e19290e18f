"""A cell that makes a figure shows the whole experiment: data, start, rates and steps, where they can be changed."""

import ast
import inspect

import ipywidgets
import nbformat
import pytest

from tests.notebooks.every_explorer import NOTEBOOKS, ROOT
from utils.descent import Dataset, Objective
from utils.explorers import Explorer

MAY_HAVE_A_DEFAULT = {
    "answers",
    "standardize",
    "negative",
    "adds",
    "shape",
    "n_seeds",
    "show_validation",
    "most_tries",
    "third",
}
"""Labels, what a menu, a switch or a last slider shows first, and what is shown besides: the plain case."""
HOLDS_THE_START = {"start", "starts", "outlier", "problems"}


def figures_of(code):
    """Return by name the functions that make figures, as a page imports them from a lesson."""
    names = {}
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and node.module.startswith("lessons"):
            exec(ast.unparse(node), names)
    return {name: value for name, value in names.items() if inspect.isfunction(value) and makes_a_figure(value)}


def makes_a_figure(function):
    """Say whether a function returns a figure, and not a number that a cell asks for."""
    returned = inspect.signature(function).return_annotation
    return inspect.isclass(returned) and issubclass(returned, ipywidgets.Widget | inspect.Signature.empty)


def hidden(figure):
    """Say what of an experiment a figure's function could keep to itself."""
    parameters = inspect.signature(figure).parameters
    found = [
        f"{name} has a default"
        for name, parameter in parameters.items()
        if parameter.default is not parameter.empty and name not in MAY_HAVE_A_DEFAULT
    ]
    return found if parameters.keys() & HOLDS_THE_START else [*found, "no start is given"]


def left_out(code, figures):
    """Say which calls of a page leave something out that its figure needs."""
    found = []
    for call in ast.walk(ast.parse(code)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in figures:
            passed = {keyword.arg: keyword.value for keyword in call.keywords}
            try:
                inspect.signature(figures[call.func.id]).bind(*call.args, **passed)
            except TypeError as error:
                found.append(f"{call.func.id}: {error}")
    return found


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_the_cells_of_a_page_hold_its_experiments(notebook):
    cells = nbformat.read(ROOT / "notebooks" / f"{notebook}.ipynb", 4).cells
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    figures = figures_of(code)
    assert figures
    assert {name: hidden(figure) for name, figure in figures.items() if hidden(figure)} == {}
    assert left_out(code, figures) == []


def hides_the_start(objective: Objective, *, learning_rate: float, n_steps: int) -> Explorer:
    raise NotImplementedError


def hides_the_steps(data: Dataset, start, *, answers=("no", "yes"), n_steps: int = 300) -> Explorer:
    raise NotImplementedError


def hides_everything() -> Explorer:
    raise NotImplementedError


def shows_all(data: Dataset, start, *, n_steps: int) -> Explorer:
    raise NotImplementedError


def test_what_a_figure_hides_is_found():
    assert hidden(hides_the_start) == ["no start is given"]
    assert hidden(hides_the_steps) == ["n_steps has a default"]
    assert hidden(hides_everything) == ["no start is given"]
    assert hidden(shows_all) == []


def test_what_a_cell_leaves_out_is_found():
    page = "shows_all(data, [0, 0], n_steps=3)\nfigure = shows_all(data, n_steps=3)"
    assert left_out(page, {"shows_all": shows_all}) == ["shows_all: missing a required argument: 'start'"]
