"""Checks of what a caller passes in: each says what was wrong and what would be right.

Formulas elsewhere in the package do not check anything, so that a training loop stays fast. The public
methods check first, once, with the functions of this module.
"""

import math
import numbers

import numpy as np

from utils.descent.formatting import count


def quiet():
    """Return a context in which NumPy keeps inf and NaN as results and says nothing.

    Divergence is a result in this package, never a warning.

    Examples
    --------
    >>> import numpy as np
    >>> with quiet():
    ...     print(np.float64(1e200) * 1e200)
    inf
    """
    return np.errstate(all="ignore")


def as_numbers(name, value):
    """Return `value` as a float array, or raise a ValueError that names it.

    Parameters
    ----------
    name : str
        What the value is called in the message.
    value : array_like
        Numbers of any shape. True and False count as 1 and 0.

    Returns
    -------
    numpy.ndarray of float

    Raises
    ------
    ValueError
        If the value holds text, None, complex numbers, or rows of different lengths.

    Examples
    --------
    >>> as_numbers("X", [1, 2])
    array([1., 2.])
    """
    if type(value) is np.ndarray and value.dtype == float:
        return value
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} must be a rectangular array; got rows of different lengths.") from None
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold numbers only; got {_first_odd(array)}.")
    return array.astype(float, copy=False)


def as_finite(name, value):
    """Return `value` as a float array without NaN or inf, or raise a ValueError that names it.

    Examples
    --------
    >>> as_finite("X", [1, float("nan")])
    Traceback (most recent call last):
        ...
    ValueError: X must hold finite numbers only; got nan at position 1.
    """
    array = as_numbers(name, value)
    finite = np.isfinite(array)
    if not finite.all():
        index = np.argwhere(~finite)[0]
        where = f" at position {', '.join(str(i) for i in index)}" if array.ndim else ""
        raise ValueError(f"{name} must hold finite numbers only; got {array[tuple(index)]}{where}.")
    return array


def as_data(X, y_true):
    """Return features and targets as float arrays that fit each other.

    Parameters
    ----------
    X : array_like, shape (n_samples, n_features)
    y_true : array_like, shape (n_samples,)

    Returns
    -------
    X, y_true : numpy.ndarray

    Raises
    ------
    ValueError
        If the data are empty, hold NaN or text, have fewer than 2 rows, or do not fit each other.

    Examples
    --------
    >>> X, y_true = as_data([[1], [2]], [2, 4])
    >>> X.shape, y_true.shape
    ((2, 1), (2,))
    """
    X = as_features(X)
    y_true = as_finite("y_true", y_true)
    if y_true.ndim != 1:
        raise ValueError(f"y_true must have shape (n_samples,), one number per row; got {y_true.shape}.")
    if len(X) != len(y_true):
        raise ValueError(
            f"X and y_true must have the same number of rows; got {len(X)} in X and {len(y_true)} in y_true."
        )
    if len(X) < 2:
        raise ValueError(f"At least 2 rows of data are needed to fit a model; got {len(X)}.")
    return X, y_true


def as_features(X):
    """Return X as a finite float array of shape (n_samples, n_features), or raise a ValueError.

    Examples
    --------
    >>> as_features([1, 2, 3])
    Traceback (most recent call last):
        ...
    ValueError: X must have shape (n_samples, n_features), for example (30, 1); got (3,).
    """
    X = as_numbers("X", X)
    if X.size == 0:
        raise ValueError("X must have at least one row and one column; got no data.")
    if X.ndim != 2:
        raise ValueError(f"X must have shape (n_samples, n_features), for example (30, 1); got {X.shape}.")
    return as_finite("X", X)


def as_params(name, params, n_params):
    """Return params as a float array whose last axis has n_params numbers; inf and NaN are allowed.

    Examples
    --------
    >>> as_params("params", [1, 2, 3], 2)
    Traceback (most recent call last):
        ...
    ValueError: params must have 2 numbers along its last axis; got shape (3,).
    """
    params = as_numbers(name, params)
    if params.ndim == 0 or params.shape[-1] != n_params:
        wanted = count(n_params, "number")
        raise ValueError(f"{name} must have {wanted} along its last axis; got shape {params.shape}.")
    return params


def as_count(name, value, *, low=1, high=None):
    """Return a whole number in [low, high], or raise a ValueError that names it.

    Examples
    --------
    >>> as_count("n_steps", 2.5)
    Traceback (most recent call last):
        ...
    ValueError: n_steps must be a whole number of at least 1; got 2.5.
    """
    is_count = isinstance(value, numbers.Integral) and not isinstance(value, (bool, np.bool_))
    if not is_count or value < low or (high is not None and value > high):
        limits = f"of at least {low}" if high is None else f"from {low} to {high}"
        raise ValueError(f"{name} must be a whole number {limits}; got {value!r}.")
    return int(value)


def as_number(name, value, *, example):
    """Return a finite number as a float, or raise a ValueError that names it and shows an example.

    Examples
    --------
    >>> as_number("learning_rate", "fast", example=0.01)
    Traceback (most recent call last):
        ...
    ValueError: learning_rate must be a finite number, for example 0.01; got 'fast'.
    """
    if type(value) is float and -math.inf < value < math.inf:  # as in a training loop, which has no time to lose
        return value
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    is_number = isinstance(value, numbers.Real) and not isinstance(value, (bool, np.bool_))
    try:
        number = float(value) if is_number else np.nan
    except OverflowError:
        number = np.inf
    if not np.isfinite(number):
        shown = value if is_number else repr(value)
        shown = "a number too large for a float" if isinstance(value, int) and is_number else shown
        raise ValueError(f"{name} must be a finite number, for example {example}; got {shown}.")
    return number


def _first_odd(array):
    if array.dtype.kind in "SU":
        return f"text, for example {str(array.flat[0])!r}" if array.size else "text"
    odd = [repr(value) for value in array.flat if not isinstance(value, numbers.Real)]
    return odd[0] if array.dtype.kind == "O" and odd else f"values of type {array.dtype}"
