"""Runs side by side: each is the run trained alone on its own objective, and stays so when it is cut."""

import numpy as np
import pytest

from utils.descent import (
    SideBySide,
    gradient_descent,
    histories_of,
    quadratic_bowl,
    range_test,
    side_by_side,
    sweep,
    train,
)
from utils.descent.experiments.bisection import bisection

BOWLS = [quadratic_bowl([1.0]), quadratic_bowl([2.0])]


def test_each_run_is_the_run_trained_alone():
    pair = side_by_side(BOWLS, [0.5, 0.1], [8.0], n_steps=5)
    for bowl, rate, history in zip(BOWLS, [0.5, 0.1], pair.histories, strict=True):
        alone = train(bowl, gradient_descent(rate), [8.0], n_steps=5)
        assert history.objective is bowl and np.array_equal(history.params, alone.params)
    assert pair.history is pair.histories[0] and histories_of(pair) is pair.histories


def test_one_rate_for_all_and_no_rate_for_some():
    assert [run.learning_rate[0] for run in side_by_side(BOWLS, 0.3, [8.0], n_steps=2).histories] == [0.3, 0.3]
    with pytest.raises(ValueError, match="learning_rates must be one number, or 2 numbers; got shape \\(3,\\)"):
        side_by_side(BOWLS, [0.1, 0.2, 0.3], [8.0], n_steps=2)


def test_a_shorter_run_stays_whole_while_a_longer_one_is_cut():
    long, short = (train(BOWLS[0], gradient_descent(0.5), [8.0], n_steps=n) for n in (9, 3))
    pair = SideBySide((long, short))
    assert pair.n_steps == 9
    assert [run.n_steps for run in pair.at_step(5).histories] == [5, 3]
    with pytest.raises(ValueError, match="step"):
        pair.at_step(10)


def test_the_runs_of_a_history_are_those_of_its_axis():
    both = train(BOWLS[0], gradient_descent([0.5, 0.1]), [8.0], n_steps=5)
    runs = histories_of(both)
    assert len(runs) == 2 and all(np.array_equal(run.loss, loss) for run, loss in zip(runs, both.loss, strict=True))


RESULTS = {
    "sweep": sweep(BOWLS[0], [0.1, 0.5, 3.0], [[8.0], [1.0]], n_steps=12),
    "range test": range_test(BOWLS[0], [8.0], 0.01, 10.0, 12),
    "bisection": bisection(BOWLS[0], [8.0], n_steps=12)([0.5, 3.0], 1.0),
    "side by side": side_by_side(BOWLS, 0.3, [8.0], n_steps=12),
}


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("step", [0, 1, 7, 12])
def test_a_result_that_is_cut_keeps_all_that_it_holds(name, step):
    whole = RESULTS[name]
    cut = whole.at_step(step)
    assert type(cut) is type(whole) and cut.n_steps == step
    assert np.array_equal(cut.history.loss, whole.history.loss[..., : step + 1])
    assert cut.history.objective is whole.history.objective
    for attribute, size in (("learning_rates", step if name == "range test" else 3), ("tries", 2), ("histories", 2)):
        if hasattr(whole, attribute):
            assert len(getattr(cut, attribute)) == size


def test_what_a_cut_result_says_is_what_a_shorter_experiment_says():
    cut, short = RESULTS["sweep"].at_step(5), sweep(BOWLS[0], [0.1, 0.5, 3.0], [[8.0], [1.0]], n_steps=5)
    assert (cut.best, cut.outcome.tolist(), cut.steps_to_arrive.tolist()) == (
        short.best, short.outcome.tolist(), short.steps_to_arrive.tolist()
    )  # fmt: skip
    cut, short = RESULTS["bisection"].at_step(5), bisection(BOWLS[0], [8.0], n_steps=5)([0.5, 3.0], 1.0)
    assert cut.bracket == short.bracket
    assert [one.verdict for one in cut.tries] == [one.verdict for one in short.tries]
    nothing = RESULTS["range test"].at_step(0)
    assert (nothing.steepest, nothing.lowest, nothing.blow_up) == (None, None, None)
