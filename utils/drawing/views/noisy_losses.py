"""The loss of all samples after each epoch, and between which losses the epoch's steps saw their batches."""

import numpy as np

from utils.drawing.legends import name_above, name_below
from utils.drawing.loss_axis import LossAxis
from utils.drawing.view import View
from utils.drawing.views.loss_curve import DASHES


class NoisyLosses(View):
    """A thick line for all samples, and thin ones for the lowest and the highest loss of a batch in each epoch.

    Draws a result with its ``losses`` after each epoch, shape (n_epochs + 1,), and the ``lowest_seen`` and
    ``highest_seen`` of each epoch, shape (n_epochs,). Pinned runs keep their loss of all samples. A wild run passes
    through any place of the chart, so what the curves are stands below it, and the pinned runs are named above.

    Parameters
    ----------
    most_epochs : int
        The right end of the axis.
    limits : (float, float)
        Fixed limits of the loss axis, both above 0.
    title : str
        The panel's title.
    """

    whole = True

    def __init__(self, most_epochs: int, limits=(1e-4, 30.0), *, title: str = "Loss, epoch by epoch"):
        super().__init__()
        self.most_epochs, self.title = most_epochs, title
        self.axis = LossAxis(limits)

    def background_key(self, result):
        return None

    def build(self, axes, result, style, kept=()):
        self.axis.set_up(axes, self.most_epochs)
        axes.set_xlabel("epoch")
        axes.set_title(self.title)
        axes.grid(True)
        self.edges = [
            self.moving_line(color=style.ink, linewidth=1.0, linestyle=dash, label=name)
            for name, dash in (("highest batch", "-"), ("lowest batch", (0, (2, 1.5))))
        ]
        self.curve = self.moving_line(color=style.loss, linewidth=3.0, label="all samples")
        self.head = self.moving_marks("o", 8, style.loss, clip_on=False)
        self.exit = self.exit_marker()
        name_below(axes, columns=3)
        pinned_curves = []
        for (label, pinned), dashes in zip(kept, DASHES, strict=False):
            loss = self.axis.drawable(pinned.losses)
            look = {"color": style.muted, "linestyle": dashes, "linewidth": 1.6}
            pinned_curves += axes.plot(np.arange(len(loss)), loss, label=label, **look)
            self.draw_exit(np.arange(len(loss)), loss, style.muted)
        if pinned_curves:
            name_above(axes, pinned_curves, "pinned, all samples:")

    def update(self, result):
        epochs = np.arange(len(result.losses))
        losses = self.axis.drawable(result.losses)
        self.curve.set_data(epochs, losses)
        inside = self.axis.shows(losses[-1])
        self.head.set_data(epochs[-1:] if inside else [], losses[-1:] if inside else [])
        self.mark_exit(self.exit, epochs, np.maximum(losses, self.axis.limits[0]))
        for line, seen in zip(self.edges, (result.highest_seen, result.lowest_seen), strict=True):
            line.set_data(epochs[1:] - 0.5, self.axis.drawable(seen))

    def notes(self, result):
        above = self.axis.first_above(result.losses)
        return [] if above is None else [f"The loss leaves the top of the chart ({self.axis.top}) at epoch {above}."]
