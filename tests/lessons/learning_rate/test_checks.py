"""Learning rates as learners try them, each with what it must be told."""

import numpy as np
import pytest

from lessons.learning_rate.checks import EXERCISES, FAST_ENOUGH, MOST_TRIES, check_rate
from utils.descent import line


def steps_by_hand(rate):
    """First step within 1 %, by a plain loop; None without one in 300 steps."""
    data = line()
    x, y = data.X[:, 0], data.y_true
    design = np.stack([x, np.ones_like(x)], axis=1)
    best = np.mean((design @ np.linalg.lstsq(design, y)[0] - y) ** 2)
    params, start = np.zeros(2), np.mean(y**2)
    with np.errstate(all="ignore"):
        for step in range(301):
            error = design @ params - y
            if np.mean(error**2) - best <= 0.01 * (start - best):
                return step
            params = params - rate * 2 * design.T @ error / len(y)
    return None


@pytest.mark.parametrize(
    ("rate", "sentence"),
    [
        (0.0001, "Rate 0.0001 is too low: 300 steps are not enough"),
        (0.0005, "too low"),
        (0.001, "is within 1 % at step 299. That is fine, but each step could go further"),
        (0.01, "is within 1 % at step 29. That is fine, but each step could go further"),
        (0.1, "is within 1 % at step 2. That is fine, but each step could go further"),
        (0.2, "is within 1 % at step 4. It does not diverge, but its steps overshoot"),
        (0.25, "is within 1 % at step 29. It does not diverge, but its steps overshoot"),
        (0.26, "is not within 1 % after 300 steps. It does not diverge, but its steps overshoot"),
        (0.3, "Rate 0.3 is too high: the loss grows"),
        (1, "too high"),
        (1e300, "too high"),
    ],
)
def test_a_rate_is_told_its_steps_and_what_is_wrong_with_it(rate, sentence):
    tries = []
    result = check_rate(rate, tries)
    assert not result.passed and sentence in result.sentence, result
    assert result.sentence.endswith(" Try 1 of 8.") and tries == [rate]
    steps = steps_by_hand(rate)
    assert steps is None or f"at step {steps}." in result.sentence


@pytest.mark.parametrize("rate", [0.12, 0.125, 0.13, np.float64(0.14)])
def test_the_fastest_rates_pass(rate):
    assert steps_by_hand(rate) == 1
    tries = [0.01, 0.3]
    result = check_rate(rate, tries)
    assert result.passed and result.sentence.endswith("no rate is faster. You needed 3 tries.")


def test_what_passes_is_what_a_plain_sweep_finds_fastest():
    rates = np.geomspace(0.01, 0.26, 60)
    steps = [steps_by_hand(rate) for rate in rates]
    fewest = min(step for step in steps if step is not None)
    assert fewest == check_rate.fewest
    for rate, step in zip(rates, steps, strict=True):
        assert check_rate(rate, []).passed == (step == fewest)


def test_eight_tries_make_a_round_and_the_same_rate_is_one_try():
    exercise_tries = []
    for number, rate in enumerate(np.linspace(0.01, 0.08, MOST_TRIES).tolist(), 1):
        for _ in range(2):
            assert f"Try {number} of 8." in check_rate(rate, exercise_tries).sentence
    assert check_rate(rate, exercise_tries).sentence.endswith("The next one starts a new round of tries.")
    assert "Try 1 of 8." in check_rate(0.3, exercise_tries).sentence
    assert exercise_tries == [0.3]


def test_a_passed_round_stays_passed():
    tries = [0.01]
    assert check_rate(0.13, tries).sentence == check_rate(0.13, tries).sentence
    assert check_rate(0.13, tries).passed and tries == [0.01, 0.13]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (0, "With a rate of 0 nothing moves."),
        (-0.1, "With a rate below 0 every step goes uphill."),
        ("0.1", "This is text."),
        (float("nan"), "This is NaN, not a number."),
        ([0.1, 0.2], "These are 2 numbers."),
        (None, "Not written yet."),
        (..., "Not written yet."),
    ],
)
def test_what_is_no_rate_is_not_counted(answer, sentence, monkeypatch):
    monkeypatch.setattr(FAST_ENOUGH, "tries", [])
    result = FAST_ENOUGH.check(answer)
    assert not result.passed and sentence in result.sentence and FAST_ENOUGH.tries == []


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (0.25, "Right."),
        (0.249, "Right."),
        (1 / 4, "Right."),
        (1, "the limit in the valley of `w * w`"),
        (4, "turned upside down"),
        (0.125, "jumps to the bottom"),
        (0.2, "This settles: each step multiplies w by -0.6. But a larger rate settles, too."),
        (0.1, "This settles"),
        (0.26, "This is too high: each step multiplies w by -1.08"),
        (0.5, "This is too high: each step multiplies w by -3"),
        (0, "does not go down at all"),
        (-1, "does not go down at all"),
        ("0.25", "This is text."),
        (None, "Not written yet."),
    ],
)
def test_the_limit_is_found_by_what_the_rate_does(answer, sentence):
    assert sentence in EXERCISES["limit"].check(answer).sentence


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (lambda learning_rate: 1 - learning_rate * 8, "Right."),
        (lambda r: 1 - 2 * r, "the factor for the loss `w * w`"),
        (lambda r: 1 + 8 * r, "A step goes against the slope"),
        (lambda r: -1 + 8 * r, "The sign is wrong"),
        (lambda r: 8 * r, "how much is taken away"),
        (lambda r: -8 * r, "the update for `w = 1`"),
        (lambda r: 1 - r, "The slope is missing"),
        (lambda r: 1 - 4 * r, "4 belongs to the loss"),
        (lambda r: abs(1 - 8 * r), "This is its size"),
        (lambda r: w - r * 8 * w, "NameError, name 'w' is not defined"),  # noqa: F821
        (lambda r: 0.2, "the same whatever it is given"),
        (lambda r: ..., "Not written yet."),
        (0.2, "Hand over the function itself"),
    ],
)
def test_a_wrong_factor_gets_its_own_hint(answer, sentence):
    assert sentence in EXERCISES["factor_blank"].check(answer).sentence
