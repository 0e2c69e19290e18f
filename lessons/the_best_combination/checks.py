"""The exercises of this lesson, in which a random search is written and a score is beaten within 30 runs."""

import numpy as np

from lessons.the_best_combination.beat_the_score import BeatTheScore
from lessons.the_best_combination.random_search import RandomSearchCheck
from utils.practice.exercises.exercise import Exercise
from utils.practice.exercises.function_check import FunctionCheck, Mistake

# ---- rates on a log scale ------------------------------------------------------------------------------


def on_a_log_scale(shares, low, high):
    return low * (high / low) ** np.asarray(shares)


SHARE_CASES = [
    (np.array([0.0, 0.5, 1.0]), 0.001, 10.0),
    (np.array([0.25, 0.75, 0.1, 0.9]), 0.0001, 1.0),
    (np.array([0.5, 0.2]), 0.01, 5.0),
]

RATES_BLANK = Exercise(
    id="rates_blank",
    title="Fill in the blank: learning rates on a log scale",
    check=FunctionCheck(
        right=on_a_log_scale,
        arguments=("shares", "low", "high"),
        cases=SHARE_CASES,
        mistakes=[
            Mistake(
                lambda shares, low, high: low + shares * (high - low),
                "This is an ordinary scale: nine of ten rates have the largest order of magnitude. The exponents are"
                " spread evenly already; make rates of them.",
            ),
            Mistake(
                lambda shares, low, high: np.log10(low) + shares * np.log10(high / low),
                "These are the exponents. A rate is a power of 10.",
            ),
            Mistake(
                lambda shares, low, high: np.exp(np.log10(low) + shares * np.log10(high / low)),
                "These exponents count in powers of 10, and `np.exp` takes powers of e.",
            ),
            Mistake(
                lambda shares, low, high: (np.log10(low) + shares * np.log10(high / low)) ** 10,
                "This is the exponents to the power of 10. It should be 10 to the power of the exponents.",
            ),
            Mistake(
                lambda shares, low, high: 10 * (np.log10(low) + shares * np.log10(high / low)),
                "This is 10 times the exponents. In Python a power is written with two stars.",
            ),
            Mistake(
                lambda shares, low, high: 10.0 ** -(np.log10(low) + shares * np.log10(high / low)),
                "The sign of the exponents is turned round: small rates have become large ones.",
            ),
        ],
        returns="one learning rate for each share",
        confirmation="Each order of magnitude is as likely as the next: 0.5 is the middle of the exponents.",
    ),
    hints=[
        "`exponents` runs from the exponent of `low` to that of `high`: from -3 to 1 for rates from 0.001 to 10.",
        "An exponent of -2 stands for the rate 0.01. Which power is that?",
        "In Python, a power is written with `**`, and NumPy takes it of all numbers at once.",
    ],
    starter="""
# Shares from 0 to 1 are drawn evenly. Make learning rates of them, from low to high, on a log scale.
def rates_of(shares, low, high):
    exponents = np.log10(low) + shares * (np.log10(high) - np.log10(low))
    return ...


lesson.check("rates_blank", rates_of)
""",
    solution="""
def rates_of(shares, low, high):
    exponents = np.log10(low) + shares * (np.log10(high) - np.log10(low))
    return 10**exponents
""",
    explanation="`low * (high / low) ** shares` is the same: from low to high in equal factors.",
)

# ---- random search -------------------------------------------------------------------------------------

RANDOM_SEARCH = Exercise(
    id="random_search",
    title="Write a random search",
    check=RandomSearchCheck(),
    hints=[
        "One loop over the tries. In it, draw one exponent from -3 to 1: `random.uniform(-3, 1)`.",
        "A second loop, over the seeds 0, 1 and 2: keep `run(rate, seed)[0]`, and take the mean of the three.",
        "Keep the lowest mean so far, beginning with `np.inf`, and its rate. Then a NaN never wins: it is not lower.",
    ],
    starter="""
# Try n_tries rates from 0.001 to 10, drawn from `random` (a NumPy generator) on a log scale.
# Judge each by its mean validation loss over the seeds 0, 1 and 2. Return the best rate.
def random_search(run, random, n_tries):
    # Your code, in place of the dots.
    ...


lesson.check("random_search", random_search)
""",
    solution="""
def random_search(run, random, n_tries):
    best, lowest = None, np.inf
    for rate in 10 ** random.uniform(-3, 1, n_tries):
        mean = np.mean([run(rate, seed)[0] for seed in (0, 1, 2)])
        if mean < lowest:
            best, lowest = rate, mean
    return best
""",
    explanation="`mean < lowest` is False for a NaN, so a run that exploded cannot win.",
)

# ---- beat a score --------------------------------------------------------------------------------------

BEAT_THE_SCORE = Exercise(
    id="beat_the_score",
    title="Beat a score within 30 runs",
    check=BeatTheScore(score=0.19),
    hints=[
        "Small batches take more steps in the same 30 epochs. Begin with batches of 10.",
        "Change the rate in factors of 3 first, then look at the network: two layers, and many neurons in each.",
        "Rates from 0.1 to 0.3 suit batches of 10. Try another activation, too.",
    ],
    starter="""
# Moons with noise 0.3, 30 epochs, the seeds 0 to 2, as in the search above.
# Reach a validation loss of 0.19, the median of the seeds, within 30 runs.
# Batches have 5 to 210 samples.
learning_rate, batch_size = ..., ...
layers, neurons = ..., ...
activation = "tanh"

lesson.check("beat_the_score", (learning_rate, batch_size, layers, neurons, activation))
""",
    solution="""
learning_rate, batch_size = 0.19, 10
layers, neurons = 2, 16
activation = "relu"
""",
    explanation="One of several. Its test loss is higher than 0.19: the number that was chosen for flatters.",
    counts_tries=True,
)

EXERCISES = {exercise.id: exercise for exercise in (RATES_BLANK, RANDOM_SEARCH, BEAT_THE_SCORE)}
