"""How a computer gets to inf and NaN: a run that explodes, step by step."""

import numpy as np

from utils.descent import History, Objective, format_number, gradient_descent, train
from utils.drawing import Stage
from utils.drawing.views import FloatRange
from utils.explorers import Explorer, describe_run
from utils.explorers.results_table import add_results
from utils.widgets import controls


def overflow_table(objective: Objective, start, *, learning_rate: float, n_steps: int) -> Explorer:
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

    rate = controls.LearningRate(learning_rate, 1e-2, 10, classic=(0.1, 0.3, 0.5, 1.0, 10.0))
    scrubber = controls.Scrubber(n_steps, interval_ms=40)
    # Another rate is another run: it is shown whole, whatever step of the last one was on show
    rate.observe(lambda _: setattr(scrubber, "value", n_steps), "value")
    explorer = Explorer(
        {"learning_rate": rate, "step": scrubber},
        run,
        Stage([FloatRange(n_steps)], width=540, height=330),
        growth,
        name="overflow_table",
        actions={"Go to the first inf": go_to("inf", "first_inf"), "Go to the first NaN": go_to("NaN", "first_nan")},
    )
    return add_results(explorer, lambda history: overflow_rows(history, rate.value), beside=372)


def growth(history: History, **_) -> str:
    """Say what a run did up to the step on show, and by how much its loss grows from step to step."""
    sentence = describe_run(history)
    finite = np.flatnonzero(np.isfinite(history.loss))
    last = finite[-1] if len(finite) else 0
    if last == 0 or history.loss[last] <= history.loss[last - 1]:
        return sentence
    factor = history.loss[last] / history.loss[last - 1]
    when = "At each step" if last == history.n_steps else "At each step until then"
    return f"{sentence} {when} the loss became {format_number(factor)} times as large."


def overflow_rows(history: History, learning_rate: float) -> tuple[list[str], list[list[str]], int]:
    """Choose the rows of the table: the first steps, the first inf and NaN, and the step on show."""
    n, inf, nan = history.n_steps, history.first_inf, history.first_nan
    wanted = {0, 1, 2, n - 1, n}
    for first in (inf, nan):
        wanted |= set() if first is None else {first - 1, first}
    steps = sorted(step for step in wanted if 0 <= step <= n)
    with np.errstate(all="ignore"):  # sums that are too large, and inf - inf: that is what the table shows
        updates = -learning_rate * history.objective.gradient(history.params[steps])[:, 0]
    rows, current = [], 0
    for before, step, update in zip([-1, *steps], steps, updates, strict=False):
        if step > before + 1:
            rows.append(["⋮", "", "", ""])
        current = len(rows)
        first = " (first)" if step in (inf, nan) else ""
        loss = format_number(history.loss[step]) + first
        rows.append([str(step), format_number(history.params[step, 0]), loss, format_number(update)])
    return ["step", "weight", "loss", "update"], rows, current
