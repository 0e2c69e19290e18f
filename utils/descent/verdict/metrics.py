"""Metrics: what counts as a right answer, and how many are, for the whole course."""

import numpy as np


def is_right(y_true, logits):
    """Return whether each sample is answered right.

    A yes (class 1) is answered where the logit is above 0, which is a probability above one half; anything else
    is a no. So a tie, a probability of exactly one half, is a no. Where there is a logit for each class, the
    answer is the class with the largest one; of several that are equally large, the first. Both are what
    scikit-learn does, and a tie of two classes comes to the same in both. NaN is never right.

    Parameters
    ----------
    y_true : array_like, shape (n_samples,)
        0 or 1; or the number of the class, from 0.
    logits : array_like, shape (..., n_samples) or (..., n_samples, n_classes)
        One for each sample, or one for each class of each sample.

    Returns
    -------
    numpy.ndarray of bool, shape (..., n_samples)

    Raises
    ------
    ValueError
        If the samples are not as many.

    Examples
    --------
    >>> is_right([0, 1, 1], [0.0, 0.0, 2.0])
    array([ True, False,  True])
    >>> is_right([0, 1, 2], [[3.0, 1.0, 2.0], [0.0, 0.0, 0.0], [-1.0, -3.0, -0.5]])
    array([ True, False,  True])
    """
    y_true, logits = np.asarray(y_true), np.asarray(logits, dtype=float)
    per_class = logits.shape[-2:-1] == y_true.shape
    if y_true.ndim != 1 or not (per_class or logits.shape[-1:] == y_true.shape):
        raise ValueError(
            f"logits must have shape (..., {y_true.size}), or (..., {y_true.size}, n_classes), for {y_true.size} "
            f"samples; got {logits.shape}."
        )
    if per_class:
        return (logits.argmax(axis=-1) == y_true) & ~np.isnan(logits).any(axis=-1)
    return np.where(y_true == 1, logits > 0, logits <= 0)


def accuracy(y_true, logits):
    """Return the share of samples that are answered right, shape (...); takes and raises what `is_right` does.

    Examples
    --------
    >>> float(accuracy([0, 1, 1, 0], [-1.0, 2.0, 0.5, 3.0]))
    0.75
    """
    return is_right(y_true, logits).mean(axis=-1)


def answered_right(objective, params):
    """Return whether each sample of an objective is answered right by its model.

    Parameters
    ----------
    objective : Objective
        The mean loss of a model that has logits, such as a neuron.
    params : array_like, shape (..., n_params)

    Returns
    -------
    numpy.ndarray of bool, shape (..., n_samples)

    Examples
    --------
    >>> from utils.descent import Neuron, log_loss, mean_loss
    >>> answered_right(mean_loss(Neuron(1), log_loss, [[0.0], [1.0]], [0.0, 1.0]), [0.0, 0.0])
    array([ True, False])
    """
    return is_right(objective.y_true, objective.model.logit(params, objective.X))
