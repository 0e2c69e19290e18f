"""The figures of the four misconceptions: their sentences, and the facts that the lesson sets against the beliefs."""

import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lessons.what_people_say import misconceptions
from tests.lessons.moving import assert_a_move_shows_and_returns
from utils.descent import (
    LinearModel,
    Neuron,
    format_number,
    gradient_descent,
    line,
    log_loss,
    mean_loss,
    penguins_species,
    quadratic_bowl,
    squared_error,
    standardize,
    train,
    v_shape,
)

NAMES = ("above_one", "wobble", "negative_rate", "sum_or_mean")
BIRDS = penguins_species()
NEURON_LOSS = mean_loss(Neuron(2), log_loss, standardize(BIRDS.X)[0], BIRDS.y_true)
DATA = line()
LINE_LOSS = mean_loss(LinearModel(1), squared_error, DATA.X, DATA.y_true)
LOSSES = {"parabola": quadratic_bowl([2.0]), "V": v_shape(8.0)}
EXPLORERS = {
    "above_one": misconceptions.above_one(NEURON_LOSS, np.zeros(3), n_steps=300),
    "wobble": misconceptions.wobble(LOSSES, 5.0, n_steps=60),
    "negative_rate": misconceptions.negative_rate(LINE_LOSS, [0.0, 0.0], n_steps=50),
    "sum_or_mean": misconceptions.sum_or_mean(line(30), line(300), [0.0, 0.0], n_steps=100),
}
RATES = st.one_of(st.floats(1e-6, 10.0), st.sampled_from([1e-300, 1e-12, 1.0, 30.0, 1e6, 1e300]))

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(autouse=True)
def first_state():
    yield
    for explorer in EXPLORERS.values():
        explorer.reset()


MOVES = [
    *[(name, {"learning_rate": rate}) for name in NAMES for rate in (1e-9, 0.02, 0.7, 1.0, 40.0, 1e300)],
    *[("wobble", {"n_steps": n}) for n in (1, 2, 300)],
    ("wobble", {"shape": "V"}),
    ("wobble", {"shape": "V", "learning_rate": 0.01, "n_steps": 5}),
    ("wobble", {"shape": "V", "learning_rate": 0.625}),
    ("negative_rate", {"negative": False}),
    ("negative_rate", {"negative": False, "learning_rate": 0.1}),
    ("sum_or_mean", {"adds": "mean"}),
    ("sum_or_mean", {"adds": "mean", "learning_rate": 0.1}),
]


@pytest.mark.parametrize(("name", "move"), MOVES, ids=str)
def test_every_control_changes_what_is_shown_its_line_restores_it_and_reset_goes_back(name, move):
    assert EXPLORERS[name].name == name
    assert_a_move_shows_and_returns(EXPLORERS[name], move)


@pytest.mark.parametrize("name", NAMES)
def test_a_bad_rate_is_said_on_the_page_and_raised(name):
    explorer = EXPLORERS[name]
    with pytest.raises(ValueError, match="learning_rate must"):
        explorer.set(learning_rate=float("inf"))
    assert "learning_rate must" in explorer.problem.value


def said(name, **values):
    explorer = EXPLORERS[name]
    values = {**explorer._initial, **values}
    return explorer._describe(explorer.run_with(values), **values)


# ---- "a learning rate must be below 1" -----------------------------------------------------------------


def neuron_losses(rate, n_steps=300):
    """A neuron on penguins in plain NumPy, without the engine."""
    penguins = penguins_species()
    X = np.column_stack([standardize(penguins.X)[0], np.ones(len(penguins.y_true))])
    params, losses = np.zeros(3), []
    for _ in range(n_steps + 1):
        z = X @ params
        losses.append(np.mean(np.logaddexp(0, z) - penguins.y_true * z))
        params = params - rate * X.T @ (1 / (1 + np.exp(-z)) - penguins.y_true) / len(z)
    return np.array(losses)


