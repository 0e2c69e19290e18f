"""What the figures that compare learning rates say, and the rows of their tables."""

import numpy as np

from utils.descent import format_number
from utils.descent.sweeps import DIVERGES, UNFINISHED, Sweep

HEADINGS = ["learning rate", "end loss", "within 1 % at step", "what happened"]


def describe(history: Sweep, **_) -> str:
    """Say which rate is best, which are unfinished, and where the cliff is."""
    n_starts, n_rates = history.run_shape
    low, high = (format_number(rate) for rate in history.rates[[0, -1]])
    settings = f"{n_rates} rates from {low} to {high}, {count(history.n_steps, 'step')} each"
    if n_starts > 1:
        settings += f", from {n_starts} starts, of which the worst counts"
    return f"{settings}. {name_best(history)} {name_unfinished(history)} {name_cliff(history)}"


def name_best(history: Sweep) -> str:
    """Say which rate is best, and why."""
    best = history.best
    if best is None:
        return "None is good: they all diverge."
    rate, loss = format_number(history.rates[best]), say_end(history, best)
    step = history.steps_to_arrive[best]
    if step < 0:
        return f"Best is {rate} with an end loss of {loss}, but no rate comes within 1 %."
    return f"Best is {rate}, within 1 % at step {step}, with an end loss of {loss}."


def name_unfinished(history: Sweep) -> str:
    """Say which rates are still more than 1 % away, though they go in the right direction."""
    unfinished = history.outcome == UNFINISHED
    return f"Still unfinished: {ranges(history.rates, unfinished)}." if unfinished.any() else "None is unfinished."


def name_cliff(history: Sweep) -> str:
    """Say where the limit is, and which rates are above it."""
    limit, above = format_number(history.limit), history.outcome == DIVERGES
    if not above.any():
        return f"The cliff is not in sight: all these rates are below the limit, {limit}."
    if above.all():
        return f"The cliff is to the left: all these rates are above the limit, {limit}."
    last, first = (format_number(history.rates[k]) for k in (above.argmax() - 1, above.argmax()))
    return f"The cliff is between {last} and {first}, at the limit, {limit}; {ranges(history.rates, above)} diverge."


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
        low, high = format_number(rates[first]), format_number(rates[end - 1])
        parts.append(low if end - first == 1 else f"{low} to {high} ({end - first} rates)")
    return " and ".join(parts)


def rows(history: Sweep) -> tuple[list[str], list[list[str]], int | None]:
    """Return the headings, one row per rate, and the row of the best."""
    body = [
        [
            format_number(rate),
            say_end(history, k),
            "not reached" if step < 0 else str(step),
            say_outcome(history, k),
        ]
        for k, (rate, step) in enumerate(zip(history.rates, history.steps_to_arrive, strict=True))
    ]
    return HEADINGS, body, history.best


def say_end(history: Sweep, index: int) -> str:
    """Write the loss at the end of the worst start of a rate."""
    return format_number(history.end_loss[index], scale=history.loss[:, index, 0].max())


def say_outcome(history: Sweep, index: int) -> str:
    """Write the outcome of a rate."""
    return str(history.outcome[index]) if history.best != index else "best"


def count(number: int, word: str) -> str:
    """Write a number of things."""
    return f"{number} {word}{'' if number == 1 else 's'}"
