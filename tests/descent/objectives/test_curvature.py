import gc
import weakref

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from utils.descent import (
    LinearModel,
    Neuron,
    Objective,
    absolute_error,
    gradient_descent,
    hessian,
    huber,
    learning_rate_limit,
    line,
    log_loss,
    mean_loss,
    penguins_body_mass,
    principal_curvatures,
    quadratic_bowl,
    sharpness,
    squared_error,
    standardize,
    train,
    two_valleys,
)


def line_objective(kind=LinearModel, loss=squared_error):
    data = line()
    y = (data.y_true > 4) * 1.0 if loss is log_loss else data.y_true
    return mean_loss(kind(1), loss, data.X, y)


def without_closed_form(objective):
    return Objective(objective.label, objective.n_params, objective.value_formula, objective.gradient_formula)


@pytest.mark.parametrize(
    "objective",
    [
        line_objective(),
        line_objective(loss=absolute_error),
        line_objective(loss=huber(100.0)),
        line_objective(Neuron, log_loss),
        two_valleys(),
        quadratic_bowl([1.0, -2.0, 0.0]),
    ],
)
def test_closed_forms_match_finite_differences(objective):
    params = np.random.default_rng(0).normal(size=(3, 2, objective.n_params))
    matrix = hessian(objective, params)
    assert matrix.shape == (3, 2, objective.n_params, objective.n_params)
    assert np.allclose(matrix, hessian(without_closed_form(objective), params), atol=1e-7)


def test_numbers_that_the_lessons_state():
    birds = penguins_body_mass()
    raw = mean_loss(LinearModel(1), squared_error, birds.X, birds.y_true)
    standardized = mean_loss(LinearModel(1), squared_error, standardize(birds.X)[0], birds.y_true)
    assert learning_rate_limit(line_objective()) == pytest.approx(0.2602, abs=1e-4)
    assert learning_rate_limit(raw) == pytest.approx(2.47e-5, rel=5e-3)
    assert learning_rate_limit(standardized) == pytest.approx(1.0, rel=1e-12)
    assert learning_rate_limit(standardized) / learning_rate_limit(raw) == pytest.approx(40_000, rel=0.02)


def test_the_limit_is_where_descent_begins_to_grow():
    # Goh (2017), Why Momentum Really Works, Distill: it converges for 0 < rate * eigenvalue < 2
    objective = line_objective()
    limit = learning_rate_limit(objective)
    history = train(objective, gradient_descent([0.99 * limit, 1.01 * limit]), [0, 0], n_steps=1000)
    assert history.final_loss[0] < 0.01 < 1e6 < history.final_loss[1]


def test_principal_curvatures_rebuild_the_hessian():
    objective = line_objective()
    curvatures, directions = principal_curvatures(objective)
    assert np.allclose(directions * curvatures @ directions.T, hessian(objective))
    assert curvatures[0] <= curvatures[1] == sharpness(objective)


def test_params_may_have_leading_axes():
    limits = learning_rate_limit(two_valleys(), [[0.0], [2.805]])
    assert limits == pytest.approx([4.0, 0.43], abs=0.01)


