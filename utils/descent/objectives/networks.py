"""Networks: layers of neurons, one after the other, and the starts that they are trained from."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from utils.descent.objectives.models import Model, sigmoid, softmax
from utils.descent.validation import as_count, quiet


def _tanh(z):
    np.tanh(z, z)


def _tanh_backward(delta, a, share):
    np.multiply(a, a, share)
    np.multiply(share, delta, share)
    np.subtract(delta, share, delta)


def _relu(z):
    np.maximum(z, 0.0, out=z)


def _relu_backward(delta, a, share):
    np.sign(a, share)  # 1 where the neuron answers, 0 where it does not
    np.multiply(delta, share, delta)


def _sigmoid(z):
    np.copyto(z, sigmoid(z))


def _sigmoid_backward(delta, a, share):
    np.multiply(a, a, share)
    np.subtract(a, share, share)
    np.multiply(delta, share, delta)


def _linear(*_):
    pass


ACTIVATIONS = {
    "tanh": (_tanh, _tanh_backward),
    "relu": (_relu, _relu_backward),
    "sigmoid": (_sigmoid, _sigmoid_backward),
    "linear": (_linear, _linear),
}
"""From z to the neuron's answer; and the chain rule through it, from the answer. Both in place, the second with a
working array."""

OUTPUTS = {
    "linear": (lambda z: z, lambda gradient, y_pred: gradient),
    "sigmoid": (sigmoid, lambda gradient, y_pred: gradient * y_pred * (1.0 - y_pred)),
    "softmax": (softmax, lambda gradient, y_pred: y_pred * (gradient - _mean_by(y_pred, gradient))),
}
"""From the last layer's sums to the prediction; and the chain rule through it, from the prediction."""


def _mean_by(shares, numbers):
    return np.add.reduce(numbers * shares, axis=-1, keepdims=True)


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
            prediction, both_ways = self.forward(params, np.asarray(X, float))
        return both_ways.hidden, prediction

    def bind(self, params, inputs):
        return _BothWays(self, params, inputs)

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


class _BothWays:
    """A network's way forward and back: see `Model.bind`. One matrix product does a layer of all runs."""

    def __init__(self, network, params, inputs):
        lead, n_samples, sizes = params.shape[:-1], inputs.shape[-1], network.layer_sizes
        self.network, self.params, self.weights = network, params, network.weights(params)
        self.activate, self.is_single = ACTIVATIONS[network.activation][0], sizes[-1] == 1
        self.end, self.end_backward = OUTPUTS[network.output]
        # The last row of each layer's answers is 1: the bias is then one more weight, and one product does it all
        self.answers = [inputs, *(np.ones((*lead, size + 1, n_samples)) for size in sizes[1:-1])]
        self.hidden = [answers[..., :-1, :] for answers in self.answers[1:]]
        self.sums = np.empty((*lead, sizes[-1], n_samples))
        self.layers = list(zip(self.weights, self.answers, self.hidden, strict=False))
        self.output = self.sums[..., 0, :] if self.is_single else self.sums.swapaxes(-1, -2)
        self.working_arrays = None

    def forward(self):
        for weights, before, after in self.layers:
            np.matmul(weights, before, after)
            self.activate(after)
        np.matmul(self.weights[-1], self.answers[-1], self.sums)
        self.prediction = self.end(self.output)
        return self.prediction

    def backward(self, gradient):
        if self.working_arrays is None:
            self.working_arrays = self._make_working_arrays()
        result, first, layers, through = self.working_arrays
        gradient = self.end_backward(gradient, self.prediction)
        delta = gradient[..., None, :] if self.is_single else gradient.swapaxes(-1, -2)
        for answers_before, of_weights, weights, before, delta_before, share in layers:
            np.matmul(delta, answers_before, of_weights)
            delta = np.matmul(weights, delta, delta_before)
            through(delta, before, share)
        np.matmul(delta, *first)
        return result

    def _make_working_arrays(self):
        result = np.empty(self.params.shape)
        of_weights, answers = self.network.weights(result), [a.swapaxes(-1, -2) for a in self.answers]
        layers = []
        for k in range(len(self.hidden), 0, -1):
            weights, before = self.weights[k][..., :-1].swapaxes(-1, -2), self.hidden[k - 1]
            layers.append(
                (answers[k], of_weights[k], weights, before, np.empty(before.shape), np.empty(before.shape))
            )
        return result, (answers[0], of_weights[0]), layers, ACTIVATIONS[self.network.activation][1]
