"""The loss map with the directions along which the loss is curved the most and the least."""

import numpy as np
from matplotlib.patheffects import withStroke

from utils.descent import format_number, principal_curvatures
from utils.drawing.views.loss_map import LossMap


class CurvatureMap(LossMap):
    """A loss map that shows the principal directions once ``history.is_found``; takes what LossMap does."""

    def build(self, axes, history, style, kept=()):
        super().build(axes, history, style, kept)
        center = history.objective.minimum.params
        self.curvatures, directions = principal_curvatures(history.objective)
        self.directions, self.names_of_directions = [], []
        reach = 0.42 * min(np.ptp(self.x_limits), np.ptp(self.y_limits))
        halo = [withStroke(linewidth=3, foreground=style.background)]
        looks = [("flat", "-.", 2.0), ("steep", "--", 3.0)]
        for curvature, direction, (name, dashes, width) in zip(self.curvatures, directions.T, looks, strict=True):
            direction = direction * (1 if direction[1] >= 0 else -1)
            ends = center + reach * np.array([[-1.0], [1.0]]) * direction
            line = axes.plot(*ends.T, color=style.ink, linestyle=dashes, linewidth=width)[0]
            # One name on top and one at the bottom, so that they never meet
            place, side = (ends[1], "bottom") if name == "steep" else (ends[0], "top")
            label = axes.text(*place, f"{name}: curvature {format_number(curvature)}", ha="center", va=side,
                              fontweight="bold", path_effects=halo)  # fmt: skip
            self.directions.append(self.moving(line))
            self.names_of_directions.append(self.moving(label))
        # The path stays visible on top of the directions, and their names on top of the path
        self.moving_artists.sort(
            key=lambda artist: (artist not in self.directions, artist in self.names_of_directions)
        )

    def update(self, history):
        super().update(history)
        for artist in (*self.directions, *self.names_of_directions):
            artist.set_visible(history.is_found)
