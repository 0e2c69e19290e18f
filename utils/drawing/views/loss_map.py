"""The loss of every pair of parameters, as a map, and where a run went on it."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, LogNorm
from matplotlib.lines import Line2D
from matplotlib.path import Path

from utils.descent import format_number
from utils.drawing.run_path import RunPath, draw_kept, draw_lowest
from utils.drawing.view import View, drawable_path

GRID = 121
"""Points along each side of the map: fine enough for smooth contours, 3 ms to compute."""

STAR_REACH = 11
"""Points around the lowest loss in which its star covers part of a label."""

POINTER = Path([(0.0, -0.55), (0.36, -1.0), (-0.36, -1.0), (0.0, -0.55)], closed=True)
"""A triangle that points up at a place from below it, so that it covers nothing that lies there."""


class LossMap(View):
    """Contours of the loss over two parameters, with the path of a run or the settings tried by hand.

    Parameters
    ----------
    x_limits, y_limits : (float, float)
        Fixed limits of the first and the second parameter.
    names : (str, str)
        What the two parameters are called.
    tried : bool
        Draw each row of the history as a dot colored by its loss, instead of a path.
    revealed : bool
        Draw the contours. May be changed later: the next render draws the map again.
    n_levels : int
        How many contours.
    title : str
        The panel's title.
    legend : str
        Where its legend stands: where the run does not go.
    """

    def __init__(
        self,
        x_limits: tuple[float, float],
        y_limits: tuple[float, float],
        *,
        names: tuple[str, str] = ("weight", "bias"),
        tried: bool = False,
        revealed: bool = True,
        n_levels: int = 11,
        title: str = "Loss map: more orange is higher",
        legend: str = "upper right",
    ):
        super().__init__()
        self.x_limits, self.y_limits, self.names = x_limits, y_limits, names
        self.tried, self.revealed, self.n_levels, self.title = tried, revealed, n_levels, title
        self.legend = legend

    def background_key(self, history):
        return id(history.objective), self.revealed

    def build(self, axes, history, style, kept=()):
        objective = history.objective
        axes.set(xlim=self.x_limits, ylim=self.y_limits, xlabel=self.names[0], ylabel=self.names[1])
        axes.set_title(self.title)
        x, y = np.linspace(*self.x_limits, GRID), np.linspace(*self.y_limits, GRID)
        loss = objective.value(np.stack(np.meshgrid(x, y), axis=-1))
        levels = _levels(max(loss.min(), loss.max() * 1e-4), loss.max(), self.n_levels)
        stars = []
        if self.revealed:
            shade = LogNorm(levels[0], levels[-1])
            axes.contourf(x, y, np.maximum(loss, levels[0]), levels=levels, cmap=style.loss_colors, norm=shade)
            lines = axes.contour(x, y, loss, levels=levels[1:-1], colors=style.muted, linewidths=0.6)
            labels = axes.clabel(lines, lines.levels[1::3], fontsize=8.5, fmt=format_number, colors=style.ink)
            if objective.minimum is not None:
                if not self.tried:
                    stars = [draw_lowest(self, *objective.minimum.params)]
                _leave_out_covered(labels, axes, objective.minimum.params)
        for _, run in kept:
            draw_kept(self, *run.params.T, linewidth=1.4)
        if self.tried:
            # The same direction as the map's own colors, on the page's color and on either theme
            shades = LinearSegmentedColormap.from_list("tried", [style.low, style.loss])
            self.dots = self.moving(
                axes.scatter([], [], c=[], s=60, cmap=shades, norm=LogNorm(levels[0], levels[-1]),
                             edgecolors=style.ink, linewidths=0.9),
            )  # fmt: skip
            dot = Line2D([], [], marker="o", markersize=8, linestyle="", markerfacecolor=shades(0.5),
                         markeredgecolor=style.ink, label="tried")  # fmt: skip
            self.best = self.moving_marks(POINTER, 36, style.minimum, edge=style.background)
            best = Line2D([], [], marker="^", markersize=14, linestyle="", color=style.minimum, label="best so far")
            if self.revealed and objective.minimum is not None:  # small, and above the dots that crowd around it
                stars = [self.moving_marks("*", 14, style.minimum, edge=style.background, label="lowest loss")]
                stars[0].set_data(*np.transpose([objective.minimum.params]))
            self.head = self.moving_marks("o", 18, "none", edge=style.path, width=2.8, label="now")
            shown = [self.head, dot, best]
        else:
            self.run = RunPath(self)
            shown = [self.run.start, self.run.path, self.run.now]
        more = self.draw_more(axes, history, style)
        if self.tried:  # anywhere, so that their legend takes one row, above where the controls reach
            layout = {"ncols": 4, "columnspacing": 0.7, "handlelength": 1.3, "handletextpad": 0.5, "markerscale": 0.7}
        else:
            layout = {"ncols": 2, "columnspacing": 1.0, "handlelength": 2.6 if more else None}
        axes.legend(handles=shown + stars + more, loc=self.legend, **layout)

    def draw_more(self, axes, history, style) -> list:
        """Draw what else stands still, and return it for the legend; a subclass may have something."""
        return []

    def update(self, history):
        if self.tried:
            params = drawable_path(history.params)
            self.head.set_data(params[-1:, 0], params[-1:, 1])
            self.dots.set_offsets(params)
            self.dots.set_array(history.loss)
            best = history.loss.argmin()
            self.best.set_data(params[best : best + 1, 0], params[best : best + 1, 1])
        else:
            self.run.update(*history.params.T)

    def notes(self, history):
        low, high = np.transpose([self.x_limits, self.y_limits])
        outside = np.flatnonzero(~np.all((history.params >= low) & (history.params <= high), axis=-1))
        return [f"The path leaves the map at step {outside[0]}."] if len(outside) and not self.tried else []


def _leave_out_covered(labels, axes, lowest) -> None:
    """Remove the labels of contours that the star of the lowest loss would cover in part."""
    star, reach = axes.transData.transform(lowest), STAR_REACH * axes.figure.dpi / 72
    for label in labels:
        if np.hypot(*(axes.transData.transform(label.get_position()) - star)) < reach:
            label.remove()


def _levels(low: float, high: float, n_levels: int) -> np.ndarray:
    """Return losses from low to high, each so many times the one before; those between have one digit, to be read."""
    levels = np.geomspace(low, high, n_levels)
    between = np.array([float(f"{level:.0e}") for level in levels[1:-1]])
    return np.unique([low, *between[(between > low) & (between < high)], high])
