"""The figures of lesson 02: every control does something, and every sentence says what the run did."""

import re
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from lessons.gradient_descent.contest import beat_the_machine
from lessons.gradient_descent.explorers import ROWS, neuron_on_penguins, one_parameter, two_parameters
from utils.descent import (
    LinearModel,
    Neuron,
    format_number,
    gradient_descent,
    line,
    log_loss,
    mean_loss,
    penguins_species,
    restrict,
    squared_error,
    standardize,
    train,
    two_points,
)

pytestmark = pytest.mark.filterwarnings("error")

POINTS, LINE, NOISY, BIRDS = two_points(), line(), line(15, 1.2, 0), penguins_species()
BIRDS_X, MEAN, STD = standardize(BIRDS.X)
LINE_LOSS = mean_loss(LinearModel(1), squared_error, LINE.X, LINE.y_true)
NOISY_LOSS = mean_loss(LinearModel(1), squared_error, NOISY.X, NOISY.y_true)
BIRDS_LOSS = mean_loss(Neuron(2), log_loss, BIRDS_X, BIRDS.y_true)


@cache
def one_weight():
    whole = mean_loss(LinearModel(1), squared_error, POINTS.X, POINTS.y_true)
    return one_parameter(restrict(whole, [0.0, 0.0], 0), 0.0)


@cache
def two_weights():
    return two_parameters(LINE_LOSS, [-1.0, 4.0])


@cache
def neuron():
    return neuron_on_penguins(BIRDS_LOSS, MEAN, STD)


@cache
def contest():
    return beat_the_machine(NOISY_LOSS, [0.0, 0.0])


EXPLORERS = {"one_weight": one_weight, "two_weights": two_weights, "neuron": neuron, "contest": contest}


@pytest.fixture(autouse=True)
def as_at_first():
    """Each explorer is built once, which takes longest, and set back before each test."""
    for make in EXPLORERS.values():
        make().reset()


RANGES = {
    ("one_weight", "start"): [-1, 0.5, 2, 3.3, 5],
    ("one_weight", "learning_rate"): [0.001, 0.03, 0.2, 0.4, 0.55, 1, 1e6],
    ("one_weight", "n_steps"): [1, 2, 7, 30],
    ("one_weight", "step"): [0, 1, 5, 9],
    ("two_weights", "weight"): [-2, 0, 1.9, 6],
    ("two_weights", "bias"): [-3, 0, 1.1, 5],
    ("two_weights", "learning_rate"): [1e-4, 0.01, 0.26, 0.3, 1, 1e3],
    ("two_weights", "n_steps"): [1, 3, 50, 200],
    ("two_weights", "step"): [0, 1, 50, 99],
    ("neuron", "learning_rate"): [0.01, 0.3, 3, 10, 1e9],
    ("neuron", "n_steps"): [1, 2, 33, 300],
    ("neuron", "step"): [0, 1, 50, 99],
    ("contest", "weight"): [-4, -0.5, 1.38, 6],
    ("contest", "bias"): [-4, 0.7, 1.64, 6],
    ("contest", "step"): [1, 5, 56, 100],
}


def test_every_control_is_moved_below():
    for name, make in EXPLORERS.items():
        assert {key for explorer, key in RANGES if explorer == name} == set(make().controls)


@pytest.mark.parametrize(("name", "key"), RANGES)
def test_a_control_moved_through_its_range(name, key):
    explorer = EXPLORERS[name]()
    first, seen = explorer.sentence, {explorer.sentence: explorer.figure.frame}
    for value in RANGES[name, key]:
        explorer.set(**{key: value})
        assert explorer.values[key] == value
        assert explorer.figure.background.startswith(b"\x89PNG") and explorer.figure.commands
        assert explorer.sentence[-1] == "."
        seen[explorer.sentence] = explorer.figure.frame
    assert len(seen) == len(RANGES[name, key]) + 1, "each value has its own sentence"
    assert len(set(seen.values())) > 1
    explorer.reset()
    assert explorer.sentence == first


@pytest.mark.parametrize("name", ["one_weight", "two_weights", "neuron"])
def test_a_learning_rate_that_is_none_is_refused_in_words(name):
    explorer = EXPLORERS[name]()
    with pytest.raises(ValueError, match="learning_rate"):
        explorer.set(learning_rate=float("nan"))


@pytest.mark.parametrize("rate", [0.02, 0.1, 0.3, 0.5])
def test_one_weight_follows_its_closed_form(rate):
    explorer = one_weight()
    explorer.set(start=5.0, learning_rate=rate, n_steps=7)
    expected = 2 + 3 * (1 - 5 * rate) ** np.arange(8)
    np.testing.assert_allclose(explorer.history.params[:, 0], expected, rtol=1e-12)
    np.testing.assert_allclose(explorer.history.loss, 2.5 * (expected - 2) ** 2, rtol=1e-9, atol=1e-25)
    assert f"weight {format_number(expected[-1])}." in explorer.sentence


