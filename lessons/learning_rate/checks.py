"""The exercises of this lesson, and the checks that recognize particular wrong answers."""

import numpy as np

from utils.descent import (
    LinearModel,
    format_number,
    learning_rate_limit,
    line,
    mean_loss,
    quadratic_bowl,
    squared_error,
)
from utils.practice.exercises.as_numbers import as_one_number
from utils.practice.exercises.exercise import Exercise, Result, not_yet, right
from utils.practice.exercises.fewest_steps import FewestSteps
from utils.practice.exercises.function_check import FunctionCheck, Mistake

N_STEPS = 300
MOST_TRIES = 8
CURVATURE = 8.0  # of the loss 4 * w**2, whose slope is 8 * w
CLOSE = 0.98  # of the limit counts as the limit


def _the_line():
    data = line()
    return mean_loss(LinearModel(n_features=1), squared_error, data.X, data.y_true)


check_rate = FewestSteps(_the_line(), start=(0.0, 0.0), n_steps=N_STEPS, most_tries=MOST_TRIES)


def check_limit(answer) -> Result:
    """Say what a learning rate does on the loss 4 * w**2, and whether it is the largest that settles."""
    rate = as_one_number(answer)
    valley = quadratic_bowl([CURVATURE])
    limit = learning_rate_limit(valley)
    if CLOSE * limit <= rate <= limit:
        return right(f"From {format_number(limit)} on, a step lands as far away on the other side, or farther.")
    if rate == learning_rate_limit(quadratic_bowl([2.0])):
        return not_yet(
            "This is the limit in the valley of `w * w`. This one is steeper; what does that do to a step?"
        )
    if rate == 1 / limit:
        return not_yet("This is the limit turned upside down. A steeper valley needs a smaller rate.")
    if np.isclose(rate, limit / 2, rtol=0.01):
        return not_yet("This rate jumps to the bottom in one step. A larger one overshoots and still settles.")
    if rate <= 0:
        return not_yet("A rate of 0 or less does not go down at all.")
    step = format_number(1 - rate * CURVATURE)
    if rate > limit:
        return not_yet(f"This is too high: each step multiplies w by {step}, so w moves away from the bottom.")
    return not_yet(f"This settles: each step multiplies w by {step}. But a larger rate settles, too.")


FACTOR_BLANK = Exercise(
    id="factor_blank",
    title="Fill in the blank: what one step does to w",
    check=FunctionCheck(
        right=lambda learning_rate: 1 - CURVATURE * learning_rate,
        arguments=("learning_rate",),
        cases=[(0.1,), (0.03,), (0.2,)],
        mistakes=[
            Mistake(lambda rate: 1 - 2 * rate, "This is the factor for the loss `w * w`. Here the slope is `8 * w`."),
            Mistake(lambda rate: 1 + 8 * rate, "A step goes against the slope. Look at the sign."),
            Mistake(lambda rate: 8 * rate - 1, "The sign is wrong: a rate of almost 0 should leave w as it is."),
            Mistake(lambda rate: 8 * rate, "This is how much is taken away from w. What is left of it?"),
            Mistake(
                lambda rate: -8 * rate, "This is the update for `w = 1`. The new w is the old w plus the update."
            ),
            Mistake(lambda rate: 1 - rate, "The slope is missing: the learning rate is multiplied by `8 * w`."),
            Mistake(lambda rate: 1 - 4 * rate, "4 belongs to the loss. A step uses the slope, which is `8 * w`."),
            Mistake(lambda rate: abs(1 - 8 * rate), "This is its size. The sign says on which side of 0 w lands."),
        ],
        returns="one number, the factor",
        confirmation="Between -1 and 1 the factor brings w closer to the bottom; beyond that, farther away.",
    ),
    hints=[
        "For the loss `w * w` the slope is `2 * w`, and a step turns w into `w - learning_rate * 2 * w`.",
        "Write the same for the slope `8 * w`. Both terms hold w: how many times w is it in all?",
        "With a rate of 0.1, `w = 1` becomes `1 - 0.1 * 8`, and that is 0.2. So for 0.1 the factor is 0.2.",
    ],
    starter="""
# The loss is 4 * w**2, so the slope is 8 * w. One step multiplies w by a factor.
def factor(learning_rate):
    return ...


lesson.check("factor_blank", factor)
""",
    solution="""
def factor(learning_rate):
    return 1 - 8 * learning_rate
""",
    explanation="`w - learning_rate * 8 * w` is w times `1 - 8 * learning_rate`.",
)

LIMIT = Exercise(
    id="limit",
    title="The limit of a steeper valley",
    check=check_limit,
    hints=[
        "A run settles as long as each step brings w closer to 0, on either side.",
        "So the factor of the exercise above must lie between -1 and 1. Which of the two ends is in danger here?",
        "For the loss `w * w` the factor is `1 - 2 * learning_rate`. It is -1 at a rate of 1, the limit there.",
    ],
    starter="""
# The loss is 4 * w**2, so the slope is 8 * w. Above which learning rate does it diverge?
limit = ...

lesson.check("limit", limit)
""",
    solution="""
limit = 2 / 8
""",
    explanation="The factor `1 - 8 * learning_rate` is -1 at 0.25. Four times as steep, a quarter of the limit.",
)

FAST_ENOUGH = Exercise(
    id="fast_enough",
    title=f"Within 1 % in the fewest steps, in at most {MOST_TRIES} tries",
    check=check_rate,
    hints=[
        "Start with 0.01. Then try ten times as much, and look at the steps again.",
        "Note two rates, one that falls short and one that overshoots. The best one lies between them.",
        "In the valley of section 2, half of the limit jumps to the bottom. Above which rate does this line diverge?",
    ],
    starter="""
# The line of section 1, from weight 0 and bias 0. You have eight tries.
my_rate = ...

lesson.check("fast_enough", my_rate)
""",
    solution="""
my_rate = 0.13
""",
    explanation="This is half of the limit, 0.26: it jumps to the bottom of the steepest direction in a single step.",
    counts_tries=True,
)

EXERCISES = {exercise.id: exercise for exercise in (FACTOR_BLANK, LIMIT, FAST_ENOUGH)}
