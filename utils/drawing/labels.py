"""Names beside curves, each where it cannot be taken for the name of another."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Annotation

from utils.drawing.style import DPI, Style

FAR_ENOUGH = 26.0
"""CSS pixels to the nearest other curve or name; farther is not better."""

GAP = 5.0
"""CSS pixels between a curve and its name."""

SIDES = np.array([(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)])


def label_curves(axes: Axes, curves: Sequence[tuple[str, np.ndarray, np.ndarray]], style: Style, *, size: float = 10):
    """Write the name of each curve beside it, away from the other curves, their names and the legend.

    Parameters
    ----------
    axes : Axes
        With its final limits and scales.
    curves : sequence of (str, ndarray, ndarray)
        Name, x and y of each curve, in data coordinates.
    style : Style
        The colors.
    size : float
        Font size in points.

    Returns
    -------
    list of Annotation
    """
    renderer = axes.figure.canvas.get_renderer()
    pixel = axes.figure.dpi / DPI
    lines = [_pixels(axes, x, y, 4 * pixel) for _, x, y in curves]
    legend = axes.get_legend()
    taken = [] if legend is None else [_middle_and_half(legend.get_window_extent(renderer))]
    labels: list[Annotation] = []
    for number, (name, _, _) in enumerate(curves):
        label = axes.annotate(
            name, (0, 0), xycoords="figure pixels", ha="center", va="center", fontsize=size, color=style.ink,
            bbox={"facecolor": style.background, "edgecolor": "none", "pad": 1, "alpha": 0.85}, annotation_clip=False,
        )  # fmt: skip
        _, half = _middle_and_half(label.get_window_extent(renderer))
        others = [line for k, line in enumerate(lines) if k != number]
        anchor, offset = _best_place(axes, lines[number], others, taken, half, pixel)
        taken.append((anchor + offset, half))
        # Tied to the curve, not to the screen: the panel still moves when the figure is laid out
        label.xy, label.xycoords = axes.transData.inverted().transform(anchor), "data"
        label.set_position(offset * 72 / axes.figure.dpi)
        label.set_anncoords("offset points")
        labels.append(label)
    return labels


def _pixels(axes, x, y, spacing):
    """Points along a curve, on the screen, about `spacing` apart; only those inside the panel, if any are."""
    points = axes.transData.transform(np.column_stack([x, y]))
    low, high = np.array(axes.bbox.min), np.array(axes.bbox.max)
    points = np.clip(points, low - 2 * (high - low), high + 2 * (high - low))
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    at = np.arange(0.0, along[-1] + spacing, spacing)
    dense = np.column_stack([np.interp(at, along, points[:, k]) for k in (0, 1)])
    inside = np.all((dense >= low) & (dense <= high), axis=1)
    return dense[inside] if inside.any() else np.clip(dense[:1], low, high)


def _best_place(axes, own, others, taken, half, pixel):
    """The point of the curve, and the offset of the name's middle from it, that leave most room."""
    offsets = SIDES * (half + GAP * pixel)
    anchors = own[:: max(1, len(own) // 60)]
    middles = (anchors[:, None] + offsets).reshape(-1, 2)
    room = np.full(len(middles), FAR_ENOUGH * pixel)
    for line in others:
        room = np.minimum(room, _distance(middles, line, half))
    hidden = np.zeros(len(middles), dtype=bool)
    for middle, other_half in taken:
        gap = _distance(middles, middle[None], half + other_half)
        room, hidden = np.minimum(room, gap), hidden | (gap == 0)
    own_room = _distance(middles, own, half)
    low, high = np.array(axes.bbox.min), np.array(axes.bbox.max)
    fits = np.all((middles - half >= low) & (middles + half <= high), axis=1)
    centered = 1 - np.abs(np.linspace(-1, 1, len(anchors))).repeat(len(offsets))
    # In a crowd a curve may cross a name, but nothing that is written may cover it
    score = room + 100 * (fits & ~hidden) * pixel + np.minimum(own_room, 2 * pixel) * 5 + centered * pixel
    best = int(np.argmax(score))
    return anchors[best // len(offsets)], offsets[best % len(offsets)]


def _distance(middles, points, half):
    """Distance of each box, given by its middle and half its size, to the nearest of the points."""
    gaps = np.maximum(np.abs(middles[:, None] - points[None]) - half, 0.0)
    return np.hypot(gaps[..., 0], gaps[..., 1]).min(axis=1)


def _middle_and_half(box):
    return np.array([box.x0 + box.x1, box.y0 + box.y1]) / 2, np.array([box.width, box.height]) / 2
