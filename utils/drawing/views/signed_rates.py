"""The loss at the end for learning rates of either sign, and where two runs stand among them."""

from collections.abc import Sequence

import numpy as np

from utils.descent import History
from utils.drawing.loss_axis import LossAxis
from utils.drawing.view import ARROWS, View
from utils.drawing.views.compared import Curve


class SignedRates(View):
    """The end loss against the rate, with the rates below 0 on the left, and a mark for each of a few runs.

    Draws a `History` of as many runs as there are curves. Both axes stay; what lies beyond them has an arrow.

    Parameters
    ----------
    learning_rates : ndarray, shape (n_rates,)
        In rising order, from below 0 to above it. Their scale is logarithmic on either side of 0.
    end_loss : ndarray, shape (n_rates,)
        The loss after the last step of each.
    start_loss : float
        The loss before the first step, drawn as a level.
    curves : sequence of Curve
        How the runs look; their markers and colors are used.
    limits : (float, float)
        Fixed limits of the loss.
    title : str
        The panel's title.
    """

    whole = True

    def __init__(
        self,
        learning_rates: np.ndarray,
        end_loss: np.ndarray,
        start_loss: float,
        curves: Sequence[Curve],
        limits: tuple[float, float],
        *,
        title: str = "End loss of every rate",
    ):
        super().__init__()
        self.learning_rates, self.end_loss, self.start_loss = learning_rates, end_loss, start_loss
        self.curves, self.axis, self.title = list(curves), LossAxis(limits), title
        self.rate_limits = 1.3 * float(learning_rates[0]), 1.3 * float(learning_rates[-1])

    def build(self, axes, history, style, kept=()):
        smallest = float(np.abs(self.learning_rates[self.learning_rates != 0]).min())
        axes.set_xscale("symlog", linthresh=smallest, linscale=0.2)
        axes.set_yscale("log")
        axes.set(xlim=self.rate_limits, ylim=self.axis.limits, xlabel="learning rate", ylabel="loss at the end")
        ticks = [tick for tick in (0.01, 0.1, 1.0) if smallest < tick < self.rate_limits[1]]
        axes.set_xticks([*(-tick for tick in reversed(ticks)), 0.0, *ticks])
        axes.xaxis.set_major_formatter(lambda rate, _: f"{rate:g}")
        axes.set_title(self.title)
        axes.grid(True)
        axes.axvline(0.0, color=style.ink, linewidth=1.2)
        level = axes.axhline(
            self.start_loss, color=style.start, linestyle=":", linewidth=2, label="loss at the start"
        )
        (line,) = axes.plot(
            self.learning_rates,
            self.axis.drawable(self.end_loss),
            color=style.ink,
            linewidth=2,
            label="loss at the end",
        )
        self.marks = [
            self.moving_marks(curve.marker, 11, getattr(style, curve.color), clip_on=False, zorder=5)
            for curve in self.curves
        ]
        self.exits = [self.exit_marker() for _ in self.curves]
        for marker, curve in zip(self.exits, self.curves, strict=True):
            marker.set_color(getattr(style, curve.color))
        axes.legend(handles=[level, line], loc="lower left")

    def update(self, history: History):
        left, right = self.rate_limits
        for number, (mark, marker) in enumerate(zip(self.marks, self.exits, strict=True)):
            rate = float(history.learning_rate[number][0])
            loss = float(self.axis.drawable(history.loss[number, -1:])[0])
            x, y = float(np.clip(rate, left, right)), float(np.clip(loss, *self.axis.limits))
            is_inside = (x, y) == (rate, loss)
            if y != loss:  # an arrow up or down in the corner would reach out of the figure
                x = float(np.clip(x, self.learning_rates[0], self.learning_rates[-1]))
            mark.set_data([x] if is_inside else [], [y] if is_inside else [])
            marker.set_data([] if is_inside else [x], [] if is_inside else [y])
            side = (
                "^" if loss > self.axis.limits[1] else "v" if loss < self.axis.limits[0] else "<" if rate < 0 else ">"
            )
            marker.set_marker(ARROWS[side])

    def notes(self, history: History):
        low, high = self.rate_limits
        outside = [rates[0] for rates in history.learning_rate if not low <= rates[0] <= high]
        return ["The rate lies beyond the ends of the axis of all rates."] if outside else []