def test_the_rate_3_is_right_and_1_is_too_small():
    best = NEURON_LOSS.minimum.value
    three, one = neuron_losses(3.0), neuron_losses(1.0)
    allowed = best + 0.01 * (three[0] - best)
    step = int(np.argmax(three <= allowed))
    assert step > 0 and one.min() > allowed
    assert EXPLORERS["above_one"].sentence == (
        f"Learning rate 3, 300 steps: within 1 % at step {step}. Learning rate 1: crawling, from loss "
        f"{format_number(one[0])} to {format_number(one[-1])}. Near the bottom of this loss the limit is 112."
    )


def test_the_limit_of_the_neuron_parts_the_rates_that_settle_from_those_that_do_not():
    near = NEURON_LOSS.minimum.params + 1e-3
    runs = train(NEURON_LOSS, gradient_descent([105.0, 120.0]), near, n_steps=3000)
    assert np.ptp(runs.loss[0, -100:]) < 1e-9 < np.ptp(runs.loss[1, -100:])


def test_the_rate_1_is_not_compared_with_itself():
    assert said("above_one", learning_rate=1.0).count("Learning rate 1") == 1


# ---- "a large rate only wobbles within a range" ----------------------------------------------------------


@settings(max_examples=80)
@given(RATES, st.integers(1, 300))
@example(0.999999, 300)
@example(1.000001, 300)
@example(0.5, 60)
@example(1 - 1e-12, 60)
def test_on_a_parabola_the_jumps_shrink_or_grow_and_stay_only_at_the_limit(rate, n_steps):
    words = said("wobble", learning_rate=rate, n_steps=n_steps)
    run = EXPLORERS["wobble"].run_with({"shape": "parabola", "learning_rate": rate, "n_steps": n_steps})
    factor = run.params[1, 0] / 5.0
    assert factor == pytest.approx(1 - 2 * rate)
    assert ("no step overshoots" in words) == (factor >= 0)
    assert ("forever" in words) == (factor == -1)
    assert ("the jumps shrink, and it settles" in words) == (-1 < factor < 0)
    assert ("the jumps grow without end" in words) == (factor < -1)
    shown = re.search(r"to the bottom by (.+?): ", words)[1]
    assert (shown in ("1", "-1")) == (abs(factor) == 1)


@pytest.mark.parametrize(("rate", "grows"), [(0.99, False), (1.0, False), (1.01, True)])
def test_one_hundredth_above_the_limit_leaves_every_range_and_one_below_settles(rate, grows):
    run = EXPLORERS["wobble"].run_with({"shape": "parabola", "learning_rate": rate, "n_steps": 300})
    assert run.final_loss == pytest.approx(25 * (1 - 2 * rate) ** 600, rel=1e-9)
    assert (run.final_loss > 1e6) == grows and (run.final_loss == 25) == (rate == 1)


@settings(max_examples=60)
@given(st.floats(0.001, 50.0), st.integers(1, 300))
def test_on_a_v_every_rate_wobbles_within_a_range(rate, n_steps):
    words = said("wobble", shape="V", learning_rate=rate, n_steps=n_steps)
    w, x = [5.0], 5.0
    for _ in range(n_steps):
        x = x - rate * 8 * np.sign(x)
        w.append(x)
    assert max(map(abs, w)) <= max(5.0, 8 * rate)
    if "has not reached the bottom" in words:
        assert min(w) > 0
    elif "hit the bottom exactly" in words:
        assert w[-1] == 0
    else:
        low, high = map(float, re.search(r"jumps between (\S+) and (\S+) forever", words).groups())
        assert (low, high) == pytest.approx(sorted(w[-2:]), rel=0.01, abs=1e-9)
        assert high - low == pytest.approx(8 * rate, rel=0.02)


# ---- "a negative rate cures divergence" ------------------------------------------------------------------


def line_losses(rate, n_steps=50):
    """The line in plain NumPy, without the engine."""
    data, weight, bias, losses = line(), 0.0, 0.0, []
    x, y = data.X[:, 0], data.y_true
    with np.errstate(all="ignore"):
        for _ in range(n_steps + 1):
            error = weight * x + bias - y
            losses.append(np.mean(error**2))
            weight, bias = weight - rate * np.mean(2 * error * x), bias - rate * np.mean(2 * error)
    return np.array(losses)


