"""Sweeps as learners write them, and rates for data of their own seed, each with what it must be told."""

from itertools import combinations

import numpy as np
import pytest

from lessons.choosing_a_learning_rate.checks import (
    BEST_RATE,
    CASES,
    EXERCISES,
    EXPLODING,
    FAR_UP,
    FOOLED,
    FROM_FAR_UP,
    KEPT_GOING,
    LOWEST_ON_THE_WAY,
    MOST_TRIES,
    TOO_LOW,
    UNSEEN,
    WITH_NAN,
    WITHOUT_NAN,
    check_best_rate,
    check_unseen,
    search_for,
)
from utils.descent import gradient_descent, train
from utils.descent.data.unseen import unseen_data


def right(objective, start, rates, n_steps):
    winner, lowest = None, float("inf")
    for rate in rates:
        loss = train(objective, gradient_descent(rate), start, n_steps=n_steps).final_loss
        if loss < lowest:
            winner, lowest = rate, loss
    return winner


def all_at_once(objective, start, rates, n_steps):
    return rates[np.nanargmin(train(objective, gradient_descent(rates), start, n_steps=n_steps).final_loss)]


def without_those_that_exploded(objective, start, rates, n_steps):
    runs = {rate: train(objective, gradient_descent(rate), start, n_steps=n_steps) for rate in rates}
    return min((run.final_loss, rate) for rate, run in runs.items() if run.status == "finite")[1]


def losses_of(objective, start, rates, n_steps):
    return [train(objective, gradient_descent(rate), start, n_steps=n_steps).final_loss for rate in rates]


def lowest_loss(*case):
    return min(losses_of(*case))


def its_place(*case):
    return int(np.argmin(losses_of(*case)))


def one_after_the_other(objective, start, rates, n_steps):
    winner, lowest = None, float("inf")
    for rate in rates:
        history = train(objective, gradient_descent(rate), start, n_steps=n_steps)
        start = history.final_params
        if history.final_loss < lowest:
            winner, lowest = rate, history.final_loss
    return winner


def with_argmin(objective, start, rates, n_steps):
    return rates[np.argmin(losses_of(objective, start, rates, n_steps))]


def with_min(objective, start, rates, n_steps):
    losses = losses_of(objective, start, rates, n_steps)
    return rates[losses.index(min(losses))]


def with_the_first_as_the_best(objective, start, rates, n_steps):
    losses = losses_of(objective, start, rates, n_steps)
    best = 0
    for number, loss in enumerate(losses):
        if loss < losses[best]:
            best = number
    return rates[best]


def lowest_on_the_way(objective, start, rates, n_steps):
    loss = [train(objective, gradient_descent(rate), start, n_steps=n_steps).loss.min() for rate in rates]
    return rates[int(np.argmin(loss))]


def highest_loss(objective, start, rates, n_steps):
    return rates[int(np.argmax(losses_of(objective, start, rates, n_steps)))]


def returns_in_the_loop(objective, start, rates, n_steps):
    winner, lowest = None, float("inf")
    for rate in rates:
        loss = train(objective, gradient_descent(rate), start, n_steps=n_steps).final_loss
        if loss < lowest:
            winner, lowest = rate, loss
        return winner


def keeps_no_best(objective, start, rates, n_steps):
    for rate in rates:
        train(objective, gradient_descent(rate), start, n_steps=n_steps)
        best = rate
    return best


def prints(objective, start, rates, n_steps):
    print(right(objective, start, rates, n_steps))


def forgets_to_return(objective, start, rates, n_steps):
    right(objective, start, rates, n_steps)


def returns_the_pair(*case):
    return right(*case), lowest_loss(*case)


def not_the_last(objective, start, rates, n_steps):
    return right(objective, start, rates[:-1], n_steps)


def not_the_first(objective, start, rates, n_steps):
    return right(objective, start, rates[1:], n_steps)


def always_300_steps(objective, start, rates, n_steps):
    return right(objective, start, rates, 300)


