"""The loss map with the directions along which the loss is curved the most and the least."""

import numpy as np
from matplotlib.patheffects import withStroke

from utils.descent import format_number, principal_curvatures
from utils.drawing.views.loss_map import LossMap

REACH = 0.24
"""Of the map's shorter side: half the length of a direction."""

LOOKS = {"flat": ("-.", 2.0), "steep": ("--", 3.0)}
"""Dashes and width of the direction of the smallest curvature, and of that of the largest."""


class CurvatureMap(LossMap):
    """A loss map that shows the principal directions once a `Bisection` has found the edge; takes what LossMap does.

    The objective needs two parameters and a known minimum, where the curvature is measured. The directions lie on
    top of the path, which mostly leaves along the steep one. Their curvatures are in the legend, out of its way.
    """

    whole = True

    def background_key(self, search):
        return super().background_key(search.history), search.is_found

    def build(self, axes, search, style, kept=()):
        self.is_found = search.is_found
        super().build(axes, search.history, style, kept)

    def update(self, search):
        super().update(search.history)

    def notes(self, search):
        return super().notes(search.history)

    def draw_more(self, axes, history, style):
        if not self.is_found:
            return []
        center = history.objective.minimum.params
        curvatures, directions = principal_curvatures(history.objective)
        reach = REACH * min(np.ptp(self.x_limits), np.ptp(self.y_limits))
        drawn = []
        for curvature, direction, (name, (dashes, width)) in zip(
            curvatures, directions.T, LOOKS.items(), strict=True
        ):
            ends = center + reach * np.array([[-1.0], [1.0]]) * direction
            looks = {"color": style.ink, "linestyle": dashes, "linewidth": width}
            halo = [withStroke(linewidth=width + 2.5, foreground=style.background)]
            (line,) = axes.plot(*ends.T, **looks, path_effects=halo, label=f"{name}: {format_number(curvature)}")
            drawn.append(self.moving(line))  # it does not move, but what does is below it
        return drawn
