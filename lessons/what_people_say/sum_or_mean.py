"""Section 4, "the same rate suits any data": few and many points on one line, their errors summed or averaged."""

from collections.abc import Sequence

import numpy as np

from lessons.what_people_say.two_runs import two_runs
from utils.descent import Dataset, LinearModel, format_number, learning_rate_limit, mean_loss, squared_error
from utils.descent.experiments.side_by_side import SideBySide, side_by_side
from utils.descent.formatting import format_rate
from utils.explorers import Explorer, describe_outcome
from utils.widgets import controls


def sum_or_mean(
    few: Dataset, many: Dataset, start, *, n_steps: int, learning_rate: float, adds: str = "sum"
) -> Explorer:
    """Test "one rate suits all data": few and many points on one line, with the sum of the errors or their mean.

    Parameters
    ----------
    few, many : Dataset
        With one feature.
    start : array_like, shape (2,)
        Weight and bias before the first step.
    n_steps : int
        Steps of both runs.
    learning_rate : float
        Where the slider starts.
    adds : {"sum", "mean"}
        What is made small at the start: the sum of the squared errors, or their mean.

    Returns
    -------
    Explorer
        With the controls ``adds`` and ``learning_rate``. The loss is drawn per point, so that all runs
        can be compared.
    """
    sizes = [len(data.y_true) for data in (few, many)]
    objectives = [mean_loss(LinearModel(1), squared_error, data.X, data.y_true) for data in (few, many)]

    def run(adds, learning_rate):
        # The slope of a sum is n times that of the mean: so the step is that of a rate n times as large
        factors = np.array(sizes if adds == "sum" else (1, 1))
        return side_by_side(objectives, learning_rate * factors, start, n_steps=n_steps)

    stage = two_runs(
        (f"{sizes[0]} points", f"{sizes[1]} points"),
        n_steps,
        (1e-3, 1e6),
        second="path",
        show_best=False,
        title="Squared error per point",
        label="loss per point",
    )
    return Explorer(
        {
            "adds": controls.choice("loss", ["sum", "mean"], adds),
            "learning_rate": controls.LearningRate(learning_rate, 1e-5, 1, classic=(0.0005, 0.005, 0.1)),
        },
        run,
        stage,
        lambda pair, adds, learning_rate: describe(pair, sizes, adds, learning_rate),
        name="sum_or_mean",
    )


def describe(pair: SideBySide, sizes: Sequence[int], adds: str, learning_rate: float) -> str:
    """Say what the rate does with few points and with many, and where the limit lies for each."""
    said, limits = [], []
    for run, size in zip(pair.histories, sizes, strict=True):
        limits.append(learning_rate_limit(run.objective) / (size if adds == "sum" else 1))
        said.append(f"With {size} points, where the limit is {format_number(limits[-1])}: {describe_outcome(run)}.")
    head = f"The {adds} of the squared errors, learning rate {format_rate(learning_rate)}."
    ratio = max(limits) / min(limits)
    if ratio > 2:
        return " ".join([head, *said, f"The limits differ by a factor of {format_number(ratio)}."])
    return " ".join([head, *said, "The limits are nearly the same."])