def tries_rates_of_its_own(objective, start, rates, n_steps):
    return right(objective, start, [0.0001, 0.001, 0.01], n_steps)


def from_zero(objective, start, rates, n_steps):
    return right(objective, np.zeros(objective.n_params), rates, n_steps)


def lowest_from(number, winner):
    """A sweep whose lowest loss so far begins with a number, and its winner with what is given."""

    def best_rate(objective, start, rates, n_steps):
        best, lowest = winner and rates[0], number
        for rate in rates:
            loss = train(objective, gradient_descent(rate), start, n_steps=n_steps).final_loss
            if loss < lowest:
                best, lowest = rate, loss
        return best

    return best_rate


@pytest.mark.parametrize("answer", [right, all_at_once, without_those_that_exploded])
def test_a_right_sweep_passes(answer):
    assert check_best_rate(answer).passed, check_best_rate(answer)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (lowest_loss, "This is the lowest end loss. Which rate has led to it?"),
        (losses_of, "The function returns all end losses."),
        (its_place, "This is the place of the best rate in the list."),
        (one_after_the_other, KEPT_GOING),
        (lowest_on_the_way, LOWEST_ON_THE_WAY),
        (with_argmin, FOOLED),
        (with_min, FOOLED),
        (with_the_first_as_the_best, FOOLED),
        (lowest_from(1000, True), TOO_LOW),
        (lowest_from(1000, None), f"Not yet. {TOO_LOW}"),
        (lowest_from(1e20, 0), TOO_LOW),
        (lowest_from(0, None), f"Not yet. {TOO_LOW}"),
        (forgets_to_return, "The function returns nothing. It should return one number, the best of the rates."),
        (highest_loss, "the highest end loss. Lower is better."),
        (returns_in_the_loop, "This is always the first rate."),
        (keeps_no_best, "This is always the last rate."),
        (not_the_last, "The last rate of the list is never tried."),
        (not_the_first, "The first rate of the list is never tried."),
        (lambda objective, start, rates, n_steps: max(rates), "This is always the highest rate."),
        (prints, "Use `return`, not `print`."),
        (returns_the_pair, "The function returns 2 numbers. It should return one number, the best of the rates."),
        (lambda objective, start, rates, n_steps: rates, "It should return one number"),
        (lambda objective, start, rates, n_steps: None, "Not written yet."),
        (always_300_steps, "Use `n_steps`."),
        (from_zero, "Use `start`."),
        (tries_rates_of_its_own, "The function returns the same whatever it is given."),
        (lambda rates: 0.1, "must take 4 arguments, in this order: objective, start, rates, n_steps."),
        (0.1, "Hand over the function itself"),
        (None, "Not written yet."),
    ],
)
def test_a_wrong_sweep_gets_its_own_hint(answer, sentence):
    result = BEST_RATE.check(answer)
    assert not result.passed and sentence in result.sentence, result


@pytest.mark.parametrize("check", [WITHOUT_NAN, FROM_FAR_UP, WITH_NAN])
def test_every_mistake_gets_its_own_hint_and_none_is_right(check):
    programs = [("the right one", check.right), *((mistake.hint, mistake.program) for mistake in check.mistakes)]
    for hint, program in programs[1:]:
        assert check(program).sentence == f"Not yet. {hint}"
    for (hint, program), (other_hint, other) in combinations(programs, 2):
        pairs = zip(check.expected(program), check.expected(other), strict=True)
        same = all(a.shape == b.shape and np.allclose(a, b, rtol=1e-4, equal_nan=True) for a, b in pairs)
        assert hint == other_hint or not same, (hint, other_hint)


def test_the_cases_are_what_they_are_for():
    assert all(np.isfinite(losses_of(*case)).all() for case in CASES)
    assert all(np.isnan(losses_of(*case)).any() for case in EXPLODING)
    assert all(min(losses_of(*case)) > 1e20 for case in FAR_UP)


