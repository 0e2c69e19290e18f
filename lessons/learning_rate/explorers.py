"""The figures of the lesson on the learning rate."""

from utils.descent import Objective, format_number, gradient_descent, train
from utils.drawing import Stage
from utils.drawing.views import LossCurve, LossMap, SlopeView
from utils.widgets import Drag, Explorer, controls, describe_run


def learning_rate_explorer(
    objective: Objective, start, *, max_steps: int = 300, learning_rate: float = 0.001
) -> Explorer:
    """Choose the learning rate, the start and the number of steps; see the loss curve and the path.

    Parameters
    ----------
    objective : Objective
        The mean loss of a line on data with one feature.
    start : array_like, shape (2,)
        Weight and bias before the first step.
    max_steps : int
        The largest number of steps, and the number at the start.
    learning_rate : float
        Where the slider starts.

    Returns
    -------
    Explorer
        With the controls ``weight``, ``bias``, ``learning_rate`` and ``n_steps``.
    """

    def run(weight, bias, learning_rate, n_steps):
        return train(objective, gradient_descent(learning_rate), [weight, bias], n_steps=n_steps)

    def describe(history, learning_rate, **_):
        return describe_run(history, learning_rate=learning_rate)

    loss_map = LossMap((-2, 6), (-3, 5), title="Path on the loss map")
    stage = Stage([LossCurve(max_steps, (1e-3, 1e4)), loss_map])
    return Explorer(
        {
            "weight": controls.number("start weight", start[0], -2, 6, 0.1, digits=1),
            "bias": controls.number("start bias", start[1], -3, 5, 0.1, digits=1),
            "learning_rate": controls.LearningRate(learning_rate, 1e-5, 10, classic=controls.CLASSIC_RATES),
            "n_steps": controls.steps(max_steps, max_steps),
        },
        run,
        stage,
        describe,
        drag=Drag(loss_map, x="weight", y="bias"),
        keep_label=lambda learning_rate, **_: format_number(learning_rate),
    )


def two_valleys_explorer(objective: Objective, *, start: float = 3.6, n_steps: int = 300) -> Explorer:
    """Roll into one of two valleys; a button adds 300 steps, which tells unfinished from stuck.

    Parameters
    ----------
    objective : Objective
        A landscape of one parameter.
    start : float
        The parameter before the first step.
    n_steps : int
        Steps at the start.

    Returns
    -------
    Explorer
        With the controls ``start``, ``learning_rate`` and ``n_steps``.
    """

    def run(start, learning_rate, n_steps):
        return train(objective, gradient_descent(learning_rate), [start], n_steps=n_steps)

    def describe(history, learning_rate, **_):
        return describe_run(history, learning_rate=learning_rate, names=["w"])

    def more_steps(explorer):
        explorer.set(n_steps=explorer.values["n_steps"] + 300)

    slope = SlopeView((-4, 5), (-0.5, 7), name="w", tangent=False, title="Two valleys")
    stage = Stage([slope, LossCurve(1500, (-0.5, 7), log=False)], widths=[1.2, 1])
    return Explorer(
        {
            "start": controls.number("start w", start, -4, 5, 0.1, digits=1),
            "learning_rate": controls.LearningRate(0.01, 1e-5, 10, classic=controls.CLASSIC_RATES),
            "n_steps": controls.steps(n_steps, 1500),
        },
        run,
        stage,
        describe,
        drag=Drag(slope, x="start"),
        actions={"300 more steps": more_steps},
    )
