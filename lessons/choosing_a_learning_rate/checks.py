"""The exercises of this lesson, in which a sweep is written and a rate is found for data of the learner's own seed.

Each check recognizes particular wrong answers.
"""

from functools import lru_cache

import numpy as np

from utils.descent import (
    LinearModel,
    format_number,
    gradient_descent,
    line,
    mean_loss,
    quadratic_bowl,
    squared_error,
    train,
    unseen_data,
)
from utils.practice.exercises.exercise import RETURNS_NONE, Exercise, Result, is_blank, not_yet, unanswered
from utils.practice.exercises.fewest_steps import FewestSteps
from utils.practice.exercises.function_check import FunctionCheck, Mistake

ARGUMENTS = ("objective", "start", "rates", "n_steps")
LINE, VALLEY = line(), quadratic_bowl([2.0])
LINE_LOSS = mean_loss(LinearModel(n_features=1), squared_error, LINE.X, LINE.y_true)
# In the second case the rate of 0.25 does well for a while, and then it explodes. In the last one 0.21 would, too,
# but five steps are not enough for that.
CASES = [
    (VALLEY, [5.0], [0.1, 0.3, 1.1], 2),
    (quadratic_bowl([1.0, 10.0]), [10.0, 0.000001], [0.05, 0.1, 0.25], 40),
    (LINE_LOSS, [0.0, 0.0], [0.001, 0.2, 0.01], 20),
    (VALLEY, [5.0], [0.1, 0.5], 3),
    (VALLEY, [5.0], [0.5, 0.1], 3),
    (quadratic_bowl([1.0, 10.0]), [10.0, 0.01], [0.21, 0.05, 0.1], 5),
]
FAR_UP = [(VALLEY, [1e12], [0.1, 0.3, 0.2], 2), (VALLEY, [1e12], [0.4, 0.1], 1)]  # every end loss is above 1e22
EXPLODING = [(LINE_LOSS, [0.0, 0.0], [30.0, 0.001, 0.1, 0.01], 150), (VALLEY, [5.0], [0.01, 0.3, 100.0, 0.9], 200)]


def _histories(objective, start, rates, n_steps):
    return train(objective, gradient_descent(rates), start, n_steps=n_steps)


def _best(objective, start, rates, n_steps):
    return rates[np.nanargmin(_histories(objective, start, rates, n_steps).final_loss)]


def _one_after_the_other(objective, start, rates, n_steps):
    losses = []
    for rate in rates:
        history = train(objective, gradient_descent(rate), start, n_steps=n_steps)
        losses.append(history.final_loss)
        start = history.final_params
    return losses


def _with_built_in_min(*case):
    losses = list(_histories(*case).final_loss)
    return case[2][losses.index(min(losses))]


LOWEST_ON_THE_WAY = (
    "This looks at the lowest loss on the way. A run that is about to explode may have been low for a while;"
    " what counts is where it ends."
)
KEPT_GOING = (
    "Each run begins where the one before ended, so later rates have an advantage. Begin every run at `start`."
)
TOO_LOW = "What does the lowest loss so far begin with? Any number that you choose may be below every loss."
FOOLED = (
    "A run that ended in NaN has won. Comparing anything with NaN gives False, and `np.argmin` takes NaN for the"
    " lowest. Leave such runs out."
)