def blank_filled_with(term):
    """The learner's function with this in place of the blank."""
    source = EXERCISES["end_losses_blank"].starter.partition("\n\n\nlesson.check")[0]
    names = {"train": train, "gradient_descent": gradient_descent}
    exec(source.replace("history.loss[...]", term), names)
    return names["end_losses"]


@pytest.mark.parametrize(
    ("term", "sentence"),
    [
        ("history.loss[-1]", "Right."),
        ("history.final_loss", "Right."),
        ("history.loss[n_steps]", "Right."),
        ("rate", "This keeps the rates."),
        ("history.loss[0]", "This is the loss before the first step."),
        ("history.loss[1]", "This is the loss after the first step."),
        ("history.loss[n_steps - 1]", "one step before the end. The start counts, too"),
        ("history.loss[-2]", "one step before the end. The start counts, too"),
        ("min(history.loss)", LOWEST_ON_THE_WAY),
        ("history.final_params", "These are the parameters at the end."),
        ("history.gradient_norm[-1]", "how steep it is at the end"),
        ("history", "of the type list"),
        (
            "history.loss[300]",
            "it asks for the number at place 300, and there are 3, counted from 0. It was given start",
        ),
        ("history.loss[n_steps + 1]", "the number at place 3, and there are 3, counted from 0."),
        ("history.loss[rate]", "a place in a list is a whole number, as in `[0]`."),
        ("history.loss(-1)", "parentheses stand behind a list; square brackets"),
        ("history.loss[...]", "Not written yet."),
    ],
)
def test_a_wrongly_filled_blank_gets_its_own_hint(term, sentence):
    assert sentence in EXERCISES["end_losses_blank"].check(blank_filled_with(term)).sentence


def keeps_every_step(objective, start, rates, n_steps):
    return train(objective, gradient_descent(rates), start, n_steps=n_steps).loss


def keeps_going(objective, start, rates, n_steps):
    losses = []
    for rate in rates:
        history = train(objective, gradient_descent(rate), start, n_steps=n_steps)
        losses.append(history.final_loss)
        start = history.final_params
    return losses


@pytest.mark.parametrize(
    ("answer", "sentence"), [(keeps_every_step, "the loss at every step"), (keeps_going, KEPT_GOING)]
)
def test_a_rewritten_blank_gets_its_own_hint(answer, sentence):
    assert sentence in EXERCISES["end_losses_blank"].check(answer).sentence


def steps_by_hand(data, rate):
    """First step within 1 %, by a plain loop; None without one in 300 steps."""
    design = np.stack([data.X[:, 0], np.ones_like(data.y_true)], axis=1)
    best = np.mean((design @ np.linalg.lstsq(design, data.y_true)[0] - data.y_true) ** 2)
    params, start = np.zeros(2), np.mean(data.y_true**2)
    for step in range(301):
        error = design @ params - data.y_true
        if np.mean(error**2) - best <= 0.01 * (start - best):
            return step
        params = params - rate * 2 * design.T @ error / len(error)
    return None


SEEDS = [0, 7, -3, 2412, 24122011, 31121999]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_passes_is_as_fast_as_a_plain_sweep_finds(seed):
    data, search = unseen_data(seed), search_for(seed)
    for rate in np.geomspace(search.limit / 100, 0.999 * search.limit, 40).tolist():
        steps = steps_by_hand(data, rate)
        result = check_unseen((seed, rate), [])
        assert steps is None or steps >= search.fewest - 1
        assert result.passed == (steps is not None and steps <= search.allowed), (rate, steps, result)
        assert steps is None or f"at step {steps}" in result.sentence
    assert search.allowed <= max(search.fewest + 1, 1.2 * search.fewest)


