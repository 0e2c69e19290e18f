"""The loss curves of many learning rates at once."""

from functools import lru_cache

import numpy as np
from matplotlib.ticker import NullLocator

from utils.descent.verdict.verdict import DIVERGES
from utils.drawing.curves import Curves
from utils.drawing.learning_rates import SweepMarks, rate_colors
from utils.drawing.loss_axis import LossAxis
from utils.drawing.view import View

TICKS = np.array([0, 1, 3, 10, 30, 100, 300, 1000])
MOST_POINTS = 72
"""Points of one curve: more than the eye tells apart on this axis, and quickly drawn."""


class SweepCurves(View):
    """The loss at each step, a curve for each rate of a `Sweep`, and for each start.

    A curve has its rate's color and is dashed where the rate diverges. That of the worst start ends in the mark
    of its outcome. The step axis is logarithmic: a rate ten times as low is the same curve, ten times as late.

    Parameters
    ----------
    max_steps : int
        The right end of the step axis.
    color_limits : (float, float)
        The rates at the two ends of the colors.
    loss_limits : (float, float)
        Fixed limits of the loss axis.
    title : str
        The panel's title.
    """

    whole = True

    def __init__(
        self,
        max_steps: int,
        color_limits: tuple[float, float],
        loss_limits: tuple[float, float],
        *,
        title: str = "Loss at each step, one curve per rate",
    ):
        super().__init__()
        self.max_steps, self.color_limits, self.title = max_steps, color_limits, title
        self.axis = LossAxis(loss_limits)

    def build(self, axes, sweep, style, kept=()):
        axes.set_xscale("function", functions=(lambda step: np.log1p(np.maximum(step, -0.5)), np.expm1))
        axes.set_yscale("log")
        axes.set(xlim=(-0.08, 1.12 * self.max_steps), ylim=self.axis.limits, xlabel="step", ylabel="loss")
        axes.set_xticks(TICKS[self.max_steps >= TICKS], labels=TICKS[self.max_steps >= TICKS])
        axes.xaxis.set_minor_locator(NullLocator())
        axes.set_title(self.title, pad=9)  # what diverges stands on the top edge, with half of its mark above it
        axes.grid(True)
        self.axis.draw_best(axes, sweep.objective, style)
        self.settling = self.moving(axes.add_collection(Curves([], linewidths=1.5), autolim=False))
        self.diverging = self.moving(
            axes.add_collection(Curves([], linewidths=1.5, linestyles=(0, (3, 1.6))), autolim=False)
        )
        self.best = self.moving_line(color=style.ink, linewidth=3.2, label="best rate")
        self.marks = SweepMarks(self, 30)
        axes.legend(handles=axes.get_lines(), loc="upper right")

    def update(self, sweep):
        n_starts = sweep.n_starts
        steps = _steps(sweep.n_steps, int(MOST_POINTS / n_starts**0.5))
        loss = self.axis.drawable(sweep.history.loss[:, :, steps])
        curves = np.stack([np.broadcast_to(steps, loss.shape), loss], axis=-1)
        colors = rate_colors(self.style, sweep.learning_rates, self.color_limits)
        diverges = sweep.outcome == DIVERGES
        if n_starts > 1:  # those of one rate become one curve with gaps, which is drawn in half the time
            curves = np.concatenate([curves, np.full((*curves.shape[:2], 1, 2), np.nan)], axis=2)
        curves = curves.swapaxes(0, 1).reshape(len(colors), -1, 2)
        for lines, which in ((self.settling, ~diverges), (self.diverging, diverges)):
            lines.set_segments(curves[which])
            lines.set_color(colors[which])
            lines.set_linewidth(1.5 if n_starts == 1 else 1.0)
        self.best.set_data(*np.empty((2, 0)) if sweep.best is None else curves[sweep.best].T)
        self.marks.place(sweep.outcome, self._ends(self.axis.drawable(sweep.worst_loss)), colors)

    def _ends(self, loss):
        """Where each curve ends, or first leaves the top of the chart, shape (n_rates, 2)."""
        top, last = self.axis.limits[1], loss.shape[1] - 1
        curve, high = np.arange(len(loss)), loss > top
        end = np.where(high.any(axis=1), high.argmax(axis=1), last)
        before = np.maximum(end - 1, 0)
        height = np.log(loss[curve, before]), np.log(loss[curve, end])
        share = (np.log(top) - height[0]) / np.where(height[1] == height[0], 1.0, height[1] - height[0])
        crossing = np.expm1(np.log1p(before) + share * (np.log1p(end) - np.log1p(before)))
        low = np.maximum(loss[curve, end], self.axis.limits[0])
        return np.where(high[curve, end, None], np.column_stack([crossing, np.full(len(loss), top)]),
                        np.column_stack([end, low]))  # fmt: skip


@lru_cache(maxsize=100)
def _steps(n_steps: int, n_points: int) -> np.ndarray:
    """Return the steps of a curve's points, at equal distances on the axis."""
    return np.unique(np.rint(np.geomspace(1, n_steps + 1, n_points))).astype(int) - 1
