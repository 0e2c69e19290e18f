"""The exercises of this lesson, and the checks that recognize particular wrong answers."""

from collections.abc import Callable
from functools import partial

import numpy as np

from utils.practice.exercises.exercise import Exercise
from utils.practice.exercises.function_check import FunctionCheck, Mistake
from utils.practice.exercises.value_check import ValueCheck


def slopes_at(x, y_true, weight, bias, *, factor=(2, 2), sums=(0, 0)):
    """Return the slopes of the mean squared error for the weight and for the bias.

    Parameters
    ----------
    x, y_true : numpy.ndarray, shape (n_samples,)
    weight, bias : float
    factor : (float, float)
        What the square gives to each slope; 2 is right.
    sums : (bool, bool)
        Whether each slope is a sum instead of a mean.

    Examples
    --------
    >>> slopes_at(np.array([1.0, 2.0]), np.array([2.0, 4.0]), 0.0, 0.0)
    (np.float64(-10.0), np.float64(-6.0))
    """
    error = weight * x + bias - y_true
    of_weight, of_bias = factor[0] * error * x, factor[1] * error
    return (of_weight.sum() if sums[0] else of_weight.mean()), (of_bias.sum() if sums[1] else of_bias.mean())


def no_parentheses(x, y_true, weight, bias):
    """Return the slopes with only the first part of the error doubled, and only the last part times x."""
    return np.mean(2 * weight * x + bias - y_true * x), np.mean(2 * weight * x + bias - y_true)


def all_pairs(x, y_true, weight, bias):
    """Return the slopes from every prediction minus every truth, as shapes (n, 1) and (n,) give them."""
    error = weight * x[:, None] + bias - y_true
    return np.mean(2 * error * x[:, None]), np.mean(2 * error)


def descent(
    *,
    sign: tuple[int, int] = (-1, -1),
    rate_power: tuple[int, int] = (1, 1),
    slopes_of: Callable = slopes_at,
    factor: tuple[float, float] = (2, 2),
    sums: tuple[bool, bool] = (False, False),
    slopes: tuple[int, int] = (0, 1),
    targets: tuple[int, int] = (0, 1),
    keeps: tuple[int, int] = (1, 1),
    one_after_the_other: bool = False,
    slopes_once: bool = False,
    slopes_add_up: bool = False,
    swap: bool = False,
    steps: Callable[[int], int] = lambda n: n,
) -> Callable:
    """Return ``descend(x, y_true, weight, bias, learning_rate, n_steps)``; without arguments the right one.

    A pair says what happens to the weight, and then what happens to the bias.

    Parameters
    ----------
    sign : (int, int)
        -1 is downhill, 1 is uphill, 0 stands still.
    rate_power : (int, int)
        How often the learning rate counts.
    slopes_of : callable
        What computes both slopes, as `slopes_at` does.
    factor, sums
        As in `slopes_at`.
    slopes : (int, int)
        Whose slope is used: 0 is that of the weight, 1 that of the bias.
    targets : (int, int)
        Which parameter each update changes: 0 is the weight, 1 is the bias.
    keeps : (int, int)
        0 if an update takes the place of the old value, as ``=-`` does for ``-=``.
    one_after_the_other : bool
        Whether the weight moves before the slope of the bias is computed.
    slopes_once : bool
        Whether the slopes of the start are used in every step.
    slopes_add_up : bool
        Whether the slopes of each step are added to those of the steps before.
    swap : bool
        Whether the bias comes back first.
    steps : callable
        From the number of steps asked for to the number taken.
    """
    if slopes_of is slopes_at:
        slopes_of = partial(slopes_at, factor=factor, sums=sums)

    def descend(x, y_true, weight, bias, learning_rate, n_steps):
        params, total = [weight, bias], np.zeros(2)
        start = slopes_of(x, y_true, weight, bias)
        rates = [s * learning_rate**power for s, power in zip(sign, rate_power, strict=True)]
        for _ in range(steps(n_steps)):
            now = start if slopes_once else slopes_of(x, y_true, *params)
            if slopes_add_up:
                now = total = total + now
            for k in (0, 1):
                if k and one_after_the_other:
                    now = slopes_of(x, y_true, *params)
                params[targets[k]] = keeps[k] * params[targets[k]] + rates[k] * now[slopes[k]]
        return tuple(reversed(params)) if swap else tuple(params)

    return descend


