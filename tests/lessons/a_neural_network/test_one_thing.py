"""Networks that differ in one thing: the sentence is true at every setting, and what the page tells holds."""

import re

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessons.a_neural_network.one_thing import one_thing
from lessons.a_neural_network.over_seeds import OverSeeds, train_over_seeds
from tests.lessons.moving import assert_a_move_shows_and_returns
from utils.descent import MLP, Batches, circles, gradient_descent, log_loss, mean_loss, moons, split, train, xor
from utils.descent.experiments.trial import Parts
from utils.descent.verdict.metrics import accuracy

PARTS = {make.__name__: split(make(n_samples=300, noise=0.1), share=0.3) for make in (circles, xor, moons)}
NOISY = split(moons(n_samples=260, noise=0.4), share=200 / 260)
USUAL = {
    "data": "circles", "hidden_layers": 1, "neurons": 8, "activation": "tanh", "start": "glorot",
    "learning_rate": 0.3, "batch_size": 20, "n_epochs": 100, "n_seeds": 5,
}  # fmt: skip

pytestmark = pytest.mark.filterwarnings("error")


def figure(parts=PARTS, **changes):
    return one_thing(parts, **{**USUAL, "name": "figure", **changes})


def trials(**changes):
    """Run an experiment without a figure, and return its trials by value."""
    setting = {**USUAL, **changes}
    steps = {key: setting.pop(key) for key in ("batch_size", "n_epochs", "n_seeds")}
    (thing,) = (key for key, value in setting.items() if isinstance(value, list))
    each = [{**setting, thing: value} for value in setting[thing]]
    *_, last = train_over_seeds(Parts(PARTS | {"noisy": NOISY}), each, **steps)
    assert last.share == 1
    return dict(zip(setting[thing], last.result.trials, strict=True))


# ---- the runs ------------------------------------------------------------------------------------------


def test_each_seed_is_the_run_of_that_seed_alone():
    (trial,) = trials(neurons=[4], n_epochs=20, n_seeds=3).values()
    training, validation = PARTS["circles"]
    network = MLP((2, 4, 1), "tanh", "sigmoid")
    objective = mean_loss(network, log_loss, training.X, training.y_true)
    for seed in range(3):
        params = network.init_params("glorot", seed)
        history = train(objective, gradient_descent(0.3), params, n_steps=20 * 11, batches=Batches(20))
        assert np.array_equal(history.final_params, trial.history.final_params[seed])
        logits = network.logit_model.predict(history.final_params, validation.X)
        assert trial.right[seed] == 100 * accuracy(validation.y_true, logits)
        assert trial.history.metrics["training"][seed, -1] == pytest.approx(
            float(objective.value(history.final_params))
        )


def test_results_come_while_the_networks_are_trained():
    settings_ = [{**{key: USUAL[key] for key in ("data", "hidden_layers", "activation", "start", "learning_rate")},
                  "neurons": neurons} for neurons in (2, 4)]  # fmt: skip
    seen = list(train_over_seeds(Parts(PARTS), settings_, batch_size=20, n_epochs=10, n_seeds=3))
    shares = [one.share for one in seen]
    assert shares == sorted(shares) and shares[-1] == 1
    assert shares[0] <= 0.02 and max(np.diff(shares)) < 0.06, "the first one soon, and then about ten of each network"
    n_each = len(seen) // 2
    assert [len(one.result.trials) for one in seen] == [1] * n_each + [2] * n_each


def test_dead_and_alike_are_counted_as_they_are():
    zeros = trials(start=["zeros"], hidden_layers=2, n_epochs=2)["zeros"]
    assert zeros.is_alike.all() and (zeros.dead == 100).all()
    glorot = trials(start=["glorot"], hidden_layers=2, n_epochs=2)["glorot"]
    assert not glorot.is_alike.any() and not glorot.dead.any()
    single = trials(neurons=[1], n_epochs=2)[1]
    assert not single.is_alike.any()  # there is no other neuron in its layer


# ---- the figure ----------------------------------------------------------------------------------------


MOVES = [
    {"data": "xor"}, {"hidden_layers": 3}, {"activation": "linear"}, {"start": "large"}, {"learning_rate": 10.0},
    {"n_epochs": 7}, {"n_seeds": 3}, {"n_epochs": 1, "n_seeds": 10}, {"activation": "relu", "learning_rate": 10.0},
]  # fmt: skip


@pytest.fixture(scope="module")
def made():
    return figure(neurons=[2, 4], n_epochs=20)


@pytest.fixture
def small(made):
    made.reset()
    return made


@pytest.mark.parametrize("move", MOVES, ids=str)
def test_every_control_changes_what_is_shown_its_line_restores_it_and_reset_goes_back(small, move):
    assert_a_move_shows_and_returns(small, move)


def test_the_thing_that_differs_has_no_control():
    assert "neurons" not in figure(neurons=[2, 4], n_epochs=2).controls
    explorer = figure(learning_rate=[0.1, 1.0], n_epochs=2)
    assert list(explorer.controls) == [
        "data",
        "hidden_layers",
        "neurons",
        "activation",
        "start",
        "n_epochs",
        "n_seeds",
    ]


@pytest.mark.parametrize(
    ("changes", "words"), [({}, "got none"), ({"neurons": [1, 2], "start": ["he"]}, "got 2: neurons, start")]
)
def test_exactly_one_thing_differs(changes, words):
    with pytest.raises(ValueError, match=rf"^Exactly one of .* must be a list.*{words}\.$"):
        figure(**changes)


