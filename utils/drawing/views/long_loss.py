"""The loss of a run of thousands of steps: between which losses it went in each stretch of them."""

import numpy as np

from utils.drawing.views.loss_curve import LossCurve

STRETCHES = 160
"""Parts of the step axis, of which the lowest and the highest loss are drawn: about as many as the eye can part."""


class LongLoss(LossCurve):
    """The loss at each step, as a line that goes from the lowest to the highest of each stretch of steps.

    Where the loss goes up and down from step to step, the line is a band as high as that. Takes what `LossCurve`
    takes, and keeps no pinned runs.
    """

    def update(self, history):
        loss = self.axis.drawable(history.loss)
        steps, ends = _ends_of_stretches(loss, max(1, self.max_steps // STRETCHES))
        self.curve.set_data(steps, ends)
        inside = self.axis.shows(loss[-1])
        self.head.set_data([history.n_steps] if inside else [], loss[-1:] if inside else [])
        self.mark_exit(self.exit, steps, ends)


def _ends_of_stretches(loss, length):
    """Return the steps and the losses of each stretch's lowest and highest loss, in their order.

    Examples
    --------
    >>> steps, ends = _ends_of_stretches(np.array([3.0, 5.0, 4.0, 2.0, 2.0]), 3)
    >>> steps, ends
    (array([0, 1, 3, 3]), array([3., 5., 2., 2.]))
    """
    n_whole = len(loss) // length
    blocks = loss[: n_whole * length].reshape(n_whole, length)
    starts = length * np.arange(n_whole)
    places = np.sort(np.stack([starts + blocks.argmin(axis=1), starts + blocks.argmax(axis=1)], axis=1), axis=1)
    places = places.ravel()
    rest = loss[n_whole * length :]
    if len(rest):
        last = n_whole * length + np.sort([rest.argmin(), rest.argmax()])
        places = np.concatenate([places, last])
    return places, loss[places]
