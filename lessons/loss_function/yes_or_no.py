"""The figure of a neuron that answers yes or no, with what each answer costs."""

import numpy as np

from utils.descent import Dataset, Neuron, log_loss, mean_loss
from utils.descent.verdict.metrics import answered_right
from utils.drawing import Stage
from utils.drawing.views import LogLossView, ProbabilityView
from utils.drawing.views.probability import true_answer
from utils.explorers import Explorer, describe_params, say
from utils.explorers.tries import Settings
from utils.widgets import controls

NAMES = ["weight", "bias"]


def yes_or_no(data: Dataset, start, *, answers=("no", "yes")) -> Explorer:
    """Set a neuron by hand that answers yes or no, and see log loss beside accuracy.

    Parameters
    ----------
    data : Dataset
        One feature, on about [-12, 12], and a y_true of 0 or 1.
    start : array_like, shape (2,)
        Weight and bias at the start.
    answers : (str, str)
        What 0 and 1 mean.

    Returns
    -------
    Explorer
        With the controls ``weight`` and ``bias``.
    """
    objective = mean_loss(Neuron(1), log_loss, data.X, data.y_true)
    curve = ProbabilityView(
        (-12, 12), x_label=data.feature_names[0], answers=answers, title=f"Probability of {answers[1]}"
    )

    def run(weight, bias):
        return Settings.of(objective, [[weight, bias]])

    def describe(history, **_):
        params = history.params[-1]
        probability, loss = true_answer(objective, params)
        worst = int(loss.argmax())
        n_right = int(answered_right(objective, params).sum())
        answer = answers[int(objective.y_true[worst])]
        words = f"{describe_params(params, NAMES).capitalize()}: log loss {say(history.loss[-1])}, "
        words += f"{n_right} of {len(loss)} right. "
        if np.ptp(loss) < 1e-9:
            return words + f"Every answer costs the same: {say(loss[0])}."
        return (
            words + f"The costliest answer is the one at {say(objective.X[worst, 0])}: "
            f"in truth {answer}, which got the probability {_given(probability[worst], answer == answers[1])} "
            f"and costs {say(loss[worst])}."
        )

    return Explorer(
        {
            "weight": controls.number("weight", start[0], -1, 3, 0.05),
            "bias": controls.number("bias", start[1], -10, 10, 0.1, digits=1),
        },
        run,
        Stage([curve, LogLossView()], height=360, widths=[1.25, 1]),
        describe,
        name="yes_or_no",
    )


def _given(probability: float, on_the_curve: bool) -> str:
    """Write the probability that the true answer got; of a "no" it is what the curve, that of "yes", leaves."""
    text = _plainly(probability)
    if on_the_curve or not text[0].isdigit():
        return text
    digits = len(text.partition(".")[2])
    return f"1 - {1 - float(text):.{digits}f} = {text}"


def _plainly(probability) -> str:
    """Write a probability in digits alone, however small."""
    if probability < 1e-6:
        return "below 0.000001"
    return np.format_float_positional(float(f"{probability:.2g}"), trim="-")
