"""How many chose what: one panel of bars for each question."""

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

LINE = 22  # CSS pixels
TITLE_WIDTH, LABEL_WIDTH = 100, 48  # characters
LABELS = 0.44  # of the figure's width
SCALE = 1.5
COLORS = 32


def draw_histograms(
    titles: Sequence[str],
    bars: Sequence[Sequence[tuple[str, int, bool]]],
    *,
    theme: str = "light",
    scale: float = SCALE,
) -> bytes:
    """Draw one panel for each question, one below the other, all on the same scale.

    Parameters
    ----------
    titles : sequence of str
        The questions.
    bars : sequence of sequence of (str, int, bool)
        For each question its options: what stands beside the bar, how long it is, and whether it is the
        right one, which is green and has a tick.
    theme : {"light", "dark"}
        The page's.
    scale : float
        Image pixels per CSS pixel; the image is ``WIDTH * scale`` pixels wide.

    Returns
    -------
    bytes
        A PNG image.
    """
    style = THEMES[theme]
    titles = [wrap(title, TITLE_WIDTH) for title in titles]
    labels = [[wrap(label, LABEL_WIDTH) for label, _, _ in panel] for panel in bars]
    rows = [[max(len(label), 1) + 0.4 for label in panel] for panel in labels]
    heights = [len(title) + 1 + sum(row) + 0.8 for title, row in zip(titles, rows, strict=True)]
    total = sum(heights)
    most = max([number for panel in bars for _, number, _ in panel] + [1])
    with DRAWING, rc_context(style.rc):
        figure = Figure(figsize=(WIDTH / DPI, total * LINE / DPI), dpi=DPI * scale)
        top = total
        for title, panel, label, row, height in zip(titles, bars, labels, rows, heights, strict=True):
            top -= len(title) + 1
            axes = figure.add_axes([LABELS, (top - sum(row)) / total, 0.94 - LABELS, sum(row) / total])
            _draw_panel(axes, panel, label, row, most, style)
            figure.text(0.01, (top + 0.4) / total, "\n".join(title), weight="bold", size=12, va="bottom")
            top -= height - len(title) - 1
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
    picture = BytesIO()  # few colors make a small file, and a notebook keeps it
    Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB").quantize(COLORS).save(
        picture, "png", optimize=True
    )
    return picture.getvalue()


def _draw_panel(axes, panel, labels, row, most, style) -> None:
    centers = np.cumsum(row) - np.array(row) / 2
    for center, (_, number, is_right), label in zip(centers, panel, labels, strict=True):
        axes.barh(center, number, height=0.9, color=style.minimum if is_right else style.muted, alpha=0.9)
        axes.text(number + 0.01 * most, center, f" {number}{'  ✓ right' if is_right else ''}", va="center", size=12)
        axes.text(-0.01 * most, center, "\n".join(label), va="center", ha="right", size=11)
    axes.set(xlim=(0, most * 1.15), ylim=(sum(row), 0), xticks=[], yticks=[])
    axes.grid(False)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