def sample_by_sample(divide: bool) -> Callable:
    """Return ``descend`` that takes an update after each sample; `divide` its slopes by the number of samples."""

    def descend(x, y_true, weight, bias, learning_rate, n_steps):
        rate = learning_rate / len(x) if divide else learning_rate
        for k in list(range(len(x))) * n_steps:
            error = weight * x[k] + bias - y_true[k]
            weight, bias = weight - rate * 2 * error * x[k], bias - rate * 2 * error
        return weight, bias

    return descend


def stops_when_near(n_more: int) -> Callable:
    """Return ``descend`` that ends, `n_more` steps later, where both slopes are almost 0."""

    def descend(x, y_true, weight, bias, learning_rate, n_steps):
        near = max(np.abs(slopes_at(x, y_true, weight, bias))) < 1e-3
        return descent()(x, y_true, weight, bias, learning_rate, n_more if near else n_steps)

    return descend


def update_with_bias(new_bias: Callable) -> Callable:
    """Return one update: the weight is right, the bias ``new_bias(bias, learning_rate, slopes, weight)``."""

    def update(x, y_true, weight, bias, learning_rate):
        slopes = slopes_at(x, y_true, weight, bias)
        return weight - learning_rate * slopes[0], new_bias(bias, learning_rate, slopes, weight)

    return update


def one_step_of(descend: Callable) -> Callable:
    """Return ``update(x, y_true, weight, bias, learning_rate)``: what a program of `descent` does in one step."""
    return lambda x, y_true, weight, bias, learning_rate: descend(x, y_true, weight, bias, learning_rate, 1)


MINUS = "The update goes uphill. Look at the sign between the parameter and the learning rate."
NO_BIAS = "The bias never changes. It needs an update of its own, with its own slope."
RATE_TWICE = "The learning rate counts twice here. It is multiplied with each slope once."
OTHER_SLOPE = "A slope is used for the wrong parameter: the weight has one of its own, and so has the bias."
TOO_EARLY = "The weight changes before the slope of the bias is computed. Compute both slopes first."
SUM = "A slope here is a sum over the samples. What turns a sum into a mean?"
NO_FACTOR = "A slope here is half of what it should be: the slope of a square has a factor of 2."
NO_RATE = "The learning rate is missing: a parameter moves by its whole slope."
FROM_THE_WEIGHT = "The new bias starts from the weight here. It should start from the bias."
LOST = (
    "A parameter is replaced by its update and does not start from its old value. `=-` puts a number in its place;"
    " `-=` subtracts from what is there."
)
PARENTHESES = "The error needs parentheses: 2 and x multiply the whole of it, not only a part."
ALL_PAIRS = (
    "Every prediction is compared with every truth here: shapes (n, 1) and (n,) give n times n errors. Compare each"
    " prediction with its own truth alone."
)
PER_SAMPLE = (
    "The parameters change after every sample. One step looks at all samples first, and then changes them once."
)
STOPS = "This run stops by itself when it is near. Let it take as many steps as it is asked to."
ONLY_UPDATE = "This does not start from the old bias. The new bias is the old one plus its update."

