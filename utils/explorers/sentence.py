"""What happened in a run, in one or two sentences with numbers.

The same words serve eyes, screen readers, tests and checks.
"""

from collections.abc import Sequence

from utils.descent import History, diagnose, format_number
from utils.descent.formatting import count, format_rate
from utils.descent.verdict.verdict import SETTLES

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


def say_distance_factor(factor: float) -> str:
    """Write by what a step multiplies the distance to the bottom.

    A distance has no sign, and so the factor has none here: who tells of a negative one says that the step landed
    on the other side. One that is nearly 1 has as many digits as it takes.

    Examples
    --------
    >>> say_distance_factor(-1.0345), say_distance_factor(0.99999), say_distance_factor(-1.0)
    ('1.03', '0.99999', '1')
    >>> say_distance_factor(1 - 1e-12)
    'almost 1'
    """
    size = abs(float(factor))
    if size == 1 or not 0.99 < size < 1.01:
        return format_number(size)
    digits = f"{size:.8g}"
    return digits if float(digits) != 1 else "almost 1"


def describe_params(params, names: Sequence[str]) -> str:
    """Name each parameter with its value.

    Examples
    --------
    >>> describe_params([1.98, 1.03], ["weight", "bias"])
    'weight 1.98, bias 1.03'
    """
    return ", ".join(f"{name} {say(value)}" for name, value in zip(names, params, strict=True))


def describe_run(history: History, *, names: Sequence[str] = ("weight", "bias")) -> str:
    """Say what a run did: settings, start and end loss, parameters, and the verdict with its evidence.

    Parameters
    ----------
    history : History
        One run, which knows its own learning rate.
    names : sequence of str
        What the parameters are called, in their order.

    Returns
    -------
    str
        For example "Learning rate 0.1, 50 steps: loss from 19.1 to 0.0123, weight 1.96, bias 1.05.
        Converged: ...". Before the first step there is no verdict.

    Examples
    --------
    >>> from utils.descent import gradient_descent, quadratic_bowl, train
    >>> describe_run(train(quadratic_bowl([1.0]), gradient_descent(3.0), [1.0], n_steps=2), names=["w"])
    'Learning rate 3, 2 steps: loss from 0.5 to 8, w 4. Diverging: after 2 steps the loss has grown from 0.5 to 8.'
    """
    params = describe_params(history.final_params, names)
    if history.n_steps == 0:
        return f"No step taken yet: loss {say_loss(history)}, {params}."
    return (
        f"{describe_pace(history)}: loss from {say_loss(history, 0)} to {say_loss(history)}, {params}. "
        f"{diagnose(history).sentence}"
    )


def describe_step(
    history: History,
    learning_rate: float,
    n_steps: int,
    *,
    names: Sequence[str] = ("weight", "bias"),
    loss: str = "loss",
) -> str:
    """Say where a run is in its middle: no verdict, since it has not ended yet.

    Parameters
    ----------
    history : History
        One run, as far as the step on show. At step 0 it has used no learning rate yet.
    learning_rate : float
        The run's.
    n_steps : int
        Steps of the whole run.
    names : sequence of str
        What the parameters are called, in their order.
    loss : str
        What the loss is called.

    Examples
    --------
    >>> from utils.descent import gradient_descent, quadratic_bowl, train
    >>> run = train(quadratic_bowl([1.0]), gradient_descent(0.5), [4.0], n_steps=3)
    >>> describe_step(run.at_step(1), 0.5, 3, names=["w"])
    'Step 1 of 3, learning rate 0.5: loss 2 (at the start 8), w 2.'
    """
    return (
        f"Step {history.n_steps} of {n_steps}, learning rate {format_rate(learning_rate)}: "
        f"{loss} {say_loss(history)} (at the start {say_loss(history, 0)}), "
        f"{describe_params(history.params[-1], names)}."
    )


def describe_pace(history: History) -> str:
    """Name the learning rate of a run, or its first and its last one where they differ, and the steps.

    Examples
    --------
    >>> from utils.descent import gradient_descent, quadratic_bowl, step_decay, train
    >>> describe_pace(train(quadratic_bowl([1.0]), gradient_descent(0.5), [4.0], n_steps=1))
    'Learning rate 0.5, 1 step'
    >>> decay = step_decay(0.5, every=2, factor=0.1)
    >>> describe_pace(train(quadratic_bowl([1.0]), gradient_descent(decay), [4.0], n_steps=3))
    'Learning rate 0.5 to 0.05, 3 steps'
    """
    rates, steps = history.learning_rate, count(history.n_steps, "step")
    if rates is None or not len(rates):
        return steps
    first, last = format_number(rates[0]), format_number(rates[-1])
    return f"Learning rate {format_rate(rates[0]) if first == last else f'{first} to {last}'}, {steps}"


def describe_outcome(run: History) -> str:
    """Say what became of a run in a few words, for sentences that tell of several runs.

    That is when a run that stayed there was within 1 % of the best loss, or what happened instead.
    As everywhere in the course, 1 % is a share of the possible drop: of the way from the first loss to the best.

    Examples
    --------
    >>> from utils.descent import gradient_descent, quadratic_bowl, train
    >>> describe_outcome(train(quadratic_bowl([1.0]), gradient_descent(0.5), [1.0], n_steps=20))
    'within 1 % at step 4'
    >>> describe_outcome(train(quadratic_bowl([1.0]), gradient_descent(0.001), [1.0], n_steps=20))
    'crawling, from loss 0.5 to 0.48'
    >>> describe_outcome(train(quadratic_bowl([1.0]), gradient_descent(3.0), [1.0], n_steps=20))
    'diverging, after 20 steps the loss has grown from 0.5 to 5.5e+11'
    """
    verdict = diagnose(run)
    if verdict.outcome != SETTLES:
        return f"{verdict.name}, {verdict.evidence}"
    ends = f"from loss {say_loss(run, 0)} to {say_loss(run)}"
    if run.loss[-1] > run.loss[0]:
        return f"worse than at the start, {ends}"
    best = run.objective.minimum.value
    if run.loss[-1] - best <= 0.01 * (run.loss[0] - best):
        return f"within 1 % at step {run.steps_to_within(0.01)}"
    return f"{verdict.name}, {ends}"
