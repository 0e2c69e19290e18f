"""The figure in which a learner's own line competes with gradient descent."""

from dataclasses import dataclass

import numpy as np

from utils.descent import History, Objective, format_rate, gradient_descent, train
from utils.descent.formatting import count
from utils.drawing import Stage
from utils.drawing.views import RivalCurve, RivalFit
from utils.explorers import Explorer, describe_params, say
from utils.explorers.tries import Settings
from utils.widgets import controls

NAMES = ["weight", "bias"]


@dataclass(frozen=True, eq=False)
class Contest:
    """A line that was set by hand, and the run of the machine that competes with it.

    Parameters
    ----------
    yours : Settings
        One setting.
    history : History
        The machine's run.
    """

    yours: Settings
    history: History

    @property
    def n_steps(self):
        """How many steps the machine has taken."""
        return self.history.n_steps

    def at_step(self, step):
        """Return the contest as it stands after a step of the machine; your line stays."""
        return Contest(self.yours, self.history.at_step(step))


def beat_the_machine(objective: Objective, start, *, learning_rate: float, n_steps: int) -> Explorer:
    """Fit a line by hand, then let gradient descent run from the same start and see when it passes you.

    Parameters
    ----------
    objective : Objective
        The mean loss of a line on data with one feature.
    start : array_like, shape (2,)
        Weight and bias of both lines at the start.
    learning_rate : float
        The machine's.
    n_steps : int
        How many steps the machine may take.

    Returns
    -------
    Explorer
        With the controls ``weight`` and ``bias``, which are yours, and ``step``, the machine's. Its result
        is a `Contest`.
    """
    machine = train(objective, gradient_descent(learning_rate), start, n_steps=n_steps)

    def run(weight, bias):
        return Contest(Settings.of(objective, [[weight, bias]]), machine)

    def describe(contest, **_):
        yours, its = contest.yours, contest.history
        steps = count(its.n_steps, "step")
        return (
            f"Your line: {describe_params(yours.params[-1], NAMES)}, loss {say(yours.loss[-1])}. "
            f"The machine after {steps} with learning rate {format_rate(learning_rate)}: "
            f"{describe_params(its.final_params, NAMES)}, loss {say(its.final_loss)}. "
            f"{_who_is_ahead(yours.loss[-1], its)}"
        )

    stage = Stage(
        [
            RivalFit((-0.2, 3.2), (-2, 10), title="Your line and the machine's"),
            RivalCurve(n_steps, (0.2, 20), title="Who has the lower loss?"),
        ],
        widths=[1.15, 1],
        height=350,
    )
    return Explorer(
        {
            "weight": controls.number("your weight", start[0], -4, 6, 0.02),
            "bias": controls.number("your bias", start[1], -4, 6, 0.02),
            "step": controls.Scrubber(n_steps, 0, interval_ms=120, label="machine's steps"),
        },
        run,
        stage,
        describe,
        name="beat_the_machine",
    )


def passed_at(history: History, loss: float) -> int | None:
    """Return the first step at which a run's loss is below another loss, or None if it never is.

    Examples
    --------
    >>> from utils.descent import quadratic_bowl
    >>> run = train(quadratic_bowl([2.0]), gradient_descent(0.25), [8.0], n_steps=3)
    >>> run.loss.tolist(), passed_at(run, 5.0), passed_at(run, 0.5)
    ([64.0, 16.0, 4.0, 1.0], 2, None)
    """
    below = np.flatnonzero(history.loss < loss)
    return int(below[0]) if len(below) else None


def _who_is_ahead(yours, its):
    gap = yours - its.final_loss
    if gap == 0:
        return "Nobody is ahead."
    if not gap > 0:
        return f"You are ahead by {say(-gap)}."
    passed = passed_at(its, yours)
    since = f"it passed you at step {passed}" if passed else "it was ahead from the start"
    return f"The machine is ahead by {say(gap)}; {since}."
