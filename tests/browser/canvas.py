"""The page's side of a frame without a JupyterLab: replay.js in an empty page, and how its picture is compared."""

import base64
import io
from pathlib import Path

import numpy as np
from PIL import Image

REPLAY = Path(__file__).resolve().parents[2] / "utils" / "widgets" / "replay.js"
DRAW = """async ([background, commands, zoom]) => {
    const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const pixels = await createImageBitmap(new Blob([bytes(background)]));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.round(zoom * pixels.width), Math.round(zoom * pixels.height)];
    const context = canvas.getContext('2d', { alpha: false });
    context.drawImage(pixels, 0, 0, canvas.width, canvas.height);
    replay(context, bytes(commands), zoom);
    return canvas.toDataURL().split(',')[1];
}"""
FAINT = 48
"""Of 255: a color that differs by less is not seen in a pixel at the edge of a line."""


class Canvas:
    """An empty page that can draw frames."""

    def __init__(self, page):
        self.page = page
        page.add_script_tag(content=REPLAY.read_text())

    def pixels(self, background: bytes, commands: bytes, zoom: float = 1.0) -> np.ndarray:
        """Return what the page makes of a frame, shape (height, width, 3)."""
        texts = [base64.b64encode(part).decode() for part in (background, commands)]
        return pixels_of(base64.b64decode(self.page.evaluate(DRAW, [*texts, zoom])))


def pixels_of(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def png_of(pixels: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels.astype("u1")).save(file, "png")
    return file.getvalue()


def visibly_different(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Mark the pixels of either picture whose color is nowhere near that place in the other.

    Two renderers spread the edge of a line over its pixels in their own ways, and may put it half a pixel aside. So
    a pixel is compared with the darkest and the lightest of the nine around its place, color by color.
    """
    return _strange(one, other) | _strange(other, one)


def _strange(one, other):
    height, width, _ = other.shape
    strange = np.abs(one - other).max(axis=-1) > FAINT
    rows, columns = np.nonzero(strange)
    around = np.array(
        [
            other[np.clip(rows + y, 0, height - 1), np.clip(columns + x, 0, width - 1)]
            for y in (-1, 0, 1)
            for x in (-1, 0, 1)
        ]
    )
    here, low, high = one[rows, columns], around.min(axis=0) - FAINT, around.max(axis=0) + FAINT
    strange[rows, columns] = ((here < low) | (here > high)).any(axis=-1)
    return strange
