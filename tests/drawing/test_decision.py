"""The lines of a neuron's decision, against its own probabilities."""

import numpy as np
import pytest

from utils.descent import Neuron, log_loss, mean_loss, penguins_species, standardize
from utils.drawing import Stage
from utils.drawing.views import DecisionView
from utils.explorers.tries import Settings

BIRDS = penguins_species()
X, MEAN, STD = standardize(BIRDS.X)
OBJECTIVE = mean_loss(Neuron(2), log_loss, X, BIRDS.y_true)

pytestmark = pytest.mark.filterwarnings("error")


def shown(params):
    view = DecisionView((31, 60), (15, 24.5), names=("length", "depth"), classes=("A", "B"), mean=MEAN, std=STD)
    stage = Stage([view])
    setting = Settings.of(OBJECTIVE, [params])
    return view, stage.picture(setting), stage.notes(setting)


@pytest.mark.parametrize("params", [[4.5, -1.4, -1.9], [-3.0, 0.0, 1.0], [0.0, 2.0, 0.5], [1e-3, 1e-3, 0.0]])
def test_each_line_lies_where_the_neuron_says_its_probability(params):
    view, _, notes = shown(params)
    for line, probability in zip(view.lines, (0.5, 0.9, 0.1), strict=True):
        ends = line.get_xydata()
        if np.isnan(ends).any():
            continue  # so far off that it is not drawn
        np.testing.assert_allclose(Neuron(2).predict(params, (ends - MEAN) / STD), probability, rtol=1e-9)
        reach = np.abs(ends - MEAN).max()
        assert reach > 60, "a line crosses the whole chart"
    assert np.isfinite(view.lines[0].get_xydata()).all()
    assert notes == []


def test_a_ring_stands_around_each_bird_that_is_wrong():
    params = [4.5, -1.4, -1.9]
    view, *_ = shown(params)
    wrong = (Neuron(2).predict(params, X) > 0.5) != (BIRDS.y_true == 1)
    assert 0 < wrong.sum() < 20
    np.testing.assert_allclose(view.wrong.get_xydata(), BIRDS.X[wrong])


def test_weights_of_0_draw_no_line_and_say_so():
    view, _, notes = shown([0.0, 0.0, 0.0])
    assert all(np.isnan(line.get_xydata()).all() for line in view.lines)
    assert notes == ["Both weights are 0: every sample gets 50 %, so there is no line to draw yet."]


def test_a_line_outside_of_the_chart_is_said():
    assert shown([1e200, -1e200, 1e300])[2] == ["The 50 % line lies outside of the chart."]
    assert shown([1.0, 0.0, 20.0])[2] == ["The 50 % line lies outside of the chart."]
    assert shown([1.0, 0.0, 1e9])[2] == ["The 50 % line lies outside of the chart."]


@pytest.mark.parametrize("params", [[np.nan, 0, 0], [np.inf, 1, 0], [1, 1, -np.inf]])
def test_numbers_that_are_none_still_give_a_picture(params):
    _, picture, notes = shown(params)
    assert picture.startswith(b"\x89PNG")
    assert notes == ["The neuron's numbers are no longer finite, so there is no line to draw."]


def test_a_neuron_that_says_50_percent_of_every_bird_says_yes_of_none():
    view, *_ = shown([0.0, 0.0, 0.0])
    np.testing.assert_allclose(view.wrong.get_xydata(), BIRDS.X[BIRDS.y_true == 1])


@pytest.mark.parametrize("size", [1.0, 1.35])
def test_no_line_can_cross_the_legend_since_it_stands_below_the_chart(size):
    view = DecisionView((31, 60), (15, 22), names=("length", "depth"), mean=MEAN, std=STD)
    stage = Stage([view])
    stage.configure(theme="light", scale=1.0, size=size)
    stage.picture(Settings.of(OBJECTIVE, [[4.5, -1.4, -1.9]]))
    renderer = stage.figure.canvas.get_renderer()
    legend = view.axes.get_legend().get_window_extent(renderer)
    assert legend.y1 < view.axes.xaxis.label.get_window_extent(renderer).y0
    assert (
        stage.figure.bbox.y0 <= legend.y0 and stage.figure.bbox.x0 <= legend.x0 and legend.x1 <= stage.figure.bbox.x1
    )
