"""Four beliefs about the learning rate, each with a small figure that puts it to the test."""

import numpy as np

from lessons.choosing_a_learning_rate import misconception_words as words
from utils.descent import (
    LinearModel,
    Neuron,
    Objective,
    gradient_descent,
    line,
    log_loss,
    mean_loss,
    penguins_species,
    quadratic_bowl,
    squared_error,
    standardize,
    train,
)
from utils.descent.experiments.side_by_side import side_by_side
from utils.descent.objectives.minima import Minimum
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

SLOPE = 8.0
"""Of the V-shaped loss on either side."""


def above_one(*, learning_rate: float = 3.0, n_steps: int = 300) -> Explorer:
    """Test "a learning rate must be below 1": a neuron on penguins, beside the same neuron with the rate 1.

    Parameters
    ----------
    learning_rate : float
        Where the slider starts.
    n_steps : int
        Steps of both runs.

    Returns
    -------
    Explorer
        With the control ``learning_rate``.
    """
    penguins = penguins_species()
    objective = mean_loss(Neuron(2), log_loss, standardize(penguins.X)[0], penguins.y_true)

    def run(learning_rate):
        return train(objective, gradient_descent([learning_rate, 1.0]), np.zeros(3), n_steps=n_steps)

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
    )


def wobble(*, shape: str = "parabola", learning_rate: float = 1.05, n_steps: int = 60) -> Explorer:
    """Test "a large rate only wobbles within a range": on a parabola, and on a V, where it is true.

    Parameters
    ----------
    shape : {"parabola", "V"}
        The loss at the start: w**2, or 8 times the size of w.
    learning_rate : float
        Where the slider starts.
    n_steps : int
        Steps at the start.

    Returns
    -------
    Explorer
        With the controls ``shape``, ``learning_rate`` and ``n_steps``.
    """
    shapes = {"parabola": quadratic_bowl([2.0]), "V": _v_shape()}

    def run(shape, learning_rate, n_steps):
        return train(shapes[shape], gradient_descent(learning_rate), [5.0], n_steps=n_steps)

    slope = SlopeView((-8, 8), (-16, 64), name="w", tangent=False, title="Loss for every w", legend="lower center")
    return Explorer(
        {
            "shape": controls.choice("loss", list(shapes), shape),
            "learning_rate": controls.LearningRate(learning_rate, 0.1, 2, classic=(0.9, 0.99, 1.0, 1.01, 1.1)),
            "n_steps": controls.steps(n_steps, 300),
        },
        run,
        Stage([slope, LossCurve(300, (1e-6, 1e8))], height=HEIGHT),
        words.wobble,
    )


def negative_rate(*, learning_rate: float = 0.3, negative: bool = True, n_steps: int = 50) -> Explorer:
    """Test "a negative rate cures divergence": the line with one sign, beside the line with the other.

    Parameters
    ----------
    learning_rate : float
        The size of the rate at the start.
    negative : bool
        Whether it has a minus sign at the start.
    n_steps : int
        Steps of both runs.

    Returns
    -------
    Explorer
        With the controls ``learning_rate`` and ``negative``.
    """
    data = line()
    objective = mean_loss(LinearModel(1), squared_error, data.X, data.y_true)

    def run(learning_rate, negative):
        rate = -learning_rate if negative else learning_rate
        return train(objective, gradient_descent([rate, -rate]), [0.0, 0.0], n_steps=n_steps)

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
    )


def sum_or_mean(*, adds: str = "sum", learning_rate: float = 0.005, n_steps: int = 100) -> Explorer:
    """Test "one rate suits all data": 30 and 300 points on one line, with the sum of the errors or their mean.

    Parameters
    ----------
    adds : {"sum", "mean"}
        What is made small at the start: the sum of the squared errors, or their mean.
    learning_rate : float
        Where the slider starts.
    n_steps : int
        Steps of both runs.

    Returns
    -------
    Explorer
        With the controls ``adds`` and ``learning_rate``. The loss is drawn per point, so that all runs
        can be compared.
    """
    sizes = (30, 300)
    objectives = [mean_loss(LinearModel(1), squared_error, d.X, d.y_true) for d in map(line, sizes)]

    def run(adds, learning_rate):
        # The slope of a sum is n times that of the mean: so the step is that of a rate n times as large
        factors = np.array(sizes if adds == "sum" else (1, 1))
        return side_by_side(objectives, learning_rate * factors, [0.0, 0.0], n_steps=n_steps)

    def describe(pair, adds, learning_rate):
        return words.sum_or_mean(pair, sizes, adds, learning_rate)

    curves = [Curve("30 points", "loss"), Curve("300 points", "path", OTHER, "s")]
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
    )


def _v_shape():
    return Objective(
        label="V",
        n_params=1,
        value_formula=lambda params: SLOPE * np.abs(params[..., 0]),
        gradient_formula=lambda params: SLOPE * np.sign(params),
        find_minimum=lambda _: Minimum(np.zeros(1), 0.0),
        is_convex=True,
    )
