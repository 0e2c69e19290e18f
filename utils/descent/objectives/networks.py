"""Networks: layers of neurons, one after the other, and the starts that they are trained from."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from utils.descent.objectives.models import Model, sigmoid
from utils.descent.validation import as_count, quiet


def _tanh_backward(delta, a):
    share = a * a
    share *= delta
    delta -= share


def _relu_backward(delta, a):
    delta *= np.sign(a)  # 1 where the neuron answers, 0 where it does not


def _sigmoid_backward(delta, a):
    share = a * a
    np.subtract(a, share, out=share)
    delta *= share


ACTIVATIONS = {
    "tanh": (np.tanh, _tanh_backward),
    "relu": (lambda z, out: np.maximum(z, 0.0, out=out), _relu_backward),
    "sigmoid": (lambda z, out: np.copyto(out, sigmoid(z)), _sigmoid_backward),
    "linear": (lambda z, out: np.copyto(out, z), lambda delta, a: None),
}
"""From z to the neuron's answer, written to `out`; and the chain rule through it, from the answer, in place."""

OUTPUTS = ("linear", "sigmoid", "softmax")

STARTS = {
    "zeros": lambda n_in, n_out: 0.0,
    "small": lambda n_in, n_out: 0.01,
    "glorot": lambda n_in, n_out: np.sqrt(2.0 / (n_in + n_out)),
    "he": lambda n_in, n_out: np.sqrt(2.0 / n_in),
    "large": lambda n_in, n_out: 3.0,
}
"""Standard deviation of the weights at the start, from the numbers of neurons before and after them.

X. Glorot and Y. Bengio, Understanding the difficulty of training deep feedforward neural networks, AISTATS 2010,
equation 12; K. He et al., Delving deep into rectifiers, ICCV 2015, equation 10, for ReLU.
"""


