"""A line set by hand against one that a machine trains: both fits, and both losses.

These views draw a result with ``yours``, the setting of your line, and ``history``, the machine's run.
"""

import numpy as np

from utils.drawing.view import drawable
from utils.drawing.views.fit import FitView
from utils.drawing.views.loss_curve import LossCurve


class RivalFit(FitView):
    """The data with your line and its errors, and the machine's line, dashed; takes what FitView does."""

    whole = True
    subject = "Your line"

    def build(self, axes, contest, style, kept=()):
        super().build(axes, contest.yours, style, kept)
        self.line.set_label("your line")
        self.error_lines.set_label("your errors")
        self.machine = self.moving_line(color=style.path, linewidth=2.6, linestyle="--", label="the machine's line")
        # In two columns, so that it stands above the points on a projector too
        errors = [self.error_lines] if self.errors == "lines" else []
        shown = [self.line, self.machine, self.data, *errors]
        axes.legend(handles=shown, loc="upper left", ncols=2, columnspacing=1.0)

    def update(self, contest):
        super().update(contest.yours)
        x, _ = self.line.get_data()
        y = contest.history.objective.model.predict(contest.history.final_params, x[:, None])
        self.machine.set_data(x, drawable(y))

    def notes(self, contest):
        return super().notes(contest.yours)


class RivalCurve(LossCurve):
    """The machine's loss at each step, and yours as a level line; takes what LossCurve does."""

    whole = True

    def background_key(self, contest):
        return super().background_key(contest.history)

    def build(self, axes, contest, style, kept=()):
        super().build(axes, contest.history, style, kept)
        self.curve.set(color=style.path, linestyle="--", label="the machine's loss")  # as its line beside it
        self.head.set_markerfacecolor(style.path)
        self.yours = self.moving_line(color=style.prediction, linewidth=3, label="your loss")
        self.passing = self.moving_marks("D", 9, style.path, label="it passes you", zorder=4)
        best = [line for line in axes.get_lines() if line.get_label() == "best possible"]
        shown = [self.yours, self.curve, self.passing, *best]
        # Below the lowest loss that is possible no line goes, so none crosses the legend
        axes.legend(handles=shown, loc="lower center", ncols=2, columnspacing=1.0)

    def update(self, contest):
        super().update(contest.history)
        level = self.axis.drawable(contest.yours.loss[-1:])[0]
        self.yours.set_data(self.axes.get_xlim(), [level, level])
        ahead = contest.history.loss < contest.yours.loss[-1]
        passed = np.flatnonzero(ahead)[:1] if not ahead[0] else []
        self.passing.set_data(passed, [level] * len(passed))

    def notes(self, contest):
        above = self.axis.first_above(contest.yours.loss[-1:]) is not None
        yours = [f"Your loss is above the top of the chart ({self.axis.top})."] if above else []
        return yours + super().notes(contest.history)
