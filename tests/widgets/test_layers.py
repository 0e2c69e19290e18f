"""The controls of a network's layers: all parts agree, and what is not there cannot be chosen."""

import pytest

from utils.widgets import controls


@pytest.fixture
def layers():
    n_layers = controls.steps(2, 4, low=0, label="hidden layers")
    neurons = controls.Neurons([8, 3, 8, 8], n_layers)
    return n_layers, neurons, controls.NeuronChoice(n_layers, neurons)


def test_only_the_sliders_of_layers_that_are_there_can_be_seen(layers):
    n_layers, neurons, _ = layers
    for n in (0, 1, 4, 2):
        n_layers.value = n
        assert [slider.layout.visibility for slider in neurons.sliders] == ["visible"] * n + ["hidden"] * (4 - n)


def test_sliders_and_value_agree_and_one_move_is_one_change(layers):
    _, neurons, _ = layers
    seen = []
    neurons.observe(lambda change: seen.append(change["new"]), "value")
    neurons.sliders[1].value = 5
    neurons.value = (1, 2, 3, 4)
    assert [slider.value for slider in neurons.sliders] == [1, 2, 3, 4]
    assert seen == [(8, 5, 8, 8), (1, 2, 3, 4)]
    assert neurons.word == "1,2,3,4" and neurons.in_use == "1-2"
    assert neurons.read("16,1,2,3") == (16, 1, 2, 3)


def test_the_menu_has_each_neuron_and_keeps_the_choice_as_long_as_it_is_there(layers):
    n_layers, neurons, choice = layers
    assert [value for _, value in choice.menu.options][:3] == ["output", "1.1", "1.2"]
    assert len(choice.menu.options) == 1 + 8 + 3
    choice.menu.value = "2.3"
    assert choice.value == "2.3" and choice.place == (2, 3)
    n_layers.value = 3
    assert choice.value == choice.menu.value == "2.3"
    neurons.sliders[1].value = 2
    assert choice.value == choice.menu.value == "output" and choice.place is None
    choice.value = "2.3"  # which is not there
    assert choice.value == "output"


def test_moving_a_layer_tells_of_no_choice_that_nobody_made(layers):
    n_layers, _, choice = layers
    choice.value = "1.4"
    seen = []
    choice.observe(lambda change: seen.append(change["new"]), "value")
    n_layers.value = 4
    n_layers.value = 1
    assert seen == []
