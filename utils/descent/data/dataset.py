"""A data set: features with true outputs and their names, and how to standardize features."""

from dataclasses import dataclass

import numpy as np

from utils.descent.validation import as_data, as_features


@dataclass(frozen=True, eq=False)
class Dataset:
    """Features and true outputs, with their names.

    Parameters
    ----------
    X : numpy.ndarray, shape (n_samples, n_features)
    y_true : numpy.ndarray, shape (n_samples,)
    feature_names : tuple of str
        With the unit, for example "flipper length (mm)".
    target_name : str
    source : str
        Where the data come from.
    n_dropped : int
        Rows that were left out because a value was missing.

    Examples
    --------
    >>> from utils.descent import two_points
    >>> two_points().y_true
    array([2., 4.])
    """

    X: np.ndarray
    y_true: np.ndarray
    feature_names: tuple[str, ...]
    target_name: str
    source: str
    n_dropped: int = 0

    def __post_init__(self):
        X, y_true = as_data(self.X, self.y_true)
        if len(self.feature_names) != X.shape[1]:
            raise ValueError(f"feature_names must hold {X.shape[1]} names; got {len(self.feature_names)}.")
        X, y_true = X.copy(), y_true.copy()
        X.flags.writeable = y_true.flags.writeable = False
        object.__setattr__(self, "X", X)
        object.__setattr__(self, "y_true", y_true)


def standardize(X):
    """Return each column with mean 0 and standard deviation 1, and the mean and deviation it had.

    Parameters
    ----------
    X : array_like, shape (n_samples, n_features)

    Returns
    -------
    X_standardized : numpy.ndarray, shape (n_samples, n_features)
    mean, std : numpy.ndarray, shape (n_features,)
        In the units of X. The deviation divides by n_samples, as NumPy's does.

    Raises
    ------
    ValueError
        If a column is constant: it has no deviation to divide by.

    Examples
    --------
    >>> X, mean, std = standardize([[1.0], [3.0]])
    >>> X[:, 0], mean, std
    (array([-1.,  1.]), array([2.]), array([1.]))
    """
    X = as_features(X)
    mean, std = X.mean(axis=0), X.std(axis=0)
    constant = np.flatnonzero(np.equal(X, X[0]).all(axis=0))
    if constant.size:
        raise ValueError(f"X must not have a constant column, which cannot be standardized; column {constant[0]} is.")
    return (X - mean) / std, mean, std
