"""The exercises of lesson 06: right programs pass however they are written, and each wrong one gets its hint."""

import numpy as np
import pytest

from lessons.a_neural_network.checks import BACKWARD_BLANK, EXERCISES, FEWEST_NEURONS, FORWARD_CASES, RELU_FORWARD
from utils.descent import MLP, log_loss, mean_loss


def flat(W1, b1, w2, b2):
    """The parameters of a network in the order of the package."""
    return np.concatenate([np.column_stack([W1.T, b1]).ravel(), w2, [b2]])


def test_the_forward_pass_is_that_of_the_package():
    for X, *params in FORWARD_CASES:
        wanted = MLP((2, 2, 1), "relu", "sigmoid").predict(flat(*params), X)
        assert np.allclose(RELU_FORWARD._check.right(X, *params), wanted)


def test_the_backward_pass_is_that_of_the_package():
    for (X, W1, b1, w2, b2), case in zip(FORWARD_CASES, BACKWARD_BLANK._check.cases, strict=True):
        network = MLP((2, 2, 1), "sigmoid", "sigmoid")
        gradient = mean_loss(network, log_loss, X, case[1]).gradient(flat(W1, b1, w2, b2))
        assert np.allclose(BACKWARD_BLANK._check.right(*case), network.weights(gradient)[0].T)


def test_the_cases_tell_all_mistakes_apart():
    """Some sums are below 0, some above, and no two numbers of a matrix are each other's mirror."""
    for X, W1, b1, _, _ in FORWARD_CASES:
        sums = X @ W1 + b1
        assert (sums < 0).any() and (sums > 0).any() and not np.allclose(W1, W1.T)


def test_other_ways_to_write_it_pass():
    def by_loops(X, W1, b1, w2, b2):
        answers = []
        for x in X:
            hidden = [max(0.0, sum(x * W1[:, k]) + b1[k]) for k in range(len(b1))]
            answers.append(1 / (1 + np.exp(-(sum(a * w for a, w in zip(hidden, w2, strict=True)) + b2))))
        return answers

    def in_one_product(X, y_true, z1, a1, w2, p):
        d1 = ((p - y_true)[:, None] * w2) * a1 * (1 - a1) / len(X)
        return np.column_stack([X, np.ones(len(X))]).T @ d1

    assert RELU_FORWARD.check(by_loops).passed
    assert BACKWARD_BLANK.check(in_one_product).passed


def filled(n="len(y_true)", slope="a1 * (1 - a1)", of_bias="d1.sum(axis=0)"):
    """The exercise's own cell with its blanks filled in."""
    function = BACKWARD_BLANK.starter.partition("lesson.check")[0]
    for part in (n, slope, of_bias):
        function = function.replace("...", part, 1)
    names = {"np": np}
    exec(function, names)
    return names["backward_sigmoid"]


@pytest.mark.parametrize(
    ("blanks", "words"),
    [
        ({"of_bias": "d1.sum()"}, "the rows that it puts together do not have the same length."),
        ({"of_bias": "d1.sum(axis=1)"}, "the rows that it puts together do not have the same length."),
        ({"slope": "(a1 * 1 - a1)"}, "The function returns 0 whatever it is given."),
        ({"slope": "(1 - a1**2)"}, "This is the slope of tanh."),
        ({"n": "2"}, "This divides by the number of neurons."),
    ],
    ids=str,
)
def test_what_beginners_write_into_the_blanks_gets_a_hint_in_plain_words(blanks, words):
    assert BACKWARD_BLANK.check(filled()).passed
    assert words in BACKWARD_BLANK.check(filled(**blanks)).sentence


@pytest.mark.parametrize(
    ("program", "words"),
    [
        (lambda X, W1, b1, w2, b2: max(X @ W1 + b1, 0), "`np.maximum` and `np.where` take arrays."),
        (lambda X, W1, b1, w2, b2: W1[:, :1] @ X, "the two sides of `@` do not fit"),
        (lambda *case: RELU_FORWARD._check.right(*case) > 0.5, "returns True or False, not numbers."),
    ],
    ids=["max", "sides of @", "classes"],
)
def test_what_beginners_do_with_arrays_gets_a_hint_in_plain_words(program, words):
    assert words in RELU_FORWARD.check(program).sentence


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((3, 0.3), "3 of 5 seeds get 90 % right, the worst 76 %. That many neurons can do it. Try another rate."),
        ((3, 3.0), "Try another rate."),
        ((2, 0.5), "how many lines close around the inner circle?"),
        ((4, 0.5), "That works, but fewer neurons can do it too."),
        ((2.5, 0.5), "should be a whole number from 1 to 16, not 2.5."),
        ((0, 0.5), "should be a whole number from 1 to 16, not 0."),
        ((17, 0.5), "should be a whole number from 1 to 16, not 17."),
        ((3, 0), "should be above 0"),
        ((3, -1), "should be above 0"),
        ((3, "0.5"), "Write the number without quotation marks."),
        (3, "Hand over two numbers"),
        ("3, 0.5", "Hand over two numbers"),
        ((3, 0.5, 1), "Hand over two numbers"),
        ((3, 1e300), "Try another rate."),
        ((float("nan"), 0.5), "This is NaN"),
    ],
)
def test_a_wrong_choice_is_answered_with_what_it_did(answer, words):
    result = FEWEST_NEURONS.check(answer)
    assert not result.passed and result.is_answered and words in result.sentence


@pytest.mark.parametrize("answer", [(..., ...), (3, ...), (..., 0.5)])
def test_dots_are_no_answer(answer):
    assert not FEWEST_NEURONS.check(answer).is_answered


def test_three_neurons_do_it_at_some_rates_and_two_at_none():
    check = FEWEST_NEURONS._check
    assert check((3, 0.5)).passed and check((3.0, 0.6)).passed
    assert all(check.right_of(2, rate).max() < 85 for rate in (0.1, 0.3, 1.0, 2.0))
    assert check.right_of(3, 0.5).min() >= 95


def test_the_exercises_are_those_of_the_page():
    assert list(EXERCISES) == ["relu_forward", "backward_blank", "fewest_neurons"]
