"""Section 3, all rates at once: a run for each learning rate, what the figure says of them, and their table."""

import math

import numpy as np

from lessons.choosing_a_learning_rate.rate_problem import RateProblem
from utils.descent import Dataset, Sweep, format_number, format_rate, spread_learning_rates, sweep
from utils.descent.experiments.sweep import UNFINISHED
from utils.descent.formatting import count, tell_apart
from utils.drawing import PROJECTED_HEIGHT, Stage
from utils.drawing.views import EndLoss, SweepCurves
from utils.explorers import Explorer
from utils.explorers.results_table import add_results
from utils.widgets import controls

MAX_STEPS = 500
HEADINGS = ["learning rate", "end loss", "within 1 % at step", "what happened"]


def sweep_explorer(
    data: Dataset,
    start,
    *,
    center: float,
    span: float,
    n_rates: int,
    n_steps: int,
    n_seeds: int = 1,
    standardize: bool = False,
) -> Explorer:
    """Train with up to 81 learning rates at once; see every loss curve, and the end loss of each rate.

    Parameters
    ----------
    data : Dataset
        With one feature.
    start : array_like, shape (2,)
        Weight and bias before the first step.
    center : float
        The rate in the middle.
    span : float
        Orders of magnitude from the lowest rate to the highest.
    n_rates : int
        How many rates, at equal factors.
    n_steps : int
        Steps of every run.
    n_seeds : int
        How many starts. The first is ``start``; the others are drawn at random, each from a seed of its own, and
        are always the same. Of several starts the worst counts.
    standardize : bool
        Give the feature mean 0 and standard deviation 1 first.

    Returns
    -------
    Explorer
        With the controls ``center``, ``span``, ``n_rates``, ``n_steps`` and ``n_seeds``, and a table of results.
        Its result is a `Sweep`.

    Raises
    ------
    ValueError
        If the data have more than one feature, or cannot be standardized.
    """
    problem = RateProblem(data, start, standardize=standardize)
    problem.include(spread_learning_rates(center, span, 2))

    def run(center, span, n_rates, n_steps, n_seeds):
        rates = spread_learning_rates(center, span, n_rates)
        return sweep(problem.objective, rates, problem.starts[:n_seeds], n_steps=n_steps)

    longest = max(MAX_STEPS, n_steps)
    middle = controls.LearningRate(center, *problem.rate_limits)
    middle.slider.description = "middle rate"
    middle.refuse = lambda rate: (
        ""
        if 1e-290 <= rate <= 1e290
        else f"The middle rate here is a number from 1e-290 to 1e+290, and {rate:g} is not."
    )  # with every span around it
    explorer = Explorer(
        {
            "center": middle,
            "span": controls.number("orders of magnitude", span, 0.5, 8, 0.1, digits=1),
            "n_rates": controls.steps(n_rates, 81, low=3, label="rates"),
            "n_steps": controls.steps(n_steps, longest, low=10),
            "n_seeds": controls.steps(n_seeds, len(problem.starts), label="starts (seeds)"),
        },
        run,
        Stage(
            [
                SweepCurves(longest, problem.color_limits, problem.loss_limits),
                EndLoss(
                    problem.rate_limits,
                    problem.loss_limits,
                    problem.color_limits,
                    title="End loss of each rate, in the same colors",
                ),
            ],
            height=PROJECTED_HEIGHT,
        ),
        describe,
        name="sweep_explorer",
    )
    for control in (middle.slider, *explorer.controls.values()):
        if control is not middle:
            control.style.description_width = "150px"  # for the longest of the names
    return add_results(explorer, rows, title="Results", file_name="learning-rates.csv")


def describe(tried: Sweep, **_) -> str:
    """Say which rate is best, which are unfinished, and where the cliff is."""
    n_starts, n_rates = tried.history.run_shape
    low, high = (format_rate(rate) for rate in tried.learning_rates[[0, -1]])
    settings = f"{n_rates} rates from {low} to {high}, {count(tried.n_steps, 'step')} each"
    if n_starts > 1:
        settings += f", from {n_starts} starts, of which the worst counts"
    parts = [f"{settings}.", name_best(tried), name_unfinished(tried), name_cliff(tried)]
    return " ".join(part for part in parts if part)


