"""Section 3, "a minus sign cures it": the line with a rate of one sign, beside the line with the other."""

import numpy as np

from utils.descent import History, Objective, diagnose, gradient_descent, train
from utils.descent.formatting import format_rate
from utils.drawing import PROJECTED_HEIGHT, Stage
from utils.drawing.views import ComparedCurves, Curve, SignedRates
from utils.explorers import Explorer
from utils.widgets import controls

CURVES = [Curve("your rate", "loss"), Curve("the other sign", "muted", (0, (5, 2)), "s")]
SIGN = "put a minus sign before it"
LIMITS = 1e-6, 1e9
"""Of the losses; below the lowest one there is room for a legend."""

SIZES = np.geomspace(0.001, 1.0, 61)
"""The sizes of the rates whose end loss is drawn, each with either sign."""


class SizeOfRate(controls.LearningRate):
    """A learning rate whose sign has a control of its own; a minus sign that is typed gets that answer."""

    def read(self, text: str) -> float:
        """Return the size that a text stands for; a ValueError with one sentence, if it is none."""
        size = text.lstrip("-\u2212").strip()
        value = super().read(size)
        if size != text:
            raise ValueError(f"Tick \u201c{SIGN}\u201d for the minus sign, and type the size alone: {size}.")
        return value


def negative_rate(
    objective: Objective, start, *, n_steps: int, learning_rate: float, negative: bool = True
) -> Explorer:
    """Test "a negative rate cures divergence": the line with either sign, and where every rate ends.

    Parameters
    ----------
    objective : Objective
        The mean loss of a line on data with one feature.
    start : array_like, shape (2,)
        Weight and bias before the first step.
    n_steps : int
        Steps of both runs.
    learning_rate : float
        The size of the rate at the start.
    negative : bool
        Whether it has a minus sign at the start.

    Returns
    -------
    Explorer
        With the controls ``learning_rate`` and ``negative``.
    """

    def run(learning_rate, negative):
        rate = -learning_rate if negative else learning_rate
        return train(objective, gradient_descent([rate, -rate]), start, n_steps=n_steps)

    every_rate = np.concatenate([-SIZES[::-1], [0.0], SIZES])
    runs = train(objective, gradient_descent(every_rate), start, n_steps=n_steps)
    curves = ComparedCurves(
        CURVES, n_steps, LIMITS, show_best=False, title="Loss of the line at each step", legend="lower left"
    )
    ends = SignedRates(every_rate, runs.final_loss, float(objective.value(start)), CURVES, LIMITS)
    return Explorer(
        {
            "learning_rate": SizeOfRate(learning_rate, 0.001, 1, classic=(0.01, 0.1, 0.3, 1.0)),
            "negative": controls.switch(SIGN, negative),
        },
        run,
        Stage([curves, ends], height=PROJECTED_HEIGHT),
        describe,
        name="negative_rate",
    )


def describe(history: History, learning_rate: float, negative: bool) -> str:
    """Say how often the loss rises with each of the two signs, and what became of it."""
    signs = ("-", "+") if negative else ("+", "-")
    rate, said = format_rate(learning_rate), []
    for sign, run in zip(signs, (history.run(0), history.run(1)), strict=True):
        said.append(f"Learning rate {sign}{rate}: {_rises(run)}")
    return " ".join(said)


def _rises(run):
    end = run.n_steps if run.first_inf is None else run.first_inf
    rises, verdict = int((np.diff(run.loss[: end + 1]) > 0).sum()), diagnose(run)
    if rises == end and verdict.outcome == "bounces":
        return f"the loss rises at every step, and in {end} steps too little to be seen in three digits."
    if rises in (0, end):
        return f"the loss rises at {'every' if rises else 'no'} step. {verdict.sentence}"
    return f"the loss rises at {rises} of {end} steps. {verdict.sentence}"
