"""Section 1, "it must be below 1": a neuron that learns with a rate above 1, beside one with the rate 1."""

from lessons.what_people_say.two_runs import two_runs
from utils.descent import History, Objective, format_number, gradient_descent, learning_rate_limit, train
from utils.descent.formatting import format_rate
from utils.explorers import Explorer, describe_outcome
from utils.widgets import controls


def above_one(objective: Objective, start, *, n_steps: int, learning_rate: float) -> Explorer:
    """Test "a learning rate must be below 1": a neuron on penguins, beside the same neuron with the rate 1.

    Parameters
    ----------
    objective : Objective
        The mean log loss of a neuron, with a known minimum.
    start : array_like, shape (n_params,)
        The parameters before the first step.
    n_steps : int
        Steps of both runs.
    learning_rate : float
        Where the slider starts.

    Returns
    -------
    Explorer
        With the control ``learning_rate``.
    """

    def run(learning_rate):
        return train(objective, gradient_descent([learning_rate, 1.0]), start, n_steps=n_steps)

    stage = two_runs(
        ("your rate", "the rate 1"),
        n_steps,
        (1e-6, 10),
        above_best=True,
        title="A neuron on penguins",
        label="log loss above the best",
    )
    return Explorer(
        {"learning_rate": controls.LearningRate(learning_rate, 0.01, 1000, classic=(0.1, 1, 3, 30, 300))},
        run,
        stage,
        describe,
        name="above_one",
    )


def describe(history: History, learning_rate: float) -> str:
    """Say how soon the run is there, beside the run with the rate 1, and where the limit lies."""
    limit = format_number(learning_rate_limit(history.objective))
    ours, one = history.run(0), history.run(1)
    said = [f"Learning rate {format_rate(learning_rate)}, {history.n_steps} steps: {describe_outcome(ours)}."]
    if learning_rate != 1:
        said.append(f"Learning rate 1: {describe_outcome(one)}.")
    return " ".join([*said, f"Near the bottom of this loss the limit is {limit}."])
