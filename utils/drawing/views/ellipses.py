"""The loss of a line around its lowest point, as contours that move with the data."""

import numpy as np
from matplotlib.collections import LineCollection

from utils.descent import Objective, principal_curvatures
from utils.drawing.run_path import start_marker
from utils.drawing.view import View, drawable_path

CIRCLE = np.linspace(0.0, 2.0 * np.pi, 121)
ROUND = 1.02
"""Two curvatures that differ by less than this factor have no steep and no flat direction."""

NAMES = "flat direction", "steep direction"


class Ellipses(View):
    """Contours of a quadratic loss over two parameters, measured from the best ones, with the path of a run.

    The contours are ellipses computed from the curvature, so that other data move them without a new
    background.

    Parameters
    ----------
    reach : float
        How far the axes go up and down from the best parameters; both axes have the same scale.
    levels : sequence of float
        Losses above the lowest one at which a contour is drawn, such as those of `levels_of`.
    wider : float
        How much wider than high the map is.
    names : (str, str)
        What the two parameters are called.
    title : str
        The panel's title.
    legend : bool
        Draw the principal directions, and name what is drawn.
    subject : str
        What the notes call the path.
    """

    def __init__(
        self,
        reach: float,
        levels,
        *,
        wider: float = 1.4,
        names: tuple[str, str] = ("weight", "bias"),
        title: str = "Contours of the loss",
        legend: bool = True,
        subject: str = "The path",
    ):
        super().__init__()
        self.levels, self.names, self.title = np.asarray(levels, float), names, title
        self.reach, self.half = reach, np.array([wider * reach, reach])
        self.legend, self.subject = legend, subject

    def background_key(self, history):
        return None  # nothing that stands still depends on the data

    def build(self, axes, history, style, kept=()):
        axes.set_aspect("equal", adjustable="box")
        axes.set(xlim=(-self.half[0], self.half[0]), ylim=(-self.half[1], self.half[1]))
        axes.set(xlabel=f"{self.names[0]}, from the best", ylabel=f"{self.names[1]}, from the best")
        axes.locator_params(nbins=5)
        axes.set_title(self.title)
        self.contours = self.moving(LineCollection([], colors=style.loss, linewidths=1.2))
        axes.add_collection(self.contours, autolim=False)
        self.directions = [
            self.moving_line(color=style.ink, linestyle=dashes, linewidth=width, label=name)
            for dashes, width, name in zip(("-.", "--"), (1.8, 2.6), NAMES, strict=True)
        ]
        best = axes.plot(
            0,
            0,
            marker="*",
            markersize=21,
            linestyle="",
            color=style.minimum,
            markeredgecolor=style.background,
            label="lowest loss",
        )[0]
        self.moving(best)  # it does not move, but what does must not cover it
        self.path = self.moving_line(color=style.path, linewidth=1.8, marker="o", markersize=4, label="path")
        self.start = start_marker(self)
        self.exit = self.exit_marker()
        if self.legend:
            axes.legend(
                handles=[self.start, self.path, best, *self.directions[::-1]],
                loc="center right",
                bbox_to_anchor=(-0.24, 0.5),
                frameon=False,
                handlelength=2.8,
            )

    def update(self, history):
        curvatures, directions = principal_curvatures(history.objective)
        with np.errstate(all="ignore"):
            half_axes = np.sqrt(2.0 * self.levels[:, None] / np.maximum(curvatures, 0.0))
        visible = (half_axes.min(axis=1) < np.hypot(*self.half)) & (half_axes.max(axis=1) > 0.02 * self.reach)
        half_axes = np.minimum(half_axes[visible], 1e3 * self.reach)
        ring = np.stack([np.cos(CIRCLE), np.sin(CIRCLE)])
        self.contours.set_segments(np.swapaxes(directions @ (half_axes[:, :, None] * ring), 1, 2))
        is_round = curvatures[1] <= ROUND * curvatures[0]
        for line, direction in zip(self.directions, directions.T, strict=True):
            line.set_data(*(np.array([[-1.0], [1.0]]) * 0.9 * self.reach * direction).T)
            line.set_visible(self.legend and not is_round)
        params = history.params - history.objective.minimum.params
        self.path.set_data(*drawable_path(params).T)
        self.start.set_data(params[:1, 0], params[:1, 1])
        self.mark_exit(self.exit, *params.T)

    def notes(self, history):
        params = history.params - history.objective.minimum.params
        outside = np.flatnonzero(~np.all(np.abs(params) <= self.half, axis=-1))
        if not len(outside):
            return []
        return ["The start lies outside of the map." if outside[0] == 0
                else f"{self.subject} leaves the map at step {outside[0]}."]  # fmt: skip


def levels_of(objective: Objective) -> np.ndarray:
    """Return losses above the lowest one, each four times the one before, for contours on any map of it.

    They reach from a millionth of the loss at parameters of 0 up to a million times as much.
    """
    drop = float(objective.value(np.zeros(objective.n_params)) - objective.minimum.value)
    return (drop if drop > 0 else 1.0) * 4.0 ** np.arange(-10, 11)
