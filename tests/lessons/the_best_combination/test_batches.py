"""Batch sizes and the edge of stability: what the figures say, against runs trained by hand and closed forms."""

import re

import numpy as np
import pytest

from lessons.the_best_combination.batch_size import batch_size_explorer
from lessons.the_best_combination.edge_of_stability import describe as say_edge
from lessons.the_best_combination.edge_of_stability import edge_of_stability
from lessons.the_best_combination.equal_cost import equal_cost
from tests.lessons.moving import assert_a_move_shows_and_returns
from utils.descent import MLP, Batches, gradient_descent, log_loss, mean_loss, moons, quadratic_bowl, train
from utils.descent.experiments.sharpening import sharpening

DATA = moons(60, 0.1)
NETWORK = {"hidden_layers": (4,), "activation": "tanh", "start": "glorot"}
OBJECTIVE = mean_loss(MLP((2, 4, 1), "tanh", "sigmoid"), log_loss, DATA.X, DATA.y_true)

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def made():
    return {
        "batches": batch_size_explorer(
            DATA, **NETWORK, learning_rate=0.5, batch_size=60, n_epochs=6, random_state=0
        ),
        "costs": equal_cost(
            DATA, **NETWORK, batch_sizes=[60, 20], learning_rate=0.5, n_epochs=12, n_steps=12, n_seeds=3
        ),
        "edge": edge_of_stability(DATA, **NETWORK, learning_rate=0.1, n_steps=200, random_state=0),
    }  # fmt: skip


@pytest.fixture
def figure(made):
    def back(name):
        made[name].reset()
        return made[name]

    return back


def ends(size, n_steps, seeds):
    """Train each seed alone, and return the loss of all samples at the end."""
    network, losses = OBJECTIVE.model, []
    for seed in seeds:
        first = network.init_params("glorot", seed)
        run = train(OBJECTIVE, gradient_descent(0.5), first, n_steps=n_steps, batches=Batches(size))
        losses.append(float(OBJECTIVE.value(run.final_params)))
    return losses


# ---- the batch size ----------------------------------------------------------------------------------------


def test_with_all_samples_in_each_step_a_step_sees_the_loss_of_all_and_there_is_no_noise(figure):
    one = figure("batches")
    found = one.result
    assert found.seen.shape == (6, 1) and found.seen[:, 0] == pytest.approx(found.losses[:-1])
    assert found.noise == 0 and "There is one step to an epoch, and so no noise within it." in one.sentence
    assert "all 60 samples in each step" in one.sentence


def test_smaller_batches_are_counted_their_noise_is_that_of_their_losses_and_the_end_is_that_of_the_run(figure):
    one = figure("batches")
    one.set(batch_size=25)
    found = one.result
    assert "3 steps to an epoch, 18 steps in 6 epochs." in one.sentence  # the last batch has 10 samples
    shares = [np.std(row) / np.mean(row) for row in found.seen]
    assert int(re.search(r"differ by (\d+) %", one.sentence)[1]) == round(100 * np.mean(shares))
    assert (found.lowest_seen <= found.seen.mean(axis=1)).all() and (found.highest_seen >= found.lowest_seen).all()
    assert found.losses[-1] == pytest.approx(ends(25, 18, [0])[0])
    assert found.losses == pytest.approx([OBJECTIVE.value(params) for params in found.history.params])
    shown = float(re.search(r"holds ([\d.]+) %", one.sentence)[1])
    assert shown == pytest.approx(100 * found.plane.share, rel=0.01)


@pytest.mark.parametrize(
    "move", [{"learning_rate": 2.0}, {"batch_size": 1}, {"n_epochs": 9}, {"random_state": 3}], ids=str
)
def test_every_control_of_the_batch_size_shows_and_returns(figure, move):
    assert_a_move_shows_and_returns(figure("batches"), move)


# ---- equal cost --------------------------------------------------------------------------------------------


def test_an_epoch_of_all_samples_is_a_step_so_its_two_losses_are_one(figure):
    found = figure("costs").result
    assert found.after_epochs[0] == pytest.approx(found.after_steps[0])
    assert np.median(found.after_epochs[1]) < np.median(found.after_steps[1])  # 36 steps, and 12


def test_each_seed_ends_where_it_ends_alone_and_the_sentence_says_the_medians(figure):
    one = figure("costs")
    wanted = {"after 12 epochs": [(60, 12), (20, 36)], "after 12 steps": [(60, 12), (20, 12)]}
    for kind, (words, runs) in zip((one.result.after_epochs, one.result.after_steps), wanted.items(), strict=True):
        said = re.search(rf"{words}, ([^;]*?)[;.](?= |$)", one.sentence)[1]
        numbers = [float(number) for number in re.findall(r"([\d.]+) \(batch", said)]
        for place, (size, n_steps) in enumerate(runs):
            alone = ends(size, n_steps, range(3))
            assert kind[place] == pytest.approx(alone) and numbers[place] == pytest.approx(np.median(alone), rel=0.06)
    assert "12 epochs are 36 steps of batches of 20, and 12 of 60." in one.sentence


def test_while_it_is_trained_the_sentence_says_only_what_is_known(figure):
    one = figure("costs")
    parts = list(one._run(**one._settings()))
    said = [one._describe(part.result, **one.values) for part in parts]
    assert not any(re.search(r",\s*[.;]|\s[.;]", words) for words in said)
    n_begun = sum("(batch" not in words for words in said)
    assert n_begun >= 1 and all("No run is at its end yet." in words for words in said[:n_begun])
    assert ["after 12 steps," in words for words in said[n_begun:]] == [False, True, True, True]
    assert [words.count("(batch") for words in said[n_begun:]] == [1, 2, 3, 4]


def test_there_is_something_to_see_at_once_and_the_page_is_looked_at_in_between():
    long = equal_cost(
        DATA, hidden_layers=(4,), activation="tanh", start="glorot", batch_sizes=[1, 60], learning_rate=0.1,
        n_epochs=30, n_steps=300, n_seeds=3,
    )  # fmt: skip
    shares = [0.0, *(part.share for part in long._run(**long._settings()))]
    assert shares[1] < 0.02 and max(np.diff(shares)) < 0.1 and shares[-1] == 1


@pytest.mark.parametrize("move", [{"learning_rate": 2.0}, {"n_epochs": 3}, {"n_steps": 30}, {"n_seeds": 4}], ids=str)
def test_every_control_of_equal_cost_shows_and_returns(figure, move):
    assert_a_move_shows_and_returns(figure("costs"), move)


# ---- the edge of stability ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (0.49, "the limit is 2 / rate = 4.08; seed 7, 40 steps. Sharpness at the start: 4; mean of the last quarter"),
        (0.49, "of the run: 4, at the limit."),
        (0.25, "of the run: 4, below the limit. The loss fell"),
        (0.1, "hardly any step made it higher."),
        (0.55, "of the run: 4, above the limit. The loss went from 2.5 to"),
        (1e6, "The run exploded: its loss is no longer a finite number at step 24."),
    ],
)
def test_on_a_bowl_of_curvature_4_the_sentence_says_where_the_sharpness_is(rate, words):
    *_, run = sharpening(quadratic_bowl([1.0, 4.0]), rate, [1.0, 1.0], n_steps=40, every=10)
    assert words in say_edge(run, rate, 40, 7)


@pytest.mark.parametrize("move", [{"learning_rate": 0.5}, {"n_steps": 300}, {"random_state": 3}], ids=str)
def test_every_control_of_the_edge_shows_and_returns(figure, move):
    assert_a_move_shows_and_returns(figure("edge"), move)
