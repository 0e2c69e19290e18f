"""The page's own way back starts where `MLP` starts, and its slopes are measured, not assumed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.a_neural_network.by_hand import measured_slopes, start_of
from utils.descent import MLP, circles


@pytest.mark.parametrize("n_hidden", [1, 4])
def test_the_four_arrays_are_the_network(n_hidden):
    network, X = MLP((2, n_hidden, 1), activation="tanh", output="sigmoid"), circles().X
    W1, b1, w2, b2 = start_of(network, seed=3)
    p = 1 / (1 + np.exp(-(np.tanh(X @ W1 + b1) @ w2 + b2)))
    params = network.init_params(start="glorot", random_state=3)
    np.testing.assert_allclose(p, network.predict(params, X), rtol=1e-12)


@given(st.lists(st.floats(-3, 3), min_size=3, max_size=3))
def test_slopes_of_a_cubic_are_measured_number_by_number(values):
    a, b = np.array(values[:2]).reshape(2, 1), np.array(values[2])
    before = a.copy()
    slopes = measured_slopes(lambda params: (params[0] ** 3).sum() * params[1], [a, b], h=1e-4)
    np.testing.assert_allclose(slopes[0], 3 * a**2 * b, atol=1e-6)
    np.testing.assert_allclose(slopes[1], (a**3).sum(), atol=1e-6)
    assert slopes[0].shape == (2, 1) and slopes[1].shape == () and (a == before).all()
