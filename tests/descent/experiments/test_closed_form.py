"""Steps that are computed instead of taken: they are those at which training arrives."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.descent import gradient_descent, learning_rate_limit, line, train
from utils.descent.experiments.closed_form import line_through, steps_to_loss

DATA = line()


@settings(max_examples=60, deadline=None)
@given(
    stretch=st.floats(0.2, 5),
    share=st.floats(0.05, 0.99),
    left=st.floats(1e-4, 0.9),
    start=st.tuples(st.floats(-5, 5), st.floats(-5, 5)),
)
def test_the_step_of_arrival_is_the_one_that_training_reaches(stretch, share, left, start):
    objective = line_through(DATA.X * stretch, DATA.y_true)
    rate, lowest = share * learning_rate_limit(objective), objective.minimum.value
    goal = lowest + left * float(objective.value(start) - lowest)
    history = train(objective, gradient_descent(rate), start, n_steps=400)
    arrived = np.flatnonzero(history.loss <= goal)
    step = steps_to_loss(objective, rate, start, goal)
    if not len(arrived):
        assert step > 400
    elif step != arrived[0]:  # a tie, up to rounding
        assert history.loss[min(step, arrived[0])] == pytest.approx(goal, rel=1e-9)


def test_above_the_limit_no_step_arrives():
    objective = line_through(DATA.X, DATA.y_true)
    assert steps_to_loss(objective, 0.27, [0.0, 0.0], 1.0) is None
    assert steps_to_loss(objective, 0.1, [0.0, 0.0], 0.0) is None  # below the lowest loss
