"""How a learning rate looks wherever many are drawn together: its color, and a mark for its outcome."""

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle

from utils.descent.experiments.sweep import ARRIVED, UNFINISHED
from utils.descent.verdict.verdict import BOUNCES, DIVERGES, SETTLES
from utils.drawing.style import Style
from utils.drawing.view import View

SHAPES = {ARRIVED: "o", UNFINISHED: "o", DIVERGES: "^"}
"""Marker of each outcome in a sweep."""

PATHS = {
    outcome: MarkerStyle(shape).get_path().transformed(MarkerStyle(shape).get_transform())
    for outcome, shape in SHAPES.items()
}
"""The same, as a path of size 1."""

LOOK = {"linewidths": 1.6, "zorder": 4, "clip_on": False}

MARKS = {
    SETTLES: ("o", "path", "settles"),
    BOUNCES: ("D", "start", "bounces"),
    DIVERGES: ("X", "loss", "explodes"),
}
"""Marker and color of each outcome of a verdict, and the word for it where rates are tried one by one."""


def rate_colors(style: Style, learning_rates: np.ndarray, limits: tuple[float, float]) -> np.ndarray:
    """Return one color per rate, equal steps on a logarithmic scale, shape (n_rates, 4).

    Parameters
    ----------
    style : Style
        Of the theme.
    learning_rates : ndarray, shape (n_rates,)
    limits : (float, float)
        The rates at the two ends of the colors; beyond them the color stays.
    """
    low, high = np.log10(limits)
    return style.rate_colors((np.log10(learning_rates) - low) / (high - low))


def outcome_marks(view: View, markersize: float) -> dict[str, Line2D]:
    """Return a moving mark for each outcome of a verdict, such as "settles", with its word for the legend."""
    return {
        outcome: view.moving_marks(marker, markersize, getattr(view.style, color), clip_on=False, label=word)
        for outcome, (marker, color, word) in MARKS.items()
    }  # fmt: skip


def word_for(outcome: str) -> str:
    """Return the word for the outcome of a verdict where rates are tried one by one.

    Examples
    --------
    >>> word_for("diverges")
    'explodes'
    """
    return MARKS[outcome][2]


class SweepMarks:
    """Moving marks of the rates of a sweep: full for within 1 %, hollow for unfinished, a triangle for diverging.

    Parameters
    ----------
    view : View
        In whose Axes, and among whose moving artists, they are.
    size : float
        Area of a mark, in square points.

    Attributes
    ----------
    artist : PathCollection
        All marks.
    outcome : ndarray of str
        The outcome of each.
    """

    def __init__(self, view: View, size: float):
        self._axes, self._style = view.axes, view.style
        self._sizes = {outcome: size * (1.5 if outcome == DIVERGES else 1) for outcome in SHAPES}
        # All in one: to set up and draw a few marks takes Matplotlib as long as many
        self.artist = view.moving(self._axes.scatter([], [], **LOOK))

    def place(self, outcome: np.ndarray, points: np.ndarray, colors: np.ndarray) -> None:
        """Put each rate's mark at its point, in its color.

        Parameters
        ----------
        outcome : ndarray of str, shape (n_rates,)
        points : ndarray, shape (n_rates, 2)
            In data coordinates; NaN hides a mark.
        colors : ndarray, shape (n_rates, 4)
        """
        shown = np.isfinite(points).all(axis=-1)
        self.outcome, colors = outcome[shown], colors[shown]
        names = self.outcome.tolist()
        self.artist.set_offsets(points[shown])
        self.artist.set_paths([PATHS[name] for name in names])
        self.artist.set_sizes(np.array([self._sizes[name] for name in names]))
        self.artist.set_edgecolor(colors)
        hollow = to_rgba(self._style.background)
        self.artist.set_facecolor(np.where((self.outcome == UNFINISHED)[:, None], hollow, colors))

    def for_legend(self) -> list[PathCollection]:
        """Return a mark of each outcome, with its name, that is nowhere but in the legend."""
        style = self._style
        return [
            self._axes.scatter(
                [], [], s=self._sizes[outcome], marker=shape, label=outcome, **LOOK,
                facecolor=style.background if outcome == UNFINISHED else style.muted, edgecolor=style.muted,
            )
            for outcome, shape in SHAPES.items()
        ]  # fmt: skip
