"""An objective along one parameter, against closed forms and finite differences."""

import numpy as np
import pytest

from utils.descent import (
    LinearModel,
    Neuron,
    absolute_error,
    gradient_descent,
    line,
    log_loss,
    mean_loss,
    penguins_species,
    quadratic_bowl,
    restrict,
    squared_error,
    standardize,
    train,
    two_points,
)

DATA = line()
LINE = mean_loss(LinearModel(1), squared_error, DATA.X, DATA.y_true)


def two_points_without_bias():
    data = two_points()
    return restrict(mean_loss(LinearModel(1), squared_error, data.X, data.y_true), [0.0, 0.0], index=0)


def test_two_points_give_the_parabola_of_the_lesson():
    objective = two_points_without_bias()
    w = np.linspace(-3, 7, 41)
    np.testing.assert_allclose(objective.value(w[:, None]), 2.5 * (w - 2) ** 2, atol=1e-12)
    np.testing.assert_allclose(objective.gradient(w[:, None])[:, 0], 5 * (w - 2), atol=1e-12)
    np.testing.assert_allclose(objective.hessian_formula(w[:, None])[:, 0, 0], 5.0)
    assert objective.minimum.params == [2.0]
    assert objective.minimum.value == 0.0


def test_one_step_of_a_tenth_goes_from_0_to_1():
    history = train(two_points_without_bias(), gradient_descent(0.1), [0.0], n_steps=3)
    np.testing.assert_allclose(history.params[:, 0], [0, 1, 1.5, 1.75])


@pytest.mark.parametrize("index", [0, 1])
def test_values_are_those_of_the_whole_objective(index):
    held = np.array([1.5, -0.7])
    params = np.tile(held, (5, 1))
    params[:, index] = np.linspace(-2, 4, 5)
    part = restrict(LINE, held, index)
    np.testing.assert_array_equal(part.value(params[:, [index]]), LINE.value(params))
    np.testing.assert_array_equal(part.gradient(params[:, [index]]), LINE.gradient(params)[:, [index]])


@pytest.mark.parametrize("index", [0, 1, 2])
def test_gradient_against_finite_differences(index):
    data = penguins_species()
    objective = mean_loss(Neuron(2), log_loss, standardize(data.X)[0], data.y_true)
    part = restrict(objective, [0.4, -1.1, 0.3], index)
    w, h = np.linspace(-2, 2, 9)[:, None], 1e-5
    measured = (part.value(w + h) - part.value(w - h)) / (2 * h)
    np.testing.assert_allclose(part.gradient(w)[:, 0], measured, rtol=1e-6, atol=1e-9)
    bend = (part.gradient(w + h) - part.gradient(w - h))[:, 0] / (2 * h)
    np.testing.assert_allclose(part.hessian_formula(w)[:, 0, 0], bend, rtol=1e-6)
    assert part.minimum is None  # not quadratic: unknown
    assert part.is_convex


@pytest.mark.parametrize("index", [0, 1])
def test_vertex_is_lower_than_everything_beside_it(index):
    part = restrict(LINE, [0.5, 2.0], index)
    w = part.minimum.params
    assert abs(part.gradient(w)[0]) < 1e-12
    assert part.value(w) == part.minimum.value
    assert (part.value(w + np.array([[-1e-3], [1e-3]])) > part.minimum.value).all()


def test_what_is_held_does_not_follow_the_array_it_came_from():
    held = np.array([0.0, 1.0])
    part = restrict(LINE, held, 0)
    before = part.value([1.0])
    held[1] = 99.0
    assert part.value([1.0]) == before


def test_a_parabola_that_is_flat_or_opens_downwards_has_no_vertex():
    bowl = quadratic_bowl([-1.0, 0.0, 2.0])
    assert restrict(bowl, np.zeros(3), 0).minimum is None
    assert restrict(bowl, np.zeros(3), 1).minimum is None
    np.testing.assert_array_equal(restrict(bowl, np.ones(3), 2).minimum.params, [0.0])


def test_absolute_error_has_no_known_vertex():
    part = restrict(mean_loss(LinearModel(1), absolute_error, DATA.X, DATA.y_true), [0.0, 1.0], 0)
    assert part.minimum is None


@pytest.mark.parametrize(
    ("params", "index", "words"),
    [
        ([0.0], 0, "params must have 2 numbers"),
        ([0.0, np.nan], 0, "params must hold finite numbers"),
        ([[0.0, 0.0]], 0, "params must be one vector"),
        ([0.0, 0.0], 2, "index must be a whole number from 0 to 1"),
        ([0.0, 0.0], -1, "index must be a whole number from 0 to 1"),
    ],
)
def test_bad_input_says_what_would_be_right(params, index, words):
    with pytest.raises(ValueError, match=words):
        restrict(LINE, params, index)
