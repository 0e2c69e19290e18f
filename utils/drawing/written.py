"""The parts of drawing commands as bytes: places, shapes, colors, in the format of :mod:`utils.drawing.recorder`."""

import struct
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.image import AxesImage
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from utils.drawing.pixel_paths import is_rectilinear, without_end

MARGIN = 60
"""CSS pixels around the figure within which something may stand: no marker is as large."""
CAPS, JOINS = ("butt", "round", "projecting"), ("miter", "round", "bevel")
STROKE, FILL, DASHES = 1, 2, 4
CODES, CLOSED, SNAP, EXACT = 1, 2, 4, 8
MOVE, LINE = bytes([Path.MOVETO]), bytes([Path.LINETO])
DOWN = np.array([1.0, -1.0])
"""From heights above the figure's lower edge to places below its upper one."""


def in_units(pixels: np.ndarray, unit: int, scale: float) -> np.ndarray:
    """Write places in pixels as u16 of 1/unit CSS pixels, `MARGIN` more than they are."""
    units = pixels * (unit / scale) + MARGIN * unit
    np.rint(units, out=units)
    return np.minimum(np.maximum(units, 0, out=units), 65535, out=units).astype("<u2")


def shape_bytes(places: np.ndarray, codes: np.ndarray | None, snapped: bool, exact: bool) -> bytes:
    """Write down a shape for the table."""
    flags, kinds = SNAP * snapped + EXACT * exact, b""
    if codes is not None:
        if codes[-1] == Path.CLOSEPOLY:
            flags, places, codes = flags | CLOSED, places[:-1], codes[:-1]
        kinds = codes.astype("u1", copy=False).tobytes()
        if kinds == MOVE + LINE * (len(kinds) - 1):
            kinds = b""
        flags |= CODES * bool(kinds)
    return struct.pack("<BH", flags, len(places)) + kinds + places.T.tobytes()


@lru_cache(maxsize=500)  # a marker is the same at every move, and often in several curves
def mark_bytes(
    path: Path, matrix: tuple, snap: bool | None, unit: int, scale: float, *, on_pixels: bool
) -> bytes | None:
    """Write down the shape of what is drawn at places; None if there is nothing to draw.

    ``on_pixels`` puts what is to be sharp on whole pixels by itself; otherwise the page does so at its place.
    """
    transform = Affine2D.from_values(*matrix)
    vertices, codes = without_end(path.cleaned(transform=transform, remove_nans=True, simplify=False, curves=True))
    if len(vertices) < 2:
        return None
    vertices = vertices * DOWN
    snapped = is_rectilinear(vertices, codes) if snap is None else bool(snap)
    if snapped and on_pixels:
        vertices = np.floor(vertices + 0.5)
    return shape_bytes(in_units(vertices, unit, scale), codes, snapped, exact=False)


@lru_cache(maxsize=2000)  # most of a frame looks as in the one before
def style_bytes(
    edge: bytes,
    face: bytes | None,
    width: float,
    offset: float,
    lengths: tuple[float, ...] | None,
    ends: int,
    to_css: float,
) -> bytes | None:
    """Write down a look for the table; None if it has neither stroke nor fill. Lengths are times ``to_css``."""
    flags, written = ends, b""
    if width > 0 and edge[3]:
        flags, written = flags | STROKE, edge
    if face is not None and face[3]:
        flags, written = flags | FILL, written + face
    if not written:
        return None
    written += struct.pack("<H", min(65535, round(256 * width * to_css)))
    if flags & STROKE and lengths:
        flags |= DASHES
        written += struct.pack(
            f"<B{1 + len(lengths)}f", len(lengths), *(to_css * part for part in (offset, *lengths))
        )
    return struct.pack("<B", flags) + written


def end_flags(gc: GraphicsContextBase) -> int:
    """Return the flags of how lines end and meet."""
    return 8 * CAPS.index(gc.get_capstyle()) + 32 * JOINS.index(gc.get_joinstyle())


def color_bytes(color: Sequence[float]) -> bytes:
    """Write down a color of four parts from 0 to 1."""
    return bytes(int(255 * part + 0.5) for part in color)


def colors_bytes(colors) -> list[bytes]:
    """Write down many of them."""
    return [row.tobytes() for row in (255 * np.asarray(colors, float) + 0.5).astype("u1")]


def image_bytes(image: AxesImage, height: float, scale: float) -> bytes:
    """Write down an image of few pixels, which the page enlarges, in a figure of that height."""
    smooth = image.get_interpolation() == "bilinear"
    if not (smooth or image.get_interpolation() in ("nearest", "none")) or not image.get_transform().is_affine:
        raise NotImplementedError("An image that moves is enlarged 'nearest' or 'bilinear', on linear axes.")
    pixels = np.asarray(image.get_array())
    if pixels.dtype != np.uint8 or pixels.shape[2:] != (4,) or image.get_alpha() is not None:
        pixels = image.to_rgba(image.get_array(), alpha=image.get_alpha(), bytes=True)
    rows, columns = pixels.shape[:2]
    left, right, bottom, top = image.get_extent()
    first, last = (top, bottom) if image.origin == "upper" else (bottom, top)
    width, up = (right - left) / columns, (last - first) / rows  # of a pixel, in the units of the axes
    # From these to the screen, counted from its top: without Affine2D, which takes five times as long
    (a, c, e), (b, d, f), _ = image.get_transform().get_matrix().tolist()
    places = (a * width, -b * width, c * up, -d * up, a * left + c * first + e, height - (b * left + d * first + f))
    head = struct.pack("<BHH6f", smooth, columns, rows, *(place / scale for place in places))
    packed = np.ascontiguousarray(pixels).view("<u4").ravel()
    colors = np.unique(packed)  # its own return_inverse sorts all pixels, which takes up to eight times as long
    if len(colors) > 256:
        return head + struct.pack("<H", 0) + packed.tobytes()
    index = np.searchsorted(colors, packed).astype("u1")
    return head + struct.pack("<H", len(colors)) + colors.astype("<u4").tobytes() + index.tobytes()
