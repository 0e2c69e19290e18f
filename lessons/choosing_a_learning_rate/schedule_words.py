"""What the figure of the schedules says: both runs with their numbers, and whether the schedule helped."""

from utils.descent import History, diagnose, format_number
from utils.descent.formatting import count
from utils.explorers import say

SCHEDULED, CONSTANT = 0, 1
"""The two runs of the figure's history."""

DONE = 1e-4
"""Share of the possible drop that may be left for a run that has got there."""

CLEAR = 2.0
"""A run that ends this many times closer to the best loss has done clearly better."""


def compare(history: History, problem: str, schedule: str, learning_rate: float) -> str:
    """Say what the schedule did, what the constant rate did, and which did better."""
    steps, rates = history.n_steps, history.learning_rate[SCHEDULED]
    head = f"{problem}, {schedule}, peak rate {format_number(learning_rate)}, {steps} steps"
    ours, other = history.run(SCHEDULED), history.run(CONSTANT)
    if rates.min() == rates.max():
        return f"{head}: {diagnose(ours)}."
    path = f"the rate goes from {format_number(rates[0])} to {format_number(rates[-1])}"
    if rates.max() > rates[0]:
        path = (
            f"the rate rises from {format_number(rates[0])} to {format_number(rates.max())} "
            f"and falls to {format_number(rates[-1])}"
        )
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
        return "Both end above their start: this schedule does not save a rate that is too large."
    if lost_other:
        return "The constant rate ends above its start, and the schedule saves the run from that."
    if lost:
        return "The schedule ends above its start, and the constant rate does not."
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


def _excess(run):
    return say(run.final_loss - run.objective.minimum.value, scale=run.loss[0])