@settings(max_examples=60)
@given(st.floats(1e-6, 100.0), st.booleans())
def test_with_a_minus_sign_the_loss_rises_at_every_step_whatever_the_rate(rate, negative):
    words = said("negative_rate", learning_rate=rate, negative=negative)
    wrong, right = line_losses(-rate), line_losses(rate)
    assert (np.diff(wrong) > 0).all() and wrong[-1] > right[-1]
    assert f"Learning rate -{format_number(rate)}: the loss rises at every step. Diverging: " in words
    assert words.startswith(f"Learning rate {'-' if negative else '+'}{format_number(rate)}: ")
    rises = int((np.diff(right) > 0).sum())
    phrase = {0: "at no step", 50: "at every step"}.get(rises, f"at {rises} of 50 steps")
    converged = right[-1] < 0.02  # there the last digits may tremble
    assert converged or f"Learning rate +{format_number(rate)}: the loss rises {phrase}. " in words


# ---- "one rate suits all data" ----------------------------------------------------------------------------


def test_with_a_sum_the_limit_shrinks_with_the_number_of_points_and_with_a_mean_it_does_not():
    limits = {}
    for adds in ("sum", "mean"):
        found = re.findall(r"With (\d+) points, where the limit is ([\d.e-]+):", said("sum_or_mean", adds=adds))
        limits |= {(adds, int(size)): float(limit) for size, limit in found}
    for size in (30, 300):
        x = line(size).X[:, 0]
        matrix = 2 * np.array([[x @ x, x.sum()], [x.sum(), size]])
        largest = np.linalg.eigvalsh(matrix)[-1]
        assert limits["sum", size] == pytest.approx(2 / largest, rel=0.005)
        assert limits["mean", size] == pytest.approx(2 * size / largest, rel=0.005)


@settings(max_examples=40)
@given(st.floats(1e-6, 1.0), st.sampled_from(["sum", "mean"]))
def test_the_runs_are_those_of_the_sum_and_of_the_mean_in_plain_numpy(rate, adds):
    shown = EXPLORERS["sum_or_mean"].run_with({"adds": adds, "learning_rate": rate})
    for number, size in enumerate((30, 300)):
        data = line(size)
        X, params, losses = np.column_stack([data.X, np.ones(size)]), np.zeros(2), []
        with np.errstate(all="ignore"):
            for _ in range(11):
                error = X @ params - data.y_true
                losses.append(np.mean(error**2))
                slope = 2 * X.T @ error
                params = params - rate * (slope if adds == "sum" else slope / size)
        assert shown.histories[number].loss[:11] == pytest.approx(np.array(losses), rel=1e-6)


def test_a_rate_that_suits_30_points_explodes_with_300_if_errors_are_summed():
    words = EXPLORERS["sum_or_mean"].sentence
    assert "With 30 points, where the limit is 0.00867: within 1 % at step 2." in words
    assert "With 300 points, where the limit is 0.000876: diverging, " in words
    assert "The limits differ by a factor of 9.91." in words
    words = said("sum_or_mean", adds="mean", learning_rate=0.1)
    assert words.count("within 1 % at step") == 2 and "The limits are nearly the same." in words


def test_a_start_at_the_bottom_is_refused():
    with pytest.raises(ValueError, match="start must not be 0"):
        misconceptions.wobble(LOSSES, 0.0, n_steps=60)


def test_the_line_with_a_mean_is_the_one_of_the_engine():
    data = line(300)
    objective = mean_loss(LinearModel(1), squared_error, data.X, data.y_true)
    alone = train(objective, gradient_descent(0.1), [0.0, 0.0], n_steps=100)
    shown = EXPLORERS["sum_or_mean"].run_with({"adds": "mean", "learning_rate": 0.1})
    assert np.array_equal(shown.histories[1].loss, alone.loss)
