"""The figures in which gradient descent takes its steps: one parameter, two, and a neuron's three."""

import numpy as np

from utils.descent import Objective, diagnose, format_number, gradient_descent, train
from utils.descent.verdict.metrics import answered_right
from utils.drawing import Stage
from utils.drawing.views import DecisionView, FitView, LossCurve, LossMap, SlopeView
from utils.explorers import Drag, Explorer, describe_pace, describe_params, describe_run, name_of_run, say, say_loss
from utils.explorers.results_table import add_results
from utils.widgets import controls

ROWS = 8
"""Rows of the step table: as many as fit beside the figure."""


def one_parameter(
    objective: Objective, start: float, *, learning_rate: float = 0.1, n_steps: int = 10, max_steps: int = 30
) -> Explorer:
    """Walk down the loss of one weight, with the slope under the point and the numbers of every step.

    Parameters
    ----------
    objective : Objective
        Of one parameter, as :func:`utils.descent.along` makes it.
    start : float
        The weight before the first step, from -1 to 5.
    learning_rate : float
        Where its slider starts.
    n_steps, max_steps : int
        The number of steps at the start, and the largest one.

    Returns
    -------
    Explorer
        With the controls ``start``, ``learning_rate``, ``n_steps`` and ``step``.
    """
    rate = controls.LearningRate(learning_rate, 0.001, 1)

    def run(start, learning_rate, n_steps):
        return train(objective, gradient_descent(learning_rate), [start], n_steps=n_steps)

    def describe(history, learning_rate, n_steps, **_):
        slope = objective.gradient(history.params[-1])[0]
        if history.n_steps == n_steps:
            words = describe_run(history, names=["weight"])
            return f"{words} The slope there is {say(slope)}."
        words = _so_far(history, learning_rate, n_steps, ["weight"])
        update = f"-{format_number(learning_rate)} times {say(slope)}, which is {say(-learning_rate * slope)}"
        return f"{words} The slope is {say(slope)}, so the next update is {update}."

    def table(history):
        slopes = objective.gradient(history.params)[:, 0]
        first = max(0, history.n_steps + 1 - ROWS)
        rows = [
            [str(step), say(history.params[step, 0]), say_loss(history, step), say(slopes[step]),
             say(-rate.value * slopes[step])]
            for step in range(first, history.n_steps + 1)
        ]  # fmt: skip
        return ["step", "weight", "loss", "slope", "update"], rows, len(rows) - 1

    slope_view = SlopeView((-1.5, 5.5), (-2.5, 28))
    explorer = Explorer(
        {
            "start": controls.number("start weight", start, -1, 5, 0.1, digits=1),
            "learning_rate": rate,
            "n_steps": controls.steps(n_steps, max_steps),
            "step": controls.Scrubber(n_steps, interval_ms=600),
        },
        run,
        Stage([slope_view], width=588, height=340),
        describe,
        name="one_parameter",
        drag=Drag(slope_view, x="start"),
    )
    return add_results(explorer, table, beside=372)


def two_parameters(
    objective: Objective, start, *, learning_rate: float = 0.05, n_steps: int = 100, max_steps: int = 200
) -> Explorer:
    """Follow the path on the loss map, the line through the data and the loss curve, all at the same step.

    Parameters
    ----------
    objective : Objective
        The mean loss of a line on data with one feature, such as ``line()``.
    start : array_like, shape (2,)
        Weight and bias before the first step; drag it on the map to move it.
    learning_rate : float
        Where its slider starts.
    n_steps, max_steps : int
        The number of steps at the start, and the largest one.

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
        return _so_far(history, learning_rate, n_steps, ["weight", "bias"])

    usual = {"weight": float(start[0]), "bias": float(start[1]), "n_steps": n_steps}
    loss_map = LossMap((-2, 6), (-3, 5), title="Path on the map", legend="lower left")
    fit = FitView((-0.2, 3.2), (-4, 12), title="Line")
    stage = Stage([loss_map, fit, LossCurve(max_steps, (1e-3, 1e3), title="Loss")], widths=[1.2, 1, 1], height=330)
    return Explorer(
        {
            "weight": controls.number("start weight", start[0], -2, 6, 0.1, digits=1),
            "bias": controls.number("start bias", start[1], -3, 5, 0.1, digits=1),
            "learning_rate": controls.LearningRate(learning_rate, 0.0001, 1),
            "n_steps": controls.steps(n_steps, max_steps),
            "step": controls.Scrubber(n_steps, interval_ms=100),
        },
        run,
        stage,
        describe,
        name="two_parameters",
        drag=Drag(loss_map, x="weight", y="bias"),
        pin_label=lambda **values: name_of_run(values, usual, ["weight", "bias"]),
    )


def neuron_on_penguins(
    objective: Objective, mean, std, *, learning_rate: float = 1.0, n_steps: int = 100, max_steps: int = 300
) -> Explorer:
    """Train a neuron, from all parameters 0, to tell two species of penguins apart by their bills.

    Parameters
    ----------
    objective : Objective
        The mean log loss of ``Neuron(2)`` on standardized bill length and bill depth.
    mean, std : array_like, shape (2,)
        In mm, as `standardize` returns them: the chart shows millimeters.
    learning_rate : float
        Where its slider starts.
    n_steps, max_steps : int
        The number of steps at the start, and the largest one.

    Returns
    -------
    Explorer
        With the controls ``learning_rate``, ``n_steps`` and ``step``.
    """
    names = ["weight of bill length", "weight of bill depth", "bias"]

    def run(learning_rate, n_steps):
        return train(objective, gradient_descent(learning_rate), np.zeros(3), n_steps=n_steps)

    def describe(history, learning_rate, n_steps, **_):
        n_right = int(answered_right(objective, history.params[-1]).sum())
        birds = f"{n_right} of {len(objective.y_true)} birds right"
        if history.n_steps < n_steps:
            return f"{_so_far(history, learning_rate, n_steps, names, loss='log loss')} {birds}."
        return (
            f"{describe_pace(history)}: log loss from {say_loss(history, 0)} to {say_loss(history)}, {birds}; "
            f"{describe_params(history.params[-1], names)}. {diagnose(history).sentence}"
        )

    decision = DecisionView(
        (31, 60), (15, 24.5), names=("bill length (mm)", "bill depth (mm)"),
        classes=("Adelie", "Chinstrap"), mean=mean, std=std,
    )  # fmt: skip
    curve = LossCurve(max_steps, (0, 1), log=False, title="Log loss at each step")
    return Explorer(
        {
            "learning_rate": controls.LearningRate(learning_rate, 0.01, 10),
            "n_steps": controls.steps(n_steps, max_steps),
            "step": controls.Scrubber(n_steps, interval_ms=100),
        },
        run,
        Stage([decision, curve], widths=[1.35, 1], height=360),
        describe,
        name="neuron_on_penguins",
    )


def _so_far(history, learning_rate, n_steps, names, *, loss="loss"):
    """What there is to say about a step in the middle of a run."""
    step = history.n_steps
    return (
        f"Step {step} of {n_steps}, learning rate {format_number(learning_rate)}: {loss} {say_loss(history)} "
        f"(at the start {say_loss(history, 0)}), {describe_params(history.params[-1], names)}."
    )
