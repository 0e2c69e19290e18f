"""Too high: each step multiplies the distance by one minus twice the rate."""

import numpy as np
import pytest

from lessons.learning_rate.too_high import overshoot, overshoot_explorer
from tests.lessons.moving import (
    assert_a_bad_rate_is_said,
    assert_a_move_shows_and_returns,
    assert_no_legend_covers_the_loss,
)
from utils.descent import (
    Neuron,
    gradient_descent,
    learning_rate_limit,
    log_loss,
    mean_loss,
    penguins_species,
    quadratic_bowl,
    standardize,
    train,
)
from utils.explorers import say

pytestmark = pytest.mark.filterwarnings("error")

VALLEY = quadratic_bowl([2.0])

MOVES = [
    *[("learning_rate", value) for value in (0.01, 0.3, 0.5, 0.9, 1.0, 1.1, 2.0, 1e200)],
    *[("start", value) for value in (-8, -0.1, 0.0, 8)],
    *[("n_steps", value) for value in (1, 2, 20)],
]


@pytest.fixture(scope="module")
def made():
    """Building it takes longest, so this is done once."""
    return overshoot_explorer(VALLEY, 5.0, rates=[0.1, 0.5, 0.9], learning_rate=0.1, n_steps=15)


@pytest.fixture
def zigzag(made):
    yield made
    made.reset()


@pytest.mark.parametrize(("key", "value"), MOVES)
def test_every_control_changes_what_is_shown_and_reset_brings_it_back(zigzag, key, value):
    assert_a_move_shows_and_returns(zigzag, {key: value})


def test_a_learning_rate_that_is_none_is_refused_in_words(zigzag):
    assert_a_bad_rate_is_said(zigzag)


@pytest.mark.parametrize(
    ("rate", "verdict"),
    [(0.1, "converging"), (0.5, "converged"), (0.9, "oscillating"), (1.0, "bouncing"), (1.1, "diverging")],
)
def test_each_step_multiplies_the_distance_by_one_minus_twice_the_rate(zigzag, rate, verdict):
    zigzag.set(learning_rate=rate, n_steps=20)
    factor = 1 - 2 * rate
    assert zigzag.history.params[:, 0] == pytest.approx(5.0 * factor ** np.arange(21), abs=1e-12)
    assert f" {verdict.capitalize()}: " in zigzag.sentence
    side = "" if factor >= 0 else ", and landed on the other side"
    assert f"multiplied the distance to the bottom by {say(abs(factor))}{side}." in zigzag.sentence


def test_above_its_limit_the_valley_explodes_but_a_neuron_wobbles_within_a_range():
    """What the quiz says of the two; "it only wobbles" is wrong for the one and right for the other."""
    valley = train(VALLEY, gradient_descent(1.01), [5.0], n_steps=30_000)
    assert (np.diff(valley.loss[np.isfinite(valley.loss)]) > 0).all() and np.isinf(valley.loss[-1])
    birds = penguins_species()
    loss = mean_loss(Neuron(2), log_loss, standardize(birds.X)[0], birds.y_true)
    assert learning_rate_limit(loss) < 1000
    late = train(loss, gradient_descent(1000.0), [0.0, 0.0, 0.0], n_steps=3000).loss[300:]
    assert 0.1 < late.min() < 0.5 < late.max() < 1.5


def test_a_start_at_the_bottom_has_no_distance_to_multiply(zigzag):
    zigzag.set(start=0.0)
    assert "multiplied" not in zigzag.sentence


def test_without_a_lowest_loss_there_is_no_distance_to_multiply():
    hill = train(quadratic_bowl([-1.0]), gradient_descent(0.1), [1.0], n_steps=5)
    assert "multiplied" not in overshoot(hill)


def test_no_legend_covers_the_loss(zigzag):
    assert_no_legend_covers_the_loss(zigzag, zigzag.stage.views[0])
