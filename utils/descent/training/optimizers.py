"""Optimizers: from a gradient to the update of the parameters, as a pair of pure functions."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from utils.descent.validation import as_finite, as_number

REMEMBERED_STEPS = 2**16
"""Steps whose rates a schedule is asked for once: a history wants them all, and then each update its own."""


@dataclass(frozen=True, eq=False)
class Optimizer:
    """A pair of pure functions; the idea is that of the optax library.

    Parameters
    ----------
    init : callable
        From params to the first state.
    update : callable
        From (gradient, state, params) to (update, state). The next params are params + update.
    run_shape : tuple of int
        Shape of the runs that the optimizer's settings ask for: () for a single setting.
    learning_rate : float, numpy.ndarray of shape run_shape, or callable
        The rate, or the schedule: from the number of steps already taken to the rate. A history records it.

    Examples
    --------
    >>> import numpy as np
    >>> optimizer = gradient_descent(0.1)
    >>> params = np.array([1.0, 2.0])
    >>> update, state = optimizer.update(np.array([10.0, 0.0]), optimizer.init(params), params)
    >>> params + update
    array([0., 2.])
    """

    init: Callable
    update: Callable
    run_shape: tuple[int, ...] = ()
    learning_rate: float | np.ndarray | Callable | None = None


def gradient_descent(learning_rate):
    """Return plain gradient descent: params - learning_rate * gradient, at every step.

    Parameters
    ----------
    learning_rate : float, array_like, callable, or list of callable
        A number; or an array with one number per run, which trains all runs at once; or a schedule, a
        function from the number of steps already taken (0, 1, 2, ...) to a number, or to an array with one
        number per run; or a list of schedules, one per run. Zero and negative numbers are allowed: they are
        worth trying once.

    Returns
    -------
    Optimizer

    Raises
    ------
    ValueError
        If a learning rate is not a finite number.

    Examples
    --------
    >>> gradient_descent([0.01, 0.1, 1.0]).run_shape
    (3,)
    """
    if callable(learning_rate):
        return _scheduled(learning_rate)
    is_many = isinstance(learning_rate, (list, tuple)) or np.ndim(learning_rate) > 0
    if not is_many:
        rate = as_number("learning_rate", learning_rate, example=0.01)
        factor = np.array(-rate)  # NumPy multiplies by its own numbers faster than by Python's
        return Optimizer(lambda params: None, lambda gradient, state, params: (factor * gradient, state), (), rate)
    if isinstance(learning_rate, (list, tuple)) and learning_rate and all(map(callable, learning_rate)):
        return _scheduled(
            lambda step: np.array([schedule(step) for schedule in learning_rate]), (len(learning_rate),)
        )

    rates = np.array(as_finite("learning_rate", learning_rate))
    if np.asarray(learning_rate).dtype.kind == "b":
        raise ValueError("learning_rate must hold numbers only, for example [0.01, 0.1]; got True or False.")
    if rates.size == 0:
        raise ValueError("learning_rate must hold at least one number, for example [0.01, 0.1]; got none.")
    column = -rates[..., None]

    def init(params):
        # As large as the gradient: then NumPy multiplies in one go
        return np.array(np.broadcast_to(column, np.broadcast_shapes(column.shape, params.shape)))

    return Optimizer(
        init,
        lambda gradient, factors, params: (factors * gradient, factors),
        run_shape=rates.shape,
        learning_rate=rates,
    )


def _scheduled(schedule, run_shape=()):
    @lru_cache(REMEMBERED_STEPS)
    def checked(step):
        rate, name = schedule(step), f"learning_rate({step})"
        is_many = isinstance(rate, np.ndarray) and rate.ndim > 0
        # A copy: a schedule may write the next rates over these
        return as_finite(name, rate).copy() if is_many else as_number(name, rate, example=0.01)

    def update(gradient, step, params):
        rate = checked(step)
        return (-rate if isinstance(rate, float) else -rate[..., None]) * gradient, step + 1

    return Optimizer(lambda params: 0, update, run_shape, checked)
