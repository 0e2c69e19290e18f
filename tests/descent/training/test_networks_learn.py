"""What lessons say of networks, on the course's own data: each claim over three seeds, by the one training loop."""

import numpy as np
import pytest

from utils.descent import (
    MLP,
    Batches,
    circles,
    cross_entropy,
    gradient_descent,
    log_loss,
    mean_loss,
    moons,
    penguins_three_species,
    spiral,
    split,
    standardize,
    train,
    xor,
)
from utils.descent.verdict.metrics import accuracy

SEEDS = [0, 1, 2]
HIDDEN = (2, 8, 8, 1)
NOISY = {make.__name__: split(make(noise=0.1)) for make in (xor, circles, moons)}


def trained(network, data, rate, *, n_steps=1000, start="glorot", seeds=SEEDS, batches=None):
    """Return the last parameters, one row per seed, and the objective on the data."""
    objective = mean_loss(network, log_loss, data.X, data.y_true)
    init_params = network.init_params(start, seeds)
    settings = {"n_steps": n_steps, "record_every": n_steps, "batches": batches}
    return train(objective, gradient_descent(rate), init_params, **settings).final_params, objective


def share_of_dead(network, params, X):
    """Return the share of neurons that answer 0 to every sample, per hidden layer and seed."""
    return np.array([(answers == 0).all(axis=-1).mean(axis=-1) for answers in network.activations(params, X)])


@pytest.mark.parametrize("name", NOISY)
def test_linear_layers_end_at_the_loss_of_one_neuron(name):
    training, _ = NOISY[name]
    one, objective = trained(MLP((2, 1), output="sigmoid"), training, 1.0, start="zeros", seeds=0)
    # log loss of a neuron is convex: where the gradient is 0 there is no better line
    assert np.abs(objective.gradient(one)).max() < 1e-3
    many, of_many = trained(MLP(HIDDEN, "linear", "sigmoid"), training, 0.3, n_steps=2000)
    assert of_many.value(many) == pytest.approx(objective.value(one), abs=1e-4)


@pytest.mark.parametrize("name", ["circles", "moons"])
def test_two_hidden_layers_of_tanh_learn_what_no_line_parts(name):
    training, validation = NOISY[name]
    network = MLP(HIDDEN, "tanh", "sigmoid")
    params, _ = trained(network, training, 0.5, batches=Batches(20))
    assert (accuracy(validation.y_true, network.logit_model.predict(params, validation.X)) > 0.95).all()


def test_a_start_of_zeros_keeps_all_neurons_of_a_layer_alike():
    training, _ = NOISY["moons"]
    network = MLP(HIDDEN, "tanh", "sigmoid")
    params, objective = trained(network, training, 0.5, start="zeros", seeds=0, batches=Batches(20))
    for layer in network.weights(params)[:-1]:
        assert np.array_equal(layer, np.broadcast_to(layer[0], layer.shape))
    # and, since they answer 0 to everything, all that is learned is the share of class 1
    share = training.y_true.mean()
    best = -(share * np.log(share) + (1 - share) * np.log(1 - share))
    assert best <= objective.value(params) < best + 0.005


def test_equal_neurons_stay_equal_also_where_they_learn():
    training, _ = NOISY["moons"]
    network = MLP((2, 8, 1), "tanh", "sigmoid")
    objective = mean_loss(network, log_loss, training.X, training.y_true)
    history = train(objective, gradient_descent(0.5), np.full(network.n_params, 0.1), n_steps=200)
    layer = network.weights(history.final_params)[0]
    assert history.final_loss < 0.5 * history.loss[0]
    assert np.allclose(layer, layer[0], rtol=0, atol=1e-9)


def test_a_high_rate_kills_rectified_neurons_for_good():
    training, validation = NOISY["moons"]
    network = MLP(HIDDEN, "relu", "sigmoid")
    lively, _ = trained(network, training, 0.3, start="he", batches=Batches(20))
    assert share_of_dead(network, lively, training.X).max() < 0.5
    assert (accuracy(validation.y_true, network.logit_model.predict(lively, validation.X)) > 0.95).all()

    dead, objective = trained(network, training, 8.0, start="he", batches=Batches(20))
    shares = share_of_dead(network, dead, training.X)
    assert (shares.max(axis=0) == 1).all()  # a layer is dead in every seed, ...
    assert (
        np.ptp(network.predict(dead, training.X), axis=-1) == 0
    ).all()  # ... so every sample is answered alike ...
    for gradient in network.weights(objective.gradient(dead))[:-1]:
        assert not gradient.any()  # ... and no hidden neuron learns any more


def test_a_wide_network_of_rectified_neurons_learns_the_spiral():
    training, validation = split(spiral())
    network = MLP((2, 16, 16, 1), "relu", "sigmoid")
    params, _ = trained(network, training, 0.3, n_steps=3000, batches=Batches(10))
    assert (accuracy(validation.y_true, network.logit_model.predict(params, validation.X)) > 0.85).all()


def test_a_softmax_tells_three_species_apart():
    data = penguins_three_species(["bill_length_mm", "flipper_length_mm"])
    training, validation = split(data)
    X, mean, std = standardize(training.X)
    network = MLP((2, 8, 3), "tanh", "softmax")
    objective = mean_loss(network, cross_entropy, X, training.y_true)
    init_params = network.init_params(random_state=SEEDS)
    history = train(objective, gradient_descent(0.5), init_params, n_steps=300, batches=Batches(20))
    logits = network.logit_model.predict(history.final_params, (validation.X - mean) / std)
    assert (accuracy(validation.y_true, logits) > 0.9).all()
