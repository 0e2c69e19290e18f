"""The largest learning rate that settles, for every factor that the data could be stretched by."""

import numpy as np
from matplotlib.patheffects import withStroke

from utils.drawing.learning_rates import outcome_marks
from utils.drawing.quick_text import QuickText
from utils.drawing.view import ARROWS, View

SETTLES_AT, ROOM = (0.33, 0.58), 0.17
"""The heights at which "settles" can stand, as shares of the panel, and how far off other words stay."""


class LimitChart(View):
    """The limit against the factor, both on logarithmic axes, and where the run stands.

    Draws a result with a ``factor``, a ``learning_rate``, whether its data are ``standardized``, its verdict's
    ``outcome``, and its ``speed`` in a few words.

    Parameters
    ----------
    factors, limits : ndarray, shape (n_points,)
        The limit for each factor.
    standardized_limit : float
        The limit of standardized data, which no factor changes.
    rate_limits : (float, float)
        Fixed ends of the axis of learning rates.
    """

    whole = True

    def __init__(self, factors: np.ndarray, limits: np.ndarray, standardized_limit: float, rate_limits):
        super().__init__()
        self.factors, self.limits, self.standardized_limit = factors, limits, standardized_limit
        self.rate_limits = rate_limits

    def background_key(self, run):
        return run.standardized

    def build(self, axes, run, style, kept=()):
        ends = self.factors[0], self.factors[-1]
        axes.set(xscale="log", yscale="log", xlim=ends, ylim=self.rate_limits)
        axes.set(xlabel="x is stretched by", ylabel="learning rate")
        axes.set_title("Limit for every stretch")
        axes.grid(True)
        level = np.full(len(self.factors), self.standardized_limit)
        curves = {False: (self.limits, "limit"), True: (level, "limit, standardized")}
        for standardized, (limits, name) in curves.items():
            on_show = standardized == run.standardized
            axes.plot(self.factors, limits, color=style.loss if on_show else style.muted, label=name,
                      linestyle="--" if standardized else "-", linewidth=2.8 if on_show else 1.6)  # fmt: skip
        lines = axes.get_lines()
        above = curves[run.standardized][0]
        axes.fill_between(self.factors, above, self.rate_limits[1], facecolor=style.loss, alpha=0.14, hatch="//",
                          edgecolor=style.loss, linewidth=0)  # fmt: skip
        self.marks = outcome_marks(self, 13)
        self.word = self.moving(QuickText(axes, style, weight="bold"))
        self.word.set_path_effects([withStroke(linewidth=4, foreground=style.background)])  # it crosses the limit
        self.below = self.moving(QuickText(axes, style))
        axes.text(0.97, 0.95, "explodes", transform=axes.transAxes, ha="right", va="center")
        self.beyond = self.exit_marker()
        axes.legend(handles=lines, loc="lower left")

    def update(self, run):
        rate = float(np.clip(run.learning_rate, *self.rate_limits))
        inside = rate == run.learning_rate
        for outcome, mark in self.marks.items():
            shown = inside and outcome == run.outcome
            mark.set_data([run.factor] if shown else [], [rate] if shown else [])
        self.beyond.set_data([] if inside else [run.factor], [] if inside else [rate])
        self.beyond.set_marker(ARROWS["^" if run.learning_rate > rate else "v"])
        to_panel = self.axes.transData + self.axes.transAxes.inverted()
        across, up = to_panel.transform((run.factor, rate))
        left = across > 0.4  # on the side away from the curve, which falls to the right
        place = across + (-0.06 if left else 0.06), float(np.clip(up, 0.06, 0.94))
        self.word.show(run.speed, *place, ha="right" if left else "left")
        self.below.show("settles", 0.04, SETTLES_AT[abs(place[1] - SETTLES_AT[0]) < ROOM])

    def notes(self, run):
        inside = self.rate_limits[0] <= run.learning_rate <= self.rate_limits[1]
        return [] if inside else ["The learning rate lies beyond the ends of the chart of limits."]
