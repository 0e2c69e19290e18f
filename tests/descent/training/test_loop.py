"""The loop: what it computes, that it never warns, and that many runs equal each run alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.descent import (
    LinearModel,
    Neuron,
    absolute_error,
    gradient_descent,
    huber,
    line,
    log_loss,
    mean_loss,
    quadratic_bowl,
    squared_error,
    train,
    two_valleys,
)

RATES = np.geomspace(1e-4, 10, 41)


def line_objective(loss=squared_error):
    data = line()
    return mean_loss(LinearModel(1), loss, data.X, data.y_true)


def assert_equal_runs(many, alone, index):
    run = many.run(index)
    for name in ("params", "loss", "gradient_norm"):
        assert np.array_equal(getattr(run, name), getattr(alone, name), equal_nan=True), name
    assert run.message == alone.message


@given(st.floats(1e-3, 2.5), st.lists(st.floats(0.1, 10), min_size=1, max_size=4), st.integers(1, 40))
@settings(max_examples=50)
def test_closed_form_on_a_quadratic(rate, curvatures, n_steps):
    curvatures = np.array(curvatures)
    start = np.arange(1.0, len(curvatures) + 1)
    history = train(quadratic_bowl(curvatures), gradient_descent(rate), start, n_steps=n_steps)
    steps = np.arange(n_steps + 1)[:, None]
    expected = (1 - rate * curvatures) ** steps * start
    # 1 - rate * curvature can itself be a small difference of large numbers
    scale = (1 + rate * curvatures) ** steps * start
    assert (np.abs(history.params - expected) <= 1e-13 * (steps + 1) * scale).all()


def test_it_is_the_loop_that_learners_write():
    objective = line_objective()
    params, rows = np.array([0.0, 0.0]), []
    for _ in range(50):
        rows.append(params)
        params = params - 0.05 * objective.gradient(params)
    history = train(objective, gradient_descent(0.05), [0.0, 0.0], n_steps=50)
    assert np.array_equal(history.params[:-1], rows)
    assert np.array_equal(history.final_params, params)
    assert np.array_equal(history.loss, objective.value(history.params))
    assert np.allclose(history.gradient_norm, np.linalg.norm(objective.gradient(history.params), axis=-1))


@pytest.mark.parametrize("n_features", [1, 2, 3])
@pytest.mark.parametrize(
    ("kind", "loss"),
    [(LinearModel, squared_error), (LinearModel, huber(0.5)), (Neuron, log_loss), (Neuron, absolute_error)],
)
def test_each_of_41_runs_equals_the_run_alone(n_features, kind, loss):
    random = np.random.default_rng(n_features)
    X, y = random.normal(size=(37, n_features)), random.integers(0, 2, size=37)
    objective, start = mean_loss(kind(n_features), loss, X, y), np.zeros(n_features + 1)
    many = train(objective, gradient_descent(RATES), start, n_steps=60)
    for i, rate in enumerate(RATES):
        assert_equal_runs(many, train(objective, gradient_descent(rate), start, n_steps=60), i)


def test_starts_and_rates_broadcast():
    objective, starts = line_objective(), np.array([[0.0, 0.0], [5.0, -1.0], [1.0, 1.0]])
    many = train(objective, gradient_descent(RATES[:, None]), starts, n_steps=400)
    assert many.params.shape == (41, 3, 401, 2) and many.loss.shape == (41, 3, 401)
    for i, j in [(0, 0), (13, 2), (40, 1)]:
        assert_equal_runs(many, train(objective, gradient_descent(RATES[i]), starts[j], n_steps=400), (i, j))


@given(
    exponent=st.floats(-12, 12),
    sign=st.sampled_from([1, -1]),
    start=st.lists(st.floats(-1e12, 1e12), min_size=4, max_size=4),
    n_features=st.integers(1, 3),
    n_samples=st.integers(2, 40),
    case=st.sampled_from(["mse", "absolute", "huber", "log", "bowl", "valleys"]),
)
@settings(max_examples=200)
def test_any_rate_and_start_gives_a_history_and_no_warning(exponent, sign, start, n_features, n_samples, case):
    random = np.random.default_rng(0)
    X, y = random.normal(size=(n_samples, n_features)), random.integers(0, 2, size=n_samples)
    losses = {"mse": squared_error, "absolute": absolute_error, "huber": huber(1.0), "log": log_loss}
    if case in losses:
        model = Neuron(n_features) if case == "log" else LinearModel(n_features)
        objective = mean_loss(model, losses[case], X, y)
    else:
        objective = quadratic_bowl(np.arange(1.0, n_features + 1)) if case == "bowl" else two_valleys()
    start, rate = start[: objective.n_params], sign * 10.0**exponent
    history = train(objective, gradient_descent([rate, 0.1]), start, n_steps=12)
    alone = train(objective, gradient_descent(rate), start, n_steps=12)
    assert alone.params.shape == (13, objective.n_params)
    assert alone.loss.shape == alone.gradient_norm.shape == (13,)
    assert np.array_equal(alone.params[0], start)
    assert_equal_runs(history, alone, 0)
    if np.isnan(alone.loss).any():
        assert alone.status == "nan" and alone.first_nan == np.isnan(alone.loss).argmax()


def test_gradient_descent_ends_at_least_squares():
    data = line()
    rows = np.column_stack([data.X, np.ones(30)])
    best = np.linalg.lstsq(rows, data.y_true)[0]
    history = train(line_objective(), gradient_descent(0.1), [0, 0], n_steps=2000)
    assert np.allclose(history.final_params, best, rtol=0, atol=1e-12)


def test_a_schedule_and_its_constant_agree():
    objective = line_objective()
    constant = train(objective, gradient_descent(0.05), [0, 0], n_steps=20)
    scheduled = train(objective, gradient_descent(lambda step: 0.05), [0, 0], n_steps=20)
    assert np.array_equal(constant.params, scheduled.params)


# The numbers that the lessons state


def test_the_five_classic_rates_on_the_line():
    history = train(line_objective(), gradient_descent([1e-4, 1e-3, 1e-2, 1e-1, 1.0]), [0, 0], n_steps=400)
    first_300 = history.at_step(300)
    assert history.loss[0, 0] == pytest.approx(19.1, abs=0.05)
    assert first_300.final_loss[0] == pytest.approx(12.0, abs=0.05)
    assert first_300.steps_to_within(0.01).tolist() == [-1, 299, 29, 2, -1]
    assert history.first_inf.tolist() == [-1, -1, -1, -1, 186]
    assert history.first_nan.tolist() == [-1, -1, -1, -1, 372]


@pytest.mark.parametrize(("rate", "w"), [(0.01, 2.805), (0.1, 2.805), (0.3, 2.805), (0.5, 0), (1, 0), (3, 0)])
def test_two_valleys(rate, w):
    history = train(two_valleys(), gradient_descent(rate), [3.6], n_steps=300)
    assert history.final_params[0] == pytest.approx(w, abs=1e-3)
    assert history.final_loss == pytest.approx(1.32 if w else 0, abs=5e-3)


def test_two_valleys_unfinished_and_diverging():
    unfinished = train(two_valleys(), gradient_descent(1e-4), [3.6], n_steps=300)
    assert 3.4 < unfinished.final_params[0] < 3.6
    assert abs(train(two_valleys(), gradient_descent(5), [3.6], n_steps=300).final_params[0]) > 1e50


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"n_steps": 0}, "n_steps must be a whole number of at least 1; got 0."),
        ({"n_steps": -3}, "n_steps must be a whole number of at least 1; got -3."),
        ({"n_steps": 2.0}, "n_steps must be a whole number of at least 1; got 2.0."),
        ({"n_steps": True}, "n_steps must be a whole number of at least 1; got True."),
        ({"n_steps": "9"}, "n_steps must be a whole number of at least 1; got '9'."),
        ({"init_params": [0]}, "init_params must have 2 numbers along its last axis; got shape (1,)."),
        ({"init_params": 0}, "init_params must have 2 numbers along its last axis; got shape ()."),
        ({"init_params": [0, np.nan]}, "init_params must hold finite numbers only; got nan at position 1."),
        ({"init_params": [np.inf, 0]}, "init_params must hold finite numbers only; got inf at position 0."),
        ({"init_params": ["a", "b"]}, "init_params must hold numbers only; got text, for example 'a'."),
        ({"init_params": np.empty((0, 2))}, "init_params must hold at least one start; got none."),
        (
            {"init_params": np.zeros((3, 2)), "optimizer": gradient_descent([0.1, 0.2])},
            "init_params and learning_rate must have the same number of runs; got (3,) and (2,).",
        ),
        ({"optimizer": 0.1}, "optimizer must be an Optimizer, for example gradient_descent(0.01); got 0.1."),
        ({"objective": None}, "objective must be an Objective, for example two_valleys(); got None."),
    ],
)
def test_errors_say_what_would_be_right(change, message):
    good = {
        "objective": quadratic_bowl([1, 2]),
        "optimizer": gradient_descent(0.1),
        "init_params": [0, 0],
        "n_steps": 3,
    }
    with pytest.raises(ValueError) as error:
        train(**(good | change))
    assert str(error.value) == message
