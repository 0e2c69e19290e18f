"""Pages run as they are stored: their figures are drawn as stored, and their claims bear that figures were moved."""

import base64
import contextlib
import io
from functools import cache

import ipywidgets
import nbformat
import numpy as np
import pytest
from PIL import Image

from tests.notebooks.every_explorer import NOTEBOOKS, ROOT
from utils.explorers import Explorer
from utils.widgets.controls import LearningRate

each_notebook = pytest.mark.parametrize("notebook", NOTEBOOKS)


def move(explorer):
    """Send each slider to the end that is farther away, and each menu and box to another choice."""
    values = {}
    for key, control in explorer.controls.items():
        if isinstance(control, LearningRate):
            low, high = (float(f"{10**end:.3g}") for end in (control.slider.min, control.slider.max))
            values[key] = high if control.value**2 < low * high else low
        elif isinstance(control, ipywidgets.IntSlider | ipywidgets.FloatSlider):
            values[key] = max(control.min, control.max, key=lambda end, now=control.value: abs(end - now))
        elif isinstance(control, ipywidgets.Dropdown):
            values[key] = control._options_values[0 if control.index else -1]
        elif isinstance(control, ipywidgets.Checkbox):
            values[key] = not control.value
    if "n_epochs" in values:  # what claims is the page, not its longest trainings
        values["n_epochs"] = explorer.controls["n_epochs"].min
    explorer.set(**values)


@cache
def run_with_moved_figures(notebook):
    """Run a page, and move its figures as soon as a cell has made them.

    Returns
    -------
    drawn : dict
        Each figure as it was before: its sentence, and its picture.
    error : Exception or None
        What stopped the page.
    """
    drawn, made, original = {}, [], Explorer.__init__

    def __init__(self, *args, **kwargs):
        original(self, *args, **kwargs)
        made.append(self)

    names = {"__name__": "page"}
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()):
        patch.setattr(Explorer, "__init__", __init__)
        for number, cell in enumerate(nbformat.read(ROOT / "notebooks" / f"{notebook}.ipynb", 4).cells):
            if cell.cell_type == "code":
                try:
                    exec(compile(cell.source, f"cell {number}", "exec"), names)
                except Exception as error:
                    return drawn, error
                while made:
                    explorer = made.pop()
                    drawn[explorer.sentence] = explorer._repr_mimebundle_()[0]["image/png"]
                    move(explorer)
    return drawn, None


@each_notebook
def test_a_page_keeps_its_claims_after_its_figures_were_moved(notebook):
    drawn, error = run_with_moved_figures(notebook)
    if error is not None:
        raise error
    assert drawn


def stored_pictures(notebook):
    """Every figure that a notebook stores: its text, and its picture."""
    for cell in nbformat.read(ROOT / "notebooks" / f"{notebook}.ipynb", 4).cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/png" in data:
                yield data["text/plain"], pixels_of(base64.b64decode(data["image/png"]))


def pixels_of(picture):
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"), int)


@each_notebook
def test_the_stored_pictures_are_those_that_are_drawn_now(notebook):
    """nbval compares words only. Another processor may draw a few pixels otherwise; a legend that moves is more."""
    drawn, _ = run_with_moved_figures(notebook)
    stored = dict(stored_pictures(notebook))
    assert stored
    for text, picture in stored.items():
        (frame,) = {frame for sentence, frame in drawn.items() if text.endswith(sentence)}
        now = pixels_of(frame)
        assert now.shape == picture.shape
        others = np.abs(now - picture).max(axis=-1) > 40
        assert others.mean() < 0.002, f"run make notebooks: the picture above {text[-70:]!r} is drawn otherwise now"
