"""The loss curves of many learning rates at once."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.ticker import NullLocator

from utils.descent import History
from utils.descent.experiments.sweep import DIVERGES
from utils.drawing.rates import OutcomeMarks, rate_colors
from utils.drawing.view import View

TICKS = np.array([0, 1, 3, 10, 30, 100, 300, 1000])
MOST_POINTS = 80
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

    def __init__(
        self,
        max_steps: int,
        color_limits: tuple[float, float],
        loss_limits: tuple[float, float],
        *,
        title: str = "Loss at each step, one curve per rate",
    ):
        super().__init__()
        self.max_steps, self.color_limits, self.loss_limits, self.title = max_steps, color_limits, loss_limits, title

    def build(self, axes, history, style, kept=()):
        axes.set_xscale("function", functions=(lambda step: np.log1p(np.maximum(step, -0.5)), np.expm1))
        axes.set_yscale("log")
        axes.set(xlim=(-0.08, 1.12 * self.max_steps), ylim=self.loss_limits, xlabel="step", ylabel="loss")
        axes.set_xticks(TICKS[self.max_steps >= TICKS], labels=TICKS[self.max_steps >= TICKS])
        axes.xaxis.set_minor_locator(NullLocator())
        axes.set_title(self.title, pad=9)  # what diverges stands on the top edge, with half of its mark above it
        axes.grid(True)
        draw_best_possible(axes, history, style)
        self.settling = self.moving(axes.add_collection(LineCollection([], linewidths=1.5), autolim=False))
        self.diverging = self.moving(
            axes.add_collection(LineCollection([], linewidths=1.5, linestyles=(0, (3, 1.6))), autolim=False)
        )
        self.best = self.moving(axes.plot([], [], color=style.ink, linewidth=3.2, label="best rate")[0])
        self.marks = OutcomeMarks(axes, style, 30)
        for artist in self.marks.artists.values():
            self.moving(artist)
        axes.legend(handles=axes.get_lines(), loc="upper right")

    def update(self, history):
        n_starts = history.run_shape[0]
        n_points = int(MOST_POINTS / n_starts**0.5)
        steps = np.unique(np.rint(np.geomspace(1, history.n_steps + 1, n_points))).astype(int) - 1
        loss = within_reach(history.loss[:, :, steps], self.loss_limits)
        curves = np.stack([np.broadcast_to(steps, loss.shape), loss], axis=-1)
        colors = rate_colors(self.style, history.rates, self.color_limits)
        diverges = history.outcome == DIVERGES
        for lines, which in ((self.settling, ~diverges), (self.diverging, diverges)):
            lines.set_segments(curves[:, which].reshape(-1, len(steps), 2))
            lines.set_color(np.tile(colors[which], (n_starts, 1)))
            lines.set_linewidth(1.5 if n_starts == 1 else 1.0)
        best = np.empty((0, 2)) if history.best is None else self._joined(curves[:, history.best])
        self.best.set_data(*best.T)
        self.marks.place(history.outcome, self._ends(within_reach(history.worst_loss, self.loss_limits)), colors)

    @staticmethod
    def _joined(curves):
        """Return several curves as one, with gaps between them."""
        return np.concatenate([np.concatenate([curve, [[np.nan, np.nan]]]) for curve in curves])

    def _ends(self, loss):
        """Where each curve ends, or first leaves the top of the chart, shape (n_rates, 2)."""
        top, last = self.loss_limits[1], loss.shape[1] - 1
        curve, high = np.arange(len(loss)), loss > top
        end = np.where(high.any(axis=1), high.argmax(axis=1), last)
        before = np.maximum(end - 1, 0)
        height = np.log(loss[curve, before]), np.log(loss[curve, end])
        share = (np.log(top) - height[0]) / np.where(height[1] == height[0], 1.0, height[1] - height[0])
        crossing = np.expm1(np.log1p(before) + share * (np.log1p(end) - np.log1p(before)))
        low = np.maximum(loss[curve, end], self.loss_limits[0])
        return np.where(high[curve, end, None], np.column_stack([crossing, np.full(len(loss), top)]),
                        np.column_stack([end, low]))  # fmt: skip


def within_reach(loss: np.ndarray, limits: tuple[float, float]) -> np.ndarray:
    """Keep losses within what a logarithmic axis can draw; what is no number counts as far up."""
    return np.clip(np.nan_to_num(loss, nan=np.inf, posinf=np.inf), limits[0] / 1e3, limits[1] * 1e12)


def draw_best_possible(axes, history: History, style) -> None:
    """Draw the lowest loss that is possible as a dashed line, where it is known and on the chart."""
    minimum = history.objective.minimum
    low, high = axes.get_ylim()
    if minimum is not None and low <= minimum.value <= high:
        axes.axhline(minimum.value, color=style.minimum, linestyle="--", linewidth=1.8, label="best possible")
