"""The learner's own CSV file, in the figures of the course."""

import math

from lessons.choosing_a_learning_rate.sweep import sweep_explorer
from utils.descent import Dataset, LinearModel, format_number, learning_rate_limit, mean_loss, squared_error
from utils.descent.data.penguins import PENGUINS
from utils.explorers import Explorer
from utils.explorers.fit_by_hand import fit_by_hand
from utils.explorers.own_data import OwnData

CLASSIC = 0.01
"""The rate that everybody tries first."""


def own_data(x: str = "bill_length_mm", y: str = "bill_depth_mm") -> OwnData:
    """Choose a CSV file and two of its columns: fit a line by hand, or train with every rate at once.

    Parameters
    ----------
    x, y : str
        Two columns of the penguins' file, which is on show until another one is chosen.

    Returns
    -------
    OwnData
    """
    figures = {"every learning rate at once": _sweep, "fit a line by hand": fit_by_hand}
    return OwnData(figures, PENGUINS, x, y, note=_about_the_limit)


def _sweep(data: Dataset) -> Explorer:
    """Return the sweep, from a thousandth of the limit to ten times as much."""
    return sweep_explorer(data, center=2 * 10.0 ** (math.floor(math.log10(_limit(data)) + 1e-9) - 1), span=4.0)


def _limit(data: Dataset) -> float:
    return learning_rate_limit(mean_loss(LinearModel(1), squared_error, data.X, data.y_true))


def _about_the_limit(data: Dataset) -> str:
    limit = _limit(data)
    words = f"Here the learning rate has a limit of {format_number(limit)}, so that {CLASSIC:g} "
    return words + ("diverges; standardizing x raises it to 1." if limit < CLASSIC else "does not diverge.")
