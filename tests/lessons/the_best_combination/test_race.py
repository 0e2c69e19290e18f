"""Grid against random tries, and the best of many tries against the test set: the claims, 20 and 50 times over."""

import re

import numpy as np
import pytest

from lessons.the_best_combination.flattered import N_REPETITIONS, flattered
from lessons.the_best_combination.race import race
from tests.lessons.moving import assert_a_move_shows_and_returns
from tools.notebooks import FOLDER, read
from utils.descent import MLP, Batches, gradient_descent, log_loss, mean_loss, moons, train
from utils.descent.experiments.many import train_many
from utils.descent.experiments.search import LogRange, Options, random_settings

SPACE = {
    "learning_rate": LogRange(0.0001, 10), "batch_size": Options((5, 20, 70, 210)),
    "hidden_layers": Options((1, 2, 3)), "neurons": Options((4, 8, 16)), "activation": Options(("tanh", "relu")),
}  # fmt: skip
SEARCHES = {
    "noise": 0.1, "train_share": 0.7, "n_samples": 100, "space": SPACE, "start": "glorot", "n_tries": 32,
    "n_epochs": 20, "n_searches": 20, "name": "race",
}  # fmt: skip
TRIES = {
    "noise": 0.3, "train_share": 0.7, "space": SPACE, "start": "glorot", "n_epochs": 30, "n_tries": 100,
    "n_validation": 30, "random_state": 3, "name": "flattered",
}  # fmt: skip

pytestmark = pytest.mark.filterwarnings("error")


def test_many_trained_together_are_each_trained_alone():
    data, random = moons(60, 0.1), np.random.default_rng(0)
    settings = random_settings({**SPACE, "batch_size": Options((5, 20))}, 12, random)
    seeds, found = list(range(12)), {}
    for one in train_many(data, settings, seeds, start="glorot", n_epochs=3):
        losses = one.losses(data)
        for place, params, loss in zip(one.places, one.history.final_params, losses, strict=True):
            found[place] = params, loss
    assert sorted(found) == seeds
    for place, one in enumerate(settings):
        network = MLP((2, *[one["neurons"]] * one["hidden_layers"], 1), one["activation"], "sigmoid")
        objective = mean_loss(network, log_loss, data.X, data.y_true)
        batches = Batches(one["batch_size"])
        history = train(
            objective, gradient_descent(one["learning_rate"]), network.init_params("glorot", place),
            n_steps=3 * batches.steps_per_epoch(60), batches=batches,
        )  # fmt: skip
        assert np.array_equal(history.final_params, found[place][0])
        assert found[place][1].mean() == pytest.approx(float(objective.value(history.final_params)), rel=1e-9)


@pytest.fixture(scope="module", params=["circles", "moons"])
def full_race(request):
    return race(request.param, **SEARCHES)


def test_random_tries_win_more_often_than_a_grid_but_by_no_means_always(full_race):
    """Over 20 searches. What the page says: the grid's bad luck is worse."""
    found = full_race.result
    assert found.validation.shape == (2, 20)
    assert 10 <= found.n_won(found.validation) <= 18 and 10 <= found.n_won(found.test) <= 18
    assert np.median(found.validation[1]) < np.median(found.validation[0])
    assert found.validation[1].max() < found.validation[0].max()


def test_the_sentence_says_how_often(full_race):
    found = full_race.result
    said = re.search(r"lower in (\d+) of (\d+) by validation, in (\d+) by", full_race.sentence)
    assert [*map(int, said.groups())] == [found.n_won(found.validation), 20, found.n_won(found.test)]
    assert len(full_race.sentence) < 550


def test_a_race_shows_its_first_winners_at_once_and_says_that_they_may_yet_lose():
    small = race("circles", **{**SEARCHES, "n_epochs": 1, "n_searches": 5})
    nothing, *parts = small._run(**small._settings())
    said = small._describe(nothing.result, **small.values)
    assert nothing.share == 0 and said.endswith(" No search has a winner yet.")
    assert parts[0].share < 0.1 and max(np.diff([part.share for part in parts])) < 0.2 and parts[-1].share == 1
    said = [small._describe(part.result, **small.values) for part in parts]
    assert "of which not all 32 tries are trained yet, with each method." in said[0]
    assert "; 5 searches of 32 tries with each method." in said[-1] == small.sentence
    best = [part.result.validation for part in parts if part.result.validation.shape[1] == 5]
    assert len(best) > 5 and (np.diff(best, axis=0) <= 0).all(), "with more tries, a winner only gets better"


