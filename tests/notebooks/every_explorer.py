"""Every explorer that a notebook makes, and moving all its controls at random."""

import contextlib
import io
import re
from functools import cache
from pathlib import Path

import ipywidgets
import nbformat
import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.image import AxesImage

from lessons import LESSONS
from utils.explorers import Explorer
from utils.explorers.pins import PIN
from utils.widgets.controls import LearningRate, Scrubber

ROOT = Path(__file__).resolve().parents[2]
MANY = 20
"""Curves, of more than which a figure may take more bytes, and differ in more pixels."""
NOTEBOOKS = {Path(listed.notebook).stem: listed for listed in LESSONS}


def with_few_epochs(code: str) -> str:
    """Train networks for a tenth as long, as a learner could type it: moves are tested, not what is learned."""
    code = re.sub(r"(?<=n_searches=)\d+", "5", code)
    return re.sub(r"(?<=n_epochs=)\d+", lambda number: str(int(number[0]) // 10), code)


def with_few_steps(code: str) -> str:
    """Take a tenth of the steps also where they are many, and the page's claims need them."""
    return with_few_epochs(code).replace("n_steps=4000", "n_steps=400")


@cache
def explorers_of(notebook: str, copy: int = 0) -> list[Explorer]:
    """Every explorer that a notebook makes, in its order; another copy has its own.

    Networks are trained for a tenth as long as the page says.
    """
    made = []
    original = Explorer.__init__

    def __init__(self, *args, **kwargs):
        original(self, *args, **kwargs)
        made.append(self)

    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()):
        patch.setattr(Explorer, "__init__", __init__)
        names = {"__name__": "page"}
        for number, cell in enumerate(nbformat.read(ROOT / "notebooks" / f"{notebook}.ipynb", 4).cells):
            if cell.cell_type == "code":  # without what it asserts
                exec(compile(with_few_steps(cell.source), f"cell {number}", "exec", optimize=1), names)
    return made


def move_everything(explorer, chance):
    """Move each control, press each button that does not pin, and go somewhere else again."""
    for label in chance.permutation([label for label in explorer.buttons if label not in (PIN, "Reset")]):
        move(explorer, chance)
        explorer.buttons[label].click()
    move(explorer, chance)
    if chance.random() < 0.5:
        for label in list(explorer.buttons)[::-1]:
            if label not in (PIN, "Reset"):
                explorer.buttons[label].click()


def move(explorer, chance):
    values = {key: somewhere(control, chance) for key, control in explorer.controls.items()}
    for key in is_long(explorer):  # a tenth of the slider is long enough
        low = explorer.controls[key].min
        values[key] = low + (values[key] - low) // 10
    explorer.set(**{key: value for key, value in values.items() if value is not None})


def is_long(explorer) -> list[str]:
    """The keys of the controls by which a run can last for seconds."""
    lengths = {"n_epochs": 0, "n_steps": 1000}
    return [key for key, most in lengths.items() if key in explorer.controls and explorer.controls[key].max > most]


def somewhere(control, chance):
    """A value that the control can take; None for one that only buttons change."""
    if isinstance(control, Scrubber):
        return int(chance.integers(control.max + 1)) if chance.random() < 0.5 else None
    if isinstance(control, LearningRate):
        low, high = control.slider.min, control.slider.max
        return float(f"{10 ** chance.uniform(low, high):.3g}")
    if isinstance(control, ipywidgets.Dropdown):
        return control._options_values[chance.integers(len(control._options_values))]
    if isinstance(control.value, bool):
        return bool(chance.integers(2))
    if isinstance(control, ipywidgets.IntSlider):
        return int(chance.integers(control.min, control.max + 1))
    if isinstance(control, ipywidgets.FloatSlider):
        return float(chance.choice(np.arange(control.min, control.max, control.step)))
    return None


def has_many_curves(explorer) -> bool:
    """Say whether more than a few curves move on the fullest panel, or the weights of a network and its maps."""
    artists = [artist for view in explorer.stage.views for artist in view.moving_artists]
    return (
        any(isinstance(one, AxesImage) for one in artists)
        or max([n_curves(one) for one in artists if isinstance(one, LineCollection)], default=0) > MANY
    )


def n_curves(lines: LineCollection) -> int:
    """Return how many curves a collection has, where one of its paths may be several with gaps between them."""
    return sum(max(1, int(np.isnan(path.vertices[:, 0]).sum())) for path in lines.get_paths())
