"""How many chose what: a bar for each option of a question."""

from collections.abc import Sequence
from io import BytesIO
from textwrap import wrap

import numpy as np
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from utils.drawing.stage import DRAWING
from utils.drawing.style import DPI, THEMES, WIDTH

LINE = 30  # CSS pixels
TITLE_WIDTH, LABEL_WIDTH = 68, 34  # characters
TITLE_SIZE, LABEL_SIZE = 17, 15  # points
LABELS = 0.44  # of the figure's width
SCALE = 1.5
COLORS = 32


def draw_histogram(
    title: str,
    bars: Sequence[tuple[str, int, bool]],
    *,
    theme: str = "light",
    scale: float = SCALE,
    size: float = 1.0,
) -> bytes:
    """Draw a question and its options, with how many chose each; large enough to be projected.

    Parameters
    ----------
    title : str
        The question.
    bars : sequence of (str, int, bool)
        What stands beside the bar, how long it is, and whether it is said to be the right one, which makes it green
        with a tick.
    theme : {"light", "dark"}
        The page's.
    scale : float
        Image pixels per CSS pixel; the image is ``WIDTH * scale`` pixels wide.
    size : float
        How much larger than usual the text is.

    Returns
    -------
    bytes
        A PNG image.
    """
    style = THEMES[theme]
    titles = wrap(title, round(TITLE_WIDTH / size))
    labels = [wrap(label, round(LABEL_WIDTH / size)) for label, _, _ in bars]
    rows = [max(len(label), 1) + 0.5 for label in labels]
    total = len(titles) + sum(rows) + 1.2
    with DRAWING, rc_context(style.rc):
        figure = Figure(figsize=(WIDTH / DPI, total * LINE * size / DPI), dpi=DPI * scale)
        axes = figure.add_axes([LABELS, 0.4 / total, 0.94 - LABELS, sum(rows) / total])
        _draw_bars(axes, bars, labels, rows, size, style)
        top = (0.4 + sum(rows) + 0.4) / total
        figure.text(0.01, top, "\n".join(titles), weight="bold", size=TITLE_SIZE * size, va="bottom")
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
    picture = BytesIO()  # few colors make a small file, and a notebook keeps it
    Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB").quantize(COLORS).save(
        picture, "png", optimize=True
    )
    return picture.getvalue()


def _draw_bars(axes, bars, labels, rows, size, style) -> None:
    most = max([number for _, number, _ in bars] + [1])
    centers = np.cumsum(rows) - np.array(rows) / 2
    for center, (_, number, is_right), label in zip(centers, bars, labels, strict=True):
        axes.barh(center, number, height=0.9, color=style.minimum if is_right else style.muted, alpha=0.9)
        said = f" {number}{'  ✓ right' if is_right else ''}"
        axes.text(number + 0.01 * most, center, said, va="center", size=TITLE_SIZE * size)
        axes.text(-0.02 * most, center, "\n".join(label), va="center", ha="right", size=LABEL_SIZE * size)
    # Beside the longest bar there is room for a number of three digits and the tick
    axes.set(xlim=(0, most * (1 + 0.42 * size**2)), ylim=(sum(rows), 0), xticks=[], yticks=[])
    axes.grid(False)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
