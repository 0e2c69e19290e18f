"""Stretching and standardizing: contours, limit and steps are those of the data that are left."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.choosing_a_learning_rate.scale import HIGH, LOW, penguins_side_by_side, scale_explorer
from utils.descent import (
    Dataset,
    format_number,
    line,
    penguins_body_mass,
    penguins_species,
    standardize,
)
from utils.explorers.projector import LARGE

pytestmark = pytest.mark.filterwarnings("error")
DATA = line()
SETTINGS = {"start": [0.0, 0.0], "n_steps": 300, "learning_rate": 0.13}


@pytest.fixture(scope="module")
def stretched():
    return scale_explorer(DATA, **SETTINGS)


@pytest.fixture(scope="module")
def birds():
    return scale_explorer(penguins_body_mass(), start=[0.0, 0.0], n_steps=300, learning_rate=1.2e-5)


@pytest.fixture(scope="module")
def penguins():
    return penguins_side_by_side(penguins_body_mass(), start=[0.0, 0.0], n_steps=100, learning_rate=1.23e-5)


@pytest.fixture(autouse=True)
def first_state(request):
    yield
    for name in ("stretched", "birds", "penguins"):
        if name in request.fixturenames:
            request.getfixturevalue(name).reset()


def by_hand(x, y, learning_rate, n_steps):
    """Losses and parameters of the loop of lesson 02 in plain NumPy; the limit from NumPy's eigenvalues."""
    design = np.column_stack([x, np.ones(len(x))])
    params, losses = np.zeros(2), []
    with np.errstate(all="ignore"):
        for _ in range(n_steps + 1):
            error = design @ params - y
            losses.append(np.mean(error**2))
            last, params = params, params - learning_rate * 2 * design.T @ error / len(x)
    best = np.mean((design @ np.linalg.lstsq(design, y, rcond=None)[0] - y) ** 2)
    curvatures = np.linalg.eigvalsh(2 * design.T @ design / len(x))
    return np.array(losses), last, best, curvatures


# ---- scale_explorer ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["stretched", "birds"])
@pytest.mark.parametrize("values", [
    {"stretch": LOW}, {"stretch": 0.1}, {"stretch": 3.3}, {"stretch": HIGH}, {"standardized": True},
    {"standardized": True, "stretch": HIGH, "learning_rate": 0.5}, {"learning_rate": 1e-300},
    {"learning_rate": 1e-7}, {"learning_rate": 0.26}, {"learning_rate": 1.0}, {"learning_rate": 1e300},
])  # fmt: skip
def test_every_control_is_told_as_plain_numpy_finds_it(request, name, values):
    explorer = request.getfixturevalue(name)
    data = DATA if name == "stretched" else penguins_body_mass()
    before = explorer.sentence, explorer.figure.frame, explorer.state
    explorer.set(**values)
    now = explorer.values
    x = standardize(data.X)[0][:, 0] if now["standardized"] else data.X[:, 0] * now["stretch"]
    losses, _, best, (flat, steep) = by_hand(x, data.y_true, now["learning_rate"], 300)
    with np.errstate(invalid="ignore"):
        within = np.flatnonzero(losses - best <= 0.01 * (losses[0] - best))
    limit = 2 / steep
    sentence = explorer.sentence
    assert f"2 / largest curvature = 2 / {format_number(steep)} = " in sentence
    said = re.search(r" = (\S+)\. Learning rate (\S+), (above|below) the limit\.", sentence)
    assert [format_number(float(number)) for number in said.groups()[:2]] == [
        format_number(limit), format_number(now["learning_rate"])
    ]  # fmt: skip
    side = "above" if now["learning_rate"] > limit else "below"
    assert said[3] == side == ("above" if float(said[2]) > float(said[1]) else "below"), "as the two numbers look"
    assert f"goes from {format_number(x.min())} to {format_number(x.max())}." in sentence
    step = f"reached at step {within[0]}" if len(within) else "not reached in 300 steps"
    assert f"Within 1 %: {step}." in sentence
    alike = "curved alike" if now["standardized"] else f"curved {format_number(steep / flat)} times"
    assert alike in sentence
    assert (explorer.result.outcome == "diverges") == (now["learning_rate"] > limit)
    explorer.reset()
    assert (explorer.sentence, explorer.figure.frame, explorer.state) == before


@pytest.mark.parametrize("name", ["stretched", "birds"])
def test_the_limit_itself_is_neither_above_nor_below(request, name):
    explorer = request.getfixturevalue(name)
    explorer.set(standardized=True, learning_rate=1.0)
    assert " = 1. Learning rate 1, just at the limit." in explorer.sentence
    explorer.reset()


