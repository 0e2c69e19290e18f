"""The first live figure: one slider, a line through points, and the loss."""

from utils.descent import Objective, gradient_descent, train
from utils.drawing import Stage
from utils.drawing.views import FitView, LossCurve
from utils.explorers import Explorer, describe_run
from utils.widgets import controls


def first_run(objective: Objective, start, *, learning_rate: float, n_steps: int) -> Explorer:
    """Train a line with the learning rate on the slider, and draw it with its loss.

    Parameters
    ----------
    objective : Objective
        The mean loss of a line on data with one feature.
    start : array_like, shape (2,)
        Weight and bias before the first step.
    learning_rate : float
        Where the slider starts.
    n_steps : int
        Steps of every run.

    Returns
    -------
    Explorer
        With one control, ``learning_rate``.
    """

    def run(learning_rate):
        return train(objective, gradient_descent(learning_rate), start, n_steps=n_steps)

    stage = Stage([FitView((-0.2, 3.2), (-1, 9)), LossCurve(n_steps, (1e-3, 1e3))])
    return Explorer(
        {"learning_rate": controls.LearningRate(learning_rate, low=1e-4, high=1.0)},
        run,
        stage,
        lambda history, **_: describe_run(history),
        name="first_run",
    )
