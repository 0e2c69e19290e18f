"""The learning rate at every step of a few runs."""

from collections.abc import Sequence

from utils.descent import History
from utils.descent.experiments.side_by_side import histories_of
from utils.descent.formatting import format_rate
from utils.drawing.quick_text import QuickText
from utils.drawing.views.compared import ComparedCurves, Curve


class RateCurve(ComparedCurves):
    """The learning rate at each step, as a share of the largest, on fixed axes that suit any rate.

    The legend is left to the panel beside it.

    Parameters
    ----------
    curves : sequence of Curve
    max_steps : int
        The right end of the step axis.
    title : str
        The panel's title.
    """

    def __init__(self, curves: Sequence[Curve], max_steps: int, *, title: str = "Learning rate at each step"):
        limits = 0, 135  # so that a marker at 100 stays clear of the words above it, in projected figures too
        super().__init__(
            curves, max_steps, limits, log=False, show_best=False, title=title, label="% of the peak rate"
        )

    def values(self, history: History):
        return 100 * history.learning_rate / self.largest

    def build(self, axes, result, style, kept=()):
        super().build(axes, result, style, kept)
        axes.get_legend().remove()
        axes.set_yticks([0, 25, 50, 75, 100])
        self.peak = self.moving(QuickText(axes, style))

    def update(self, result):
        self.largest = max(history.learning_rate.max() for history in histories_of(result))
        super().update(result)
        self.peak.show(f"100 % is {format_rate(self.largest)}", 0.96, 0.91, ha="right")

    def notes(self, result):
        return []
