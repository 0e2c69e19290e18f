"""The loss at the end, for each learning rate."""

from collections.abc import Callable

import numpy as np

from utils.descent import Sweep, format_number
from utils.drawing.curves import Curves
from utils.drawing.learning_rates import SweepMarks, rate_colors
from utils.drawing.loss_axis import LossAxis
from utils.drawing.quick_text import QuickText
from utils.drawing.view import ARROWS, View

BESIDE = 0.025
"""Of the panel's width: from the limit's line to the middle of its words."""


class EndLoss(View):
    """The loss after the last step of each rate of a `Sweep`, with the limit as a line and the best rate marked.

    From several starts, the end from the worst one is marked, and a bar reaches down to the best end.

    Parameters
    ----------
    rate_limits, loss_limits : (float, float)
        The fixed limits of the Axes.
    color_limits : (float, float)
        The rates at the two ends of the colors.
    reveal : callable, optional
        ``reveal(sweep) -> bool`` says whether the limit is drawn; it always is if not given.
    title : str
        The panel's title.
    """

    whole = True

    def __init__(
        self,
        rate_limits: tuple[float, float],
        loss_limits: tuple[float, float],
        color_limits: tuple[float, float],
        *,
        reveal: Callable[[Sweep], bool] | None = None,
        title: str = "End loss of each rate",
    ):
        super().__init__()
        self.rate_limits, self.color_limits, self.axis = rate_limits, color_limits, LossAxis(loss_limits)
        self.reveal, self.title = reveal, title

    def build(self, axes, sweep, style, kept=()):
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set(xlim=self.rate_limits, ylim=self.axis.limits, xlabel="learning rate", ylabel="loss at the end")
        axes.set_title(self.title, pad=9)  # what diverges stands on the top edge, with half of its mark above it
        axes.grid(True)
        self.axis.draw_best(axes, sweep.objective, style)
        limit = sweep.limit
        self.limit = [
            axes.axvline(limit, color=style.ink, linestyle=":", linewidth=2.2),
            QuickText(axes, style),
        ]
        beside = np.log(limit / self.rate_limits[0]) / np.log(self.rate_limits[1] / self.rate_limits[0]) + BESIDE
        self.limit[1].show(f"limit {format_number(limit)}", beside, 0.7, ha="center", upright=True)
        if self.reveal is not None:
            for artist in self.limit:
                self.moving(artist)
        self.line = self.moving_line(color=style.muted, linewidth=1.2)
        self.bars = self.moving(axes.add_collection(Curves([], linewidths=2.2, alpha=0.6), autolim=False))
        self.marks = SweepMarks(self, 46)
        self.best = self.moving_marks(
            "*", 19, style.background, edge=style.minimum, width=2, label="best rate", zorder=6
        )
        self.beyond = [self.exit_marker() for _ in "<>"]
        for marker, shape in zip(self.beyond, "<>", strict=True):
            marker.set_marker(ARROWS[shape])
        # Above where runs begin, on the wider side of the limit; what diverges mostly stands at the top edge
        left, right = np.log(self.rate_limits)
        is_left = np.log(limit) > (left + right) / 2
        axes.legend(
            handles=[*self.marks.for_legend(), self.best], loc=f"upper {'left' if is_left else 'right'}", ncols=2,
            columnspacing=1.0, bbox_to_anchor=(0 if is_left else 1, 0.96), borderaxespad=0.1,
        )  # fmt: skip

    def update(self, sweep):
        if self.reveal is not None:
            for artist in self.limit:
                artist.set_visible(self.reveal(sweep))
        rates, colors = sweep.learning_rates, rate_colors(self.style, sweep.learning_rates, self.color_limits)
        ends = self.axis.drawable(sweep.end_loss)
        cliff = np.flatnonzero(np.diff(sweep.is_above_limit.astype(int))) + 1
        self.line.set_data(np.insert(rates, cliff, np.nan), np.insert(ends, cliff, np.nan))
        low, high = self.rate_limits
        inside = (rates >= low) & (rates <= high)
        shown = np.where(inside[:, None], np.column_stack([rates, np.clip(ends, *self.axis.limits)]), np.nan)
        self.marks.place(sweep.outcome, shown, colors)
        lowest = self.axis.drawable(sweep.history.final_loss).min(axis=0)
        spread = ends > 1.02 * lowest
        bars = np.stack([np.column_stack([rates, lowest]), np.column_stack([rates, ends])], axis=1)
        self.bars.set_segments(bars[spread])
        self.bars.set_color(colors[spread])
        self.best.set_data(*([], []) if sweep.best is None else shown[sweep.best, :, None])
        middle = np.sqrt(np.prod(self.axis.limits))
        for marker, edge, leaves in zip(self.beyond, self.rate_limits, (rates < low, rates > high), strict=True):
            marker.set_data(*([edge], [middle]) if leaves.any() else ([], []))

    def notes(self, sweep):
        low, high = self.rate_limits
        notes = []
        for which, side in ((sweep.learning_rates < low, "left"), (sweep.learning_rates > high, "right")):
            count = int(which.sum())
            if count:
                notes.append(f"{count} rate{'s lie' if count > 1 else ' lies'} off the {side} of the chart.")
        return notes
