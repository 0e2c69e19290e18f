"""The loss at every step of a run."""

import numpy as np

from utils.drawing.labels import label_curves
from utils.drawing.loss_axis import LossAxis
from utils.drawing.view import View

DASHES = [(0, dashes) for dashes in ((6, 2), (1.5, 1.8), (6, 2, 1.5, 2), (10, 3), (3, 3), (8, 2, 1.5, 2, 1.5, 2))]

STRETCHES = 160
"""Parts of a long step axis, of which the lowest and the highest loss are drawn: as many as the eye can part."""


class LossCurve(View):
    """Loss against step, on fixed axes, beside earlier runs that were pinned.

    On an axis of more steps than the eye can part, the line goes from the lowest to the highest loss of each stretch
    of steps. Where the loss goes up and down from step to step, it is a band as high as that.

    Parameters
    ----------
    max_steps : int
        The right end of the step axis.
    limits : (float, float)
        Fixed limits of the loss axis; both above 0 on a logarithmic axis.
    log : bool
        Draw the loss on a logarithmic axis.
    title : str
        The panel's title.
    """

    def __init__(
        self,
        max_steps: int,
        limits: tuple[float, float],
        *,
        log: bool = True,
        title: str = "Loss at each step",
    ):
        super().__init__()
        self.max_steps, self.title = max_steps, title
        self.axis = LossAxis(limits, log=log)

    def background_key(self, history):
        return self.axis.best(history.objective)

    def build(self, axes, history, style, kept=()):
        self.axis.set_up(axes, self.max_steps)
        axes.set_title(self.title)
        axes.grid(True)
        self.curve = self.moving_line(color=style.loss, linewidth=2.6, label="this run")
        best = self.axis.draw_best(axes, history.objective, style)
        curves = []
        for (label, run), dashes in zip(kept, DASHES, strict=False):
            steps, loss = np.arange(run.n_steps + 1), self.axis.drawable(run.loss)
            axes.plot(
                steps, loss, color=style.muted, linestyle=dashes, linewidth=1.8,
                label="_" if curves else "pinned runs, by name",
            )  # fmt: skip
            self.draw_exit(steps, loss, style.muted)
            curves.append((label, steps, loss))
        if best or kept:
            axes.legend(loc="upper right")
        label_curves(axes, curves, style)
        self.head = self.moving_marks("o", 9, style.loss, clip_on=False)
        self.exit = self.exit_marker()

    def update(self, history):
        steps = np.arange(history.n_steps + 1)
        loss = self.axis.drawable(history.loss)
        drawn = _ends_of_stretches(loss, self.max_steps // STRETCHES)
        self.curve.set_data(steps[drawn], loss[drawn])
        inside = self.axis.shows(loss[-1])
        self.head.set_data(steps[-1:] if inside else [], loss[-1:] if inside else [])
        self.mark_exit(self.exit, steps, loss)

    def notes(self, history):
        step = self.axis.first_above(history.loss)
        if step is not None:
            return [f"The loss leaves the top of the chart ({self.axis.top}) at step {step}."]
        return [f"The loss {self.axis.gone_below}."] if history.loss[-1] < self.axis.limits[0] else []


def _ends_of_stretches(loss, length):
    """Return the steps of each stretch's lowest and highest loss, the first and the last; all, if it is too short.

    Examples
    --------
    >>> _ends_of_stretches(np.array([4.0, 6.0, 3.0, 2.0, 2.0]), 3)
    array([0, 1, 2, 3, 4])
    >>> _ends_of_stretches(np.array([3.0, 5.0, 4.0]), 2)
    array([0, 1, 2])
    """
    if length <= 2:
        return np.arange(len(loss))
    n_left = -len(loss) % length
    blocks = np.append(loss, np.repeat(loss[-1:], n_left)).reshape(-1, length)
    starts = length * np.arange(len(blocks))
    places = np.concatenate([[0], starts + blocks.argmin(axis=1), starts + blocks.argmax(axis=1), [len(loss) - 1]])
    return np.unique(np.minimum(places, len(loss) - 1))
