"""Section 2, stretch the data: what their scale does to the contours, to the limit and to the number of steps."""

import math
from dataclasses import dataclass, replace

import numpy as np

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
from utils.descent.experiments.closed_form import line_through, steps_to_loss
from utils.descent.experiments.side_by_side import SideBySide, side_by_side
from utils.descent.formatting import count, format_rate, say_large, tell_apart
from utils.drawing import PROJECTED_HEIGHT, Stage
from utils.drawing.views import ComparedCurves, Curve, Ellipses, LimitChart
from utils.drawing.views.ellipses import ROUND, levels_of
from utils.explorers import Explorer
from utils.explorers.sentence import describe_params, say_loss
from utils.widgets import controls
from utils.widgets.controls import Factor

LOW, HIGH = 0.01, 100.0
"""The smallest and the largest factor to stretch by."""

MAPS_HEIGHT = 340
"""CSS pixels of the penguins' figure: its maps are as wide as high."""

NAMES = "raw", "standardized"


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


def scale_explorer(data: Dataset, start, *, n_steps: int, learning_rate: float) -> Explorer:
    """Stretch x or standardize it, and see contours, limit and number of steps move.

    Parameters
    ----------
    data : Dataset
        With one feature.
    start : array_like, shape (2,)
        Weight and bias before the first step.
    n_steps : int
        Steps of every run.
    learning_rate : float
        Where the slider starts.

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
        history = train(objective, gradient_descent(learning_rate), start, n_steps=n_steps)
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
            "learning_rate": controls.LearningRate(learning_rate, *map(float, rates)),
        },
        run,
        Stage(
            [
                Ellipses(reach, levels_of(usual)),
                LimitChart(factors, limits, standardized_limit, rates),
            ],
            widths=[1.6, 1],
            height=PROJECTED_HEIGHT,
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
    rate, edge = tell_apart(run.learning_rate, limit)
    rate = max(rate, format_rate(run.learning_rate), key=len)
    side = "above" if run.learning_rate > limit else "below"
    if math.isclose(run.learning_rate, limit):
        side = "just at"
    within = f"not reached in {run.n_steps} steps" if step is None else f"reached at step {step}"
    return (
        f"x is {scale}: it goes from {format_number(x.min())} to {format_number(x.max())}. The loss is {alike}. "
        f"Limit: 2 / largest curvature = 2 / {format_number(steep)} = {edge}. "
        f"Learning rate {rate}, {side} the limit. Within 1 %: {within}. "
        f"{diagnose(run.history).sentence}"
    )


def say_factor(factor: float) -> str:
    """Say by how much x is stretched."""
    return "not stretched" if factor == 1 else f"stretched by {format_number(factor)}"


def penguins_side_by_side(birds: Dataset, start, *, n_steps: int, learning_rate: float) -> Explorer:
    """Train on the penguins as they were measured and on the same standardized, with one learning rate for both.

    Parameters
    ----------
    birds : Dataset
        With one feature.
    start : array_like, shape (2,)
        Weight and bias before the first step, of both runs.
    n_steps : int
        Steps of both runs.
    learning_rate : float
        Where the slider starts.

    Returns
    -------
    Explorer
        With the control ``learning_rate``, and buttons for half of each limit.
    """
    objectives = [line_through(X, birds.y_true) for X in (birds.X, standardize(birds.X)[0])]
    limits = [learning_rate_limit(objective) for objective in objectives]
    lowest, highest = objectives[0].minimum.value, max(float(objective.value(start)) for objective in objectives)
    losses = _power_below(max(lowest, 1e-8 * highest)), 100 * _power_below(highest)
    reach = 1.2 * max(float(np.abs(objective.minimum.params).max()) for objective in objectives)
    rates = _power_below(min(limits) / 10), 10 * _power_below(max(limits))
    colors = Curve("raw", "loss", "-"), Curve("standardized", "path", "--", "D")

    def run(learning_rate):
        return side_by_side(objectives, learning_rate, start, n_steps=n_steps)

    def use_half(limit):
        return lambda explorer: explorer.set(learning_rate=float(f"{limit / 2:.3g}"))

    maps = [
        Ellipses(
            reach,
            levels_of(objectives[index]),
            wider=1.0,
            title=f"{name.capitalize()}: limit {format_number(limits[index])}",
            legend=False,
            subject=f"The {name} path",
        ).of(lambda pair, index=index: pair.histories[index])
        for index, name in enumerate(NAMES)
    ]
    return Explorer(
        {"learning_rate": controls.LearningRate(learning_rate, *rates)},
        run,
        Stage([*maps, ComparedCurves(colors, n_steps, losses)], widths=[1, 1, 1.1], height=MAPS_HEIGHT),
        compare,
        name="penguins_side_by_side",
        actions={f"Half of the {name} limit": use_half(limit) for name, limit in zip(NAMES, limits, strict=True)},
    )


def compare(pair: SideBySide, learning_rate: float) -> str:
    """Say how far apart the limits are, and what the one rate does to either run."""
    objectives = [history.objective for history in pair.histories]
    raw, standardized = (learning_rate_limit(objective) for objective in objectives)
    said = [
        f"Limits: raw {format_number(raw)}, standardized {format_number(standardized)}, "
        f"{format_number(standardized / raw)} times as large. "
        f"Learning rate {format_rate(learning_rate)}, {pair.n_steps} steps."
    ]
    lowest = objectives[0].minimum.value
    goal = 1.01 * lowest
    when = []
    for run, name in zip(pair.histories, NAMES, strict=True):
        params = describe_params(run.final_params, ["weight", "bias"])
        said.append(f"{name.capitalize()}: {diagnose(run).name}, loss {say_loss(run)}, {params}.")
        step = steps_to_loss(run.objective, learning_rate, run.params[0], goal)
        when.append(f"{name} {say_when(step, learning_rate < learning_rate_limit(run.objective))}")
    said.append(f"Lowest loss: {format_number(lowest)}. At most 1 % above it: {', '.join(when)}.")
    return " ".join(said)


def say_when(step: int | None, settles: bool) -> str:
    """Say at which step a run arrives, if it does."""
    if step is not None:
        return f"at step {say_large(step)}"
    return "not in a million billion steps" if settles else "never"


def _power_below(number: float) -> float:
    """Return the power of ten that a number has reached, as far as three digits tell."""
    return 10.0 ** int(np.floor(np.log10(float(f"{number:.3g}"))))
