"""The loss at the end, for each learning rate."""

import numpy as np
from matplotlib.collections import LineCollection

from utils.descent import format_number
from utils.drawing.rates import OutcomeMarks, rate_colors
from utils.drawing.view import View
from utils.drawing.views.sweep_curves import draw_best_possible, within_reach


class EndLoss(View):
    """The loss after the last step of each rate of a `Sweep`, with the limit as a line and the best rate marked.

    From several starts, the worst end is marked, and a bar reaches down to the best.

    Parameters
    ----------
    rate_limits, loss_limits : (float, float)
        The fixed limits of the Axes.
    limit : bool
        Draw the limit from the first moment on; otherwise when `show_limit` says so.
    title : str
        The panel's title.
    """

    def __init__(
        self,
        rate_limits: tuple[float, float],
        loss_limits: tuple[float, float],
        *,
        limit: bool = True,
        title: str = "End loss of each rate",
    ):
        super().__init__()
        self.rate_limits, self.loss_limits, self.limit, self.title = rate_limits, loss_limits, limit, title

    def build(self, axes, history, style, kept=()):
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set(
            xlim=self.rate_limits, ylim=self.loss_limits, xlabel="learning rate", ylabel="loss after the last step"
        )
        axes.set_title(self.title)
        axes.grid(True)
        draw_best_possible(axes, history, style)
        limit = history.limit
        self.limit_line = self.moving(axes.axvline(limit, color=style.ink, linestyle=":", linewidth=2.2))
        self.limit_name = self.moving(
            axes.annotate(
                f"limit {format_number(limit)}", (limit, 0.5), (5, 0), xycoords=("data", "axes fraction"),
                textcoords="offset points", rotation=90, va="center", ha="left", color=style.ink, fontsize=10,
            )
        )  # fmt: skip
        self.line = self.moving(axes.plot([], [], color=style.muted, linewidth=1.2)[0])
        self.bars = self.moving(axes.add_collection(LineCollection([], linewidths=2.2, alpha=0.6), autolim=False))
        self.marks = OutcomeMarks(axes, style, 46)
        for artist in self.marks.artists.values():
            self.moving(artist)
        self.best = self.moving(
            axes.plot([], [], marker="*", markersize=19, linestyle="", markerfacecolor=style.background,
                      markeredgecolor=style.minimum, markeredgewidth=2, label="best rate", zorder=6)[0]
        )  # fmt: skip
        axes.legend(handles=[*self.marks.artists.values(), self.best], loc="lower left")

    def update(self, history):
        for artist in (self.limit_line, self.limit_name):
            artist.set_visible(self.limit)
        rates, colors = history.rates, rate_colors(self.style, history.rates, self.rate_limits)
        ends = within_reach(history.end_loss, self.loss_limits)
        self.line.set_data(rates, ends)
        shown = np.column_stack([rates, np.clip(ends, *self.loss_limits)])
        low, high = self.rate_limits
        shown[(rates < low) | (rates > high)] = np.nan
        self.marks.place(history.outcome, shown, colors)
        lowest = within_reach(history.final_loss, self.loss_limits).min(axis=0)
        bars = np.stack([np.column_stack([rates, lowest]), np.column_stack([rates, ends])], axis=1)
        spread = ends > 1.02 * lowest
        self.bars.set_segments(bars[spread])
        self.bars.set_color(colors[spread])
        best = history.best
        self.best.set_data(*([], []) if best is None else shown[best : best + 1].T)

    def notes(self, history):
        low, high = self.rate_limits
        notes = []
        for which, side in ((history.rates < low, "left"), (history.rates > high, "right")):
            count = int(which.sum())
            if count:
                notes.append(f"{count} rate{'s lie' if count > 1 else ' lies'} off the {side} of the chart.")
        return notes
