"""Data with one feature, and the line that the model draws through it."""

from functools import cache

import numpy as np
from matplotlib.collections import PolyCollection

from utils.drawing.lettering import name_axes
from utils.drawing.view import View, drawable

MANY = 150
"""Samples, of more than which each is drawn smaller."""

MOST_DRAWN = 1000
"""Samples that are drawn; of more, that many are picked at random."""


class FitView(View):
    """The data as points, the model's predictions as a line, and the errors between them.

    Parameters
    ----------
    x_limits, y_limits : (float, float)
        The fixed limits of the Axes.
    x_label, y_label : str
        What the feature and the output are, with their units.
    errors : {"none", "lines", "squares"}
        How errors are drawn: not at all, as a line from each point to its prediction, or as the squares
        whose areas the squared error adds up (square on the screen, with the error as their side).
    title : str
        The panel's title.
    """

    subject = "The line"  # what a note calls it

    def __init__(
        self,
        x_limits: tuple[float, float],
        y_limits: tuple[float, float],
        *,
        x_label: str = "x",
        y_label: str = "y",
        errors: str = "lines",
        title: str = "Data and predictions",
    ):
        super().__init__()
        self.x_limits, self.y_limits = x_limits, y_limits
        self.x_label, self.y_label, self.title = x_label, y_label, title
        self.errors = errors

    def background_key(self, history):
        return "fit"  # the data moves too, so no objective needs another background

    def build(self, axes, history, style, kept=()):
        axes.set(xlim=self.x_limits, ylim=self.y_limits)
        name_axes(axes, self.x_label, self.y_label)
        axes.set_title(self.title)
        axes.grid(True)
        self.squares = self.moving(
            axes.add_collection(
                PolyCollection(
                    [], facecolor=style.loss, edgecolor=style.loss, alpha=0.22, linewidth=1.2, label="squared error"
                ),
                autolim=False,
            )
        )
        self.error_lines = self.moving_line(color=style.loss, linewidth=1.6, linestyle=":", label="error")
        self.line = self.moving_line(color=style.prediction, linewidth=3, label="prediction")
        self.data = self.moving_marks("o", 7, style.data, width=0.8, label="data")
        if len(history.objective.y_true) > MANY:
            self.data.set(markersize=4, markeredgewidth=0.4)
            self.error_lines.set(linewidth=0.8, linestyle="-", alpha=0.45)
        self.exit = self.exit_marker()
        self.exit.set_color(style.prediction)
        drawn = {"none": [], "lines": [self.error_lines], "squares": [self.squares]}[self.errors]
        shown = [self.data, self.line, *drawn]
        axes.legend(handles=shown, loc="upper left")

    def update(self, history):
        objective = history.objective
        params = history.params[-1]
        shown = self._drawn(len(objective.y_true))
        X, y_true = objective.X[shown], objective.y_true[shown]
        x = X[:, 0]
        ends = np.array(self.x_limits)
        heights = drawable(objective.model.predict(params, ends[:, None]))
        self.line.set_data(ends, heights)
        middle = np.full(2, ends.mean())
        way_out = [np.mean(self.y_limits), heights.mean()] if self._side(history) else self.y_limits
        self.mark_exit(self.exit, middle, np.array(way_out))
        self.data.set_data(x, y_true)
        y_pred = drawable(objective.model.predict(params, X))
        if self.errors == "lines":
            gaps = np.full(len(x), np.nan)
            self.error_lines.set_data(
                np.column_stack([x, x, gaps]).ravel(), np.column_stack([y_true, y_pred, gaps]).ravel()
            )
        elif self.errors == "squares":
            self.squares.set_verts(self._error_squares(x, y_true, y_pred))

    def notes(self, history):
        if np.isnan(history.params[-1]).any():
            return ["There is no line to draw: the parameters are NaN."]
        side = self._side(history)
        n_samples = len(history.objective.y_true)
        few = f"{MOST_DRAWN:,} of the {n_samples:,} points are drawn, picked at random; all of them count."
        return ([f"{self.subject} lies {side} the chart."] if side else []) + [few] * (n_samples > MOST_DRAWN)

    @staticmethod
    @cache
    def _drawn(n_samples):
        """Which samples are drawn."""
        if n_samples <= MOST_DRAWN:
            return slice(None)
        return np.sort(np.random.default_rng(0).choice(n_samples, MOST_DRAWN, replace=False))

    def _side(self, history):
        """Where the whole line lies, "above" or "below", if none of it can be seen; else empty."""
        heights = history.objective.model.predict(history.params[-1], np.array(self.x_limits)[:, None])
        low, high = self.y_limits
        return "above" if (heights > high).all() else "below" if (heights < low).all() else ""

    def _error_squares(self, x, y_true, y_pred):
        """Corners of one square per error: as wide in pixels as the error is high."""
        box = self.axes.bbox
        x_per_y = (np.ptp(self.x_limits) / box.width) * (box.height / np.ptp(self.y_limits))
        error = y_pred - y_true
        # To the right of a point for a prediction that is too high, to the left for one too low.
        far = x + error * x_per_y
        return np.stack(
            [np.column_stack(c) for c in ((x, y_true), (x, y_pred), (far, y_pred), (far, y_true))], axis=1
        )
