"""The search of the page: what it says is so, its lines open these runs in the playground, and looks are counted."""

import csv
import io
import re

import numpy as np
import pytest

from lessons.a_neural_network.playground import playground
from lessons.the_best_combination.search import MAKERS, N_TEST, TEST_SEED, search_explorer
from lessons.the_best_combination.tpe import IS_INSTALLED
from tests.lessons.moving import assert_a_move_shows_and_returns
from utils.descent import log_loss, mean_loss
from utils.descent.experiments.search import LogRange, Options
from utils.explorers import explorer as explorer_module

SPACE = {
    "learning_rate": LogRange(0.0001, 10), "batch_size": Options((5, 20, 70, 210)),
    "hidden_layers": Options((1, 2, 3)), "neurons": Options((4, 8, 16)), "activation": Options(("tanh", "relu")),
}  # fmt: skip
USUAL = {
    "data": "moons", "noise": 0.3, "train_share": 0.7, "space": SPACE, "start": "glorot", "n_tries": 8, "n_epochs": 5,
    "n_seeds": 3, "random_state": 0, "name": "search",
}  # fmt: skip
LOOK = "Look at the test set"

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def made():
    return search_explorer(**USUAL, third=None)


@pytest.fixture
def small(made):
    made.reset()
    return made


@pytest.mark.parametrize(
    "move",
    [{"data": "circles"}, {"n_tries": 16}, {"n_epochs": 3}, {"n_seeds": 4}, {"random_state": 7}],
    ids=str,
)
def test_every_control_changes_what_is_shown_its_line_restores_it_and_reset_goes_back(small, move):
    assert_a_move_shows_and_returns(small, move)


def test_every_setting_can_be_shown_along_the_axis_and_trains_nothing(small, monkeypatch):
    monkeypatch.setattr(small, "_run", None)
    frames = set()
    for along in SPACE:
        small.set(along=along)
        frames.add(small.figure.frame)
        assert small.stage.views[0].axes.get_xlabel() in small.controls["along"].label
    assert len(frames) == len(SPACE)


def test_each_line_of_the_leaderboard_opens_the_run_of_the_first_seed_in_the_playground(small):
    opened = playground(
        "circles", noise=0.1, train_share=0.5, hidden_layers=(), activation="tanh", start="he", learning_rate=0.1,
        batch_size=10, n_epochs=2, random_state=3,
    )  # fmt: skip
    small.results_opener.value = True
    assert len(small.results.rows) == len(small.result.tries)
    for row, one in list(zip(small.results.rows, small.result.ranked, strict=True))[:6]:
        assert opened.restore(row[-1]) is None, row[-1]
        assert opened.result.network == one.trial.network
        assert opened.result.losses[1][-1] == pytest.approx(one.validation[0], rel=1e-9)


def test_the_leaderboard_is_ordered_by_validation_and_saved_as_csv(small):
    small.results_opener.value = True
    headings, *rows = csv.reader(io.StringIO(small.results.csv))
    assert headings == small.results.headings and len(rows) == 16
    scores = [float(row[headings.index("validation loss")]) for row in rows]
    assert scores == sorted(scores) and [row[0] for row in rows] == [str(k) for k in range(1, 17)]
    assert {row[1] for row in rows} == {"grid", "random"}
    assert all(int(row[headings.index("steps")]) > 0 for row in rows)
    assert small.results.file_name == "leaderboard.csv"


def test_the_sentence_says_the_lowest_of_each_method_and_the_best(small):
    for method in ("grid", "random"):
        said = float(re.search(rf"{method} (\S+) \(8 tries", small.sentence).group(1))
        assert said == pytest.approx(min(one.score for one in small.result.of(method)), rel=0.06)
    low, high = map(float, re.search(r"\((\S+) to (\S+) over the seeds\)", small.sentence).groups())
    assert low == pytest.approx(small.result.best.validation.min(), rel=0.06)
    assert high == pytest.approx(small.result.best.validation.max(), rel=0.06)


