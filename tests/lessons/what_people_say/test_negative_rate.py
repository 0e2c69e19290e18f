"""A rate with a minus sign: the loss rises at every step, whatever the size of the rate."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.what_people_say.negative_rate import negative_rate
from tests.lessons.moving import EveryMove, said
from utils.descent import LinearModel, line, mean_loss, squared_error
from utils.descent.formatting import format_rate

DATA = line()
LINE_LOSS = mean_loss(LinearModel(1), squared_error, DATA.X, DATA.y_true)
EXPLORER = negative_rate(LINE_LOSS, [0.0, 0.0], n_steps=50, learning_rate=0.3)

pytestmark = pytest.mark.filterwarnings("error")


class TestMoves(EveryMove):
    explorer = EXPLORER
    moves = [
        *[{"learning_rate": rate} for rate in (1e-9, 0.02, 0.7, 1.0, 40.0, 1e300)],
        {"negative": False},
        {"negative": False, "learning_rate": 0.1},
    ]


def line_losses(rate, n_steps=50):
    """The line in plain NumPy, without the engine."""
    data, weight, bias, losses = line(), 0.0, 0.0, []
    x, y = data.X[:, 0], data.y_true
    with np.errstate(all="ignore"):
        for _ in range(n_steps + 1):
            error = weight * x + bias - y
            losses.append(np.mean(error**2))
            weight, bias = weight - rate * np.mean(2 * error * x), bias - rate * np.mean(2 * error)
    return np.array(losses)


def test_a_loss_that_rises_too_little_to_be_seen_is_not_said_to_bounce():
    words = said(EXPLORER, learning_rate=1e-9, negative=True)
    assert "-1e-09: the loss rises at every step, and in 50 steps too little to be seen in three digits. " in words
    assert "Bouncing" not in words


def test_a_minus_sign_that_is_typed_is_sent_to_its_control():
    control = EXPLORER.controls["learning_rate"]
    for typed in ("-0.5", "\u22120.5", "- 0.5"):
        control.box.value = typed
        said_to_it = control.problem.value
        assert EXPLORER.controls["negative"].description in said_to_it and "type the size alone: 0.5. " in said_to_it
        assert control.value == EXPLORER._initial["learning_rate"]
    control.box.value = "0.5"
    assert (control.value, control.problem.value) == (0.5, "")
    EXPLORER.reset()


@settings(max_examples=60)
@given(st.floats(1e-6, 100.0), st.booleans())
def test_with_a_minus_sign_the_loss_rises_at_every_step_whatever_the_rate(rate, negative):
    words = said(EXPLORER, learning_rate=rate, negative=negative)
    wrong, right = line_losses(-rate), line_losses(rate)
    assert (np.diff(wrong) > 0).all() and wrong[-1] > right[-1]
    assert f"Learning rate -{format_rate(rate)}: the loss rises at every step. Diverging: " in words
    assert words.startswith(f"Learning rate {'-' if negative else '+'}{format_rate(rate)}: ")
    rises = int((np.diff(right) > 0).sum())
    phrase = {0: "at no step", 50: "at every step"}.get(rises, f"at {rises} of 50 steps")
    converged = right[-1] < 0.02  # there the last digits may tremble
    assert converged or f"Learning rate +{format_rate(rate)}: the loss rises {phrase}. " in words
