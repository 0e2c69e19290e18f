"""What goes to the page at each move of each slider: a few kilobytes, and never a background."""

import math

import ipywidgets
import pytest
from matplotlib.image import AxesImage

from tests.notebooks.every_explorer import NOTEBOOKS, explorers_of, has_many_curves
from utils.widgets.controls import LearningRate

MOST_BYTES, MOST_OF_IMAGES, MOST_OF_MANY_CURVES = 8_000, 20_000, 25_000


def slider_of(control):
    return control.slider if isinstance(control, LearningRate) else control


def keys_of_sliders(explorer):
    """The controls that arrow keys move."""
    return [key for key, control in explorer.controls.items() if hasattr(slider_of(control), "max")]


def press(explorer, key, *, forth: bool) -> int:
    """Move a slider by one step, back where it is at its end; return the bytes that draw what has moved."""
    slider = slider_of(explorer.controls[key])
    step = getattr(slider, "step", None) or 1
    is_log = isinstance(slider, ipywidgets.FloatLogSlider)
    low, high = getattr(slider, "min", 0), slider.max
    place = math.log10(slider.value) if is_log else slider.value
    there = place + (step if forth else -step)
    if not low <= there <= high:
        there = place - (step if forth else -step)
    slider.value = 10**there if is_log else there
    return len(explorer.figure.commands)


def has_images(explorer) -> bool:
    """Say whether maps of small squares move on a panel."""
    artists = [artist for view in explorer.stage.views for artist in view.moving_artists]
    return any(isinstance(artist, AxesImage) for artist in artists)


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_move_sends_little_and_no_background(notebook):
    for explorer in explorers_of(notebook):
        for key in keys_of_sliders(explorer):
            explorer.reset()
            background = explorer.figure.background
            for forth in (True, False):
                size = press(explorer, key, forth=forth)
                limit = MOST_OF_IMAGES if has_images(explorer) else MOST_BYTES
                limit = MOST_OF_MANY_CURVES if has_many_curves(explorer) else limit
                assert size <= limit, f"{explorer.name}, {key}: {size} bytes"
                assert explorer.figure.background is background, f"{explorer.name}, {key}: a new background"
        explorer.reset()
