"""The exercises of this lesson, and the check of a rate for data of the learner's own seed."""

from functools import lru_cache

from lessons.choosing_a_learning_rate.sweep_checks import BEST_RATE, END_LOSSES
from utils.descent import LinearModel, format_number, mean_loss, squared_error
from utils.descent.data.unseen import unseen_data
from utils.practice.exercises.exercise import Exercise, Result, is_blank, not_yet, unanswered
from utils.practice.exercises.fewest_steps import FewestSteps

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