def name_best(tried: Sweep) -> str:
    """Say which rate is best, and why."""
    best = tried.best
    if best is None:
        return "None is good: they all diverge."
    rate, loss = format_rate(tried.learning_rates[best]), say_end(tried, best)
    step = tried.steps_to_arrive[best]
    if step < 0:
        return f"Best is {rate} with an end loss of {loss}, but no rate comes within 1 %."
    return f"Best is {rate}, within 1 % at step {step}, with an end loss of {loss}."


def name_unfinished(tried: Sweep) -> str:
    """Say which rates are still more than 1 % away, though they are below the limit."""
    unfinished = tried.outcome == UNFINISHED
    if not unfinished.any():
        return ""
    # Below half of the limit a higher rate is never slower; so what is unfinished above the best one overshoots
    arrives = tried.best is not None and tried.steps_to_arrive[tried.best] >= 0
    high = unfinished & arrives & (np.arange(len(unfinished)) > (tried.best or 0))
    low = unfinished & ~high
    parts = [ranges(tried.learning_rates, low)] if low.any() else []
    if high.any():
        parts.append(f"{ranges(tried.learning_rates, high)}, zigzagging close to the limit")
    return f"Still unfinished: {', and '.join(parts)}."


def name_cliff(tried: Sweep) -> str:
    """Say where the limit is, and which rates are above it."""
    above, n_rates = int(tried.is_above_limit.sum()), len(tried.learning_rates)
    if above == n_rates:
        limit = tell_apart(tried.limit, tried.learning_rates[0])[0]
        return f"The cliff is farther left: the limit is {limit}, and all these rates are above it."
    highest_below = tried.learning_rates[n_rates - above - 1]
    diverge = "the one rate above it diverges" if above == 1 else f"the {above} rates above it diverge"
    if math.isclose(highest_below, tried.limit):
        at = f"The cliff stands right at one of these rates: the limit is {format_number(tried.limit)}"
        return f"{at}, and {diverge}." if above else f"{at}, the highest of them."
    if above == 0:
        limit = tell_apart(tried.limit, highest_below)[0]
        return f"The cliff is farther right: the limit is {limit}, and all these rates are below it."
    last, first, limit = tell_apart(highest_below, tried.learning_rates[-above], tried.limit)
    return f"The cliff lies between {last} and {first}: the limit is {limit}, and {diverge}."


def ranges(rates: np.ndarray, which: np.ndarray) -> str:
    """Name rates by the ranges in which they lie side by side.

    Examples
    --------
    >>> ranges(np.array([0.001, 0.01, 0.1, 1.0]), np.array([True, True, False, True]))
    '0.001 to 0.01 (2 rates) and 1'
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[False], which, [False]]).astype(int)))
    parts = []
    for first, end in edges.reshape(-1, 2):
        low, high = format_rate(rates[first]), format_number(rates[end - 1])
        parts.append(low if end - first == 1 else f"{low} to {high} ({end - first} rates)")
    return " and ".join(parts)


def rows(tried: Sweep) -> tuple[list[str], list[list[str]], int | None]:
    """Return the headings, one row per rate, and the row of the best."""
    body = [
        [
            format_rate(rate),
            say_end(tried, k),
            "not reached" if step < 0 else str(step),
            say_outcome(tried, k),
        ]
        for k, (rate, step) in enumerate(zip(tried.learning_rates, tried.steps_to_arrive, strict=True))
    ]
    return HEADINGS, body, tried.best


def say_end(tried: Sweep, index: int) -> str:
    """Write the loss at the end of the worst start of a rate."""
    return format_number(tried.end_loss[index], scale=tried.worst_loss[index, 0])


def say_outcome(tried: Sweep, index: int) -> str:
    """Write the outcome of a rate."""
    if tried.is_above_limit[index] and tried.end_loss[index] < tried.worst_loss[index, 0]:
        return "will diverge"  # just above the limit, what grows is not yet more than what shrinks
    return f"{tried.outcome[index]}{' (best)' if index == tried.best else ''}"