MISTAKES = [
    Mistake(descent(sign=(1, 1)), MINUS),
    Mistake(descent(sign=(1, -1)), "The weight goes uphill, the bias downhill. Look at the signs of both updates."),
    Mistake(descent(sign=(-1, 1)), "The bias goes uphill, the weight downhill. Look at the signs of both updates."),
    Mistake(descent(sign=(-1, 0)), NO_BIAS),
    Mistake(descent(sign=(0, -1)), "The weight never changes. It needs an update of its own, with its own slope."),
    Mistake(descent(rate_power=(2, 2)), RATE_TWICE),
    Mistake(descent(rate_power=(1, 2)), RATE_TWICE),
    Mistake(descent(rate_power=(2, 1)), RATE_TWICE),
    Mistake(descent(rate_power=(0, 0)), NO_RATE),
    Mistake(descent(rate_power=(1, 0)), "The learning rate is missing in the update of the bias."),
    Mistake(descent(rate_power=(0, 1)), "The learning rate is missing in the update of the weight."),
    Mistake(descent(slopes=(1, 0)), OTHER_SLOPE),
    Mistake(descent(slopes=(0, 0)), OTHER_SLOPE),
    Mistake(descent(slopes=(1, 1)), OTHER_SLOPE),
    Mistake(descent(one_after_the_other=True), TOO_EARLY),
    Mistake(descent(sums=(1, 1)), SUM),
    Mistake(descent(sums=(1, 0)), SUM),
    Mistake(descent(sums=(0, 1)), SUM),
    Mistake(descent(factor=(1, 1)), NO_FACTOR),
    Mistake(descent(factor=(1, 2)), NO_FACTOR),
    Mistake(descent(factor=(2, 1)), NO_FACTOR),
    Mistake(descent(targets=(0, 0)), "Both updates change the weight. The second one belongs to the bias."),
    Mistake(descent(targets=(1, 1)), "Both updates change the bias. The first one belongs to the weight."),
    Mistake(descent(keeps=(0, 0)), LOST),
    Mistake(descent(keeps=(0, 1)), LOST),
    Mistake(descent(keeps=(1, 0)), LOST),
    Mistake(descent(slopes_of=no_parentheses), PARENTHESES),
    Mistake(descent(slopes_of=lambda *at: (no_parentheses(*at)[0], slopes_at(*at)[1])), PARENTHESES),
    Mistake(descent(slopes_of=lambda *at: (slopes_at(*at)[0], no_parentheses(*at)[1])), PARENTHESES),
    Mistake(descent(slopes_of=all_pairs), ALL_PAIRS),
    Mistake(sample_by_sample(divide=False), PER_SAMPLE),
    Mistake(sample_by_sample(divide=True), PER_SAMPLE),
    Mistake(descent(swap=True), "Bias and weight come back in the wrong order: the weight comes first."),
]
ONE_STEP = (
    "Only one step counts. Is there a loop, and is the return after it? Does each step begin where the one before has"
    " ended, or again at the first weight and bias?"
)
LOOP_MISTAKES = [
    Mistake(descent(steps=lambda n: 1), ONE_STEP),
    Mistake(descent(steps=lambda n: n + 1), "That is one step too many. Count how often the loop runs."),
    Mistake(
        descent(steps=lambda n: n - 1), "That is one step too few. Does the loop begin at 1? Count how often it runs."
    ),
    Mistake(descent(steps=lambda n: 0), "The parameters come back unchanged. Are the new ones kept in each step?"),
    Mistake(
        descent(slopes_once=True),
        "The slopes stay as they were at the start. They have to be computed again in each step, inside the loop.",
    ),
    Mistake(
        descent(slopes_add_up=True),
        "The slopes of all the steps before are still in the sum. Set both back to 0 in each step, inside the loop.",
    ),
    Mistake(stops_when_near(0), STOPS),
    Mistake(stops_when_near(1), STOPS),
]

POINTS = [
    (np.array([1.0, 2.0]), np.array([2.0, 4.0])),
    (np.array([0.0, 1.0, 3.0]), np.array([1.0, 2.5, 8.0])),
]
STARTS = [((1.0, 0.5), 0.1, 3), ((-1.0, 2.0), 0.05, 1), ((0.5, -1.0), 0.02, 6)]
CASES = [
    *((*POINTS[k % 2], *start, learning_rate, n_steps) for k, (start, learning_rate, n_steps) in enumerate(STARTS)),
    # Each differs from the first in one argument alone: whoever has fixed that one inside gives the same for both
    (*POINTS[0], 1.0, 0.5, 0.2, 3),
    (*POINTS[0], 2.0, 0.5, 0.1, 3),
    (*POINTS[0], 1.0, -1.0, 0.1, 3),
    (np.array([1.0, 2.5]), POINTS[0][1], 1.0, 0.5, 0.1, 3),
    (POINTS[0][0], np.array([2.0, 5.0]), 1.0, 0.5, 0.1, 3),
    (np.array([1.0, 2.0]), np.zeros(2), 1e-6, 1e-6, 0.1, 3),  # so near that a run may stop by itself
]

ONE_UPDATE = Exercise(
    id="one_update",
    title="One update by hand, from the other side of the valley",
    check=ValueCheck(
        right=3.5,
        mistakes=[
            (4.5, MINUS),
            (
                10.0,
                "This is the slope. The update is minus the learning rate times that; then where does the weight go?",
            ),
            (-10.0, "This is the slope with a minus. It still has to be multiplied by the learning rate."),
            (-0.5, "This is the update. The new weight is the old weight plus the update."),
            (0.5, "This is the size of the update. In which direction does it go, and from where?"),
            (-6.0, "The learning rate is missing: the weight has moved by its whole slope."),
            (
                3.0,
                "Either the learning rate is 0.1 here, as in the worked example, or the slope is the sum over the two"
                " points. What turns a sum into a mean?",
            ),
            (3.75, "The slope here is half of what it should be: the slope of a square has a factor of 2."),
            (3.7, "The error is not multiplied by x. It grows by x when the weight grows by 1."),
            (2.0, "This is the best weight, at the bottom of the valley. One step does not go that far."),
        ],
        confirmation="From the right of the valley, the same rule goes to the left: the weight goes from 4 to 3.5.",
        otherwise="Make the table of the worked example for weight 4: prediction, error, `2 * error * x`, mean.",
    ),
    hints=[
        "The prediction is `4 * x`. The errors are prediction minus truth, one for each of the two points.",
        "The errors are 2 and 4. For the slope, take the mean of `2 * error * x`.",
        "The slope is 10. The update is minus the learning rate times the slope.",
    ],
    starter="""
# The points are (1, 2) and (2, 4), and the prediction is weight * x.
# The weight is 4 and the learning rate is 0.05. What is the weight after one update?
new_weight = ...

lesson.check("one_update", new_weight)
""",
    solution="""
x, y_true, weight, learning_rate = np.array([1.0, 2.0]), np.array([2.0, 4.0]), 4.0, 0.05
slope = np.mean(2 * (weight * x - y_true) * x)
new_weight = weight - learning_rate * slope
""",
    explanation="The errors are 2 and 4, the slope is the mean of 4 and 16, and `4 - 0.05 * 10` is 3.5.",
)

