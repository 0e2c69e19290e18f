"""Pinned runs: they stay on the figure and in the table, and the table says what Python holds."""

import csv
import io

import pytest

from utils.descent import diagnose, gradient_descent, quadratic_bowl, train
from utils.drawing import Stage
from utils.drawing.views import LossCurve, LossMap
from utils.explorers import Explorer, describe_run
from utils.explorers.pins import MOST, name_of_run
from utils.widgets import controls

BOWL = quadratic_bowl([1.0, 5.0])


def run(x, learning_rate, n_steps):
    return train(BOWL, gradient_descent(learning_rate), [x, 1.0], n_steps=n_steps)


@pytest.fixture
def explorer():
    return Explorer(
        {
            "x": controls.number("start x", 2.0, -3, 3, 0.1),
            "learning_rate": controls.LearningRate(0.1),
            "n_steps": controls.steps(20, 40),
            "step": controls.Scrubber(20),
        },
        run,
        Stage([LossMap((-3, 3), (-3, 3)), LossCurve(40, (1e-3, 1e3))]),
        lambda history, **_: describe_run(history, names=["x", "y"]),
        pin_label=lambda **values: name_of_run(values, {"x": 2.0, "n_steps": 20}, ["x"]),
        name="bowl",
    )


def test_a_pinned_run_stays_on_the_figure_until_it_is_unpinned(explorer):
    explorer.set(learning_rate=0.1)
    plain = explorer.figure.frame
    assert explorer.pins.layout.display == "none", "no room taken while nothing is pinned"
    explorer.set(learning_rate=0.3)
    explorer.buttons["Pin this run"].click()
    explorer.set(learning_rate=0.1)
    assert [label for label, _ in explorer.pins.kept] == ["0.3"]
    assert explorer.figure.frame != plain and explorer.pins.layout.display is None
    explorer.pins._asked(None, {"unpin": "0.3"}, [])
    assert explorer.figure.frame == plain and explorer.pins.layout.display == "none"


def test_the_table_holds_settings_and_results_of_the_whole_run(explorer):
    explorer.set(x=1.5, learning_rate=0.3, n_steps=30, step=4)
    explorer.pin()
    history = run(1.5, 0.3, 30)
    assert explorer.pins.headings == [
        "run", "start x", "learning rate", "steps", "end loss", "within 1 % at step", "what happened"
    ]  # fmt: skip
    (row,) = explorer.pins.rows
    assert row[:4] == ["0.3 from 1.5, 30 steps", "1.5", "0.3", "30"]
    assert float(row[4]) == pytest.approx(history.loss[-1], rel=0.005)
    assert row[5:] == [str(history.steps_to_within(0.01)), diagnose(history).name]


def test_a_run_that_never_gets_there_says_so(explorer):
    explorer.set(learning_rate=1e-5)
    explorer.pin()
    assert explorer.pins.rows[0][-2:] == ["not reached", "crawling"]


def test_text_and_file_hold_the_table_and_the_file_the_state_lines(explorer):
    for rate in (0.1, 0.3):
        explorer.set(x=1.5, learning_rate=rate)
        explorer.pin()
    table = [explorer.pins.headings, *explorer.pins.rows]
    assert [line.split("\t") for line in explorer.pins.text.splitlines()] == table
    read = list(csv.reader(io.StringIO(explorer.pins.csv)))
    assert [row[:-1] for row in read] == table
    frame = explorer.figure.frame
    explorer.reset()
    assert explorer.restore(read[2][-1]) is None and explorer.figure.frame == frame
    assert explorer.pins.states == [row[-1] for row in read[1:]]


def test_the_same_run_is_pinned_once_and_no_more_than_can_be_told_apart(explorer):
    for number in range(MOST):
        explorer.set(learning_rate=0.01 * (number + 1))
        assert explorer.pin() is None and "already" in explorer.pin()
    assert len(explorer.pins.rows) == MOST
    explorer.set(learning_rate=0.2)
    explorer.buttons["Pin this run"].click()
    assert "Unpin one of them first" in explorer.problem.value and len(explorer.pins.rows) == MOST
    explorer.pins._asked(None, {"unpin": None}, [])
    assert explorer.pins.rows == [] and explorer.pins.kept == []


def test_an_unknown_message_changes_nothing(explorer):
    explorer.pin()
    for message in ({}, {"other": 1}, {"unpin": "no such run"}):
        explorer.pins._asked(None, message, [])
    assert len(explorer.pins.rows) == 1


def test_an_explorer_without_a_label_for_its_runs_has_no_button_to_pin():
    explorer = Explorer(
        {"learning_rate": controls.LearningRate(0.1)},
        lambda learning_rate: run(2.0, learning_rate, 5),
        Stage([LossCurve(5, (1e-3, 1e3))]),
        lambda history, **_: "A run.",
        name="plain",
    )
    assert list(explorer.buttons) == ["Reset"]


def test_the_table_writes_what_a_page_has_added_up_as_short_as_its_slider(explorer):
    explorer.set(x=2.0999999999999996)
    explorer.pin()
    assert explorer.pins.rows[0][1] == "2.1"
    assert "x=2.1 " in explorer.pins.states[0] and explorer.values["x"] == 2.1
