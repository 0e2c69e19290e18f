"""One point far off: how far it pulls the best line, for three losses."""

from functools import cache

import numpy as np

from utils.descent import Dataset, LinearModel, absolute_error, huber, mean_loss, squared_error
from utils.drawing import Stage
from utils.drawing.views import ErrorLoss, OutlierFit
from utils.explorers import Drag, Explorer, describe_params, say
from utils.explorers.tries import Settings
from utils.widgets import controls

NAMES = ["weight", "bias"]


def choose_a_loss(data: Dataset, outlier, *, loss: str, delta: float) -> Explorer:
    """Move one outlier, and see how far it pulls the best line, for three losses.

    Parameters
    ----------
    data : Dataset
        One feature, on about [0, 3], with y on about [0, 8].
    outlier : (float, float)
        Where one more point stands at the start: x and y.
    loss : {"absolute error", "squared error", "Huber loss"}
        The loss at the start.
    delta : float
        From which error on the Huber loss is straight, at the start.

    Returns
    -------
    Explorer
        With the controls ``outlier_x``, ``outlier_y``, ``loss``, and for the Huber loss ``delta``.
    """
    losses = {"absolute error": absolute_error, "squared error": squared_error, "Huber loss": huber(delta)}
    fit = OutlierFit((-0.2, 3.2), (-3, 12), errors="none", title="The best line for the chosen loss")
    costs = ErrorLoss((-9, 9), (-1, 46), list(losses.values()))

    @cache
    def line_without_outlier(loss, delta):
        return mean_loss(LinearModel(1), (losses | {"Huber loss": huber(delta)})[loss], data.X, data.y_true).minimum

    def run(outlier_x, outlier_y, loss, delta):
        known = losses | {"Huber loss": huber(delta)}
        costs.losses = list(known.values())
        X, y_true = np.vstack([data.X, [[outlier_x]]]), np.append(data.y_true, outlier_y)
        objective = mean_loss(LinearModel(1), known[loss], X, y_true)
        return Settings.of(objective, [line_without_outlier(loss, delta).params, objective.minimum.params])

    def describe(history, outlier_x, outlier_y, **_):
        objective, (without, best) = history.objective, history.params
        each = objective.loss.value(objective.y_true, objective.model.predict(best, objective.X))
        gap = np.abs(objective.model.predict(best, objective.X) - objective.model.predict(without, objective.X))
        name = objective.loss.name
        return (
            f"{name[0].upper() + name[1:]}, outlier at x {say(outlier_x)}, y {say(outlier_y)}: the best line has "
            f"{describe_params(best, NAMES)}, and a mean loss of {say(history.loss[-1])}, of which the outlier "
            f"makes {100 * each[-1] / max(each.sum(), 1e-300):.0f} %. The outlier moves the line by up to "
            f"{say(gap.max())}; without it the line has {describe_params(without, NAMES)}."
        )

    menu = controls.choice("loss", list(losses), loss)
    bend = controls.number("Huber delta", delta, 0.2, 5, 0.1, digits=1)

    def show_bend(_=None):
        bend.layout.display = None if menu.value == "Huber loss" else "none"

    menu.observe(show_bend, "value")
    show_bend()
    return Explorer(
        {
            "outlier_x": controls.number("outlier x", outlier[0], 0, 3, 0.1, digits=1),
            "outlier_y": controls.number("outlier y", outlier[1], -2, 9, 0.1, digits=1),
            "loss": menu,
            "delta": bend,
        },
        run,
        Stage([fit, costs], height=350),
        describe,
        name="choose_a_loss",
        drag=Drag(fit, x="outlier_x", y="outlier_y"),
    )
