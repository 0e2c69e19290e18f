"""The loss of a line around its lowest point, as contours that move with the data."""

import numpy as np

from utils.descent import format_number, principal_curvatures
from utils.drawing.view import View, drawable_path

N_CONTOURS = 10
WIDER = 1.4
"""How much wider than high the map is."""
CIRCLE = np.linspace(0.0, 2.0 * np.pi, 181)


class Ellipses(View):
    """Contours of a quadratic loss over two parameters, measured from the best ones, with the path of a run.

    The contours are ellipses computed from the curvature, so that another objective moves them without a new
    background.

    Parameters
    ----------
    reach : float
        How far the axes go to each side of the best parameters; both have the same scale.
    levels : sequence of float
        Losses above the lowest one at which a contour is drawn.
    names : (str, str)
        What the two parameters are called.
    title : str
        The panel's title.
    pick : int, optional
        Which run of many to draw.
    """

    def __init__(self, reach: float, levels, *, names=("weight", "bias"), title: str = "Contours of the loss"):
        super().__init__()
        self.reach, self.levels, self.names, self.title = reach, np.asarray(levels, float), names, title

    def background_key(self, history):
        return None  # nothing that stands still depends on the data

    def build(self, axes, history, style, kept=()):
        axes.set_aspect("equal", adjustable="box")
        axes.set(xlim=(-WIDER * self.reach, WIDER * self.reach), ylim=(-self.reach, self.reach))
        axes.set(xlabel=f"{self.names[0]}, from the best", ylabel=f"{self.names[1]}, from the best")
        axes.set_title(self.title)
        axes.axhline(0, color=style.grid, linewidth=0.8)
        axes.axvline(0, color=style.grid, linewidth=0.8)
        shades = np.linspace(0.35, 1.0, len(self.levels))
        self.contours = [
            self.moving(axes.plot([], [], color=style.loss, alpha=shade, linewidth=1.3)[0]) for shade in shades
        ]
        axes.plot(0, 0, marker="*", markersize=21, linestyle="", color=style.minimum,
                  markeredgecolor=style.background, label="lowest loss")  # fmt: skip
        self.directions = [
            self.moving(axes.plot([], [], color=style.ink, linestyle=dashes, linewidth=width, label=name)[0])
            for dashes, width, name in (("-.", 1.6, "flat direction"), ("--", 2.2, "steep direction"))
        ]
        self.path = self.moving(
            axes.plot([], [], color=style.path, linewidth=1.8, marker="o", markersize=4, label="path")[0]
        )
        self.start = self.moving(
            axes.plot([], [], marker="s", markersize=10, linestyle="", color=style.start,
                      markeredgecolor=style.ink, label="start")[0]
        )  # fmt: skip
        self.exit = self.exit_marker()
        axes.legend(handles=[self.start, self.path, *self.directions[::-1]], loc="upper right")

    def update(self, history):
        curvatures, directions = principal_curvatures(history.objective)
        ring = np.stack([np.cos(CIRCLE), np.sin(CIRCLE)])
        with np.errstate(all="ignore"):
            half_axes = np.sqrt(2.0 * self.levels[:, None] / curvatures)
        half_axes = np.minimum(half_axes, 1e3 * self.reach)
        for contour, half in zip(self.contours, half_axes, strict=True):
            contour.set_data(*(directions @ (half[:, None] * ring)))
        for line, direction in zip(self.directions, directions.T, strict=True):
            line.set_data(*(np.array([[-1.0], [1.0]]) * 0.9 * self.reach * direction).T)
        params = history.params - history.objective.minimum.params
        self.path.set_data(*drawable_path(params).T)
        self.start.set_data(params[:1, 0], params[:1, 1])
        self.mark_exit(self.exit, *params.T)

    def notes(self, history):
        params = history.params - history.objective.minimum.params
        outside = np.flatnonzero(~np.all(np.abs(params) <= np.array([WIDER, 1.0]) * self.reach, axis=-1))
        if not len(outside):
            return []
        return ["The start lies outside of the map." if outside[0] == 0
                else f"The path leaves the map at step {format_number(outside[0])}."]  # fmt: skip
