"""The figure of the range test: its sentence against runs of their own, and its warning against the facts."""

import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lessons.what_people_say.range_test import CHOICES, range_test_explorer
from tests.lessons.moving import assert_a_move_shows_and_returns
from utils.descent import (
    LinearModel,
    diagnose,
    format_number,
    gradient_descent,
    learning_rate_limit,
    line,
    mean_loss,
    penguins_body_mass,
    squared_error,
    standardize,
    train,
)

DATA = line()
OBJECTIVE = mean_loss(LinearModel(1), squared_error, DATA.X, DATA.y_true)
LIMIT = learning_rate_limit(OBJECTIVE)
WARNING = f"The lowest point lies above the limit {format_number(LIMIT)}: smaller rates had done the work."

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def explorer():
    return range_test_explorer(OBJECTIVE, [0.0, 0.0], low=1e-5, high=10.0, n_steps=100, max_steps=200)


@pytest.fixture(autouse=True)
def first_state(explorer):
    yield
    explorer.reset()


def losses_by_hand(low, high, n_steps):
    """The test in plain NumPy, without the engine."""
    x, y, weight, bias = DATA.X[:, 0], DATA.y_true, 0.0, 0.0
    rates, losses = np.geomspace(low, high, n_steps), []
    with np.errstate(all="ignore"):
        for rate in rates:
            error = weight * x + bias - y
            weight, bias = weight - rate * np.mean(2 * error * x), bias - rate * np.mean(2 * error)
            losses.append(np.mean((weight * x + bias - y) ** 2))
    return rates, np.array(losses), np.mean(y**2)


MOVES = [
    *[{"low": rate} for rate in (1e-7, 1e-3, 0.01, 0.3, 5.0)],
    *[{"high": rate} for rate in (0.001, 0.1, 1.0, 100.0, 1e300)],
    *[{"n_steps": n} for n in (10, 11, 250, 500)],
    {"low": 1e-300, "high": 1e300, "n_steps": 500},
]


@pytest.mark.parametrize("move", MOVES, ids=str)
def test_every_control_changes_what_is_shown_its_line_restores_it_and_reset_goes_back(explorer, move):
    assert_a_move_shows_and_returns(explorer, move)


def test_rates_in_the_wrong_order_are_said_in_a_sentence_and_nothing_is_lost(explorer):
    before = explorer.sentence, explorer.figure.frame
    with pytest.raises(ValueError, match="low must be smaller than high"):
        explorer.set(low=20.0)
    assert "low must be smaller than high" in explorer.problem.value
    assert (explorer.sentence, explorer.figure.frame) == before
    explorer.set(low=0.5)
    assert explorer.problem.value == ""


@settings(max_examples=60)
@given(st.floats(1e-7, 1.0), st.floats(10.0, 1e8), st.integers(10, 200))
@example(1e-5, 1e6, 100)
@example(5.0, 2.0, 100)
@example(1e-5, 10.0, 20)
def test_the_sentence_is_true_of_the_same_test_in_plain_numpy(explorer, low, ratio, n_steps):
    high = low * ratio
    words = explorer._describe(explorer.run_with({"low": low, "high": high, "n_steps": n_steps}))
    rates, after, start = losses_by_hand(low, high, n_steps)
    head = f"Range test from {format_number(low)} to {format_number(high)} in {n_steps} steps: the loss "
    assert words.startswith(head)
    if not np.nanmin(after) < start:
        assert "never falls" in words and "start the test lower" in words
        return
    lowest = float(re.search(r"is lowest at ([\d.e+-]+),", words)[1])
    at = int(np.abs(np.log(rates / lowest)).argmin())
    assert after[at] <= np.nanmin(after) + 1e-12  # on the flat bottom rounding decides between neighbors
    high_ones = [rate for rate, loss in zip(rates[at + 1 :], after[at + 1 :], strict=True) if not loss <= start]
    expected = f"it blows up at {format_number(high_ones[0])}" if high_ones else "it never blows up"
    assert expected in words
    assert (WARNING in words) == (rates[at] > 1.001 * LIMIT)
    tried = [float(rate) for rate in re.findall(r"\(([\d.e+-]+)\): ", words)]
    assert len(tried) == 3 and tried[1] == pytest.approx(tried[2] / 10, rel=0.01)


