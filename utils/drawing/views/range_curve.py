"""The loss of a learning-rate range test, against the rate."""

import numpy as np

from utils.descent import RangeTest, format_number, learning_rate_limit
from utils.drawing.view import View

POINTS = {"steepest": ("falls fastest", "v", "path"), "lowest": ("lowest", "D", "start"),
          "blow_up": ("blows up", "X", "ink")}  # fmt: skip
"""What a range test finds: its name, marker and color."""


class RangeCurve(View):
    """The loss after each step of a range test against the rate of that step; both axes are logarithmic.

    Parameters
    ----------
    rates : (float, float)
        Fixed limits of the rate axis.
    limits : (float, float)
        Fixed limits of the loss axis.
    title : str
        The panel's title.
    """

    def __init__(
        self,
        rates: tuple[float, float],
        limits: tuple[float, float],
        *,
        title: str = "One run, while the rate grows",
    ):
        super().__init__()
        self.rates, self.limits, self.title = rates, limits, title

    def build(self, axes, history, style, kept=()):
        axes.set(xscale="log", yscale="log", xlim=self.rates, ylim=self.limits)
        axes.set(xlabel="learning rate of the step", ylabel="loss after the step")
        axes.set_title(self.title)
        axes.grid(True)
        limit = learning_rate_limit(history.objective)
        still = []
        if self.rates[0] <= limit <= self.rates[1]:
            still = [
                axes.axvline(
                    limit, color=style.muted, linestyle=":", linewidth=2, label=f"limit {format_number(limit)}"
                )
            ]
        self.curve = self.moving(axes.plot([], [], color=style.loss, linewidth=2.6, label="loss")[0])
        self.exit = self.exit_marker()
        self.points = {
            name: self.moving(
                axes.plot([], [], marker=marker, markersize=12, linestyle="", color=getattr(style, color),
                          markeredgecolor=style.ink, label=label, clip_on=False, zorder=5)[0]
            )
            for name, (label, marker, color) in POINTS.items()
        }  # fmt: skip
        axes.legend(handles=[*self.points.values(), *still], loc="lower left")  # no test goes there

    def update(self, history: RangeTest):
        loss = np.clip(np.nan_to_num(history.loss[1:], nan=1e250, posinf=1e250), self.limits[0] / 1e3, 1e250)
        self.curve.set_data(history.rates, loss)
        self.mark_exit(self.exit, history.rates, np.maximum(loss, self.limits[0]))
        for name, point in self.points.items():
            step = getattr(history, name)
            at = slice(0, 0) if step is None else slice(step, step + 1)
            point.set_data(history.rates[at], np.clip(loss[at], *self.limits))

    def notes(self, history):
        high = np.flatnonzero(~(history.loss[1:] <= self.limits[1]))
        if not len(high):
            return []
        rate, top = format_number(history.rates[high[0]]), format_number(self.limits[1])
        return [f"The test leaves the top of its chart ({top}) at the rate {rate}."]
