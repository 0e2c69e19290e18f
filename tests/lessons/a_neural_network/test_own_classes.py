"""The learner's own classes in the playground: shown if they can be, one sentence if not, and nothing is lost."""

import warnings

import numpy as np
import pytest

from lessons.a_neural_network.own_classes import own_classes
from utils.descent.data.penguins import PENGUINS

SETTINGS = {
    "noise": 0.0, "train_share": 0.7, "hidden_layers": (3,), "activation": "tanh", "start": "glorot",
    "learning_rate": 0.1, "batch_size": 10, "n_epochs": 5, "random_state": 0,
}  # fmt: skip
RANDOM = np.random.default_rng(1)


@pytest.fixture(autouse=True)
def no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.fixture
def mine():
    return own_classes(PENGUINS, "bill_length_mm", "bill_depth_mm", "sex", **SETTINGS)


def send(mine, content, name="mine.csv"):
    mine.file._handle_custom_msg({"name": name}, [memoryview(content)])


def table(n_rows, classes, names=("a", "b", "kind")):
    x = RANDOM.normal(size=(n_rows, 2))
    rows = [f"{a};{b};{classes[k % len(classes)]}" for k, (a, b) in enumerate(x)]
    return "\n".join([";".join(names), *rows]).encode()


def test_the_example_is_there_before_a_file_is_chosen(mine):
    assert mine.status.startswith("penguins.csv: 333 of 344 rows are used, 11 miss a value.")
    assert mine.explorer.state.startswith("playground of bill_length_mm, bill_depth_mm and sex | data=own noise=0 ")
    assert mine.explorer.sentence.startswith("Classes of sex without noise, seed 0: 233 samples to train on, 100 to")
    assert ("sex (2 classes)", "sex") in mine.menus["classes"].options
    bundle, _ = mine._repr_mimebundle_()
    assert bundle["text/plain"] == f"{mine.status}\n{mine.explorer.sentence}"
    mine.menus["classes"].value = "species"
    assert "The output for " in mine.explorer.sentence


@pytest.mark.parametrize("n_classes", [2, 3, 4])
def test_a_file_is_shown_and_moves_within_its_bytes(mine, n_classes):
    send(mine, table(2000, ["one", "two", "three", "four"][:n_classes]))
    assert not mine.file.is_problem
    explorer = mine.explorer
    explorer.set(n_layers=4, neurons=(16,) * 4, n_epochs=20)
    assert explorer.problem.value == "" and len(explorer.figure.commands) <= 20_000
    state = explorer.state
    explorer.reset()
    assert explorer.restore(state) is None and explorer.state == state
    explorer.set(data="moons")
    assert explorer.sentence.startswith("Two moons ")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a,b\n1,2\n2,3\n", "Two columns of numbers beside one with classes are needed; mine.csv has 'a' and 'b'."),
        (table(10, ["x", "y"]), "At least 20 rows with all of 'a', 'b' and 'kind' are needed; mine.csv has 10."),
        (b"", "mine.csv is empty"),
    ],
)
def test_a_bad_file_changes_nothing(mine, content, sentence):
    before = mine.explorer, mine.explorer.sentence, mine.menus["classes"].options
    send(mine, content)
    assert mine.file.is_problem and sentence in mine.status
    assert mine.status.endswith(" The figure still shows bill_length_mm, bill_depth_mm and sex.")
    assert (mine.explorer, mine.explorer.sentence, mine.menus["classes"].options) == before
    mine.menus["x2"].value = "bill_length_mm"
    assert "'bill_length_mm' is chosen twice" in mine.status and mine.explorer is before[0]


def test_any_name_stands_on_the_figure_as_it_is(mine):
    send(mine, table(40, ["$x$", "<b>"], ["price in $", "$x^2$ \\frac", "was | it"]))
    assert not mine.file.is_problem
    network, regions, _ = mine.explorer.stage.views
    assert regions.axes.get_xlabel() == "price in $" and not regions.axes.xaxis.label.get_parse_math()
    words = [text.get_text() for text in regions.axes.get_legend().get_texts()]
    assert words == ["$x$", "<b>", "hollow: to validate"]
    assert not any(text.get_parse_math() for text in [*regions.axes.get_legend().get_texts(), *network.axes.texts])
    assert mine.explorer.restore(mine.explorer.state) is None
