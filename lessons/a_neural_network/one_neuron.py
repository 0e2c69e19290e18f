"""The neuron of lesson 02 again, on data that no line parts."""

from collections.abc import Mapping

import numpy as np

from utils.descent import Dataset, Neuron, diagnose, format_rate, gradient_descent, log_loss, mean_loss, train
from utils.descent.formatting import count
from utils.descent.verdict.metrics import answered_right
from utils.drawing import Stage
from utils.drawing.views import DecisionView, LossCurve
from utils.explorers import Explorer, say_loss
from utils.widgets import controls

X_LIMITS, Y_LIMITS = (-1.9, 1.9), (-1.5, 2.4)
"""All samples, and above them room for the legend."""

MAX_STEPS = 300


def one_neuron(data: Mapping[str, Dataset], start, *, learning_rate: float, n_steps: int) -> Explorer:
    """Train one neuron, and see its line among the samples.

    Parameters
    ----------
    data : mapping of str to Dataset
        Samples with two features and two classes, by what the menu calls them. The first is shown at the start.
    start : array_like, shape (3,)
        Both weights and the bias before the first step.
    learning_rate : float
        Where its slider starts.
    n_steps : int
        Steps at the start, up to 300.

    Returns
    -------
    Explorer
        With the controls ``data``, ``learning_rate``, ``n_steps`` and ``step``.
    """
    losses = {name: mean_loss(Neuron(2), log_loss, one.X, one.y_true) for name, one in data.items()}

    def run(data, learning_rate, n_steps):
        return train(losses[data], gradient_descent(learning_rate), start, n_steps=n_steps)

    def describe(history, data, learning_rate, n_steps, **_):
        objective = history.objective
        right, n_samples = int(answered_right(objective, history.final_params).sum()), objective.n_samples
        larger = max(np.bincount(objective.y_true.astype(int)))
        head = f"{data[0].upper()}{data[1:]}, learning rate {format_rate(learning_rate)}"
        if history.n_steps < n_steps:
            head += f", step {history.n_steps} of {n_steps}"
        else:
            head += f", {count(n_steps, 'step')}"
        return (
            f"{head}: log loss from {say_loss(history, 0)} to {say_loss(history)}; {right} of {n_samples} samples "
            f"right ({100 * right / n_samples:.0f} %). One answer for all would get {larger}."
            + (f" {diagnose(history).sentence}" if history.n_steps == n_steps else "")
        )

    decision = DecisionView(X_LIMITS, Y_LIMITS, names=("x1", "x2"), classes=("class 0", "class 1"))
    curve = LossCurve(MAX_STEPS, (0, 1), log=False, title="Log loss at each step")
    return Explorer(
        {
            "data": controls.choice("data", list(data), next(iter(data))),
            "learning_rate": controls.LearningRate(learning_rate, 0.01, 10),
            "n_steps": controls.steps(n_steps, MAX_STEPS),
            "step": controls.Scrubber(n_steps, interval_ms=100),
        },
        run,
        Stage([decision, curve], widths=[1.2, 1], height=380),
        describe,
        name="one_neuron",
    )
