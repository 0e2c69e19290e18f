"""Losses: squared, absolute and Huber for numbers, log loss for yes or no, cross-entropy for several classes.

Squared error is (y_pred - y_true)**2, with no factor 1/2 anywhere in this course. The mean over the samples
is taken by `mean_loss`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from utils.descent.objectives import minima
from utils.descent.objectives.models import sigmoid, softmax
from utils.descent.validation import as_finite, as_number, as_numbers, quiet


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
    of_classes : bool
        True for a loss of one probability per class, y_pred (..., n_samples, n_classes); y_true is then the
        number of the class, 0, 1, 2, ...

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
    of_classes: bool = False

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
        if self.of_classes:
            if (y_true < 0).any() or (y_true != np.round(y_true)).any():
                raise ValueError(f"{self.name} needs y_true to be the numbers of classes, 0, 1, 2, ...")
        elif self.of_logit is not None and not np.isin(y_true, (0.0, 1.0)).all():
            raise ValueError(f"{self.name} needs y_true of 0 or 1 only; got {_first_not_binary(y_true)}.")

    def _checked(self, y_true, y_pred):
        y_true, y_pred = as_finite("y_true", y_true), as_numbers("y_pred", y_pred)
        if y_true.size == 0 or y_pred.size == 0:
            raise ValueError("y_true and y_pred must hold at least one number each; got no data.")
        samples = y_pred.shape[:-1] if self.of_classes else y_pred.shape
        try:
            np.broadcast_shapes(y_true.shape, samples)
        except ValueError:
            raise ValueError(
                "y_true and y_pred must have the same number of samples; "
                f"got shapes {y_true.shape} and {y_pred.shape}."
            ) from None
        self.check_targets(y_true)
        if self.of_classes and y_true.max() >= y_pred.shape[-1]:
            raise ValueError(f"y_true names class {y_true.max():.0f}; y_pred has {y_pred.shape[-1]} classes, from 0.")
        if self.of_logit is not None and ((y_pred < 0) | (y_pred > 1)).any():
            raise ValueError(f"{self.name} needs y_pred to be probabilities from 0 to 1.")
        return y_true, y_pred


def _squared_error(y_true, y_pred):
    error = y_pred - y_true
    return error * error


def _squared_error_gradient(y_true, y_pred):
    error = y_pred - y_true
    return error + error


def _squared_error_curvature(y_true, y_pred):
    return np.full(np.broadcast_shapes(np.shape(y_true), np.shape(y_pred)), 2.0)


def _absolute_error(y_true, y_pred):
    return np.abs(y_pred - y_true)


def _absolute_error_gradient(y_true, y_pred):
    return np.sign(y_pred - y_true)


def _absolute_error_curvature(y_true, y_pred):
    return np.zeros(np.broadcast_shapes(np.shape(y_true), np.shape(y_pred)))


def _huber(y_true, y_pred, delta):
    size = np.abs(y_pred - y_true)
    # min(size, delta) joins the two branches and overflows only where the loss itself does
    inner = np.minimum(size, delta)
    return inner * (size - 0.5 * inner)


def _huber_gradient(y_true, y_pred, delta):
    return np.clip(y_pred - y_true, -delta, delta)


def _huber_curvature(y_true, y_pred, delta):
    return (np.abs(y_pred - y_true) <= delta).astype(float)


def _log_loss(y_true, y_pred):
    return np.where(y_true == 1.0, -np.log(y_pred), -np.log1p(-y_pred))


def _log_loss_gradient(y_true, y_pred):
    return np.where(y_true == 1.0, -1.0 / y_pred, 1.0 / (1.0 - y_pred))


def _log_loss_curvature(y_true, y_pred):
    return np.square(_log_loss_gradient(y_true, y_pred))


def _logit_loss(y_true, logit):
    # -log(p) = log(1 + exp(-z)) and -log(1 - p) = log(1 + exp(z)). Written so, no z overflows, and it is ten
    # times as fast as logaddexp
    wrong = np.where(y_true == 1.0, -logit, logit)
    value = np.log1p(np.exp(-np.abs(wrong)))
    value += np.maximum(wrong, 0.0)
    return value


def _logit_loss_gradient(y_true, logit):
    return sigmoid(logit) - y_true


def _logit_loss_curvature(y_true, logit):
    probability = sigmoid(logit)
    return probability * (1.0 - probability)


def _class_picked(y_true, y_pred):
    numbers = np.broadcast_to(y_true, y_pred.shape[:-1]).astype(int)
    return np.take_along_axis(y_pred, numbers[..., None], axis=-1)[..., 0]


def _is_class(y_true, y_pred):
    return y_true[..., None] == np.arange(y_pred.shape[-1])


def _cross_entropy(y_true, y_pred):
    return -np.log(_class_picked(y_true, y_pred))


def _cross_entropy_gradient(y_true, y_pred):
    return np.where(_is_class(y_true, y_pred), -1.0 / y_pred, 0.0)


def _cross_entropy_curvature(y_true, y_pred):
    return np.square(_cross_entropy_gradient(y_true, y_pred))


def _softmax_loss(y_true, logits):
    largest = np.maximum.reduce(logits, axis=-1, keepdims=True)
    total = np.add.reduce(np.exp(logits - largest), axis=-1, keepdims=True)
    return (np.log(total) + largest)[..., 0] - _class_picked(y_true, logits)


def _softmax_loss_gradient(y_true, logits):
    return softmax(logits) - _is_class(y_true, logits)


def _softmax_loss_curvature(y_true, logits):
    probability = _softmax_loss_gradient(y_true, logits) + _is_class(y_true, logits)
    return probability * (1.0 - probability)


squared_error = Loss(
    "squared error",
    _squared_error,
    _squared_error_gradient,
    _squared_error_curvature,
    minima.by_least_squares,
)

absolute_error = Loss(
    "absolute error", _absolute_error, _absolute_error_gradient, _absolute_error_curvature, minima.by_point_pairs
)

log_loss = Loss(
    "log loss",
    _log_loss,
    _log_loss_gradient,
    _log_loss_curvature,
    of_logit=Loss(
        "log loss of a logit",
        _logit_loss,
        _logit_loss_gradient,
        _logit_loss_curvature,
        minima.by_newton_unless_separable,
    ),
)

cross_entropy = Loss(
    "cross-entropy",
    _cross_entropy,
    _cross_entropy_gradient,
    _cross_entropy_curvature,
    of_logit=Loss(
        "softmax cross-entropy of logits",
        _softmax_loss,
        _softmax_loss_gradient,
        _softmax_loss_curvature,
        of_classes=True,
    ),
    of_classes=True,
)


def huber(delta):
    """Return the Huber loss: quadratic for small errors, straight for large ones.

    It is error**2 / 2 where abs(error) <= delta, else delta * (abs(error) - delta / 2). The 1/2 is Huber's
    own (P. J. Huber, 1964, Robust estimation of a location parameter, Ann. Math. Statist. 35(1), 73-101).

    Parameters
    ----------
    delta : float
        The size of error from which the loss is straight, in the unit of y; larger than 0.

    Returns
    -------
    Loss

    Raises
    ------
    ValueError
        If delta is not a finite number larger than 0.

    Examples
    --------
    >>> huber(1.0).value([0.0, 0.0], [0.5, 3.0])
    array([0.125, 2.5  ])
    """
    delta = as_number("delta", delta, example=1.0)
    if delta <= 0:
        raise ValueError(f"delta must be larger than 0, for example 1.0; got {delta}.")
    formulas = (partial(f, delta=delta) for f in (_huber, _huber_gradient, _huber_curvature))
    return Loss(f"Huber loss (delta {delta:g})", *formulas, find_minimum=minima.by_reweighting)


def _first_not_binary(y_true):
    return float(y_true[~np.isin(y_true, (0.0, 1.0))].flat[0])
