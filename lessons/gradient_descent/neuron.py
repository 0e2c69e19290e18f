"""The same loop trains a neuron: two species of penguins, told apart by their bills."""

from utils.descent import Objective, diagnose, gradient_descent, train
from utils.descent.verdict.metrics import answered_right
from utils.drawing import Stage
from utils.drawing.views import DecisionView, LossCurve
from utils.explorers import Explorer, describe_pace, describe_params, describe_step, say_loss
from utils.widgets import controls

LONGEST = 300
"""Steps at the end of the slider."""


def neuron_on_penguins(objective: Objective, start, *, mean, std, learning_rate: float, n_steps: int) -> Explorer:
    """Train a neuron to tell two species of penguins apart by their bills.

    Parameters
    ----------
    objective : Objective
        The mean log loss of ``Neuron(2)`` on standardized bill length and bill depth.
    start : array_like, shape (3,)
        The two weights and the bias before the first step.
    mean, std : array_like, shape (2,)
        In mm, as `standardize` returns them: the chart shows millimeters.
    learning_rate : float
        Where its slider starts.
    n_steps : int
        The number of steps at the start.

    Returns
    -------
    Explorer
        With the controls ``learning_rate``, ``n_steps`` and ``step``.
    """
    longest = max(n_steps, LONGEST)
    names = ["weight of bill length", "weight of bill depth", "bias"]

    def run(learning_rate, n_steps):
        return train(objective, gradient_descent(learning_rate), start, n_steps=n_steps)

    def describe(history, learning_rate, n_steps, **_):
        birds = f"{birds_right(objective, history.params[-1])} of {len(objective.y_true)} birds right"
        if history.n_steps < n_steps:
            return f"{describe_step(history, learning_rate, n_steps, names=names, loss='log loss')} {birds}."
        return (
            f"{describe_pace(history)}: log loss from {say_loss(history, 0)} to {say_loss(history)}, {birds}; "
            f"{describe_params(history.params[-1], names)}. {diagnose(history).sentence}"
        )

    decision = DecisionView(
        (31, 60), (15, 22), names=("bill length (mm)", "bill depth (mm)"),
        classes=("Adelie", "Chinstrap"), mean=mean, std=std,
    )  # fmt: skip
    curve = LossCurve(longest, (0, 1), log=False, title="Log loss at each step")
    return Explorer(
        {
            "learning_rate": controls.LearningRate(learning_rate, 0.01, 10),
            "n_steps": controls.steps(n_steps, longest),
            "step": controls.Scrubber(n_steps, interval_ms=100),
        },
        run,
        Stage([decision, curve], widths=[1.35, 1], height=360),
        describe,
        name="neuron_on_penguins",
    )


def birds_right(objective: Objective, params) -> int:
    """Return how many birds a neuron with these parameters gets right.

    Parameters
    ----------
    objective : Objective
        The mean log loss of the neuron on all birds.
    params : array_like, shape (3,)
        The two weights and the bias.

    Examples
    --------
    >>> from utils.descent import Neuron, log_loss, mean_loss, penguins_species, standardize
    >>> birds = penguins_species(positive="Chinstrap", negative="Adelie")
    >>> X, _, _ = standardize(birds.X)
    >>> birds_right(mean_loss(Neuron(2), log_loss, X, birds.y_true), [0.0, 0.0, 0.0])
    151
    """
    return int(answered_right(objective, params).sum())
