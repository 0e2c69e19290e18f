"""The claims of a page hold for a learner who has moved its figures, as the page asks to."""

import contextlib
import io
from pathlib import Path

import ipywidgets
import nbformat
import numpy as np
import pytest

from lessons import LESSONS
from utils.explorers import Explorer
from utils.widgets.controls import LearningRate

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = [Path(listed.notebook).stem for listed in LESSONS]


def move(explorer, chance):
    """Send each slider to one of its ends, and each menu and box to another choice."""
    values = {}
    for key, control in explorer.controls.items():
        if isinstance(control, LearningRate):
            low, high = control.slider.min, control.slider.max
            values[key] = float(f"{10 ** chance.choice([low, high]):.3g}")
        elif isinstance(control, ipywidgets.IntSlider | ipywidgets.FloatSlider):
            values[key] = [control.min, control.max][chance.integers(2)]
        elif isinstance(control, ipywidgets.Dropdown):
            values[key] = control._options_values[-1]
        elif isinstance(control, ipywidgets.Checkbox):
            values[key] = not control.value
    if "n_epochs" in values:  # what claims is the page, not its longest trainings
        values["n_epochs"] = explorer.controls["n_epochs"].min
    explorer.set(**values)


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_page_keeps_its_claims_after_its_figures_were_moved(notebook, seed, monkeypatch):
    chance, made, original = np.random.default_rng(seed), [], Explorer.__init__

    def __init__(self, *args, **kwargs):
        original(self, *args, **kwargs)
        made.append(self)

    monkeypatch.setattr(Explorer, "__init__", __init__)
    names, n_moved = {"__name__": "page"}, 0
    with contextlib.redirect_stdout(io.StringIO()):
        for number, cell in enumerate(nbformat.read(ROOT / "notebooks" / f"{notebook}.ipynb", 4).cells):
            if cell.cell_type == "code":
                exec(compile(cell.source, f"cell {number}", "exec"), names)
                while made:
                    move(made.pop(), chance)
                    n_moved += 1
    assert n_moved >= 1
