"""Section 6, a rate that changes on the way: schedules, each beside a run whose rate stays."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from utils.descent import (
    History,
    Objective,
    constant,
    cosine_with_warm_up,
    diagnose,
    format_number,
    gradient_descent,
    inverse_time_decay,
    step_decay,
    train,
)
from utils.descent.formatting import count, format_rate
from utils.drawing import PROJECTED_HEIGHT, Stage
from utils.drawing.views import ComparedCurves, Curve, RateCurve
from utils.explorers import Explorer, say
from utils.widgets import controls

CURVES = [Curve("the schedule", "loss"), Curve("the constant rate", "muted", (0, (4, 1.5)), "s", 1.6)]

SCHEDULES = {
    "step decay": ("halve every", lambda rate, n_steps, span: step_decay(rate, every=span)),
    "1/t decay": ("half after", lambda rate, n_steps, span: inverse_time_decay(rate, halved_after=span)),
    "cosine": (None, lambda rate, n_steps, span: cosine_with_warm_up(rate, n_steps=n_steps)),
    "cosine with warm-up": (
        "warm-up steps",
        lambda rate, n_steps, span: cosine_with_warm_up(rate, n_steps=n_steps, warm_up=min(span, n_steps - 1)),
    ),
}
"""What the slider of the schedule's own number is called, and how the schedule is made, by its name in the menu."""

SCHEDULED, CONSTANT = 0, 1
"""The two runs of the figure's history."""

DONE = 1e-4
"""Share of the possible drop that may be left for a run that has got there."""

CLEAR = 2.0
"""A run that ends this many times closer to the best loss has done clearly better."""


EXPLODES, ABOVE = "explodes", "ends above its start"
BOTH = {EXPLODES: "Both explode", ABOVE: "Both end above their start"}
"""What is said of two runs that end alike."""


def schedules_explorer(
    problems: Mapping[str, tuple[Objective, Sequence[float]]],
    *,
    learning_rate: float,
    n_steps: int,
    schedule: str,
    span: int,
) -> Explorer:
    """Let the learning rate change during the run; see the rate, and what it does beside a constant one.

    Parameters
    ----------
    problems : mapping of str to (Objective, sequence of float)
        What is trained, and the parameters before the first step, by what the menu calls it. The minima are known.
    learning_rate : float
        The peak rate at the start.
    n_steps : int
        Steps at the start, from 10 to 300.
    schedule : str
        The schedule at the start, by its name in the menu.
    span : int
        The schedule's own number of steps, from 1 to 100: until it is halved, or of its warm-up.

    Returns
    -------
    Explorer
        With the controls ``problem``, ``learning_rate``, ``n_steps``, ``schedule`` and ``span``.
    """
    peak = controls.LearningRate(learning_rate, 0.001, 2)
    peak.slider.description = "peak rate"
    chosen = controls.choice("schedule", list(SCHEDULES), schedule)
    own = controls.steps(span, 100)

    def follow(_=None):
        label = SCHEDULES[chosen.value][0]
        own.description, own.disabled = label or "not used", label is None

    def run(problem, learning_rate, n_steps, schedule, span):
        make = SCHEDULES[schedule][1]
        pair = [make(learning_rate, n_steps, span), constant(learning_rate)]
        objective, start = problems[problem]
        return train(objective, gradient_descent(pair), start, n_steps=n_steps)

    def describe(history, problem, learning_rate, schedule, **_):
        return compare(history, problem, schedule, learning_rate)

    chosen.observe(follow, "value")
    follow()
    rates = RateCurve(CURVES, 300)
    losses = ComparedCurves(
        CURVES, 300, (1e-6, 1e3), above_best=True, title="What it does", label="loss above the best"
    )
    return Explorer(
        {
            "problem": controls.choice("problem", list(problems), next(iter(problems))),
            "learning_rate": peak,
            "n_steps": controls.steps(n_steps, 300, low=10),
            "schedule": chosen,
            "span": own,
        },
        run,
        Stage([rates, losses], height=PROJECTED_HEIGHT),
        describe,
        name="schedules_explorer",
    )


def compare(history: History, problem: str, schedule: str, learning_rate: float) -> str:
    """Say what the schedule did, what the constant rate did, and which did better."""
    steps, rates = history.n_steps, history.learning_rate[SCHEDULED]
    head = f"{problem[0].upper()}{problem[1:]}, {schedule}, peak rate {format_rate(learning_rate)}, {steps} steps"
    ours, other = history.run(SCHEDULED), history.run(CONSTANT)
    if rates.min() == rates.max():
        end = end_of(ours)
        same = "in so few steps the rate does not change, and both runs are the same"
        return f"{head}: {same}. {end[0].upper()}{end[1:]}"
    peak, last = format_rate(learning_rate), format_number(rates[-1])
    path = f"the rate goes from {peak} to {last}"
    if rates.max() > rates[0]:
        falls = ", and the run is over before it falls" if rates.max() == rates[-1] else f" and falls to {last}"
        path = f"the rate rises from {format_number(rates[0])} to {peak}{falls}"
    return f"{head}: {path}. With it, {end_of(ours)} With the constant rate, {end_of(other)} {judge(ours, other)}"


def end_of(run: History) -> str:
    """Say where a run ended: how far above the best loss, and its verdict in a word."""
    if run.status != "finite":
        return f"{run.message[0].lower()}{run.message[1:]}"
    return f"the run ends {_excess(run)} above the best loss ({diagnose(run).name})."


def judge(ours: History, other: History) -> str:
    """Say whether the schedule helped, and by how much."""
    lost, lost_other = _is_lost(ours), _is_lost(other)
    if lost and lost_other:
        if all(np.allclose(run.loss, run.loss[0], rtol=1e-9) for run in (ours, other)):
            return "Both stay where they started: the rate is too low for a step to be seen."
        ends = {_end_in_a_word(run) for run in (ours, other)}
        both = BOTH.get(ends.pop()) if len(ends) == 1 else None
        return f"{both or 'Neither ends below its start'}: this schedule does not save a rate that is too large."
    if lost_other:
        return f"The constant rate {_end_in_a_word(other)}, and the schedule saves the run from that."
    if lost:
        return f"The schedule {_end_in_a_word(ours)}, and the constant rate does not."
    start = ours.loss[0] - ours.objective.minimum.value
    a, b = (max(run.final_loss - run.objective.minimum.value, 1e-12 * start) for run in (ours, other))
    if max(a, b) <= DONE * start:
        with_it, without = ours.steps_to_within(0.01), other.steps_to_within(0.01)
        pace = f"99 % of the way down took {count(with_it, 'step')} with it and {count(without, 'step')} without"
        return f"No schedule is needed here: both get there. {pace}."
    if b >= CLEAR * a:
        return f"The schedule helps: it ends {format_number(b / a)} times closer to the best loss."
    if a >= CLEAR * b:
        return f"The schedule costs more than it gains: the constant rate ends {format_number(a / b)} times closer."
    return "The schedule makes little difference here."


def _is_lost(run):
    return run.status != "finite" or run.final_loss >= run.loss[0]


def _end_in_a_word(run):
    if run.status != "finite":
        return EXPLODES
    return "ends where it started" if math.isclose(run.final_loss, run.loss[0]) else ABOVE


def _excess(run):
    return say(run.final_loss - run.objective.minimum.value, scale=run.loss[0])
