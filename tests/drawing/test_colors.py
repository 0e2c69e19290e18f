"""The colors of both themes: seen on their page, and told apart, by usual and by color-blind eyes."""

from dataclasses import fields, replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from colorspacious import cspace_convert
from matplotlib.colors import to_hex, to_rgb

from tests.contrast import LEAST_CONTRAST, contrast, luminance
from utils.descent import gradient_descent, quadratic_bowl, train
from utils.drawing import THEMES, Stage, Style
from utils.drawing.class_looks import class_colors
from utils.drawing.learning_rates import rate_colors
from utils.drawing.views import Ellipses, LossMap
from utils.drawing.views.seed_spread import group_colors
from utils.practice import card

pytestmark = pytest.mark.filterwarnings("error")

DISTANCE = 10.0
"""Least distance in CAM02-UCS of two things; 1 is about what eyes can see side by side."""

AREAS = {"background", "grid", "low", "high"}
"""Not things: the page, the lines behind everything, and the two ends of what the loss map is filled with."""

THINGS = [field.name for field in fields(Style) if field.name not in {"name", *AREAS}]
ON_THE_MAP = ["path", "start", "minimum", "loss", "muted", "ink"]
SAME = {("ink", "gradient"), ("gradient", "ink")}
"""An arrow, in the color of text."""

BLIND = ["deuteranomaly", "protanomaly", "tritanomaly"]
EYES = [None, *({"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100} for kind in BLIND)]
"""Usual eyes, and eyes without one of the three kinds of cones (Machado, Oliveira and Fernandes 2009)."""


def distance(one: str, other: str) -> float:
    """Return how far apart two colors are in CAM02-UCS, to the eyes that see the least of it."""
    seen = [to_rgb(one), to_rgb(other)]
    distances = []
    for eyes in EYES:
        colors = seen if eyes is None else np.clip(cspace_convert(seen, eyes, "sRGB1"), 0, 1)
        distances.append(np.linalg.norm(np.subtract(*cspace_convert(colors, "sRGB1", "CAM02-UCS"))))
    return min(distances)


def faint(style: Style) -> list[str]:
    """Return the things that are hard to see on the page, or on the loss map."""
    places = [("background", THINGS), ("low", ON_THE_MAP), ("high", ON_THE_MAP)]
    return [
        f"{thing} on {place}"
        for place, things in places
        for thing in things
        if contrast(to_rgb(getattr(style, thing)), to_rgb(getattr(style, place))) < LEAST_CONTRAST
    ]


def alike(style: Style) -> list[tuple[str, str]]:
    """Return the pairs of things that are hard to tell apart: any two, since most of them share axes somewhere."""
    pairs = [pair for pair in combinations(THINGS, 2) if pair not in SAME]
    return [pair for pair in pairs if distance(*(getattr(style, thing) for thing in pair)) < DISTANCE]


@pytest.fixture(params=THEMES)
def style(request) -> Style:
    return THEMES[request.param]


def test_contrast_and_distance_are_those_of_others():
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast(to_rgb("#767676"), (1, 1, 1)) == pytest.approx(4.54, abs=0.005)  # WebAIM's contrast checker
    # Red and green that deuteranopes take for each other: far apart to usual eyes only
    assert (
        distance("#b02000", "#5f6b00")
        < 12
        < 40
        < np.linalg.norm(np.subtract(*cspace_convert([to_rgb("#b02000"), to_rgb("#5f6b00")], "sRGB1", "CAM02-UCS")))
    )


def test_all_stand_out_from_their_page(style):
    assert faint(style) == []


def test_any_two_things_are_told_apart_by_all_eyes(style):
    assert alike(style) == []


@pytest.mark.parametrize(
    ("theme", "thing", "color", "place"),
    [
        ("light", "prediction", "#e69f00", "background"),
        ("light", "path", "#0072b2", None),
        ("light", "minimum", "#009e73", "high"),
        ("dark", "loss", "#8a3a00", "background"),
    ],
)
def test_a_faint_color_is_found(theme, thing, color, place):
    found = faint(replace(THEMES[theme], **{thing: color}))
    assert (f"{thing} on {place}" in found) if place else found == []


@pytest.mark.parametrize(
    ("theme", "thing", "color", "other"),
    [
        ("dark", "path", "#79b8f5", "data"),  # to usual eyes
        ("dark", "loss", "#ff9a2e", "prediction"),  # to deuteranopes
        ("light", "start", "#8f3f9a", "path"),  # to protanopes
    ],
)
def test_two_colors_that_are_alike_are_found(theme, thing, color, other):
    assert {thing, other} in [set(pair) for pair in alike(replace(THEMES[theme], **{thing: color}))]


def test_classes_and_signs_of_weights_have_colors_of_things(style):
    colors = class_colors(style)
    assert len(set(colors)) == 4 and set(colors) <= {getattr(style, thing) for thing in THINGS}


def test_higher_rates_are_lighter_so_that_gray_tells_them_apart_and_all_stand_out_from_the_page(style):
    colors = rate_colors(style, np.geomspace(1e-3, 1.0, 9), (1e-3, 1.0))[:, :3]
    assert (np.diff(luminance(colors)) > 0.01).all()
    assert contrast(colors, to_rgb(style.background)).min() >= LEAST_CONTRAST


def test_groups_on_one_chart_are_told_apart_by_all_eyes(style):
    colors = [to_hex(color) for color in group_colors(style, 5)]
    assert min(distance(*pair) for pair in combinations(colors, 2)) >= DISTANCE


@pytest.mark.parametrize("is_map", [True, False])
def test_contours_stand_out_where_they_are_drawn(is_map, style):
    view = LossMap((-2, 2), (-2, 2)) if is_map else Ellipses(2.0, [0.1, 0.5, 2.0])
    stage = Stage([view])
    stage.configure(theme=style.name, scale=1)
    stage.picture(train(quadratic_bowl([1.0, 3.0]), gradient_descent(0.1), [1.0, 1.0], n_steps=3))
    lines = [one for one in view.axes.collections if not (one.get_facecolor()[:, 3] > 0).any()]
    drawn = [color for one in lines for color in one.get_edgecolor()]
    assert drawn
    pages = [style.low, style.high] if is_map else [style.background]
    for page in map(to_rgb, pages):
        for *color, opacity in drawn:
            seen = opacity * np.array(color) + (1 - opacity) * np.array(page)
            assert contrast(seen, page) >= LEAST_CONTRAST


def test_cards_use_the_same_green_and_orange():
    rules = (Path(card.__file__).parent / "card.css").read_text("utf-8")
    for style in THEMES.values():
        assert f"--card-right: {style.minimum};" in rules and f"--card-wrong: {style.loss};" in rules
