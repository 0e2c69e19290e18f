"""Batches, thinned rows, metrics and the generator: the same loop, whatever is asked of it."""

import tracemalloc
from itertools import pairwise, repeat

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.descent import (
    MLP,
    Batches,
    LinearModel,
    Neuron,
    cross_entropy,
    gradient_descent,
    line,
    log_loss,
    mean_loss,
    moons,
    quadratic_bowl,
    squared_error,
    train,
    training,
)

RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(37, 2))
XOR = (X[:, 0] * X[:, 1] > 0).astype(float)
PARTS = "params", "loss", "gradient_norm", "learning_rate", "steps", "epoch"


def objective_of(model):
    return mean_loss(model, squared_error if type(model) is LinearModel else log_loss, X, XOR)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 100))
def test_an_epoch_sees_every_sample_once(n_samples, batch_size, seed):
    if batch_size > n_samples:
        return
    batches = Batches(batch_size, seed)
    indices, seen = batches.indices(n_samples), []
    for _ in range(2):
        epoch = [next(indices) for _ in range(batches.steps_per_epoch(n_samples))]
        assert [len(batch) for batch in epoch[:-1]] == [batch_size] * (len(epoch) - 1)
        seen.append(np.concatenate(epoch))
        assert sorted(seen[-1]) == list(range(n_samples))
    epochs = batches.epochs(n_samples, 2 * len(epoch))
    assert epochs[:: len(epoch)].tolist() == [0, 1, 2] and (np.diff(epochs) > 0).all()
    if batch_size == n_samples:
        assert epochs.tolist() == [0, 1, 2]


def test_each_step_is_that_of_its_batch():
    data = line()
    objective = mean_loss(LinearModel(1), squared_error, data.X, data.y_true)
    history = train(objective, gradient_descent(0.05), [0.0, 0.0], n_steps=20, batches=Batches(7, random_state=3))
    params, batches = np.zeros(2), Batches(7, random_state=3).indices(30)
    for step in range(21):
        batch = next(batches)
        x, y = data.X[batch, 0], data.y_true[batch]
        error = params[0] * x + params[1] - y
        np.testing.assert_allclose(history.params[step], params, rtol=1e-12)
        np.testing.assert_allclose(history.loss[step], np.mean(error**2), rtol=1e-12)
        params = params - 0.05 * 2 * np.array([np.mean(error * x), np.mean(error)])
    assert history.epoch[[0, 1, 5, 20]] == pytest.approx([0, 7 / 30, 1, 4])


