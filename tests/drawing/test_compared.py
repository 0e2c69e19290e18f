"""Curves beside each other: each where its run was, none lost without an arrow and a word."""

from types import SimpleNamespace

import numpy as np
import pytest

from utils.descent import (
    History,
    constant,
    gradient_descent,
    inverse_time_decay,
    quadratic_bowl,
    range_test,
    train,
)
from utils.drawing import Stage
from utils.drawing.views import ComparedCurves, Curve, RangeCurve, RateCurve

BOWL = quadratic_bowl([2.0])
CURVES = [Curve("ours", "loss"), Curve("theirs", "muted", "--", "s", 1.5)]

pytestmark = pytest.mark.filterwarnings("error")


def shown(history, view):
    stage = Stage([view])
    assert stage.picture(history)
    return stage


def two_runs(rates, n_steps=10):
    return train(BOWL, gradient_descent(rates), [5.0], n_steps=n_steps)


def test_each_curve_shows_its_run_in_its_own_way():
    history, view = two_runs([0.1, 0.3]), ComparedCurves(CURVES, 20, (1e-9, 1e3))
    stage = shown(history, view)
    for number, (line, head) in enumerate(zip(view.lines, view.heads, strict=True)):
        np.testing.assert_array_equal(line.get_xydata(), np.column_stack([np.arange(11), history.loss[number]]))
        np.testing.assert_array_equal(head.get_xydata(), [[10, history.loss[number, -1]]])
    assert [line.get_label() for line in view.lines] == ["ours", "theirs"]
    assert (view.lines[0].get_linestyle(), view.lines[1].get_linestyle()) == ("-", "--")
    assert (view.heads[0].get_marker(), view.heads[1].get_marker()) == ("o", "s")
    assert stage.notes(history) == []


def test_above_the_best_is_the_loss_without_the_best():
    data_loss = History(BOWL, np.zeros((2, 3, 1)), np.array([[5.0, 3, 1], [4.0, 2, 1]]), np.zeros((2, 3)))
    view = ComparedCurves(CURVES, 5, (1e-3, 10), above_best=True)
    shown(data_loss, view)
    np.testing.assert_array_equal(view.lines[0].get_ydata(), [5.0, 3, 1])
    assert view.background_key(data_loss) is None


def test_what_leaves_the_chart_has_an_arrow_and_is_said_once():
    history, view = two_runs([1.5, 0.1]), ComparedCurves(CURVES, 20, (1e-3, 1e3))
    stage = shown(history, view)
    step = int(np.argmax(history.loss[0] > 1e3))
    assert stage.notes(history) == [f"Above the top of the chart (1000): ours, first at step {step}."]
    (x,), (y,) = view.exits[0].get_data()
    assert step - 1 < x < step and y == pytest.approx(1e3)
    assert len(view.exits[1].get_xdata()) == 0 and len(view.heads[0].get_xdata()) == 0
    both = two_runs([1.5, 3.0], 500)
    second = int(np.argmax(both.loss[1] > 1e3))
    assert stage.notes(both) == [
        f"Above the top of the chart (1000): ours, first at step {step}; theirs, first at step {second}."
    ]
    assert stage.picture(both)


def test_a_loss_of_zero_rests_on_the_bottom_without_an_arrow():
    history, view = two_runs([0.5, 0.1]), ComparedCurves(CURVES, 20, (1e-3, 1e3))
    shown(history, view)
    assert history.loss[0, 1] == 0 and len(view.exits[0].get_xdata()) == 0


def test_a_run_that_is_not_there_is_not_drawn():
    run = two_runs([0.5, 0.1]).run(1)
    one = SimpleNamespace(history=run, histories=(None, run))
    view = ComparedCurves(CURVES, 20, (1e-3, 1e3))
    stage = shown(one, view)
    assert [len(artist[0].get_xdata()) for artist in (view.lines, view.heads, view.exits)] == [0, 0, 0]
    assert len(view.lines[1].get_xdata()) == 11
    assert stage.notes(one) == []
    stage.picture(two_runs([0.5, 0.1]))
    stage.picture(one)
    assert len(view.lines[0].get_xdata()) == 0, "what was there before is gone"


def test_rates_are_shown_in_percent_of_the_largest():
    schedules = [inverse_time_decay(0.4, halved_after=2), constant(0.4)]
    runs = train(BOWL, gradient_descent(schedules), [5.0], n_steps=4)
    view = RateCurve(CURVES, 10)
    shown(runs, view)
    np.testing.assert_allclose(view.lines[0].get_ydata(), [100, 200 / 3, 50, 40])
    np.testing.assert_allclose(view.lines[1].get_ydata(), 100)
    assert view.peak.words == "100 % is 0.4" and view.axes.get_legend() is None


def test_a_range_test_is_drawn_against_its_rates_with_its_three_points():
    test, view = range_test(BOWL, [5.0], 1e-3, 1e2, 30), RangeCurve((1e-4, 1e3), (1e-6, 1e3))
    stage = shown(test, view)
    np.testing.assert_allclose(view.curve.get_xdata(), test.learning_rates)
    for name in ("steepest", "lowest", "blow_up"):
        (x,), (y,) = view.points[name].get_data()
        step = getattr(test, name)
        assert (x, y) == (test.learning_rates[step], np.clip(test.history.loss[step + 1], 1e-6, 1e3))
    high = test.learning_rates[np.argmax(~(test.history.loss[1:] <= 1e3))]
    assert stage.notes(test) == [f"The test leaves its chart at the rate {high:.3g}."]
    assert "limit 1" in [text.get_text() for text in view.axes.get_legend().get_texts()]


def test_a_slider_needs_no_new_background():
    view = RangeCurve((1e-4, 1e3), (1e-6, 1e3))
    stage = shown(range_test(BOWL, [5.0], 1e-3, 1e2, 30), view)
    figure = stage.figure
    stage.picture(range_test(BOWL, [5.0], 1e-2, 1e1, 99))
    assert stage.figure is figure
