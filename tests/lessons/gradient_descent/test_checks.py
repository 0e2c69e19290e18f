"""Wrong answers as learners write them, each with the hint that it must get."""

import numpy as np
import pytest

from lessons.gradient_descent.checks import EXERCISES
from utils.descent import LinearModel, gradient_descent, line, mean_loss, restrict, squared_error, train, two_points

RIGHT = """\
def descend(x, y_true, weight, bias, learning_rate, n_steps):
    for step in range(n_steps):
        error = weight * x + bias - y_true
        slope_of_weight = np.mean(2 * error * x)
        slope_of_bias = np.mean(2 * error)
        weight = weight - learning_rate * slope_of_weight
        bias = bias - learning_rate * slope_of_bias
    return weight, bias
"""
TO_WEIGHT = "weight = weight - learning_rate * slope_of_weight"
TO_BIAS = "bias = bias - learning_rate * slope_of_bias"
UPHILL = "goes uphill"
NO_BIAS = "The bias never changes."
RATE_TWICE = "The learning rate counts twice"
OTHER_SLOPE = "A slope is used for the wrong parameter"
SUM = "is a sum over the samples"
NO_FACTOR = "half of what it should be"
NO_RATE = "The learning rate is missing"


def write(*changes, source=RIGHT, name="descend"):
    """The function above, after replacing parts of its text."""
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    names = {"np": np}
    exec(source, names)
    return names[name]


def train_by_the_package(x, y_true, weight, bias, learning_rate, n_steps):
    objective = mean_loss(LinearModel(1), squared_error, x[:, None], y_true)
    return train(objective, gradient_descent(learning_rate), [weight, bias], n_steps=n_steps).final_params


