"""The loss map with the directions along which the loss is curved the most and the least."""

import numpy as np
from matplotlib.patheffects import withStroke

from utils.descent import format_number, principal_curvatures
from utils.drawing.views.loss_map import LossMap

REACH = 0.36
"""Of the map's shorter side: half the length of a direction."""


class CurvatureMap(LossMap):
    """A loss map that shows the principal directions once ``history.is_found``; takes what LossMap does.

    The objective needs two parameters and a known minimum, where the curvature is measured.
    """

    def background_key(self, history):
        return super().background_key(history), history.is_found

    def build(self, axes, history, style, kept=()):
        super().build(axes, history, style, kept)
        self.directions = []
        if not history.is_found:
            return
        center = history.objective.minimum.params
        curvatures, directions = principal_curvatures(history.objective)
        reach = REACH * min(np.ptp(self.x_limits), np.ptp(self.y_limits))
        halo = [withStroke(linewidth=3, foreground=style.background)]
        looks = [("flat", "-.", 2.0), ("steep", "--", 3.0)]
        for curvature, direction, (name, dashes, width) in zip(curvatures, directions.T, looks, strict=True):
            direction = direction * (1 if direction[1] >= 0 else -1)
            ends = center + reach * np.array([[-1.0], [1.0]]) * direction
            self.directions += axes.plot(*ends.T, color=style.ink, linestyle=dashes, linewidth=width)
            # One name on top and one at the bottom, so that they never meet
            place, side = (ends[1], "bottom") if name == "steep" else (ends[0], "top")
            axes.text(*place, f"{name}: curvature {format_number(curvature)}", ha="center", va=side,
                      fontweight="bold", path_effects=halo, zorder=5)  # fmt: skip
