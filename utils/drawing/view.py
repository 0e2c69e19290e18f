"""One Axes and what moves in it."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from utils.descent import History, history_of
from utils.drawing.style import Style

Kept = Sequence[tuple[str, History]]
"""Earlier results that stay on a figure, each with its label."""

UPWARDS = Path([(0, 0), (-0.6, -1), (0.6, -1), (0, 0)])
ARROWS = {
    shape: UPWARDS.transformed(Affine2D().rotate_deg(angle))
    for shape, angle in {"^": 0, "<": 90, "v": 180, ">": 270}.items()
}
"""Arrow heads whose tip is at the point, so that at a chart's edge they stay inside the chart."""

FAR = 1e6
"""Chart widths from the origin beyond which only the direction of a line matters."""


class View:
    """Owns an Axes' moving artists: builds them once, then only sets their data.

    A subclass says what stands still and what moves::

        def build(self, axes, history, style, kept=()):   # once per background
            ...draw what stands still...
            self.line = self.moving_line()

        def update(self, history):                        # at every slider move
            self.line.set_data(...)

    Each of them gets what :meth:`pick` takes of the result on show.

    Axes limits are fixed in ``build``: rescaling would hide the difference that the slider made. What
    leaves the chart is marked with :meth:`mark_exit` and said in words by :meth:`notes`.
    """

    whole = False
    """Whether the view draws the whole of a result, such as a `Sweep`, and not its history alone."""

    def __init__(self) -> None:
        self.axes: Axes | None = None
        self.style: Style | None = None
        self.moving_artists: list[Artist] = []

    def pick(self, result):
        """Return what this view draws of a result: its history, or the whole of it."""
        return result if self.whole else history_of(result)

    def of(self, pick: Callable[[object], object]) -> "View":
        """Draw what ``pick(result)`` returns, such as one of several runs; return this view."""
        self.pick = pick
        return self

    def build(self, axes: Axes, history: History, style: Style, kept: Kept = ()) -> None:
        """Draw what stands still and create what moves; ``kept`` are earlier runs to compare with."""
        raise NotImplementedError

    def update(self, history: History) -> None:
        """Set the moving artists' data from the run, up to its last row."""
        raise NotImplementedError

    def notes(self, history: History) -> list[str]:
        """Sentences about what the chart cannot show, such as a path that leaves it."""
        return []

    def background_key(self, history: History) -> object:
        """What the still part depends on: another key, and it is drawn again."""
        return id(history_of(history).objective)

    def strip(self, kept: Kept, width: float) -> float:
        """How many CSS pixels the names of kept runs take above all panels, in a figure that is so wide."""
        return 0.0

    def setup(self, axes: Axes, history: History, style: Style, kept: Kept) -> None:
        """Take over an empty Axes (called by the stage)."""
        self.axes, self.style, self.moving_artists = axes, style, []
        self.build(axes, history, style, kept)

    def moving(self, artist: Artist) -> Artist:
        """Register an artist that ``update`` changes; drawn after all that stands still."""
        artist.set_animated(True)
        artist.set_in_layout(False)
        self.moving_artists.append(artist)
        return artist

    def moving_line(self, **looks) -> Line2D:
        """Return a line or markers without data, which move; ``looks`` as `Axes.plot` takes them."""
        return self.moving(self.axes.plot([], [], **looks)[0])

    def moving_marks(
        self, marker: str | Path, size: float, face: str, *, edge: str | None = None, width: float = 1.0, **looks
    ) -> Line2D:
        """Return markers without data, which move.

        Parameters
        ----------
        marker : str or Path
            Their shape.
        size, width : float
            Of the marker and of its edge, in points.
        face, edge : str
            Colors; the edge has that of the text if not given.
        **looks
            As `Axes.plot` takes them.
        """
        return self.moving_line(
            linestyle="", marker=marker, markersize=size, markerfacecolor=face,
            markeredgecolor=edge or self.style.ink, markeredgewidth=width, **looks,
        )  # fmt: skip

    def exit_marker(self) -> Artist:
        """Return a moving arrow head, hidden until :meth:`mark_exit` places it on the chart's edge."""
        return self.moving_line(linestyle="", markersize=24, color=self.style.loss, clip_on=False, zorder=10)

    def mark_exit(self, marker: Artist, x: np.ndarray, y: np.ndarray) -> None:
        """Place the arrow where the polyline first leaves the Axes, or hide it."""
        found = first_exit(self.axes, x, y)
        if found is None:
            marker.set_data([], [])
        else:
            edge_x, edge_y, shape = found
            marker.set_data([edge_x], [edge_y])
            marker.set_marker(ARROWS[shape])

    def draw_exit(self, x: np.ndarray, y: np.ndarray, color: str) -> None:
        """Draw an arrow head for a polyline that stands still, where it first leaves the Axes, if it does."""
        found = first_exit(self.axes, x, y)
        if found is not None:
            self.axes.plot(
                *found[:2], marker=ARROWS[found[2]], linestyle="", markersize=24, color=color, clip_on=False, zorder=9
            )


