"""The figure in which a learner's own line competes with gradient descent."""

import numpy as np

from utils.descent import History, Objective, format_number, gradient_descent, train
from utils.descent.formatting import count
from utils.drawing import Stage
from utils.drawing.views import RivalCurve, RivalFit
from utils.explorers import Explorer, describe_params, say
from utils.widgets import controls

NAMES = ["weight", "bias"]


def beat_the_machine(objective: Objective, start, *, learning_rate: float = 0.05, max_steps: int = 100) -> Explorer:
    """Fit a line by hand, then let gradient descent run from the same start and see when it passes you.

    Parameters
    ----------
    objective : Objective
        The mean loss of a line on data with one feature.
    start : array_like, shape (2,)
        Weight and bias of both lines at the start.
    learning_rate : float
        The machine's.
    max_steps : int
        How many steps the machine may take.

    Returns
    -------
    Explorer
        With the controls ``weight`` and ``bias``, which are yours, and ``step``, the machine's. Its history
        holds two runs: yours, which stands still, and the machine's.
    """
    machine = train(objective, gradient_descent(learning_rate), start, n_steps=max_steps)

    def run(weight, bias):
        yours = np.broadcast_to([weight, bias], machine.params.shape)
        slope = np.hypot(*np.moveaxis(objective.gradient(yours), -1, 0))
        return History(
            objective,
            params=np.stack([yours, machine.params]),
            loss=np.stack([objective.value(yours), machine.loss]),
            gradient_norm=np.stack([slope, machine.gradient_norm]),
        )

    def describe(history, **_):
        (your_params, its_params), (your_loss, its_loss) = history.final_params, history.final_loss
        steps = count(history.n_steps, "step")
        return (
            f"Your line: {describe_params(your_params, NAMES)}, loss {say(your_loss)}. "
            f"The machine after {steps} with learning rate {format_number(learning_rate)}: "
            f"{describe_params(its_params, NAMES)}, loss {say(its_loss)}. {_who_is_ahead(history)}"
        )

    stage = Stage(
        [
            RivalFit((-0.2, 3.2), (-2, 10), title="Your line and the machine's"),
            RivalCurve(max_steps, (0.7, 1000), title="Who has the lower loss?"),
        ],
        widths=[1.15, 1],
        height=350,
    )
    return Explorer(
        {
            "weight": controls.number("your weight", start[0], -4, 6, 0.02),
            "bias": controls.number("your bias", start[1], -4, 6, 0.02),
            "step": controls.Scrubber(max_steps, 0, interval_ms=120, label="machine's steps"),
        },
        run,
        stage,
        describe,
        name="beat_the_machine",
    )


def _who_is_ahead(history):
    yours, machines = history.loss
    gap = yours[-1] - machines[-1]
    if gap == 0:
        return "Nobody is ahead."
    if not gap > 0:
        return f"You are ahead by {say(-gap)}."
    passed = int(np.argmax(machines < yours))
    since = f"it passed you at step {passed}" if passed else "it was ahead from the start"
    return f"The machine is ahead by {say(gap)}; {since}."