def test_the_table_holds_the_numbers_of_the_lesson():
    explorer = one_weight()
    explorer.set(step=3)
    assert explorer.results.rows == [
        ["0", "0", "10", "-10", "1"],
        ["1", "1", "2.5", "-5", "0.5"],
        ["2", "1.5", "0.625", "-2.5", "0.25"],
        ["3", "1.75", "0.156", "-1.25", "0.125"],
    ]
    assert explorer.results.current == 3
    assert explorer.sentence == (
        "Step 3 of 10, learning rate 0.1: loss 0.156 (at the start 10), weight 1.75. "
        "The slope is -1.25, so the next update is -0.1 times -1.25, which is 0.125."
    )


def test_the_table_keeps_its_length_and_ends_at_the_step_on_show():
    explorer = one_weight()
    explorer.set(n_steps=30, step=20)
    assert [row[0] for row in explorer.results.rows] == [str(step) for step in range(21 - ROWS, 21)]


def test_updates_in_the_table_lead_from_row_to_row_at_any_rate():
    explorer = one_weight()
    explorer.set(learning_rate=0.25, n_steps=4)
    cells = [[float(text) for text in row] for row in explorer.results.rows]
    for before, after in pairwise(cells):
        assert abs(before[1] + before[4] - after[1]) < 0.011  # three digits each


@pytest.mark.parametrize("step", [0, 7, 40, 100])
def test_three_panels_show_the_same_step(step):
    explorer = two_weights()
    explorer.set(step=step)
    run = train(LINE_LOSS, gradient_descent(0.05), [-1.0, 4.0], n_steps=100)
    loss_map, fit, curve = explorer.stage.views
    weight, bias = run.params[step]
    np.testing.assert_allclose(np.ravel(loss_map.run.now.get_data()), run.params[step])
    np.testing.assert_allclose(fit.line.get_ydata(), weight * fit.line.get_xdata() + bias)
    np.testing.assert_allclose(np.ravel(curve.head.get_data()), [step, run.loss[step]])
    assert format_number(run.loss[step]) in explorer.sentence
    assert f"weight {format_number(weight)}, bias {format_number(bias)}" in explorer.sentence


def test_the_start_can_be_dragged_on_the_map():
    explorer = two_weights()
    loss_map = explorer.stage.views[0]
    across, up = loss_map.axes.transData.transform((3.0, -1.0))
    box = explorer.stage.figure.bbox
    explorer.figure.pointer = {"x": across / box.width, "y": 1 - up / box.height, "phase": "down"}
    assert (explorer.values["weight"], explorer.values["bias"]) == (3.0, -1.0)
    np.testing.assert_allclose(explorer.history.params[0], [3.0, -1.0])


def test_more_steps_keep_the_step_on_show():
    explorer = two_weights()
    explorer.set(step=40)
    explorer.set(n_steps=150)
    assert explorer.history.n_steps == 40
    assert explorer.sentence.startswith("Step 40 of 150, ")


@pytest.mark.parametrize(("rate", "n_steps"), [(1.0, 100), (0.1, 20), (10.0, 300)])
def test_the_neuron_is_the_five_line_loop(rate, n_steps):
    explorer = neuron()
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


def test_one_step_gets_nine_birds_in_ten_right_and_more_steps_hardly_more():
    explorer = neuron()
    right = []
    for step in (0, 1, 10, 100):
        explorer.set(step=step)
        right.append(int(re.search(r"(\d+) of 219 birds", explorer.sentence)[1]))
    assert right == [151, 210, 212, 212]


@pytest.mark.parametrize(("yours", "step"), [((2.0, 1.0), 5), ((1.5, 1.5), 56)])
def test_the_machine_passes_you_at_the_step_it_says(yours, step):
    explorer = contest()
    run = train(NOISY_LOSS, gradient_descent(0.05), [0.0, 0.0], n_steps=100)
    loss = np.mean((yours[0] * NOISY.X[:, 0] + yours[1] - NOISY.y_true) ** 2)
    assert np.flatnonzero(run.loss < loss)[0] == step
    explorer.set(weight=yours[0], bias=yours[1], step=step - 1)
    assert f"You are ahead by {format_number(run.loss[step - 1] - loss)}." in explorer.sentence
    explorer.set(step=step)
    ahead = format_number(loss - run.loss[step])
    assert f"The machine is ahead by {ahead}; it passed you at step {step}." in explorer.sentence
    assert f"loss {format_number(loss)}." in explorer.sentence


def test_who_starts_behind_and_who_starts_level():
    explorer = contest()
    assert explorer.sentence.endswith("Nobody is ahead.")
    explorer.set(weight=-4.0)
    assert "it was ahead from the start" in explorer.sentence