@dataclass(frozen=True)
class MLP(Model):
    """A network of layers in which every neuron hears all of the layer before: a multilayer perceptron.

    Parameters
    ----------
    layer_sizes : sequence of int
        Features, neurons of each hidden layer (none to four), outputs: (2, 8, 8, 1).
    activation : {"tanh", "relu", "sigmoid", "linear"}
        What each hidden neuron does to its weighted sum.
    output : {"linear", "sigmoid", "softmax"}
        What becomes of the last layer's sums: numbers, one probability, or one per class. Trained with log
        loss or cross-entropy it is trained from the sums, which are then called logits.

    Raises
    ------
    ValueError
        If there are more than four hidden layers, a size is no count, or a name is unknown.

    Notes
    -----
    The parameters are those of the first hidden layer's neurons, one after the other, each with its weights and
    then its bias; then those of the next layer. No hidden layer and one output: the parameters of a `LinearModel`.

    Examples
    --------
    >>> network = MLP((2, 3, 1))
    >>> network.n_params
    13
    >>> network.predict(np.zeros(13), [[1.0, 2.0]])
    array([0.])
    """

    layer_sizes: tuple[int, ...]
    activation: str = "tanh"
    output: str = "linear"

    def __post_init__(self):
        sizes = tuple(self.layer_sizes) if np.iterable(self.layer_sizes) else ()
        if not 2 <= len(sizes) <= 6:
            raise ValueError(
                f"layer_sizes must name features, up to four hidden layers, and outputs, for example (2, 8, 1); "
                f"got {self.layer_sizes!r}."
            )
        sizes = tuple(as_count("each of layer_sizes", size) for size in sizes)
        for name, value, known in (("activation", self.activation, ACTIVATIONS), ("output", self.output, OUTPUTS)):
            if value not in known:
                raise ValueError(f"{name} must be one of {', '.join(known)}; got {value!r}.")
        if (self.output == "softmax") == (sizes[-1] == 1) and self.output != "linear":
            raise ValueError(f"sigmoid needs 1 output and softmax 2 or more; got {sizes[-1]} with {self.output}.")
        layers, begin = [], 0
        for n_in, n_out in pairwise(sizes):
            end = begin + n_out * (n_in + 1)
            layers.append((slice(begin, end), (n_out, n_in + 1)))
            begin = end
        object.__setattr__(self, "layer_sizes", sizes)
        object.__setattr__(self, "_layers", tuple(layers))

    @property
    def n_features(self):
        return self.layer_sizes[0]

    @property
    def n_outputs(self):
        return self.layer_sizes[-1]

    @property
    def n_params(self):
        return self._layers[-1][0].stop

    @property
    def logit_model(self):
        return None if self.output == "linear" else MLP(self.layer_sizes, self.activation)

    def weights(self, params):
        """Return the parameters of each layer, shape (..., n_neurons, n_inputs + 1): weights, then the bias."""
        lead = params.shape[:-1]
        return [params[..., part].reshape(lead + shape) for part, shape in self._layers]

    def activations(self, params, X):
        """Return what the neurons of each hidden layer answer, shape (..., n_neurons, n_samples) per layer."""
        return self.answers(params, X)[0]

    def answers(self, params, X):
        """Return what the neurons of each hidden layer answer, and the network's prediction, in one pass forward.

        Parameters
        ----------
        params : numpy.ndarray, shape (..., n_params)
        X : array_like, shape (n_samples, n_features)

        Returns
        -------
        hidden : list of numpy.ndarray, shape (..., n_neurons, n_samples)
        prediction : numpy.ndarray
            As `predict` returns it.

        Examples
        --------
        >>> hidden, prediction = MLP((2, 3, 1)).answers(np.ones(13), [[0.0, 0.0]])
        >>> hidden[0].shape, prediction.round(2)
        ((3, 1), array([3.28]))
        """
        with quiet():
            prediction, (cache, *_) = self.forward(np.ascontiguousarray(params), np.asarray(X, float))
        return [answers[..., :-1, :] for answers in cache[1:]], prediction

    def forward(self, params, X):
        weights, n_samples, lead = self.weights(params), len(X), params.shape[:-1]
        activate = ACTIVATIONS[self.activation][0]
        # The last row of each layer's answers is 1: the bias is then one more weight, and one product does it all
        answers = np.empty((X.shape[1] + 1, n_samples))
        answers[:-1], answers[-1] = X.T, 1.0
        cache = [answers]
        for layer in weights[:-1]:
            z = np.matmul(layer, answers)
            answers = np.empty((*lead, layer.shape[-2] + 1, n_samples))
            activate(z, answers[..., :-1, :])
            answers[..., -1, :] = 1.0
            cache.append(answers)
        z = np.matmul(weights[-1], answers)
        if self.n_outputs > 1:
            prediction = z.swapaxes(-1, -2)
            if self.output == "softmax":
                prediction = np.exp(prediction - np.maximum.reduce(prediction, axis=-1, keepdims=True))
                prediction /= np.add.reduce(prediction, axis=-1, keepdims=True)
        else:
            prediction = z[..., 0, :]
            if self.output == "sigmoid":
                prediction = sigmoid(prediction)
        return prediction, (cache, weights, prediction)

    def backward(self, params, cache, gradient):
        answers, weights, prediction = cache
        if self.output == "sigmoid":
            gradient = gradient * prediction * (1.0 - prediction)
        elif self.output == "softmax":
            mean = np.add.reduce(gradient * prediction, axis=-1, keepdims=True)
            gradient = prediction * (gradient - mean)
        through = ACTIVATIONS[self.activation][1]
        lead = params.shape[:-1]
        result = np.empty(params.shape)
        delta = gradient.swapaxes(-1, -2) if self.n_outputs > 1 else gradient[..., None, :]
        for k in range(len(weights) - 1, -1, -1):
            part, shape = self._layers[k]
            np.matmul(delta, answers[k].swapaxes(-1, -2), out=result[..., part].reshape(lead + shape))
            if k:
                delta = np.matmul(weights[k][..., :-1].swapaxes(-1, -2), delta)
                through(delta, answers[k][..., :-1, :])
        return result

    def init_params(self, start="glorot", random_state=0):
        """Return parameters to start from: random weights of the size that the start names; every bias is 0.

        Parameters
        ----------
        start : {"zeros", "small", "glorot", "he", "large"}
            The size of the weights: see `STARTS`.
        random_state : int or sequence of int
            Seed. Several make several starts, each the one of its seed alone.

        Returns
        -------
        numpy.ndarray, shape (n_params,), or (n_seeds, n_params)

        Raises
        ------
        ValueError
            If the start is unknown or a seed is not a whole number of at least 0.

        Examples
        --------
        >>> MLP((2, 2, 1)).init_params("small", random_state=[0, 1]).shape
        (2, 9)
        """
        if start not in STARTS:
            raise ValueError(f"start must be one of {', '.join(STARTS)}; got {start!r}.")
        if np.iterable(random_state) and not isinstance(random_state, str):
            return np.stack([self.init_params(start, seed) for seed in random_state])
        random = np.random.default_rng(as_count("random_state", random_state, low=0))
        params = np.zeros(self.n_params)
        for layer in self.weights(params):
            n_out, n_in = layer.shape[0], layer.shape[1] - 1
            layer[:, :-1] = STARTS[start](n_in, n_out) * random.standard_normal((n_out, n_in))
        return params
