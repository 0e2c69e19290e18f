"""One weight: a walk down its loss, step by step, with a table of the numbers."""

from utils.descent import Objective, format_rate, gradient_descent, train
from utils.drawing import Stage
from utils.drawing.views import SlopeView
from utils.explorers import Drag, Explorer, describe_run, describe_step, say, say_loss
from utils.explorers.results_table import add_results
from utils.widgets import controls

ROWS = 8
"""Rows of the step table: as many as fit beside the figure."""

LONGEST = 30
"""Steps at the end of the slider."""


def one_parameter(objective: Objective, start: float, *, learning_rate: float, n_steps: int) -> Explorer:
    """Walk down the loss of one weight, with the slope under the point and the numbers of every step.

    Parameters
    ----------
    objective : Objective
        Of one parameter, as :func:`utils.descent.restrict` makes it.
    start : float
        The weight before the first step, from -1 to 5.
    learning_rate : float
        Where its slider starts.
    n_steps : int
        The number of steps at the start.

    Returns
    -------
    Explorer
        With the controls ``start``, ``learning_rate``, ``n_steps`` and ``step``.
    """
    rate = controls.LearningRate(learning_rate, 0.001, 1)

    def run(start, learning_rate, n_steps):
        return train(objective, gradient_descent(learning_rate), [start], n_steps=n_steps)

    def describe(history, learning_rate, n_steps, **_):
        slope = float(objective.gradient(history.params[-1])[0])
        if history.n_steps == n_steps:
            words = describe_run(history, names=["weight"])
            return f"{words} The slope there is {say(slope)}."
        words = describe_step(history, learning_rate, n_steps, names=["weight"])
        update = f"-{format_rate(learning_rate)} times {say(slope)}, which is {say(-learning_rate * slope)}"
        return f"{words} The slope is {say(slope)}, so the next update is {update}."

    def table(history):
        slopes = objective.gradient(history.params)[:, 0]
        first = max(0, history.n_steps + 1 - ROWS)
        rows = [
            [str(step), say(history.params[step, 0]), say_loss(history, step), say(slopes[step]),
             say(-rate.value * float(slopes[step]))]
            for step in range(first, history.n_steps + 1)
        ]  # fmt: skip
        return ["step", "weight", "loss", "slope", "update"], rows, len(rows) - 1

    slope_view = SlopeView((-1.5, 5.5), (-10.5, 28), legend="lower center")  # no path goes below the curve
    explorer = Explorer(
        {
            "start": controls.number("start weight", start, -1, 5, 0.1, digits=1),
            "learning_rate": rate,
            "n_steps": controls.steps(n_steps, max(n_steps, LONGEST)),
            "step": controls.Scrubber(n_steps, interval_ms=600),
        },
        run,
        Stage([slope_view], width=588, height=360),
        describe,
        name="one_parameter",
        drag=Drag(slope_view, x="start"),
    )
    return add_results(explorer, table, beside=372)
