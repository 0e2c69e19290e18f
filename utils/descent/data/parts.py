"""Parts of a data set: what a model is trained on, and what it has never seen."""

from dataclasses import replace

import numpy as np

from utils.descent.validation import as_count, as_number


def split(data, share=0.3, random_state=0):
    """Return the rows to train on and the rows to validate on: every row is in exactly one of the two.

    The rows are shuffled first. Nothing is done to keep the classes' shares (the split is not stratified), so
    that it suits numbers as well as classes: with few rows, look at how many of each class a part holds.

    Parameters
    ----------
    data : Dataset
    share : float
        Of the rows, for validation: above 0 and below 1. The number of rows is rounded.
    random_state : int
        Seed of the shuffling: the same seed makes the same parts.

    Returns
    -------
    train, validation : Dataset

    Raises
    ------
    ValueError
        If the share is no such number, or leaves fewer than 2 rows on either side.

    Examples
    --------
    >>> from utils.descent.data.two_classes import moons
    >>> train, validation = split(moons(n_samples=300), share=0.3)
    >>> train.X.shape, validation.X.shape
    ((210, 2), (90, 2))
    """
    share = as_number("share", share, example=0.3)
    if not 0 < share < 1:
        raise ValueError(f"share must be above 0 and below 1, for example 0.3; got {share:g}.")
    random = np.random.default_rng(as_count("random_state", random_state, low=0))
    n_samples = len(data.X)
    n_validation = round(share * n_samples)
    n_train = n_samples - n_validation
    if min(n_train, n_validation) < 2:
        raise ValueError(
            f"Both parts need at least 2 rows; a share of {share:g} makes {n_train} to train on and "
            f"{n_validation} to validate on out of {n_samples}."
        )
    order = random.permutation(n_samples)
    return tuple(
        replace(
            data,
            X=data.X[rows],
            y_true=data.y_true[rows],
            source=f"{data.source}; {len(rows)} of {n_samples} rows, {purpose}",
        )
        for rows, purpose in ((order[:n_train], "to train on"), (order[n_train:], "to validate on"))
    )
