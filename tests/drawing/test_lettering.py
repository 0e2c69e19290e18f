"""Words that other people wrote stand on a figure as they are."""

import warnings

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from utils.drawing.lettering import BOX, FIRST, families, letters_without_font, name_axes

NOBODY_HAS = "\U000e0fff\U0010fffd"  # no character, and a private one


def test_the_font_of_the_course_comes_first_and_the_others_are_there():
    from matplotlib.font_manager import fontManager

    assert families()[0] == FIRST
    assert set(families()) <= {font.name for font in fontManager.ttflist}
    assert len(set(families())) == len(families())


def test_letters_that_every_figure_has():
    assert letters_without_font("abc $ größe °C µ ж λ ± ☺ " + BOX) == ""
    assert letters_without_font("x\u200d\ufe0f") == ""  # drawn with the letter before them, or not at all


@pytest.mark.parametrize("name", [f"a{NOBODY_HAS}b", "$", "$x$", "\\alpha {", "a_b^c"])
def test_a_name_is_drawn_without_a_warning(name):
    figure = Figure()
    canvas = FigureCanvasAgg(figure)
    axes = figure.subplots()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        name_axes(axes, name, name)
        canvas.draw()
    assert axes.get_xlabel() == axes.get_ylabel() == name.replace(NOBODY_HAS[0], BOX).replace(NOBODY_HAS[1], BOX)


def test_only_what_is_given_is_named():
    axes = Figure().subplots()
    name_axes(axes, "x")
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("x", "")
