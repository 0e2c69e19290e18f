"""The figures of the lesson on the learning rate."""

from lessons.learning_rate import words
from utils.descent import Objective, gradient_descent, train
from utils.drawing import Stage
from utils.drawing.views import FloatRange, LossCurve, LossMap, ParamCurve, SlopeView
from utils.explorers import Drag, Explorer, name_of_run
from utils.explorers.results_table import add_results
from utils.widgets import controls

HEIGHT = 330
"""CSS pixels: with its controls and its sentence, a figure fits a projected page."""


def learning_rate_explorer(
    objective: Objective, start, *, max_steps: int = 300, learning_rate: float = 0.001
) -> Explorer:
    """Choose the learning rate, the start and the number of steps; see the loss curve and the path.

    Parameters
    ----------
    objective : Objective
        The mean loss of a line on data with one feature.
    start : array_like, shape (2,)
        Weight and bias before the first step.
    max_steps : int
        The largest number of steps, and the number at the start.
    learning_rate : float
        Where the slider starts.

    Returns
    -------
    Explorer
        With the controls ``weight``, ``bias``, ``learning_rate`` and ``n_steps``. Runs can be pinned.
    """

    def run(weight, bias, learning_rate, n_steps):
        return train(objective, gradient_descent(learning_rate), [weight, bias], n_steps=n_steps)

    def name(**values):
        return name_of_run(values, usual, ["weight", "bias"])

    usual = {"weight": float(start[0]), "bias": float(start[1]), "n_steps": max_steps}
    loss_map = LossMap((-2, 6), (-3, 5), title="Path on the loss map", legend="lower right")
    return Explorer(
        {
            "weight": controls.number("start weight", start[0], -2, 6, 0.1, digits=1),
            "bias": controls.number("start bias", start[1], -3, 5, 0.1, digits=1),
            "learning_rate": controls.LearningRate(learning_rate, 1e-5, 10, classic=controls.CLASSIC_RATES),
            "n_steps": controls.steps(max_steps, max_steps),
        },
        run,
        Stage([LossCurve(max_steps, (1e-3, 1e4)), loss_map], height=HEIGHT),
        words.speed,
        name="learning_rate_explorer",
        drag=Drag(loss_map, x="weight", y="bias"),
        pin_label=name,
    )


def overshoot_explorer(
    objective: Objective,
    *,
    start: float,
    learning_rate: float = 0.1,
    rates=(0.1, 0.5, 0.9, 1.0, 1.1),
    n_steps: int = 15,
) -> Explorer:
    """One parameter in one valley: walk down, jump to the bottom, zigzag, bounce or climb out.

    Parameters
    ----------
    objective : Objective
        A landscape of one parameter, such as ``quadratic_bowl([2.0])``.
    start : float
        The parameter before the first step.
    learning_rate : float
        Where the slider starts.
    rates : sequence of float
        Learning rates with a button of their own.
    n_steps : int
        Steps at the start.

    Returns
    -------
    Explorer
        With the controls ``start``, ``learning_rate`` and ``n_steps``.
    """

    def run(start, learning_rate, n_steps):
        return train(objective, gradient_descent(learning_rate), [start], n_steps=n_steps)

    slope = SlopeView((-8, 8), (-16, 64), name="w", tangent=False, title="Loss for every w", legend="lower center")
    curve = ParamCurve(20, (-10, 10), name="w", title="w at each step")
    return Explorer(
        {
            "start": controls.number("start w", start, -8, 8, 0.1, digits=1),
            "learning_rate": controls.LearningRate(learning_rate, 0.01, 2, classic=rates),
            "n_steps": controls.steps(n_steps, 20),
        },
        run,
        Stage([slope, curve], height=HEIGHT),
        words.overshoot,
        name="overshoot_explorer",
        drag=Drag(slope, x="start"),
    )


def overflow_table(objective: Objective, start, *, learning_rate: float = 1.0, n_steps: int = 400) -> Explorer:
    """Scrub through a run that explodes: the numbers in a table, and the loss up to inf and NaN.

    Parameters
    ----------
    objective : Objective
        A mean loss whose first parameter is a weight.
    start : array_like, shape (n_params,)
        The parameters before the first step.
    learning_rate : float
        Where the slider starts.
    n_steps : int
        Steps of every run.

    Returns
    -------
    Explorer
        With the controls ``learning_rate`` and ``step``, and a table.
    """

    def run(learning_rate):
        return train(objective, gradient_descent(learning_rate), start, n_steps=n_steps)

    def go_to(word, attribute):
        def action(explorer):
            step = getattr(run(explorer.values["learning_rate"]), attribute)
            if step is None:
                return f"No loss of this run is {word} within {n_steps} steps."
            return explorer.set(step=step)

        return action

    explorer = Explorer(
        {
            "learning_rate": controls.LearningRate(learning_rate, 1e-2, 10, classic=(0.1, 0.3, 0.5, 1.0, 10.0)),
            "step": controls.Scrubber(n_steps, interval_ms=40),
        },
        run,
        Stage([FloatRange(n_steps)], width=540, height=HEIGHT),
        words.growth,
        name="overflow_table",
        actions={"Go to the first inf": go_to("inf", "first_inf"), "Go to the first NaN": go_to("NaN", "first_nan")},
    )
    return add_results(explorer, words.overflow_rows, beside=372)


def two_valleys_explorer(objective: Objective, *, start: float = 3.6, n_steps: int = 300) -> Explorer:
    """Roll into one of two valleys; a button adds 300 steps, which tells unfinished from stuck.

    Parameters
    ----------
    objective : Objective
        A landscape of one parameter.
    start : float
        The parameter before the first step.
    n_steps : int
        Steps at the start.

    Returns
    -------
    Explorer
        With the controls ``start``, ``learning_rate`` and ``n_steps``.
    """
    most_steps = 900
    usual = {"start": float(start), "n_steps": n_steps}

    def run(start, learning_rate, n_steps):
        return train(objective, gradient_descent(learning_rate), [start], n_steps=n_steps)

    def more_steps(explorer):
        before = explorer.values["n_steps"]
        if before == most_steps:
            return f"{most_steps} steps are the most that this figure takes."
        return explorer.set(n_steps=min(before + 300, most_steps))

    slope = SlopeView((-4, 5), (-0.5, 7), name="w", tangent=False, title="Two valleys", legend="upper left")
    return Explorer(
        {
            "start": controls.number("start w", start, -4, 5, 0.1, digits=1),
            "learning_rate": controls.LearningRate(0.01, 1e-5, 10, classic=controls.CLASSIC_RATES),
            "n_steps": controls.steps(n_steps, most_steps),
        },
        run,
        Stage([slope, LossCurve(most_steps, (-0.5, 7), log=False)], widths=[1.2, 1], height=HEIGHT),
        words.progress,
        name="two_valleys_explorer",
        drag=Drag(slope, x="start"),
        actions={"300 more steps": more_steps},
        pin_label=lambda **values: name_of_run(values, usual, ["start"]),
    )
