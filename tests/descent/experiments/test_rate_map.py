"""A map of pairs: each cell is the run that is trained alone, rows are kept, and one at a time can lead astray."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from utils.descent import MLP, Batches, gradient_descent, log_loss, mean_loss, moons, split, train
from utils.descent.experiments import rate_map as module
from utils.descent.experiments.rate_map import RateMap, rate_map
from utils.descent.experiments.trial import Parts

PARTS = {"moons": split(moons(n_samples=60, noise=0.1), share=0.3)}
RATES = (0.1, 1.0)
ROW = {"data": "moons", "hidden_layers": 1, "neurons": 4, "activation": "tanh", "start": "glorot"}
ROWS = [{**ROW, "batch_size": size} for size in (42, 10, 5)]

pytestmark = pytest.mark.filterwarnings("error")


def looks(kept=None, rates=RATES, rows=ROWS, n_epochs=6):
    values = [one["batch_size"] for one in rows]
    settings = {"values": values, "learning_rates": rates, "n_epochs": n_epochs, "n_seeds": 3, "kept": kept}
    return rate_map(Parts(PARTS), rows, **settings)


def test_each_cell_is_the_run_trained_alone():
    *_, found = looks()
    training, _ = PARTS["moons"]
    network = MLP((2, 4, 1), "tanh", "sigmoid")
    objective = mean_loss(network, log_loss, training.X, training.y_true)
    for row, size in enumerate((42, 10, 5)):
        n_steps = 6 * Batches(size).steps_per_epoch(42)
        for column, rate in enumerate(RATES):
            alone = [
                train(
                    objective, gradient_descent(rate), network.init_params("glorot", seed), n_steps=n_steps,
                    batches=Batches(size),
                ).final_params
                for seed in range(3)
            ]  # fmt: skip
            assert np.array_equal(found.trials[row].history.final_params[:, column], alone)
            assert found.losses[row, column] == np.median([objective.value(params) for params in alone])


def test_it_comes_row_by_row_and_the_row_under_way_is_no_whole_one(monkeypatch):
    monkeypatch.setattr(module, "SAMPLES_BETWEEN", 300)
    seen = list(looks())
    assert [one.n_whole for one in seen] == sorted(one.n_whole for one in seen)
    assert all(len(one.trials) - one.n_whole in (0, 1) and len(one.best) == one.n_whole for one in seen)
    assert any(len(one.trials) > one.n_whole for one in seen)
    assert [one.is_whole for one in seen] == [False] * (len(seen) - 1) + [True]


def test_a_map_that_was_stopped_goes_on_with_the_rows_it_has(monkeypatch):
    kept = {}
    for one in looks(kept):
        if one.n_whole == 2:
            break
    assert len(kept) == 2
    resumed = list(looks(kept))
    assert resumed[0].trials[0] is one.trials[0] and resumed[1].trials[1] is one.trials[1]
    *_, alone = looks()
    assert np.array_equal(resumed[-1].losses, alone.losses)


def test_no_more_rows_are_kept_than_there_is_room_for_and_no_other_rows_are_used(monkeypatch):
    monkeypatch.setattr(module, "MOST_ROWS_KEPT", 2)
    kept = {}
    *_, first = looks(kept)
    assert len(kept) == 2
    *_, other = looks(kept, rates=(0.2, 2.0))
    assert not np.array_equal(first.losses, other.losses)


def test_a_row_in_which_every_run_is_lost_has_no_best_rate():
    *_, found = looks(rows=[{**ROW, "activation": "linear", "batch_size": 42}], rates=(1e200, 1e250))
    assert found.best == (None,) and np.isinf(found.losses).all()


def a_map(losses):
    """A map with these losses, of runs that nobody has trained."""
    trials = tuple(SimpleNamespace(median_loss=lambda part, row=row: np.array(row)[:, None]) for row in losses)
    return RateMap(tuple(range(len(losses[0]))), tuple(range(len(losses))), trials, len(losses))


def test_one_at_a_time_leads_astray_where_the_good_pairs_lie_on_a_diagonal():
    diagonal = a_map([[9.0, 5.0, 3.0], [5.0, 2.0, 5.0], [1.0, 5.0, 9.0]])
    assert [diagonal.tuned_one_at_a_time(row, 0) for row in range(3)] == [(0, 2), (1, 1), (2, 0)]
    assert diagonal.best == (2, 1, 0)


@given(arrays(float, (4, 5), elements=st.floats(0.0, 1e6) | st.just(np.inf)), st.integers(0, 3), st.integers(0, 4))
def test_where_one_at_a_time_ends_neither_row_nor_column_has_less(losses, row, column):
    end = a_map(losses.tolist()).tuned_one_at_a_time(row, column)
    assert losses[end] == losses[end[0]].min() == losses[:, end[1]].min()
    assert losses[end] <= losses[row, column]
