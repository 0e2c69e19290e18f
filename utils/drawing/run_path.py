"""The path of a run across a panel: its steps, its start, where it is now, and where it leaves the panel."""

import numpy as np
from matplotlib.lines import Line2D

from utils.drawing.view import View, drawable_path

MANY = 1000
"""Points above which those are left out of a path that would stand on the point before."""

NEAR = 0.5
"""CSS pixels, more or less, from which on two points are told apart."""

SAME = 0.75
"""Points, the size of a CSS pixel, within which a line is not told apart from one that is drawn already."""


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
        points = drawable_path(np.column_stack([x, y]))
        line, dots = self._told_apart(points) if len(points) > MANY else (points, None)
        self.path.set_data(*line.T)
        self.path.set_markevery(dots)
        across, up = points.T
        self.start.set_data(across[:1], up[:1])
        self.now.set_data(across[-1:], up[-1:])
        for marker in (self.start, self.now):
            self._show_whole(marker)
        self.view.mark_exit(self.exit, x, y)

    def _show_whole(self, marker: Line2D) -> None:
        """Let a marker on the panel's edge stand over it; one beyond it is not seen."""
        limits = [sorted(ends) for ends in (self.view.axes.get_xlim(), self.view.axes.get_ylim())]
        places = zip(marker.get_data(), limits, strict=True)
        marker.set_clip_on(not all(low <= place[0] <= high for place, (low, high) in places if len(place)))

    def _told_apart(self, points):
        """Leave out what nobody could see of a long path; return its points, and which of them have a dot.

        A slow run has thousands of points that stand on the one before. One that jumps to and fro for ever draws the
        same lines and dots again and again: where a line would be the same as an earlier one, the path has a gap.
        """
        axes = self.view.axes
        pixels = np.nan_to_num(axes.transData.transform(points) / (axes.figure.dpi / 72))
        cells = np.floor(pixels / NEAR)
        kept = np.append(True, (cells[1:] != cells[:-1]).any(axis=1))
        kept[-1] = True
        points, (columns, rows) = points[kept], np.floor(pixels[kept] / SAME).T
        _, first, cell = np.unique(columns + 1j * rows, return_index=True, return_inverse=True)
        has_dot = np.isin(np.arange(len(points)), first)
        is_new = _first_lines(cell)
        used = np.flatnonzero(np.append(is_new, True) | np.append(True, is_new))
        gaps = np.flatnonzero(~is_new[used[:-1]]) + 1
        dots = np.flatnonzero(np.insert(has_dot[used], gaps, False))
        return np.insert(points[used], gaps, np.nan, axis=0), dots.tolist()


def _first_lines(cell: np.ndarray) -> np.ndarray:
    """Say which lines of a path through numbered cells are the first between their two cells; the last one always is.

    Examples
    --------
    >>> _first_lines(np.array([0, 1, 0, 2, 0, 2]))
    array([ True, False,  True, False,  True])
    """
    low, high = np.minimum(cell[1:], cell[:-1]), np.maximum(cell[1:], cell[:-1])
    _, first = np.unique(low * len(cell) + high, return_index=True)
    is_new = np.zeros(len(cell) - 1, bool)
    is_new[first] = is_new[-1:] = True
    return is_new


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
