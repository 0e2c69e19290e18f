"""Where tries come from: a grid has few values of each setting, random tries have many; and what a search keeps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.descent import MLP, Batches, gradient_descent, log_loss, mean_loss, moons, split, train
from utils.descent.experiments.search import Listed, LogRange, Options, grid_settings, random_settings, search
from utils.descent.experiments.trial import Parts

SPACE = {
    "learning_rate": LogRange(1e-4, 10.0), "batch_size": Options((5, 20, 70, 210)),
    "hidden_layers": Options((1, 2, 3)), "neurons": Options((4, 8, 16)), "activation": Options(("tanh", "relu")),
}  # fmt: skip
PARTS = {"moons": split(moons(n_samples=60, noise=0.1), share=0.3)}

pytestmark = pytest.mark.filterwarnings("error")


def allowed(setting):
    rate = setting["learning_rate"]
    return 1e-4 <= rate <= 10 and all(setting[name] in SPACE[name].values for name in list(SPACE)[1:])


@given(st.integers(1, 100), st.integers(0, 1000))
def test_a_grid_is_every_combination_of_its_values_within_the_budget(n_tries, seed):
    tries = grid_settings(SPACE, n_tries, np.random.default_rng(seed))
    sizes = [len({one[name] for one in tries}) for name in SPACE]
    assert len(tries) == np.prod(sizes) <= n_tries
    assert len({tuple(one.values()) for one in tries}) == len(tries) and all(map(allowed, tries))
    for name, size in zip(SPACE, sizes, strict=True):  # no other setting could have one more value
        if SPACE[name].most is None or size < SPACE[name].most:
            assert np.prod(sizes) // size * (size + 1) > n_tries


def test_the_same_budget_gives_random_tries_many_more_learning_rates():
    random = np.random.default_rng(0)
    grid, drawn = grid_settings(SPACE, 32, random), random_settings(SPACE, 32, random)
    assert [len({one["learning_rate"] for one in tries}) for tries in (grid, drawn)] == [2, 32]
    assert len(grid) == len(drawn) == 32 and all(map(allowed, drawn))


def test_rates_are_drawn_evenly_on_a_log_scale_and_options_evenly():
    drawn = random_settings(SPACE, 4000, np.random.default_rng(0))
    shares = np.log10([one["learning_rate"] for one in drawn]) / 5 + 0.8
    assert np.abs(np.quantile(shares, [0.1, 0.5, 0.9]) - [0.1, 0.5, 0.9]).max() < 0.03
    for value in SPACE["batch_size"].values:
        assert sum(one["batch_size"] == value for one in drawn) == pytest.approx(1000, abs=120)


def found(settings):
    *_, last = search(
        Parts(PARTS), {"list": Listed(settings)}, data="moons", start="glorot", n_tries=len(settings), n_epochs=4,
        n_seeds=3,
    )  # fmt: skip
    return last


SETTING = {"learning_rate": 0.3, "batch_size": 10, "hidden_layers": 1, "neurons": 4, "activation": "tanh"}


def test_a_try_is_the_run_of_each_seed_trained_alone():
    (one,) = found([SETTING]).tries
    training, validation = PARTS["moons"]
    network = MLP((2, 4, 1), "tanh", "sigmoid")
    objective, other = (mean_loss(network, log_loss, part.X, part.y_true) for part in (training, validation))
    for seed in range(3):
        start = network.init_params("glorot", seed)
        params = train(objective, gradient_descent(0.3), start, n_steps=20, batches=Batches(10)).final_params
        assert one.validation[seed] == pytest.approx(float(other.value(params)), rel=1e-12)
    assert one.score == np.median(one.validation)


def test_a_run_that_was_lost_is_never_the_best():
    lost = {**SETTING, "activation": "linear", "learning_rate": 1e200}
    result = found([lost, SETTING, {**SETTING, "learning_rate": 1e-4}])
    assert result.tries[0].score == np.inf and result.best is result.tries[1]
    assert result.ranked[-1] is result.tries[0]


def test_methods_try_in_turn_hear_their_losses_and_may_end_early():
    heard = []

    class Curious(Listed):
        def tell(self, setting, loss):
            heard.append((setting["learning_rate"], loss))

    rates = [{**SETTING, "learning_rate": rate} for rate in (0.1, 0.2, 0.3)]
    results = list(
        search(
            Parts(PARTS), {"short": Listed(rates[:1]), "curious": Curious(rates)}, data="moons", start="glorot",
            n_tries=3, n_epochs=2, n_seeds=3,
        )
    )  # fmt: skip
    last = results[-1]
    assert [one.method for one in last.tries] == ["short", "curious", "curious", "curious"]
    assert [rate for rate, _ in heard] == [0.1, 0.2, 0.3]
    assert [loss for _, loss in heard] == [one.score for one in last.of("curious")]
    assert [one.is_whole for one in results] == [False] * 5 + [True]
    assert [len(one.tries) for one in results] == [0, 1, 2, 3, 4, 4] and results[0].best is None
