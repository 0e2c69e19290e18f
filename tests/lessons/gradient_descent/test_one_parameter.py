"""One weight: the walk, its table and its sentence, held against the closed form."""

from itertools import pairwise, product

import numpy as np
import pytest

from lessons.gradient_descent.one_parameter import ROWS, one_parameter
from tests.lessons.moving import EveryRange
from utils.descent import LinearModel, format_number, mean_loss, restrict, squared_error, two_points
from utils.explorers.projector import LARGE

pytestmark = pytest.mark.filterwarnings("error")

POINTS = two_points()
OF_THE_LINE = mean_loss(LinearModel(1), squared_error, POINTS.X, POINTS.y_true)


@pytest.fixture(scope="module")
def made():
    return one_parameter(restrict(OF_THE_LINE, [0.0, 0.0], 0), 0.0, learning_rate=0.1, n_steps=10)


class TestControls(EveryRange):
    ranges = {
        "start": [-1, 0.5, 2, 3.3, 5],
        "learning_rate": [0.001, 0.03, 0.2, 0.4, 0.55, 1, 1e6],
        "n_steps": [1, 2, 7, 30],
        "step": [0, 1, 5, 9],
    }


@pytest.mark.parametrize("rate", [0.02, 0.1, 0.3, 0.5])
def test_one_weight_follows_its_closed_form(explorer, rate):
    explorer.set(start=5.0, learning_rate=rate, n_steps=7)
    expected = 2 + 3 * (1 - 5 * rate) ** np.arange(8)
    np.testing.assert_allclose(explorer.history.params[:, 0], expected, rtol=1e-12)
    np.testing.assert_allclose(explorer.history.loss, 2.5 * (expected - 2) ** 2, rtol=1e-9, atol=1e-25)
    assert f"weight {format_number(expected[-1])}." in explorer.sentence


def test_the_table_holds_the_numbers_of_the_lesson(explorer):
    explorer.set(step=3)
    assert explorer.results.rows == [
        ["0", "0", "10", "-10", "1"],
        ["1", "1", "2.5", "-5", "0.5"],
        ["2", "1.5", "0.625", "-2.5", "0.25"],
        ["3", "1.75", "0.156", "-1.25", "0.125"],
    ]
    assert explorer.results.current == 3
    assert explorer.sentence == (
        "Step 3 of 10, learning rate 0.1: loss 0.156 (at the start 10), weight 1.75. "
        "The slope is -1.25, so the next update is -0.1 times -1.25, which is 0.125."
    )


def test_the_table_keeps_its_length_and_ends_at_the_step_on_show(explorer):
    explorer.set(n_steps=30, step=20)
    assert [row[0] for row in explorer.results.rows] == [str(step) for step in range(21 - ROWS, 21)]


def test_updates_in_the_table_lead_from_row_to_row_at_any_rate(explorer):
    explorer.set(learning_rate=0.25, n_steps=4)
    cells = [[float(text) for text in row] for row in explorer.results.rows]
    for before, after in pairwise(cells):
        assert abs(before[1] + before[4] - after[1]) < 0.011  # three digits each


def test_a_cell_may_ask_for_more_steps_than_the_slider_has(explorer):
    longer = one_parameter(restrict(OF_THE_LINE, [0.0, 0.0], 0), 0.0, learning_rate=0.01, n_steps=50)
    assert longer.history.n_steps == 50 == longer.controls["n_steps"].max
    assert explorer.controls["n_steps"].max == 30


def test_loss_and_slope_of_the_two_points_are_the_formulas_on_the_page():
    weights = np.linspace(-3, 7, 11)[:, None]
    of_weight = restrict(OF_THE_LINE, [0.0, 0.0], 0)
    np.testing.assert_allclose(of_weight.value(weights), 2.5 * (weights[:, 0] - 2) ** 2)
    np.testing.assert_allclose(of_weight.gradient(weights), 5 * (weights - 2))


@pytest.mark.parametrize("size", [1.0, LARGE])
def test_neither_a_path_nor_a_slope_crosses_the_legend_whatever_the_rate_and_the_start(explorer, size):
    explorer.stage.configure(theme="light", scale=1.0, size=size)
    explorer.stage.picture(explorer.result)
    (view,) = explorer.stage.views
    legend = view.axes.get_legend().get_window_extent(explorer.stage.figure.canvas.get_renderer())
    assert view.axes.bbox.x0 <= legend.x0 and legend.x1 <= view.axes.bbox.x1
    crossed = []
    for start, rate, step in product([-1, 0.7, 5], [0.1, 0.39, 1], [0, 1, 10]):
        explorer.set(start=start, learning_rate=rate, step=step)
        view.update(explorer.result)
        for line in (view.run.path, view.slope):
            ends = view.axes.transData.transform(np.nan_to_num(line.get_xydata(), nan=1e3))
            dense = np.concatenate([np.linspace(a, b, 2000) for a, b in pairwise(ends)] or [ends])
            if any(legend.contains(*point) for point in dense[np.abs(dense[:, 0]) < 1e4]):
                crossed.append((start, rate, step, line.get_label()))
    explorer.stage.configure(theme="light", scale=1.0, size=1.0)
    assert crossed == []
