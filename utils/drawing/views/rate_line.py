"""Learning rates that were tried, on a line of rates, and the bracket that closes in on the edge."""

import numpy as np
from matplotlib.lines import Line2D

from utils.descent import format_number
from utils.drawing.view import View

ROWS = 12
"""Tries that have room below each other; more of them move closer together."""

MARKS = {"settles": ("o", "path"), "bounces": ("D", "start"), "explodes": ("X", "loss")}
"""Marker and color of each outcome."""

FLOOR, TOP = 0.24, 0.98  # of the panel's height: the line of rates, and the first try
LENS = -0.13, 0.08  # of the panel's height: where the bracket stands once more, magnified
LEFT, RIGHT = 0.28, 0.72  # of the panel's width: the magnified bracket


class RateLine(View):
    """A line of learning rates with a row for each try, and the bracket magnified below.

    Draws a `RateSearch`. Only the rate chosen for the next try moves; a try changes the background.

    Parameters
    ----------
    limits : (float, float)
        Fixed ends of the line.
    limit : float
        The computed limit, shown once the edge is found.
    title : str
        The panel's title.
    """

    def __init__(self, limits: tuple[float, float], limit: float, *, title: str = "Tries"):
        super().__init__()
        self.limits, self.limit, self.title = limits, limit, title

    def background_key(self, history):
        return id(history.objective), tuple((a.learning_rate, a.outcome) for a in history.tries)

    def build(self, axes, history, style, kept=()):
        margin = (self.limits[1] / self.limits[0]) ** 0.04
        axes.set(xlim=(self.limits[0] / margin, self.limits[1] * margin), ylim=(0, 1), yticks=[], xscale="log")
        axes.set_title(self.title)
        axes.spines["left"].set_visible(False)
        # The line of rates stands between the tries and the magnified bracket
        axes.spines["bottom"].set_position(("axes", FLOOR))
        axes.text(1.0, FLOOR - 0.12, "learning rate", transform=axes.transAxes, ha="right", va="top")
        for rate in axes.get_xticks():
            axes.plot([rate] * 2, [FLOOR, 1], color=style.grid, linewidth=0.8)
        if history.width is not None:
            self._draw_bracket(history)
        handles = self._draw_tries(history)
        self.next = self.moving(axes.plot([], [], color=style.ink, linestyle=":", linewidth=2, label="next")[0])
        axes.legend(handles=[*handles, self.next], loc="lower right", bbox_to_anchor=(1, 1), ncols=4, frameon=False,
                    borderaxespad=0.1, columnspacing=0.9, handletextpad=0.3)  # fmt: skip

    def update(self, history):
        self.next.set_data([history.next_rate] * 2, [FLOOR, 1.0])

    def notes(self, history):
        low, high = self.limits
        outside = sum(not low <= a.learning_rate <= high for a in history.tries)
        if not outside:
            return []
        return [f"{outside} of the tries {'lies' if outside == 1 else 'lie'} beyond the ends of the line."]

    def _draw_tries(self, history):
        handles = []
        for outcome, (marker, color) in MARKS.items():
            look = {"marker": marker, "color": getattr(self.style, color), "markeredgecolor": self.style.ink}
            handles.append(Line2D([], [], markersize=9, linestyle="", label=outcome, **look))
            for number, one in enumerate(history.tries):
                if one.outcome != outcome:
                    continue
                up = TOP - (number + 0.5) * (TOP - FLOOR) / max(ROWS, len(history.tries))
                if one is history.tries[-1]:
                    self.axes.plot(self._on_line(one.learning_rate), up, marker="o", markersize=18,
                                   markerfacecolor="none", markeredgecolor=self.style.ink, markeredgewidth=1.8,
                                   clip_on=False)  # fmt: skip
                self.axes.plot(self._on_line(one.learning_rate), up, markersize=10, clip_on=False, **look)
                self._point_beyond(one.learning_rate, up)
        return handles

    def _on_line(self, rate):
        return float(np.clip(rate, *self.limits))

    def _point_beyond(self, rate, up):
        """Draw an arrow beside a try that does not fit on the line."""
        low, high = self.limits
        if not low <= rate <= high:
            aside = -22 if rate < low else 22
            self.axes.annotate(
                "", (self._on_line(rate), up), xytext=(aside, 0), textcoords="offset points",
                arrowprops={"arrowstyle": "<|-", "linewidth": 2, "color": self.style.loss, "shrinkA": 0},
                annotation_clip=False,
            )  # fmt: skip

    def _draw_bracket(self, history):
        axes, style, (low, high) = self.axes, self.style, history.bracket
        shade = {"color": style.minimum, "alpha": 0.25, "linewidth": 0, "clip_on": False}
        axes.fill([low, high, high, low], [FLOOR, FLOOR, 1, 1], **shade)
        to_data = axes.transAxes + axes.transData.inverted()
        left, right = (to_data.transform((x, 0.0))[0] for x in (LEFT, RIGHT))
        axes.fill([low, high, right, right, left, left], [FLOOR, FLOOR, LENS[1], LENS[0], LENS[0], LENS[1]], **shade)
        above = next(a.outcome for a in history.tries if a.learning_rate == high)
        upper, middle, lower = LENS[1] - 0.06, (LENS[0] + LENS[1]) / 2, LENS[0] + 0.06
        text = {"transform": axes.transAxes, "va": "center", "in_layout": False}
        axes.text(LEFT - 0.02, middle, f"{history.write(low)} settles", ha="right", **text)
        axes.text(RIGHT + 0.02, middle, f"{history.write(high)} {above}", ha="left", **text)
        share = np.log(self.limit / low) / np.log(high / low)
        if not history.is_found or not 0 <= share <= 1:
            axes.text((LEFT + RIGHT) / 2, middle, say_apart(history.width), ha="center", **text)
        if not history.is_found:
            return
        look = {"color": style.minimum, "linewidth": 3, "clip_on": False}
        axes.plot([self.limit] * 2, [FLOOR, 1], linestyle="--", **look)
        if 0 <= share <= 1:
            place = LEFT + share * (RIGHT - LEFT)
            axes.plot([place] * 2, LENS, transform=axes.transAxes, **look)
            roomy = {"ha": "left" if share < 0.5 else "right", **text}
            place += 0.015 if share < 0.5 else -0.015
            axes.text(place, upper, say_apart(history.width), **roomy)
            axes.text(place, lower, f"limit {history.write(self.limit)}", fontweight="bold", **roomy)


def say_apart(width: float) -> str:
    """Say how far apart the two sides of a bracket are: in percent, or as a factor where that is large.

    Examples
    --------
    >>> say_apart(0.0275), say_apart(30.6)
    ('2.75 % apart', 'a factor of 31.6 apart')
    """
    return f"{format_number(100 * width)} % apart" if width < 1 else f"a factor of {format_number(width + 1)} apart"
