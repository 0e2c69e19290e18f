"""The contest: the machine passes you at the step it says."""

import numpy as np
import pytest

from lessons.gradient_descent.contest import beat_the_machine, passed_at
from tests.lessons.moving import EveryRange
from utils.descent import LinearModel, format_number, gradient_descent, line, mean_loss, squared_error, train
from utils.explorers.projector import LARGE

pytestmark = pytest.mark.filterwarnings("error")

NOISY = line(15, 1.2, 0)
NOISY_LOSS = mean_loss(LinearModel(1), squared_error, NOISY.X, NOISY.y_true)


@pytest.fixture(scope="module")
def made():
    return beat_the_machine(NOISY_LOSS, [0.0, 0.0], learning_rate=0.05, n_steps=100)


class TestControls(EveryRange):
    ranges = {
        "weight": [-4, -0.5, 1.38, 6],
        "bias": [-4, 0.7, 1.64, 6],
        "step": [1, 5, 56, 100],
    }


@pytest.mark.parametrize(("yours", "step"), [((2.0, 1.0), 5), ((1.5, 1.5), 56)])
def test_the_machine_passes_you_at_the_step_it_says(explorer, yours, step):
    run = train(NOISY_LOSS, gradient_descent(0.05), [0.0, 0.0], n_steps=100)
    loss = np.mean((yours[0] * NOISY.X[:, 0] + yours[1] - NOISY.y_true) ** 2)
    assert np.flatnonzero(run.loss < loss)[0] == step
    explorer.set(weight=yours[0], bias=yours[1], step=step - 1)
    assert f"You are ahead by {format_number(run.loss[step - 1] - loss)}." in explorer.sentence
    explorer.set(step=step)
    ahead = format_number(loss - run.loss[step])
    assert f"The machine is ahead by {ahead}; it passed you at step {step}." in explorer.sentence
    assert f"loss {format_number(loss)}." in explorer.sentence


def test_who_starts_behind_and_who_starts_level(explorer):
    assert explorer.sentence.endswith("Nobody is ahead.")
    explorer.set(weight=-4.0)
    assert "it was ahead from the start" in explorer.sentence


def test_no_loss_can_cross_the_legend_since_none_is_below_the_best_possible(explorer):
    _, curve = explorer.stage.views
    renderer = explorer.stage.figure.canvas.get_renderer()
    legend = curve.axes.get_legend().get_window_extent(renderer)
    best = curve.axes.transData.transform((0.0, NOISY_LOSS.minimum.value))[1]
    assert curve.axes.bbox.y0 < legend.y0 and legend.y1 < best - 5


@pytest.mark.parametrize("size", [1.0, LARGE])
def test_no_legend_covers_a_point_of_the_data_on_the_page_or_projected(explorer, size):
    explorer.stage.configure(theme="light", scale=1.0, size=size)
    explorer.stage.picture(explorer.result)
    fit, _ = explorer.stage.views
    legend = fit.axes.get_legend().get_window_extent(explorer.stage.figure.canvas.get_renderer())
    points = fit.axes.transData.transform(fit.data.get_xydata())
    half = explorer.stage.figure.dpi / 72 * fit.data.get_markersize() / 2
    assert len(points) == len(NOISY.y_true)
    assert not [point for point in points if legend.padded(half).contains(*point)]
    assert fit.axes.bbox.x0 <= legend.x0 and legend.x1 <= fit.axes.bbox.x1
    explorer.stage.configure(theme="light", scale=1.0, size=1.0)


def test_the_two_rivals_of_the_page_are_passed_when_it_says_and_a_line_that_is_never_passed_has_no_step():
    run = train(NOISY_LOSS, gradient_descent(0.05), [0.0, 0.0], n_steps=100)
    by_hand = [passed_at(run, NOISY_LOSS.value(np.array(line))) for line in ([2.0, 1.0], [1.5, 1.5])]
    assert by_hand == [5, 56]
    assert passed_at(run, NOISY_LOSS.minimum.value) is None and passed_at(run, 1e6) == 0


def test_the_line_that_made_the_points_is_better_on_new_points_though_not_on_these():
    """The page says so with one set of new points; it is so for any."""
    best = NOISY_LOSS.minimum.params
    assert NOISY_LOSS.value(best) < NOISY_LOSS.value(np.array([2.0, 1.0]))
    for seed in range(1, 6):
        new = line(1000, 1.2, seed)
        on_new = mean_loss(LinearModel(1), squared_error, new.X, new.y_true)
        assert on_new.value(np.array([2.0, 1.0])) < on_new.value(best) - 0.2
