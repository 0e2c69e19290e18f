"""Sweeps: each rate as if it were trained alone, judged by its worst start; and quadratics from few numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.descent import (
    Batches,
    LinearModel,
    Neuron,
    absolute_error,
    gradient_descent,
    line,
    log_loss,
    mean_loss,
    penguins_body_mass,
    quadratic_bowl,
    squared_error,
    train,
    two_valleys,
)
from utils.descent.experiments.sweep import ARRIVED, DIVERGES, UNFINISHED, spread_learning_rates, sweep
from utils.descent.objectives.quadratic_form import quadratic_form

pytestmark = pytest.mark.filterwarnings("error")

DATA = line()
OBJECTIVE = mean_loss(LinearModel(1), squared_error, DATA.X, DATA.y_true)
BOWL = quadratic_bowl([1.0, 10.0])  # its limit is 0.2
RATES = [0.001, 0.01, 0.1, 0.19, 0.2, 0.21, 1.0]


def test_each_run_is_the_run_trained_alone():
    starts = np.array([[1.0, 2.0], [-3.0, 0.5]])
    tried = sweep(BOWL, RATES, starts, n_steps=40)
    assert tried.history.params.shape == (2, 7, 41, 2)
    for s, start in enumerate(starts):
        for r, rate in enumerate(RATES):
            alone = train(BOWL, gradient_descent(rate), start, n_steps=40)
            assert np.array_equal(tried.history.params[s, r], alone.params)
            assert np.array_equal(tried.history.loss[s, r], alone.loss)


def by_hand(start, rates, n_steps):
    """End loss and first step within 1 % of a bowl's run, in closed form."""
    steps = np.arange(n_steps + 1)
    factors = (1 - np.outer(rates, [1.0, 10.0]))[:, None, :] ** (2 * steps)[:, None]
    loss = (0.5 * np.array([1.0, 10.0]) * np.square(start) * factors).sum(axis=-1)
    within = loss <= 0.01 * loss[:, :1]
    return loss[:, -1], np.where(within.any(axis=1), within.argmax(axis=1), -1)


def test_the_worst_start_counts():
    starts = [[1.0, 2.0], [10.0, 0.1]]
    tried = sweep(BOWL, RATES, starts, n_steps=60)
    (easy, easy_steps), (hard, hard_steps) = (by_hand(start, RATES, 60) for start in starts)
    below = np.array(RATES) <= 0.2
    for r in np.flatnonzero(below):
        steps = -1 if min(easy_steps[r], hard_steps[r]) < 0 else max(easy_steps[r], hard_steps[r])
        assert tried.steps_to_arrive[r] == steps
    assert tried.worst_start[2] == 1 and tried.end_loss[2] == pytest.approx(hard[2])
    assert easy[2] < hard[2]


def test_outcomes_and_the_best():
    tried = sweep(BOWL, RATES, [[1.0, 1.0]], n_steps=60)
    assert tried.limit == pytest.approx(0.2)
    expected = [UNFINISHED, UNFINISHED, ARRIVED, ARRIVED, UNFINISHED, DIVERGES, DIVERGES]
    assert tried.outcome.tolist() == expected
    _, steps = by_hand([1.0, 1.0], RATES[:5], 60)
    assert tried.steps_to_arrive.tolist() == [*steps, -1, -1]
    assert tried.best == 2


def test_rates_that_arrive_at_the_same_step_leave_the_lowest_as_the_safest():
    tried = sweep(quadratic_bowl([1.0]), [0.95, 1.0, 1.05], [[1.0]], n_steps=5)
    assert tried.steps_to_arrive.tolist() == [1, 1, 1]
    assert tried.best == 0


def test_no_rate_arrives_or_none_settles():
    assert sweep(BOWL, [1e-6, 1e-5, 5.0], [[1.0, 1.0]], n_steps=5).best == 1
    none = sweep(BOWL, [0.3, 5.0], [[1.0, 1.0]], n_steps=900)
    assert none.best is None and none.outcome.tolist() == [DIVERGES, DIVERGES]
    assert np.isinf(none.end_loss[0]) and np.isnan(none.end_loss[1])


def test_a_rate_above_the_limit_has_not_arrived_even_if_it_passes_the_bottom():
    # The flat direction is nearly all of the loss, and the steep one grows from almost nothing
    tried = sweep(BOWL, [0.21], [[1.0, 1e-9]], n_steps=30)
    assert tried.history.final_loss[0, 0] < 0.01 * tried.history.loss[0, 0, 0]
    assert tried.outcome.tolist() == [DIVERGES] and tried.steps_to_arrive.tolist() == [-1]


