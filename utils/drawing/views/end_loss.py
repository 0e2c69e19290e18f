"""The loss at the end, for each learning rate."""

from collections.abc import Callable

import numpy as np
from matplotlib.collections import LineCollection

from utils.descent import Sweep, format_number
from utils.drawing.rates import OutcomeMarks, rate_colors
from utils.drawing.view import ARROWS, View
from utils.drawing.views.sweep_curves import draw_best_possible, within_reach


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
        ``reveal(history) -> bool`` says whether the limit is drawn; it always is if not given.
    title : str
        The panel's title.
    """

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
        self.rate_limits, self.loss_limits, self.color_limits = rate_limits, loss_limits, color_limits
        self.reveal, self.title = reveal, title

    def build(self, axes, history, style, kept=()):
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set(xlim=self.rate_limits, ylim=self.loss_limits, xlabel="learning rate", ylabel="loss at the end")
        axes.set_title(self.title, pad=9)  # what diverges stands on the top edge, with half of its mark above it
        axes.grid(True)
        draw_best_possible(axes, history, style)
        limit = history.limit
        self.limit = [
            axes.axvline(limit, color=style.ink, linestyle=":", linewidth=2.2),
            axes.annotate(
                f"limit {format_number(limit)}", (limit, 0.5), (4, 0), xycoords=("data", "axes fraction"),
                textcoords="offset points", rotation=90, va="center", ha="left", color=style.ink, fontsize=10,
            ),
        ]  # fmt: skip
        if self.reveal is not None:
            for artist in self.limit:
                self.moving(artist)
        self.line = self.moving(axes.plot([], [], color=style.muted, linewidth=1.2)[0])
        self.bars = self.moving(axes.add_collection(LineCollection([], linewidths=2.2, alpha=0.6), autolim=False))
        self.marks = OutcomeMarks(axes, style, 46)
        for artist in self.marks.artists.values():
            self.moving(artist)
        self.best = self.moving(
            axes.plot([], [], marker="*", markersize=19, linestyle="", markerfacecolor=style.background,
                      markeredgecolor=style.minimum, markeredgewidth=2, label="best rate", zorder=6)[0]
        )  # fmt: skip
        self.beyond = [
            self.moving(
                axes.plot([], [], marker=ARROWS[shape], markersize=24, linestyle="", color=style.loss, clip_on=False)[
                    0
                ]
            )
            for shape in "<>"
        ]
        # Above where runs begin, on the wider side of the limit; what diverges mostly stands at the top edge
        left, right = np.log(self.rate_limits)
        is_left = np.log(limit) > (left + right) / 2
        axes.legend(
            handles=[*self.marks.artists.values(), self.best], loc=f"upper {'left' if is_left else 'right'}", ncols=2,
            columnspacing=1.0, bbox_to_anchor=(0 if is_left else 1, 0.96), borderaxespad=0.1,
        )  # fmt: skip

    def update(self, history):
        if self.reveal is not None:
            for artist in self.limit:
                artist.set_visible(self.reveal(history))
        rates, colors = history.rates, rate_colors(self.style, history.rates, self.color_limits)
        ends = within_reach(history.end_loss, self.loss_limits)
        cliff = np.flatnonzero(np.diff(history.is_above_limit.astype(int))) + 1
        self.line.set_data(np.insert(rates, cliff, np.nan), np.insert(ends, cliff, np.nan))
        low, high = self.rate_limits
        inside = (rates >= low) & (rates <= high)
        shown = np.where(inside[:, None], np.column_stack([rates, np.clip(ends, *self.loss_limits)]), np.nan)
        self.marks.place(history.outcome, shown, colors)
        lowest = within_reach(history.final_loss, self.loss_limits).min(axis=0)
        spread = ends > 1.02 * lowest
        bars = np.stack([np.column_stack([rates, lowest]), np.column_stack([rates, ends])], axis=1)
        self.bars.set_segments(bars[spread])
        self.bars.set_color(colors[spread])
        self.best.set_data(*([], []) if history.best is None else shown[history.best, :, None])
        middle = np.sqrt(np.prod(self.loss_limits))
        for marker, edge, leaves in zip(self.beyond, self.rate_limits, (rates < low, rates > high), strict=True):
            marker.set_data(*([edge], [middle]) if leaves.any() else ([], []))

    def notes(self, history):
        low, high = self.rate_limits
        notes = []
        for which, side in ((history.rates < low, "left"), (history.rates > high, "right")):
            count = int(which.sum())
            if count:
                notes.append(f"{count} rate{'s lie' if count > 1 else ' lies'} off the {side} of the chart.")
        return notes
