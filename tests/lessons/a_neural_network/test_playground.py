"""The playground: every control through its range, every sentence true, and a run that comes while it is trained."""

import re
import warnings

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessons.a_neural_network import playground_words as words
from lessons.a_neural_network.playground import playground
from lessons.a_neural_network.playground_data import sources
from tests.lessons.moving import assert_a_move_shows_and_returns
from utils.descent import log_loss

USUAL = {
    "noise": 0.1, "train_share": 0.7, "hidden_layers": (8, 8), "activation": "tanh", "start": "glorot",
    "learning_rate": 0.1, "batch_size": 10, "n_epochs": 100, "random_state": 0,
}  # fmt: skip
QUICK = USUAL | {"hidden_layers": (3, 2), "n_epochs": 4, "batch_size": 30}


@pytest.fixture(autouse=True)
def no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.fixture(scope="module")
def quick():
    return playground("circles", **QUICK)


@pytest.fixture
def explorer(quick):
    yield quick
    quick.reset()


def test_the_default_learns_and_says_so():
    explorer = playground("circles", **USUAL)
    assert explorer.sentence.startswith(
        "Two circles with noise 0.1, seed 0: 210 samples to train on, 90 to validate on. Network 2-8-8-1, tanh, "
        "start Glorot, learning rate 0.1, batches of 10. After 100 of 100 epochs: training loss 0.0"
    )
    assert " Learned: it is right about samples that it has never seen, too." in explorer.sentence
    assert re.search(r"The output listens most to neuron \d of layer 2 \(weight -?\d\.\d+\)\.", explorer.sentence)
    assert explorer.state == (
        "playground | data=circles noise=0.1 train_share=0.7 n_layers=2 neurons=8,8,8,8 activation=tanh start=Glorot "
        "learning_rate=0.1 batch_size=10 n_epochs=100 random_state=0 neuron=output epoch=100"
    )


MOVES = [
    *({"data": name} for name in ("xor", "moons", "spiral", "penguins")),
    *({"noise": value} for value in (0.0, 0.5)),
    *({"train_share": value} for value in (0.1, 0.5, 0.9)),
    *({"n_layers": value} for value in (0, 1, 3, 4)),
    *({"neurons": value} for value in ((1, 1, 1, 1), (16, 16, 16, 16), (3, 7, 2, 2))),
    *({"activation": value} for value in ("relu", "sigmoid", "linear")),
    *({"start": value} for value in ("zeros", "small", "he", "large")),
    *({"learning_rate": value} for value in (0.001, 1.0, 10.0, 1e6)),
    *({"batch_size": value} for value in (1, 209, 210, 360)),
    *({"n_epochs": value} for value in (1, 9)),
    *({"random_state": value} for value in (1, 99)),
    *({"neuron": value} for value in ("1.1", "1.3", "2.2")),
    *({"epoch": value} for value in (0, 1, 3)),
]


@pytest.mark.parametrize("move", MOVES, ids=str)
def test_every_move_shows_and_returns(explorer, move):
    assert_a_move_shows_and_returns(explorer, move)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_setting_has_a_picture_and_true_numbers(explorer, data):
    draw = data.draw
    explorer.set(
        data=draw(st.sampled_from(list(sources()))),
        noise=draw(st.sampled_from([0.0, 0.1, 0.5])),
        train_share=draw(st.sampled_from([0.1, 0.3, 0.9])),
        n_layers=draw(st.integers(0, 4)),
        neurons=draw(st.tuples(*[st.integers(1, 16)] * 4)),
        activation=draw(st.sampled_from(list(words.ACTIVATION_NAMES))),
        start=draw(st.sampled_from(list(words.START_NAMES))),
        learning_rate=draw(st.sampled_from([0.001, 0.1, 3.0, 100.0, 1e200])),
        batch_size=draw(st.sampled_from([5, 40, 300])),
        n_epochs=draw(st.integers(1, 8)),
        random_state=draw(st.integers(0, 99)),
        neuron=draw(st.sampled_from(["output", "1.1", "2.9", "4.16"])),
    )
    run, said = explorer.result, explorer.sentence
    assert explorer.problem.value == "" and len(explorer.figure.commands) <= 20_000
    assert f"Network {words.shape_of(run.network.layer_sizes)}, " in said
    right = [float(share) for share in re.findall(r"\((\d+\.?\d*) % right\)", said)]
    assert right == [pytest.approx(100 * share, abs=0.051) for share in run.accuracies]
    state = explorer.state
    assert explorer.restore(state) is None and explorer.sentence == said and explorer.state == state


def test_a_network_that_answers_wildly_stays_within_its_bytes(explorer):
    wild = {"n_layers": 4, "neurons": (16,) * 4, "start": "large", "learning_rate": 0.3, "batch_size": 50}
    for activation in ("sigmoid", "tanh"):
        explorer.set(data="penguins", activation=activation, random_state=1, n_epochs=300, **wild)
        assert len(explorer.figure.commands) <= 20_000


def test_log_loss_in_the_sentence_is_that_of_the_network(explorer):
    run = explorer.result
    probability = run.network.predict(run.params, run.problem.validation.X)
    loss = log_loss.value(run.problem.validation.y_true, probability).mean()
    assert float(re.search(r"validation loss ([\d.]+)", explorer.sentence)[1]) == pytest.approx(loss, abs=0.0005)


def test_a_neuron_of_a_layer_that_goes_leaves_the_output(explorer):
    explorer.set(neuron="2.2")
    assert "Neuron 2 of layer 2 answers" in explorer.sentence
    explorer.set(n_layers=1)
    assert explorer.values["neuron"] == "output" and "The output listens" in explorer.sentence


