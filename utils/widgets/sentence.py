"""What happened in a run, in one or two sentences with numbers.

The same words serve eyes, screen readers, tests and checks.
"""

from collections.abc import Sequence

from utils.descent import History, diagnose, format_number

NEGLIGIBLE = 1e-9
"""Sizes below this read as 0: what is left of a number when a run has settled."""


def say(number: float) -> str:
    """Write a number for a sentence: three significant digits, and 0 for what is negligible.

    Examples
    --------
    >>> say(0.006543), say(-1.5e-22)
    ('0.00654', '0')
    """
    return format_number(0.0 if abs(number) < NEGLIGIBLE else number)


def describe_params(params, names: Sequence[str]) -> str:
    """Name each parameter with its value.

    Examples
    --------
    >>> describe_params([1.98, 1.03], ["weight", "bias"])
    'weight 1.98, bias 1.03'
    """
    return ", ".join(f"{name} {say(value)}" for name, value in zip(names, params, strict=True))


def describe_run(history: History, *, learning_rate: float, names: Sequence[str] = ("weight", "bias")) -> str:
    """Say what a run did: settings, start and end loss, parameters, and the verdict with its evidence.

    Parameters
    ----------
    history : History
        One run.
    learning_rate : float
        The learning rate that it was trained with.
    names : sequence of str
        What the parameters are called, in their order.

    Returns
    -------
    str
        For example "Learning rate 0.1, 50 steps: loss from 19.1 to 0.0123, weight 1.96, bias 1.05.
        Converged: ...".
    """
    n = history.n_steps
    verdict = diagnose(history)
    return (
        f"Learning rate {format_number(learning_rate)}, {n} step{'s' if n != 1 else ''}: "
        f"loss from {say(history.loss[0])} to {say(history.loss[-1])}, "
        f"{describe_params(history.params[-1], names)}. {verdict.name.capitalize()}: {verdict.evidence}."
    )
