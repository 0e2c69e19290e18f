"""What the figures that compare learning rates say, and the rows of their tables."""

import numpy as np

from utils.descent import format_number
from utils.descent.experiments.sweep import UNFINISHED, Sweep
from utils.descent.formatting import count

HEADINGS = ["learning rate", "end loss", "within 1 % at step", "what happened"]


def describe(tried: Sweep, **_) -> str:
    """Say which rate is best, which are unfinished, and where the cliff is."""
    n_starts, n_rates = tried.history.run_shape
    low, high = (format_number(rate) for rate in tried.learning_rates[[0, -1]])
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
    rate, loss = format_number(tried.learning_rates[best]), say_end(tried, best)
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
    limit, above = format_number(tried.limit), int(tried.is_above_limit.sum())
    if above == 0:
        return f"The cliff is farther right: the limit is {limit}, and all these rates are below it."
    if above == len(tried.learning_rates):
        return f"The cliff is farther left: the limit is {limit}, and all these rates are above it."
    last, first = (format_number(rate) for rate in tried.learning_rates[[-above - 1, -above]])
    diverge = "the one rate above it diverges" if above == 1 else f"the {above} rates above it diverge"
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
        low, high = format_number(rates[first]), format_number(rates[end - 1])
        parts.append(low if end - first == 1 else f"{low} to {high} ({end - first} rates)")
    return " and ".join(parts)


def rows(tried: Sweep) -> tuple[list[str], list[list[str]], int | None]:
    """Return the headings, one row per rate, and the row of the best."""
    body = [
        [
            format_number(rate),
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
