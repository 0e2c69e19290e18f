import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.descent import absolute_error, huber, log_loss, squared_error

numbers = st.floats(-1e6, 1e6)


def test_numbers_printed_in_scikit_learn_documentation():
    # sklearn.metrics.mean_squared_error, mean_absolute_error and log_loss: the "Examples" of each page
    y_true, y_pred = [3, -0.5, 2, 7], [2.5, 0.0, 2, 8]
    assert squared_error.value(y_true, y_pred).mean() == 0.375
    assert absolute_error.value(y_true, y_pred).mean() == 0.5
    spam = log_loss.value([1, 0, 0, 1], [0.9, 0.1, 0.2, 0.65])
    assert spam.mean() == pytest.approx(0.21616, abs=5e-6)


@given(st.floats(0.01, 100), numbers)
@settings(max_examples=50)
def test_huber_is_hubers_formula(delta, error):
    # Huber (1964), Ann. Math. Statist. 35(1), 73-101
    expected = error**2 / 2 if abs(error) <= delta else delta * (abs(error) - delta / 2)
    assert huber(delta).value([0.0], [error])[0] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("loss", [squared_error, absolute_error, huber(0.7), log_loss.of_logit])
@pytest.mark.parametrize("y_true", [0.0, 1.0])
def test_derivatives_match_finite_differences(loss, y_true):
    y_pred = np.array([-3.1, -0.4, 0.2, 0.55, 1.3, 2.9])
    h = 1e-5
    slope = (loss.value(y_true, y_pred + h) - loss.value(y_true, y_pred - h)) / (2 * h)
    assert np.allclose(loss.gradient(y_true, y_pred), slope, atol=1e-8)
    bend = (loss.gradient(y_true, y_pred + h) - loss.gradient(y_true, y_pred - h)) / (2 * h)
    assert np.allclose(loss.curvature_formula(y_true, y_pred), bend, atol=1e-8)


@pytest.mark.parametrize("y_true", [0.0, 1.0])
def test_log_loss_derivatives_match_finite_differences(y_true):
    y_pred = np.array([0.1, 0.5, 0.8])
    h = 1e-6
    slope = (log_loss.value(y_true, y_pred + h) - log_loss.value(y_true, y_pred - h)) / (2 * h)
    assert np.allclose(log_loss.gradient(y_true, y_pred), slope, rtol=1e-6)
    bend = (log_loss.gradient(y_true, y_pred + h) - log_loss.gradient(y_true, y_pred - h)) / (2 * h)
    assert np.allclose(log_loss.curvature_formula(y_true, y_pred), bend, rtol=1e-6)


def test_log_loss_at_the_ends():
    assert log_loss.value([1, 0], [1, 0]).tolist() == [0, 0]
    assert log_loss.value([1, 0], [0, 1]).tolist() == [np.inf, np.inf]


@pytest.mark.parametrize("z", [1e4, 1e300, np.inf])
def test_log_loss_of_any_logit_is_exact(z):
    form = log_loss.of_logit
    assert form.value([1, 0], [-z, z]).tolist() == [z, z]
    assert form.value([1, 0], [z, -z]).tolist() == [0, 0]
    assert form.gradient([1, 0], [-z, z]).tolist() == [-1, 1]
    assert form.gradient([1, 0], [z, -z]).tolist() == [0, 0]


def test_a_small_log_loss_is_not_lost():
    assert log_loss.of_logit.value([1.0], [40.0])[0] == pytest.approx(np.exp(-40.0), rel=1e-12)


def test_overflow_is_a_result_and_no_warning():
    assert squared_error.value([0.0], [1e200])[0] == np.inf
    assert np.isnan(squared_error.value([0.0], [np.nan])[0])
    assert huber(1.0).value([0.0], [np.inf])[0] == np.inf


def test_losses_broadcast_over_leading_axes():
    y_pred = np.arange(24.0).reshape(2, 4, 3)
    for loss in (squared_error, absolute_error, huber(2.0)):
        values = loss.value([1.0, 2.0, 3.0], y_pred)
        assert values.shape == (2, 4, 3)
        assert np.array_equal(values[1, 2], loss.value([1.0, 2.0, 3.0], y_pred[1, 2]))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: squared_error.value([], []), "y_true and y_pred must hold at least one number each; got no data."),
        (
            lambda: squared_error.value([1, 2], [1, 2, 3]),
            "y_true and y_pred must have the same number of samples; got shapes (2,) and (3,).",
        ),
        (lambda: squared_error.value(["a"], [1]), "y_true must hold numbers only; got text, for example 'a'."),
        (lambda: squared_error.gradient([1], [None]), "y_pred must hold numbers only; got None."),
        (
            lambda: squared_error.value([1, np.nan], [1, 1]),
            "y_true must hold finite numbers only; got nan at position 1.",
        ),
        (lambda: log_loss.value([0, 2], [0.5, 0.5]), "log loss needs y_true of 0 or 1 only; got 2.0."),
        (lambda: log_loss.value([0, 1], [0.5, 1.5]), "log loss needs y_pred to be probabilities from 0 to 1."),
        (lambda: huber(0), "delta must be larger than 0, for example 1.0; got 0.0."),
        (lambda: huber("1"), "delta must be a finite number, for example 1.0; got '1'."),
        (
            lambda: squared_error.value([[1, 2], [3]], [1]),
            "y_true must be a rectangular array; got rows of different lengths.",
        ),
    ],
)
def test_errors_say_what_would_be_right(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
