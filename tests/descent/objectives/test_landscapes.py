import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.descent import (
    LinearModel,
    Neuron,
    absolute_error,
    huber,
    line,
    log_loss,
    mean_loss,
    penguins_body_mass,
    penguins_species,
    quadratic_bowl,
    squared_error,
    standardize,
    steep_walls,
    two_points,
    two_valleys,
    v_shape,
)

PAIRS = [
    (LinearModel, squared_error),
    (LinearModel, absolute_error),
    (LinearModel, huber(0.5)),
    (Neuron, log_loss),
    (Neuron, squared_error),
    (Neuron, absolute_error),
    (Neuron, huber(0.5)),
]


def make(kind, loss, n_features=2, n_samples=12, seed=0):
    random = np.random.default_rng(seed)
    X = random.normal(size=(n_samples, n_features))
    y = (random.uniform(size=n_samples) < 0.5).astype(float) if loss is log_loss else random.normal(size=n_samples)
    return mean_loss(kind(n_features), loss, X, y)


@pytest.mark.parametrize(("kind", "loss"), PAIRS)
@given(st.integers(1, 3), st.integers(2, 20), st.integers(0, 10))
@settings(max_examples=15)
def test_gradient_matches_finite_differences(kind, loss, n_features, n_samples, seed):
    objective = make(kind, loss, n_features, n_samples, seed)
    params = np.random.default_rng(seed + 100).normal(size=n_features + 1)
    moves = 1e-6 * np.eye(n_features + 1)
    slopes = (objective.value(params + moves) - objective.value(params - moves)) / 2e-6
    assert np.allclose(objective.gradient(params), slopes, atol=1e-6)


@pytest.mark.parametrize("objective", [quadratic_bowl([1.0, 3.0]), two_valleys()])
def test_landscape_gradients_match_finite_differences(objective):
    params = np.random.default_rng(0).uniform(-1, 4, size=(20, objective.n_params))
    for i, e in enumerate(np.eye(objective.n_params)):
        slope = (objective.value(params + 1e-6 * e) - objective.value(params - 1e-6 * e)) / 2e-6
        assert np.allclose(objective.gradient(params)[:, i], slope, atol=1e-7)


def test_the_two_points_by_hand():
    data = two_points()
    objective = mean_loss(LinearModel(1), squared_error, data.X, data.y_true)
    # errors -2 and -4: mean of squares 10; slopes 2 * mean(error * x) and 2 * mean(error)
    assert objective.value([0, 0]) == 10
    assert objective.gradient([0, 0]).tolist() == [-10, -6]


def test_neuron_gradient_is_p_minus_y_however_sure_it_is():
    X, y = [[1e4], [-1e4], [1e4]], [1.0, 1.0, 0.0]
    objective = mean_loss(Neuron(1), log_loss, X, y)
    assert objective.value([1.0, 0.0]) == pytest.approx(2e4 / 3)
    assert np.allclose(objective.gradient([1.0, 0.0]), [(1e4 + 1e4) / 3, 0.0])


@pytest.mark.parametrize(("kind", "loss"), PAIRS)
def test_a_grid_equals_its_points(kind, loss):
    objective = make(kind, loss, n_features=1, n_samples=342)
    axis = np.linspace(-3, 3, 60)
    grid = np.stack(np.meshgrid(axis, axis[:50]), axis=-1)  # large enough for several chunks
    values, gradients = objective.value(grid), objective.gradient(grid)
    assert values.shape == (50, 60) and gradients.shape == (50, 60, 2)
    for index in [(0, 0), (17, 3), (31, 44), (49, 59)]:
        assert np.array_equal(values[index], objective.value(grid[index]))
        assert np.array_equal(gradients[index], objective.gradient(grid[index]))


def test_figures_can_read_the_data():
    data = line()
    objective = mean_loss(LinearModel(1), squared_error, data.X, data.y_true)
    assert np.array_equal(objective.X, data.X) and np.array_equal(objective.y_true, data.y_true)
    assert (objective.model, objective.loss, objective.n_params) == (LinearModel(1), squared_error, 2)
    assert objective.label == "mean squared error"
    assert two_valleys().X is None


