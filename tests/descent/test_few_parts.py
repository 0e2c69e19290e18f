"""Products of many short vectors: NumPy's own are the outside oracle."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from utils.descent.few_parts import FEW, dot, times

NUMBERS = st.floats(-1e6, 1e6)
SHAPES = st.tuples(st.integers(1, 3), st.integers(1, 4), st.integers(1, FEW + 2))


@given(st.data(), SHAPES)
def test_products_are_those_of_numpy(data, shape):
    n = shape[-1]
    first, second = (data.draw(arrays(float, shape, elements=NUMBERS)) for _ in range(2))
    half = data.draw(arrays(float, (n, n), elements=NUMBERS))
    matrix = half + half.T
    assert dot(first, second) == pytest.approx(np.einsum("...i,...i->...", first, second), rel=1e-9, abs=1e-3)
    assert times(matrix)(first) == pytest.approx(np.einsum("ij,...j->...i", matrix, first), rel=1e-9, abs=1e-3)


@pytest.mark.parametrize("n", range(1, FEW + 3))
@pytest.mark.parametrize("shape", [(), (1,), (7,), (5, 1), (2, 41)])
def test_each_vector_is_computed_as_if_it_were_alone(n, shape):
    rng = np.random.default_rng(n)
    vectors, half = rng.normal(size=(*shape, n)), rng.normal(size=(n, n))
    product = times(half + half.T)
    together, lengths = product(vectors), dot(vectors, vectors)
    for place in np.ndindex(shape):
        assert np.array_equal(together[place], product(vectors[place]))
        assert lengths[place] == dot(vectors[place], vectors[place])


def test_what_no_number_can_hold_stays_in_its_own_run():
    vectors = np.array([[np.inf, 1.0], [np.nan, 1.0], [1e200, 1e200], [1.0, 2.0]])
    with np.errstate(all="ignore"):
        lengths, products = dot(vectors, vectors), times(np.array([[2.0, 1.0], [1.0, 3.0]]))(vectors)
    assert lengths.tolist()[:1] + lengths.tolist()[2:] == [np.inf, np.inf, 5.0] and np.isnan(lengths[1])
    assert products[3].tolist() == [4.0, 7.0] and np.isinf(products[0]).all() and np.isnan(products[1]).all()
