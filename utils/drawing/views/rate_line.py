"""Learning rates that were tried, on a line of rates, and the bracket that closes in on the edge."""

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.transforms import blended_transform_factory

from utils.descent import format_number
from utils.drawing.view import ARROWS, View

ROWS = 12
"""Tries that have room below each other; more of them move closer together."""

MARKS = {"settles": ("o", "path"), "bounces": ("D", "start"), "explodes": ("X", "loss")}
"""Marker and color of each outcome."""

FLOOR, TOP = 0.24, 0.98  # of the panel's height: the line of rates, and the first try
LENS = -0.13, 0.08  # of the panel's height: where the bracket stands once more, magnified
LEFT, RIGHT = 0.28, 0.72  # of the panel's width: the magnified bracket


class RateLine(View):
    """A line of learning rates with a row for each try, and the bracket magnified below.

    Draws a `RateSearch`: its tries, the rate chosen for the next one, and the limit once the edge is found.

    Parameters
    ----------
    limits : (float, float)
        Fixed ends of the line.
    limit : float
        The computed limit, shown once the edge is found.
    """

    def __init__(self, limits: tuple[float, float], limit: float, *, title: str = "Tries"):
        super().__init__()
        self.limits, self.limit, self.title = limits, limit, title

    def build(self, axes, history, style, kept=()):
        margin = (self.limits[1] / self.limits[0]) ** 0.02
        axes.set(xlim=(self.limits[0] / margin, self.limits[1] * margin), ylim=(0, 1), yticks=[], xscale="log")
        axes.set_title(self.title)
        axes.spines["left"].set_visible(False)
        # The line of rates stands between the tries and the magnified bracket
        axes.spines["bottom"].set_position(("axes", FLOOR))
        axes.text(1.0, FLOOR - 0.12, "learning rate", transform=axes.transAxes, ha="right", va="top")
        self.across = blended_transform_factory(axes.transData, axes.transAxes)
        for rate in axes.get_xticks():
            axes.plot([rate] * 2, [FLOOR, 1], color=style.grid, linewidth=0.8, transform=self.across)
        self.shade = self.moving(
            axes.fill([0], [0], color=style.minimum, alpha=0.25, transform=self.across, linewidth=0)[0]
        )
        self.funnel = self.moving(
            axes.fill([0], [0], color=style.minimum, alpha=0.25, transform=self.across, linewidth=0)[0]
        )
        look = {"color": style.minimum, "linewidth": 3}
        self.limit_line = self.moving(axes.plot([], [], transform=self.across, linestyle="--", **look)[0])
        self.limit_below = self.moving(axes.plot([], [], transform=axes.transAxes, clip_on=False, **look)[0])
        self.next = self.moving(axes.plot([], [], color=style.ink, linestyle=":", linewidth=2)[0])
        self.next.set_transform(self.across)
        self.marks, handles = {}, []
        for outcome, (marker, color) in MARKS.items():
            look = {"marker": marker, "color": getattr(style, color), "markeredgecolor": style.ink, "linestyle": ""}
            self.marks[outcome] = self.moving(axes.plot([], [], markersize=10, transform=self.across, **look)[0])
            handles.append(Line2D([], [], markersize=9, label=outcome, **look))
        self.last = self.moving(
            axes.plot([], [], marker="o", markersize=18, markerfacecolor="none", markeredgecolor=style.ink,
                      markeredgewidth=1.8, linestyle="", transform=self.across)[0]
        )  # fmt: skip
        self.beyond = self.exit_marker()
        text = {"transform": axes.transAxes, "va": "center"}
        upper, middle, self.lower = LENS[1] - 0.06, (LENS[0] + LENS[1]) / 2, LENS[0] + 0.06
        self.ends = [
            self.moving(axes.text(LEFT - 0.02, middle, "", ha="right", **text)),
            self.moving(axes.text(RIGHT + 0.02, middle, "", ha="left", **text)),
        ]
        self.apart = self.moving(axes.text((LEFT + RIGHT) / 2, upper, "", ha="center", **text))
        self.limit_name = self.moving(axes.text(0, self.lower, "", fontweight="bold", **text))
        for words in (*self.ends, self.apart, self.limit_name):
            words.set_clip_on(False)
        for area in (self.shade, self.funnel):
            area.set_clip_on(False)
        handles.append(Line2D([], [], color=style.ink, linestyle=":", linewidth=2, label="next"))
        axes.legend(handles=handles, loc="lower right", bbox_to_anchor=(1, 1), ncols=4, frameon=False,
                    borderaxespad=0.1, columnspacing=0.9, handletextpad=0.3)  # fmt: skip

    def update(self, history):
        rates = np.array([a.learning_rate for a in history.tries])
        rows = TOP - (np.arange(len(rates)) + 0.5) * (TOP - FLOOR) / max(ROWS, len(rates))
        for outcome, mark in self.marks.items():
            mine = np.array([a.outcome == outcome for a in history.tries], bool)
            mark.set_data(rates[mine], rows[mine])
        self.last.set_data(rates[-1:], rows[-1:])
        self.next.set_data([history.next_rate] * 2, [FLOOR, 1.0])
        self._mark_beyond(rates[-1:], rows[-1:])
        self._show_bracket(history)

    def notes(self, history):
        low, high = self.limits
        outside = sum(not low <= a.learning_rate <= high for a in history.tries)
        if not outside:
            return []
        return [f"{outside} of the tries {'lies' if outside == 1 else 'lie'} beyond the ends of the line."]

    def _mark_beyond(self, rates, rows):
        low, high = self.limits
        gone = [(low, "<") if rate < low else (high, ">") for rate in rates if not low <= rate <= high]
        self.beyond.set_data([edge for edge, _ in gone], rows if gone else [])
        self.beyond.set_transform(self.across)
        if gone:
            self.beyond.set_marker(ARROWS[gone[0][1]])

    def _show_bracket(self, history):
        low, high = history.bracket
        known = history.width is not None
        for artist in (self.shade, self.funnel, *self.ends, self.apart):
            artist.set_visible(known)
        share = np.log(self.limit / low) / np.log(high / low) if known and history.is_found else np.nan
        for artist in (self.limit_line, self.limit_below, self.limit_name):
            artist.set_visible(0 <= share <= 1)
        if not known:
            return
        self.shade.set_xy([(low, FLOOR), (high, FLOOR), (high, 1.0), (low, 1.0)])
        to_data = self.axes.transAxes + self.axes.transData.inverted()
        left, right = (to_data.transform((x, 0.0))[0] for x in (LEFT, RIGHT))
        self.funnel.set_xy([(low, FLOOR), (high, FLOOR), (right, LENS[1]), (right, LENS[0]),
                            (left, LENS[0]), (left, LENS[1])])  # fmt: skip
        above = next(a.outcome for a in history.tries if a.learning_rate == high)
        self.ends[0].set_text(f"{format_number(low)} settles")
        self.ends[1].set_text(f"{format_number(high)} {above}")
        self.apart.set_text(say_apart(history.width))
        if 0 <= share <= 1:
            place = LEFT + share * (RIGHT - LEFT)
            self.limit_line.set_data([self.limit] * 2, [FLOOR, 1.0])
            self.limit_below.set_data([place] * 2, LENS)
            self.limit_name.set_text(f"limit {format_number(self.limit)}")
            self.limit_name.set_ha("left" if share < 0.5 else "right")
            self.limit_name.set_x(place + (0.015 if share < 0.5 else -0.015))


def say_apart(width: float) -> str:
    """Say how far apart the two sides of a bracket are: in percent, or as a factor where that is large.

    Examples
    --------
    >>> say_apart(0.0275), say_apart(30.6)
    ('2.75 % apart', 'a factor of 31.6 apart')
    """
    return f"{format_number(100 * width)} % apart" if width < 1 else f"a factor of {format_number(width + 1)} apart"
