"""Views of what errors cost: the dots lie on the curves, and what leaves a chart is marked and said."""

import numpy as np
import pytest

from utils.descent import (
    LinearModel,
    Neuron,
    absolute_error,
    huber,
    line,
    log_loss,
    mean_loss,
    squared_error,
)
from utils.descent.verdict.metrics import answered_right
from utils.drawing import Stage
from utils.drawing.views import ErrorLoss, FitView, LogLossView, LossMap, OutlierFit, ProbabilityView
from utils.drawing.views.probability import true_answer
from utils.explorers.tries import Settings

DATA = line(n_samples=5, noise=0.3)
LOSSES = [absolute_error, squared_error, huber(1.0)]


def record(objective, *params):
    return Settings.of(objective, params)


def fitted(*params, loss=squared_error):
    return record(mean_loss(LinearModel(1), loss, DATA.X, DATA.y_true), *params)


def neuron(*params):
    return record(mean_loss(Neuron(1), log_loss, [[-1.0], [0.5], [2.0]], [0.0, 1.0, 0.0]), *params)


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.name)
def test_dots_lie_on_the_chosen_curve_alone(loss):
    view = ErrorLoss((-8, 8), (-1, 40), LOSSES)
    history = fitted([1.0, 0.0], loss=loss)
    Stage([view]).picture(history)
    error = DATA.X[:, 0] - DATA.y_true
    x = np.append(view.dots.get_xdata(), view.outlier.get_xdata())
    y = np.append(view.dots.get_ydata(), view.outlier.get_ydata())
    assert x == pytest.approx(error)
    assert y == pytest.approx(loss.value(0.0, error))
    assert [curve.get_linewidth() > 3 for curve in view.curves] == [known is loss for known in LOSSES]


def test_an_outlier_outside_of_the_chart_is_marked_and_said():
    view = ErrorLoss((-2, 2), (-1, 4), LOSSES)
    stage = Stage([view])
    stage.picture(fitted([-5.0, 0.0]))
    assert len(view.exit.get_xdata()) == 1 and "outside" in view.notes(fitted([-5.0, 0.0]))[0]
    stage.picture(fitted([2.0, 1.0]))
    assert len(view.exit.get_xdata()) == 0 and view.notes(fitted([2.0, 1.0])) == []


def test_the_reference_is_the_first_row_and_the_line_the_last():
    view = OutlierFit((0, 3), (-1, 9), errors="none")
    Stage([view]).picture(fitted([1.0, 2.0], [3.0, -1.0]))
    assert view.reference.get_ydata() == pytest.approx([2.0, 5.0])
    assert view.line.get_ydata() == pytest.approx([-1.0, 8.0])
    assert (view.outlier.get_xdata()[0], view.outlier.get_ydata()[0]) == (3.0, DATA.y_true[-1])


def test_squares_are_square_on_the_screen_with_the_error_as_their_side():
    view = FitView((-0.2, 3.2), (-1, 9), errors="squares")
    Stage([view, LossMap((-2, 6), (-3, 5))]).picture(fitted([0.5, 1.0]))
    pixels_per_y = view.axes.bbox.height / 10
    error = 0.5 * DATA.X[:, 0] + 1.0 - DATA.y_true
    for path, gap in zip(view.squares.get_paths(), error, strict=True):
        sides = np.ptp(view.axes.transData.transform(path.vertices), axis=0)
        assert sides == pytest.approx(abs(gap) * pixels_per_y, rel=1e-6)


def test_tried_settings_are_dots_and_the_best_has_a_star():
    view = LossMap((-2, 6), (-3, 5), tried=True, revealed=False)
    history = fitted([0.0, 0.0], [2.0, 1.0], [4.0, 4.0])
    Stage([view]).picture(history)
    assert view.dots.get_offsets().tolist() == history.params.tolist()
    assert view.dots.get_array().tolist() == history.loss.tolist()
    assert (view.best.get_xdata()[0], view.best.get_ydata()[0]) == (2.0, 1.0)
    assert (view.head.get_xdata()[0], view.head.get_ydata()[0]) == (4.0, 4.0)


def test_true_answers_are_exact_where_a_probability_rounds_to_one():
    objective = neuron([0.0, 0.0]).objective
    probability, loss = true_answer(objective, [100.0, 0.0])
    assert loss == pytest.approx([np.exp(-100), np.exp(-50), 200.0])
    assert probability == pytest.approx(np.exp(-loss))
    assert answered_right(objective, [100.0, 0.0]).tolist() == [True, True, False]


def test_right_and_wrong_answers_have_their_own_marks():
    curve, costs = ProbabilityView((-3, 3)), LogLossView()
    Stage([curve, costs]).picture(neuron([1.0, 0.0]))
    assert curve.right.get_xdata().tolist() == [-1.0, 0.5] and curve.wrong.get_xdata().tolist() == [2.0]
    assert curve.costliest.get_xdata().tolist() == [2.0]
    assert costs.wrong.get_xdata()[0] == pytest.approx(1 / (1 + np.exp(2)))
    assert costs.wrong.get_ydata()[0] == pytest.approx(np.log1p(np.exp(2)))


def test_a_cost_above_the_chart_is_marked_and_said():
    costs = LogLossView(5.0)
    stage = Stage([costs])
    stage.picture(neuron([20.0, 0.0]))
    assert len(costs.exit.get_xdata()) == 1
    assert costs.notes(neuron([20.0, 0.0])) == ["1 dot is above the top of the loss chart (5)."]
    assert costs.notes(neuron([20.0, 100.0])) == ["2 dots are above the top of the loss chart (5)."]
    stage.picture(neuron([1.0, 0.0]))
    assert len(costs.exit.get_xdata()) == 0 and costs.notes(neuron([1.0, 0.0])) == []


@pytest.mark.parametrize(
    ("params", "edge", "note"),
    [
        ([2.0, 1.0], None, []),
        ([-1e9, 1e8], None, []),  # steep, but it crosses the chart
        ([0.0, 99.0], 9.0, ["The line lies above the chart."]),
        ([1e300, -np.inf], -1.0, ["The line lies below the chart."]),
        ([np.nan, 1.0], None, ["There is no line to draw: the parameters are NaN."]),
    ],
)
def test_a_line_that_cannot_be_seen_is_marked_and_said(params, edge, note):
    view = FitView((0, 3), (-1, 9))
    Stage([view]).picture(fitted([2.0, 1.0], params))
    assert view.notes(fitted([2.0, 1.0], params)) == note
    assert list(view.exit.get_ydata()) == pytest.approx([] if edge is None else [edge])
