import numpy as np
import pytest

from utils.descent import (
    LinearModel,
    Neuron,
    Objective,
    absolute_error,
    curvature,
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
    assert curvatures[0] <= curvatures[1] == curvature(objective)


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
            lambda: curvature(line_objective(Neuron, squared_error)),
            "The minimum of mean squared error is unknown here; give the params at which to measure.",
        ),
        (lambda: curvature(two_valleys(), [1, 2]), "params must have 1 number along its last axis; got shape (2,)."),
        (lambda: curvature(two_valleys(), [np.nan]), "params must hold finite numbers only; got nan at position 0."),
        (
            lambda: curvature(two_valleys(), [1e300]),
            "The curvature is not a finite number at these params; choose smaller ones.",
        ),
    ],
)
def test_errors_say_what_would_be_right(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
