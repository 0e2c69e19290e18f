"""What happened in a run, in one or two sentences with numbers.

The same words serve eyes, screen readers, tests and checks.
"""

from collections.abc import Sequence

from utils.descent import History, diagnose, format_number

USUAL_SCALE = 1e3
"""Parameters and losses of the course are not larger than this before the first step."""


def say(number: float, *, scale: float = USUAL_SCALE) -> str:
    """Write a number for a sentence: three significant digits, and 0 for what is negligible.

    Parameters
    ----------
    number : float
    scale : float
        Size of the numbers that it came from: a million-millionth of it is what rounding leaves, and reads as 0.

    Examples
    --------
    >>> say(0.006543), say(-1.5e-22)
    ('0.00654', '0')
    """
    return format_number(number, scale=scale)


def say_loss(history: History, step: int = -1) -> str:
    """Write the loss at a step as the run's verdict writes it, so that the two never differ.

    Examples
    --------
    >>> from utils.descent import gradient_descent, quadratic_bowl, train
    >>> say_loss(train(quadratic_bowl([1.0]), gradient_descent(0.5), [4.0], n_steps=19))
    '2.91e-11'
    """
    return say(history.loss[step], scale=history.loss[0])


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
        Converged: ...". Before the first step there is no verdict.
    """
    n = history.n_steps
    if n == 0:
        start = f"loss {say_loss(history)}, {describe_params(history.params[-1], names)}"
        return f"Learning rate {format_number(learning_rate)}, no step taken yet: {start}."
    verdict = diagnose(history)
    return (
        f"Learning rate {format_number(learning_rate)}, {n} step{'s' if n != 1 else ''}: "
        f"loss from {say_loss(history, 0)} to {say_loss(history)}, "
        f"{describe_params(history.params[-1], names)}. {verdict.name.capitalize()}: {verdict.evidence}."
    )
