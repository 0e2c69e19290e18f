"""How a learning rate looks wherever many are drawn together: its color, and a mark for its outcome."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection

from utils.descent.experiments.sweep import ARRIVED, DIVERGES, UNFINISHED
from utils.drawing.style import Style

SHAPES = {ARRIVED: "o", UNFINISHED: "o", DIVERGES: "^"}


def rate_colors(style: Style, rates: np.ndarray, limits: tuple[float, float]) -> np.ndarray:
    """Return one color per rate, equal steps on a logarithmic scale, shape (n_rates, 4).

    Parameters
    ----------
    style : Style
        Of the theme.
    rates : ndarray, shape (n_rates,)
    limits : (float, float)
        The rates at the two ends of the colors; beyond them the color stays.
    """
    low, high = np.log10(limits)
    return style.rate_colors((np.log10(rates) - low) / (high - low))


class OutcomeMarks:
    """Moving marks of many rates: full for within 1 %, hollow for unfinished, a triangle for diverging.

    Parameters
    ----------
    axes : Axes
        Where they are drawn.
    style : Style
        Of the theme.
    size : float
        Area of a mark, in square points.

    Attributes
    ----------
    artists : dict of str to PathCollection
        By outcome.
    """

    def __init__(self, axes: Axes, style: Style, size: float):
        self._style = style
        self.artists: dict[str, PathCollection] = {
            outcome: axes.scatter(
                [], [], s=size * (1.5 if outcome == DIVERGES else 1), marker=shape, linewidths=1.6,
                facecolor=style.background if outcome == UNFINISHED else style.muted, edgecolor=style.muted,
                label=outcome, zorder=4, clip_on=False,
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
