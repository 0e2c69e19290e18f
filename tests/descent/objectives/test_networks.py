"""Networks against finite differences, against the models they contain, and each run against the run alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.descent import MLP, LinearModel, absolute_error, cross_entropy, huber, log_loss, mean_loss, squared_error

RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(20, 2))
XOR = (X[:, 0] * X[:, 1] > 0).astype(float)
CLASSES = RANDOM.integers(0, 3, size=20)
ACTIVATIONS = ["tanh", "relu", "sigmoid", "linear"]
ENDS = [
    ("linear", squared_error, 1), ("linear", absolute_error, 1), ("linear", huber(0.5), 1),
    ("sigmoid", log_loss, 1), ("sigmoid", squared_error, 1), ("softmax", cross_entropy, 3),
]  # fmt: skip


@pytest.mark.parametrize("hidden", [(), (4,), (3, 5), (3, 3, 3, 3)])
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(("output", "loss", "n_outputs"), ENDS)
def test_the_gradient_is_that_of_finite_differences(hidden, activation, output, loss, n_outputs):
    network = MLP((2, *hidden, n_outputs), activation, output)
    objective = mean_loss(network, loss, X, CLASSES if n_outputs == 3 else XOR)
    params = network.init_params("glorot", [1, 2]) + 0.01
    step = 1e-6 * np.eye(network.n_params)
    slopes = (objective.value(params[:, None] + step) - objective.value(params[:, None] - step)) / 2e-6
    value, gradient = objective.value_and_gradient(params)
    np.testing.assert_allclose(gradient, slopes, rtol=1e-5, atol=2e-8)
    assert np.array_equal(value, objective.value(params)) and np.array_equal(gradient, objective.gradient(params))


def test_softmax_through_another_loss_than_cross_entropy():
    network, weights = MLP((2, 4, 3), "tanh", "softmax"), RANDOM.normal(size=(20, 3))
    params, step = network.init_params("glorot", 3), 1e-6 * np.eye(network.n_params)

    def weighted(params):
        return (network.predict(params, X) * weights).sum(axis=(-1, -2))

    slopes = (weighted(params + step) - weighted(params - step)) / 2e-6
    back = network.backward(params, network.forward(params, X)[1], weights)
    np.testing.assert_allclose(back, slopes, rtol=1e-5, atol=1e-8)


@given(
    hidden=st.lists(st.integers(1, 9), max_size=4),
    n_features=st.integers(1, 4),
    n_outputs=st.sampled_from([1, 2, 3, 10]),
    n_samples=st.integers(2, 40),
    runs=st.lists(st.integers(1, 4), min_size=1, max_size=3),
    activation=st.sampled_from(ACTIVATIONS),
    batch=st.booleans(),
    seed=st.integers(0, 1000),
)
@settings(max_examples=150, deadline=None)
def test_each_run_has_the_bits_of_the_run_alone(
    hidden, n_features, n_outputs, n_samples, runs, activation, batch, seed
):
    random = np.random.default_rng(seed)
    network = MLP((n_features, *hidden, n_outputs), activation, "softmax" if n_outputs > 1 else "sigmoid")
    loss = cross_entropy if n_outputs > 1 else log_loss
    y_true = random.integers(0, max(n_outputs, 2), size=n_samples)
    objective = mean_loss(network, loss, random.normal(size=(n_samples, n_features)), y_true)
    params = random.normal(size=(*runs, network.n_params))
    chosen = random.permutation(n_samples)[: max(1, n_samples // 2)] if batch else None
    value, gradient = objective.value_and_gradient(params, chosen)
    for run in np.ndindex(*runs):
        alone = objective.value_and_gradient(params[run], chosen)
        assert np.array_equal(value[run], alone[0]) and np.array_equal(gradient[run], alone[1])


def test_without_hidden_layers_it_is_the_linear_model():
    network, params = MLP((2, 1)), np.array([2.0, -3.0, 0.5])
    assert network.n_params == LinearModel(2).n_params
    np.testing.assert_allclose(network.predict(params, X), LinearModel(2).predict(params, X), rtol=1e-12)


def test_softmax_of_two_classes_is_the_sigmoid_of_the_difference():
    two, one = MLP((2, 2), output="softmax"), MLP((2, 1), output="sigmoid")
    params = RANDOM.normal(size=6)
    np.testing.assert_allclose(two.predict(params, X)[:, 1], one.predict(params[3:] - params[:3], X), rtol=1e-12)
    assert mean_loss(two, cross_entropy, X, XOR).value(params) == pytest.approx(
        mean_loss(one, log_loss, X, XOR).value(params[3:] - params[:3]), rel=1e-12
    )


def test_starts_have_the_size_that_their_names_promise():
    network = MLP((100, 200, 1))
    for start, deviation in [("zeros", 0), ("small", 0.01), ("glorot", np.sqrt(2 / 300)), ("he", 0.1 * np.sqrt(2)),
                             ("large", 3)]:  # fmt: skip
        first = network.weights(network.init_params(start, 1))[0]
        assert first[:, :-1].std() == pytest.approx(deviation, rel=0.03) and not first[:, -1].any()
    several = network.init_params("he", [3, 4])
    assert np.array_equal(several[1], network.init_params("he", 4)) and not np.array_equal(*several)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: MLP((2,)), "layer_sizes must name features, up to four hidden layers, and outputs, for example "
                            "(2, 8, 1); got (2,)."),
        (lambda: MLP(8), "layer_sizes must name features, up to four hidden layers, and outputs, for example "
                         "(2, 8, 1); got 8."),
        (lambda: MLP((2, 0, 1)), "each of layer_sizes must be a whole number of at least 1; got 0."),
        (lambda: MLP((2, 1), "ReLU6"), "activation must be one of tanh, relu, sigmoid, linear; got 'ReLU6'."),
        (lambda: MLP((2, 1), output="softmax"), "sigmoid needs 1 output and softmax 2 or more; got 1 with softmax."),
        (lambda: MLP((2, 1)).init_params("huge"),
         "start must be one of zeros, small, glorot, he, large; got 'huge'."),
        (lambda: MLP((3, 1)).predict(np.zeros(4), X), "X must have 3 columns for this model; got 2."),
        (lambda: mean_loss(MLP((2, 1)), log_loss, X, XOR),
         "log loss needs a model of probabilities, for example Neuron(2)."),
        (lambda: mean_loss(MLP((2, 2), output="softmax"), cross_entropy, X, CLASSES),
         "y names classes up to 2; the model has 2 outputs, from 0."),
        (lambda: mean_loss(MLP((2, 2)), squared_error, X, XOR), "squared error needs a model with 1 output; got 2."),
        (lambda: mean_loss(MLP((2, 2), output="softmax"), cross_entropy, X, XOR - 0.5),
         "cross-entropy needs y_true to be the numbers of classes, 0, 1, 2, ..."),
    ],
)  # fmt: skip
def test_errors_say_what_would_be_right(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.filterwarnings("error")
def test_the_neurons_of_a_network_that_exploded_answer_without_a_warning(activation):
    network = MLP((2, 3, 1), activation, "sigmoid")
    params = np.stack([np.full(network.n_params, size) for size in (-1e300, 1e300, np.inf, np.nan)])
    (answers,) = network.activations(params, X)
    assert answers.shape == (4, 3, 20)
    assert np.isnan(answers[-1]).all()
