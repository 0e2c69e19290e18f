"""One neuron on data that no line parts: what the figure says, and that it cannot do better."""

import numpy as np
import pytest

from lessons.a_neural_network.one_neuron import one_neuron
from tests.lessons.moving import assert_a_move_shows_and_returns
from utils.descent import circles, moons, xor

DATA = {make.__name__: make(n_samples=300, noise=0.1) for make in (xor, circles, moons)}

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def made():
    return one_neuron(DATA, [0.0, 0.0, 0.0], learning_rate=0.5, n_steps=100)


@pytest.fixture
def explorer(made):
    made.reset()
    return made


MOVES = [{"data": "moons"}, {"learning_rate": 10.0}, {"n_steps": 7}, {"step": 0}, {"data": "circles", "step": 3}]


@pytest.mark.parametrize("move", MOVES, ids=str)
def test_every_control_changes_what_is_shown_its_line_restores_it_and_reset_goes_back(explorer, move):
    assert_a_move_shows_and_returns(explorer, move)


@pytest.mark.parametrize("data", DATA)
def test_the_sentence_counts_what_is_right(explorer, data):
    explorer.set(data=data)
    weights, bias = explorer.history.final_params[:2], explorer.history.final_params[2]
    right = int((((DATA[data].X @ weights + bias) > 0) == (DATA[data].y_true == 1)).sum())
    assert (
        f"{right} of 300 samples right ({100 * right / 300:.0f} %). One answer for all would get 150."
        in explorer.sentence
    )


def test_no_line_parts_xor_or_the_circles(explorer):
    angles = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    normals = np.column_stack([np.cos(angles), np.sin(angles)])
    for name, most in (("xor", 0.8), ("circles", 0.8), ("moons", 1.0)):
        sums = DATA[name].X @ normals.T
        right = [
            ((sums[:, [k]] > np.linspace(-2, 2, 81)) == (DATA[name].y_true[:, None] == 1)).mean(0).max()
            for k in range(72)
        ]
        assert (max(right) > 0.85) == (name == "moons") and max(right) < most
    for name in ("xor", "circles"):
        explorer.set(data=name, n_steps=300, learning_rate=1.0)
        assert explorer.history.final_loss > 0.68


def test_samples_and_legend_do_not_meet(explorer):
    for name in DATA:
        explorer.set(data=name)
        axes = explorer.stage.views[0].axes
        legend = axes.get_legend().get_window_extent()
        points = axes.transData.transform(DATA[name].X)
        assert not ((points > legend.min) & (points < legend.max)).all(axis=1).any()
