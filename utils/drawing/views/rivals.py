"""A line set by hand against one that a machine trains: both fits, and both losses.

These views draw a History of two runs: the first is yours and stands still, the second is the machine's.
"""

import numpy as np

from utils.descent import format_number
from utils.drawing.view import drawable
from utils.drawing.views.fit import FitView
from utils.drawing.views.loss_curve import LossCurve

YOURS, MACHINES = 0, 1


class RivalFit(FitView):
    """The data with your line and its errors, and the machine's line, dashed; takes what FitView does."""

    subject = "Your line"

    def build(self, axes, history, style, kept=()):
        super().build(axes, history.run(YOURS), style, kept)
        self.line.set_label("your line")
        self.error_lines.set_label("your errors")
        self.machine = self.moving(
            axes.plot([], [], color=style.path, linewidth=2.6, linestyle="--", label="the machine's line")[0]
        )
        shown = [self.data, self.line, self.error_lines, self.machine]
        axes.legend(handles=shown[:2] + shown[2 + (self.errors != "lines") :], loc="upper left")

    def update(self, history):
        super().update(history.run(YOURS))
        x, _ = self.line.get_data()
        y = history.objective.model.predict(history.params[MACHINES, -1], x[:, None])
        self.machine.set_data(x, drawable(y))

    def notes(self, history):
        return super().notes(history.run(YOURS))


class RivalCurve(LossCurve):
    """The machine's loss at each step, and yours as a level line; takes what LossCurve does."""

    def build(self, axes, history, style, kept=()):
        super().build(axes, history.run(MACHINES), style, kept)
        self.curve.set_label("the machine's loss")
        self.yours = self.moving(axes.plot([], [], color=style.prediction, linewidth=3, label="your loss")[0])
        self.passing = self.moving(
            axes.plot([], [], marker="D", markersize=9, linestyle="", color=style.path, markeredgecolor=style.ink,
                      label="it passes you", zorder=4)[0]
        )  # fmt: skip
        best = [line for line in axes.get_lines() if line.get_label() == "best possible"]
        axes.legend(handles=[self.yours, self.curve, self.passing, *best], loc="upper right")

    def update(self, history):
        super().update(history.run(MACHINES))
        level = self._drawable(history.loss[YOURS, -1:])[0]
        self.yours.set_data(self.axes.get_xlim(), [level, level])
        ahead = history.loss[MACHINES] < history.loss[YOURS]
        passed = np.flatnonzero(ahead)[:1] if not ahead[0] else []
        self.passing.set_data(passed, [level] * len(passed))

    def notes(self, history):
        loss = history.loss[YOURS, -1]
        above = not loss <= self.limits[1]
        yours = [f"Your loss is above the top of the chart ({format_number(self.limits[1])})."] if above else []
        return yours + super().notes(history.run(MACHINES))
