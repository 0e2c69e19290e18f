"""The claims of the page on choosing a learning rate hold for a learner who has moved its figures, as it asks to."""

import contextlib
import io
from pathlib import Path

import ipywidgets
import nbformat
import numpy as np
import pytest

from utils.widgets import Explorer
from utils.widgets.controls import LearningRate

PAGE = Path(__file__).resolve().parents[2] / "notebooks" / "04_choosing_a_learning_rate.ipynb"


def move(explorer, chance):
    """Send each slider to one of its ends, and each menu and box to another choice."""
    for key, control in explorer.controls.items():
        if isinstance(control, LearningRate):
            low, high = control.slider.min, control.slider.max
            explorer.set(**{key: float(f"{10 ** chance.choice([low, high]):.3g}")})
        elif isinstance(control, ipywidgets.IntSlider):
            explorer.set(**{key: int(chance.choice([control.min, control.max]))})
        elif isinstance(control, ipywidgets.Dropdown):
            explorer.set(**{key: control._options_values[-1]})
        elif isinstance(control, ipywidgets.Checkbox):
            explorer.set(**{key: not control.value})


@pytest.mark.parametrize("seed", [0, 1])
def test_the_page_keeps_its_claims_after_its_figures_were_moved(seed, monkeypatch):
    chance, made, original = np.random.default_rng(seed), [], Explorer.__init__

    def __init__(self, *args, **kwargs):
        original(self, *args, **kwargs)
        made.append(self)

    monkeypatch.setattr(Explorer, "__init__", __init__)
    names = {"__name__": "page"}
    with contextlib.redirect_stdout(io.StringIO()):
        for number, cell in enumerate(nbformat.read(PAGE, 4).cells):
            if cell.cell_type == "code":
                exec(compile(cell.source, f"cell {number}", "exec"), names)
                while made:
                    move(made.pop(), chance)
    assert {"test", "schedules"} <= set(names)