@pytest.mark.parametrize(
    "right_answer",
    [
        write(),
        train_by_the_package,
        write(("weight - learning_rate", "weight + -learning_rate")),
        write(("for step in range(n_steps):", "while n_steps:\n        n_steps -= 1")),
        write(("return weight, bias", "return [weight, bias]")),
        write(("weight * x + bias - y_true", "y_true - weight * x - bias"), ("mean(2", "mean(-2")),
    ],
)
def test_a_right_loop_passes_however_it_is_written(right_answer):
    assert EXERCISES["descend"].check(right_answer).passed


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ([("- learning_rate", "+ learning_rate")], UPHILL),
        ([("weight * x + bias - y_true", "y_true - weight * x - bias")], UPHILL),
        ([("weight - learning_rate", "weight + learning_rate")], "The weight goes uphill"),
        ([("bias - learning_rate", "bias + learning_rate")], "The bias goes uphill"),
        ([(TO_BIAS, "pass")], NO_BIAS),
        ([(TO_BIAS, "new_bias = bias - learning_rate * slope_of_bias")], NO_BIAS),
        ([(TO_WEIGHT, "pass")], "The weight never changes."),
        ([("- learning_rate *", "- learning_rate * learning_rate *")], RATE_TWICE),
        ([("bias - learning_rate *", "bias - learning_rate * learning_rate *")], RATE_TWICE),
        ([("weight - learning_rate *", "weight - learning_rate * learning_rate *")], RATE_TWICE),
        ([("mean(2", "mean(learning_rate * 2")], RATE_TWICE),
        ([("learning_rate * slope", "slope")], NO_RATE),
        ([("bias - learning_rate * ", "bias - ")], NO_RATE),
        ([("learning_rate * slope_of_bias", "learning_rate * slope_of_weight")], OTHER_SLOPE),
        ([("learning_rate * slope_of_weight", "learning_rate * slope_of_bias")], OTHER_SLOPE),
        ([(" * x)", ")")], OTHER_SLOPE),
        (
            [
                ("slope_of_weight = ", "S = "),
                ("slope_of_bias = ", "slope_of_weight = "),
                ("S = ", "slope_of_bias = "),
            ],
            OTHER_SLOPE,
        ),
        (
            [
                ("        slope_of_bias = np.mean(2 * error)\n", ""),
                (TO_BIAS, "bias = bias - learning_rate * np.mean(2 * (weight * x + bias - y_true))"),
            ],
            "The weight changes before the slope of the bias is computed",
        ),
        ([("np.mean", "np.sum")], SUM),
        ([("slope_of_bias = np.mean", "slope_of_bias = np.sum")], SUM),
        ([("2 * error", "error")], NO_FACTOR),
        ([("2 * error)", "error)")], NO_FACTOR),
        ([("    return", "        return")], "Only one step counts"),
        ([("for step in range(n_steps):", "if True:")], "Only one step counts"),
        (
            [
                ("weight = weight -", "new_weight = weight -"),
                ("bias = bias -", "new_bias = bias -"),
                ("return weight, bias", "return new_weight, new_bias"),
            ],
            "or again at the first weight and bias?",
        ),
        ([("weight = weight -", "weight =-"), ("bias = bias -", "bias =-")], "`=-` puts a number in its place"),
        ([("bias = bias -", "bias =-")], "`=-` puts a number in its place"),
        ([(TO_BIAS, "weight = weight - learning_rate * slope_of_bias")], "Both updates change the weight"),
        ([(TO_WEIGHT, "bias = bias - learning_rate * slope_of_weight")], "Both updates change the bias"),
        (
            [
                ("error = weight * x + bias - y_true", "pass"),
                ("2 * error * x", "2 * weight * x + bias - y_true * x"),
                ("2 * error", "2 * weight * x + bias - y_true"),
            ],
            "The error needs parentheses",
        ),
        ([("2 * error)", "2 * weight * x + bias - y_true)")], "The error needs parentheses"),
        ([("(2 * error * x)", "(2 * weight * x + bias - y_true * x)")], "The error needs parentheses"),
        ([("weight * x", "weight * x[:, None]"), ("error * x", "error * x[:, None]")], "n times n errors"),
        ([("range(n_steps)", "range(1, n_steps)")], "Does the loop begin at 1?"),
        ([(TO_WEIGHT, f"if abs(slope_of_weight) < 1e-4: break\n        {TO_WEIGHT}")], "stops by itself"),
        ([(TO_BIAS, f"{TO_BIAS}\n        if abs(slope_of_bias) < 1e-4: break")], "stops by itself"),
        ([("- learning_rate", "- 0.1")], "the same for every learning_rate."),
        ([("for step", "weight = 0\n    for step")], "the same for every weight."),
        ([("for step", "weight, bias = 0, 0\n    for step")], "the same for every weight and every bias."),
        ([("return weight, bias", "return round(weight, 2), round(bias, 2)")], "they are rounded to 2 decimals"),
        (
            [("return weight, bias", "return weight + 1e-4, bias")],
            "it returns [1.5061, 0.7645]; it should return [1.506, 0.7645]",
        ),
        ([("range(n_steps)", "range(n_steps + 1)")], "one step too many"),
        ([("range(n_steps)", "range(1, n_steps)")], "one step too few"),
        (
            [("weight = weight -", "new_weight = weight -"), ("bias = bias -", "new_bias = bias -")],
            "come back unchanged",
        ),
        ([("return weight, bias", "return bias, weight")], "in the wrong order"),
        ([("return weight, bias", "return weight")], "returns 1 number. It should return two numbers"),
        ([("return weight, bias", "print(weight, bias)")], "prints its result but does not return it"),
        ([("    return weight, bias", "")], "returns nothing. It should return two numbers"),
        ([("range(n_steps)", "iter(int, 1)")], "was stopped after 1.2 seconds"),
        ([("n_steps):\n    for", "):\n    for")], "must take 6 arguments"),
        ([("in range(n_steps)", "in n_steps")], "in line 2: TypeError, 'int' object is not iterable"),
        ([("return weight, bias", "return f'{weight}, {bias}'")], "returns text"),
        ([("return weight, bias", "return np.nan, np.nan")], "returns NaN"),
        ([("2 * error", "3 * error")], "it should return ["),
    ],
)
def test_a_wrong_loop_gets_its_own_hint(changes, hint):
    result = EXERCISES["descend"].check(write(*changes))
    assert not result.passed and result.is_answered
    assert hint in result.sentence, result


def adds_up_over_steps(x, y_true, weight, bias, learning_rate, n_steps):
    slope_of_weight = slope_of_bias = 0
    for _ in range(n_steps):
        for x_i, y_i in zip(x, y_true, strict=True):
            error = weight * x_i + bias - y_i
            slope_of_weight += 2 * error * x_i / len(x)
            slope_of_bias += 2 * error / len(x)
        weight -= learning_rate * slope_of_weight
        bias -= learning_rate * slope_of_bias
    return weight, bias


