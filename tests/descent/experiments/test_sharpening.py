"""The sharpness during training with all samples: what Cohen and others (2021) found, found again.

J. Cohen, S. Kaur, Y. Li, J. Z. Kolter and A. Talwalkar, Gradient descent on neural networks typically occurs at the
edge of stability, ICLR 2021: "progressive sharpening", then a sharpness "at, or just above" 2 / learning rate, while
the loss goes up and down from step to step and falls over longer times.
"""

import numpy as np
import pytest

from utils.descent import (
    MLP,
    gradient_descent,
    mean_loss,
    moons,
    quadratic_bowl,
    sharpness,
    split,
    squared_error,
    train,
)
from utils.descent.experiments.sharpening import YIELD_ROWS, sharpening

SAMPLES, _ = split(moons(n_samples=300, noise=0.2, random_state=0), share=0.3, random_state=0)
NETWORK = MLP((2, 16, 16, 1), "tanh")
OBJECTIVE = mean_loss(NETWORK, squared_error, SAMPLES.X, 2 * SAMPLES.y_true - 1)

pytestmark = pytest.mark.filterwarnings("error")


def run_of(rate, seed=1, n_steps=4000):
    *_, run = sharpening(OBJECTIVE, rate, NETWORK.init_params("glorot", seed), n_steps=n_steps, every=20)
    return run


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("rate", [0.1, 0.2, 0.3, 0.5])
def test_at_the_end_the_sharpness_hovers_at_the_limit_while_the_loss_falls_over_all(rate, seed):
    run = run_of(rate, seed)
    assert run.limit == pytest.approx(2 / rate)
    assert run.late_sharpness == pytest.approx(run.limit, rel=0.05)
    assert run.first_at_limit is not None and run.share_of_rises > 0.01
    means = run.history.loss[1:].reshape(4, -1).mean(axis=1)
    assert (np.diff(means) < 0).all()


def test_before_that_it_rises_from_far_below():
    run = run_of(0.1)
    at_limit = int(np.argmax(run.sharpness >= run.limit))
    assert run.sharpness[0] < 0.4 * run.limit and run.history.steps[at_limit] > 1000
    late = run.sharpness[at_limit // 2 : at_limit]
    assert (np.diff(late) > 0).all()
    assert run.share_of_rises < 0.1 and (np.diff(run.history.loss[: run.first_at_limit]) < 0).all()


def test_a_rate_whose_limit_is_far_above_never_gets_there_and_one_far_below_explodes():
    low = run_of(0.02)
    assert low.first_at_limit is None and low.share_of_rises == 0 and not low.exploded
    high = run_of(0.8, n_steps=400)
    assert high.exploded and np.isnan(high.late_sharpness)


def test_the_sharpness_is_that_of_the_whole_matrix_and_the_run_that_of_train():
    *_, run = sharpening(OBJECTIVE, 0.2, NETWORK.init_params("glorot", 0), n_steps=130, every=50)
    assert run.history.steps.tolist() == [0, 50, 100, 130]
    assert run.sharpness == pytest.approx(sharpness(OBJECTIVE, run.history.params), rel=1e-4)
    alone = train(OBJECTIVE, gradient_descent(0.2), NETWORK.init_params("glorot", 0), n_steps=130)
    assert np.array_equal(run.history.final_params, alone.final_params)


def test_results_come_on_the_way_and_each_keeps_what_was_measured_before():
    runs = list(sharpening(OBJECTIVE, 0.2, NETWORK.init_params("glorot", 0), n_steps=600, every=20))
    looks = [1, 2, *range(YIELD_ROWS, 31, YIELD_ROWS)]
    assert [run.n_steps for run in runs] == [20 * rows for rows in looks] and runs[-1].n_steps == 600
    assert [len(run.sharpness) for run in runs] == [rows + 1 for rows in looks]
    assert all(np.array_equal(run.sharpness, runs[-1].sharpness[: len(run.sharpness)]) for run in runs)


def test_above_the_limit_of_a_bowl_the_run_leaves_and_its_sharpness_stays():
    *_, run = sharpening(quadratic_bowl([4.0, 1.0]), 0.6, [1.0, 1.0], n_steps=50, every=10)
    assert run.sharpness == pytest.approx(np.full(6, 4.0)) and run.limit == pytest.approx(10 / 3)
    assert run.history.final_loss > run.history.loss[0] and run.first_at_limit == 0


@pytest.mark.parametrize("rate", [0, -0.1, [0.1, 0.2], lambda step: 0.1])
def test_a_rate_that_has_no_limit_is_refused_at_once(rate):
    with pytest.raises(ValueError, match="learning_rate must be one number above 0"):
        sharpening(quadratic_bowl([1.0]), rate, [1.0], n_steps=5, every=1)