def test_only_some_of_the_rates_keep_their_own_runs():
    tried = sweep(BOWL, RATES, [[1.0, 1.0]], n_steps=60)
    some = tried.only([0, 3])
    assert some.learning_rates.tolist() == [0.001, 0.19] and some.best == 1
    assert np.array_equal(some.history.loss, tried.history.loss[:, [0, 3]])
    none = tried.only([])
    assert none.best is None and none.outcome.tolist() == [] and none.end_loss.tolist() == []


@given(st.floats(1e-8, 1e3), st.floats(0.5, 8), st.integers(2, 81))
def test_rates_are_spread_at_equal_factors(center, span, n_rates):
    rates = spread_learning_rates(center, span, n_rates)
    assert rates.shape == (n_rates,)
    assert np.sqrt(rates[0] * rates[-1]) == pytest.approx(center)
    assert np.log10(rates[-1] / rates[0]) == pytest.approx(span)
    assert np.diff(np.log10(rates)) == pytest.approx(span / (n_rates - 1))


def test_the_classic_rates_are_exactly_these():
    assert spread_learning_rates(0.01, 4, 5).tolist() == [0.0001, 0.001, 0.01, 0.1, 1.0]
    assert spread_learning_rates(0.02, 4, 1).tolist() == [pytest.approx(0.02)]


@pytest.mark.parametrize(
    ("center", "span", "message"),
    [
        (0.0, 4, "above 0"),
        (-1, 4, "above 0"),
        (0.01, -1, "not below 0"),
        (1e299, 8, "between"),
        (1e-299, 8, "between"),
    ],
)
def test_rates_that_cannot_be_spread(center, span, message):
    with pytest.raises(ValueError, match=message):
        spread_learning_rates(center, span, 3)


# ---- quadratics from few numbers --------------------------------------------------------------------


@pytest.mark.parametrize("data", [DATA, penguins_body_mass(), line(5000)], ids=["line", "penguins", "many"])
def test_a_quadratic_form_is_the_same_function(data):
    full = mean_loss(LinearModel(1), squared_error, data.X, data.y_true)
    small = quadratic_form(full)
    params = np.random.default_rng(0).normal(scale=[5.0, 50.0], size=(3, 20, 2))
    assert small.value(params) == pytest.approx(full.value(params), rel=1e-9)
    assert small.gradient(params) == pytest.approx(full.gradient(params), rel=1e-7)
    assert small.value(full.minimum.params) == full.minimum.value == small.minimum.value
    assert small.model is full.model and small.X is full.X


def test_the_sweep_of_a_quadratic_form_ends_where_the_full_one_does():
    rates = spread_learning_rates(0.01, 4, 41)
    full, small = (
        sweep(o, rates, [[0.0, 0.0], [5.0, -2.0]], n_steps=300) for o in (OBJECTIVE, quadratic_form(OBJECTIVE))
    )
    assert small.outcome.tolist() == full.outcome.tolist()
    assert small.steps_to_arrive.tolist() == full.steps_to_arrive.tolist()
    below = ~full.is_above_limit
    assert small.end_loss[below] == pytest.approx(full.end_loss[below], rel=1e-9)


def test_runs_on_a_quadratic_form_do_not_depend_on_their_neighbors():
    small = quadratic_form(OBJECTIVE)
    together = train(small, gradient_descent([0.01, 0.1, 3.0]), [0.0, 0.0], n_steps=400)
    for k, rate in enumerate([0.01, 0.1, 3.0]):
        alone = train(small, gradient_descent(rate), [0.0, 0.0], n_steps=400)
        assert np.array_equal(together.params[k], alone.params, equal_nan=True)
        assert np.array_equal(together.loss[k], alone.loss, equal_nan=True)
        with np.errstate(all="ignore"):
            assert np.array_equal(alone.loss, small.value(alone.params), equal_nan=True)


def test_a_batch_of_a_quadratic_form_is_a_quadratic_of_its_own():
    runs = [
        train(one, gradient_descent(0.05), [0.0, 0.0], n_steps=40, batches=Batches(7, random_state=1))
        for one in (OBJECTIVE, quadratic_form(OBJECTIVE))
    ]
    assert np.array_equal(runs[0].params, runs[1].params)
    assert np.array_equal(runs[0].loss, runs[1].loss)


@pytest.mark.parametrize(
    "objective",
    [
        two_valleys(),
        mean_loss(LinearModel(1), absolute_error, DATA.X, DATA.y_true),
        mean_loss(Neuron(1), log_loss, [[0.0], [1.0], [2.0]], [0.0, 1.0, 0.0]),
        quadratic_bowl([1.0, -1.0]),
    ],
    ids=lambda objective: objective.label,
)
def test_what_is_no_quadratic_with_a_minimum_stays_as_it_is(objective):
    assert quadratic_form(objective) is objective
