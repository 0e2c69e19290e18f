"""Too low: two valleys tell unfinished from stuck."""

import numpy as np
import pytest

from lessons.learning_rate.too_low import two_valleys_explorer
from tests.lessons.moving import (
    assert_a_bad_rate_is_said,
    assert_a_move_shows_and_returns,
    assert_no_legend_covers_the_loss,
)
from utils.descent import gradient_descent, train, two_valleys
from utils.explorers import say

pytestmark = pytest.mark.filterwarnings("error")

RATES = [1e-5, 0.0001, 0.01, 0.2, 0.26, 0.3, 1.0, 10.0, 1e300]

MOVES = [
    *[("learning_rate", value) for value in RATES if value != 0.01],
    *[("start", value) for value in (-4, 0.0, 2.8, 5)],
    *[("n_steps", value) for value in (1, 2, 600, 6000)],
]


def from_above_the_narrow_valley():
    return two_valleys_explorer(two_valleys(), 3.6, learning_rate=0.01, n_steps=1000)


@pytest.fixture(scope="module")
def made():
    """Building it takes longest, so this is done once."""
    return from_above_the_narrow_valley()


@pytest.fixture
def valleys(made):
    yield made
    made.reset()


@pytest.mark.parametrize(("key", "value"), MOVES)
def test_every_control_changes_what_is_shown_and_reset_brings_it_back(valleys, key, value):
    assert_a_move_shows_and_returns(valleys, {key: value})


def test_a_learning_rate_that_is_none_is_refused_in_words(valleys):
    assert_a_bad_rate_is_said(valleys)


def test_runs_of_two_valleys_can_be_pinned_on_both_panels():
    explorer = from_above_the_narrow_valley()
    plain = explorer.figure.frame
    explorer.pin()
    explorer.set(start=-3.0)
    assert [label for label, _ in explorer.pins.kept] == ["0.01"]
    slope, _, curve = explorer.stage.views
    assert len(slope.axes.lines) == 1 + len(from_above_the_narrow_valley().stage.views[0].axes.lines)
    assert [text.get_text() for text in curve.axes.texts] == ["0.01"]
    explorer.pins.clear()
    explorer.reset()
    assert explorer.figure.frame == plain


@pytest.mark.parametrize(
    ("rate", "w", "loss", "verdict"),
    [
        (0.0001, 3.3, 2.25, "Crawling"),
        (0.01, 2.81, 1.32, "Stuck"),
        (0.1, 2.81, 1.32, "Stuck"),
        (0.3, 2.81, 1.32, "Stuck"),
        (0.5, 0.0, 0.0, "Converged"),
        (1.0, 0.0, 0.0, "Converged"),
        (3.0, 0.0, 0.0, "Converged"),
        (5.0, None, None, "Overflowed"),
    ],
)
def test_the_two_valleys_tell_unfinished_from_stuck(valleys, rate, w, loss, verdict):
    valleys.set(learning_rate=rate)
    assert f" {verdict}: " in valleys.sentence
    assert ("Unfinished: the last 100 steps still gained" in valleys.sentence) == (verdict == "Crawling")
    assert ("More steps do not help: the last 100 steps gained nothing." in valleys.sentence) == (verdict == "Stuck")
    if w is not None:
        assert valleys.history.final_params[0] == pytest.approx(w, abs=0.005)
        assert f"to {say(loss)}, w {say(valleys.history.final_params[0])}." in valleys.sentence


def test_the_narrow_valley_is_where_the_slope_is_zero():
    w = np.linspace(2.6, 3.0, 400_001)
    f = 0.25 * w**2 - 0.8 * np.exp(-((w - 3) ** 2) / 0.18)
    stuck = train(two_valleys(), gradient_descent(0.01), [3.6], n_steps=600)
    assert stuck.final_params[0] == pytest.approx(w[f.argmin()], abs=1e-5)
    assert stuck.final_loss == pytest.approx(f.min(), abs=1e-9)


def test_the_button_leads_on_until_the_run_is_stuck_in_the_same_valley_and_then_says_that_there_are_no_more(valleys):
    valleys.set(learning_rate=0.0001)
    more = valleys.buttons["1000 more steps"]
    for n_steps in range(2000, 7000, 1000):
        before = valleys.history.final_loss
        more.click()
        assert valleys.values["n_steps"] == n_steps and valleys.problem.value == ""
        assert before - valleys.history.final_loss > 0
    assert "Stuck: " in valleys.sentence and valleys.history.final_params[0] == pytest.approx(2.81, abs=0.03)
    before = valleys.sentence
    more.click()
    assert "6000 steps are the most" in valleys.problem.value
    assert (valleys.values["n_steps"], valleys.sentence) == (6000, before)
    valleys.set(n_steps=5800)
    assert valleys.problem.value == ""
    more.click()
    assert valleys.values["n_steps"] == 6000


def test_no_share_is_said_of_a_drop_that_the_run_never_makes(valleys):
    for n_steps in (1, 50, 300, 1000, 2000, 4000, 6000):
        valleys.set(learning_rate=0.0001, n_steps=n_steps)
        assert "%" not in valleys.sentence
    valleys.set(n_steps=3000)
    assert "it levels off near 1.32. Unfinished: the last 100 steps still gained 0.00598." in valleys.sentence


def test_the_gain_of_a_hundred_steps_can_grow_where_the_slope_does():
    """The plan says so: the run comes from a flatter place to a steeper one before it comes to the bottom."""
    run = train(two_valleys(), gradient_descent(0.0001), [3.6], n_steps=2000)
    gains = -np.diff(run.loss[::100])
    assert gains[0] < gains[3] < gains[8] > gains[19] and gains.min() > 0


def test_the_narrow_valley_can_be_seen_in_its_own_panel(valleys):
    w = np.linspace(2.4, 2.9, 5001)[:, None]
    loss = two_valleys().value(w)
    rim, bottom = loss.max(), loss[w[:, 0] > 2.7].min()
    _, narrow, _ = valleys.stage.views
    height = np.diff(narrow.axes.transData.transform([[2.6, bottom], [2.6, rim]])[:, 1])[0]
    assert height > 0.08 * narrow.axes.bbox.height
    assert narrow.y_limits[0] < bottom < rim < narrow.y_limits[1]
    valleys.set(learning_rate=3.0)
    assert valleys.stage.notes(valleys.history) == []  # only the whole says where a run goes
    assert len(narrow.run.exit.get_xdata()) == 0


def test_no_legend_covers_the_loss(valleys):
    assert_no_legend_covers_the_loss(valleys, valleys.stage.views[0])
