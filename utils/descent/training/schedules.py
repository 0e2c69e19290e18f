"""Schedules: learning rates that change from step to step.

Each function here returns a schedule, which is itself a function: from the number of steps already taken
(0, 1, 2, ...) to the learning rate of the next step. `gradient_descent` takes it as its learning_rate.
"""

import math

from utils.descent.validation import as_count, as_number


def constant(learning_rate):
    """Return the schedule that never changes.

    Parameters
    ----------
    learning_rate : float
        Larger than 0.

    Returns
    -------
    callable
        From the number of steps already taken to the learning rate.

    Raises
    ------
    ValueError
        If learning_rate is not a finite number larger than 0.

    Examples
    --------
    >>> rate = constant(0.1)
    >>> rate(0), rate(1000)
    (0.1, 0.1)
    """
    rate = _as_rate("learning_rate", learning_rate)
    return _schedule(lambda step: rate)


def step_decay(learning_rate, *, every, factor=0.5):
    """Return a schedule that stays for some steps, is multiplied by a factor, stays again, and so on.

    The rate after k steps is learning_rate * factor ** (k // every). Networks for images have often been
    trained with such drops, though not at equal distances: K. He, X. Zhang, S. Ren and J. Sun, Deep residual
    learning for image recognition, CVPR 2016, section 4.2, divide the rate by 10 twice.

    Parameters
    ----------
    learning_rate : float
        The rate at the start, larger than 0.
    every : int
        Steps from one drop to the next, at least 1.
    factor : float
        What remains of the rate after a drop; larger than 0, and at most 1.

    Returns
    -------
    callable
        From the number of steps already taken to the learning rate.

    Raises
    ------
    ValueError
        If a setting is not such a number.

    Examples
    --------
    >>> rate = step_decay(0.8, every=10)
    >>> rate(0), rate(9), rate(10), rate(20)
    (0.8, 0.8, 0.4, 0.2)
    """
    rate, every = _as_rate("learning_rate", learning_rate), as_count("every", every)
    factor = _as_rate("factor", factor, example=0.5)
    if factor > 1:
        raise ValueError(f"factor must be at most 1, for example 0.5; got {factor}.")
    return _schedule(lambda step: rate * factor ** (step // every))


def inverse_time_decay(learning_rate, *, halved_after):
    """Return a schedule that falls like 1/t: learning_rate / (1 + step / halved_after).

    Rates of this kind shrink, so that a run can settle, but so slowly that their sum has no limit, so that it
    can still go any distance. H. Robbins and S. Monro, A stochastic approximation method, Ann. Math. Statist.
    22(3), 1951, 400-407, showed that steps of the type 1/t find their goal although each one is measured
    with noise.

    Parameters
    ----------
    learning_rate : float
        The rate at the start, larger than 0.
    halved_after : float
        Steps until half of it is left, larger than 0. After twice as many a third is left.

    Returns
    -------
    callable
        From the number of steps already taken to the learning rate.

    Raises
    ------
    ValueError
        If a setting is not such a number.

    Examples
    --------
    >>> rate = inverse_time_decay(0.6, halved_after=10)
    >>> rate(0), rate(10), rate(50)
    (0.6, 0.3, 0.09999999999999999)
    """
    rate = _as_rate("learning_rate", learning_rate)
    halved_after = _as_rate("halved_after", halved_after, example=10)
    return _schedule(lambda step: rate / (1.0 + step / halved_after))


def cosine_with_warm_up(learning_rate, *, n_steps, warm_up=0):
    """Return a schedule that rises along a straight line and falls along half a cosine wave, to 0 at the end.

    The rise, "gradual warmup", is that of P. Goyal et al., Accurate, large minibatch SGD: training ImageNet in
    1 hour, arXiv:1706.02677 (2017), section 2.2. The fall is equation 5 of I. Loshchilov and F. Hutter, SGDR:
    stochastic gradient descent with warm restarts, ICLR 2017, for one period that ends at 0.

    Parameters
    ----------
    learning_rate : float
        The peak, larger than 0: the rate after `warm_up` steps.
    n_steps : int
        Steps of the whole run, at least 1. The last of them has a rate above 0; from then on it is 0.
    warm_up : int
        Steps before the peak, from 0 to n_steps - 1. Their rates are 1, 2, ... parts out of warm_up + 1.

    Returns
    -------
    callable
        From the number of steps already taken to the learning rate.

    Raises
    ------
    ValueError
        If a setting is not such a number.

    Examples
    --------
    >>> rate = cosine_with_warm_up(1.0, n_steps=8, warm_up=3)
    >>> [round(rate(step), 2) for step in range(9)]
    [0.25, 0.5, 0.75, 1.0, 0.9, 0.65, 0.35, 0.1, 0.0]
    """
    peak, n_steps = _as_rate("learning_rate", learning_rate), as_count("n_steps", n_steps)
    warm_up = as_count("warm_up", warm_up, low=0, high=n_steps - 1)

    def rate(step):
        if step < warm_up:
            return peak * (step + 1) / (warm_up + 1)
        share = min(1.0, (step - warm_up) / (n_steps - warm_up))
        return 0.5 * peak * (1.0 + math.cos(math.pi * share))

    return _schedule(rate)


def exponential_ramp(low, high, *, n_steps):
    """Return a schedule that grows by the same factor at every step, from low at the first to high at the last.

    Parameters
    ----------
    low, high : float
        Both larger than 0, and low smaller than high.
    n_steps : int
        Steps from low to high, at least 2. Afterwards the rate stays high.

    Returns
    -------
    callable
        From the number of steps already taken to the learning rate.

    Raises
    ------
    ValueError
        If a setting is not such a number.

    Examples
    --------
    >>> rate = exponential_ramp(0.01, 100.0, n_steps=5)
    >>> [round(rate(step), 2) for step in range(6)]
    [0.01, 0.1, 1.0, 10.0, 100.0, 100.0]
    """
    low, high = _as_rate("low", low), _as_rate("high", high, example=10)
    if low >= high:
        raise ValueError(f"low must be smaller than high, for example 0.0001 and 10; got {low} and {high}.")
    last = as_count("n_steps", n_steps, low=2) - 1
    log_low, log_high = math.log(low), math.log(high)

    def rate(step):
        if step == 0:
            return low
        share = step / last
        return high if share >= 1 else math.exp((1 - share) * log_low + share * log_high)

    return _schedule(rate)


def _schedule(formula):
    """Return the formula with a check that its step is one that a run can take."""

    def schedule(step):
        is_plain = type(step) is int and step >= 0  # as in a training loop, which has no time to lose
        return formula(step if is_plain else as_count("step", step, low=0))

    return schedule


def _as_rate(name, value, *, example=0.01):
    value = as_number(name, value, example=example)
    if value <= 0:
        raise ValueError(f"{name} must be larger than 0, for example {example}; got {value}.")
    return value
