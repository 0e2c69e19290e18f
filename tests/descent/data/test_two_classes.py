"""The made-up classes: where their points lie, that no line parts them, and what bad settings are told."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.descent import Neuron, circles, gradient_descent, log_loss, mean_loss, moons, spiral, train, xor
from utils.descent.data.two_classes import TURNS
from utils.descent.verdict.metrics import accuracy

MAKERS = [xor, circles, moons, spiral]
SIZES, SEEDS, NOISES = st.integers(4, 400), st.integers(0, 2**32), st.floats(0.0, 0.5)


@given(st.sampled_from(MAKERS), SIZES, NOISES, SEEDS)
def test_classes_are_balanced_and_the_seed_decides(make, n_samples, noise, seed):
    data, again = make(n_samples, noise, seed), make(n_samples, noise, seed)
    assert np.bincount(data.y_true.astype(int)).tolist() == [n_samples - n_samples // 2, n_samples // 2]
    assert data.X.shape == (n_samples, 2)
    assert np.array_equal(data.X, again.X) and np.array_equal(data.y_true, again.y_true)
    if noise > 0.01:
        assert not np.array_equal(data.X, make(n_samples, noise, seed + 1).X)


@given(st.sampled_from(MAKERS), SEEDS, st.floats(0.01, 0.5))
def test_noise_only_grows_where_the_seed_stays(make, seed, noise):
    plain, once, twice = (make(100, share * noise, seed).X for share in (0, 1, 2))
    assert np.allclose(twice - plain, 2 * (once - plain), rtol=0, atol=1e-12)
    # the mean square of 200 normal numbers has mean 1 and standard deviation 0.1: six of them hold for any seed
    assert np.mean((once - plain) ** 2) / noise**2 == pytest.approx(1, abs=0.6)


@given(SIZES, SEEDS)
def test_xor_is_the_sign_of_the_product(n_samples, seed):
    data = xor(n_samples, 0.0, seed)
    assert np.array_equal(data.X.prod(axis=1) < 0, data.y_true == 1)
    assert (np.abs(data.X) <= 1).all() and (data.X != 0).all()


@given(SIZES)
def test_circles_lie_on_two_radii(n_samples):
    data = circles(n_samples, 0.0)
    assert np.allclose(np.hypot(*data.X.T), np.where(data.y_true == 1, 0.5, 1.0), rtol=0, atol=1e-15)


@given(SIZES)
def test_moons_are_half_circles_around_two_centers(n_samples):
    data = moons(n_samples, 0.0)
    sign = np.where(data.y_true == 1, -1.0, 1.0)[:, None]
    from_center = data.X + sign * [0.5, 0.25]
    assert np.allclose(np.hypot(*from_center.T), 1, rtol=0, atol=1e-12)
    assert (sign[:, 0] * from_center[:, 1] > -1e-12).all()
    assert np.abs(data.X).max() <= 1.5


@given(st.integers(2, 200))
def test_the_arms_of_the_spiral_are_half_a_turn_apart_and_grow_with_the_angle(size):
    data = spiral(2 * size, 0.0)
    one, other = data.X[data.y_true == 0], data.X[data.y_true == 1]
    assert np.array_equal(one, -other)
    z = one[:, 0] + 1j * one[:, 1]
    t = np.abs(z)
    assert np.allclose(t, np.arange(1, size + 1) / size)
    assert np.allclose(z / t, np.exp(2j * np.pi * TURNS * t))


@pytest.mark.parametrize("make", MAKERS)
def test_no_line_parts_the_classes(make):
    # A class surrounds 0 if no half of the plane is free of it. Both do, so 0 would lie on both sides of the line
    data = make(noise=0.0)
    for one in (0, 1):
        angles = np.sort(np.arctan2(*data.X[data.y_true == one].T))
        assert np.diff(angles, append=angles[0] + 2 * np.pi).max() < np.pi


@pytest.mark.parametrize(("make", "most"), [(xor, 0.65), (circles, 0.65), (spiral, 0.75), (moons, 0.92)])
def test_a_neuron_stays_far_from_right(make, most):
    data = make()
    objective = mean_loss(Neuron(2), log_loss, data.X, data.y_true)
    history = train(objective, gradient_descent(1.0), np.zeros(3), n_steps=2000)
    assert history.gradient_norm[-1] < 1e-3
    *weights, bias = history.final_params
    assert accuracy(data.y_true, data.X @ weights + bias) < most


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"n_samples": 3}, "n_samples must be a whole number of at least 4; got 3."),
        ({"noise": -0.1}, "noise must be at least 0, for example 0.1; got -0.1."),
        ({"noise": "much"}, "noise must be a finite number, for example 0.1; got 'much'."),
        ({"random_state": -1}, "random_state must be a whole number of at least 0; got -1."),
    ],
)
def test_errors_say_what_would_be_right(make, settings, message):
    with pytest.raises(ValueError) as error:
        make(**settings)
    assert str(error.value) == message
