"""The same birds twice, as they were measured and standardized, trained with one learning rate."""

import numpy as np

from utils.descent import (
    diagnose,
    format_number,
    learning_rate_limit,
    penguins_body_mass,
    standardize,
)
from utils.descent.experiments.closed_form import levels, line_through, say_large, steps_to_loss
from utils.descent.experiments.side_by_side import SideBySide, side_by_side
from utils.drawing import Stage
from utils.drawing.views import ComparedCurves, Curve, Ellipses
from utils.explorers import Explorer
from utils.explorers.sentence import describe_params, say_loss
from utils.widgets import controls

N_STEPS = 100
HEIGHT = 340
RAW = 0
NAMES = "raw", "standardized"


def penguins_side_by_side() -> Explorer:
    """Train on the raw and on the standardized penguins with one learning rate for both.

    Returns
    -------
    Explorer
        With the control ``learning_rate``, and buttons for half of each limit.
    """
    birds = penguins_body_mass()
    objectives = [line_through(X, birds.y_true) for X in (birds.X, standardize(birds.X)[0])]
    halves = [float(f"{learning_rate_limit(objective) / 2:.3g}") for objective in objectives]
    reach = 1.2 * max(float(np.abs(objective.minimum.params).max()) for objective in objectives)
    colors = Curve("raw", "loss", "-"), Curve("standardized", "path", "--", "D")

    def run(learning_rate):
        return side_by_side(objectives, learning_rate, [0.0, 0.0], n_steps=N_STEPS)

    def use(rate):
        return lambda explorer: explorer.set(learning_rate=rate)

    maps = [
        Ellipses(reach, levels(objective), wider=1.0, title=f"{name.capitalize()}: limit {limit}", legend=False,
                 subject=f"The {name} path").of(lambda pair, index=index: pair.histories[index])
        for index, (objective, name) in enumerate(zip(objectives, NAMES, strict=True))
        for limit in [format_number(learning_rate_limit(objective))]
    ]  # fmt: skip
    return Explorer(
        {"learning_rate": controls.LearningRate(halves[RAW], 1e-6, 10)},
        run,
        Stage([*maps, ComparedCurves(colors, N_STEPS, (1e5, 1e9))], widths=[1, 1, 1.1], height=HEIGHT),
        describe,
        name="penguins_side_by_side",
        actions={f"Half of the {name} limit": use(half) for name, half in zip(NAMES, halves, strict=True)},
    )


def describe(pair: SideBySide, learning_rate: float) -> str:
    """Say how far apart the limits are, and what the one rate does to either run."""
    objectives = [history.objective for history in pair.histories]
    raw, standardized = (learning_rate_limit(objective) for objective in objectives)
    said = [
        f"Limits: raw {format_number(raw)}, standardized {format_number(standardized)}, "
        f"{format_number(standardized / raw)} times as large. "
        f"Learning rate {format_number(learning_rate)}, {pair.n_steps} steps."
    ]
    lowest = objectives[RAW].minimum.value
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
