"""One meaning of right: what a tie is, what NaN is, and that every figure asks the same place."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.descent import Neuron, log_loss, mean_loss, penguins_species, standardize
from utils.descent.verdict.metrics import accuracy, answered_right, is_right

BIRDS = penguins_species(positive="Chinstrap", negative="Adelie")
OBJECTIVE = mean_loss(Neuron(2), log_loss, standardize(BIRDS.X)[0], BIRDS.y_true)


def test_of_the_219_birds_the_zero_neuron_has_the_adelies_right():
    """It gives every bird a probability of exactly one half, which is not above one half: a no."""
    right = answered_right(OBJECTIVE, np.zeros(3))
    np.testing.assert_array_equal(right, BIRDS.y_true == 0)
    assert (right.sum(), len(right)) == (151, 219)


def test_nan_is_never_right():
    assert not answered_right(OBJECTIVE, np.full(3, np.nan)).any()
    assert not is_right([0, 1, 2], np.full((3, 3), np.nan)).any()
    assert is_right([0], [[1.0, np.nan]]).tolist() == [False]


@given(st.lists(st.floats(-700, 700), min_size=3, max_size=3))
def test_a_yes_is_a_probability_above_one_half(params):
    logits = OBJECTIVE.model.logit(params, OBJECTIVE.X)
    expected = [(logit > 0) == (truth == 1) for logit, truth in zip(logits, BIRDS.y_true, strict=True)]
    assert answered_right(OBJECTIVE, params).tolist() == expected
    clear = np.abs(logits) > 1e-9
    probability = OBJECTIVE.model.predict(params, OBJECTIVE.X)
    np.testing.assert_array_equal(((probability > 0.5) == (BIRDS.y_true == 1))[clear], np.array(expected)[clear])


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=20))
def test_two_classes_are_yes_and_no(logits):
    """A logit for yes, and 0 for no, is the same question asked of two classes; a tie is a no in both."""
    both = np.stack([np.zeros(len(logits)), logits], axis=-1)
    for truth in (0, 1):
        y_true = np.full(len(logits), truth)
        assert is_right(y_true, logits).tolist() == is_right(y_true, both).tolist()


def test_many_runs_at_once():
    rng = np.random.default_rng(0)
    binary, by_class = rng.normal(size=(4, 7)), rng.normal(size=(4, 7, 3))
    truth, classes = rng.integers(0, 2, 7), rng.integers(0, 3, 7)
    for run in range(4):
        np.testing.assert_array_equal(is_right(truth, binary)[run], is_right(truth, binary[run]))
        expected = np.mean([row.argmax() == y for row, y in zip(by_class[run], classes, strict=True)])
        assert accuracy(classes, by_class)[run] == expected
    assert accuracy(classes, by_class).shape == (4,)


@pytest.mark.parametrize("shape", [(3,), (5, 3), (4, 3, 2), ()])
def test_samples_that_are_not_as_many(shape):
    with pytest.raises(ValueError, match=r"logits must have shape \(\.\.\., 4\), or .* for 4 samples; got \("):
        is_right([0, 1, 0, 1], np.zeros(shape))
