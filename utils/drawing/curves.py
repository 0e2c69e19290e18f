"""Many curves at once, and how they are written down in one go: of forty, NumPy takes little longer than of one."""

import struct
from functools import cache

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.path import Path

from utils.drawing.pixel_paths import LEVEL, MOST_SNAPPED
from utils.drawing.written import CODES, LINE, MOVE, SNAP, in_units


class Curves(LineCollection):
    """Curves of equally many points, as few as the eye needs: none is left out when they are drawn.

    Matplotlib's paths, one for each, are only made where Agg draws them.

    Attributes
    ----------
    points : ndarray, shape (n_curves, n_points, 2)
        In data coordinates; NaN is a gap.

    Examples
    --------
    >>> curves = Curves([])
    >>> curves.set_segments([[(0, 1), (1, 2)], [(0, 3), (1, 5)]])
    >>> curves.points.shape, len(curves.get_paths())
    ((2, 2, 2), 2)
    """

    def set_segments(self, segments) -> None:
        """Set the curves: their points, as they are in `points`."""
        self.points = np.asarray(segments, float) if len(segments) else np.empty((0, 0, 2))
        self._paths = None
        self.stale = True

    def get_paths(self) -> list[Path]:
        if self._paths is None:
            self._paths = [Path(one) for one in self.points]
        return self._paths

    def get_segments(self) -> list[np.ndarray]:
        self.get_paths()
        return super().get_segments()


def curve_shapes(pixels: np.ndarray, cut: tuple, height: float, snap, unit: int, scale: float) -> list[bytes | None]:
    """Write down curves for the table of shapes.

    Parameters
    ----------
    pixels : ndarray, shape (n_curves, n_points, 2)
        From the left and from the lower edge of the figure; NaN is a gap.
    cut : (float, float, float, float)
        Left, bottom, right and top of what is seen.
    height : float
        Of the figure, in pixels.
    snap : bool or None
        Whether they are put on whole pixels; None: those of which all lines are level or upright.
    unit, scale
        As in :func:`utils.drawing.written.in_units`.

    Returns
    -------
    list
        For each curve its bytes; None for one that leaves what is seen, or has fewer than two points.
    """
    x, y = pixels[..., 0], pixels[..., 1]  # of pairs, NumPy reduces each by itself
    (left, bottom, right, top), n_points = cut, pixels.shape[1]
    gaps = np.isnan(x) | np.isnan(y)
    has_gaps = bool(gaps.any())
    seen = (x >= left) & (x <= right) & (y >= bottom) & (y <= top)
    whole = (seen | gaps).all(axis=1) & (seen.sum(axis=1) > 1)
    if snap is None:  # a step into a gap, or out of it, is not tilted
        tilted = (np.abs(np.diff(x, axis=1)) >= LEVEL) & (np.abs(np.diff(y, axis=1)) >= LEVEL)
        snapped = ~tilted.any(axis=1) & (n_points <= MOST_SNAPPED)
    else:
        snapped = np.full(len(pixels), bool(snap))
    places = np.stack([x, height - y], axis=1)
    places[snapped] = np.floor(places[snapped] + 0.5)
    places[~np.repeat(seen[:, None], 2, axis=1)] = 0.0
    written = in_units(places, unit, scale)
    shapes: list[bytes | None] = []
    kinds = cache(_kinds)  # where several runs are one curve, all curves have the same gaps
    for curve, is_whole, is_snapped, gap in zip(written, whole.tolist(), snapped.tolist(), gaps, strict=True):
        codes = b""
        if is_whole and has_gaps:
            keep, codes = kinds(gap.tobytes())
            curve = curve[:, keep]
        head = struct.pack("<BH", SNAP * is_snapped + CODES * bool(codes), curve.shape[1])
        shapes.append(head + codes + curve.tobytes() if is_whole else None)
    return shapes


def _kinds(gap: bytes) -> tuple[np.ndarray, bytes]:
    """Say which points are left of a curve with gaps, and what each of them is; nothing if there is no gap."""
    keep = ~np.frombuffer(gap, bool)
    begins = np.concatenate([[True], ~keep[:-1]])[keep]
    codes = b"".join(MOVE if one else LINE for one in begins)
    return np.flatnonzero(keep), codes if begins.sum() > 1 else b""
