"""How a learning rate looks wherever many are drawn together: its color, and a mark for its outcome."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D

from utils.descent.experiments.sweep import ARRIVED, UNFINISHED
from utils.descent.verdict.verdict import BOUNCES, DIVERGES, SETTLES
from utils.drawing.style import Style
from utils.drawing.view import View

SHAPES = {ARRIVED: "o", UNFINISHED: "o", DIVERGES: "^"}
"""Marker of each outcome in a sweep."""

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
    artists : dict of str to PathCollection
        By outcome.
    """

    def __init__(self, view: View, size: float):
        axes: Axes = view.axes
        self._style = style = view.style
        self.artists: dict[str, PathCollection] = {
            outcome: view.moving(
                axes.scatter(
                    [], [], s=size * (1.5 if outcome == DIVERGES else 1), marker=shape, linewidths=1.6,
                    facecolor=style.background if outcome == UNFINISHED else style.muted, edgecolor=style.muted,
                    label=outcome, zorder=4, clip_on=False,
                )
            )
            for outcome, shape in SHAPES.items()
        }  # fmt: skip

    def place(self, outcome: np.ndarray, points: np.ndarray, colors: np.ndarray) -> None:
        """Put each rate's mark at its point, in its color.

        Parameters
        ----------
        outcome : ndarray of str, shape (n_rates,)
        points : ndarray, shape (n_rates, 2)
            In data coordinates; NaN hides a mark.
        colors : ndarray, shape (n_rates, 4)
        """
        for name, artist in self.artists.items():
            which = (outcome == name) & np.isfinite(points).all(axis=-1)
            artist.set_offsets(points[which])
            artist.set_edgecolor(colors[which])
            artist.set_facecolor(self._style.background if name == UNFINISHED else colors[which])
