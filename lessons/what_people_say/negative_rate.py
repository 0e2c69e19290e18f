"""Section 3, "a minus sign cures it": the line with a rate of one sign, beside the line with the other."""

import numpy as np

from lessons.what_people_say.two_runs import two_runs
from utils.descent import History, Objective, diagnose, format_number, gradient_descent, train
from utils.explorers import Explorer
from utils.widgets import controls


def negative_rate(
    objective: Objective, start, *, n_steps: int, learning_rate: float, negative: bool = True
) -> Explorer:
    """Test "a negative rate cures divergence": the line with one sign, beside the line with the other.

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

    return Explorer(
        {
            "learning_rate": controls.LearningRate(learning_rate, 0.001, 1, classic=(0.01, 0.1, 0.3, 1.0)),
            "negative": controls.switch("put a minus sign before it", negative),
        },
        run,
        two_runs(("your rate", "the other sign"), n_steps, (1e-3, 1e9), title="Loss of the line at each step"),
        describe,
        name="negative_rate",
    )


def describe(history: History, learning_rate: float, negative: bool) -> str:
    """Say how often the loss rises with each of the two signs, and what became of it."""
    signs = ("-", "+") if negative else ("+", "-")
    rate, said = format_number(learning_rate), []
    for sign, run in zip(signs, (history.run(0), history.run(1)), strict=True):
        said.append(f"Learning rate {sign}{rate}: {_rises(run)}. {diagnose(run).sentence}")
    return " ".join(said)


def _rises(run):
    end = run.n_steps if run.first_inf is None else run.first_inf
    rises = int((np.diff(run.loss[: end + 1]) > 0).sum())
    if rises in (0, end):
        return f"the loss rises at {'every' if rises else 'no'} step"
    return f"the loss rises at {rises} of {end} steps"