def test_where_there_is_no_curvature_there_is_no_limit():
    assert learning_rate_limit(line_objective(loss=absolute_error)) == np.inf


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: learning_rate_limit(two_valleys(), [3.4]),
            "The curvature is negative at these params, where no learning rate settles; choose params in a valley.",
        ),
        (
            lambda: sharpness(line_objective(Neuron, squared_error)),
            "The minimum of mean squared error is unknown here; give the params at which to measure.",
        ),
        (lambda: sharpness(two_valleys(), [1, 2]), "params must have 1 number along its last axis; got shape (2,)."),
        (lambda: sharpness(two_valleys(), [np.nan]), "params must hold finite numbers only; got nan at position 0."),
        (
            lambda: sharpness(two_valleys(), [1e300]),
            "The curvature is not a finite number at these params; choose smaller ones.",
        ),
    ],
)
def test_errors_say_what_would_be_right(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message


# ---- against outside oracles, on random problems -----------------------------------------------------------

ENTRIES = st.integers(-400, 400).map(lambda number: number / 40)
FEATURES = st.tuples(st.integers(3, 12), st.integers(1, 4)).flatmap(
    lambda shape: arrays(float, shape, elements=ENTRIES)
)


def random_line(X, seed):
    y = np.random.default_rng(seed).normal(size=len(X))
    return mean_loss(LinearModel(X.shape[1]), squared_error, X, y)


def bisected_limit(objective, random_state):
    """Find by training alone where runs begin to grow, 20 rates at once, closer and closer.

    A run has grown if the loss is several times as steep where it ends as where it began.
    """
    start = np.random.default_rng(random_state).normal(size=objective.n_params)
    low, high = 1e-5, 1e3
    while high / low > 1.003:
        rates = np.geomspace(low, high, 20)
        slope = train(objective, gradient_descent(rates), start, n_steps=1000).gradient_norm
        grows = ~(slope[:, -1] <= 3.0 * slope[:, 0])
        first = int(np.argmax(grows))
        assert first > 0 and grows[first:].all(), "above a rate that explodes there is none that settles"
        low, high = rates[first - 1], rates[first]
    return np.sqrt(low * high)


@settings(max_examples=25, deadline=None)
@given(X=FEATURES, seed=st.integers(0, 2**31))
def test_the_computed_limit_is_the_one_that_training_finds(X, seed):
    objective = random_line(X, seed)
    assert bisected_limit(objective, seed) == pytest.approx(learning_rate_limit(objective), rel=0.01)


@settings(max_examples=15, deadline=None)
@given(curvatures=st.lists(st.floats(0.01, 100), min_size=1, max_size=5), seed=st.integers(0, 2**31))
def test_the_limit_of_a_bowl_is_the_one_that_training_finds(curvatures, seed):
    bowl = quadratic_bowl(curvatures)
    assert learning_rate_limit(bowl) == pytest.approx(2 / max(curvatures), rel=1e-12)
    assert bisected_limit(bowl, seed) == pytest.approx(2 / max(curvatures), rel=0.01)


@given(X=FEATURES, seed=st.integers(0, 2**31))
def test_the_curvature_of_a_linear_model_is_numpys_eigenvalue(X, seed):
    # The Hessian of the mean squared error is 2/n times the design's Gram matrix: its singular values, squared
    singular = np.linalg.svd(np.column_stack([X, np.ones(len(X))]), compute_uv=False)
    objective = random_line(X, seed)
    curvatures, directions = principal_curvatures(objective)
    assert sharpness(objective) == pytest.approx(2 * singular[0] ** 2 / len(X), rel=1e-9)
    assert curvatures[::-1][: len(singular)] == pytest.approx(2 * singular**2 / len(X), rel=1e-9, abs=1e-9)
    assert directions.T @ directions == pytest.approx(np.eye(len(directions)), abs=1e-9)


@given(values=arrays(float, st.integers(1, 6), elements=st.floats(-50, 50)))
def test_the_curvatures_of_a_bowl_are_what_it_was_made_of(values):
    bowl = quadratic_bowl(values)
    assert principal_curvatures(bowl)[0] == pytest.approx(np.linalg.eigvalsh(np.diag(values)))
    assert principal_curvatures(bowl)[0] == pytest.approx(np.sort(values))


@given(
    X=arrays(float, st.tuples(st.integers(2, 8), st.just(2)), elements=st.floats(-2, 2)),
    params=arrays(float, 3, elements=st.floats(-1.5, 1.5)),
    seed=st.integers(0, 2**31),
)
def test_the_curvature_of_a_neuron_with_log_loss_is_that_of_finite_differences(X, params, seed):
    y = np.random.default_rng(seed).integers(0, 2, len(X)) * 1.0
    objective = mean_loss(Neuron(2), log_loss, X, y)

    def loss(at):  # written out anew: the mean of -log(probability of the true answer)
        logit = X @ at[:2] + at[2]
        return np.mean(np.logaddexp(0.0, np.where(y == 1.0, -logit, logit)))

    step, unit = 1e-3, np.eye(3)
    matrix = np.array([[
        (loss(params + step * (a + b)) - loss(params + step * (a - b))
         - loss(params - step * (a - b)) + loss(params - step * (a + b))) / (4 * step**2)
        for a in unit] for b in unit])  # fmt: skip
    assert hessian(objective, params) == pytest.approx(matrix, abs=1e-5)
    assert sharpness(objective, params) == pytest.approx(np.linalg.eigvalsh(matrix)[-1], abs=3e-5)
    assert sharpness(objective, params) >= 0


def test_the_curvature_at_the_minimum_is_computed_once_for_each_objective_and_kept_no_longer_than_it():
    bowl = quadratic_bowl([1.0, 10.0])
    found = principal_curvatures(bowl)
    assert principal_curvatures(bowl) is found
    assert principal_curvatures(bowl, [1.0, 1.0]) is not found
    with pytest.raises(ValueError, match="read-only"):
        found[0][0] = 2.0
    assert principal_curvatures(quadratic_bowl([2.0, 20.0]))[0] == pytest.approx([2.0, 20.0])
    known = weakref.ref(bowl)
    del bowl
    gc.collect()
    assert known() is None
