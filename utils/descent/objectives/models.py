"""Models: from features and one flat vector of parameters to predictions.

The parameters of a neuron are always its weights, in the order of its inputs, and then its bias. They are one
flat vector, so that an optimizer needs to know no model.
"""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np

from utils.descent.formatting import count
from utils.descent.validation import as_count, as_features, as_params, quiet

ONE = np.array(1.0)
"""NumPy computes faster with its own numbers than with Python's."""


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
    return ONE / (ONE + np.exp(-np.asarray(z, dtype=float)))


def softmax(z):
    """Turn numbers into shares that are positive and sum to 1: exp(z) / sum(exp(z)), along the last axis.

    Parameters
    ----------
    z : numpy.ndarray, shape (..., n_classes)
        The logits.

    Returns
    -------
    numpy.ndarray
        Shares, same shape.

    Examples
    --------
    >>> softmax(np.array([0.0, 0.0, 800.0]))
    array([0., 0., 1.])
    """
    shares = np.exp(z - np.maximum.reduce(z, axis=-1, keepdims=True))  # so that no exp overflows
    shares /= np.add.reduce(shares, axis=-1, keepdims=True)
    return shares


@runtime_checkable
class Model(Protocol):
    """What a model is: whatever has these methods. Only `predict` checks what it is given.

    All broadcast over the leading axes of params, and give each run the bits of the run alone. A model that
    inherits from this class needs `bind` only, and gets the others.

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

    def bind(self, params, inputs):
        """Return the way forward and back for these two arrays, which may be filled with other numbers afterwards.

        A training does so at every step: all working arrays are then made once, and not thousands of times.

        Parameters
        ----------
        params : numpy.ndarray, shape (..., n_params)
        inputs : numpy.ndarray, shape (n_features + 1, n_samples)
            What `inputs_of` makes of the features.

        Returns
        -------
        object
            Its ``forward()`` gives the prediction of what params and inputs hold now; its ``backward(gradient)`` is
            the rest of `backward`, for the last prediction. Both may give the same array again, filled anew.
        """
        ...

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
        both_ways = self.bind(np.ascontiguousarray(params), inputs_of(X))
        return both_ways.forward(), both_ways

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
        return cache.backward(np.ascontiguousarray(gradient)).copy()

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


def inputs_of(X):
    """Return the features as rows, and a last row of ones: the bias is then one more weight.

    Examples
    --------
    >>> inputs_of(np.array([[0.5, 2.0], [0.1, 3.0]]))
    array([[0.5, 0.1],
           [2. , 3. ],
           [1. , 1. ]])
    """
    inputs = np.ones((X.shape[1] + 1, len(X)))
    inputs[:-1] = X.T
    return inputs


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

    def bind(self, params, inputs):
        return _LinearBothWays(params, inputs)


class _LinearBothWays:
    # Products and sums of NumPy, not of BLAS, which rounds differently on other computers: a run that bounces
    # without a pattern would go elsewhere there, and so would the sentences of the notebooks

    def __init__(self, params, inputs):
        lead, n_features = params.shape[:-1], len(inputs) - 1
        # Of one run each parameter is an array without axes: NumPy is quickest with those
        columns = [params[..., k, None] if lead else params[k, ...] for k in range(n_features + 1)]
        self.bias = columns.pop()
        self.first, *self.others = zip(columns, inputs, strict=False)
        self.inputs, self.lead, self.products = inputs, lead, None
        self.prediction = np.empty((*lead, inputs.shape[-1]))

    def forward(self):
        y_pred = self.prediction
        np.multiply(*self.first, y_pred)
        for weight, feature in self.others:
            y_pred += weight * feature
        return np.add(y_pred, self.bias, y_pred)

    def backward(self, gradient):
        if self.products is None:
            self.products = np.empty((*self.lead, *self.inputs.shape))
            rows = [self.products[..., k, :] for k in range(len(self.inputs))]
            self.of_bias = rows.pop()
            self.of_weights = list(zip(self.inputs, rows, strict=False))
            self.result = np.empty((*self.lead, len(self.inputs)))
        for feature, product in self.of_weights:
            np.multiply(gradient, feature, product)
        self.of_bias[...] = gradient
        return np.add.reduce(self.products, -1, None, self.result)


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

    def bind(self, params, inputs):
        return _NeuronBothWays(params, inputs)


class _NeuronBothWays(_LinearBothWays):
    def forward(self):
        self.probability = sigmoid(super().forward())
        return self.probability

    def backward(self, gradient):
        return super().backward(gradient * self.probability * (1.0 - self.probability))