UPDATE_BLANK = Exercise(
    id="update_blank",
    title="Fill in the blank: the update of the bias",
    check=FunctionCheck(
        right=update_with_bias(lambda bias, rate, slopes, weight: bias - rate * slopes[1]),
        arguments=("x", "y_true", "weight", "bias", "learning_rate"),
        cases=[case[:-1] for case in CASES],
        mistakes=[
            *(Mistake(one_step_of(mistake.program), mistake.hint) for mistake in MISTAKES),
            *(
                Mistake(update_with_bias(new_bias), hint)
                for new_bias, hint in (
                    (lambda bias, rate, slopes, weight: weight - rate * slopes[1], FROM_THE_WEIGHT),
                    (lambda bias, rate, slopes, weight: weight - rate * slopes[0], FROM_THE_WEIGHT),
                    (lambda bias, rate, slopes, weight: rate * slopes[1], ONLY_UPDATE),
                    (lambda bias, rate, slopes, weight: slopes[1], ONLY_UPDATE),
                )
            ),
        ],
        returns="two numbers, the new weight and the new bias",
        confirmation="The bias moves against its own slope, just as the weight does.",
    ),
    hints=[
        "The line above the blank does for the weight what you need for the bias.",
        "Two names in that line belong to the weight. The learning rate is the same for both.",
    ],
    starter="""
def update(x, y_true, weight, bias, learning_rate):
    error = weight * x + bias - y_true
    slope_of_weight = np.mean(2 * error * x)
    slope_of_bias = np.mean(2 * error)
    new_weight = weight - learning_rate * slope_of_weight
    new_bias = ...
    return new_weight, new_bias


lesson.check("update_blank", update)
""",
    solution="""
def update(x, y_true, weight, bias, learning_rate):
    error = weight * x + bias - y_true
    slope_of_weight = np.mean(2 * error * x)
    slope_of_bias = np.mean(2 * error)
    new_weight = weight - learning_rate * slope_of_weight
    new_bias = bias - learning_rate * slope_of_bias
    return new_weight, new_bias
""",
    explanation="Every parameter has the same rule: minus the learning rate times its own slope.",
)

DESCEND = Exercise(
    id="descend",
    title="Write the loop of gradient descent",
    check=FunctionCheck(
        right=descent(),
        arguments=("x", "y_true", "weight", "bias", "learning_rate", "n_steps"),
        cases=CASES,
        mistakes=[*MISTAKES, *LOOP_MISTAKES],
        returns="two numbers, the weight and the bias",
        confirmation=f"It takes the same steps as the package on all {len(CASES)} tests.",
    ),
    hints=[
        "What happens in one step is what the function above does. Repeat it `n_steps` times.",
        "The loop starts with `for step in range(n_steps):`",
        "In the loop: the error, the two slopes, and then both updates. The return stands after the loop.",
    ],
    starter="""
def descend(x, y_true, weight, bias, learning_rate, n_steps):
    # Your loop, in place of the dots. Return the weight and the bias.
    ...


lesson.check("descend", descend)
""",
    solution="""
def descend(x, y_true, weight, bias, learning_rate, n_steps):
    for step in range(n_steps):
        error = weight * x + bias - y_true
        slope_of_weight = np.mean(2 * error * x)
        slope_of_bias = np.mean(2 * error)
        weight = weight - learning_rate * slope_of_weight
        bias = bias - learning_rate * slope_of_bias
    return weight, bias
""",
    explanation="Both slopes are computed before either parameter moves, and again in each step.",
)

EXERCISES = {exercise.id: exercise for exercise in (ONE_UPDATE, UPDATE_BLANK, DESCEND)}
