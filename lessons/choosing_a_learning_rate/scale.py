"""What the scale of the data does to the contours, to the limit and to the number of steps."""

import numpy as np

from utils.descent import (
    Dataset,
    LinearModel,
    Objective,
    diagnose,
    format_number,
    gradient_descent,
    learning_rate_limit,
    mean_loss,
    penguins_body_mass,
    principal_curvatures,
    squared_error,
    standardize,
    train,
)
from utils.drawing import Stage
from utils.drawing.views.ellipses import N_CONTOURS, Ellipses
from utils.drawing.views.loss_curve import LossCurve
from utils.widgets import Explorer, controls
from utils.widgets.factor import Factor

HEIGHT = 330
N_STEPS = 300
LOW, HIGH = 0.01, 100.0
"""The smallest and the largest factor to stretch by."""


def line_through(X, y_true) -> Objective:
    """Return the mean squared error of a line."""
    return mean_loss(LinearModel(1), squared_error, X, y_true)


def best_rate(objective: Objective) -> float:
    """Return the rate at which the slowest direction of a quadratic shrinks fastest: 2 / (flat + steep)."""
    return float(2.0 / principal_curvatures(objective)[0].sum())


def scale_explorer(data: Dataset) -> Explorer:
    """Stretch x or standardize it, and see contours, limit and number of steps move.

    Parameters
    ----------
    data : Dataset
        With one feature.

    Returns
    -------
    Explorer
        With the controls ``stretch``, ``standardized`` and ``learning_rate``.
    """
    standard = standardize(data.X)[0]
    usual, standardized = line_through(data.X, data.y_true), line_through(standard, data.y_true)

    def objective_for(stretch, standardized):
        return line_through((standard if standardized else data.X) * stretch, data.y_true)

    def run(stretch, standardized, learning_rate):
        objective = objective_for(stretch, standardized)
        return train(objective, gradient_descent(learning_rate), [0.0, 0.0], n_steps=N_STEPS)

    def use_best(explorer):
        rate = best_rate(explorer.history.objective)
        return explorer.set(learning_rate=float(f"{rate:.3g}"))

    reach = 1.2 * max(float(np.abs(o.minimum.params).max()) for o in (usual, standardized))
    drop = float(usual.value([0.0, 0.0]) - usual.minimum.value)
    levels = drop * np.geomspace(1e-6, 1e2, N_CONTOURS)
    loss_limits = max(usual.minimum.value, 1e-6 * drop) * 0.3, 1e3 * (drop + usual.minimum.value)
    return Explorer(
        {
            "stretch": Factor("stretch x by", 1.0, LOW, HIGH, classic=(0.1, 1.0, 10.0)),
            "standardized": controls.switch("standardize x first"),
            "learning_rate": controls.LearningRate(0.01, 1e-6, 10, classic=()),
        },
        run,
        Stage([Ellipses(reach, levels), LossCurve(N_STEPS, loss_limits)], widths=[1.2, 1], height=HEIGHT),
        describe,
        actions={"Use the best rate": use_best},
    )


def describe(history, stretch, standardized, learning_rate) -> str:
    """Say how the data lie, what the limit is, and how soon the run was within 1 %."""
    objective = history.objective
    x = objective.X[:, 0]
    step = history.steps_to_within(0.01)
    within = f"not reached in {history.n_steps} steps" if step is None else f"reached at step {step}"
    verdict = diagnose(history)
    return (
        f"x from {format_number(x.min())} to {format_number(x.max())}: "
        f"limit {format_number(learning_rate_limit(objective))}. "
        f"Learning rate {format_number(learning_rate)}: within 1 % {within}. "
        f"{verdict.name.capitalize()}: {verdict.evidence}."
    )


def penguins_side_by_side() -> Explorer:
    """Train on the raw and on the standardized penguins with one learning rate for both.

    Returns
    -------
    Explorer
        With the control ``learning_rate``.
    """
    birds = penguins_body_mass()
    raw = line_through(birds.X, birds.y_true)
    standardized = line_through(standardize(birds.X)[0], birds.y_true)

    def run(learning_rate):
        return train(standardized, gradient_descent(learning_rate), [0.0, 0.0], n_steps=N_STEPS)

    return Explorer(
        {"learning_rate": controls.LearningRate(1e-5, 1e-6, 10)},
        run,
        Stage([LossCurve(N_STEPS, (1e5, 1e8))], height=HEIGHT),
        lambda history, learning_rate: (
            f"Limits {learning_rate_limit(raw):.3g} and {learning_rate_limit(standardized):.3g}."
        ),
        actions={},
    )
