"""Section 3, the ritual: which rates to try, round by round, what the figure says of them, and the log."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lessons.choosing_a_learning_rate.rate_problem import RateProblem
from lessons.choosing_a_learning_rate.sweep import rows, say_end
from utils.descent import Dataset, Objective, Sweep, format_number, sweep
from utils.drawing import PROJECTED_HEIGHT, Stage
from utils.drawing.views import EndLoss
from utils.explorers import Explorer
from utils.explorers.results_table import add_results
from utils.widgets import controls

USUAL = 0.01
"""The rate that everybody tries first."""

REFINEMENTS = 2
MOST_ROUNDS = 40


def ritual(data: Dataset, start, *, learning_rate: float, n_steps: int, standardize: bool = False) -> Explorer:
    """Choose a learning rate round by round; one button does what comes next, and a log is kept.

    Parameters
    ----------
    data : Dataset
        With one feature.
    start : array_like, shape (2,)
        Weight and bias before the first step.
    learning_rate : float
        The rate to begin with.
    n_steps : int
        Steps of every run.
    standardize : bool
        Give the feature mean 0 and standard deviation 1 first.

    Returns
    -------
    Explorer
        With the control ``rounds``, how many were done, the button "Next", and the log as a table beside the
        figure. Its result is a `Sweep` of all rates tried so far.

    Raises
    ------
    ValueError
        If the data have more than one feature, or cannot be standardized.
    """
    problem = RateProblem(data, start, standardize=standardize)
    rounds, tried = plan(problem.objective, problem.starts[0], first=learning_rate, n_steps=n_steps)
    order = [rate for one in rounds for rate in one.learning_rates]
    counts = [sum(len(one.learning_rates) for one in rounds[:done]) for done in range(len(rounds) + 1)]
    problem.include(tried.learning_rates)
    chart = EndLoss(
        problem.rate_limits,
        problem.loss_limits,
        problem.color_limits,
        reveal=lambda tried: len(tried.learning_rates) == len(order),
    )

    def run(rounds):
        return tried.only([k for k, rate in enumerate(tried.learning_rates) if rate in order[: counts[rounds]]])

    def log(tried):
        return log_of(tried, order[: len(tried.learning_rates)])

    def go_on(explorer):
        done = explorer.values["rounds"]
        explorer.set(rounds=0 if done == len(rounds) else done + 1)

    explorer = Explorer(
        {"rounds": controls.steps(0, len(rounds), low=0, label="rounds done")},
        run,
        Stage([chart], width=560, height=PROJECTED_HEIGHT),
        lambda tried, **values: describe(tried, rounds, values["rounds"]),
        name="ritual",
        actions={"Next": go_on},
    )
    button = explorer.buttons["Next"]
    button.button_style = "primary"

    def name_next():
        done = explorer.values["rounds"]
        button.description = "Start again" if done == len(rounds) else f"Next: {short(rounds[done])}"

    explorer.on_shown(name_next)
    name_next()
    return add_results(explorer, log, title="Log", file_name="learning-rate-log.csv", beside=430)


@dataclass(frozen=True)
class Round:
    """Rates that are tried together.

    Parameters
    ----------
    why : str
        What they are, to stand before or after their names.
    learning_rates : tuple of float
    """

    why: str
    learning_rates: tuple[float, ...]

    def __str__(self):
        return f"{self.why}: {' and '.join(map(format_number, self.learning_rates))}"


def plan(objective: Objective, start, *, first: float, n_steps: int) -> tuple[list[Round], Sweep]:
    """Return the rounds of the ritual for an objective, and all their runs.

    First one rate, then one order of magnitude each way, then two. While the best is the lowest or the highest so
    far, go on in that direction; otherwise refine between the best and its neighbors, twice.

    Parameters
    ----------
    objective : Objective
    start : array_like, shape (n_params,)
    first : float
        The rate to begin with.
    n_steps : int

    Returns
    -------
    rounds : list of Round
    tried : Sweep
        The runs of all rates, in rising order of the rates.
    """
    rounds = [
        Round("The usual first guess" if first == USUAL else "The first guess", (first,)),
        Round("One order of magnitude lower and higher", (first / 10, first * 10)),
        Round("Two orders of magnitude lower and higher", (first / 100, first * 100)),
    ]
    refinements = 0
    while True:
        tried = sweep(
            objective, sorted(rate for one in rounds for rate in one.learning_rates), [start], n_steps=n_steps
        )
        if refinements == REFINEMENTS or len(rounds) == MOST_ROUNDS:
            return rounds, tried
        following = _next_round(tried)
        if following is None:
            return rounds, tried
        refinements += following.why.startswith("Between")
        rounds.append(following)


def _next_round(tried: Sweep) -> Round | None:
    rates, best = tried.learning_rates, tried.best
    if best is None:
        return Round("All diverge, so go on lower", (_round(rates[0] / 10),))
    if best == 0:
        return Round("The lowest is the best, so go on lower", (_round(rates[0] / 10),))
    if best == len(rates) - 1:
        return Round("The highest is the best, so go on higher", (_round(rates[-1] * 10),))
    between = {_round(np.sqrt(rates[best] * rates[k])) for k in (best - 1, best + 1)} - set(rates)
    return Round("Between the best and its neighbors", tuple(sorted(between))) if between else None


def _round(rate: float) -> float:
    """Return a rate with one digit, as somebody would type it."""
    return float(f"{rate:.1g}")


def short(one: Round) -> str:
    """Name the rates of a round for a button."""
    return f"try {' and '.join(map(format_number, one.learning_rates))}"


def describe(tried: Sweep, rounds: Sequence[Round], done: int) -> str:
    """Say what the last round has shown, what is best so far, and what comes next."""
    if done == 0:
        return f"Nothing has been tried yet. {rounds[0]}. Press the button."
    results = " ".join(f"{format_number(rate)} {_came_to(tried, rate)}." for rate in rounds[done - 1].learning_rates)
    text = f"Round {done} of {len(rounds)}. {results} {_best_so_far(tried, done == len(rounds))}"
    if done < len(rounds):
        return f"{text} Next: {rounds[done].why[0].lower()}{rounds[done].why[1:]}, {short(rounds[done])[4:]}."
    return f"{text} The computed limit is {format_number(tried.limit)}."


def log_of(tried: Sweep, order: Sequence[float]) -> tuple[list[str], list[list[str]], int | None]:
    """Return the log: a row for each try, in the order of the tries, and which of them is the best."""
    headings, body, best = rows(tried)
    places = [_place(tried, rate) for rate in order]
    return (
        ["try", *headings],
        [[str(k), *body[place]] for k, place in enumerate(places, start=1)],
        (None if best is None else places.index(best)),
    )


def _came_to(tried, rate):
    k = _place(tried, rate)
    step = tried.steps_to_arrive[k]
    if tried.is_above_limit[k]:
        return "diverges"
    if step < 0:
        return f"is unfinished, with an end loss of {say_end(tried, k)}"
    return f"is within 1 % at step {step}"


def _best_so_far(tried, last):
    if tried.best is None:
        return "None settles so far."
    best = tried.learning_rates[tried.best]
    if not last:
        return f"Best so far: {format_number(best)}."
    tries = f"the best of {len(tried.learning_rates)} tries"
    return f"Write it down: {format_number(best)} is {tries}, and {_came_to(tried, best)}."


def _place(tried, rate):
    return int(np.flatnonzero(tried.learning_rates == rate)[0])
