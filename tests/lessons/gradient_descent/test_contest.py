"""The contest: the machine passes you at the step it says."""

import numpy as np
import pytest

from lessons.gradient_descent.contest import beat_the_machine
from tests.lessons.moving import EveryRange
from utils.descent import LinearModel, format_number, gradient_descent, line, mean_loss, squared_error, train

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
