"""Lesson 04's limit again, in a network: full-batch training walks to it by itself, and stays there."""

from collections.abc import Iterator

from utils.descent import MLP, Dataset, format_number, format_rate, mean_loss, squared_error
from utils.descent.experiments.sharpening import Sharpening, sharpening
from utils.drawing import Stage
from utils.drawing.views import LossCurve, SharpnessCurve
from utils.explorers import Explorer, SoFar, so_far
from utils.widgets import controls

FEWEST_STEPS, MOST_STEPS = 200, 4000
EVERY = 20
"""Steps from one measurement of the sharpness to the next."""

MOST_SEED = 99
AT_THE_LIMIT = 0.05
"""A mean within this share of the limit is at it."""


def edge_of_stability(
    data: Dataset,
    *,
    hidden_layers,
    activation: str,
    start: str,
    learning_rate: float,
    n_steps: int,
    random_state: int,
) -> Explorer:
    """Train a network on all samples at once, and follow its sharpness beside 2 / learning rate.

    Parameters
    ----------
    data : Dataset
        Two classes, 0 and 1. The network learns the numbers -1 and 1 for them, by the mean squared error.
    hidden_layers : sequence of int
        Neurons of each hidden layer.
    activation : {"tanh", "relu", "sigmoid", "linear"}
    start : {"zeros", "small", "glorot", "he", "large"}
        The size of the first weights.
    learning_rate : float
        Where its slider starts.
    n_steps : int
        From 200 to 4000.
    random_state : int
        Seed of the start, from 0 to 99.

    Returns
    -------
    Explorer
        Its result is a `Sharpening`, which comes while it is trained.
    """
    network = MLP((data.X.shape[1], *hidden_layers, 1), activation)
    objective = mean_loss(network, squared_error, data.X, 2.0 * data.y_true - 1.0)

    def run(learning_rate, n_steps, random_state) -> Iterator[SoFar]:
        first = network.init_params(start, random_state)
        return so_far(sharpening(objective, learning_rate, first, n_steps=n_steps, every=EVERY), n_steps)

    curve = LossCurve(MOST_STEPS, (1e-3, 10.0), title="Loss, all samples in each step")
    return Explorer(
        {
            "learning_rate": controls.LearningRate(learning_rate, 0.02, 1),
            "n_steps": controls.steps(n_steps, MOST_STEPS, low=FEWEST_STEPS),
            "random_state": controls.steps(random_state, MOST_SEED, low=0, label="seed"),
        },
        run,
        Stage([SharpnessCurve(MOST_STEPS), curve], widths=[1.2, 1]),
        describe,
        name="edge_of_stability",
    )


def describe(run: Sharpening, learning_rate, n_steps, random_state) -> str:
    """Say where the limit is, where the sharpness began and ended, and what the loss did meanwhile."""
    head = (
        f"Rate {format_rate(learning_rate)}, so the limit is 2 / rate = {format_number(run.limit)}; seed "
        f"{random_state}, {run.n_steps} steps. Sharpness at the start: {_short(run.sharpness[0])}"
    )
    if run.exploded:
        first = run.history.first_inf if run.history.first_inf is not None else run.history.first_nan
        when = f" at step {first}" if first is not None else ""
        return f"{head}. The run exploded: its loss is no longer a finite number{when}."
    loss = run.history.loss
    rises = f"{100 * run.share_of_rises:.0f} % of the steps made it higher"
    end = f"from {_short(loss[0])} to {_one_digit(loss[-1])}"
    if loss[-1] < loss[0]:
        over_all = f"The loss fell over all, {end}, though {rises}." if run.share_of_rises >= 0.005 else (
            f"The loss fell {end}; hardly any step made it higher."
        )  # fmt: skip
    else:
        over_all = f"The loss went {end}."
    late = run.late_sharpness
    return f"{head}; mean of the last quarter of the run: {_short(late)}, {_where(late, run.limit)}. {over_all}"


def _where(late, limit):
    if late < (1 - AT_THE_LIMIT) * limit:
        return "below the limit"
    return "above the limit" if late > (1 + AT_THE_LIMIT) * limit else "at the limit"


def _short(value):
    return format_number(float(f"{value:.2g}"))


def _one_digit(value):
    return format_number(float(f"{value:.1g}"))
