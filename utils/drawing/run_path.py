"""The path of a run across a panel: its steps, its start, where it is now, and where it leaves the panel."""

import numpy as np
from matplotlib.lines import Line2D

from utils.drawing.view import View, drawable_path

MANY = 1000
"""Points above which those are left out of a path that would stand on the point before."""

NEAR = 0.5
"""CSS pixels, more or less, from which on two points are told apart."""


class RunPath:
    """What a view draws of a run whose steps are points of its panel.

    Parameters
    ----------
    view : View
        In whose Axes, and among whose moving artists, the path is.
    linewidth, markersize : float
        Of the path and of the dots on it, in points.

    Attributes
    ----------
    path, start, now : Line2D
        For the legend.
    """

    def __init__(self, view: View, *, linewidth: float = 1.8, markersize: float = 4):
        style = view.style
        self.view = view
        self.path = view.moving_line(
            color=style.path, linewidth=linewidth, marker="o", markersize=markersize, label="path"
        )
        self.start = start_marker(view)
        self.now = view.moving_marks("o", 8, style.path, label="now")
        self.exit = view.exit_marker()

    def update(self, x: np.ndarray, y: np.ndarray) -> None:
        """Show the run up to its last step, at these places of the panel."""
        across, up = drawable_path(np.column_stack([x, y])).T
        self.path.set_data(*self._told_apart(across, up))
        self.start.set_data(across[:1], up[:1])
        self.now.set_data(across[-1:], up[-1:])
        self.view.mark_exit(self.exit, x, y)

    def _told_apart(self, across, up):
        """Leave out points of a long path that stand on the one before: a slow run has thousands of them."""
        if len(across) <= MANY:
            return across, up
        axes = self.view.axes
        pixels = axes.transData.transform(np.column_stack([across, up])) / (axes.figure.dpi / 72 * NEAR)
        cells = np.floor(np.nan_to_num(pixels))
        kept = np.append(True, (cells[1:] != cells[:-1]).any(axis=1))
        kept[-1] = True
        return across[kept], up[kept]


def start_marker(view: View) -> Line2D:
    """Return the square at a run's start; it moves."""
    style = view.style
    return view.moving_marks("s", 10, style.start, label="start")


def draw_lowest(view: View, x: float, y: float) -> Line2D:
    """Draw the star at the lowest loss; it stands still."""
    style = view.style
    (star,) = view.axes.plot(
        x, y, color=style.minimum, marker="*", markersize=21, linestyle="", markeredgecolor=style.background,
        label="lowest loss", zorder=3,
    )  # fmt: skip
    return star


def draw_kept(view: View, x: np.ndarray, y: np.ndarray, **looks) -> None:
    """Draw the path of an earlier run that stays on the panel."""
    view.axes.plot(*drawable_path(np.column_stack([x, y])).T, color=view.style.muted, linestyle="--", **looks)
