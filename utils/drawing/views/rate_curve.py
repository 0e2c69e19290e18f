"""The learning rate at every step of a few runs."""

from collections.abc import Sequence

import numpy as np

from utils.descent import History, format_number
from utils.drawing.views.compared import ComparedCurves, Curve


class RateCurve(ComparedCurves):
    """The learning rate at each step, as a share of the largest, on fixed axes that suit any rate.

    Takes a history with a run for each curve. The legend is left to the panel beside it.

    Parameters
    ----------
    curves : sequence of Curve
    max_steps : int
        The right end of the step axis.
    title : str
        The panel's title.
    """

    def __init__(self, curves: Sequence[Curve], max_steps: int, *, title: str = "Learning rate at each step"):
        super().__init__(
            curves, max_steps, (0, 118), log=False, show_best=False, title=title, label="% of the peak rate"
        )

    def background_key(self, history):
        return "rates"  # nothing that stands still depends on the run

    def values(self, history: History) -> np.ndarray:
        return 100 * history.learning_rate / history.learning_rate.max()

    def build(self, axes, history, style, kept=()):
        super().build(axes, history, style, kept)
        axes.get_legend().remove()
        axes.set_yticks([0, 25, 50, 75, 100])
        self.peak = self.moving(
            axes.text(0.98 * self.max_steps, 104, "", ha="right", va="bottom", color=style.ink, fontsize=10)
        )

    def update(self, history):
        super().update(history)
        self.peak.set_text(f"100 % is {format_number(history.learning_rate.max())}")

    def notes(self, history):
        return []
