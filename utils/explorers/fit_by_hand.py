"""Fitting a line by hand: two sliders, the errors they leave, and every setting that was tried."""

from utils.descent import Dataset, LinearModel, Loss, mean_loss, squared_error
from utils.descent.objectives.quadratic_form import quadratic_form
from utils.drawing import Stage
from utils.drawing.views import FitView, LossMap
from utils.explorers.drag import Drag
from utils.explorers.explorer import Explorer
from utils.explorers.fit_frame import FitFrame, Grid
from utils.explorers.remembered import remembered_switch, remembered_tries
from utils.explorers.sentence import say
from utils.explorers.tries import Tries
from utils.widgets import controls

REVEAL = "Reveal or hide the map"
FORGET = "Forget the tries"
MANY = 1000
"""Rows, of more than which a map of the loss takes too long to compute row by row."""
MOST_SQUARES = 60
"""Samples whose errors can be told apart as squares; the errors of more are drawn as lines."""


def fit_by_hand(data: Dataset, start=None, *, loss: Loss = squared_error, frame: FitFrame | None = None) -> Explorer:
    """Fit a line with two sliders; every setting that was tried becomes a dot, colored by its loss.

    Parameters
    ----------
    data : Dataset
        One feature.
    start : array_like, shape (2,), optional
        Weight and bias at the start; the level line through the data's mean if not given.
    loss : Loss
        What the mean is taken of.
    frame : FitFrame, optional
        The ranges of sliders and axes; around the data if not given.

    Returns
    -------
    Explorer
        With the controls ``weight`` and ``bias``.
    """
    objective = mean_loss(LinearModel(1), loss, data.X, data.y_true)
    if len(data.X) > MANY:
        objective = quadratic_form(objective)
    frame = FitFrame.around(data) if frame is None else frame
    start = (0.0, frame.biases.nearest(data.y_true.mean())) if start is None else start
    tries = Tries(objective)
    loss_map = LossMap(
        frame.weight_axis, frame.bias_axis, tried=True, revealed=False, title="Tried: more orange is a higher loss"
    )
    squares = loss is squared_error and len(data.X) <= MOST_SQUARES
    fit = FitView(
        frame.x_limits,
        frame.y_limits,
        x_label=data.feature_names[0],
        y_label=data.target_name,
        errors="squares" if squares else "lines",
        title="Each error as a square" if squares else "Each error as a line",
    )
    loss_scale = float(objective.value([0.0, data.y_true.mean()]))

    def run(weight, bias):
        return tries.add([frame.weights.without_dust(weight), frame.biases.without_dust(bias)])

    def at(params):
        weight, bias = params
        return f"weight {say(weight, scale=_reach(frame.weights))}, bias {say(bias, scale=_reach(frame.biases))}"

    def describe(history, **_):
        best = history.loss.argmin()
        words = f"{at(history.params[-1]).capitalize()}: {objective.label} {amount(history.loss[-1])}. "
        if tries.count == 1:
            words += "This is your first setting."
        elif best == len(history.loss) - 1:
            words += f"This is the best of the {tries.count} settings tried."
        else:
            words += f"The best of the {tries.count} settings tried is {amount(history.loss[best])}, "
            words += f"at {at(history.params[best])}."
        if loss_map.revealed:
            words += f" The lowest possible loss is {amount(objective.minimum.value)}, "
            words += f"at {at(objective.minimum.params)}."
        return words

    def amount(value):
        return say(value, scale=loss_scale)

    def reveal(explorer):
        loss_map.revealed = not loss_map.revealed
        explorer.update()

    def forget_tries(explorer):
        tries.clear()
        explorer.run_again()

    return Explorer(
        {
            "weight": controls.number("weight", start[0], *frame.weights, digits=frame.weights.digits),
            "bias": controls.number("bias", start[1], *frame.biases, digits=frame.biases.digits),
            "tried": remembered_tries(tries),
            "map": remembered_switch(loss_map, "revealed"),
        },
        run,
        Stage([fit, loss_map], height=360),
        describe,
        name="fit_by_hand",
        drag=Drag(loss_map, x="weight", y="bias"),
        actions={REVEAL: reveal, FORGET: forget_tries},
    )


def _reach(grid: Grid) -> float:
    """Return the size of the largest number on a slider."""
    return max(abs(grid.low), abs(grid.high))
