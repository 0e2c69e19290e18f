"""The plane of a path: against the eigenvalues of the covariance, and for paths known in closed form."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.descent import quadratic_bowl
from utils.descent.objectives.path_plane import PathPlane


@given(seed=st.integers(0, 10**6), n_rows=st.integers(2, 12), n_params=st.integers(2, 9))
def test_no_direction_shows_more_than_the_first_and_the_share_is_that_of_the_covariances_eigenvalues(
    seed, n_rows, n_params
):
    path = np.random.default_rng(seed).normal(size=(n_rows, n_params)).cumsum(axis=0)
    plane = PathPlane.of(path)
    assert plane.directions @ plane.directions.T == pytest.approx(np.eye(2), abs=1e-9)
    variances = np.linalg.eigvalsh(np.cov(path.T))[::-1]  # another way to them than the plane's own
    assert plane.places(path).var(axis=0, ddof=1) == pytest.approx(variances[:2], rel=1e-6, abs=1e-9)
    assert plane.share == pytest.approx(variances[:2].sum() / variances.sum(), rel=1e-6)
    forth = plane.places(path[-1]) - plane.places(path[0])
    assert (forth > -1e-9).all()


def test_a_path_in_a_plane_keeps_its_distances():
    flat = np.array([[0.0, 0.0], [3.0, 0.0], [3.0, 4.0]])
    turned = flat @ np.array([[0.6, 0.8, 0.0], [0.0, 0.0, 1.0]]) + [5.0, -2.0, 1.0]
    plane = PathPlane.of(turned)
    assert plane.share == pytest.approx(1.0)
    places = plane.places(turned)
    for k in range(3):
        assert np.hypot(*(places - places[k]).T) == pytest.approx(np.hypot(*(flat - flat[k]).T))


def test_the_losses_on_the_plane_are_the_objectives_at_these_places():
    bowl = quadratic_bowl([1.0, 4.0])
    plane = PathPlane.of([[-1.0, 0.0], [1.0, 0.0]])
    losses = plane.losses(bowl, ((-2.0, 2.0), (-1.0, 1.0)), 4)
    across, up = np.meshgrid([-1.5, -0.5, 0.5, 1.5], [-0.75, -0.25, 0.25, 0.75])
    assert losses == pytest.approx((across**2 + 4 * up**2) / 2)


def test_a_path_of_one_place_has_a_plane_that_shows_all_of_it():
    assert PathPlane.of(np.ones((3, 4))).share == 1.0


@pytest.mark.parametrize("path", [[[1.0, 2.0]], [[1.0], [2.0]], [1.0, 2.0], [[1.0, np.nan], [0.0, 1.0]]])
def test_what_is_no_path_is_refused(path):
    with pytest.raises(ValueError, match="path"):
        PathPlane.of(path)
