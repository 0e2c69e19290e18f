"""Models: from features and one flat vector of parameters to predictions.

The parameters of a neuron are always its weights, in the order of its inputs, and then its bias. They are one
flat vector, so that an optimizer needs to know no model.
"""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np

from utils.descent.formatting import count
from utils.descent.validation import as_count, as_features, as_params, quiet


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


@runtime_checkable
class Model(Protocol):
    """What a model is: whatever has these methods. `forward` and `backward` check nothing.

    All broadcast over the leading axes of params, and give each run the bits of the run alone. A model that
    inherits from this class gets `predict`, which checks.

    Attributes
    ----------
    n_features : int
        Number of columns of X.
    n_params : int
        Number of parameters.
    n_outputs : int
        Numbers that are predicted for a sample.
    logit_model : Model or None
        The model of the logit, for a model whose predictions are probabilities; else None.
    """

    n_features: int
    n_params: int
    n_outputs = 1
    logit_model = None

    def forward(self, params, X):
        """Return the predictions, and what `backward` needs to know of how they came about.

        Parameters
        ----------
        params : numpy.ndarray, shape (..., n_params)
        X : numpy.ndarray, shape (n_samples, n_features)

        Returns
        -------
        prediction : numpy.ndarray, shape (..., n_samples); (..., n_samples, n_outputs) for several outputs
        cache : object
            For `backward` alone.
        """
        ...

    def backward(self, params, cache, gradient):
        """Carry a gradient from the predictions back to the parameters, by the chain rule.

        Parameters
        ----------
        params : numpy.ndarray, shape (..., n_params)
        cache : object
            What `forward` gave for the same params.
        gradient : numpy.ndarray, of the shape of the prediction
            Derivative of each loss with respect to its prediction.

        Returns
        -------
        numpy.ndarray, shape (..., n_params)
            Gradient of the sum of the losses with respect to the parameters.
        """
        ...

    def predict(self, params, X):
        """Return the predictions.

        Parameters
        ----------
        params : array_like, shape (..., n_params)
        X : array_like, shape (n_samples, n_features)

        Returns
        -------
        numpy.ndarray, shape (..., n_samples); (..., n_samples, n_outputs) for several outputs

        Raises
        ------
        ValueError
            If a shape is wrong or the features are not finite numbers.
        """
        X = features_of(self, X)
        params = np.ascontiguousarray(as_params("params", params, self.n_params))
        with quiet():
            return self.forward(params, X)[0]


def features_of(model, X):
    """Return X as an array that suits the model, or raise a ValueError.

    Examples
    --------
    >>> features_of(LinearModel(2), [[1.0]])
    Traceback (most recent call last):
        ...
    ValueError: X must have 2 columns for this model; got 1.
    """
    X = as_features(X)
    if X.shape[1] != model.n_features:
        raise ValueError(f"X must have {count(model.n_features, 'column')} for this model; got {X.shape[1]}.")
    return X


@dataclass(frozen=True)
class LinearModel(Model):
    """Weighted sum of the features plus a bias: y_pred = X @ weights + bias.

    Parameters
    ----------
    n_features : int

    Examples
    --------
    >>> LinearModel(1).predict([2.0, 1.0], [[0.0], [3.0]])
    array([1., 7.])
    """

    n_features: int

    def __post_init__(self):
        as_count("n_features", self.n_features)

    @property
    def n_params(self):
        """Number of parameters: one weight per feature, and the bias."""
        return self.n_features + 1

    def forward(self, params, X):
        # Products and sums of NumPy, not of BLAS, which rounds differently on other computers: a run that bounces
        # without a pattern would go elsewhere there, and so would the sentences of the notebooks
        one_run = params.ndim == 1
        y_pred = params[0] * X[:, 0] if one_run else np.multiply(params[..., :1], X[:, 0], order="C")
        for feature in range(1, self.n_features):
            y_pred += (params[feature] if one_run else params[..., feature : feature + 1]) * X[:, feature]
        y_pred += params[-1] if one_run else params[..., -1:]
        return y_pred, X

    def backward(self, params, cache, gradient):
        # One sum over all of them, the samples side by side: every run is summed in the same order
        products = np.empty((*gradient.shape[:-1], self.n_params, gradient.shape[-1]))
        np.multiply(gradient[..., None, :], cache.T, out=products[..., :-1, :])
        products[..., -1, :] = gradient
        return np.add.reduce(products, -1)


@dataclass(frozen=True)
class Neuron(LinearModel):
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

    def forward(self, params, X):
        probability = sigmoid(super().forward(params, X)[0])
        return probability, (X, probability)

    def backward(self, params, cache, gradient):
        X, probability = cache
        return super().backward(params, X, gradient * probability * (1.0 - probability))
