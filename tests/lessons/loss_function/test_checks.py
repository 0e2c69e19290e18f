"""Wrong answers as learners write them, each with the hint that it must get."""

import math

import numpy as np
import pytest

from lessons.loss_function.checks import EXERCISES


def sum_of_squares(y_true, y_pred):
    total = 0
    for truth, prediction in zip(y_true, y_pred, strict=True):
        total = total + (prediction - truth) ** 2
    return total


def returns_in_the_loop(y_true, y_pred):
    total = 0
    for truth, prediction in zip(y_true, y_pred, strict=True):
        total += (truth - prediction) ** 2
        return total / len(y_true)


def returns_the_first_square(y_true, y_pred):
    for i in range(len(y_true)):
        return (y_pred[i] - y_true[i]) ** 2


def replaces_instead_of_adding(y_true, y_pred):
    for i in range(len(y_true)):
        total = (y_pred[i] - y_true[i]) ** 2
    return total / len(y_true)


def begins_at_one(y_true, y_pred):
    total = 0
    for i in range(1, len(y_true)):
        total += (y_pred[i] - y_true[i]) ** 2
    return total / len(y_true)


def ends_too_early(y_true, y_pred):
    total = 0
    for i in range(len(y_true) - 1):
        total += (y_pred[i] - y_true[i]) ** 2
    return total / len(y_true)


def a_loop_that_is_right(y_true, y_pred):
    total = 0.0
    for i in range(len(y_true)):
        total = total + (y_true[i] - y_pred[i]) ** 2
    return total / len(y_true)


def rounds_a_little(y_true, y_pred):
    return float(np.mean(np.square((y_true - y_pred).astype(np.float32)), dtype=np.float64))


def prints(y_true, y_pred):
    print(np.mean((y_pred - y_true) ** 2))


def prints_and_returns(y_true, y_pred):
    loss = np.mean((y_pred - y_true) ** 2)
    print(loss)
    return loss


def forgets_to_return(y_true, y_pred):
    loss = np.mean((y_pred - y_true) ** 2)  # noqa: F841


def loops_forever(y_true, y_pred):
    total = 0
    while total >= 0:
        total += 1
    return total


def raises(y_true, y_pred):
    return np.mean((y_pred - y_treu) ** 2)  # noqa: F821


def uses_names_of_another_cell(y_true, y_pred):
    return np.mean((np.array([4, 3]) - np.array([3, 5])) ** 2)


def five_samples_only(y_true, y_pred):
    return sum((y_pred[i] - y_true[i]) ** 2 for i in range(5)) / 5


@pytest.mark.parametrize("id", EXERCISES)
@pytest.mark.parametrize(
    "right_answer",
    [
        a_loop_that_is_right,
        prints_and_returns,
        rounds_a_little,
        lambda y_true, y_pred: np.mean((y_true - y_pred) ** 2),
        lambda a, b: np.square(a - b).mean(),
        lambda t, p: (p - t) @ (p - t) / len(t),
        lambda t, p: np.linalg.norm(p - t) ** 2 / t.size,
        lambda y_true, y_pred, sample_weight=None: np.average((y_true - y_pred) ** 2),
        lambda *both: np.mean((both[0] - both[1]) ** 2),
    ],
)
def test_a_right_answer_passes_however_it_is_written(id, right_answer):
    assert EXERCISES[id].check(right_answer).sentence == "Right. It gives the mean squared error on all 3 tests."


@pytest.mark.parametrize("id", EXERCISES)
@pytest.mark.parametrize(
    ("wrong_answer", "hint"),
    [
        (sum_of_squares, "the sum of the squares"),
        (lambda t, p: np.mean(p - t), "The errors are not squared"),
        (lambda t, p: np.mean(t - p), "The errors are not squared"),
        (lambda t, p: math.sqrt(np.mean((p - t) ** 2)), "A square root is taken"),
        (lambda t, p: np.abs(p - t).mean(), "the mean absolute error"),
        (lambda t, p: -np.mean((p - t) ** 2), "the sign is not"),
        (lambda t, p: 0.5 * np.mean((p - t) ** 2), "half of it"),
        (lambda t, p: np.sum((p - t) ** 2) / (2 * len(t)), "half of it"),
        (returns_in_the_loop, "Only the first sample counts"),
        (returns_the_first_square, "Only the first sample counts"),
        (replaces_instead_of_adding, "Only the last sample counts"),
        (lambda t, p: np.mean(p - t) ** 2, "The mean comes first"),
        (lambda t, p: (p.mean() - t.mean()) ** 2, "The mean comes first"),
        (lambda t, p: (p - t) ** 2, "one square for each sample"),
        (lambda t, p: np.mean((p - t) * 2), "doubled and not squared"),
        (lambda t, p: np.mean(p**2 - t**2), "squared one by one"),
        (lambda t, p: np.mean(p - t**2), "Only the truths are squared"),
        (lambda t, p: np.mean((p.reshape(-1, 1) - t) ** 2), "n times n errors"),
        (lambda t, p: np.sum((p - t) ** 2) / 2 * len(t), "divides by 2 and then multiplies by m"),
        (begins_at_one, "The first sample is left out"),
        (lambda t, p: np.mean((p[1:] - t[1:]) ** 2), "The first sample is left out"),
        (lambda t, p: np.mean((p[:-1] - t[:-1]) ** 2), "The last sample is left out"),
        (ends_too_early, "The last sample is left out"),
        (lambda t, p: round(np.mean((p - t) ** 2), 1), "they are rounded to 1 decimal."),
        (lambda t, p: int(np.mean((p - t) ** 2) + 0.5), "should return"),
        (lambda t, p: np.sum((p - t) ** 2) / 5, "always divides by 5"),
        (lambda t, p: np.sum((p - t) ** 2) / (len(t) - 1), "one less than the number of samples"),
        (lambda t, p: np.mean((p - t) ^ 2), "`^` is not a power in Python"),
        (five_samples_only, "the number at place 2, and there are 2, counted from 0. It was given y_true [1, 4]"),
        (prints, "prints its result but does not return it"),
        (forgets_to_return, "returns nothing. It should return one number, the loss"),
        (raises, "NameError, name 'y_treu' is not defined"),
        (loops_forever, "was stopped after 1.2 seconds"),
        (lambda t, p: np.stack([p - t, t - p]), "numbers. It should return one number, the loss"),
        (lambda t, p: [[1.0], p], "something of the type list. It should return one number, the loss"),
        (uses_names_of_another_cell, "the same whatever it is given"),
        (lambda t, p: f"{np.mean((p - t) ** 2)}", "returns text"),
        (lambda t, p: np.mean(np.sqrt(p - t)), "returns NaN"),
        (
            lambda t, p: np.mean((p - t) ** 3),
            "For y_true [1, 4], y_pred [3, 3] it returns 3.5; it should return 2.5.",
        ),
        (lambda p: np.mean(p**2), "must take 2 arguments, in this order: y_true, y_pred"),
        (1.6, "Hand over the function itself"),
    ],
)
def test_a_wrong_answer_gets_its_own_hint(id, wrong_answer, hint):
    result = EXERCISES[id].check(wrong_answer)
    assert not result.passed and result.is_answered
    assert hint in result.sentence, result
    assert "y_pred - y_true" not in result.sentence and "np." not in result.sentence
