"""Trends: where the loss of a run is going, measured for its diagnosis."""

import numpy as np

from utils.descent.objectives.hessians import principal_curvatures

TREND = 0.05  # share by which the last half of a run must change to rise or fall, unless it does so steadily


def excess_loss(history):
    """Return the loss above the best possible one; where that is unknown, above 0 or the lowest seen."""
    if history.objective.minimum is not None:
        return history.loss - history.objective.minimum.value
    return history.loss - min(0.0, history.loss.min())


def tail(values):
    """Return the last half of a run, one row per step: three rows at least, as far as there are any."""
    n_steps = len(values) - 1
    return values[-max(3, n_steps // 2 + 1) :]


def direction(values):
    """Return 1 if the last half of the run rises, -1 if it falls, 0 if it does neither."""
    last = tail(values)
    last = last / max(np.abs(last).max(), np.finfo(float).tiny)  # so that no sum overflows
    half = max(1, len(last) // 2)
    before, after = last[:half].mean(), last[-half:].mean()
    # A steady trend counts however slow it is, as long as it is no rounding
    moved = abs(last[-1] - last[half - 1]) > 1e-6
    changes = np.diff(last)
    if after > before * (1.0 + TREND) or (moved and (changes > 0).all()):
        return 1
    if after < before * (1.0 - TREND) or (moved and (changes < 0).all()):
        return -1
    return 0


def local_drop(objective, params):
    """Return about how much the loss can still fall in this valley: half of gradient**2 / curvature."""
    gradient = objective.gradient(params)
    curvatures, directions = principal_curvatures(objective, params)
    slopes = gradient @ directions
    drops = np.where(curvatures > 0, 0.5 * slopes**2 / np.abs(curvatures), np.inf)
    return float(np.where(slopes == 0, 0.0, drops).sum())
