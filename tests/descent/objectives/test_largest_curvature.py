"""Products with the matrix of second derivatives, and the sharpness found from them, against the whole matrix."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.descent import MLP, log_loss, mean_loss, moons, quadratic_bowl, sharpness, squared_error
from utils.descent.objectives.largest_curvature import hessian_product, largest_curvature
from utils.descent.objectives.objective import Objective

DATA = moons(n_samples=60, noise=0.2)
NETWORKS = [
    mean_loss(MLP((2, 5, 4, 1), activation), squared_error, DATA.X, DATA.y_true)
    for activation in ("tanh", "sigmoid", "linear")
] + [mean_loss(MLP((2, 5, 4, 1), "tanh", "sigmoid"), log_loss, DATA.X, DATA.y_true)]
each_network = pytest.mark.parametrize("objective", NETWORKS, ids=["tanh", "sigmoid", "linear", "log loss"])

pytestmark = pytest.mark.filterwarnings("error")


def whole_matrix(objective, params):
    """Second derivatives from gradients, entry by entry."""
    columns = []
    for k in range(objective.n_params):
        step = np.zeros(objective.n_params)
        step[k] = 1e-5
        columns.append((objective.gradient(params + step) - objective.gradient(params - step)) / 2e-5)
    matrix = np.array(columns)
    return (matrix + matrix.T) / 2


@each_network
def test_a_product_and_the_largest_are_those_of_the_whole_matrix(objective):
    chance = np.random.default_rng(0)
    for _ in range(5):
        params = chance.standard_normal(objective.n_params)
        matrix = whole_matrix(objective, params)
        direction = 3 * chance.standard_normal(objective.n_params)
        assert hessian_product(objective, params, direction) == pytest.approx(matrix @ direction, abs=1e-7)
        curvature, found = largest_curvature(objective, params)
        values, vectors = np.linalg.eigh(matrix)
        assert curvature == pytest.approx(values[-1], rel=1e-4)
        assert abs(found @ vectors[:, -1]) == pytest.approx(1, abs=1e-3)


@each_network
def test_many_at_once_are_each_alone(objective):
    params = np.random.default_rng(1).standard_normal((2, 3, objective.n_params))
    curvatures, directions = largest_curvature(objective, params, tolerance=1e-6)
    assert curvatures.shape == (2, 3) and directions.shape == params.shape
    assert curvatures == pytest.approx(sharpness(objective, params), rel=1e-7)
    assert np.linalg.norm(directions, axis=-1) == pytest.approx(np.ones((2, 3)))
    for index in np.ndindex(2, 3):
        assert largest_curvature(objective, params[index], tolerance=1e-6)[0] == pytest.approx(curvatures[index])


@settings(max_examples=50, deadline=None)
@given(
    curvatures=st.lists(st.floats(-100, 100).filter(lambda c: abs(c) > 1e-3), min_size=1, max_size=6),
    seed=st.integers(0, 99),
)
def test_of_any_quadratic_the_largest_is_found_also_below_zero(curvatures, seed):
    n_params = len(curvatures)
    turned, _ = np.linalg.qr(np.random.default_rng(seed).standard_normal((n_params, n_params)))
    matrix = turned @ np.diag(curvatures) @ turned.T
    objective = quadratic_of(matrix)
    found, direction = largest_curvature(objective, np.ones(n_params), tolerance=1e-9)
    assert found == pytest.approx(max(curvatures), rel=1e-6, abs=1e-6)
    assert matrix @ direction == pytest.approx(found * direction, abs=1e-4)


def quadratic_of(matrix):
    return Objective(
        "x A x / 2",
        len(matrix),
        lambda params: 0.5 * np.einsum("...i,ij,...j->...", params, matrix, params),
        lambda params: params @ matrix,
    )


def test_one_that_needs_fewer_directions_than_another_does_not_disturb_it():
    objective = quadratic_of(np.diag([-1.0, -2.0, -3.0]))
    start = np.array([[1.0, 0.0, 0.0], [1.0, 1.0, 1.0]])  # the first begins in an eigenvector
    assert largest_curvature(objective, np.ones((2, 3)), start, tolerance=1e-9)[0] == pytest.approx([-1.0, -1.0])


def test_a_start_near_the_direction_saves_products(monkeypatch):
    objective = NETWORKS[0]
    params = np.random.default_rng(2).standard_normal(objective.n_params)
    _, direction = largest_curvature(objective, params, tolerance=1e-8)
    counted = []
    original = type(objective).gradient
    monkeypatch.setattr(type(objective), "gradient", lambda self, p: counted.append(1) or original(self, p))
    largest_curvature(objective, params)
    cold = len(counted)
    largest_curvature(objective, params + 1e-4, direction)
    assert len(counted) - cold < cold


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"direction": np.zeros(2)}, "all zeros"),
        ({"direction": [np.nan, 1.0]}, "direction"),
        ({"params": [np.inf, 1.0]}, "params"),
        ({"params": [1.0]}, "params"),
    ],
)
def test_wrong_input_gets_one_sentence(change, sentence):
    bowl = quadratic_bowl([2.0, 1.0])
    given_ = {"params": [1.0, 1.0], "direction": [1.0, 0.0], **change}
    with pytest.raises(ValueError, match=sentence):
        hessian_product(bowl, **given_)
    with pytest.raises(ValueError, match=sentence.replace("direction", "start")):
        largest_curvature(bowl, given_["params"], given_["direction"])
    with pytest.raises(ValueError, match="tolerance"):
        largest_curvature(bowl, [1.0, 1.0], tolerance=0)
