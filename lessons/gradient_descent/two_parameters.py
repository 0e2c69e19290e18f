"""Two parameters: the path on the map, the line and the loss, all at the same step."""

import numpy as np

from utils.descent import Objective, gradient_descent, train
from utils.drawing import Stage
from utils.drawing.views import FitView, LossCurve, LossMap
from utils.explorers import Drag, Explorer, describe_run, describe_step, name_of_run
from utils.widgets import controls

LONGEST = 200
"""Steps at the end of the slider."""


def two_parameters(objective: Objective, start, *, learning_rate: float, n_steps: int) -> Explorer:
    """Follow the path on the loss map, the line through the data and the loss curve, all at the same step.

    Parameters
    ----------
    objective : Objective
        The mean loss of a line on data with one feature, such as ``line()``.
    start : array_like, shape (2,)
        Weight and bias before the first step; drag it on the map to move it.
    learning_rate : float
        Where its slider starts.
    n_steps : int
        The number of steps at the start.

    Returns
    -------
    Explorer
        With the controls ``weight``, ``bias``, ``learning_rate``, ``n_steps`` and ``step``.
    """

    def run(weight, bias, learning_rate, n_steps):
        return train(objective, gradient_descent(learning_rate), [weight, bias], n_steps=n_steps)

    def describe(history, learning_rate, n_steps, **_):
        if history.n_steps == n_steps:
            return describe_run(history)
        return describe_step(history, learning_rate, n_steps)

    longest = max(n_steps, LONGEST)
    usual = {"weight": float(start[0]), "bias": float(start[1]), "n_steps": n_steps}
    loss_map = LossMap((-2, 6), (-3, 5), title="Path on the map", legend="lower left")
    fit = FitView((-0.2, 3.2), (-4, 12), title="Line")
    stage = Stage([loss_map, fit, LossCurve(longest, (1e-3, 1e3), title="Loss")], widths=[1.2, 1, 1], height=330)
    return Explorer(
        {
            "weight": controls.number("start weight", start[0], -2, 6, 0.1, digits=1),
            "bias": controls.number("start bias", start[1], -3, 5, 0.1, digits=1),
            "learning_rate": controls.LearningRate(learning_rate, 0.0001, 1),
            "n_steps": controls.steps(n_steps, longest),
            "step": controls.Scrubber(n_steps, interval_ms=100),
        },
        run,
        stage,
        describe,
        name="two_parameters",
        drag=Drag(loss_map, x="weight", y="bias"),
        pin_label=lambda **values: name_of_run(values, usual, ["weight", "bias"]),
    )


def degrees_between(one, other) -> float:
    """Return the angle between two directions, in degrees: 0 for the same one, 180 for the opposite one.

    Parameters
    ----------
    one, other : array_like, shape (n_params,)
        Such as an update, and the way to the lowest loss; neither may be all zeros.

    Notes
    -----
    Two vectors of length 1 are the sides of a triangle whose third side is twice the sine of half the angle. Unlike
    the arccosine of their product, this is exact for small angles too (W. Kahan, "How futile are mindless
    assessments of roundoff in floating-point computation?", 2006, section 12).

    Examples
    --------
    >>> degrees_between([0.0, 2.0], [5.0, 0.0])
    90.0
    """
    one, other = (np.asarray(way, dtype=float) / np.linalg.norm(way) for way in (one, other))
    return float(np.degrees(2.0 * np.arctan2(np.linalg.norm(one - other), np.linalg.norm(one + other))))