@pytest.mark.parametrize("key", ["stretch", "learning_rate"])
def test_no_slider_makes_a_new_background(stretched, key):
    figure, frame = stretched.stage.figure, stretched.figure.frame
    stretched.set(**{key: 2.0})
    assert stretched.stage.figure is figure and stretched.figure.frame != frame


def test_the_contours_are_ellipses_of_equal_loss(stretched):
    stretched.set(stretch=0.7)
    ellipses, objective = stretched.stage.views[0], stretched.result.history.objective
    segments = ellipses.contours.get_segments()
    assert len(segments) >= 4
    for segment in segments:
        loss = objective.value(segment + objective.minimum.params)
        assert loss == pytest.approx(np.full(len(loss), loss.mean()), rel=1e-6)


@pytest.mark.parametrize("size", [1.0, LARGE])
def test_what_is_written_on_the_chart_of_limits_stays_clear_of_the_dot_and_of_its_words(stretched, size):
    stage, chart = stretched.stage, stretched.stage.views[-1]
    stage.configure(theme="light", scale=1.0, size=size)
    try:
        stage.picture(stretched.result)
        for factor in (0.02, 0.1, 1.0, 10.0, 20.0):
            for rate in np.geomspace(*chart.rate_limits, 16):
                chart.update(stretched.run_with({**stretched._initial, "stretch": factor, "learning_rate": rate}))
                moving = [chart.word, *chart.marks.values()]
                extents = [one.get_window_extent() for one in moving if one.get_visible()]
                written = chart.below.get_window_extent()
                assert not any(written.overlaps(other) for other in extents if other.width > 0), (factor, rate)
    finally:
        stage.configure(theme="light", scale=1.5, size=1.0)


def test_the_dot_stands_below_the_curve_exactly_if_the_run_settles(stretched):
    chart = stretched.stage.views[1]
    for rate in (0.25, 0.27):
        stretched.set(learning_rate=rate)
        limit = np.interp(np.log(stretched.result.factor), np.log(chart.factors), np.log(chart.limits))
        assert (np.log(rate) < limit) == (rate == 0.25)
        shown = [outcome for outcome, mark in chart.marks.items() if len(mark.get_xdata())]
        assert shown == ["settles" if rate == 0.25 else "diverges"]
    stretched.set(learning_rate=1e5)
    assert len(chart.beyond.get_xdata()) == 1 and "beyond the ends of the chart" in stretched.sentence


def test_standardizing_undoes_any_stretch(stretched):
    stretched.set(standardized=True, learning_rate=0.5)
    runs = []
    for stretch in (0.03, 1.0, 70.0):
        stretched.set(stretch=stretch)
        runs.append(stretched.sentence)
        scaled = standardize(DATA.X * stretch)[0]
        assert np.allclose(stretched.result.history.objective.X, scaled, rtol=1e-9)
    assert len(set(runs)) == 1 and "Within 1 %: reached at step 1." in runs[0]


def test_half_of_the_limit_is_half_of_what_is_shown(stretched):
    for stretch in (0.1, 1.0, 8.0):
        stretched.set(stretch=stretch)
        stretched.buttons["Use half of the limit"].click()
        assert stretched.values["learning_rate"] == pytest.approx(stretched.result.limit / 2, rel=0.005)
        assert stretched.result.outcome == "settles"


@settings(max_examples=12, deadline=None)
@given(
    stretch=st.floats(LOW, HIGH),
    standardized=st.booleans(),
    learning_rate=st.floats(1e-9, 100.0),
)
def test_any_state_goes_through_its_line_to_the_same_picture(stretch, standardized, learning_rate):
    one, other = PAIR
    one.set(stretch=stretch, standardized=standardized, learning_rate=learning_rate)
    assert other.restore(one.state) is None
    assert (other.values, other.sentence, other.figure.frame) == (one.values, one.sentence, one.figure.frame)
    assert one.problem.value == ""


PAIR = scale_explorer(DATA, **SETTINGS), scale_explorer(DATA, **SETTINGS)


@pytest.mark.parametrize("text", ["0", "-1", "fast", "", "1e9", "nan", "0.001", "1,5"])
def test_a_wrong_stretch_gets_one_sentence_and_changes_nothing(stretched, text):
    control, frame = stretched.controls["stretch"], stretched.figure.frame_number
    control.box.value = text
    sentence = re.sub("<.*?>", "", control.problem.value)
    assert sentence == (f"A factor here is a number from 0.01 to 100, and \u201c{text}\u201d is not. Still using 1.")
    assert control.value == 1.0 and control.box.value == "1" and stretched.figure.frame_number == frame
    answer = stretched.restore(f"scale_explorer | stretch={text} standardized=no learning_rate=0.13")
    assert answer.startswith(f"The line says that stretch is \u201c{text}\u201d. A factor here is a number")
    assert stretched.figure.frame_number == frame


