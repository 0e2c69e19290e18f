"""Loss: one number for each prediction that says how bad it is, and its derivative."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from utils.descent.validation import as_finite, as_numbers, quiet


@dataclass(frozen=True)
class Loss:
    """A loss and its derivative with respect to the prediction, per sample.

    Parameters
    ----------
    name : str
        What a legend calls it.
    value_formula, gradient_formula, curvature_formula : callable
        Functions of (y_true, y_pred): the loss, its first and its second derivative with respect to y_pred.
        They check nothing, so that a training loop stays fast.
    find_minimum : callable or None
        From the mean loss of a linear model to its `Minimum`; see `minima`.
    of_logit : Loss or None
        The same loss as a function of the logit, for a loss of a probability. A model that ends in a
        sigmoid is trained through it, because a probability of exactly 0 or 1 has lost the logit.

    Examples
    --------
    >>> from utils.descent.objectives.losses import squared_error
    >>> squared_error.value([1.0, 2.0], [1.5, 2.0])
    array([0.25, 0.  ])
    >>> squared_error.gradient([1.0, 2.0], [1.5, 2.0])
    array([1., 0.])
    """

    name: str
    value_formula: Callable
    gradient_formula: Callable
    curvature_formula: Callable
    find_minimum: Callable | None = None
    of_logit: "Loss | None" = None

    def value(self, y_true, y_pred):
        """Return the loss of each prediction.

        Parameters
        ----------
        y_true : array_like, shape (n_samples,) or any shape that broadcasts with y_pred
            The true outputs. Exactly 0 or 1 for a loss of probabilities.
        y_pred : array_like, shape (..., n_samples)
            The predictions. inf and NaN are allowed: they are what a diverged model predicts.

        Returns
        -------
        numpy.ndarray, shape (..., n_samples)

        Raises
        ------
        ValueError
            If the data are empty, not numbers, or do not fit each other.
        """
        y_true, y_pred = self._checked(y_true, y_pred)
        with quiet():
            return self.value_formula(y_true, y_pred)

    def gradient(self, y_true, y_pred):
        """Return the derivative of each loss with respect to its prediction; takes what `value` takes."""
        y_true, y_pred = self._checked(y_true, y_pred)
        with quiet():
            return self.gradient_formula(y_true, y_pred)

    def check_targets(self, y_true):
        """Raise a ValueError if these true outputs do not suit the loss."""
        if self.of_logit is not None and not np.isin(y_true, (0.0, 1.0)).all():
            raise ValueError(f"{self.name} needs y_true of 0 or 1 only; got {_first_not_binary(y_true)}.")

    def _checked(self, y_true, y_pred):
        y_true, y_pred = as_finite("y_true", y_true), as_numbers("y_pred", y_pred)
        if y_true.size == 0 or y_pred.size == 0:
            raise ValueError("y_true and y_pred must hold at least one number each; got no data.")
        try:
            np.broadcast_shapes(y_true.shape, y_pred.shape)
        except ValueError:
            raise ValueError(
                "y_true and y_pred must have the same number of samples; "
                f"got shapes {y_true.shape} and {y_pred.shape}."
            ) from None
        self.check_targets(y_true)
        if self.of_logit is not None and ((y_pred < 0) | (y_pred > 1)).any():
            raise ValueError(f"{self.name} needs y_pred to be probabilities from 0 to 1.")
        return y_true, y_pred


def _first_not_binary(y_true):
    return float(y_true[~np.isin(y_true, (0.0, 1.0))].flat[0])
