"""The loss of one setting on its way, a curve for each seed that it was trained from."""

from collections.abc import Callable

import numpy as np

from utils.descent.experiments.trial import Trial
from utils.drawing.legends import name_below
from utils.drawing.loss_axis import LossAxis
from utils.drawing.view import View

MOST_SEEDS = 10


class SeedCurves(View):
    """The training loss of each seed as a thin curve, their median as a thick one, and the median on new samples.

    Parameters
    ----------
    of : callable
        ``of(result) -> (Trial, index) or None``: whose runs, and which of them: an index of the axes after that of
        the seeds, such as the column of a rate. None if there is nothing to show yet.
    max_epochs : int
        The right end of the axis.
    limits : (float, float)
        Of the loss, both above 0.
    title : str
        The panel's title.
    """

    whole = True

    def __init__(
        self,
        of: Callable[[object], tuple[Trial, tuple[int, ...]] | None],
        max_epochs: int,
        limits: tuple[float, float] = (1e-4, 100.0),
        *,
        title: str,
    ):
        super().__init__()
        self.of_result, self.max_epochs, self.axis, self.title = of, max_epochs, LossAxis(limits), title

    def background_key(self, result):
        return None

    def build(self, axes, result, style, kept=()):
        self.axis.set_up(axes, self.max_epochs)
        axes.set_xlabel("epoch")
        axes.set_title(self.title)
        axes.grid(True)
        self.seeds = [self.moving_line(color=style.loss, linewidth=1.2) for _ in range(MOST_SEEDS)]
        self.ends = self.moving_marks("o", 7, style.loss, width=0.8, clip_on=False, label="training")
        self.median = self.moving_line(color=style.loss, linewidth=3.4, label="median")
        self.validation = self.moving_line(
            color=style.ink, linewidth=1.6, marker="D", markersize=4, label="validation"
        )
        self.exit = self.exit_marker()
        name_below(axes, columns=3)

    def update(self, result):
        shown = self.of_result(result)
        if shown is None:
            for line in (*self.seeds, self.ends, self.median, self.validation, self.exit):
                line.set_data([], [])
            return
        trial, index = shown
        epochs = trial.epochs
        curves = self.axis.drawable(trial.losses("training")[:, *index])
        for number, line in enumerate(self.seeds):
            line.set_data(*((epochs, curves[number]) if number < len(curves) else ([], [])))
        ends = curves[:, -1]
        ends = ends[(ends >= self.axis.limits[0]) & (ends <= self.axis.limits[1])]
        self.ends.set_data(np.full(len(ends), epochs[-1]), ends)
        median = self.axis.drawable(trial.median_loss("training")[*index])
        self.median.set_data(epochs, median)
        self.validation.set_data(epochs, self.axis.drawable(trial.median_loss("validation")[*index]))
        self.validation.set_markevery(max(1, len(epochs) // 10))
        self.mark_exit(self.exit, epochs, np.maximum(curves.max(axis=0), self.axis.limits[0]))
