"""Answers that the page gives to its "Try this", each tried: a test for every number that stands in its text."""

import numpy as np
import pytest

from tests.notebooks.every_explorer import explorers_of


@pytest.fixture
def figures():
    found = {explorer.name: explorer for explorer in explorers_of("06_a_neural_network")}
    yield found
    for explorer in found.values():
        explorer.reset()


def test_one_neuron_on_the_moons(figures):
    neuron = figures["one_neuron"]
    neuron.set(data="moons")
    assert "260 of 300 samples right" in neuron.sentence
    neuron.set(learning_rate=8.0, n_steps=300)
    assert "268 of 300 samples right" in neuron.sentence and "loss is 0.23" in neuron.sentence


def closed(run):
    """Whether the output says class 0 all along the edge of its map: then what is class 1 is closed in."""
    _, (logits,) = run.maps(56)
    return bool((np.concatenate([logits[0], logits[-1], logits[:, 0], logits[:, -1]]) < 0).all())


def test_the_ring_closes_between_two_epochs(figures):
    play = figures["playground"]
    for epoch, is_closed in ((55, False), (60, True), (100, True)):
        play.set(epoch=epoch)
        assert closed(play.result) == is_closed


@pytest.mark.parametrize(
    ("settings", "right"),
    [({}, 51), ({"n_epochs": 300}, 77), ({"n_epochs": 300, "n_layers": 3}, 87),
     ({"n_epochs": 300, "n_layers": 3, "noise": 0.05}, 98)],
)  # fmt: skip
def test_the_spiral(figures, settings, right):
    play = figures["playground"]
    play.set(data="spiral", **settings)
    assert round(100 * play.result.accuracies[1]) == right
    assert ("Guessing" in play.sentence) == (right == 51)


@pytest.mark.parametrize(
    ("settings", "right"),
    [({"learning_rate": 0.1}, [73, 79, 84]), ({"learning_rate": 1.0}, [72, 97, 88]), ({"data": "xor"}, [77, 88, 87])],
)
def test_how_many_neurons(figures, settings, right):
    many = figures["how_many_neurons"]
    many.set(**settings)
    assert [round(float(np.median(trial.right))) for trial in many.result.trials] == right


def test_linear_neurons_guess(figures):
    many = figures["how_many_neurons"]
    many.set(activation="linear")
    assert "None is much better than one answer for all" in many.sentence
