"""How Matplotlib draws a line, remembered: most lines look as in the frame before, and only their points are new.

To find out how a line looks takes Matplotlib as long as all the rest that is done with its points.
"""

from types import NoneType
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from matplotlib.lines import Line2D

MOST_POINTS = 1000
"""Of more, Matplotlib itself leaves out those beside the chart."""
MOST_LOOKS = 30
"""Of one line that are remembered at a time."""


class OnePath(NamedTuple):
    """A path as it is drawn, wherever its points are: its style, and what they depend on."""

    style: bytes | None
    snap: bool | None
    linewidth: float
    dashed: bool
    is_line: bool


class Markers(NamedTuple):
    """Markers as they are drawn, wherever they stand: their style and their shape."""

    style: bytes | None
    mark: bytes | None


_KNOWN: WeakKeyDictionary[Line2D, dict[tuple, tuple[OnePath | Markers, ...]]] = WeakKeyDictionary()


def known_looks(line: Line2D) -> dict[tuple, tuple[OnePath | Markers, ...]]:
    """Return what is remembered of a line, by its looks; there is room for one more."""
    known = _KNOWN.setdefault(line, {})
    if len(known) >= MOST_LOOKS:
        known.clear()
    return known


def looks_of(line: Line2D) -> tuple | None:
    """Return all that a line's looks depend on, but for where it is cut off.

    None for one that Matplotlib has to draw each time. A line's dashes are those that it was made with, unless its
    width or the name of its style changes.
    """
    if line.get_path_effects() or line.get_sketch_params() or line.get_drawstyle() != "default":
        return None
    if not isinstance(line.get_markevery(), (NoneType, int, list, slice, np.ndarray)):
        return None
    x, y = line.get_data(orig=True)
    if len(x) != len(y) or len(x) > MOST_POINTS or np.ma.isMaskedArray(x) or np.ma.isMaskedArray(y):
        return None
    colors = line.get_color(), line.get_markeredgecolor(), line.get_markerfacecolor(), line.get_gapcolor()
    return (
        *(one if one is None or isinstance(one, str) else tuple(one) for one in colors),
        line.get_alpha(), line.get_linewidth(), line.get_linestyle(), line.get_marker(), line.get_markersize(),
        line.get_markeredgewidth(), line.get_fillstyle(), line.get_snap(), line.get_solid_capstyle(),
        line.get_solid_joinstyle(), line.get_dash_capstyle(), line.get_dash_joinstyle(),
    )  # fmt: skip


def marked(line: Line2D, points: np.ndarray) -> np.ndarray:
    """Return those of a line's points, shape (n, 2), at which markers stand."""
    every = line.get_markevery()
    return points[slice(None, None, every) if every is None or isinstance(every, int) else every]