def updates_after_every_sample(x, y_true, weight, bias, learning_rate, n_steps):
    for _ in range(n_steps):
        for x_i, y_i in zip(x, y_true, strict=True):
            error = weight * x_i + bias - y_i
            weight -= learning_rate * 2 * error * x_i
            bias -= learning_rate * 2 * error
    return weight, bias


def updates_after_every_sample_by_its_share(x, y_true, weight, bias, learning_rate, n_steps):
    return updates_after_every_sample(x, y_true, weight, bias, learning_rate / len(x), n_steps)


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        (adds_up_over_steps, "Set both back to 0 in each step"),
        (updates_after_every_sample, "The parameters change after every sample"),
        (updates_after_every_sample_by_its_share, "The parameters change after every sample"),
    ],
)
def test_loops_over_samples_get_their_own_hints(answer, hint):
    assert hint in EXERCISES["descend"].check(answer).sentence


def test_a_loop_that_takes_its_samples_from_another_cell_is_told_what_it_leaves_out():
    descend = write(("weight * x + bias - y_true", "weight * X + bias - Y"), ("error * x", "error * X"))
    descend.__globals__.update(X=line().X[:, 0], Y=line().y_true)  # as gradient() of the page has them
    told = EXERCISES["descend"].check(descend).sentence
    assert "the same for every x and every y_true. Is a number fixed inside, or a name of another cell used" in told


UPDATES = """\
def descend(x, y_true, weight, bias, learning_rate, n_steps):
    for step in range(n_steps):
        weight, bias = update(x, y_true, weight, bias, learning_rate)
    return weight, bias
"""


@pytest.mark.parametrize(
    ("blank", "told"), [("...", "still dots"), ("bias - learning_rate * slope_of_bias", "Right.")]
)
def test_a_loop_of_updates_is_right_as_soon_as_the_update_is_written(blank, told):
    descend = write(source=UPDATES)
    exec(EXERCISES["update_blank"].starter.split("\n\n\n")[0].replace("...", blank), descend.__globals__)
    assert told in EXERCISES["descend"].check(descend).sentence


def test_slopes_computed_before_the_loop_are_recognized():
    lines = RIGHT.splitlines(keepends=True)
    once = "".join([lines[0], *(line[4:] for line in lines[2:5]), lines[1], *lines[5:]])
    assert "inside the loop" in EXERCISES["descend"].check(write(source=once)).sentence


@pytest.mark.parametrize(
    ("blank", "hint"),
    [
        ("bias - learning_rate * slope_of_bias", "Right."),
        ("bias + (-learning_rate * slope_of_bias)", "Right."),
        ("bias + learning_rate * slope_of_bias", UPHILL),
        ("bias", NO_BIAS),
        ("bias - learning_rate * learning_rate * slope_of_bias", RATE_TWICE),
        ("bias - slope_of_bias", NO_RATE),
        ("bias - learning_rate * slope_of_weight", OTHER_SLOPE),
        ("weight - learning_rate * slope_of_bias", "starts from the weight"),
        ("new_weight - learning_rate * slope_of_bias", "it should return ["),
        ("-learning_rate * slope_of_bias", "does not start from its old value"),
        ("learning_rate * slope_of_bias", "does not start from the old bias"),
        ("slope_of_bias", "does not start from the old bias"),
        ("bias - learning_rate * slope_of_bais", "NameError, name 'slope_of_bais' is not defined"),
        ("None", "something of the type tuple"),
        ("'bias'", "something of the type tuple"),
        ("...", "Not written yet"),
    ],
)
def test_what_is_put_into_the_blank_gets_its_own_hint(blank, hint):
    source = EXERCISES["update_blank"].starter.split("\n\n\n")[0]
    names = {"np": np}
    exec(source.replace("...", blank), names)
    assert hint in EXERCISES["update_blank"].check(names["update"]).sentence


