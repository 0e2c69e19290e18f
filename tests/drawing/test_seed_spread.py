"""Dots for seeds and bars for medians; curves of the median seed; and what leaves the charts is said."""

from types import SimpleNamespace

import numpy as np
import pytest

from utils.descent import gradient_descent, quadratic_bowl, train
from utils.drawing import Stage
from utils.drawing.views import Course, Measured, MedianCurves, SeedSpread

HISTORY = train(quadratic_bowl([1.0]), gradient_descent(0.5), [1.0], n_steps=1)
GROUPS = ["2", "4", "8"]

pytestmark = pytest.mark.filterwarnings("error")


def result(values=(), courses=(), others=()):
    return SimpleNamespace(history=HISTORY, values=list(values), courses=list(courses), others=list(others))


def spread(*, limits=(0.0, 100.0), log=False, measured=None):
    measured = measured or [Measured("one seed", lambda one: one.values)]
    return SeedSpread(GROUPS, measured, limits, log=log, title="Right", label="percent", groups_label="neurons")


def shown(view, one):
    Stage([view]).frame(one)
    return view


def test_every_seed_is_a_dot_and_every_median_a_bar():
    values = [np.array([10.0, 30.0, 20.0]), np.array([50.0, 50.0, 90.0])]
    view = shown(spread(), result(values))
    (dots,) = view.dots
    for group, wanted in enumerate(values):
        assert np.array_equal(dots[group].get_ydata(), wanted)
        assert np.abs(dots[group].get_xdata() - group).max() < 0.5 and len(set(dots[group].get_xdata())) == 3
    assert len(dots[2].get_xdata()) == 0  # still to come
    bars = np.asarray(view.medians[0].get_ydata(), float)
    assert np.array_equal(bars[~np.isnan(bars)], [20.0, 20.0, 50.0, 50.0])


def test_what_is_measured_lies_side_by_side():
    measured = [Measured("right", lambda one: one.values), Measured("dead", lambda one: one.others, "X", "muted")]
    values, others = [np.array([1.0, 2.0, 3.0])] * 3, [np.array([4.0, 5.0, 6.0])] * 3
    view = shown(spread(measured=measured), result(values, others=others))
    for group in range(3):
        assert view.dots[0][group].get_xdata().max() < group < view.dots[1][group].get_xdata().min()
    assert [text.get_text() for text in view.axes.get_legend().get_texts()] == ["right", "dead", "median"]


@pytest.mark.parametrize(
    ("value", "at", "note"),
    [
        (np.nan, 100.0, "Off the top of the chart of the seeds: 2."),
        (np.inf, 100.0, "Off the top of the chart of the seeds: 2."),
        (0.0, 1.0, "Off the bottom of the chart of the seeds: 2."),
        (50.0, 50.0, None),
    ],
)
def test_what_is_beyond_the_chart_lies_on_its_edge_and_is_said(value, at, note):
    one = result([np.array([value, 50.0, 50.0])])
    view = shown(spread(limits=(1.0, 100.0), log=True), one)
    assert view.dots[0][0].get_ydata()[0] == at
    assert view.notes(one) == ([note] if note else [])


def test_a_group_that_has_nothing_is_left_empty():
    view = shown(spread(), result([np.array([1.0, 2.0, 3.0]), np.array([]), np.array([4.0, 5.0, 6.0])]))
    assert len(view.dots[0][1].get_xdata()) == 0
    bars = np.asarray(view.medians[0].get_ydata(), float)
    assert np.array_equal(bars[~np.isnan(bars)], [2.0, 2.0, 5.0, 5.0])


def curves(kinds=("training",), **settings):
    return MedianCurves(GROUPS, lambda one: one.courses, 10, (0.01, 10.0), kinds=kinds, title="Loss", **settings)


def test_each_group_has_its_curves_and_they_are_told_apart_without_color():
    epochs = np.arange(4.0)
    one = result(courses=[Course(epochs, [np.full(4, 1.0)]), Course(epochs[:2], [np.full(2, 0.5)])])
    view = shown(curves(), one)
    assert [len(line.get_xdata()) for line in view.lines] == [4, 2, 0]
    assert len({line.get_linestyle() + str(line._dash_pattern) for line in view.lines}) == 3
    assert [text.get_text() for text in view.axes.get_legend().get_texts()] == GROUPS


def test_training_and_validation_are_two_curves():
    one = result(courses=[Course(np.arange(2.0), [np.array([1.0, 0.5]), np.array([1.0, 2.0])])])
    view = shown(curves(("training", "validation")), one)
    assert np.array_equal(view.lines[0].get_ydata(), [1.0, 0.5]) and np.array_equal(
        view.lines[1].get_ydata(), [1.0, 2.0]
    )
    assert view.lines[0].get_linestyle() != view.lines[1].get_linestyle()


def test_a_curve_that_leaves_the_chart_gets_an_arrow_and_a_sentence():
    one = result(courses=[Course(np.arange(3.0), [np.array([1.0, np.inf, np.inf])])])
    view = shown(curves(), one)
    assert len(view.exits[0].get_xdata()) == 1 and len(view.heads[0].get_xdata()) == 0
    assert view.notes(one) == ["Off the top of the loss chart (10): 2, at epoch 1."]