def test_an_exact_stretch_can_be_typed_and_buttons_choose_one(stretched):
    control = stretched.controls["stretch"]
    control.box.value = " 2.345 "
    assert stretched.values["stretch"] == 2.345 and "stretched by 2.35" in stretched.sentence
    control.buttons[2].click()
    assert stretched.values["stretch"] == 10.0


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (penguins_species(), "data must have 1 feature, to be stretched; got 2."),
        (Dataset([[2.0], [2.0]], [1.0, 3.0], ("x",), "y", "typed"), "X must not have a constant column"),
    ],
)
def test_what_cannot_be_stretched_is_said(data, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        scale_explorer(data, **SETTINGS)


@pytest.mark.parametrize("y_true", [[0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [-1e6, 5.0, 1e6]])
def test_odd_targets_are_drawn_too(y_true):
    explorer = scale_explorer(Dataset([[-1.0], [0.5], [2.0]], y_true, ("x",), "y", "typed"), **SETTINGS)
    explorer.set(stretch=7.0)
    assert explorer.problem.value == ""


# ---- penguins ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", [1e-300, 1e-6, 1.23e-5, 2.46e-5, 2.48e-5, 1e-3, 0.5, 0.99, 1.01, 10.0, 1e300])
def test_both_runs_are_told_as_plain_numpy_finds_them(penguins, rate):
    data = penguins_body_mass()
    penguins.set(learning_rate=rate)
    assert penguins.problem.value == ""
    for name, x in (("raw", data.X[:, 0]), ("standardized", standardize(data.X)[0][:, 0])):
        losses, params, _, curvatures = by_hand(x, data.y_true, rate, 100)
        said = re.search(
            rf"{name.capitalize()}: ([\w ]+), loss (\S+), weight (\S+), bias (\S+)\.( |$)", penguins.sentence
        )
        settles = rate < 2 / curvatures[1]
        assert (said[1] in ("diverging", "overflowed", "not a number")) == (not settles)
        assert said[2] == format_number(losses[-1]) if np.isfinite(losses[-1]) else said[2] in ("inf", "NaN")
        if settles and rate > 1e-100:
            assert float(said[3]) == pytest.approx(params[0], rel=0.01, abs=1e-6)
        when = re.search(rf"At most 1 % above it: .*?{name} (never|not in|at step)", penguins.sentence)[1]
        assert (when == "never") == (not settles)


def test_the_limits_are_forty_thousand_times_apart_and_the_buttons_halve_them(penguins):
    assert "Limits: raw 2.47e-05, standardized 1, 40600 times as large." in penguins.sentence
    penguins.buttons["Half of the standardized limit"].click()
    assert "standardized at step 1." in penguins.sentence and "raw never" in penguins.sentence
    penguins.buttons["Half of the raw limit"].click()
    million = float(re.search(r"raw at step (\S+) million", penguins.sentence)[1])
    birds = penguins_body_mass()
    _, _, best, (flat, _) = by_hand(birds.X[:, 0], birds.y_true, 0.0, 1)
    # What is left after the first steps is the flat direction, which shrinks by 1 - rate * flat
    left = 316_968 - best
    rate = penguins.values["learning_rate"]
    assert million * 1e6 == pytest.approx(np.log(0.01 * best / left) / (2 * np.log1p(-rate * flat)), rel=0.01)


def test_the_maps_show_each_its_own_run_and_the_state_line_brings_both_back(penguins):
    penguins.set(learning_rate=0.01)
    raw, standardized, _ = penguins.stage.views
    for index, view in enumerate((raw, standardized)):
        run = penguins.result.histories[index]
        assert np.column_stack(view.path.get_data())[0] == pytest.approx(run.params[0] - run.objective.minimum.params)
    assert "The raw path leaves the map at step 1." in penguins.sentence
    state, frame = penguins.state, penguins.figure.frame
    assert state == "penguins_side_by_side | learning_rate=0.01"
    penguins.reset()
    assert penguins.restore(state) is None and penguins.figure.frame == frame


def test_no_rate_makes_a_new_background(penguins):
    figure = penguins.stage.figure
    penguins.set(learning_rate=0.3)
    assert penguins.stage.figure is figure