UPDATE = """\
def update(x, y_true, weight, bias, learning_rate):
    error = weight * x + bias - y_true
    slope_of_weight = np.mean(2 * error * x)
    slope_of_bias = np.mean(2 * error)
    new_weight = weight - learning_rate * slope_of_weight
    new_bias = bias - learning_rate * slope_of_bias
    return new_weight, new_bias
"""
BIAS_SLOPE = "    slope_of_bias = np.mean(2 * error)\n"
LATER = "    new_bias = bias - learning_rate * np.mean(2 * (new_weight * x + bias - y_true))\n"
BACK = "return new_weight, new_bias"
MISTAKES_OF_AN_UPDATE = {
    "sign flipped": ([("- learning_rate", "+ learning_rate")], UPHILL),
    "sign of the weight flipped": ([("weight - learning", "weight + learning")], "The weight goes uphill"),
    "sign of the error flipped": ([("weight * x + bias - y_true", "y_true - weight * x - bias")], UPHILL),
    "bias not updated": ([("bias - learning_rate * slope_of_bias", "bias")], NO_BIAS),
    "weight not updated": ([("weight - learning_rate * slope_of_weight", "weight")], "The weight never changes."),
    "learning rate applied twice": ([("learning_rate *", "learning_rate * learning_rate *")], RATE_TWICE),
    "learning rate twice for the weight": ([("weight - learning", "weight - learning_rate * learning")], RATE_TWICE),
    "gradient of the other parameter": ([("rate * slope_of_bias", "rate * slope_of_weight")], OTHER_SLOPE),
    "gradient of the bias for the weight": ([("rate * slope_of_weight", "rate * slope_of_bias")], OTHER_SLOPE),
    "weight updated before the bias gradient": (
        [(BIAS_SLOPE, ""), ("    new_bias = bias - learning_rate * slope_of_bias\n", LATER)],
        "The weight changes before the slope of the bias is computed",
    ),
    "raises": ([("np.mean(2 * error)", "np.mean(2 * errors)")], "NameError, name 'errors' is not defined"),
    "loops forever": ([(BIAS_SLOPE, "    while True: pass\n" + BIAS_SLOPE)], "was stopped after 1.2 seconds"),
    "returns None": ([(BACK, "return None")], "returns nothing. It should return two numbers"),
    "prints": ([(BACK, "print(new_weight, new_bias)")], "prints its result but does not return it"),
    "wrong shape": ([(BACK, "return np.ones((2, 3))")], "returns 6 numbers. It should return two numbers"),
    "text": ([(BACK, "return str(new_bias)")], "returns text"),
}


@pytest.mark.parametrize("name", MISTAKES_OF_AN_UPDATE)
def test_each_mistake_of_an_update_gets_its_own_hint(name):
    changes, hint = MISTAKES_OF_AN_UPDATE[name]
    assert hint in EXERCISES["update_blank"].check(write(*changes, source=UPDATE, name="update")).sentence


def test_the_update_by_hand_is_that_of_the_package():
    points = two_points()
    loss = restrict(mean_loss(LinearModel(1), squared_error, points.X, points.y_true), params=[0.0, 0.0], index=0)
    by_the_package = train(loss, gradient_descent(0.05), [4.0], n_steps=1).final_params[0]
    assert EXERCISES["one_update"].check(by_the_package).passed


x, y_true = two_points().X[:, 0], two_points().y_true
ERROR = 4 * x - y_true
SLOPE = np.mean(2 * ERROR * x)


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        (4 + 0.05 * SLOPE, UPHILL),
        (SLOPE, "This is the slope."),
        (-SLOPE, "the slope with a minus"),
        (-0.05 * SLOPE, "This is the update."),
        (0.05 * SLOPE, "the size of the update"),
        (4 - SLOPE, NO_RATE),
        (4 - 0.05 * np.sum(2 * ERROR * x), "the sum over the two points"),
        (4 - 0.1 * SLOPE, "the learning rate is 0.1"),
        (4 - 0.05 * np.mean(ERROR * x), NO_FACTOR),
        (4 - 0.05 * np.mean(2 * ERROR), "not multiplied by x"),
        (2, "the best weight"),
        (17, "Make the table"),
        ("3.5", "This is text"),
        (None, "Not written yet"),
        (..., "Not written yet"),
    ],
)
def test_a_wrong_update_by_hand_gets_its_own_hint(answer, hint):
    result = EXERCISES["one_update"].check(answer)
    assert not result.passed and hint in result.sentence
