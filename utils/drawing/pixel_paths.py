"""What Agg makes of a path before it draws it, so that a page's canvas shows the same."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from matplotlib.path import Path

MOST_SNAPPED = 1024
"""Points of a path beyond which Agg does not ask whether to put it on whole pixels."""

LEVEL = 1e-4
"""Pixels that a line rises at most, to be level."""


def without_end(path: Path) -> tuple[np.ndarray, np.ndarray | None]:
    """Return a path's vertices and codes without Matplotlib's sign for its end, whose vertex is none."""
    vertices, codes = path.vertices, path.codes
    if codes is None or not len(codes) or codes[-1] != Path.STOP:
        return vertices, codes
    return vertices[:-1], codes[:-1]


def closed(vertices: np.ndarray, codes: np.ndarray | None) -> Path:
    """Return an area whose closing vertices, which Matplotlib leaves anywhere, are where it closes."""
    if codes is None:
        return Path(vertices)
    starts = np.maximum.accumulate(np.where(codes == Path.MOVETO, np.arange(len(codes)), 0))
    closes = codes == Path.CLOSEPOLY
    return Path(np.where(closes[:, None], vertices[starts], vertices), codes)


def is_rectilinear(vertices: np.ndarray, codes: np.ndarray | None) -> bool:
    """Say whether all lines of a path are level or upright, so that Agg puts them on whole pixels."""
    if len(vertices) > MOST_SNAPPED:
        return False
    if codes is None or codes[1] == Path.LINETO:
        (x, y), (next_x, next_y) = vertices[:2].tolist()
        if abs(next_x - x) >= LEVEL and abs(next_y - y) >= LEVEL:
            return False  # most curves end here
    if codes is not None and ((codes == Path.CURVE3) | (codes == Path.CURVE4)).any():
        return False
    steps = np.abs(np.diff(vertices, axis=0)).min(axis=1)
    return bool((steps < LEVEL if codes is None else (steps < LEVEL) | (codes[1:] != Path.LINETO)).all())


def slices_of(parts: Sequence) -> list[slice]:
    """Return where each part stands in all of them joined."""
    return [slice(end - len(part), end) for part, end in zip(parts, accumulate(map(len, parts)), strict=True)]
