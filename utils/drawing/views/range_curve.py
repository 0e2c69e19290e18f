"""The loss of a learning-rate range test, against the rate."""

import numpy as np

from utils.descent import RangeTest, format_number, learning_rate_limit
from utils.drawing.loss_axis import LossAxis
from utils.drawing.view import View

POINTS = {"steepest": ("falls fastest", "v", "path"), "lowest": ("lowest", "D", "start"),
          "blow_up": ("blows up", "X", "ink")}  # fmt: skip
"""What a range test finds: its name, marker and color."""


class RangeCurve(View):
    """The loss after each step of a range test against the rate of that step; both axes are logarithmic.

    Parameters
    ----------
    rate_limits, loss_limits : (float, float)
        The fixed limits of the Axes.
    title : str
        The panel's title.
    """

    whole = True

    def __init__(
        self,
        rate_limits: tuple[float, float],
        loss_limits: tuple[float, float],
        *,
        title: str = "One run, while the rate grows",
    ):
        super().__init__()
        self.rate_limits, self.axis, self.title = rate_limits, LossAxis(loss_limits), title

    def build(self, axes, test, style, kept=()):
        axes.set(xscale="log", yscale="log", xlim=self.rate_limits, ylim=self.axis.limits)
        axes.set(xlabel="learning rate of the step", ylabel="loss after the step")
        axes.set_title(self.title)
        axes.grid(True)
        limit = learning_rate_limit(test.history.objective)
        still = []
        if self.rate_limits[0] <= limit <= self.rate_limits[1]:
            still = [
                axes.axvline(
                    limit, color=style.muted, linestyle=":", linewidth=2, label=f"limit {format_number(limit)}"
                )
            ]
        self.curve = self.moving_line(color=style.loss, linewidth=2.6, label="loss")
        self.exit = self.exit_marker()
        self.points = {
            name: self.moving_marks(marker, 12, getattr(style, color), label=label, clip_on=False, zorder=5)
            for name, (label, marker, color) in POINTS.items()
        }
        axes.legend(handles=[*self.points.values(), *still], loc="lower left")  # no test goes there

    def update(self, test: RangeTest):
        loss = self.axis.drawable(test.history.loss[1:])
        self.curve.set_data(test.learning_rates, loss)
        self.mark_exit(self.exit, test.learning_rates, np.maximum(loss, self.axis.limits[0]))
        for name, point in self.points.items():
            step = getattr(test, name)
            at = slice(0, 0) if step is None else slice(step, step + 1)
            point.set_data(test.learning_rates[at], np.clip(loss[at], *self.axis.limits))

    def notes(self, test):
        step = self.axis.first_above(test.history.loss[1:])
        if step is None:
            return []
        rate = format_number(test.rate_at(step))
        return [f"The test leaves its chart at the rate {rate}."]