@pytest.mark.parametrize(
    ("word", "sentence"),
    [("5.1", "such as 2.5"), ("2.17", "such as 2.5"), ("0.1", "such as 2.5"), ("middle", "such as 2.5")],
)
def test_a_state_line_with_no_such_neuron(explorer, word, sentence):
    before = explorer.state
    answer = explorer.restore(before.replace("neuron=output", f"neuron={word}"))
    assert sentence in answer and explorer.state == before


@pytest.mark.parametrize("word", ["8", "8,8,8", "8,8,8,17", "0,1,1,1", "a,b,c,d", ""])
def test_a_state_line_with_no_such_neurons(explorer, word):
    before = explorer.state
    answer = explorer.restore(re.sub("neurons=[0-9,]+", f"neurons={word}", before))
    assert "4 numbers from 1 to 16" in answer and explorer.state == before


@pytest.mark.parametrize("layers", [(8,) * 5, (0,), (17,), 8, "88", (2.5,), None])
def test_hidden_layers_that_are_none_get_a_sentence(layers):
    with pytest.raises(ValueError, match="hidden_layers must list the neurons of up to 4 layers"):
        playground("circles", **USUAL | {"hidden_layers": layers})


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ({"activation": "softplus"}, "activation must be one of tanh, relu, sigmoid, linear; got 'softplus'."),
        ({"start": None}, "start must be one of zeros, small, glorot, he, large; got None."),
        ({"noise": 0.6}, "noise must be from 0 to 0.5; got 0.6."),
        ({"train_share": 1}, "train_share must be from 0.1 to 0.9; got 1."),
        ({"learning_rate": 0}, "learning_rate must be above 0, for example 0.1; got 0."),
        ({"batch_size": 0}, "batch_size must be"),
        ({"batch_size": 361}, "batch_size must be"),
        ({"n_epochs": 2.5}, "n_epochs must be"),
        ({"random_state": 100}, "random_state must be"),
    ],
    ids=str,
)
def test_a_setting_that_is_none_gets_a_sentence_and_is_not_bent(setting, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        playground("circles", **USUAL | setting)
    with pytest.raises(ValueError, match="data must be one of xor, circles, moons, spiral, penguins; got 'rings'"):
        playground("rings", **USUAL)


def test_pins_stay_with_both_losses_and_the_verdict(explorer):
    explorer.buttons["Pin this run"].click()
    explorer.set(learning_rate=1.0)
    explorer.buttons["Pin this run"].click()
    assert [row[0] for row in explorer.pins.rows] == ["3-2 tanh, 0.1", "3-2 tanh, 1"]
    assert "3-2" in explorer.pins.rows[0][1:], "of the layers that there are"
    assert explorer.pins.headings[-4:] == ["training loss", "validation loss", "validation right", "what happened"]
    assert explorer.pins.rows[1][-3] == f"{explorer.result.losses[1][-1]:.3g}"
    explorer.pins.clear()


def test_clicking_a_map_chooses_its_neuron(explorer):
    view = explorer.stage.views[0]
    for column, wanted in ((1, "1.1"), (2, "2.1"), (3, "output")):
        left, low, width, height = view.rectangles[column][0]
        pixel = view.axes.transData.transform((left + width / 2, low + height / 2))
        size = explorer.stage.figure.bbox
        where = {"x": pixel[0] / size.width, "y": 1 - pixel[1] / size.height}
        explorer.figure.pointer = where | {"phase": "down"}
        explorer.figure.pointer = where | {"phase": "up"}
        assert explorer.values["neuron"] == wanted
    explorer.set(neuron="2.1")
    explorer.figure.pointer = {"x": 0.9, "y": 0.5, "phase": "down"}  # another panel
    assert explorer.values["neuron"] == "2.1"


def test_the_run_comes_in_parts_none_of_which_takes_long():
    import time

    explorer = playground("circles", **QUICK)
    runs = explorer._run(
        **{
            key: value
            for key, value in (explorer.values | {"n_epochs": 20, "batch_size": 10}).items()
            if key in explorer._run_keys
        }
    )
    shares, slowest, before = [], 0.0, time.perf_counter()
    for part in runs:
        slowest, before = max(slowest, time.perf_counter() - before), time.perf_counter()
        shares.append(part.share)
    assert shares == sorted(shares) and shares[-1] == 1.0 and len(shares) >= 2
    assert slowest < 0.5


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_verdicts_of_known_runs(seed):
    def came_to(**changes):
        explorer.set(**{"random_state": seed} | changes)
        return words.judge(explorer.result)[0], explorer.sentence

    explorer = playground("moons", **USUAL | {"n_epochs": 60, "learning_rate": 0.3})
    assert came_to()[0] == "learned"
    name, said = came_to(start="zeros")
    assert name == "guessing" and "All neurons of layer 1 and layer 2 are like their neighbors" in said
    explorer.reset()
    name, said = came_to(activation="relu", start="he", learning_rate=10.0)
    assert re.search(r"(1 of 16 hidden neurons is|\d+ of 16 hidden neurons are) dead", said) and name != "learned"
    explorer.reset()
    name, said = came_to(data="xor", n_layers=0)
    assert name == "guessing" and "it can only draw one straight line" in said
    explorer.reset()
    name, said = came_to(data="xor", noise=0.5, train_share=0.1, neurons=(16, 16, 8, 8), n_epochs=300)
    assert name == "overfitting" and np.ptp(explorer.result.accuracies) > 0.1
    explorer.reset()
    assert came_to(activation="linear", learning_rate=1e6)[0] in ("exploded", "diverging")
    explorer.reset()
    name, said = came_to(epoch=0)
    assert name == "not trained" and "Not trained yet" in said
