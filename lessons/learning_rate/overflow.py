"""What the figures of this lesson say: each sentence holds the run's numbers and what they mean."""

import numpy as np

from utils.descent import History, diagnose, format_number
from utils.explorers import describe_run, say

LAST_STEPS = 100
"""How far back a run is compared with itself, to tell unfinished from stuck."""


def speed(history: History, **_) -> str:
    """Say what a run did, and how soon it had made 99 % of the possible drop."""
    sentence = describe_run(history)
    if history.objective.minimum is None:
        return sentence
    step = history.steps_to_within(0.01)
    when = "not reached" if step is None else f"reached at step {step}"
    return f"{sentence} Within 1 %: {when}."


def overshoot(history: History, **_) -> str:
    """Say what a run with one parameter did, and by how much each step multiplies its distance."""
    sentence = describe_run(history, names=["w"])
    minimum = history.objective.minimum
    if minimum is None or history.params[0, 0] == minimum.params[0]:
        return sentence
    distance = history.params[:2, 0] - minimum.params[0]
    factor = say(distance[1] / distance[0])
    return f"{sentence} The first step multiplied the distance to the bottom by {factor}."


def progress(history: History, **_) -> str:
    """Say what a run did, and whether its last steps still gained anything: unfinished, or stuck."""
    sentence = describe_run(history, names=["w"])
    verdict = diagnose(history).name
    if verdict not in ("crawling", "converging", "stuck"):
        return sentence
    back = min(LAST_STEPS, history.n_steps)
    gain = history.loss[-1 - back] - history.loss[-1]
    steps = "step" if back == 1 else f"{back} steps"
    if verdict == "stuck":
        gained = "nothing" if abs(gain) < 1e-4 else f"only {format_number(gain)}"
        return f"{sentence} More steps do not help: the last {steps} gained {gained}."
    return f"{sentence} Unfinished: the last {steps} still gained {format_number(gain)}."


def growth(history: History, **_) -> str:
    """Say what a run did up to the step on show, and by how much its loss grows from step to step."""
    sentence = describe_run(history)
    finite = np.flatnonzero(np.isfinite(history.loss))
    last = finite[-1] if len(finite) else 0
    if last == 0 or history.loss[last] <= history.loss[last - 1]:
        return sentence
    factor = history.loss[last] / history.loss[last - 1]
    return f"{sentence} At each step the loss became {format_number(factor)} times as large."


def overflow_rows(history: History) -> tuple[list[str], list[list[str]], int]:
    """Choose the rows of the table: the first steps, the first inf and NaN, and the step on show."""
    n, inf, nan = history.n_steps, history.first_inf, history.first_nan
    wanted = {0, 1, 2, n - 1, n}
    for first in (inf, nan):
        wanted |= set() if first is None else {first - 1, first}
    steps = sorted(step for step in wanted if 0 <= step <= n)
    with np.errstate(invalid="ignore"):  # inf - inf has no answer: that is what the table shows
        updates = np.diff(history.params[:, 0])
    rows, current = [], 0
    for before, step in zip([-1, *steps], steps, strict=False):
        if step > before + 1:
            rows.append(["⋮", "", "", ""])
        current = len(rows)
        update = format_number(updates[step - 1]) if step else ""
        first = " (first)" if step in (inf, nan) else ""
        loss = format_number(history.loss[step]) + first
        rows.append([str(step), update, format_number(history.params[step, 0]), loss])
    return ["step", "update", "weight", "loss"], rows, current
