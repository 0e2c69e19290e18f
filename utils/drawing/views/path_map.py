"""The path of many parameters on the plane that shows most of it, over the loss there."""

import numpy as np
from contourpy import contour_generator

from utils.descent import format_number
from utils.drawing.quick_text import QuickText
from utils.drawing.run_path import RunPath
from utils.drawing.view import View

SIDE, SIDE_SO_FAR = 24, 12
"""Places along each side of the map: the loss is computed at each of them whenever the path is another one. Of a run
that goes on, a quarter of them: the page sees it sooner, and the next map soon takes its place."""

MARGIN = 0.15
"""Share of the path's size that is shown beyond it."""

LEVELS = 10.0 ** np.arange(-4, 2, 0.5)
"""Losses that have a line."""

MOST_POINTS = 260
"""Of these lines."""


class PathMap(View):
    """The loss on the plane of a path, the path itself, and how wide the map is.

    Draws a result with a ``plane``, a `PathPlane`, or None where there is none, its ``path``, shape (n_rows,
    n_params), ``map_losses(limits, side)``, the loss on the plane, and ``is_whole``, whether its run is at its end.
    The map is as large as the path, so it has a measure in place of numbers on its axes.

    Parameters
    ----------
    limits : (float, float)
        The losses with the faintest and the strongest color, both above 0.
    title : str
        The panel's title.
    """

    whole = True

    def __init__(self, limits=(1e-3, 3.0), *, title: str = "Path in its plane: more orange is higher"):
        super().__init__()
        self.limits, self.title = limits, title

    def background_key(self, result):
        return None

    def build(self, axes, result, style, kept=()):
        self.image = self.moving(
            axes.imshow(
                np.zeros((SIDE, SIDE, 4), np.uint8), extent=(0, 1, 0, 1), origin="lower",
                interpolation="bilinear", aspect="auto",
            )
        )  # fmt: skip
        self.shades = (255 * style.loss_colors(np.linspace(0, 1, 64))).astype(np.uint8)
        axes.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
        axes.set(xlabel="main direction of the path", ylabel="second direction")
        axes.set_title(self.title)
        self.lines = self.moving_line(color=style.muted, linewidth=0.8)
        self.run = RunPath(self, linewidth=1.6, markersize=3)
        self.ruler = self.moving_line(color=style.ink, linewidth=3)
        self.words = self.moving(QuickText(axes, style))
        handles = [self.run.start, self.run.path, self.run.now]
        axes.legend(handles=handles, loc="upper right", ncols=3, columnspacing=0.8, handletextpad=0.4)

    def update(self, result):
        if result.plane is None:
            self.image.set_data(np.broadcast_to(self.shades[-1], (SIDE, SIDE, 4)))
            for line in (self.lines, self.ruler):
                line.set_data([], [])
            self.run.update(np.array([]), np.array([]))
            self.words.show("no numbers to draw", 0.5, 0.5, ha="center")
            return
        places = result.plane.places(result.path)
        limits, width = _square_around(places)
        losses = result.map_losses(limits, SIDE if result.is_whole else SIDE_SO_FAR)
        losses = np.clip(np.nan_to_num(losses, nan=np.inf), 1e-300, 1e300)
        low, high = np.log(self.limits)
        shares = (np.log(losses) - low) / (high - low)
        self.image.set_data(self.shades[np.rint(63 * np.clip(shares, 0, 1)).astype(np.intp)])
        self._draw_lines(np.log10(losses))
        low = np.array([limit[0] for limit in limits])
        self.run.update(*((places - low) / width).T)
        length = _round_length(width / 3)
        left = 0.04
        self.ruler.set_data([left, left + length / width], [0.05, 0.05])
        self.words.show(format_number(length), left + length / width + 0.02, 0.05, ha="left")

    def _draw_lines(self, heights):
        middles = (np.arange(len(heights)) + 0.5) / len(heights)
        maker = contour_generator(middles, middles, heights)
        lines, n_points = [], 0
        for level in np.log10(LEVELS):
            found = [np.vstack([line, [[np.nan, np.nan]]]) for line in maker.lines(level)]
            n_points += sum(map(len, found))
            if n_points > MOST_POINTS:
                break
            lines += found
        self.lines.set_data(*np.vstack(lines or [[[np.nan, np.nan]]]).T)


def _square_around(places):
    """Return limits of a square around points, of a round size, and its width."""
    low, high = places.min(axis=0), places.max(axis=0)
    width = max(float((high - low).max()), 1e-12) * (1 + 2 * MARGIN)
    corner = (low + high) / 2 - width / 2
    return [(float(at), float(at + width)) for at in corner], width


def _round_length(most):
    """Return the largest length of one digit, 1, 2 or 5, that is at most so long."""
    ten = 10.0 ** np.floor(np.log10(most))
    return float(next(step * ten for step in (5, 2, 1) if step * ten <= most * (1 + 1e-9)))
