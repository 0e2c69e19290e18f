"""The sharpness on the way of a run, and the limit that its learning rate sets."""

import numpy as np

from utils.descent import format_number
from utils.drawing.legends import name_below
from utils.drawing.loss_axis import LossAxis
from utils.drawing.quick_text import QuickText
from utils.drawing.view import View


class SharpnessCurve(View):
    """Sharpness against steps, with 2 / learning rate as a level line that moves with the rate.

    Draws a `Sharpening`.

    Parameters
    ----------
    max_steps : int
        The right end of the step axis.
    limits : (float, float)
        Fixed limits of the sharpness, both above 0.
    title : str
        The panel's title.
    """

    whole = True

    def __init__(self, max_steps: int, limits=(1.0, 100.0), *, title: str = "Sharpness, and 2 / learning rate"):
        super().__init__()
        self.max_steps, self.title = max_steps, title
        self.axis = LossAxis(limits)

    def background_key(self, result):
        return None

    def build(self, axes, result, style, kept=()):
        self.axis.set_up(axes, self.max_steps, label="sharpness")
        axes.set_title(self.title)
        axes.grid(True)
        self.limit = self.moving_line(color=style.minimum, linestyle="--", linewidth=2.4, label="2 / learning rate")
        self.curve = self.moving_line(color=style.path, linewidth=2.0, label="sharpness")
        self.head = self.moving_marks("o", 8, style.path, clip_on=False)
        self.exit = self.exit_marker()
        self.word = self.moving(QuickText(axes, style, weight="bold"))
        name_below(axes)  # the limit goes through any place of the chart, as the rate does

    def update(self, result):
        level = self.axis.drawable(np.array(result.limit))
        self.limit.set_data([0, self.max_steps], [level, level])
        known = np.isfinite(result.sharpness)
        steps, sharpness = result.history.steps[known], self.axis.drawable(result.sharpness[known])
        self.curve.set_data(steps, sharpness)
        inside = len(sharpness) and self.axis.shows(sharpness[-1])
        self.head.set_data(steps[-1:] if inside else [], sharpness[-1:] if inside else [])
        self.mark_exit(self.exit, steps, sharpness) if len(steps) else self.exit.set_data([], [])
        low, high = np.log(self.axis.limits)
        height = (np.log(level) - low) / (high - low)
        self.word.show(
            f"limit {format_number(result.limit)}", 0.98, float(np.clip(height, 0, 0.93)) + 0.04, ha="right"
        )

    def notes(self, result):
        known = result.sharpness[np.isfinite(result.sharpness)]
        low, high = self.axis.limits
        row = self.axis.first_above(known)
        said = []
        if row is not None:
            said.append(
                f"The sharpness leaves the top of the chart ({self.axis.top}) at step {result.history.steps[row]}."
            )
        elif (known < low).any():
            said.append(f"The sharpness has been below the chart, which ends at {format_number(low)}.")
        if not low <= result.limit <= high:
            said.append("The limit lies outside of the chart.")
        return said
