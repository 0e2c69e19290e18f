"""A neuron whose rate is above 1: what is said of it, and the fact that the lesson sets against the saying."""

import numpy as np
import pytest

from lessons.what_people_say.below_one import above_one
from tests.lessons.moving import EveryMove, said
from utils.descent import (
    Neuron,
    format_number,
    gradient_descent,
    log_loss,
    mean_loss,
    penguins_species,
    standardize,
    train,
)

BIRDS = penguins_species()
NEURON_LOSS = mean_loss(Neuron(2), log_loss, standardize(BIRDS.X)[0], BIRDS.y_true)
EXPLORER = above_one(NEURON_LOSS, np.zeros(3), n_steps=300, learning_rate=3.0)

pytestmark = pytest.mark.filterwarnings("error")


class TestMoves(EveryMove):
    explorer = EXPLORER
    moves = [{"learning_rate": rate} for rate in (1e-9, 0.02, 0.7, 1.0, 40.0, 1e300)]


def neuron_losses(rate, n_steps=300):
    """A neuron on penguins in plain NumPy, without the engine."""
    penguins = penguins_species()
    X = np.column_stack([standardize(penguins.X)[0], np.ones(len(penguins.y_true))])
    params, losses = np.zeros(3), []
    for _ in range(n_steps + 1):
        z = X @ params
        losses.append(np.mean(np.logaddexp(0, z) - penguins.y_true * z))
        params = params - rate * X.T @ (1 / (1 + np.exp(-z)) - penguins.y_true) / len(z)
    return np.array(losses)


def test_the_rate_3_is_right_and_1_is_too_small():
    best = NEURON_LOSS.minimum.value
    three, one = neuron_losses(3.0), neuron_losses(1.0)
    allowed = best + 0.01 * (three[0] - best)
    step = int(np.argmax(three <= allowed))
    assert step > 0 and one.min() > allowed
    assert EXPLORER.sentence == (
        f"Learning rate 3, 300 steps: within 1 % at step {step}. Learning rate 1: crawling, from loss "
        f"{format_number(one[0])} to {format_number(one[-1])}. Near the bottom of this loss the limit is 112."
    )


def test_the_limit_of_the_neuron_parts_the_rates_that_settle_from_those_that_do_not():
    near = NEURON_LOSS.minimum.params + 1e-3
    runs = train(NEURON_LOSS, gradient_descent([105.0, 120.0]), near, n_steps=3000)
    assert np.ptp(runs.loss[0, -100:]) < 1e-9 < np.ptp(runs.loss[1, -100:])


def test_the_rate_1_is_not_compared_with_itself():
    assert said(EXPLORER, learning_rate=1.0).count("Learning rate 1") == 1