def test_the_legend_shows_the_marks_that_are_on_the_chart(full_race):
    (view,) = full_race.stage.views
    looks = {one.get_label(): one for one in view.axes.get_legend().legend_handles}
    for name, dots in zip(("validation", "test set"), view.dots, strict=True):
        for mark in dots:
            assert mark.get_marker() == looks[name].get_marker()
            assert mark.get_markerfacecolor() == looks[name].get_markerfacecolor()


@pytest.mark.parametrize("move", [{"data": "xor"}, {"n_tries": 16}, {"n_epochs": 2}, {"n_searches": 6}], ids=str)
def test_every_control_of_the_race_shows_and_returns(move):
    small = race("circles", **{**SEARCHES, "n_tries": 8, "n_epochs": 1, "n_searches": 5})
    assert_a_move_shows_and_returns(small, move)


@pytest.fixture(scope="module")
def full():
    return flattered("moons", **TRIES)


def test_the_best_of_100_tries_is_flattered_and_90_more_tries_bring_almost_nothing(full):
    full.reset()
    found = full.result
    promised, kept = map(np.median, found.after(100))
    few_promised, few_kept = map(np.median, found.after(10))
    assert found.n_flattered >= 0.65 * N_REPETITIONS and kept > 1.4 * promised
    assert promised < 0.8 * few_promised, "validation goes on promising more"
    assert kept > 0.85 * few_kept, "and the test set hardly follows"
    said = re.search(
        r"validation says (\S+), the test set says (\S+) \(medians\).* flattered in (\d+) of", full.sentence
    )
    assert int(said[3]) == found.n_flattered
    assert [float(said[1]), float(said[2])] == pytest.approx([promised, kept], rel=0.06)


def test_a_larger_validation_set_flatters_less(full):
    gaps = []
    for n_validation in (10, 30, 300):
        full.set(n_validation=n_validation)
        promised, kept = map(np.median, full.result.after(100))
        gaps.append(kept - promised)
    assert gaps == sorted(gaps, reverse=True) and gaps[-1] < gaps[0] / 3
    full.reset()


def test_one_try_is_not_flattered(full):
    full.set(n_tries=1, n_validation=300)
    assert 0.3 * N_REPETITIONS < full.result.n_flattered < 0.7 * N_REPETITIONS
    full.reset()


def test_each_repetition_chooses_the_lowest_of_its_tries(full):
    full.reset()
    promised, kept = full.result.courses
    assert (np.diff(promised, axis=1) <= 0).all()
    tested = full.result.tries.test.mean(axis=1)
    assert np.isin(kept, tested).all()
    changed = np.diff(promised, axis=1) < 0
    assert (np.diff(kept, axis=1)[~changed] == 0).all(), "the choice changes only with a lower validation loss"


@pytest.mark.parametrize("move", [{"n_tries": 1}, {"n_validation": 5}, {"n_validation": 300}], ids=str)
def test_every_control_of_the_flattered_number_shows_and_returns(full, move):
    full.reset()
    assert_a_move_shows_and_returns(full, move)


@pytest.mark.parametrize(
    ("moved", "answer"),
    [
        ({"n_tries": 10}, "Validation says {}, and the test set {}: less is promised"),
        ({"n_validation": 300}, "Now {} is promised and {} kept"),
        ({"n_validation": 10}, "Validation says {}, lower than ever, and the test set {}."),
    ],
    ids=str,
)
def test_what_the_page_answers_to_its_try_this_is_what_the_figure_says(full, moved, answer):
    full.reset()
    full.set(**moved)
    numbers = re.search(r"validation says (\S+), the test set says (\S+) \(medians\)", full.sentence).groups()
    page = read((FOLDER / "07_the_best_combination.ipynb").read_text(encoding="utf-8"))
    assert answer.format(*numbers) in " ".join(" ".join(cell.source for cell in page.cells).split())
