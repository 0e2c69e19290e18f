"""A picture as a small file: shades that no eye tells apart become one, and WebP packs what is left."""

import io

import numpy as np
from PIL import Image, features

NEAR = 8
"""Of 255: how far a color may be moved. The edges of letters have hundreds of shades; dozens look the same."""

NEAR_IF_SHARP = 32
"""The same where a CSS pixel has two or more pixels of the screen to a side: an edge is as wide, and they mix."""

MANY = 1e-3
"""Share of a picture from which a color is no edge but an area, and stays as it is."""

MOST_COLORS = 256
"""That a file with a palette has room for."""

MOST_SHADES = 1 << 14
"""Of a picture that is looked at color by color; one with more is a photograph."""


def nearness(scale: float) -> int:
    """Return how far a color may be moved on a screen with so many pixels to a CSS pixel.

    Examples
    --------
    >>> [nearness(scale) for scale in (0.5, 1.0, 1.5, 2.0, 3.0)]
    [8, 8, 20, 32, 32]
    """
    return round(NEAR + (NEAR_IF_SHARP - NEAR) * min(max(scale - 1, 0), 1))


def small_file(rgba: np.ndarray, near: int = NEAR) -> bytes:
    """Encode pixels as WebP, in about a quarter of the bytes that a PNG of all its shades would take.

    The most common colors stay as they are, so those of the page, of its words and its lines, and each that covers
    an area. Each other one becomes the most common one near it. WebP then loses nothing more; a Pillow that was built
    without it writes PNG. Opacity is left out, since a figure covers all of its image.

    Parameters
    ----------
    rgba : ndarray of uint8, shape (height, width, 4)
    near : int
        How far a color may be moved, of 255.

    Returns
    -------
    bytes
        In few colors; where `MOST_COLORS` are not enough for the picture, in all of them, and exactly.

    Examples
    --------
    >>> pixels = np.full((40, 40, 4), 255, np.uint8)
    >>> pixels[0, 0] = 250, 250, 255, 255
    >>> Image.open(io.BytesIO(small_file(pixels))).convert("RGB").getcolors()
    [(1600, (255, 255, 255))]
    """
    image = Image.fromarray(np.ascontiguousarray(rgba[..., :3]))
    palette, place_of = _palette(image.getcolors(MOST_SHADES), near)
    if palette is not None:
        red, green, blue = np.moveaxis(rgba[..., :3].astype(np.uint32), -1, 0)
        image = Image.fromarray(place_of[red << 16 | green << 8 | blue])
        image.putpalette(palette.tobytes())
    file = io.BytesIO()
    if features.check("webp"):
        image.convert("RGB").save(file, "webp", lossless=True, quality=50, method=2)  # more would hardly pack more
    else:
        image.save(file, "png")
    return file.getvalue()


def _palette(counted, near) -> tuple[np.ndarray | None, np.ndarray | None]:
    """Return the colors to keep, and for each color's number its place among them; None if they are too many."""
    if counted is None:
        return None, None
    counted = sorted(counted, reverse=True)
    colors = np.array([color for _, color in counted], dtype=int)
    counts = np.array([count for count, _ in counted])
    is_edge = counts < MANY * counts.sum()
    places, kept = np.full(len(colors), -1), []
    while (places < 0).any():
        if len(kept) == MOST_COLORS:
            return None, None
        first = int(np.argmax(places < 0))
        color = colors[first]
        places[(places < 0) & is_edge & (np.abs(colors - color).max(axis=1) <= near)] = len(kept)
        places[first] = len(kept)
        kept.append(color)
    place_of = np.zeros(1 << 24, np.uint8)  # takes no memory where nothing is written
    place_of[colors @ [1 << 16, 1 << 8, 1]] = places
    return np.array(kept, np.uint8), place_of
