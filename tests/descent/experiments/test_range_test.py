"""The range test against its definition, in plain NumPy, and against what it is said to teach."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.descent import (
    LinearModel,
    diagnose,
    gradient_descent,
    learning_rate_limit,
    line,
    mean_loss,
    quadratic_bowl,
    range_test,
    squared_error,
    train,
)

DATA = line()
OBJECTIVE = mean_loss(LinearModel(1), squared_error, DATA.X, DATA.y_true)


def test_each_step_has_its_own_rate():
    test = range_test(quadratic_bowl([1.0]), [8.0], 0.01, 1.0, 3)
    assert test.learning_rates == pytest.approx([0.01, 0.1, 1.0])
    assert test.history.params[:, 0] == pytest.approx([8.0, 8 * 0.99, 8 * 0.99 * 0.9, 0.0])
    assert test.n_steps == 3


@given(
    st.lists(st.floats(0.01, 100.0), min_size=1, max_size=3), st.floats(1e-6, 1e-2), st.floats(0.1, 1e4),
    st.integers(2, 60),
)  # fmt: skip
def test_the_three_points_are_what_they_are_called(curvatures, low, high, n_steps):
    test = range_test(quadratic_bowl(curvatures), np.ones(len(curvatures)), low, high, n_steps)
    loss, after = test.history.loss, test.history.loss[1:]
    lowest = None if not np.nanmin(after) < loss[0] else int(np.nanargmin(after))
    assert test.lowest == lowest
    if lowest is None:
        assert test.steepest is None
    else:
        falls = loss[: lowest + 1] - after[: lowest + 1]
        assert test.steepest <= lowest and falls[test.steepest] == falls.max() > 0
    later = range(0 if lowest is None else lowest + 1, n_steps)
    assert test.blow_up == next((k for k in later if not after[k] <= loss[0]), None)


def test_a_test_that_goes_far_up_overflows_and_still_finds_its_points():
    test = range_test(OBJECTIVE, [0.0, 0.0], 1e-5, 1e5, 300)
    assert test.history.status == "nan"
    assert test.steepest < test.lowest < test.blow_up


def test_a_test_that_begins_too_high_finds_nothing_to_recommend():
    test = range_test(OBJECTIVE, [0.0, 0.0], 5.0, 10.0, 20)
    assert (test.steepest, test.lowest, test.blow_up) == (None, None, 0)
    assert test.rate_at(test.steepest) is None


def test_a_test_that_ends_early_never_blows_up():
    test = range_test(OBJECTIVE, [0.0, 0.0], 1e-5, 0.1, 50)
    assert test.blow_up is None and test.lowest == 49


@pytest.mark.parametrize("n_steps", [20, 50, 100, 200, 500])
def test_the_rate_of_the_fastest_fall_trains_well_and_that_of_the_lowest_point_does_not(n_steps):
    test = range_test(OBJECTIVE, [0.0, 0.0], 1e-5, 10.0, n_steps)
    fastest, lowest = test.rate_at(test.steepest), test.rate_at(test.lowest)
    assert fastest < learning_rate_limit(OBJECTIVE) < lowest < test.rate_at(test.blow_up)
    runs = train(OBJECTIVE, gradient_descent([fastest, lowest / 10, lowest]), [0.0, 0.0], n_steps=300)
    assert [diagnose(runs.run(k)).outcome for k in range(3)] == ["settles", "settles", "diverges"]


def test_in_a_longer_test_the_loss_falls_fastest_at_a_smaller_rate():
    """As many more steps have already done their work: the rate found is an order of magnitude, no more."""
    rates = [
        test.rate_at(test.steepest)
        for test in (range_test(OBJECTIVE, [0.0, 0.0], 1e-5, 10.0, n) for n in (20, 50, 100, 200, 500))
    ]
    assert np.all(np.diff(rates) < 0) and rates[0] / rates[-1] > 10


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0.0, 0.0], 0.0, 1.0, 10), "low must be larger than 0"),
        (([0.0, 0.0], 1.0, 0.1, 10), "low must be smaller than high"),
        (([0.0, 0.0], 0.1, 1.0, 1), "n_steps must be a whole number of at least 2"),
        (([0.0], 0.1, 1.0, 10), "init_params must have 2 numbers"),
        (([[0.0, 0.0], [1.0, 1.0]], 0.1, 1.0, 10), "init_params must be one start"),
    ],
)
def test_what_is_wrong_is_said(arguments, message):
    with pytest.raises(ValueError, match=message):
        range_test(OBJECTIVE, *arguments)
