"""Gradient descent for a line, right and with particular mistakes: what the checks compare an answer with."""

from collections.abc import Callable


def slopes_at(x, y_true, weight, bias, *, factor=(2, 2), sums=(0, 0)):
    """Return the slopes of the mean squared error for the weight and for the bias.

    Parameters
    ----------
    x, y_true : numpy.ndarray, shape (n_samples,)
    weight, bias : float
    factor : (float, float)
        What the square gives to each slope; 2 is right.
    sums : (bool, bool)
        Whether each slope is a sum instead of a mean.

    Examples
    --------
    >>> import numpy as np
    >>> slopes_at(np.array([1.0, 2.0]), np.array([2.0, 4.0]), 0.0, 0.0)
    (np.float64(-10.0), np.float64(-6.0))
    """
    error = weight * x + bias - y_true
    of_weight, of_bias = factor[0] * error * x, factor[1] * error
    return (of_weight.sum() if sums[0] else of_weight.mean()), (of_bias.sum() if sums[1] else of_bias.mean())


def descent(
    *,
    sign: tuple[int, int] = (-1, -1),
    rate_power: tuple[int, int] = (1, 1),
    factor: tuple[float, float] = (2, 2),
    sums: tuple[bool, bool] = (False, False),
    slopes: tuple[int, int] = (0, 1),
    one_after_the_other: bool = False,
    slopes_once: bool = False,
    swap: bool = False,
    steps: Callable[[int], int] = lambda n: n,
) -> Callable:
    """Return ``descend(x, y_true, weight, bias, learning_rate, n_steps)``; without arguments the right one.

    A pair says what happens to the weight, and then what happens to the bias.

    Parameters
    ----------
    sign : (int, int)
        -1 is downhill, 1 is uphill, 0 stands still.
    rate_power : (int, int)
        How often the learning rate counts.
    factor, sums
        As in `slopes_at`.
    slopes : (int, int)
        Whose slope is used: 0 is that of the weight, 1 that of the bias.
    one_after_the_other : bool
        Whether the weight moves before the slope of the bias is computed.
    slopes_once : bool
        Whether the slopes of the start are used in every step.
    swap : bool
        Whether the bias comes back first.
    steps : callable
        From the number of steps asked for to the number taken.
    """

    def descend(x, y_true, weight, bias, learning_rate, n_steps):
        start = slopes_at(x, y_true, weight, bias, factor=factor, sums=sums)
        rates = [s * learning_rate**power for s, power in zip(sign, rate_power, strict=True)]
        for _ in range(steps(n_steps)):
            now = start if slopes_once else slopes_at(x, y_true, weight, bias, factor=factor, sums=sums)
            weight = weight + rates[0] * now[slopes[0]]
            if one_after_the_other:
                now = slopes_at(x, y_true, weight, bias, factor=factor, sums=sums)
            bias = bias + rates[1] * now[slopes[1]]
        return (bias, weight) if swap else (weight, bias)

    return descend


def update_with_bias(new_bias: Callable) -> Callable:
    """Return one update: the weight is right, the bias ``new_bias(bias, learning_rate, slopes, weight)``."""

    def update(x, y_true, weight, bias, learning_rate):
        slopes = slopes_at(x, y_true, weight, bias)
        return weight - learning_rate * slopes[0], new_bias(bias, learning_rate, slopes, weight)

    return update


def one_step_of(descend: Callable) -> Callable:
    """Return ``update(x, y_true, weight, bias, learning_rate)``: what a program of `descent` does in one step."""
    return lambda x, y_true, weight, bias, learning_rate: descend(x, y_true, weight, bias, learning_rate, 1)
