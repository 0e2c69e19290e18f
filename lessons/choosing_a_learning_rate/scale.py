"""What the scale of the data does to the contours, to the limit and to the number of steps."""

from dataclasses import dataclass, replace

import numpy as np

from lessons.choosing_a_learning_rate.side_by_side import penguins_side_by_side
from utils.descent import (
    Dataset,
    History,
    diagnose,
    format_number,
    gradient_descent,
    hessian,
    learning_rate_limit,
    principal_curvatures,
    standardize,
    train,
)
from utils.descent.experiments.closed_form import levels, line_through
from utils.descent.formatting import count
from utils.drawing import Stage
from utils.drawing.views import Ellipses, LimitChart
from utils.drawing.views.ellipses import ROUND
from utils.explorers import Explorer
from utils.widgets import controls
from utils.widgets.controls import Factor

__all__ = ["ScaledRun", "penguins_side_by_side", "scale_explorer"]

HEIGHT = 330
LOW, HIGH = 0.01, 100.0
"""The smallest and the largest factor to stretch by."""


@dataclass(frozen=True, eq=False)
class ScaledRun:
    """A run on data whose x was stretched or standardized, and how its learning rate compares with the limit.

    Parameters
    ----------
    history : History
    factor : float
        What x was stretched by.
    standardized : bool
    learning_rate : float
    """

    history: History
    factor: float
    standardized: bool
    learning_rate: float

    @property
    def n_steps(self) -> int:
        """Number of updates."""
        return self.history.n_steps

    def at_step(self, step) -> "ScaledRun":
        """Return the run as if it had ended at a step."""
        return replace(self, history=self.history.at_step(step))

    @property
    def limit(self) -> float:
        """The largest learning rate that settles on these data."""
        return learning_rate_limit(self.history.objective)

    @property
    def outcome(self) -> str:
        """Whether the run settles, bounces or explodes."""
        return diagnose(self.history).outcome

    @property
    def speed(self) -> str:
        """The number of steps to within 1 %, in two or three words; empty if it does not settle."""
        if self.outcome != "settles":
            return ""
        step = self.history.steps_to_within(0.01)
        return f"> {self.n_steps} steps" if step is None else count(step, "step")


def scale_explorer(data: Dataset, *, n_steps: int = 300) -> Explorer:
    """Stretch x or standardize it, and see contours, limit and number of steps move.

    Parameters
    ----------
    data : Dataset
        With one feature.
    n_steps : int
        Steps of every run.

    Returns
    -------
    Explorer
        With the controls ``stretch``, ``standardized`` and ``learning_rate``.

    Raises
    ------
    ValueError
        If there is not one feature, or it is constant.
    """
    if data.X.shape[1] != 1:
        raise ValueError(f"data must have 1 feature, to be stretched; got {data.X.shape[1]}.")
    usual = line_through(data.X, data.y_true)
    standardized_line = line_through(standardize(data.X)[0], data.y_true)
    standardized_limit = learning_rate_limit(standardized_line)
    factors = np.geomspace(LOW, HIGH, 121)
    both = np.stack([factors, np.ones_like(factors)], axis=-1)
    limits = 2.0 / np.linalg.eigvalsh(hessian(usual) * both[:, :, None] * both[:, None, :])[:, -1]

    def run(stretch, standardized, learning_rate):
        objective = standardized_line if standardized else line_through(data.X * stretch, data.y_true)
        history = train(objective, gradient_descent(learning_rate), [0.0, 0.0], n_steps=n_steps)
        return ScaledRun(history, stretch, standardized, learning_rate)

    def use_half(explorer):
        return explorer.set(learning_rate=float(f"{explorer.result.limit / 2:.3g}"))

    reach = 1.2 * max(float(np.abs(o.minimum.params).max()) for o in (usual, standardized_line)) or 1.0
    rates = (
        10.0 ** np.floor(np.log10(limits[-1])),
        10.0 ** np.ceil(np.log10(max(limits[0], standardized_limit)) + 0.5),
    )
    return Explorer(
        {
            "stretch": Factor("stretch x by", 1.0, LOW, HIGH, classic=(0.1, 1.0, 10.0)),
            "standardized": controls.switch("standardize x"),
            "learning_rate": controls.LearningRate(float(f"{limits[60] / 2:.2g}"), *map(float, rates)),
        },
        run,
        Stage(
            [
                Ellipses(reach, levels(usual)),
                LimitChart(factors, limits, standardized_limit, rates),
            ],
            widths=[1.6, 1],
            height=HEIGHT,
        ),
        describe,
        name="scale_explorer",
        actions={"Use half of the limit": use_half},
    )


def describe(run: ScaledRun, **_) -> str:
    """Say how the data lie, what the limit is, and how soon the run was within 1 %."""
    objective, step, limit = run.history.objective, run.history.steps_to_within(0.01), run.limit
    x, (flat, steep) = objective.X[:, 0], principal_curvatures(objective)[0]
    scale = "standardized, whatever the stretch" if run.standardized else say_factor(run.factor)
    alike = "curved alike in every direction" if steep <= ROUND * flat else (
        f"curved {format_number(steep / flat)} times as much along the steep direction as along the flat one"
    )  # fmt: skip
    rate = run.learning_rate
    side = "above" if rate > limit else "below" if rate < limit else "just at"
    within = f"not reached in {run.n_steps} steps" if step is None else f"reached at step {step}"
    return (
        f"x is {scale}: it goes from {format_number(x.min())} to {format_number(x.max())}. The loss is {alike}. "
        f"Limit: 2 / largest curvature = 2 / {format_number(steep)} = {format_number(limit)}. "
        f"Learning rate {format_number(rate)}, {side} the limit. Within 1 %: {within}. "
        f"{diagnose(run.history).sentence}"
    )


def say_factor(factor: float) -> str:
    """Say by how much x is stretched."""
    return "not stretched" if factor == 1 else f"stretched by {format_number(factor)}"