def spreads(sentence):
    """The three percentages of each label."""
    found = re.findall(r"([^;:.]+?) (\d+) % \((\d+) to (\d+)\)", sentence)
    return {label.strip(): tuple(map(int, numbers)) for label, *numbers in found}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["xor", "circles", "moons"]), st.integers(1, 4),
    st.sampled_from(["tanh", "relu", "linear", "sigmoid"]),
    st.sampled_from(["zeros", "small", "glorot", "he", "large"]), st.floats(0.01, 10.0), st.integers(3, 6),
)  # fmt: skip
def test_the_sentence_says_what_the_seeds_did(small, data, hidden_layers, activation, start, learning_rate, n_seeds):
    small.set(
        data=data, hidden_layers=hidden_layers, activation=activation, start=start, learning_rate=learning_rate,
        n_seeds=n_seeds, n_epochs=5,
    )  # fmt: skip
    said, (two, four) = small.sentence, small.result.trials
    for label, trial in (("2 neurons", two), ("4 neurons", four)):
        wanted = tuple(int(f"{of(trial.right):.0f}") for of in (np.median, np.min, np.max))
        assert spreads(said)[label] == wanted
    medians = [np.median(two.right), np.median(four.right)]
    share = PARTS[data][1].y_true.mean()
    if max(medians) < 100 * max(share, 1 - share) + 12:
        assert "None is much better than one answer for all" in said
    elif abs(np.subtract(*medians)) > 2.5:
        assert f"Best: {2 if medians[0] > medians[1] else 4} neurons." in said
    else:
        assert "All do about equally well" in said
    assert ("are still alike" in said) == any(one.is_alike.all() and not one.is_lost.any() for one in (two, four))
    assert ("Seeds that exploded" in said) == bool(two.is_lost.any() or four.is_lost.any())


@pytest.mark.parametrize(("start", "words"), [("zeros", "It is not much better than"), ("glorot", "That is better")])
def test_of_one_value_nothing_is_said_that_compares_it_with_others(start, words):
    said = figure(neurons=[4], data="moons", start=start, n_epochs=20).sentence
    assert words in said and not any(word in said for word in ("Best:", "None", "All do"))


def test_there_is_no_verdict_while_networks_are_still_to_come(small):
    half = OverSeeds(small.result.trials[:1])
    said = small._describe(half, **small.values)
    assert "2 neurons" in said and "4 neurons" not in said
    assert not any(word in said for word in ("Best:", "None is much better", "equally well"))


def test_numbers_that_are_lost_are_said():
    explorer = figure(start=["glorot", "large"], activation="linear", hidden_layers=4, learning_rate=10.0, n_epochs=5)
    lost = [int(trial.is_lost.sum()) for trial in explorer.result.trials]
    assert lost[1] and "Seeds that exploded: " in explorer.sentence and f"large {lost[1]}" in explorer.sentence
    assert "Off the top of the loss chart (10)" in explorer.sentence


# ---- what the page says --------------------------------------------------------------------------------


def test_two_neurons_are_too_few_for_circles_and_more_than_four_bring_nothing():
    right = {value: trial.right for value, trial in trials(neurons=[2, 4, 8]).items()}
    assert right[2].max() < 80 and right[4].min() > 93 and right[8].min() > 93
    assert abs(np.median(right[8]) - np.median(right[4])) < 2.5


@pytest.mark.parametrize("data", ["circles", "xor"])
def test_linear_layers_end_at_one_loss_and_guess(data):
    for trial in trials(data=data, hidden_layers=[0, 1, 2, 3, 4], activation="linear").values():
        assert np.ptp(trial.history.metrics["training"][:, -1]) < 0.01
        assert trial.history.metrics["training"][:, -1].min() > 0.67
        assert trial.right.max() < 65


def test_more_sigmoid_layers_learn_less_and_two_of_them_depend_on_the_seed():
    right = {
        value: t.right
        for value, t in trials(hidden_layers=[1, 2, 3, 4], activation="sigmoid", learning_rate=2.0).items()
    }
    assert right[1].min() > 90
    assert right[2].max() > 85 and np.median(right[2]) < 65
    assert right[3].max() < 55 and right[4].max() < 55


def test_zeros_and_a_small_start_learn_nothing_in_time_and_the_others_do():
    found = trials(start=["zeros", "small", "glorot", "he", "large"], hidden_layers=2)
    assert found["zeros"].is_alike.all()
    for start, trial in found.items():
        assert (trial.right.max() < 55) if start in ("zeros", "small") else (trial.right.min() > 95)


def test_a_high_rate_kills_neurons_and_no_number_is_lost():
    found = trials(learning_rate=[0.1, 1.0, 3.0, 8.0], hidden_layers=2, activation="relu", start="he")
    for rate, trial in found.items():
        assert not trial.is_lost.any()
        if rate < 2:
            assert trial.right.min() > 95 and trial.dead.max() < 25
        else:
            assert np.median(trial.right) < 55 and trial.dead.min() > 50


def test_the_large_network_learns_the_noise_unless_it_is_stopped_in_time():
    few = trials(data="noisy", neurons=[2, 16], hidden_layers=2, n_epochs=1000)
    small, large = (few[n].median_loss("validation") for n in (2, 16))
    assert (
        large[-1] > 1.3 * small[-1] and few[16].median_loss("training")[-1] < 0.6 * few[2].median_loss("training")[-1]
    )
    lowest = int(large.argmin())
    assert 50 <= few[16].epochs[lowest] <= 200 and large[lowest] < small.min() and large[-1] > 1.5 * large[lowest]
    stopped = trials(data="noisy", neurons=[2, 16], hidden_layers=2, n_epochs=100)
    for part in ("training", "validation"):
        assert stopped[16].median_loss(part)[-1] < 0.9 * stopped[2].median_loss(part)[-1]