def test_every_seed_can_be_solved_and_the_data_differ_in_scale_and_noise():
    limits = []
    for seed in range(12):
        search = search_for(seed)
        assert 1 <= search.fewest < 300
        rates = np.geomspace(search.limit / 100, search.limit, 300)
        steps = search.steps_needed(rates)
        passing = rates[(steps >= 0) & (steps <= search.allowed)]
        assert passing.max() > 1.1 * passing.min()  # a rate with two digits can hit it
        limits.append(search.limit)
    assert max(limits) > 10 * min(limits) and max(limits) <= 1
    noise = [search_for(seed).objective.minimum.value for seed in range(12)]
    assert max(noise) > 3 * min(noise) > 3 * 0.1**2


def test_the_same_seed_gives_the_same_data_and_another_one_other_data():
    one, same, other, negative = (unseen_data(seed) for seed in (5, 5, 6, -5))
    assert np.array_equal(one.X, same.X) and np.array_equal(one.y_true, same.y_true)
    assert not np.array_equal(one.X, other.X) and not np.array_equal(one.X, negative.X)


@pytest.mark.parametrize(
    ("rate", "sentence"),
    [
        (1e-9, "is too low: 300 steps are not enough"),
        (0.1, "That is fine, but each step could go further"),
        (0.92, "its steps overshoot"),
        (5, "is too high: the loss grows"),
        (0, "With a rate of 0 nothing moves."),
        (-0.1, "With a rate below 0 every step goes uphill."),
        ("0.8", "This is text."),
        ([0.1, 0.2], "These are 2 numbers."),
    ],
)
def test_a_rate_is_told_what_is_wrong_with_it(rate, sentence, monkeypatch):
    monkeypatch.setattr(UNSEEN, "tries", [])
    result = UNSEEN.check((2412, rate))
    assert not result.passed and sentence in result.sentence, result


def test_a_rate_that_passes_is_compared_with_the_computed_one():
    result = check_unseen((2412, 0.8), [2412, 0.1])
    assert result.passed
    assert result.sentence.startswith("Right. Rate 0.8 is within 1 % at step 7, and no rate is faster.")
    assert result.sentence.endswith("You needed 2 tries. The limit of your data is 0.935.")
    nearly = next(r for r in np.arange(0.6, 0.9, 0.01) if int(search_for(2412).steps_needed([r])[0]) == 8)
    assert "nearly as fast as a rate can be: 0.8" in check_unseen((2412, nearly), []).sentence


def test_eight_tries_make_a_round_and_another_seed_begins_a_new_one():
    tries = []
    for number, rate in enumerate(np.linspace(0.01, 0.08, MOST_TRIES).tolist(), 1):
        for _ in range(2):
            assert f"Try {number} of 8." in check_unseen((2412, rate), tries).sentence
    assert tries[0] == 2412 and len(tries) == 1 + MOST_TRIES
    assert "Try 1 of 8." in check_unseen((2412, 0.3), tries).sentence
    assert tries == [2412, 0.3]
    assert "Try 1 of 8." in check_unseen((7, 0.0001), tries).sentence
    assert tries == [7, 0.0001]
    assert all(type(number) in (int, float) for number in tries)


@pytest.mark.parametrize(
    ("answer", "sentence", "is_answered"),
    [
        ((..., ...), "Not written yet.", False),
        ((None, None), "Not written yet.", False),
        ((2412, ...), "The seed 2412 has drawn 57 points, with x from", False),
        ((..., 0.1), "Choose a seed, too", True),
        ((24.12, 0.1), "The seed must be a whole number, for example 2412; got 24.12.", True),
        (("2412", 0.1), "The seed must be a whole number", True),
        ((True, 0.1), "The seed must be a whole number", True),
        (0.1, "cannot be checked", True),
    ],
)
def test_what_is_no_seed_or_no_rate_is_not_counted(answer, sentence, is_answered):
    exercise = EXERCISES["your_own_seed"]
    exercise.tries.clear()
    result = exercise.check(answer)
    assert not result.passed and result.is_answered == is_answered and sentence in result.sentence, result
    assert exercise.tries == []