def test_the_rates_that_are_tried_do_what_the_sentence_says(explorer):
    tried = re.findall(
        rf"({'|'.join(curve.name for curve in CHOICES)}) \(([\d.e+-]+)\): ([^;]+?)[;.] ", explorer.sentence
    )
    assert [name for name, _, _ in tried] == [curve.name for curve in CHOICES]
    assert "chart (19100): rate of the lowest point, first at step 3." in explorer.sentence
    for _, rate, what in tried:
        run = train(OBJECTIVE, gradient_descent(float(rate)), [0.0, 0.0], n_steps=200)
        within = re.search(r"within 1 % at step (\d+)", what)
        if within:
            assert abs(int(within[1]) - run.steps_to_within(0.01)) <= 1  # the rate in the sentence is rounded
        else:
            assert what.split(",")[0] == diagnose(run).name


def test_the_lowest_point_is_not_the_choice(explorer):
    assert WARNING in explorer.sentence
    fastest, tenth, lowest = explorer.result.histories
    assert lowest.final_loss > 1e6 * lowest.loss[0]
    assert fastest.steps_to_within(0.01) < 40 and tenth.steps_to_within(0.01) < 5


def test_in_a_short_enough_range_the_lowest_point_is_below_the_limit_and_no_warning_is_given(explorer):
    explorer.set(high=0.1)
    assert "It is lowest at the very last step: let the test go higher." in explorer.sentence
    assert "above the limit" not in explorer.sentence and "The limit is 0.26." in explorer.sentence


def test_a_test_that_begins_high_says_to_start_lower(explorer):
    explorer.set(low=0.2)
    assert "It falls fastest at the very first step: start the test lower." in explorer.sentence


def test_a_test_that_never_falls_draws_no_runs(explorer):
    explorer.set(low=5.0)
    assert "There is no rate to try" in explorer.sentence
    assert all(len(line_of_run.get_xdata()) == 0 for line_of_run in explorer.stage.views[1].lines)
    points = explorer.stage.views[0].points
    assert [len(points[name].get_xdata()) for name in ("steepest", "lowest", "blow_up")] == [0, 0, 1]


def test_the_marks_stand_where_the_sentence_says(explorer):
    for name, found in (("steepest", "falls fastest at the rate"), ("lowest", "is lowest at"), ("blow_up", "up at")):
        (x,), (y,) = explorer.stage.views[0].points[name].get_data()
        assert f"{found} {format_number(x)}" in explorer.sentence
        step = getattr(explorer.result.test, name)
        assert (x, y) == (explorer.result.test.learning_rates[step], explorer.result.history.loss[step + 1])


@pytest.mark.parametrize("standardized", [False, True])
def test_it_works_for_penguins_too(standardized):
    penguins = penguins_body_mass()
    X = standardize(penguins.X)[0] if standardized else penguins.X
    objective = mean_loss(LinearModel(1), squared_error, X, penguins.y_true)
    limit = learning_rate_limit(objective)
    explorer = range_test_explorer(
        objective, [0.0, 0.0], n_steps=100, max_steps=200, low=limit / 1e4, high=limit * 100
    )
    assert re.search(rf"limit (is )?{re.escape(format_number(limit))}[:.]", explorer.sentence)
    fastest = explorer.result.test.fastest_rate
    assert limit / 1000 < fastest < limit
    # Above the limit, or the last place below it: in the standardized data the limit is exactly 1
    assert explorer.result.test.lowest_rate > 0.5 * limit
