"""The loss map with the directions along which the loss is curved the most and the least."""

import numpy as np

from utils.descent import format_number, principal_curvatures
from utils.drawing.views.loss_map import LossMap

REACH = 0.36
"""Of the map's shorter side: half the length of a direction."""

LOOKS = {"flat": ("-.", 2.0), "steep": ("--", 3.0)}
"""Dashes and width of the direction of the smallest curvature, and of that of the largest."""


class CurvatureMap(LossMap):
    """A loss map that shows the principal directions once ``history.is_found``; takes what LossMap does.

    The objective needs two parameters and a known minimum, where the curvature is measured. The directions are
    named in the legend: a name beside them would stand in the way of every path that leaves along the steep one.
    """

    def background_key(self, history):
        return super().background_key(history), history.is_found

    def draw_more(self, axes, history, style):
        if not history.is_found:
            return []
        center = history.objective.minimum.params
        curvatures, directions = principal_curvatures(history.objective)
        reach = REACH * min(np.ptp(self.x_limits), np.ptp(self.y_limits))
        drawn = []
        for curvature, direction, (name, (dashes, width)) in zip(
            curvatures, directions.T, LOOKS.items(), strict=True
        ):
            ends = center + reach * np.array([[-1.0], [1.0]]) * direction
            label = f"{name}: curvature {format_number(curvature)}"
            drawn += axes.plot(*ends.T, color=style.ink, linestyle=dashes, linewidth=width, label=label)
        return drawn
