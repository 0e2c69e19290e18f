"""Five learning rates: the loss curve, the path, and how soon a run was within 1 %."""

from utils.descent import History, Objective, diagnose, gradient_descent, train
from utils.drawing import Stage
from utils.drawing.views import LossCurve, LossMap
from utils.explorers import Drag, Explorer, describe_run, name_of_run
from utils.widgets import controls


def learning_rate_explorer(objective: Objective, start, *, learning_rate: float, n_steps: int) -> Explorer:
    """Choose the learning rate, the start and the number of steps; see the loss curve and the path.

    Parameters
    ----------
    objective : Objective
        The mean loss of a line on data with one feature.
    start : array_like, shape (2,)
        Weight and bias before the first step.
    learning_rate : float
        Where the slider starts.
    n_steps : int
        The number of steps at the start, and the largest one.

    Returns
    -------
    Explorer
        With the controls ``weight``, ``bias``, ``learning_rate`` and ``n_steps``. Runs can be pinned.
    """

    def run(weight, bias, learning_rate, n_steps):
        return train(objective, gradient_descent(learning_rate), [weight, bias], n_steps=n_steps)

    def name(**values):
        return name_of_run(values, usual, ["weight", "bias"])

    usual = {"weight": float(start[0]), "bias": float(start[1]), "n_steps": n_steps}
    loss_map = LossMap((-2, 6), (-3, 5), title="Path on the loss map", legend="lower right")
    return Explorer(
        {
            "weight": controls.number("start weight", start[0], -2, 6, 0.1, digits=1),
            "bias": controls.number("start bias", start[1], -3, 5, 0.1, digits=1),
            "learning_rate": controls.LearningRate(learning_rate, 1e-5, 10, classic=controls.CLASSIC_RATES),
            "n_steps": controls.steps(n_steps, n_steps),
        },
        run,
        Stage([LossCurve(n_steps, (1e-3, 1e4)), loss_map], height=330),
        speed,
        name="learning_rate_explorer",
        drag=Drag(loss_map, x="weight", y="bias"),
        pin_label=name,
    )


def speed(history: History, **_) -> str:
    """Say what a run did, and how soon it had made 99 % of the possible drop."""
    sentence = describe_run(history)
    if history.objective.minimum is None:
        return sentence
    step = history.steps_to_within(0.01)
    if step is None:
        return f"{sentence} Within 1 %: not reached."
    best = history.objective.minimum.value
    if not history.loss[-1] - best <= 0.01 * (history.loss[0] - best):
        return f"{sentence} Within 1 %: reached at step {step}, and left again."
    slow = ", and only the rest is slow" if diagnose(history).name == "crawling" else ""
    return f"{sentence} Within 1 %: reached at step {step}{slow}."
