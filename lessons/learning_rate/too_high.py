"""Too high: a run that zigzags, bounces or climbs out of one valley."""

from utils.descent import History, Objective, gradient_descent, train
from utils.drawing import Stage
from utils.drawing.views import ParamCurve, SlopeView
from utils.explorers import Drag, Explorer, describe_run, say
from utils.widgets import controls

LONGEST = 20
"""Steps at the end of the slider."""


def overshoot_explorer(objective: Objective, start: float, *, rates, learning_rate: float, n_steps: int) -> Explorer:
    """One parameter in one valley: walk down, jump to the bottom, zigzag, bounce or climb out.

    Parameters
    ----------
    objective : Objective
        A landscape of one parameter, such as ``quadratic_bowl([2.0])``.
    start : float
        The parameter before the first step.
    rates : sequence of float
        Learning rates with a button of their own.
    learning_rate : float
        Where the slider starts.
    n_steps : int
        Steps at the start.

    Returns
    -------
    Explorer
        With the controls ``start``, ``learning_rate`` and ``n_steps``.
    """

    def run(start, learning_rate, n_steps):
        return train(objective, gradient_descent(learning_rate), [start], n_steps=n_steps)

    longest = max(n_steps, LONGEST)
    slope = SlopeView((-8, 8), (-16, 64), name="w", tangent=False, title="Loss for every w", legend="lower center")
    curve = ParamCurve(longest, (-10, 10), name="w", title="w at each step")
    return Explorer(
        {
            "start": controls.number("start w", start, -8, 8, 0.1, digits=1),
            "learning_rate": controls.LearningRate(learning_rate, 0.01, 2, classic=rates),
            "n_steps": controls.steps(n_steps, longest),
        },
        run,
        Stage([slope, curve], height=330),
        overshoot,
        name="overshoot_explorer",
        drag=Drag(slope, x="start"),
    )


def overshoot(history: History, **_) -> str:
    """Say what a run with one parameter did, and by how much each step multiplies its distance."""
    sentence = describe_run(history, names=["w"])
    minimum = history.objective.minimum
    if minimum is None or history.params[0, 0] == minimum.params[0]:
        return sentence
    distance = history.params[:2, 0] - minimum.params[0]
    factor = distance[1] / distance[0]
    side = ", and landed on the other side" if factor < 0 else ""
    return f"{sentence} The first step multiplied the distance to the bottom by {say(abs(factor))}{side}."