END_LOSSES = Exercise(
    id="end_losses_blank",
    title="Fill in the blank: the end loss of every rate",
    check=FunctionCheck(
        right=lambda *case: _histories(*case).final_loss,
        arguments=ARGUMENTS,
        cases=CASES,
        mistakes=[
            Mistake(lambda *case: case[2], "This keeps the rates. Keep what each of them has led to."),
            Mistake(lambda *case: _histories(*case).loss[:, 0], "This is the loss before the first step."),
            Mistake(lambda *case: _histories(*case).loss[:, 1], "This is the loss after the first step."),
            Mistake(
                lambda *case: _histories(*case).loss[:, -2],
                "This is the loss one step before the end. The start counts, too: n steps make n + 1 losses.",
            ),
            Mistake(lambda *case: np.nanmin(_histories(*case).loss, axis=1), LOWEST_ON_THE_WAY),
            Mistake(
                lambda *case: _histories(*case).loss,
                "This keeps the loss at every step. Only the last one is asked for.",
            ),
            Mistake(
                lambda *case: _histories(*case).final_params,
                "These are the parameters at the end. The loss there is asked for.",
            ),
            Mistake(lambda *case: _histories(*case).gradient_norm[:, -1], "This is how steep it is at the end."),
            Mistake(_one_after_the_other, KEPT_GOING),
        ],
        returns="one end loss for each rate",
        confirmation="One run for each rate, all from the same start: that is a sweep.",
    ),
    hints=[
        "`history.loss` holds the loss at every step: first the start, last the end of the run.",
        "In Python, `[0]` is the first of a list. There is a number for the last one, too.",
        "A history also knows its last loss by name; the worked example prints it. You may use that instead.",
    ],
    starter="""
# One run for each rate, all from the same start. Keep the loss at the end of each.
def end_losses(objective, start, rates, n_steps):
    losses = []
    for rate in rates:
        history = train(objective, gradient_descent(rate), start, n_steps=n_steps)
        losses.append(history.loss[...])
    return losses


lesson.check("end_losses_blank", end_losses)
""",
    solution="""
def end_losses(objective, start, rates, n_steps):
    losses = []
    for rate in rates:
        history = train(objective, gradient_descent(rate), start, n_steps=n_steps)
        losses.append(history.loss[-1])
    return losses
""",
    explanation="`history.final_loss` is the same number.",
)

WITHOUT_NAN = FunctionCheck(
    right=_best,
    arguments=ARGUMENTS,
    cases=CASES,
    mistakes=[
        Mistake(
            lambda *case: _histories(*case).final_loss.min(), "This is the lowest end loss. Which rate has led to it?"
        ),
        Mistake(
            lambda *case: _histories(*case).final_loss,
            "The function returns all end losses. One number is asked for: the rate that did best.",
        ),
        Mistake(
            lambda *case: _histories(*case).final_loss.argmin(),
            "This is the place of the best rate in the list. Which rate stands there?",
        ),
        Mistake(lambda *case: case[2][np.nanargmin(_one_after_the_other(*case))], KEPT_GOING),
        Mistake(lambda *case: case[2][np.nanargmin(_histories(*case).loss.min(axis=1))], LOWEST_ON_THE_WAY),
        Mistake(
            lambda *case: case[2][_histories(*case).final_loss.argmax()],
            "This is the rate with the highest end loss. Lower is better.",
        ),
        Mistake(lambda *case: case[2][0], "This is always the first rate. Does a `return` inside the loop end it?"),
        Mistake(
            lambda *case: case[2][-1],
            "This is always the last rate. Is the best one so far kept while the loop goes on?",
        ),
        Mistake(lambda *case: _best(*case[:2], case[2][:-1], case[3]), "The last rate of the list is never tried."),
        Mistake(lambda *case: _best(*case[:2], case[2][1:], case[3]), "The first rate of the list is never tried."),
        Mistake(
            lambda *case: _best(*case[:3], 300),
            "The runs do not take as many steps as they are asked to. Use `n_steps`.",
        ),
        Mistake(
            lambda objective, start, *case: _best(objective, np.zeros(objective.n_params), *case),
            "The runs do not begin where they are asked to. Use `start`.",
        ),
        Mistake(lambda *case: max(case[2]), "This is always the highest rate. Higher is faster only up to a point."),
    ],
    returns="one number, the best of the rates",
    confirmation="That is a sweep: every rate from the same start, and the lowest end loss wins.",
)

FROM_FAR_UP = FunctionCheck(
    right=_best,
    arguments=ARGUMENTS,
    cases=FAR_UP,
    mistakes=[Mistake(lambda *case: case[2][0], TOO_LOW), Mistake(lambda *case: 0, TOO_LOW)],
    returns="one of the rates, also where every end loss is large",
    confirmation="No loss is too large for it.",
)

WITH_NAN = FunctionCheck(
    right=_best,
    arguments=ARGUMENTS,
    cases=EXPLODING,
    mistakes=[
        Mistake(lambda *case: case[2][np.argmin(_histories(*case).final_loss)], FOOLED),
        Mistake(_with_built_in_min, FOOLED),
    ],
    returns="one number, the best of the rates, also where a run ends in NaN",
    confirmation="Every rate has had the same start, the lowest end loss wins, and NaN fools nobody.",
)


