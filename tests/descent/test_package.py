"""The package as a whole: what it loads, what it exports, and the examples in its docstrings."""

import doctest
import importlib
import inspect
import pkgutil
import subprocess
import sys

import pytest

import utils.descent

MODULES = [f"utils.descent.{module.name}" for module in pkgutil.iter_modules(utils.descent.__path__)]


@pytest.mark.parametrize("name", ["utils.descent", *MODULES])
def test_every_example_in_a_docstring_runs(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_importing_descent_loads_no_figures_and_no_widgets():
    code = "import sys, utils.descent; print(sorted({'matplotlib', 'ipywidgets', 'anywidget'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


def test_everything_exported_exists_and_is_documented():
    for name in utils.descent.__all__:
        assert inspect.getdoc(getattr(utils.descent, name)), name


@pytest.mark.parametrize("name", MODULES)
def test_modules_stay_small(name):
    source = inspect.getsource(importlib.import_module(name))
    assert len(source.splitlines()) <= 220
