"""Too low: unfinished or stuck, in a landscape with two valleys."""

from utils.descent import History, Objective, diagnose, format_number, gradient_descent, train
from utils.drawing import Stage
from utils.drawing.views import LossCurve, SlopeDetail, SlopeView
from utils.explorers import Drag, Explorer, describe_run, name_of_run
from utils.widgets import controls

MOST_STEPS = 6000
"""Steps at the end of the slider: by then the run with 0.0001 has come as far as it ever will."""

MORE_STEPS = 1000
"""What the button adds."""

LAST_STEPS = 100
"""How far back a run is compared with itself, to tell unfinished from stuck."""


def two_valleys_explorer(objective: Objective, start: float, *, learning_rate: float, n_steps: int) -> Explorer:
    """Roll into one of two valleys; a button adds 1000 steps, which tells unfinished from stuck.

    Parameters
    ----------
    objective : Objective
        A landscape of one parameter.
    start : float
        The parameter before the first step.
    learning_rate : float
        Where the slider starts.
    n_steps : int
        Steps at the start.

    Returns
    -------
    Explorer
        With the controls ``start``, ``learning_rate`` and ``n_steps``.
    """
    most_steps = max(n_steps, MOST_STEPS)
    usual = {"start": float(start), "n_steps": n_steps}

    def run(start, learning_rate, n_steps):
        return train(objective, gradient_descent(learning_rate), [start], n_steps=n_steps)

    def more_steps(explorer):
        before = explorer.values["n_steps"]
        if before == most_steps:
            return f"{most_steps} steps are the most that this figure takes."
        return explorer.set(n_steps=min(before + MORE_STEPS, most_steps))

    narrow = SlopeDetail(
        (2.2, 3.1), (1.2, 1.6), name="w", tangent=False, title="The narrow valley, closer", legend=""
    )
    slope = SlopeView(
        (-4, 5), (-0.5, 8.5), name="w", tangent=False, title="Two valleys", legend="upper left", closer=narrow
    )
    curve = LossCurve(most_steps, (-0.5, 7), log=False)
    return Explorer(
        {
            "start": controls.number("start w", start, -4, 5, 0.1, digits=1),
            "learning_rate": controls.LearningRate(learning_rate, 1e-5, 10, classic=controls.CLASSIC_RATES),
            "n_steps": controls.steps(n_steps, most_steps),
        },
        run,
        Stage([slope, narrow, curve], widths=[1.3, 0.9, 1], height=330),
        progress,
        name="two_valleys_explorer",
        drag=Drag(slope, x="start"),
        actions={f"{MORE_STEPS} more steps": more_steps},
        pin_label=lambda **values: name_of_run(values, usual, ["start"]),
    )


def progress(history: History, **_) -> str:
    """Say what a run did, and whether its last steps still gained anything: unfinished, or stuck."""
    sentence = describe_run(history, names=["w"])
    verdict = diagnose(history).name
    if verdict not in ("crawling", "converging", "stuck"):
        return sentence
    back = min(LAST_STEPS, history.n_steps)
    gain = history.loss[-1 - back] - history.loss[-1]
    steps = "step" if back == 1 else f"{back} steps"
    if verdict == "stuck":
        gained = "nothing" if abs(gain) < 1e-4 else f"only {format_number(gain)}"
        return f"{sentence} More steps do not help: the last {steps} gained {gained}."
    return f"{sentence} Unfinished: the last {steps} still gained {format_number(gain)}."
