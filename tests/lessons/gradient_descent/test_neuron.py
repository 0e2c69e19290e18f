"""The neuron: it is the five-line loop, and what is said of its birds is counted in another way."""

import re

import numpy as np
import pytest

from lessons.gradient_descent.neuron import birds_right, neuron_on_penguins
from tests.lessons.moving import EveryRange
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

pytestmark = pytest.mark.filterwarnings("error")

BIRDS = penguins_species()
BIRDS_X, MEAN, STD = standardize(BIRDS.X)
BIRDS_LOSS = mean_loss(Neuron(2), log_loss, BIRDS_X, BIRDS.y_true)


def neuron_from(start):
    return neuron_on_penguins(BIRDS_LOSS, start, mean=MEAN, std=STD, learning_rate=1.0, n_steps=100)


@pytest.fixture(scope="module")
def made():
    return neuron_from([0.0, 0.0, 0.0])


class TestControls(EveryRange):
    ranges = {
        "learning_rate": [0.01, 0.3, 3, 10, 1e9],
        "n_steps": [1, 2, 33, 300],
        "step": [0, 1, 50, 99],
    }


@pytest.mark.parametrize(("rate", "n_steps"), [(1.0, 100), (0.1, 20), (10.0, 300)])
def test_the_neuron_is_the_five_line_loop(explorer, rate, n_steps):
    explorer.set(learning_rate=rate, n_steps=n_steps)
    rows, params = np.column_stack([BIRDS_X, np.ones(len(BIRDS_X))]), np.zeros(3)
    for _ in range(n_steps):
        probability = 1 / (1 + np.exp(-rows @ params))
        params = params - rate * rows.T @ (probability - BIRDS.y_true) / len(rows)
    np.testing.assert_allclose(explorer.history.params[-1], params, rtol=1e-9)
    probability = 1 / (1 + np.exp(-rows @ params))
    n_right = np.sum((probability >= 0.5) == BIRDS.y_true)
    loss = -np.mean(np.where(BIRDS.y_true == 1, np.log(probability), np.log(1 - probability)))
    assert f"log loss from 0.693 to {format_number(loss)}, {n_right} of 219 birds right" in explorer.sentence


def test_one_step_gets_nine_birds_in_ten_right_and_more_steps_hardly_more(explorer):
    right = []
    for step in (0, 1, 10, 100):
        explorer.set(step=step)
        right.append(int(re.search(r"(\d+) of 219 birds", explorer.sentence)[1]))
    assert right == [151, 210, 212, 212]


def test_it_starts_where_the_cell_says():
    start = [1.0, -2.0, 0.5]
    assert neuron_from(start).history.at_step(0).final_params.tolist() == start


def test_more_birds_right_can_go_with_a_higher_loss():
    """The neuron that the page sets by hand is less sure, and right more often than the trained one ever is."""
    run = train(BIRDS_LOSS, gradient_descent(1.0), [0.0, 0.0, 0.0], n_steps=300)
    counts = [birds_right(BIRDS_LOSS, params) for params in run.params]
    assert (counts[0], counts[1], counts[50], counts[100], counts[300]) == (151, 210, 213, 212, 212)
    unsure = [1.3, -0.4, -0.3]
    sureness = [np.abs(BIRDS_X @ params[:2] + params[2]) for params in (np.array(unsure), run.params[100])]
    assert np.mean(sureness[0] < sureness[1]) > 0.95, "of nearly every bird"
    assert birds_right(BIRDS_LOSS, unsure) == 216 > max(counts)
    assert BIRDS_LOSS.value(np.array(unsure)) > 4 * run.loss[100]
