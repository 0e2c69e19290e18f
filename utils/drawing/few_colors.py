"""A picture as a small PNG: shades that no eye tells apart become one."""

import io

import numpy as np
from PIL import Image

NEAR = 8
"""Of 255: how far a color may be moved. The edges of letters have hundreds of shades; dozens look the same."""

MOST_COLORS = 256
"""That a PNG with a palette has room for."""

MOST_SHADES = 1 << 14
"""Of a picture that is looked at color by color; one with more is a photograph."""


def small_png(rgba: np.ndarray) -> bytes:
    """Encode pixels as PNG, in about a third of the bytes that all its shades would take.

    The most common colors stay as they are, so those of the page, of its words and its lines. Each other one becomes
    the most common one near it. Opacity is left out, since a figure covers all of its image.

    Parameters
    ----------
    rgba : ndarray of uint8, shape (height, width, 4)

    Returns
    -------
    bytes
        With a palette; where that has no room for the picture's colors, with all of them, and exactly.

    Examples
    --------
    >>> pixels = np.full((10, 10, 4), 255, np.uint8)
    >>> pixels[0, 0] = 250, 250, 255, 255
    >>> Image.open(io.BytesIO(small_png(pixels))).convert("RGB").getcolors()
    [(100, (255, 255, 255))]
    """
    image = Image.fromarray(np.ascontiguousarray(rgba[..., :3]))
    palette, place_of = _palette(image.getcolors(MOST_SHADES))
    if palette is not None:
        red, green, blue = np.moveaxis(rgba[..., :3].astype(np.uint32), -1, 0)
        image = Image.fromarray(place_of[red << 16 | green << 8 | blue])
        image.putpalette(palette.tobytes())
    file = io.BytesIO()
    image.save(file, "png")
    return file.getvalue()


def _palette(counted) -> tuple[np.ndarray | None, np.ndarray | None]:
    """Return the colors to keep, and for each color's number its place among them; None if they are too many."""
    if counted is None:
        return None, None
    colors = np.array([color for _, color in sorted(counted, reverse=True)], dtype=int)
    places, kept = np.full(len(colors), -1), []
    while (places < 0).any():
        if len(kept) == MOST_COLORS:
            return None, None
        color = colors[np.argmax(places < 0)]
        places[(places < 0) & (np.abs(colors - color).max(axis=1) <= NEAR)] = len(kept)
        kept.append(color)
    place_of = np.zeros(1 << 24, np.uint8)  # takes no memory where nothing is written
    place_of[colors @ [1 << 16, 1 << 8, 1]] = places
    return np.array(kept, np.uint8), place_of
