"""Data with one outlier, the line that fits them all, and the line without the outlier."""

import numpy as np

from utils.drawing.view import drawable
from utils.drawing.views.fit import FitView


class OutlierFit(FitView):
    """A :class:`FitView` whose last sample is an outlier, beside the line of the history's first row.

    The first row of the history is drawn as a dashed reference line: the fit without the outlier.
    """

    def build(self, axes, history, style, kept=()):
        super().build(axes, history, style, kept)
        self.reference = self.moving_line(color=style.ink, linewidth=2, linestyle="--", label="line without it")
        self.outlier = self.moving_marks("o", 13, style.data, edge=style.loss, width=3, label="outlier: drag it")
        self.line.set_label("best line")
        axes.legend(
            handles=[self.data, self.outlier, self.line, self.reference],
            loc="upper left",
            ncols=2,
            columnspacing=0.7,
            handlelength=1.6,
            handletextpad=0.4,
        )

    def update(self, history):
        super().update(history)
        objective = history.objective
        ends = np.array(self.x_limits)
        self.reference.set_data(ends, drawable(objective.model.predict(history.params[0], ends[:, None])))
        self.outlier.set_data(objective.X[-1:, 0], objective.y_true[-1:])
