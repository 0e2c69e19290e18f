"""Models: from features and one flat vector of parameters to predictions.

The parameters are always the weights, in the order of the features, and then the bias. They are one flat
vector, so that an optimizer needs to know no model.
"""

from dataclasses import dataclass

import numpy as np

from utils.descent.formatting import count
from utils.descent.validation import as_count, as_features, as_numbers, as_params, quiet


def sigmoid(z):
    """Turn any number into a probability, 1 / (1 + exp(-z)).

    For very negative z, exp(-z) becomes inf and the result is exactly 0, which is its correct rounding:
    no case needs to be told apart. Call it inside `quiet()` where z may be that negative.

    Parameters
    ----------
    z : array_like
        The logit: any shape.

    Returns
    -------
    numpy.ndarray
        Probabilities in [0, 1], same shape.

    Examples
    --------
    >>> float(sigmoid(0.0))
    0.5
    """
    return 1.0 / (1.0 + np.exp(-np.asarray(z, dtype=float)))


@dataclass(frozen=True)
class Model:
    """What every model shares: the checks around its formulas.

    A model gives `predict_formula(params, design)` and `pull_back_formula(params, design, gradient)`, which
    check nothing. `design` is what `design(X)` makes of the features, once, before a training loop.

    Parameters
    ----------
    n_features : int
        Number of columns of X.
    """

    n_features: int

    def __post_init__(self):
        as_count("n_features", self.n_features)

    @property
    def n_params(self):
        """Number of parameters: one weight per feature, and the bias."""
        return self.n_features + 1

    @property
    def logit_model(self):
        """The model of the logit, for a model that ends in a sigmoid; else None."""
        return None

    def design(self, X):
        """Return the features as rows, then a row of ones for the bias: (n_features + 1, n_samples).

        Raises
        ------
        ValueError
            If X is not a finite array of shape (n_samples, n_features).
        """
        X = as_features(X)
        if X.shape[1] != self.n_features:
            raise ValueError(f"X must have {count(self.n_features, 'column')} for this model; got {X.shape[1]}.")
        return np.vstack([X.T, np.ones(len(X))])

    def predict(self, params, X):
        """Return the predictions.

        Parameters
        ----------
        params : array_like, shape (..., n_params)
            Weights, then bias.
        X : array_like, shape (n_samples, n_features)

        Returns
        -------
        numpy.ndarray, shape (..., n_samples)

        Raises
        ------
        ValueError
            If a shape is wrong or the features are not finite numbers.
        """
        design, params = self.design(X), as_params("params", params, self.n_params)
        with quiet():
            return self.predict_formula(params, design)

    def pull_back(self, params, X, gradient):
        """Carry a gradient from the predictions back to the parameters (the chain rule).

        Parameters
        ----------
        params : array_like, shape (..., n_params)
        X : array_like, shape (n_samples, n_features)
        gradient : array_like, shape (..., n_samples)
            Derivative of each loss with respect to its prediction.

        Returns
        -------
        numpy.ndarray, shape (..., n_params)
            Gradient of the sum of the losses with respect to the parameters.

        Raises
        ------
        ValueError
            If a shape is wrong or the features are not finite numbers.
        """
        design, params = self.design(X), as_params("params", params, self.n_params)
        gradient = as_numbers("gradient", gradient)
        if gradient.shape[-1:] != design.shape[-1:]:
            raise ValueError(
                f"gradient must have {design.shape[-1]} numbers along its last axis, one per row of X; "
                f"got shape {gradient.shape}."
            )
        with quiet():
            return self.pull_back_formula(params, design, gradient)


@dataclass(frozen=True)
class LinearModel(Model):
    """Weighted sum of the features plus a bias: y_pred = X @ weights + bias.

    Examples
    --------
    >>> LinearModel(1).predict([2.0, 1.0], [[0.0], [3.0]])
    array([1., 7.])
    """

    def predict_formula(self, params, design):
        # One product per feature, not a matrix product: BLAS rounds differently for different numbers of
        # runs, and each run must equal the run trained alone.
        y_pred = np.multiply(params[..., :1], design[0], order="C")
        for feature in range(1, self.n_features):
            y_pred += params[..., feature : feature + 1] * design[feature]
        y_pred += params[..., -1:]
        return y_pred

    def pull_back_formula(self, params, design, gradient):
        # order="C" keeps the samples side by side, so that every run is summed in the same order
        return np.add.reduce(np.multiply(gradient[..., None, :], design, order="C"), axis=-1)


@dataclass(frozen=True)
class Neuron(Model):
    """One neuron with a sigmoid: the probability that the answer is 1.

    Its weighted sum is called the logit. `logit_model` gives it: with log loss it is trained on directly.

    Examples
    --------
    >>> Neuron(1).predict([2.0, 0.0], [[0.0], [3.0]]).round(3)
    array([0.5  , 0.998])
    >>> Neuron(1).logit([2.0, 0.0], [[0.0], [3.0]])
    array([0., 6.])
    """

    @property
    def logit_model(self):
        return LinearModel(self.n_features)

    def logit(self, params, X):
        """Return the weighted sum before the sigmoid, shape (..., n_samples)."""
        return self.logit_model.predict(params, X)

    def predict_formula(self, params, design):
        return sigmoid(self.logit_model.predict_formula(params, design))

    def pull_back_formula(self, params, design, gradient):
        probability = self.predict_formula(params, design)
        gradient = gradient * probability * (1.0 - probability)
        return self.logit_model.pull_back_formula(params, design, gradient)
