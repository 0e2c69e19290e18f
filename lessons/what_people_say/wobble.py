"""Section 2, "it only wobbles": a rate just above the limit on a parabola, and on a V, where the saying is true."""

from collections.abc import Mapping

import numpy as np

from utils.descent import History, Objective, gradient_descent, train
from utils.drawing import PROJECTED_HEIGHT, Stage
from utils.drawing.views import LossCurve, SlopeView
from utils.explorers import Explorer, describe_run, say
from utils.explorers.sentence import say_distance_factor
from utils.widgets import controls


def wobble(
    losses: Mapping[str, Objective],
    start: float,
    *,
    n_steps: int,
    learning_rate: float,
    shape: str | None = None,
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
    learning_rate : float
        Where the slider starts.
    shape : str, optional
        Which of the losses at the start; the first without it.

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
        Stage([slope, LossCurve(300, (1e-6, 1e8))], height=PROJECTED_HEIGHT),
        describe,
        name="wobble",
    )


def describe(history: History, learning_rate: float, **_) -> str:
    """Say what the run did, and whether it overshoots less each time, more each time, or always as far."""
    sentence = describe_run(history, names=["w"])
    w = history.params[:, 0]
    if not history.objective.is_quadratic:
        return f"{sentence} {_on_the_v(w)}"
    factor = w[1] / w[0]
    times = f"Each step multiplies the distance to the bottom by {say_distance_factor(factor)}"
    if not factor < 0:
        return f"{sentence} {times}: no step overshoots."
    times = f"{times} and lands on the other side"
    if factor == -1:
        return f"{sentence} {times}: this one rate jumps from side to side forever."
    return f"{sentence} {times}: the jumps {'shrink, and it settles' if factor > -1 else 'grow without end'}."


def _on_the_v(w):
    crossed = np.flatnonzero(w[1:] * w[:-1] <= 0)
    if not len(crossed):
        return "It has not reached the bottom yet; all its steps are equally long."
    if w[-1] == 0:
        return "It has hit the bottom exactly, where the slope is 0."
    low, high = sorted(w[-2:])
    return f"All steps are equally long, so it jumps between {say(low)} and {say(high)} forever."
