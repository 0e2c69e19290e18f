"""What one error costs: the loss as a curve over the error, for several losses."""

from collections.abc import Sequence

import numpy as np

from utils.descent import Loss, format_number
from utils.drawing.view import View

DASHES = [(0, (6, 2)), "-", (0, (1.5, 1.8))]


class ErrorLoss(View):
    """The loss of one error for several losses, and on the chosen one a dot for each error of the run.

    The chosen loss is that of the history's objective. The last sample is marked as the outlier.

    Parameters
    ----------
    error_limits, loss_limits : (float, float)
        Fixed limits of the error (prediction minus truth) and of its loss.
    losses : sequence of Loss
        At most three. May be changed later: the next render draws the new ones, in their old colors.
    title : str
        The panel's title.
    """

    def __init__(
        self,
        error_limits: tuple[float, float],
        loss_limits: tuple[float, float],
        losses: Sequence[Loss],
        *,
        title: str = "What one error costs",
    ):
        super().__init__()
        self.error_limits, self.loss_limits, self.losses = error_limits, loss_limits, list(losses)
        self.title = title

    def background_key(self, history):
        return "error loss"  # everything that a control changes moves

    def build(self, axes, history, style, kept=()):
        axes.set(xlim=self.error_limits, ylim=self.loss_limits, xlabel="error (prediction - truth)", ylabel="loss")
        axes.set_title(self.title)
        axes.grid(True)
        self.errors = np.linspace(*self.error_limits, 201)
        self.curves = [
            self.moving_line(color=style.muted, linestyle=dashes, linewidth=1.8)
            for _, dashes in zip(self.losses, DASHES, strict=False)
        ]
        self.dots = self.moving_marks("o", 7, style.data, width=0.8, label="data")
        self.outlier = self.moving_marks("o", 13, style.data, edge=style.loss, width=3, label="outlier")
        self.exit = self.exit_marker()
        chosen = axes.plot([], [], color=style.loss, linewidth=3.4)[0]
        names = [loss.name.split(" (")[0] for loss in self.losses]
        axes.legend([*self.curves, chosen], [*names, "chosen (thick)"], loc="upper center")

    def update(self, history):
        objective = history.objective
        for curve, loss in zip(self.curves, self.losses, strict=True):
            curve.set_data(self.errors, loss.value(0.0, self.errors))
            chosen = loss.name == objective.loss.name
            curve.set(color=self.style.loss if chosen else self.style.muted, linewidth=3.4 if chosen else 1.8)
        error, loss = self._errors(history)
        self.dots.set_data(error[:-1], loss[:-1])
        self.outlier.set_data(error[-1:], loss[-1:])
        # From the bottom of the chart straight up to the dot: where that leaves it, the arrow stands
        self.mark_exit(self.exit, error[[-1, -1]], np.array([self.loss_limits[0], loss[-1]]))

    def notes(self, history):
        error, loss = self._errors(history)
        if abs(error[-1]) <= max(self.error_limits) and loss[-1] <= self.loss_limits[1]:
            return []
        cost = f"an error of {format_number(error[-1])} costs {format_number(loss[-1])}"
        return [f"The outlier is outside of the loss chart: {cost}."]

    @staticmethod
    def _errors(history):
        objective = history.objective
        y_pred = objective.model.predict(history.params[-1], objective.X)
        return y_pred - objective.y_true, objective.loss.value(objective.y_true, y_pred)
