"""The gradient before the first step, layer by layer."""

import re

import numpy as np
import pytest

from lessons.a_neural_network.gradient_by_layer import gradient_by_layer, layer_gradients
from tests.lessons.moving import assert_a_move_shows_and_returns
from utils.descent import MLP, circles, log_loss, mean_loss, split, xor

SAMPLES = {make.__name__: split(make(n_samples=300, noise=0.1), share=0.3)[0] for make in (circles, xor)}
ACTIVATIONS = ["sigmoid", "tanh", "relu"]

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def made():
    return gradient_by_layer(
        SAMPLES, ACTIVATIONS, data="circles", hidden_layers=4, neurons=8, start="glorot", n_seeds=5
    )


@pytest.fixture
def explorer(made):
    made.reset()
    return made


MOVES = [
    {"data": "xor"},
    {"hidden_layers": 1},
    {"neurons": 1},
    {"start": "zeros"},
    {"start": "large"},
    {"n_seeds": 10},
]


@pytest.mark.parametrize("move", MOVES, ids=str)
def test_every_control_changes_what_is_shown_its_line_restores_it_and_reset_goes_back(explorer, move):
    assert_a_move_shows_and_returns(explorer, move)


def test_the_lengths_are_those_of_finite_differences():
    found = layer_gradients(SAMPLES["xor"], ["tanh"], hidden_layers=2, neurons=3, start="glorot", n_seeds=3).lengths[
        "tanh"
    ]
    network = MLP((2, 3, 3, 1), "tanh", "sigmoid")
    objective = mean_loss(network, log_loss, SAMPLES["xor"].X, SAMPLES["xor"].y_true)
    for seed in range(3):
        params = network.init_params("glorot", seed)
        moves = 1e-5 * np.eye(network.n_params)
        slopes = (objective.value(params + moves) - objective.value(params - moves)) / 2e-5
        wanted = [np.linalg.norm(layer) for layer in network.weights(slopes)]
        assert np.allclose(found[:, seed], wanted, rtol=1e-6)


def test_the_gradient_vanishes_on_its_way_through_sigmoids_only(explorer):
    lengths = {name: np.median(found, axis=1) for name, found in explorer.result.lengths.items()}
    assert lengths["sigmoid"][0] < lengths["sigmoid"][-1] / 300 and (np.diff(lengths["sigmoid"]) > 0).all()
    for name in ("tanh", "relu"):
        assert lengths[name].max() < 10 * lengths[name].min()


def test_the_sentence_has_the_medians(explorer):
    for name, first, last in re.findall(
        r"(\w+) ([\d.e-]+) in the first layer and ([\d.e-]+) in the output", explorer.sentence
    ):
        found = np.median(explorer.result.lengths[name.lower()], axis=1)
        assert float(first) == pytest.approx(found[0], rel=0.06) and float(last) == pytest.approx(found[-1], rel=0.06)
    explorer.set(start="zeros")
    assert explorer.sentence.count("0 in the first layer, so that it does not learn at all") == 3


def test_the_output_stands_last_however_many_layers_there_are(explorer):
    for hidden_layers in (1, 2, 3, 4):
        explorer.set(hidden_layers=hidden_layers)
        for dots in explorer.stage.views[0].dots:
            filled = [len(marks.get_xdata()) > 0 for marks in dots]
            assert filled == [True] * hidden_layers + [False] * (4 - hidden_layers) + [True]