@pytest.mark.parametrize("model", [LinearModel(2), Neuron(2), MLP((2, 5, 3, 1), output="sigmoid")])
@given(
    n_steps=st.integers(1, 30),
    record_every=st.integers(1, 9),
    yield_every=st.integers(1, 12),
    yield_first=st.none() | st.integers(1, 12),
    batch_size=st.sampled_from([None, 1, 5, 37]),
    shape=st.sampled_from([(), (3,), (2, 2)]),
)
@settings(max_examples=40, deadline=None)
def test_what_is_kept_is_what_a_run_has_that_keeps_everything(
    model, n_steps, record_every, yield_every, yield_first, batch_size, shape
):
    objective = objective_of(model)
    rates = np.geomspace(0.01, 3, int(np.prod(shape))).reshape(shape)
    rates = rates if shape else float(rates)
    start = np.random.default_rng(n_steps).normal(size=objective.n_params)
    batches = None if batch_size is None else Batches(batch_size, random_state=n_steps)
    settings_ = {"n_steps": n_steps, "batches": batches}
    whole = train(objective, gradient_descent(rates), start, **settings_)
    thin = {"record_every": record_every, "track": {"all": objective, "first": lambda params: params[..., 0]}}
    looks = {"yield_every": yield_every, "yield_first": yield_first}
    runs = list(training(objective, gradient_descent(rates), start, **looks, **settings_, **thin))
    last = train(objective, gradient_descent(rates), start, **settings_, **thin)
    assert last.steps.tolist() == sorted({*range(0, n_steps + 1, record_every), n_steps})
    assert np.array_equal(last.params, whole.params[..., last.steps, :])
    assert np.array_equal(last.loss, whole.loss) and np.array_equal(last.gradient_norm, whole.gradient_norm)
    assert np.array_equal(last.metrics["first"], last.params[..., 0])
    assert np.array_equal(last.metrics["all"], objective.value(last.params))
    for run in runs:  # the history so far is that of a run that ended there
        cut = last.at_step(run.n_steps)
        for part in PARTS:
            assert np.array_equal(getattr(run, part), getattr(cut, part)), part
        assert all(np.array_equal(run.metrics[name], cut.metrics[name]) for name in cut.metrics)
    assert runs[-1].n_steps == n_steps and np.array_equal(runs[-1].params, last.params)
    first, then = (-(-one // record_every) * record_every for one in (yield_first or yield_every, yield_every))
    looked_at = [run.n_steps for run in runs]
    assert looked_at[0] == min(first, then, n_steps)
    assert all(later <= max(2 * sooner, sooner + then) for sooner, later in pairwise(looked_at))
    regular = {*range(2 * then, n_steps, then), n_steps}
    assert {step for step in looked_at if step > then} == {step for step in regular if step > then}
    for index in np.ndindex(shape):
        alone = train(objective, gradient_descent(float(np.asarray(rates)[index])), start, **settings_)
        one = whole.run(index) if shape else whole
        for part in PARTS:
            assert np.array_equal(getattr(one, part), getattr(alone, part)), part


@given(
    hidden=st.lists(st.integers(1, 9), max_size=4),
    n_outputs=st.sampled_from([1, 2, 3]),
    activation=st.sampled_from(["tanh", "relu", "sigmoid", "linear"]),
    shape=st.lists(st.integers(1, 3), min_size=1, max_size=3),
    batch_size=st.sampled_from([None, 1, 2, 8, 20, 37]),
    n_steps=st.integers(1, 12),
    seed=st.integers(0, 1000),
)
@settings(max_examples=100, deadline=None)
def test_each_run_of_a_network_has_the_bits_of_the_run_alone(
    hidden, n_outputs, activation, shape, batch_size, n_steps, seed
):
    random = np.random.default_rng(seed)
    network = MLP((2, *hidden, n_outputs), activation, "softmax" if n_outputs > 1 else "sigmoid")
    loss = cross_entropy if n_outputs > 1 else log_loss
    y_true = random.integers(0, max(n_outputs, 2), size=len(X))
    objective = mean_loss(network, loss, X, y_true)
    rates, start = random.uniform(0.01, 2, size=shape), random.normal(size=(*shape, network.n_params))
    batches = None if batch_size is None else Batches(batch_size, seed)
    many = train(objective, gradient_descent(rates), start, n_steps=n_steps, batches=batches)
    for run in np.ndindex(*shape):
        alone = train(objective, gradient_descent(rates[run]), start[run], n_steps=n_steps, batches=batches)
        for part in PARTS:
            assert np.array_equal(getattr(many.run(run), part), getattr(alone, part), equal_nan=True), part
    # What was computed of many steps at once is the loss of each step's own samples
    seen = repeat(slice(None)) if batches is None else batches.indices(len(X))
    for step, rows in zip(range(n_steps + 1), seen, strict=False):
        logits = network.logit_model.predict(many.params[..., step, :], X[rows])
        mean = loss.of_logit.value(y_true[rows], logits).mean(axis=-1)
        np.testing.assert_allclose(many.loss[..., step], mean, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("batches", [None, Batches(20)], ids=["full batch", "batches of 20"])
def test_many_long_runs_of_a_network_stay_small(batches):
    """41 runs, 2,000 steps, 337 parameters: all rows would take 221 MB, and the gradients as much again."""
    network, data = MLP((2, 16, 16, 1), output="sigmoid"), moons(n_samples=210)
    assert network.n_params == 337 and data.X.shape == (210, 2)
    objective = mean_loss(network, log_loss, data.X, data.y_true)
    rates = gradient_descent(np.geomspace(1e-3, 1, 41))
    n_steps = 2000 if batches else 200  # the steps of the full batch are slow; what they add is known
    tracemalloc.start()
    history = train(objective, rates, network.init_params(), n_steps=n_steps, batches=batches, record_every=10)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert history.params.shape == (41, n_steps // 10 + 1, 337) and history.loss.shape == (41, n_steps + 1)
    peak += (2000 - n_steps) / n_steps * 2 * history.params.nbytes  # rows: steps first, then runs first
    assert peak < 150e6


def test_lengths_of_gradients_of_any_size():
    for size in (1e-200, 1e-160, 1.0, 1e160, 1e300):
        history = train(quadratic_bowl([1.0, 1.0]), gradient_descent(0.1), [3 * size, 4 * size], n_steps=1)
        assert history.gradient_norm[0] == pytest.approx(5 * size, rel=1e-12)
    far = train(quadratic_bowl([1.0, 1.0]), gradient_descent(-1e200), [1.0, 0.0], n_steps=4)
    assert far.gradient_norm[-1] == np.inf or np.isnan(far.gradient_norm[-1])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Batches(0), "batch_size must be a whole number of at least 1; got 0."),
        (lambda: Batches(5, -1), "random_state must be a whole number of at least 0; got -1."),
        (lambda: run(batches=Batches(38)), "batch_size must be at most the number of samples, 37; got 38."),
        (lambda: run(batches=20), "batches must be Batches, for example Batches(batch_size=20); got 20."),
        (lambda: run(record_every=0), "record_every must be a whole number of at least 1; got 0."),
        (lambda: run(track={"loss": 3}), "track must name functions of params or objectives; got 3 for 'loss'."),
        (lambda: training(quadratic_bowl([1.0]), gradient_descent(0.1), [1.0], n_steps=3, batches=Batches(1)),
         "quadratic bowl has no samples to take batches of; leave batches out."),
        (lambda: quadratic_bowl([1.0]).value_and_gradient([1.0], [0]),
         "quadratic bowl has no samples to take a batch of; leave batch out."),
        (lambda: objective_of(LinearModel(2)).value_and_gradient([0, 0, 0], [37]),
         "batch must hold indices of samples, whole numbers from 0 to 36; got [37]."),
    ],
)  # fmt: skip
def test_errors_say_what_would_be_right(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message


def run(**settings):
    return train(objective_of(LinearModel(2)), gradient_descent(0.1), np.zeros(3), n_steps=3, **settings)
