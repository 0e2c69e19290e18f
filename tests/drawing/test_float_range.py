"""The range of a computer's numbers: every step has its place, and numbers lie below the largest one."""

import sys

import numpy as np
import pytest

from utils.descent import gradient_descent, quadratic_bowl, train
from utils.drawing import Stage
from utils.drawing.views import FloatRange
from utils.drawing.views.float_range import INF_AT, LARGEST, NAN_AT

pytestmark = pytest.mark.filterwarnings("error")


def run(learning_rate, n_steps=400):
    return train(quadratic_bowl([2.0]), gradient_descent(learning_rate), [5.0], n_steps=n_steps)


def test_numbers_lie_below_the_line_and_inf_and_nan_above_it():
    heights = FloatRange.height(np.array([0.0, 1e-300, 1.0, 1e100, sys.float_info.max, np.inf, np.nan]))
    assert heights[:5] == pytest.approx([-10, -10, 0, 100, 308.2547])
    assert heights[4] == pytest.approx(LARGEST)
    assert LARGEST < INF_AT < NAN_AT
    assert tuple(heights[5:]) == (INF_AT, NAN_AT)


@pytest.mark.parametrize("size", [1.0, 1.4])
def test_no_run_crosses_the_words_about_the_largest_number(size):
    stage = Stage([view := FloatRange(400)], width=540, height=330)
    stage.configure(theme="light", scale=1.0, size=size)
    for learning_rate in (0.1, 1.2, 1.5, 1.7, 1.9, 2.0, 2.1, 2.3, 2.6, 3.0, 3.5, 4.0, 6.0, 20.0):
        stage.picture(run(learning_rate))
        points = view.axes.transData.transform(view.curve.get_xydata())
        box = view.words.get_window_extent()
        (left, bottom), (right, top) = box.p0, box.p1
        inside = (points > (left, bottom)).all(axis=1) & (points < (right, top)).all(axis=1)
        assert not inside.any(), learning_rate


@pytest.mark.parametrize("learning_rate", [0.1, 1.1, 3.0, 1e200])
def test_every_step_is_drawn_once(learning_rate):
    view, history = FloatRange(400), run(learning_rate)
    Stage([view], width=540).picture(history)
    drawn = {name: getattr(view, name).get_data() for name in ("curve", "infinite", "nan")}
    finite = drawn["curve"][0][np.isfinite(drawn["curve"][1])]
    steps = np.concatenate([finite, drawn["infinite"][0], drawn["nan"][0]])
    assert sorted(steps) == list(range(401))
    low, high = view.axes.get_ylim()
    assert all(low <= y <= high for _, ys in drawn.values() for y in ys[np.isfinite(ys)])
    assert view.head.get_data()[0][0] == 400


def test_a_shorter_history_shows_less_and_needs_no_new_background():
    view, history = FloatRange(400), run(3.0)
    stage = Stage([view], width=540)
    last = stage.picture(history)
    figure = stage.figure
    for step in (0, 1, 255, 256, 400):
        stage.picture(history.at_step(step))
        assert len(view.curve.get_data()[0]) == step + 1
    stage.picture(run(0.1))
    assert stage.figure is figure
    assert stage.picture(history) == last
