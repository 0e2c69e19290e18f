"""Names beside curves: each is nearest to its own curve, inside the chart, and on no other name."""

import itertools

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from utils.descent import LinearModel, gradient_descent, line, mean_loss, squared_error, train
from utils.drawing import THEMES, Stage
from utils.drawing.labels import label_curves
from utils.drawing.views import LossCurve

RATES = (0.0001, 0.001, 0.01, 0.1, 1.0)


def distance(box, axes, x, y):
    """From a box to the nearest point of a curve, in pixels; the points are made dense first."""
    points = axes.transData.transform(np.column_stack([x, y]))
    dense = np.concatenate([np.linspace(a, b, 50) for a, b in itertools.pairwise(points)])
    gaps = np.maximum(np.maximum([box.x0, box.y0] - dense, dense - [box.x1, box.y1]), 0)
    return np.hypot(*gaps.T).min()


def drawn(curves, **limits):
    figure = Figure(figsize=(5, 4), dpi=96)
    canvas = FigureCanvasAgg(figure)
    axes = figure.subplots()
    axes.set(**limits)
    labels = label_curves(axes, curves, THEMES["light"])
    canvas.draw()
    return axes, [label.get_window_extent(canvas.get_renderer()) for label in labels]


@pytest.mark.parametrize("count", [1, 2, 6])
def test_each_name_is_nearest_to_its_own_curve(count):
    x = np.linspace(0, 10, 40)
    curves = [(f"{k}00", x, (k + 1) * x / 2) for k in range(count)]
    axes, boxes = drawn(curves, xlim=(0, 10), ylim=(0, 30))
    for k, box in enumerate(boxes):
        gaps = [distance(box, axes, *curve[1:]) for curve in curves]
        assert int(np.argmin(gaps)) == k
        assert gaps[k] < 12
        assert count == 6 or gaps[k] > 0


def test_the_five_classic_rates_can_be_told_apart_in_both_themes():
    data = line()
    objective = mean_loss(LinearModel(1), squared_error, data.X, data.y_true)
    runs = [(f"{rate:g}", train(objective, gradient_descent(rate), [0, 0], n_steps=300)) for rate in RATES]
    for theme in THEMES:
        view = LossCurve(300, (1e-3, 1e4))
        stage = Stage([view])
        stage.configure(theme=theme, scale=1.0)
        stage.picture(runs[2][1], runs)
        renderer = stage.figure.canvas.get_renderer()
        boxes = [text.get_window_extent(renderer) for text in view.axes.texts]
        curves = [(np.arange(301), np.clip(np.nan_to_num(run.loss, posinf=1e250), 1e-6, 1e250)) for _, run in runs]
        assert [text.get_text() for text in view.axes.texts] == [label for label, _ in runs]
        for k, box in enumerate(boxes):
            gaps = [distance(box, view.axes, *curve) for curve in curves]
            assert int(np.argmin(gaps)) == k
            assert sorted(gaps)[1] > 2 * gaps[k], "another curve is nearly as near"
            assert view.axes.bbox.x0 <= box.x0 and box.x1 <= view.axes.bbox.x1
            assert view.axes.bbox.y0 <= box.y0 and box.y1 <= view.axes.bbox.y1
            assert not any(box.overlaps(other) for other in boxes[k + 1 :])
            assert not box.overlaps(view.axes.get_legend().get_window_extent(renderer))


def test_in_a_crowd_a_curve_may_cross_a_name_but_the_legend_and_other_names_leave_it_readable():
    data = line()
    objective = mean_loss(LinearModel(1), squared_error, data.X, data.y_true)
    settings = [(5, 3, 0.05), (4, 3.5, 0.05), (-0.4, 1.7, 0.3), (-0.4, 1.7, 0.26), (-0.4, 1.7, 0.05), (-1, 4, 0.05)]
    runs = [
        (f"{rate:g} from ({weight}, {bias})", train(objective, gradient_descent(rate), [weight, bias], n_steps=100))
        for weight, bias, rate in settings
    ]
    view = LossCurve(200, (1e-3, 1e3))
    stage = Stage([view], width=300, height=330)
    stage.configure(theme="light", scale=1.0)
    stage.picture(runs[0][1], runs)
    renderer = stage.figure.canvas.get_renderer()
    boxes = [text.get_window_extent(renderer) for text in view.axes.texts]
    legend = view.axes.get_legend().get_window_extent(renderer)
    assert len(boxes) == len(runs)
    for k, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in [legend, *boxes[k + 1 :]]), runs[k][0]


def test_a_curve_outside_of_the_chart_keeps_its_name_at_the_edge():
    axes, (box,) = drawn([("up", np.array([0.0, 1.0]), np.array([50.0, 90.0]))], xlim=(0, 10), ylim=(0, 10))
    assert axes.bbox.overlaps(box)
