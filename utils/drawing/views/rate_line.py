"""Learning rates that were tried, on a line of rates, and the bracket that closes in on the edge."""

import numpy as np

from utils.descent import format_number
from utils.descent.formatting import count
from utils.drawing.learning_rates import outcome_marks, word_for
from utils.drawing.quick_text import QuickText
from utils.drawing.view import View

ROWS = 12
"""Tries that have room below each other; more of them move closer together."""

FLOOR, TOP = 0.24, 0.98  # of the panel's height: the line of rates, and the first try
LENS = -0.13, 0.08  # of the panel's height: where the bracket stands once more, magnified
LEFT, RIGHT = 0.28, 0.72  # of the panel's width: the magnified bracket
GAP = 0.015  # of the panel's width: between words and what they belong to


class RateLine(View):
    """A line of learning rates with a row for each try, and the bracket magnified below.

    Draws a `Bisection`.

    Parameters
    ----------
    limits : (float, float)
        Fixed ends of the line.
    limit : float
        The computed limit, shown once the edge is found.
    title : str
        The panel's title; it shares its line with the legend.
    """

    whole = True

    def __init__(self, limits: tuple[float, float], limit: float, *, title: str = ""):
        super().__init__()
        self.limits, self.limit, self.title = limits, limit, title

    def build(self, axes, search, style, kept=()):
        margin = (self.limits[1] / self.limits[0]) ** 0.04
        axes.set(xlim=(self.limits[0] / margin, self.limits[1] * margin), ylim=(0, 1), yticks=[], xscale="log")
        axes.set_title(self.title)
        axes.spines["left"].set_visible(False)
        # The line of rates stands between the tries and the magnified bracket
        axes.spines["bottom"].set_position(("axes", FLOOR))
        axes.annotate(
            "learning rate", (0.0, FLOOR), (0, 3), xycoords="axes fraction", textcoords="offset points", va="bottom",
            fontsize="small",
        )  # fmt: skip
        for rate in axes.get_xticks():
            axes.plot([rate] * 2, [FLOOR, 1], color=style.grid, linewidth=0.8)
        shade = {"color": style.minimum, "alpha": 0.25, "linewidth": 0, "clip_on": False}
        self.bracket = [self.moving(axes.fill([1, 1], [0, 0], **shade)[0]) for _ in range(2)]
        look = {"color": style.minimum, "linewidth": 3, "clip_on": False}
        self.limit_lines = [
            self.moving_line(linestyle="--", **look),
            self.moving_line(transform=axes.transAxes, **look),
        ]
        self.next = self.moving_line(color=style.ink, linestyle=":", linewidth=2, label="next")
        self.last = self.moving_marks("o", 18, "none", width=1.8, clip_on=False)
        self.marks = outcome_marks(self, 10)
        self.beyond = {side: self.moving_marks(side, 9, style.loss, edge=style.loss, clip_on=False) for side in "<>"}
        self.low_end, self.high_end, self.apart = (self.moving(QuickText(axes, style)) for _ in range(3))
        self.limit_name = self.moving(QuickText(axes, style, weight="bold"))
        axes.legend(
            handles=[*self.marks.values(), self.next],
            loc="lower right",
            bbox_to_anchor=(1, 1),
            ncols=4,
            frameon=False,
            borderaxespad=0.1,
            columnspacing=0.9,
            handletextpad=0.3,
        )

    def update(self, search):
        low, high = self.limits
        rates = np.array([one.learning_rate for one in search.tries])
        outcomes = np.array([one.outcome for one in search.tries], dtype=str)
        x = np.clip(rates, low, high)
        y = TOP - (np.arange(len(rates)) + 0.5) * (TOP - FLOOR) / max(ROWS, len(rates))
        for outcome, mark in self.marks.items():
            mark.set_data(x[outcomes == outcome], y[outcomes == outcome])
        self.last.set_data(x[-1:], y[-1:])
        aside = (high / low) ** 0.033
        for side, edge, outside in (("<", low / aside, rates < low), (">", high * aside, rates > high)):
            self.beyond[side].set_data(np.full(outside.sum(), edge), y[outside])
        self.next.set_data([search.next_learning_rate] * 2, [FLOOR, 1.0])
        self._show_bracket(search)

    def notes(self, search):
        low, high = self.limits
        outside = sum(not low <= one.learning_rate <= high for one in search.tries)
        if not outside:
            return []
        return [f"{count(outside, 'of the tries lies', 'of the tries lie')} beyond the ends of the line."]

    def _show_bracket(self, search):
        (low, high), found = search.bracket, search.is_found
        if search.width is None:
            for artist in (*self.bracket, *self.limit_lines, *self._words):
                artist.set_visible(False)
            return
        to_data = self.axes.transAxes + self.axes.transData.inverted()
        left, right = (to_data.transform((x, 0.0))[0] for x in (LEFT, RIGHT))
        (bottom, top), (x1, x2) = LENS, np.clip([low, high], *self.axes.get_xlim())
        self.bracket[0].set_xy([(x1, FLOOR), (x2, FLOOR), (x2, 1.0), (x1, 1.0)])
        self.bracket[1].set_xy([(x1, FLOOR), (x2, FLOOR), (right, top), (right, bottom), (left, bottom), (left, top)])
        for area in self.bracket:
            area.set_visible(True)
        above = next(word_for(one.outcome) for one in search.tries if one.learning_rate == high)
        middle = (bottom + top) / 2
        self.low_end.show(f"{search.write(low)} settles", LEFT - GAP, middle, ha="right", room=LEFT - GAP)
        self.high_end.show(f"{search.write(high)} {above}", RIGHT + GAP, middle, room=1 - RIGHT - GAP)

        share = np.log(self.limit / low) / np.log(high / low)
        inside = found and 0 <= share <= 1
        self.limit_lines[0].set_data([self.limit] * 2, [FLOOR, 1.0])
        self.limit_lines[1].set_data([LEFT + share * (RIGHT - LEFT)] * 2, LENS)
        for line, shown in zip(self.limit_lines, (found, inside), strict=True):
            line.set_visible(shown)
        apart = say_apart(search.width)
        if not inside:
            self.apart.show(apart, (LEFT + RIGHT) / 2, middle, ha="center", room=RIGHT - LEFT - GAP)
            self.limit_name.show("")
            return
        # On the roomier side of the limit's line
        gap, ha = (GAP, "left") if share < 0.5 else (-GAP, "right")
        x = LEFT + share * (RIGHT - LEFT) + gap
        room = max(share, 1 - share) * (RIGHT - LEFT) - 2 * GAP
        self.apart.show(apart, x, top - 0.06, ha=ha, room=room)
        self.limit_name.show(f"limit {search.write(self.limit)}", x, bottom + 0.06, ha=ha, room=room)

    @property
    def _words(self):
        return self.low_end, self.high_end, self.apart, self.limit_name


def say_apart(width: float) -> str:
    """Say how far apart the two sides of a bracket are: in percent, or as a factor where that is large.

    Examples
    --------
    >>> say_apart(0.0275), say_apart(30.6)
    ('2.75 % apart', 'a factor of 31.6 apart')
    """
    return f"{format_number(100 * width)} % apart" if width < 1 else f"a factor of {format_number(width + 1)} apart"
