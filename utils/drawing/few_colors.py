"""A picture as a small file: shades that no eye tells apart become one, and WebP packs what is left."""

import io

import numpy as np
from PIL import Image, features

NEAR = 8
"""Of 255: how far a color may be moved. The edges of letters have hundreds of shades; dozens look the same."""

MOST_COLORS = 256
"""That a file with a palette has room for."""

MOST_SHADES = 1 << 14
"""Of a picture that is looked at color by color; one with more is a photograph."""


def small_file(rgba: np.ndarray) -> bytes:
    """Encode pixels as WebP, in about a quarter of the bytes that a PNG of all its shades would take.

    The most common colors stay as they are, so those of the page, of its words and its lines. Each other one becomes
    the most common one near it. WebP then loses nothing more; a Pillow that was built without it writes PNG. Opacity
    is left out, since a figure covers all of its image.

    Parameters
    ----------
    rgba : ndarray of uint8, shape (height, width, 4)

    Returns
    -------
    bytes
        In few colors; where `MOST_COLORS` are not enough for the picture, in all of them, and exactly.

    Examples
    --------
    >>> pixels = np.full((10, 10, 4), 255, np.uint8)
    >>> pixels[0, 0] = 250, 250, 255, 255
    >>> Image.open(io.BytesIO(small_file(pixels))).convert("RGB").getcolors()
    [(100, (255, 255, 255))]
    """
    image = Image.fromarray(np.ascontiguousarray(rgba[..., :3]))
    palette, place_of = _palette(image.getcolors(MOST_SHADES))
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