def test_looks_at_the_test_set_are_counted_and_shown_only_for_the_winner_looked_at(small):
    assert small.sentence.count("not looked at yet") == 1 and "test_looks" not in small.state
    small.buttons[LOOK].click()
    test = MAKERS["moons"](N_TEST, 0.3, TEST_SEED)
    best = small.result.best
    losses = mean_loss(best.trial.network, log_loss, test.X, test.y_true).value(best.trial.history.final_params)
    said = float(re.search(r"Look 1 at the test set: loss (\S+)\.(?: |$)", small.sentence).group(1))
    assert said == pytest.approx(np.median(losses), rel=0.06)
    small.buttons[LOOK].click()
    assert "Look 1 at" in small.sentence, "the same number again is no further look"
    assert "no further look" in small.problem.value, "and the button says so"
    small.set(random_state=1)
    assert "looked at 1 time, for other searches" in small.sentence
    small.buttons[LOOK].click()
    assert "Look 2 at the test set" in small.sentence and "second validation set" in small.sentence
    line, sentence = small.state, small.sentence
    assert "test_looks=2,shown" in line
    small.reset()
    assert "not looked at yet" in small.sentence
    assert small.restore(line) is None and (small.state, small.sentence) == (line, sentence)
    assert "how often the test set was looked at" in small.restore(line.replace("2,shown", "two"))


def test_nobody_looks_while_the_search_is_under_way(small, monkeypatch):
    monkeypatch.setattr(explorer_module, "asked_by_the_page", lambda: True)
    monkeypatch.setattr(explorer_module, "drive", lambda step: None)
    small.set(random_state=3)
    small.buttons[LOOK].click()
    assert "still under way" in small.problem.value and "not looked at yet" in small.sentence
    small._go_on(small._live)
    small.cancel()
    assert "Stopped after" in small.sentence and 0 < len(small.result.tries) < 16
    monkeypatch.undo()
    small.set(random_state=3)
    assert len(small.result.tries) == 16


@pytest.mark.parametrize("looked_at", [False, True])
def test_before_its_first_try_a_search_shows_that_there_is_none(small, monkeypatch, looked_at):
    if looked_at:
        small.buttons[LOOK].click()
        line = small.state
        assert small.restore(line) is None and "test_looks=1,shown" in line
    small.results_opener.value = True
    monkeypatch.setattr(explorer_module, "asked_by_the_page", lambda: True)
    monkeypatch.setattr(explorer_module, "drive", lambda step: None)
    small.restore(line.replace("random_state=0", "random_state=4")) if looked_at else small.set(random_state=4)
    assert small.result.tries == () and small.result.best is None and small.results.rows == []
    assert "No try is trained yet." in small.sentence and "Lowest" not in small.sentence
    assert ("not looked at yet" in small.sentence) is not looked_at and "Look 1" not in small.sentence
    chart, so_far = small.stage.views
    assert all(len(mark.get_xdata()) == 0 for mark in [*chart.marks, chart.star, *so_far.lines, *so_far.heads])
    small.set(along="batch_size")
    small.figure.theme = "dark"
    assert "laid out by batch size. No try is trained yet." in small.sentence
    small.cancel()
    small.buttons[LOOK].click()
    assert "No try was trained" in small.problem.value and "Stopped after 0" in small.sentence


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"data": "spiral"}, "data must be one of"),
        ({"n_tries": 10}, "n_tries must be one of 8, 16"),
        ({"space": {"learning_rate": LogRange(0.1, 1)}}, "space must say where to look for"),
    ],
)
def test_what_is_no_search_is_refused_in_one_sentence(changes, words):
    with pytest.raises(ValueError, match=words):
        search_explorer(**{**USUAL, **changes})


def test_without_optuna_nothing_is_offered_that_is_not_there(small):
    assert "third" not in small.controls and "Optuna" not in small.sentence


@pytest.mark.skipif(not IS_INSTALLED, reason='Optuna is not installed: pip install -e ".[search]"')
@pytest.mark.filterwarnings("default")
def test_with_optuna_a_third_method_searches_with_the_same_budget():
    explorer = search_explorer(**USUAL)
    assert explorer.result.methods == ("grid", "random")
    explorer.set(third=True)
    found = explorer.result
    assert [len(found.of(method)) for method in ("grid", "random", "TPE")] == [8, 8, 8]
    for one in found.of("TPE"):
        assert 0.0001 <= one.setting["learning_rate"] <= 10
        assert all(one.setting[name] in SPACE[name].values for name in list(SPACE)[1:])
    assert "TPE" in explorer.sentence
