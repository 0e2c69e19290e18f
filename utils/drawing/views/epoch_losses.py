"""Training and validation loss after each epoch."""

import numpy as np

from utils.descent.typed_text import shortened_apart
from utils.drawing.legends import name_above, name_below, strip_above
from utils.drawing.lettering import with_boxes
from utils.drawing.loss_axis import LossAxis
from utils.drawing.view import View
from utils.drawing.views.loss_curve import DASHES

PARTS = ("training", "validation")

HEADING = "pinned, validation:"

LONGEST = 30
"""Letters of a pinned run's name."""


class EpochLosses(View):
    """Training loss as a thick line, validation loss as a thin one with diamonds, also of pinned runs.

    Curves can pass through any place of the chart. So what they are stands below it, and the names of pinned runs,
    which are as long as those of networks, stand in a strip above all panels.

    Parameters
    ----------
    most_epochs : int
        The right end of the axis of epochs.
    limits : (float, float)
        Fixed limits of the loss axis, both above 0.
    title : str
        The panel's title.
    """

    whole = True

    def __init__(self, most_epochs: int, limits=(1e-3, 10.0), *, title: str = "Loss after each epoch"):
        super().__init__()
        self.most_epochs, self.title = most_epochs, title
        self.axis = LossAxis(limits)

    def background_key(self, run):
        return self.most_epochs

    def strip(self, kept, width):
        return strip_above(_names(kept), HEADING, width)

    def build(self, axes, run, style, kept=()):
        self.axis.set_up(axes, self.most_epochs)
        axes.set_xlabel("epoch")
        axes.set_title(self.title)
        axes.grid(True)
        # A thin line with diamonds, since dashes of a curve that jumps take many bytes
        looks = (
            (style.loss, {"linewidth": 3.0}, "o"),
            (style.ink, {"linewidth": 1.3, "marker": "D", "markersize": 4}, "D"),
        )
        self.curves, self.heads = {}, {}
        for name, (color, look, marker) in zip(PARTS, looks, strict=True):
            self.curves[name] = self.moving_line(color=color, label=name, **look)
            self.heads[name] = self.moving_marks(marker, 8, color, clip_on=False)
        name_below(axes)
        pinned_curves = []
        for name, (_, pinned), dashes in zip(_names(kept), kept, DASHES, strict=False):
            loss = self.axis.drawable(pinned.losses[1])
            look = {"color": style.muted, "linestyle": dashes, "linewidth": 1.6}
            pinned_curves += axes.plot(np.arange(len(loss)), loss, label=with_boxes(name), **look)
            self.draw_exit(np.arange(len(loss)), loss, style.muted)
        if pinned_curves:
            name_above(axes, pinned_curves, HEADING)
        self.exit = self.exit_marker()

    def update(self, run):
        epochs = np.arange(run.n_steps + 1)
        for loss, name in zip(run.losses, self.curves, strict=True):
            loss = self.axis.drawable(loss)
            self.curves[name].set_data(epochs, loss)
            self.curves[name].set_markevery(max(1, self.most_epochs // 20))
            inside = self.axis.shows(loss[-1])
            self.heads[name].set_data(epochs[-1:] if inside else [], loss[-1:] if inside else [])
        first = min(run.losses, key=self._left_at)  # that which leaves the chart first
        self.mark_exit(self.exit, epochs, self.axis.drawable(first))

    def notes(self, run):
        words = []
        for name, loss in zip(PARTS, run.losses, strict=True):
            above = self.axis.first_above(loss)
            if above is not None:
                words.append(f"The {name} loss leaves the top of the chart ({self.axis.top}) after epoch {above}.")
            elif loss[-1] < self.axis.limits[0]:
                words.append(f"The {name} loss {self.axis.gone_below}.")
        return words

    def _left_at(self, loss):
        outside = np.flatnonzero(~((loss >= self.axis.limits[0]) & (loss <= self.axis.limits[1])))
        return outside[0] if len(outside) else np.inf


def _names(kept) -> tuple[str, ...]:
    return shortened_apart([label for label, _ in kept], LONGEST)
