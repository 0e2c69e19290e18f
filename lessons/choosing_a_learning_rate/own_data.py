"""Section 4, your own table: the learner's own CSV file, in the figures of the course."""

import math
from pathlib import Path

from lessons.choosing_a_learning_rate.sweep import sweep_explorer
from utils.descent import Dataset, learning_rate_limit
from utils.descent.experiments.closed_form import line_through
from utils.descent.formatting import tell_apart
from utils.explorers import Explorer
from utils.explorers.fit_by_hand import fit_by_hand
from utils.explorers.own_data import OwnData

CLASSIC = 0.01
"""The rate that everybody tries first."""


def own_data(table: Path, x: str, y: str, *, start, span: float, n_rates: int, n_steps: int) -> OwnData:
    """Choose a CSV file and two of its columns: fit a line by hand, or train with every rate at once.

    Parameters
    ----------
    table : Path
        The CSV file that is on show until another one is chosen.
    x, y : str
        Two of its columns.
    start, span, n_rates, n_steps
        As `sweep_explorer` takes them. The rates lie around the limit of the data, most of them below it.

    Returns
    -------
    OwnData
    """

    def every_rate(data: Dataset) -> Explorer:
        center = 2 * 10.0 ** (math.floor(math.log10(_limit(data)) + 1e-9) - 1)
        return sweep_explorer(data, start, center=center, span=span, n_rates=n_rates, n_steps=n_steps)

    figures = {"every learning rate at once": every_rate, "fit a line by hand": fit_by_hand}
    return OwnData(figures, table, x, y, note=_about_the_limit)


def _limit(data: Dataset) -> float:
    return learning_rate_limit(line_through(data.X, data.y_true))


def _about_the_limit(data: Dataset) -> str:
    limit = _limit(data)
    becomes = "diverges" if limit < CLASSIC else "does not diverge"
    return f"Here the learning rate has a limit of {tell_apart(limit, CLASSIC)[0]}, so that {CLASSIC:g} {becomes}."