def test_overflow_is_a_result_and_no_warning():
    objective = make(LinearModel, squared_error)
    assert objective.value([1e200, 0, 0]) == np.inf
    assert np.isnan(objective.value([np.inf, -np.inf, 0]))
    assert np.isnan(two_valleys().gradient([np.inf])).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: mean_loss(LinearModel(1), squared_error, [[1]], [1]),
            "At least 2 rows of data are needed to fit a model; got 1.",
        ),
        (
            lambda: mean_loss(LinearModel(1), squared_error, [], []),
            "X must have at least one row and one column; got no data.",
        ),
        (
            lambda: mean_loss(LinearModel(1), squared_error, [[1], [2]], [1, 2, 3]),
            "X and y_true must have the same number of rows; got 2 in X and 3 in y_true.",
        ),
        (
            lambda: mean_loss(LinearModel(1), squared_error, [[1], [2]], [[1], [2]]),
            "y_true must have shape (n_samples,), one number per row; got (2, 1).",
        ),
        (
            lambda: mean_loss(LinearModel(1), squared_error, [["a"], ["b"]], [1, 2]),
            "X must hold numbers only; got text, for example 'a'.",
        ),
        (
            lambda: mean_loss(LinearModel(1), squared_error, [[1], [np.nan]], [1, 2]),
            "X must hold finite numbers only; got nan at position 1, 0.",
        ),
        (
            lambda: mean_loss(LinearModel(2), squared_error, [[1], [2]], [1, 2]),
            "X must have 2 columns for this model; got 1.",
        ),
        (
            lambda: mean_loss(LinearModel(1), log_loss, [[1], [2]], [0, 1]),
            "log loss needs a model of probabilities, for example Neuron(1).",
        ),
        (
            lambda: mean_loss(Neuron(1), log_loss, [[1], [2]], [0, 3]),
            "log loss needs y_true of 0 or 1 only; got 3.0.",
        ),
        (
            lambda: mean_loss("line", squared_error, [[1], [2]], [0, 3]),
            "model must be a Model, for example LinearModel(1); got 'line'.",
        ),
        (
            lambda: mean_loss(LinearModel(1), "mse", [[1], [2]], [0, 3]),
            "loss must be a Loss, for example squared_error; got 'mse'.",
        ),
        (
            lambda: quadratic_bowl([]),
            "curvatures must be a list of numbers, for example [1, 10]; got shape (0,).",
        ),
        (lambda: two_valleys().value([1, 2]), "params must have 1 number along its last axis; got shape (2,)."),
    ],
)
def test_errors_say_what_would_be_right(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message


def test_penguins_fit_is_least_squares():
    # What R prints for lm(body_mass_g ~ flipper_length_mm, data = palmerpenguins::penguins)
    data = penguins_body_mass()
    params = mean_loss(LinearModel(1), squared_error, data.X, data.y_true).minimum.params
    assert params == pytest.approx([49.69, -5780.83], abs=0.01)


@pytest.mark.parametrize(("kind", "loss"), PAIRS[:4])
def test_nothing_near_the_minimum_is_lower(kind, loss):
    objective = make(kind, loss, n_features=1, n_samples=40)
    minimum = objective.minimum
    assert minimum.value == objective.value(minimum.params)
    around = minimum.params + np.random.default_rng(0).normal(scale=1e-3, size=(2000, 2))
    assert (objective.value(around) >= minimum.value).all()
    if loss is not absolute_error:
        assert np.abs(objective.gradient(minimum.params)).max() < 1e-12
    assert objective.minimum is minimum


def test_absolute_error_of_one_x_is_the_median():
    objective = mean_loss(LinearModel(1), absolute_error, [[2.0]] * 5, [1.0, 9.0, 3.0, 4.0, 100.0])
    assert objective.minimum.value == np.mean([3, 5, 1, 0, 96]) - 0.0 * 4
    assert LinearModel(1).predict(objective.minimum.params, [[2.0]])[0] == 4.0


def test_unknown_minima_are_none():
    assert make(LinearModel, absolute_error).minimum is None
    assert make(Neuron, squared_error).minimum is None
    assert mean_loss(Neuron(1), log_loss, [[0.0], [1.0]], [0, 1]).minimum is None  # separable
    assert quadratic_bowl([1.0, -1.0]).minimum is None
    birds = penguins_species("Adelie", "Gentoo")
    assert mean_loss(Neuron(2), log_loss, birds.X, birds.y_true).minimum is None


def test_the_minimum_does_not_depend_on_the_units():
    birds = penguins_species()
    raw = mean_loss(Neuron(2), log_loss, birds.X, birds.y_true)
    standardized = mean_loss(Neuron(2), log_loss, standardize(birds.X)[0], birds.y_true)
    assert raw.minimum.value == pytest.approx(standardized.minimum.value, rel=1e-10)
    assert raw.minimum.value == pytest.approx(0.0427, abs=1e-4)


def test_two_valleys_minimum():
    minimum = two_valleys().minimum
    assert abs(minimum.params[0]) < 1e-15 and abs(minimum.value) < 1e-15


@pytest.mark.parametrize(("kind", "loss"), PAIRS[:4])
@pytest.mark.parametrize("size", [1e200, 1e-200])
def test_data_too_large_or_small_to_solve_with_are_no_error(kind, loss, size):
    objective = mean_loss(kind(1), loss, [[size], [2 * size], [-size], [3 * size]], [1, 0, 1, 0])
    assert objective.minimum is None or np.isfinite(objective.minimum.value)


def measured_slopes(objective, params, step=1e-6):
    moves = step * np.eye(objective.n_params)
    sides = [objective.value(params + move) - objective.value(params - move) for move in moves]
    return np.stack(sides, axis=-1) / (2 * step)


def test_the_gradient_of_the_walls_is_the_slope_of_their_height():
    walls, params = steep_walls(3.0, 0.5, 0.2), np.array([[1.3, -2.0], [-0.4, 5.0], [0.0, 0.0]])
    assert walls.gradient(params) == pytest.approx(measured_slopes(walls, params), abs=1e-6)
    assert walls.minimum.value == walls.value(walls.minimum.params) == 0


@pytest.mark.parametrize("slope", [0.5, 8.0])
def test_a_v_is_equally_steep_on_both_sides_and_lowest_at_its_corner(slope):
    v, params = v_shape(slope), np.array([[-3.0], [0.5], [2.0]])
    assert v.gradient(params) == pytest.approx(measured_slopes(v, params))
    assert np.abs(v.gradient(params)).tolist() == [[slope]] * 3
    assert v.gradient([0.0]) == [0.0] and v.minimum.value == v.value(v.minimum.params) == 0


@pytest.mark.parametrize("slope", [0, -1.0, float("nan"), "steep"])
def test_a_v_without_a_slope_is_refused(slope):
    with pytest.raises(ValueError, match=r"slope must be .*, for example 8; got"):
        v_shape(slope)