def first_exit(axes: Axes, x: np.ndarray, y: np.ndarray) -> tuple[float, float, str] | None:
    """Where a polyline first leaves an Axes.

    Parameters
    ----------
    axes : Axes
        With its final limits and scales.
    x, y : ndarray, shape (n_points,)
        In data coordinates. Infinite and NaN values count as outside.

    Returns
    -------
    (x, y, marker) or None
        A point on the edge in data coordinates with the arrow marker that points outwards, or None for
        a line that stays inside. A line that starts outside is marked at the edge nearest to its start.
    """
    with np.errstate(all="ignore"):  # a diverging run overflows on the way to pixels, as it should
        points = axes.transData.transform(drawable(np.column_stack([x, y])))
        inside = axes.transAxes.inverted().transform(points)
    # Beyond 1e6 chart widths only the direction matters; what is no number at all counts as far up.
    inside = np.clip(np.nan_to_num(inside, nan=FAR), -FAR, FAR)
    outside = np.any((inside < -1e-9) | (inside > 1 + 1e-9), axis=1)
    if not outside.any():
        return None
    k = int(np.argmax(outside))
    end = inside[k]
    begin = inside[k - 1] if k else np.clip(end, 0, 1)
    span = np.where(end == begin, 1e-300, end - begin)
    reach = np.where(end > 1, (1 - begin) / span, np.where(end < 0, -begin / span, np.inf))
    side = int(np.argmin(reach))
    edge = np.clip(begin + reach[side] * (end - begin), 0, 1) if np.isfinite(reach[side]) else begin
    edge_x, edge_y = axes.transData.inverted().transform(axes.transAxes.transform(edge))
    return float(edge_x), float(edge_y), ("<>" if side == 0 else "v^")[int(end[side] > 1)]


def drawable(values: np.ndarray) -> np.ndarray:
    """Keep the heights of points and of straight lines within the range that the renderer takes."""
    return np.clip(np.nan_to_num(values, nan=np.nan, posinf=1e30, neginf=-1e30), -1e30, 1e30)


def drawable_path(points: np.ndarray) -> np.ndarray:
    """Cut a path where it has left any chart, without bending its last line.

    Parameters
    ----------
    points : ndarray, shape (n_points, 2)

    Returns
    -------
    ndarray, shape (n_points, 2)
        The first point beyond ``FAR`` is pulled back along its line; those after it are NaN.

    Examples
    --------
    >>> drawable_path(np.array([[0.0, 0.0], [3e9, 4e9], [np.inf, 1.0]]))
    array([[     0.,      0.],
           [600000., 800000.],
           [    nan,     nan]])
    """
    with np.errstate(all="ignore"):
        far = ~(np.hypot(*points.T) <= FAR)
    if not far.any():
        return points
    first = int(np.argmax(far))
    path = np.where(np.arange(len(points))[:, None] <= first, points, np.nan)
    largest = np.abs(path[first]).max()
    if first and np.isfinite(largest):
        direction = path[first] / largest - path[first - 1] / largest
        path[first] = path[first - 1] + direction / np.hypot(*direction) * FAR
    return path