def check_best_rate(answer) -> Result:
    """Say what is wrong with a sweep where no run explodes; only then, whether large losses or NaN fool it."""
    for check in (WITHOUT_NAN, FROM_FAR_UP, WITH_NAN):
        result = check(answer)
        if not result.passed:
            # The best is still None: no loss was below what the lowest one so far begins with
            return not_yet(TOO_LOW) if result.fault == RETURNS_NONE else result
    return result


BEST_RATE = Exercise(
    id="best_rate",
    title="Write the sweep",
    check=check_best_rate,
    hints=[
        "The loop of the exercise above is most of it. Also keep the lowest loss so far, and its rate.",
        'Before the loop, let the lowest loss so far be `float("inf")`. Any other number is below that.',
        "Compare each end loss with the lowest one so far. If it is lower, remember it, and its rate with it.",
    ],
    starter="""
# Train one run for each rate, all from the same start. Return the rate with the lowest end loss.
def best_rate(objective, start, rates, n_steps):
    ...


lesson.check("best_rate", best_rate)
""",
    solution="""
def best_rate(objective, start, rates, n_steps):
    winner, lowest = None, float("inf")
    for rate in rates:
        history = train(objective, gradient_descent(rate), start, n_steps=n_steps)
        if history.final_loss < lowest:
            winner, lowest = rate, history.final_loss
    return winner
""",
    explanation="For NaN the comparison is False, so that a run that ended in NaN can never win.",
)

MOST_TRIES = 8


@lru_cache(maxsize=32)
def search_for(seed: int) -> FewestSteps:
    """Return the check of the rates for the data of a seed."""
    data = unseen_data(seed)
    objective = mean_loss(LinearModel(n_features=1), squared_error, data.X, data.y_true)
    return FewestSteps(objective, start=(0.0, 0.0), most_tries=MOST_TRIES, slack=0.2)


def check_unseen(answer, tries: list) -> Result:
    """Say how a rate does on the data of the learner's own seed, and count the tries.

    Parameters
    ----------
    answer : (seed, rate)
        What the learner has typed.
    tries : list of float
        The seed, then the rates of this round so far. Another seed begins a new round.
    """
    seed, rate = answer
    if is_blank(seed):
        return unanswered() if is_blank(rate) else not_yet("Choose a seed, too: any whole number.")
    try:
        data = unseen_data(seed)
    except ValueError as error:
        return not_yet(str(error))
    if is_blank(rate):
        low, high = (format_number(end) for end in (data.X.min(), data.X.max()))
        drawn = f"The seed {seed} has drawn {data.y_true.size} points, with x from {low} to {high}."
        return Result(False, f"{drawn} Now choose a learning rate.", is_answered=False)
    search, rates = search_for(int(seed)), tries[1:] if tries[:1] == [seed] else []
    result = search(rate, rates)
    if rates:
        tries[:] = [int(seed), *rates]
    if not result.passed:
        return result
    return Result(True, f"{result.sentence} The limit of your data is {format_number(search.limit)}.")


UNSEEN = Exercise(
    id="your_own_seed",
    title=f"A good rate for data that nobody has seen, in at most {MOST_TRIES} tries",
    check=check_unseen,
    hints=[
        "Begin the ritual: 0.01 first. What does the card say about it, too high or too low?",
        "Go up or down by a factor of ten until one rate is too low and its neighbor too high. Write both down.",
        "Refine between these two. If it could go further, try a higher rate; if it zigzags, a lower one.",
        "Computed instead of tried: the fastest rate lies between half of the limit and the limit.",
    ],
    starter="""
# Any whole number draws data of your own. You have eight tries for a rate.
my_seed = ...
my_rate = ...

lesson.check("your_own_seed", (my_seed, my_rate))
""",
    solution="""
my_seed = 2412
my_rate = 0.8
""",
    explanation="With another seed, another rate is the best: that is the point.",
    counts_tries=True,
)

EXERCISES = {exercise.id: exercise for exercise in (END_LOSSES, BEST_RATE, UNSEEN)}
