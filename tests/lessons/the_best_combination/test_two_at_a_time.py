"""Two at a time: what the map says is what is on it, the facts of the page hold, and a stopped map goes on."""

import re

import numpy as np
import pytest

from lessons.the_best_combination.two_at_a_time import two_at_a_time
from tests.lessons.moving import assert_a_move_shows_and_returns
from utils.descent import circles, format_number, moons, split
from utils.explorers import explorer as explorer_module

PARTS = {make.__name__: split(make(n_samples=300, noise=0.1), share=0.3) for make in (moons, circles)}
RATES = [0.01, 0.03, 0.1, 0.3, 1, 3, 10]
USUAL = {
    "data": "moons", "hidden_layers": 2, "neurons": 8, "activation": "tanh", "start": "he",
    "learning_rates": RATES, "n_seeds": 3, "name": "map",
}  # fmt: skip
BATCH_SIZES = {"batch_size": [210, 70, 20, 5, 1], "n_epochs": 40, "framed": (20, 0.3)}
DEPTHS = {"batch_size": 20, "hidden_layers": [1, 2, 4], "n_epochs": 100, "framed": (2, 3)}

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module", params=[BATCH_SIZES, DEPTHS], ids=["batch size", "depth"])
def full(request):
    return two_at_a_time(PARTS, **{**USUAL, **request.param})


@pytest.fixture(scope="module")
def made():
    return two_at_a_time(
        PARTS, **{**USUAL, "learning_rates": [0.1, 1], "batch_size": [210, 70], "n_epochs": 6, "framed": (70, 1)}
    )


@pytest.fixture
def small(made):
    made.reset()
    return made


def test_the_best_rate_falls_with_the_batch_and_with_the_depth(full):
    """CURRICULUM's facts, on the page's own data: one best rate for all there is not."""
    best = [RATES[column] for column in full.result.best]
    assert best == sorted(best, reverse=True) and best[0] >= 3 * best[-1]
    assert f"Down the rows it falls from {format_number(best[0])} to {format_number(best[-1])}" in full.sentence


def test_tuning_one_at_a_time_mostly_misses_the_best_pair(full):
    astray, of = map(
        int, re.search(r"From (\d+) of the (\d+) pairs, tuning one at a time never", full.sentence).groups()
    )
    assert of == full.result.losses.size and astray >= of / 2


def test_a_rate_that_is_fine_at_one_depth_breaks_a_deeper_network(full):
    if full.result.values != (1, 2, 4):
        pytest.skip("the rows of this map are no depths")
    at_three = full.result.losses[:, RATES.index(3)]
    assert at_three[0] < 0.01 and at_three[-1] > 1


def test_the_sentence_says_the_best_of_each_row_and_the_framed_cell(full):
    found = full.result
    said = re.search(r"Best rate by [a-z ]+: (.*?)\.(?= [A-Z])", full.sentence).group(1)
    wanted = [f"{value}: {format_number(RATES[k])}" for value, k in zip(found.values, found.best, strict=True)]
    assert said.split("; ") == wanted
    assert len(full.sentence) < 550
    for row, column in ((0, 0), (len(found.values) - 1, 1)):
        full.set(row=row, column=column)
        ends = found.trials[row].losses("training")[:, column, -1]
        numbers = re.search(r"training loss (\S+) \((\S+) to (\S+) over", full.sentence).groups()
        for number, of in zip(numbers, (np.median, np.min, np.max), strict=True):
            assert float(number) == pytest.approx(of(ends), rel=0.06)
    full.reset()


def test_of_a_framed_cell_above_its_start_no_digit_of_its_end_is_said(full):
    found, too_high = full.result, len(RATES) - 1
    row = len(found.values) - 1
    losses = found.trials[row].losses("training")
    full.set(row=row, column=too_high)
    assert (losses[:, too_high, -1] > losses[:, too_high, 0]).all()
    assert full.sentence.endswith(f"above its start ({np.median(losses[:, too_high, 0]):.2g}).")
    full.set(column=0)
    assert "above its start" not in full.sentence
    full.reset()


@pytest.mark.parametrize(
    "move",
    [{"data": "circles"}, {"hidden_layers": 1}, {"n_epochs": 9}, {"n_seeds": 5}, {"column": 0}, {"row": 0}],
    ids=str,
)
def test_every_control_changes_what_is_shown_its_line_restores_it_and_reset_goes_back(small, move):
    assert_a_move_shows_and_returns(small, move)


def test_the_pointer_and_the_keys_choose_the_same_cell(small):
    stage, (pairs, _) = small.stage, small.stage.views
    for row in (0, 1):
        for column in (0, 1):
            pixels = pairs.axes.transData.transform((column + 0.2, row - 0.3))
            x, y = stage.figure.transFigure.inverted().transform(pixels)
            small.set(row=1 - row, column=1 - column)
            small.figure.pointer = {"x": x, "y": 1 - y, "phase": "down"}
            assert (small.values["row"], small.values["column"]) == (row, column)
            frame = pairs.frame.get_xydata()
            assert frame.min(axis=0) == pytest.approx([column - 0.5, row - 0.5])
    assert "row=70" in small.state and "column=1" in small.state


def test_choosing_a_cell_trains_nothing(small, monkeypatch):
    monkeypatch.setattr(small, "_run", None)
    small.set(row=0, column=0)


def test_a_map_that_was_stopped_goes_on_where_it_was(monkeypatch):
    one = two_at_a_time(
        PARTS, **{**USUAL, "learning_rates": [0.1, 1], "batch_size": [210, 70, 20], "n_epochs": 6, "framed": (20, 1)}
    )
    one.set(n_epochs=8)
    whole = one.sentence
    one.set(n_epochs=6)
    monkeypatch.setattr(explorer_module, "asked_by_the_page", lambda: True)
    monkeypatch.setattr(explorer_module, "drive", lambda step: None)
    one.set(n_epochs=9)
    one.cancel()
    assert "Stopped after" in one.sentence and not one.result.is_whole
    one.set(row=0, column=0)  # as a click on a square does: looking is not going on
    assert "Stopped after" in one.sentence and "batches of 210 with rate 0.1" in one.sentence
    one.set(row=2, column=1)
    assert "The first row is on its way" in one.sentence or "still to come" in one.sentence
    monkeypatch.setattr(explorer_module, "asked_by_the_page", lambda: False)
    one.buttons["Resume"].click()
    assert one.result.is_whole and "Stopped" not in one.sentence
    one.set(n_epochs=8)
    assert one.sentence == whole
    one.buttons["Resume"].click()
    assert "nothing to go on with" in one.problem.value


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"batch_size": 20}, "got none"),
        ({"neurons": [4, 8]}, "got 2: neurons, batch_size"),
        ({"framed": (3, 0.3)}, "framed must be a row and a rate"),
        ({"framed": (20, 0.5)}, "framed must be a row and a rate"),
    ],
)
def test_what_is_no_map_is_refused_in_one_sentence(changes, words):
    with pytest.raises(ValueError, match=words):
        two_at_a_time(PARTS, **{**USUAL, **BATCH_SIZES, **changes})
