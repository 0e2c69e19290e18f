"""Four beliefs about the learning rate, each with a small figure that puts it to the test."""

from collections.abc import Mapping

import numpy as np

from lessons.what_people_say import misconception_words as words
from utils.descent import (
    Dataset,
    LinearModel,
    Objective,
    gradient_descent,
    mean_loss,
    squared_error,
    train,
)
from utils.descent.experiments.side_by_side import side_by_side
from utils.drawing import Stage
from utils.drawing.views import ComparedCurves, Curve, LossCurve, SlopeView
from utils.explorers import Explorer
from utils.widgets import controls

HEIGHT = 330
"""CSS pixels: with its controls and its sentence, a figure fits a projected page."""

WIDTH = 760
"""CSS pixels of a figure with one panel, and its legend beside it."""

OTHER = (0, (5, 2))
"""The dashes of the run to compare with."""


def above_one(objective: Objective, start, *, n_steps: int, learning_rate: float = 3.0) -> Explorer:
    """Test "a learning rate must be below 1": a neuron on penguins, beside the same neuron with the rate 1.

    Parameters
    ----------
    objective : Objective
        The mean log loss of a neuron, with a known minimum.
    start : array_like, shape (n_params,)
        The parameters before the first step.
    n_steps : int
        Steps of both runs.
    learning_rate : float
        Where the slider starts.

    Returns
    -------
    Explorer
        With the control ``learning_rate``.
    """

    def run(learning_rate):
        return train(objective, gradient_descent([learning_rate, 1.0]), start, n_steps=n_steps)

    curves = [Curve("your rate", "loss"), Curve("the rate 1", "muted", OTHER, "s")]
    view = ComparedCurves(
        curves, n_steps, (1e-6, 10), above_best=True, title="A neuron on penguins", label="log loss above the best",
        legend="beside",
    )  # fmt: skip
    return Explorer(
        {"learning_rate": controls.LearningRate(learning_rate, 0.01, 1000, classic=(0.1, 1, 3, 30, 300))},
        run,
        Stage([view], width=WIDTH, height=HEIGHT),
        words.above_one,
        name="above_one",
    )


def wobble(
    losses: Mapping[str, Objective],
    start: float,
    *,
    n_steps: int,
    shape: str | None = None,
    learning_rate: float = 1.05,
) -> Explorer:
    """Test "a large rate only wobbles within a range": on a parabola, and on a V, where it is true.

    Parameters
    ----------
    losses : mapping of str to Objective
        Landscapes of one parameter with their bottom at 0, by what the menu calls them: parabolas such as
        ``quadratic_bowl([2.0])``, and V shapes.
    start : float
        The parameter before the first step, not 0.
    n_steps : int
        Steps at the start.
    shape : str, optional
        Which of the losses at the start; the first without it.
    learning_rate : float
        Where the slider starts.

    Returns
    -------
    Explorer
        With the controls ``shape``, ``learning_rate`` and ``n_steps``.

    Raises
    ------
    ValueError
        If start is 0.
    """
    if start == 0:
        raise ValueError("start must not be 0: that is the bottom, from where no step leads anywhere.")

    def run(shape, learning_rate, n_steps):
        return train(losses[shape], gradient_descent(learning_rate), [start], n_steps=n_steps)

    slope = SlopeView((-8, 8), (-16, 64), name="w", tangent=False, title="Loss for every w", legend="lower center")
    return Explorer(
        {
            "shape": controls.choice("loss", list(losses), shape or next(iter(losses))),
            "learning_rate": controls.LearningRate(learning_rate, 0.1, 2, classic=(0.9, 0.99, 1.0, 1.01, 1.1)),
            "n_steps": controls.steps(n_steps, 300),
        },
        run,
        Stage([slope, LossCurve(300, (1e-6, 1e8))], height=HEIGHT),
        words.wobble,
        name="wobble",
    )


def negative_rate(
    objective: Objective, start, *, n_steps: int, learning_rate: float = 0.3, negative: bool = True
) -> Explorer:
    """Test "a negative rate cures divergence": the line with one sign, beside the line with the other.

    Parameters
    ----------
    objective : Objective
        The mean loss of a line on data with one feature.
    start : array_like, shape (2,)
        Weight and bias before the first step.
    n_steps : int
        Steps of both runs.
    learning_rate : float
        The size of the rate at the start.
    negative : bool
        Whether it has a minus sign at the start.

    Returns
    -------
    Explorer
        With the controls ``learning_rate`` and ``negative``.
    """

    def run(learning_rate, negative):
        rate = -learning_rate if negative else learning_rate
        return train(objective, gradient_descent([rate, -rate]), start, n_steps=n_steps)

    curves = [Curve("your rate", "loss"), Curve("the other sign", "muted", OTHER, "s")]
    view = ComparedCurves(curves, n_steps, (1e-3, 1e9), title="Loss of the line at each step", legend="beside")
    return Explorer(
        {
            "learning_rate": controls.LearningRate(learning_rate, 0.001, 1, classic=(0.01, 0.1, 0.3, 1.0)),
            "negative": controls.switch("put a minus sign before it", negative),
        },
        run,
        Stage([view], width=WIDTH, height=HEIGHT),
        words.negative_rate,
        name="negative_rate",
    )


def sum_or_mean(
    few: Dataset, many: Dataset, start, *, n_steps: int, adds: str = "sum", learning_rate: float = 0.005
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
    adds : {"sum", "mean"}
        What is made small at the start: the sum of the squared errors, or their mean.
    learning_rate : float
        Where the slider starts.

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

    def describe(pair, adds, learning_rate):
        return words.sum_or_mean(pair, sizes, adds, learning_rate)

    curves = [Curve(f"{sizes[0]} points", "loss"), Curve(f"{sizes[1]} points", "path", OTHER, "s")]
    view = ComparedCurves(
        curves, n_steps, (1e-3, 1e6), show_best=False, title="Squared error per point", label="loss per point",
        legend="beside",
    )  # fmt: skip
    return Explorer(
        {
            "adds": controls.choice("loss", ["sum", "mean"], adds),
            "learning_rate": controls.LearningRate(learning_rate, 1e-5, 1, classic=(0.0005, 0.005, 0.1)),
        },
        run,
        Stage([view], width=WIDTH, height=HEIGHT),
        describe,
        name="sum_or_mean",
    )
