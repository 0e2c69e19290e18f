"""What the figures of the misconceptions say: the numbers of each run, and what they mean for the belief."""

from collections.abc import Sequence

import numpy as np

from lessons.what_people_say.outcome import outcome
from utils.descent import History, diagnose, format_number, learning_rate_limit
from utils.descent.experiments.side_by_side import SideBySide
from utils.explorers import describe_run, say


def above_one(history: History, learning_rate: float) -> str:
    """Say how soon the run is there, beside the run with the rate 1, and where the limit lies."""
    limit = format_number(learning_rate_limit(history.objective))
    ours, one = history.run(0), history.run(1)
    said = [f"Learning rate {format_number(learning_rate)}, {history.n_steps} steps: {outcome(ours)}."]
    if learning_rate != 1:
        said.append(f"Learning rate 1: {outcome(one)}.")
    return " ".join([*said, f"Near the bottom of this loss the limit is {limit}."])


def wobble(history: History, learning_rate: float, **_) -> str:
    """Say what the run did, and whether it overshoots less each time, more each time, or always as far."""
    sentence = describe_run(history, names=["w"])
    w = history.params[:, 0]
    if not history.objective.is_quadratic:
        return f"{sentence} {_on_the_v(w)}"
    factor = w[1] / w[0]
    times = f"Each step multiplies the distance to the bottom by {_factor(factor)}"
    if not factor < 0:
        return f"{sentence} {times}: no step overshoots."
    if factor == -1:
        return f"{sentence} {times}: this one rate jumps from side to side forever."
    return f"{sentence} {times}: the jumps {'shrink, and it settles' if factor > -1 else 'grow without end'}."


def negative_rate(history: History, learning_rate: float, negative: bool) -> str:
    """Say how often the loss rises with each of the two signs, and what became of it."""
    signs = ("-", "+") if negative else ("+", "-")
    rate, said = format_number(learning_rate), []
    for sign, run in zip(signs, (history.run(0), history.run(1)), strict=True):
        said.append(f"Learning rate {sign}{rate}: {_rises(run)}. {diagnose(run).sentence}")
    return " ".join(said)


def sum_or_mean(pair: SideBySide, sizes: Sequence[int], adds: str, learning_rate: float) -> str:
    """Say what the rate does with few points and with many, and where the limit lies for each."""
    said, limits = [], []
    for run, size in zip(pair.histories, sizes, strict=True):
        limits.append(learning_rate_limit(run.objective) / (size if adds == "sum" else 1))
        said.append(f"With {size} points, where the limit is {format_number(limits[-1])}: {outcome(run)}.")
    head = f"The {adds} of the squared errors, learning rate {format_number(learning_rate)}."
    ratio = max(limits) / min(limits)
    if ratio > 2:
        return " ".join([head, *said, f"The limits differ by a factor of {format_number(ratio)}."])
    return " ".join([head, *said, "The limits are nearly the same."])


def _on_the_v(w):
    crossed = np.flatnonzero(w[1:] * w[:-1] <= 0)
    if not len(crossed):
        return "It has not reached the bottom yet; all its steps are equally long."
    if w[-1] == 0:
        return "It has hit the bottom exactly, where the slope is 0."
    low, high = sorted(w[-2:])
    return f"All steps are equally long, so it jumps between {say(low)} and {say(high)} forever."


def _rises(run):
    end = run.n_steps if run.first_inf is None else run.first_inf
    rises = int((np.diff(run.loss[: end + 1]) > 0).sum())
    if rises in (0, end):
        return f"the loss rises at {'every' if rises else 'no'} step"
    return f"the loss rises at {rises} of {end} steps"


def _factor(factor):
    """Write a factor with so many digits that one beside 1 or -1 is not taken for it."""
    if abs(factor) == 1 or not 0.99 < abs(factor) < 1.01:
        return format_number(factor)
    digits = f"{factor:.8g}"
    return digits if abs(float(digits)) != 1 else f"almost {digits}"
