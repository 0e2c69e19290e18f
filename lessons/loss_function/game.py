"""The game of section 1: fit a line by hand, and make its loss small."""

from utils.descent import Dataset, Loss
from utils.explorers import Explorer
from utils.explorers import fit_by_hand as by_hand
from utils.explorers.fit_frame import FitFrame, Grid

FRAME = FitFrame(
    weights=Grid(-2.0, 6.0, 0.1),
    biases=Grid(-3.0, 5.0, 0.1),
    weight_axis=(-2.2, 6.2),
    bias_axis=(-3.3, 6.4),
    x_limits=(-0.2, 3.2),
    y_limits=(-1, 9),
)


def fit_by_hand(data: Dataset, start, *, loss: Loss) -> Explorer:
    """Fit a line with two sliders; every setting that was tried becomes a dot, colored by its loss.

    Parameters
    ----------
    data : Dataset
        One feature, on about [0, 3], with y on about [0, 8].
    start : array_like, shape (2,)
        Weight and bias at the start.
    loss : Loss
        What the mean is taken of.

    Returns
    -------
    Explorer
        With the controls ``weight`` and ``bias``.
    """
    return by_hand.fit_by_hand(data, start, loss=loss, frame=FRAME)
