"""Runs whose steps saw batches: what their noise is taken for, and what it is not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.descent import (
    History,
    LinearModel,
    Neuron,
    diagnose,
    gradient_descent,
    line,
    log_loss,
    mean_loss,
    penguins_body_mass,
    penguins_species,
    squared_error,
    standardize,
    train,
)
from utils.descent.verdict.verdict import DIVERGES, SETTLES


def with_batches(objective, rate, n_steps, batch_size, *, shuffled=True, record_every=1, seed=0):
    """Plain stochastic gradient descent from 0, with nothing of the course's loop."""
    rng, n_samples = np.random.default_rng(seed), len(objective.X)
    params, rows, losses, norms, waiting = np.zeros(objective.n_params), [], [], [], []
    for _ in range(n_steps + 1):
        if len(waiting) < batch_size:
            waiting = list(rng.permutation(n_samples) if shuffled else range(n_samples))
        # A batch of one is taken twice, since a mean loss asks for two rows: the mean is the same
        batch, waiting = waiting[:batch_size] * 2, waiting[batch_size:]
        seen = mean_loss(objective.model, objective.loss, objective.X[batch], objective.y_true[batch])
        gradient = seen.gradient(params)
        rows.append(params)
        losses.append(seen.value(params))
        norms.append(np.linalg.norm(gradient))
        params = params - rate * gradient
    steps = np.unique([*range(0, n_steps + 1, record_every), n_steps])
    return History(
        objective, np.array(rows)[steps], np.array(losses), np.array(norms),
        steps=steps, epoch=np.arange(n_steps + 1) * batch_size / n_samples,
    )  # fmt: skip


def a_line():
    data = line()
    return mean_loss(LinearModel(1), squared_error, data.X, data.y_true)


def a_neuron(loss=log_loss):
    birds = penguins_species()
    return mean_loss(Neuron(2), loss, standardize(birds.X)[0], birds.y_true)


def penguins():
    data = penguins_body_mass()
    return mean_loss(LinearModel(1), squared_error, standardize(data.X)[0], data.y_true)


def nothing_to_learn():
    """Answers drawn by chance: all probabilities 0.5 are nearly the best there is."""
    rng = np.random.default_rng(1)
    return mean_loss(Neuron(2), log_loss, rng.normal(size=(60, 2)), rng.integers(0, 2, 60).astype(float))


@pytest.mark.parametrize("batch_size", [1, 5, 20])
@pytest.mark.parametrize(
    ("objective", "rate", "n_steps", "name"),
    [
        (a_line(), 0.0001, 300, "crawling"),
        (a_line(), 0.001, 300, "converging"),
        (a_line(), 0.01, 30, "converging"),
        (a_line(), 0.01, 300, "converged"),
        (a_neuron(), 0.1, 300, "crawling"),
        (a_neuron(), 1, 300, "crawling"),
        (a_neuron(squared_error), 1, 300, "crawling"),  # its lowest loss is unknown
        (penguins(), 0.001, 300, "crawling"),
        (penguins(), 0.01, 300, "converged"),
        (penguins(), 1.2, 300, "diverging"),
    ],
)
def test_with_batches_of_any_size_the_name_is_that_of_the_trend(objective, rate, n_steps, name, batch_size):
    history = with_batches(objective, rate, n_steps, batch_size)
    assert (np.diff(history.loss) > 0).mean() > 0.15, "the loss of the batches rises often"
    assert diagnose(history).name == name


@pytest.mark.parametrize(
    ("history", "sentence"),
    [
        (
            with_batches(a_line(), 0.2, 300, 1),
            "oscillating: after 300 steps the batches still make the loss on all samples go up and down, "
            "but it has gone from 19.1 to 0.714",
        ),
        (
            with_batches(nothing_to_learn(), 1.0, 300, 1),
            "bouncing: over the last 150 steps the loss on all samples has moved between 0.704 and 1.23",
        ),
        (
            with_batches(penguins(), 1.2, 30, 5),
            "diverging: after 30 steps the loss on all samples has grown from 1.83e+07 to 2e+21",
        ),
        (
            with_batches(a_neuron(), 0.1, 300, 5),
            "crawling: after 300 steps the loss on all samples has made 86 % of the possible drop; "
            "at this pace, 300 more steps would make 61 % of the rest",
        ),
        (
            with_batches(a_neuron(squared_error), 1, 300, 5),
            "crawling: after 300 steps the loss on all samples has gone from 0.25 to 0.0207, and it still falls",
        ),
    ],
)
def test_the_evidence(history, sentence):
    assert str(diagnose(history)) == sentence


@given(
    rate=st.floats(1e-4, 0.05),
    n_steps=st.integers(1, 300),
    batch_size=st.integers(1, 29),
    record_every=st.integers(1, 20),
    seed=st.integers(0, 10**6),
)
@settings(max_examples=100, deadline=None)
def test_what_gets_better_never_bounces(rate, n_steps, batch_size, record_every, seed):
    objective = a_line()
    history = with_batches(objective, rate, n_steps, batch_size, record_every=record_every, seed=seed)
    verdict = diagnose(history)
    assert objective.value(history.final_params) < objective.value(history.params[0])
    assert verdict.outcome == SETTLES
    if verdict.name == "converged":
        assert objective.value(history.final_params) < 2 * objective.minimum.value


@pytest.mark.parametrize("rate", [0.0001, 0.001, 0.01, 0.1, 0.3])
def test_batches_that_are_all_alike_are_no_noise(rate):
    """With each sample four times, every batch of one copy has the gradient of all: only the epochs differ."""
    data = line()
    objective = mean_loss(LinearModel(1), squared_error, np.tile(data.X, (4, 1)), np.tile(data.y_true, 4))
    alike = with_batches(objective, rate, 300, len(data.X), shuffled=False)
    whole = train(objective, gradient_descent(rate), [0.0, 0.0], n_steps=300)
    np.testing.assert_allclose(alike.params[:100], whole.params[:100], rtol=1e-9, atol=1e-12)
    assert diagnose(alike).name == diagnose(whole).name


@pytest.mark.parametrize("record_every", [1, 7, 50, 300])
def test_rows_that_were_left_out_change_no_outcome(record_every):
    assert diagnose(with_batches(a_line(), 0.05, 300, 5, record_every=record_every)).outcome == SETTLES
    assert diagnose(with_batches(penguins(), 1.2, 300, 5, record_every=record_every)).outcome == DIVERGES


def test_a_loss_that_overflows_between_batches():
    """The batches that were seen are finite, and the sample that is left out is not."""
    objective = mean_loss(LinearModel(1), squared_error, [[1.0], [1e200]], [0.0, 0.0])
    params = np.array([[1.0, 0.0], [2.0, 0.0]])
    history = History(objective, params, np.array([1.0, 4.0]), np.array([2.0, 4.0]), epoch=np.array([0.0, 0.5]))
    assert diagnose(history).name == "overflowed"
