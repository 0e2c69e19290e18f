"""Two parameters: three panels show the same step, and the start can be dragged."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons import LESSONS
from lessons.gradient_descent.two_parameters import degrees_between, two_parameters
from tests.lessons.moving import EveryRange
from tests.lessons.test_plan_walk import page
from utils.descent import LinearModel, format_number, gradient_descent, line, mean_loss, squared_error, train

pytestmark = pytest.mark.filterwarnings("error")

LINE = line()
LINE_LOSS = mean_loss(LinearModel(1), squared_error, LINE.X, LINE.y_true)


@pytest.fixture(scope="module")
def made():
    return two_parameters(LINE_LOSS, [-1.0, 4.0], learning_rate=0.05, n_steps=100)


class TestControls(EveryRange):
    ranges = {
        "weight": [-2, 0, 1.9, 6],
        "bias": [-3, 0, 1.1, 5],
        "learning_rate": [1e-4, 0.01, 0.26, 0.3, 1, 1e3],
        "n_steps": [1, 3, 50, 200],
        "step": [0, 1, 50, 99],
    }


@pytest.mark.parametrize("step", [0, 7, 40, 100])
def test_three_panels_show_the_same_step(explorer, step):
    explorer.set(step=step)
    run = train(LINE_LOSS, gradient_descent(0.05), [-1.0, 4.0], n_steps=100)
    loss_map, fit, curve = explorer.stage.views
    weight, bias = run.params[step]
    np.testing.assert_allclose(np.ravel(loss_map.run.now.get_data()), run.params[step])
    np.testing.assert_allclose(fit.line.get_ydata(), weight * fit.line.get_xdata() + bias)
    np.testing.assert_allclose(np.ravel(curve.head.get_data()), [step, run.loss[step]])
    assert format_number(run.loss[step]) in explorer.sentence
    assert f"weight {format_number(weight)}, bias {format_number(bias)}" in explorer.sentence


def test_the_page_names_the_steps_at_which_the_two_starts_to_compare_are_within_1_percent(explorer):
    steps = {}
    for weight, bias in ((5, 3), (-1, 4)):
        explorer.set(weight=weight, bias=bias)
        steps[weight, bias] = explorer.result.steps_to_within(0.01)
    (listed,) = [lesson for lesson in LESSONS if lesson.folder == "gradient_descent"]
    words = f"is within 1 % at step {steps[5, 3]}, and the run from (-1, 4) at step {steps[-1, 4]}."
    assert words in " ".join(page(listed).split())


def test_the_start_can_be_dragged_on_the_map(explorer):
    loss_map = explorer.stage.views[0]
    across, up = loss_map.axes.transData.transform((3.0, -1.0))
    box = explorer.stage.figure.bbox
    explorer.figure.pointer = {"x": across / box.width, "y": 1 - up / box.height, "phase": "down"}
    assert (explorer.values["weight"], explorer.values["bias"]) == (3.0, -1.0)
    np.testing.assert_allclose(explorer.history.params[0], [3.0, -1.0])


def test_more_steps_keep_the_step_on_show(explorer):
    explorer.set(step=40)
    explorer.set(n_steps=150)
    assert explorer.history.n_steps == 40
    assert explorer.sentence.startswith("Step 40 of 150, ")


@given(st.floats(0.1, 179.9), st.floats(-180, 180), st.floats(1e-3, 1e3))
def test_the_angle_between_two_directions_is_that_by_which_one_was_turned(angle, first, length):
    one, other = np.radians(first), np.radians(first + angle)
    ways = [np.cos(one), np.sin(one)], [length * np.cos(other), length * np.sin(other)]
    assert degrees_between(*ways) == pytest.approx(angle, abs=1e-9) == degrees_between(*ways[::-1])


def test_the_first_update_of_the_page_points_far_away_from_the_star():
    run = train(LINE_LOSS, gradient_descent(0.05), [-1.0, 4.0], n_steps=100)
    away = degrees_between(run.params[1] - run.params[0], LINE_LOSS.minimum.params - run.params[0])
    assert 45 < away < 90 and (np.diff(run.loss) < 0).all()
