"""Five rates: what is said of a run is what a loop in plain NumPy finds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.learning_rate.five_rates import learning_rate_explorer
from lessons.learning_rate.five_rates import speed as say_speed
from tests.lessons.learning_rate.by_hand import DATA, OBJECTIVE, losses_by_hand
from tests.lessons.moving import assert_a_bad_rate_is_said, assert_a_move_shows_and_returns
from utils.descent import diagnose, format_number, gradient_descent, quadratic_bowl, train
from utils.explorers import say

pytestmark = pytest.mark.filterwarnings("error")

RATES = [1e-5, 0.0001, 0.01, 0.2, 0.26, 0.3, 1.0, 10.0, 1e300]

MOVES = [
    *[("learning_rate", value) for value in RATES],
    *[("weight", value) for value in (-2, 1.3, 2.0, 6)],
    *[("bias", value) for value in (-3, 1.0, 5)],
    *[("n_steps", value) for value in (1, 2, 17, 299)],
]


@pytest.fixture(scope="module")
def made():
    """Building it takes longest, so this is done once."""
    return learning_rate_explorer(OBJECTIVE, [0.0, 0.0], learning_rate=0.001, n_steps=300)


@pytest.fixture
def speed(made):
    yield made
    made.reset()


@pytest.mark.parametrize(("key", "value"), MOVES)
def test_every_control_changes_what_is_shown_and_reset_brings_it_back(speed, key, value):
    assert_a_move_shows_and_returns(speed, {key: value})


def test_a_learning_rate_that_is_none_is_refused_in_words(speed):
    assert_a_bad_rate_is_said(speed)


@pytest.mark.parametrize("rate", [0.0001, 0.001, 0.01, 0.1, 0.26, 1.0])
@pytest.mark.parametrize("start", [(0.0, 0.0), (5.0, -2.0)])
def test_the_sentence_says_what_a_loop_in_plain_numpy_finds(speed, rate, start):
    speed.set(learning_rate=rate, weight=start[0], bias=start[1])
    losses = losses_by_hand(rate, 300, *start)
    best = np.mean((np.polyval(np.polyfit(DATA.X[:, 0], DATA.y_true, 1), DATA.X[:, 0]) - DATA.y_true) ** 2)
    within = np.flatnonzero(losses - best <= 0.01 * (losses[0] - best))
    assert f"Learning rate {format_number(rate)}, 300 steps: loss from {say(losses[0])} to {say(losses[-1])}," in (
        speed.sentence
    )
    when = f"reached at step {within[0]}" if len(within) else "not reached"
    assert f"Within 1 %: {when}." in speed.sentence
    assert f"{diagnose(speed.history).name.capitalize()}: " in speed.sentence
    assert all(f"{name} {say(value)}" in speed.sentence
               for name, value in zip(("weight", "bias"), speed.history.final_params, strict=True))  # fmt: skip


def test_a_run_that_leaves_the_chart_says_so_and_points_there(speed):
    speed.set(learning_rate=1.0)
    leaves = int(np.argmax(~(losses_by_hand(1.0, 300) <= 1e4)))
    assert f"The loss leaves the top of the chart (10000) at step {leaves}." in speed.sentence
    assert "The path leaves the map at step 1." in speed.sentence
    curve = speed.stage.views[0]
    x, y = curve.exit.get_data()
    assert (0 <= x[0] <= 2, y[0]) == (True, pytest.approx(1e4))


def test_the_five_classic_rates_can_all_be_pinned_and_unpinned(speed):
    before = speed.figure.frame
    for button in speed.controls["learning_rate"].buttons:
        button.click()
        speed.buttons["Pin this run"].click()
    assert [label for label, _ in speed.pins.kept] == ["0.0001", "0.001", "0.01", "0.1", "1"]
    assert [text.get_text() for text in speed.stage.views[0].axes.texts] == ["0.0001", "0.001", "0.01", "0.1", "1"]
    speed.pins.clear()
    speed.reset()
    assert speed.pins.kept == [] and speed.figure.frame == before


def test_runs_with_the_same_rate_but_another_start_or_length_have_another_name(speed):
    speed.pin()
    speed.set(weight=2.0)
    speed.pin()
    speed.set(n_steps=40)
    speed.pin()
    assert [label for label, _ in speed.pins.kept] == ["0.001", "0.001 from (2, 0)", "0.001 from (2, 0), 40 steps"]
    speed.pins.clear()


def test_five_rates_five_outcomes():
    runs = train(OBJECTIVE, gradient_descent([0.0001, 0.001, 0.01, 0.1, 1.0]), [0.0, 0.0], n_steps=300)
    assert runs.steps_to_within(0.01).tolist() == [-1, 299, 29, 2, -1]
    assert [diagnose(runs.run(k)).name for k in range(5)] == [
        "crawling", "converging", "converged", "converged", "overflowed"
    ]  # fmt: skip


def test_the_limit_of_the_line_is_where_the_lesson_says():
    rates = [0.1, 0.13, 0.2, 0.25, 0.26, 0.262]
    runs = train(OBJECTIVE, gradient_descent(rates), [0.0, 0.0], n_steps=300)
    assert runs.steps_to_within(0.01).tolist() == [2, 1, 4, 29, -1, -1]
    assert diagnose(runs.run(4)).name == "oscillating"
    assert diagnose(runs.run(5)).name == "diverging"


@given(weight=st.floats(-2, 6), bias=st.floats(-3, 5), exponent=st.floats(-4, -0.57), n_steps=st.integers(1, 300))
def test_no_run_is_said_to_crawl_and_to_be_there_without_a_word_on_both(weight, bias, exponent, n_steps):
    run = train(OBJECTIVE, gradient_descent(10**exponent), [weight, bias], n_steps=n_steps)
    words, step, best = say_speed(run), run.steps_to_within(0.01), OBJECTIVE.minimum.value
    if step is None:
        assert "Within 1 %: not reached." in words
    elif run.loss[-1] - best > 0.01 * (run.loss[0] - best):
        assert f"Within 1 %: reached at step {step}, and left again." in words
    else:
        slow = ", and only the rest is slow" if " Crawling: " in words else ""
        assert f"Within 1 %: reached at step {step}{slow}." in words


def test_a_run_that_crawls_within_one_percent_and_one_that_leaves_it_again_say_so():
    crawls = train(OBJECTIVE, gradient_descent(0.003), [-2.0, -3.0], n_steps=300)
    assert " Crawling: " in say_speed(crawls)
    assert say_speed(crawls).endswith("Within 1 %: reached at step 110, and only the rest is slow.")
    bowl = quadratic_bowl([2.0, 0.2])  # down the flat direction at once, then up the steep one
    leaves = train(bowl, gradient_descent(5.0), [1e-4, 1.0], n_steps=5)
    assert leaves.steps_to_within(0.01) == 1 and leaves.loss[-1] > leaves.loss[1] * 100
    assert "reached at step 1, and left again." in say_speed(leaves)


def test_a_loss_with_an_unknown_minimum_is_not_said_to_miss_it():
    saddle = train(quadratic_bowl([1.0, -1.0]), gradient_descent(0.1), [1.0, 1.0], n_steps=5)
    assert "Within 1 %" not in say_speed(saddle)
