"""A parameter at each step: what is drawn is the run, and what leaves is marked and said."""

import numpy as np
import pytest

from utils.descent import gradient_descent, quadratic_bowl, train
from utils.drawing import Stage
from utils.drawing.views import ParamCurve

pytestmark = pytest.mark.filterwarnings("error")


def shown(learning_rate, index=0, n_steps=10):
    view = ParamCurve(20, (-10, 10), name="w", index=index)
    history = train(quadratic_bowl([2.0, 1.0]), gradient_descent(learning_rate), [5.0, -3.0], n_steps=n_steps)
    stage = Stage([view])
    stage.picture(history)
    return view, history, stage


@pytest.mark.parametrize("index", [0, 1])
def test_it_draws_its_own_parameter(index):
    view, history, stage = shown(0.3, index)
    steps, values = view.curve.get_data()
    assert list(steps) == list(range(11))
    assert list(values) == list(history.params[:, index])
    assert view.start.get_data()[1][0] == (5.0, -3.0)[index]
    assert len(view.exit.get_data()[0]) == 0
    assert stage.notes(history) == []


@pytest.mark.parametrize("learning_rate", [1.2, 3.0, 1e200])
def test_what_leaves_the_chart_gets_an_arrow_and_a_sentence(learning_rate):
    view, history, stage = shown(learning_rate)
    step = int(np.argmax(~(np.abs(history.params[:, 0]) <= 10)))
    x, y = (value[0] for value in view.exit.get_data())
    assert step - 1 <= x <= step
    assert abs(y) == pytest.approx(10)
    assert stage.notes(history) == [f"The value of w leaves its chart at step {step}."]


def test_the_next_run_moves_the_line_and_hides_the_arrow():
    view, _, stage = shown(3.0)
    figure = stage.figure
    history = train(view_objective := quadratic_bowl([2.0, 1.0]), gradient_descent(0.1), [5.0, -3.0], n_steps=4)
    stage.picture(history)
    assert len(view.curve.get_data()[0]) == 5 and len(view.exit.get_data()[0]) == 0
    assert stage.figure is not figure, "another objective may have another minimum"
    figure = stage.figure
    stage.picture(train(view_objective, gradient_descent(0.2), [4.0, -3.0], n_steps=4))
    assert stage.figure is figure
