"""Schedules against closed forms, and against what their names promise."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.descent import (
    constant,
    cosine_with_warm_up,
    exponential_ramp,
    gradient_descent,
    inverse_time_decay,
    quadratic_bowl,
    step_decay,
    train,
)

RATES = st.floats(1e-8, 1e8)
STEPS = st.integers(0, 1000)
LENGTHS = st.integers(2, 120)


def rates_of(schedule, n_steps):
    return np.array([schedule(step) for step in range(n_steps)])


@given(RATES, STEPS)
def test_constant_is_constant(rate, step):
    assert constant(rate)(step) == rate


@given(RATES, st.integers(1, 100), st.floats(0.01, 1.0), STEPS)
def test_step_decay_is_multiplied_once_every_so_many_steps(rate, every, factor, step):
    expected = rate
    for _ in range(step // every):
        expected *= factor
    assert step_decay(rate, every=every, factor=factor)(step) == pytest.approx(expected, rel=1e-12)


@given(RATES, st.integers(1, 100))
def test_step_decay_stays_between_its_drops_and_halves_by_itself(rate, every):
    schedule = step_decay(rate, every=every)
    assert schedule(0) == schedule(every - 1) == 2 * schedule(every) == 4 * schedule(2 * every)


@given(RATES, st.floats(0.1, 1000), STEPS)
def test_one_over_the_inverse_time_decay_is_a_straight_line(rate, halved_after, step):
    schedule = inverse_time_decay(rate, halved_after=halved_after)
    assert 1 / schedule(step) == pytest.approx(1 / rate + step / (rate * halved_after), rel=1e-12)


@given(RATES, st.integers(1, 500))
def test_inverse_time_decay_leaves_a_half_a_third_a_quarter(rate, span):
    schedule = inverse_time_decay(rate, halved_after=span)
    shares = [schedule(k * span) / rate for k in range(4)]
    assert shares == pytest.approx([1, 1 / 2, 1 / 3, 1 / 4])


def test_the_sum_of_inverse_time_rates_has_no_limit_but_that_of_their_squares_has():
    """The conditions of Robbins and Monro, by the sums from 10**k to 10**(k + 1) steps."""
    rates = rates_of(inverse_time_decay(1.0, halved_after=1), 100_000)
    sums = [rates[10**k : 10 ** (k + 1)].sum() for k in (2, 3, 4)]
    squares = [(rates[10**k : 10 ** (k + 1)] ** 2).sum() for k in (2, 3, 4)]
    assert sums == pytest.approx([math.log(10)] * 3, rel=0.01)
    assert squares == pytest.approx([0.009, 0.0009, 0.00009], rel=0.02)
    assert rates.sum() - 1 == pytest.approx(math.log(100_000) + np.euler_gamma - 1, rel=1e-4)


@given(RATES, LENGTHS, st.data())
def test_the_warm_up_is_a_straight_line_to_the_peak_and_the_rest_half_a_cosine(peak, n_steps, data):
    warm_up = data.draw(st.integers(0, n_steps - 1))
    schedule = cosine_with_warm_up(peak, n_steps=n_steps, warm_up=warm_up)
    rates = rates_of(schedule, n_steps) / peak
    assert rates[: warm_up + 1] == pytest.approx(np.arange(1, warm_up + 2) / (warm_up + 1))
    share = np.linspace(0, 1, n_steps - warm_up + 1)[:-1]
    assert rates[warm_up:] == pytest.approx((1 + np.cos(np.pi * share)) / 2)
    assert (rates > 0).all() and rates.max() == rates[warm_up] == 1
    assert schedule(n_steps) == schedule(10 * n_steps) == 0


def test_half_way_down_the_cosine_half_of_the_peak_is_left():
    assert cosine_with_warm_up(0.8, n_steps=110, warm_up=10)(60) == pytest.approx(0.4)


@given(st.floats(1e-10, 1.0), st.floats(1.001, 1e10), LENGTHS)
def test_the_ramp_grows_by_one_factor_from_end_to_end(low, ratio, n_steps):
    high = low * ratio
    schedule = exponential_ramp(low, high, n_steps=n_steps)
    assert rates_of(schedule, n_steps) == pytest.approx(np.geomspace(low, high, n_steps), rel=1e-9)
    assert (schedule(0), schedule(n_steps - 1), schedule(n_steps + 7)) == (low, high, high)


def test_a_ramp_over_nearly_all_floats_neither_overflows_nor_vanishes():
    rates = rates_of(exponential_ramp(1e-300, 1e300, n_steps=7), 7)
    assert rates == pytest.approx([1e-300, 1e-200, 1e-100, 1, 1e100, 1e200, 1e300])


@given(st.floats(0.1, 3.0), st.floats(0.01, 1.9), st.integers(1, 60))
def test_a_run_multiplies_the_distance_by_one_minus_rate_times_curvature_at_each_step(curvature, rate, n_steps):
    schedule = inverse_time_decay(rate / curvature, halved_after=5)
    run = train(quadratic_bowl([curvature]), gradient_descent(schedule), [1.0], n_steps=n_steps)
    factors = 1 - curvature * rates_of(schedule, n_steps)
    before, after = run.params[:-1, 0], run.params[1:, 0]
    # Where a step leads to the minimum, what is left is rounding: of the place before, not of the next
    assert before[0] == 1 and (np.abs(after - before * factors) <= 1e-15 * np.abs(before)).all()


# ---- several schedules at once ------------------------------------------------------------------------


def test_runs_trained_together_are_bit_for_bit_those_trained_alone():
    bowl, start, n_steps = quadratic_bowl([1.0, 7.0]), [3.0, -2.0], 40
    schedules = [
        constant(0.1), step_decay(0.2, every=7), inverse_time_decay(0.3, halved_after=4),
        cosine_with_warm_up(0.25, n_steps=n_steps, warm_up=5),
    ]  # fmt: skip
    together = train(bowl, gradient_descent(schedules), start, n_steps=n_steps)
    for number, schedule in enumerate(schedules):
        alone = train(bowl, gradient_descent(schedule), start, n_steps=n_steps)
        for part in ("params", "loss", "gradient_norm"):
            assert np.array_equal(getattr(together.run(number), part), getattr(alone, part))
        assert np.array_equal(together.learning_rate[number], rates_of(schedule, n_steps))
    with pytest.raises(ValueError, match="read-only"):
        together.learning_rate[0, 0] = 1.0


def test_a_constant_schedule_is_the_same_as_its_number():
    bowl = quadratic_bowl([1.0, 7.0])
    number, schedule = (train(bowl, gradient_descent(r), [3.0, -2.0], n_steps=30) for r in (0.2, constant(0.2)))
    assert np.array_equal(number.params, schedule.params)


# ---- what cannot be right -----------------------------------------------------------------------------

WRONG_RATES = [0, -0.1, math.nan, math.inf, "fast", None, True]
MAKERS = [
    constant,
    lambda rate: step_decay(rate, every=10),
    lambda rate: inverse_time_decay(rate, halved_after=10),
    lambda rate: cosine_with_warm_up(rate, n_steps=10),
]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("rate", WRONG_RATES)
def test_a_rate_that_is_none_is_refused_by_name(make, rate):
    with pytest.raises(
        ValueError, match=r"^learning_rate must be (larger than 0|a finite number), for example 0\.01; got"
    ):
        make(rate)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: step_decay(0.1, every=0), "every must be a whole number of at least 1; got 0."),
        (lambda: step_decay(0.1, every=2.5), "every must be a whole number of at least 1; got 2.5."),
        (lambda: step_decay(0.1, every=5, factor=1.5), "factor must be at most 1, for example 0.5; got 1.5."),
        (lambda: step_decay(0.1, every=5, factor=0), "factor must be larger than 0, for example 0.5; got 0.0."),
        (
            lambda: inverse_time_decay(0.1, halved_after=0),
            "halved_after must be larger than 0, for example 10; got 0.0.",
        ),
        (
            lambda: cosine_with_warm_up(0.1, n_steps=0),
            "n_steps must be a whole number of at least 1; got 0.",
        ),
        (
            lambda: cosine_with_warm_up(0.1, n_steps=10, warm_up=10),
            "warm_up must be a whole number from 0 to 9; got 10.",
        ),
        (lambda: exponential_ramp(0, 1, n_steps=5), "low must be larger than 0, for example 0.01; got 0.0."),
        (
            lambda: exponential_ramp(1, 1, n_steps=5),
            "low must be smaller than high, for example 0.0001 and 10; got 1.0 and 1.0.",
        ),
        (lambda: exponential_ramp(1, 2, n_steps=1), "n_steps must be a whole number of at least 2; got 1."),
        (lambda: constant(0.1)(-1), "step must be a whole number of at least 0; got -1."),
        (lambda: constant(0.1)(0.5), "step must be a whole number of at least 0; got 0.5."),
        (lambda: constant(0.1)(True), "step must be a whole number of at least 0; got True."),
    ],
)
def test_what_is_wrong_is_said(make, message):
    with pytest.raises(ValueError) as error:
        make()
    assert str(error.value) == message


def test_a_schedule_of_many_rates_names_the_step_that_is_nonsense():
    optimizer = gradient_descent(lambda step: np.array([0.1, np.nan]))
    with pytest.raises(ValueError) as error:
        optimizer.update(np.ones((2, 1)), 0, np.ones((2, 1)))
    assert str(error.value) == "learning_rate(0) must hold finite numbers only; got nan at position 1."
