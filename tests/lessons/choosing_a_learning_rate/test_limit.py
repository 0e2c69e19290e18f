"""Finding the edge by hand: what is marked is what the runs did, and the computed limit lies where it should."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.choosing_a_learning_rate.limit import bisection_explorer, from_other_starts
from utils.descent import (
    LinearModel,
    Neuron,
    absolute_error,
    format_number,
    gradient_descent,
    learning_rate_limit,
    line,
    log_loss,
    mean_loss,
    penguins_body_mass,
    quadratic_bowl,
    squared_error,
    train,
    two_valleys,
)
from utils.descent.experiments.bisection import Bisection, Try, bisection
from utils.widgets.controls.rate_list import MOST

DATA = line()
OBJECTIVE = mean_loss(LinearModel(1), squared_error, DATA.X, DATA.y_true)
START = [0.0, 4.0]
TRY = {"n_steps": 300, "learning_rate": 0.01}
LIMIT = learning_rate_limit(OBJECTIVE)
FOUND = (0.01, 10.0, 0.1, 0.3, 0.2, 0.25, 0.262)

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def explorer():
    return bisection_explorer(OBJECTIVE, START, **TRY)


@pytest.fixture(autouse=True)
def first_state(explorer):
    explorer.reset()


def press(explorer, label):
    explorer.buttons[label].click()


def try_by_hand(explorer, *rates):
    for rate in rates:
        explorer.set(learning_rate=rate)
        press(explorer, "Try this rate")


# ---- trying -----------------------------------------------------------------------------------------


def test_choosing_a_rate_tries_nothing_and_draws_no_new_background(explorer):
    figure, frame, sentence = explorer.stage.figure, explorer.figure.frame, explorer.sentence
    assert sentence.startswith("Nothing tried yet.") and sentence.endswith("Next: 0.01.")
    explorer.set(learning_rate=1.0)
    assert explorer.values["tries"] == () and explorer.sentence == sentence.replace("Next: 0.01.", "Next: 1.")
    assert explorer.figure.frame != frame and explorer.stage.figure is figure


def test_the_buttons_find_the_edge_and_then_the_limit_is_shown(explorer):
    assert explorer.buttons["Try halfway"].disabled
    try_by_hand(explorer, 0.01)
    assert explorer.buttons["Try halfway"].disabled
    assert "Learning rate 0.01 settles." in explorer.sentence and "the edge lies above 0.01." in explorer.sentence
    try_by_hand(explorer, 10.0)
    assert not explorer.buttons["Try halfway"].disabled
    assert "Learning rate 10 explodes." in explorer.sentence
    assert "between 0.01 and 10, a factor of 1000 apart." in explorer.sentence
    presses = 0
    while "Computed" not in explorer.sentence:
        width = explorer.result.width
        press(explorer, "Try halfway")
        assert explorer.result.width == pytest.approx(math.sqrt(1 + width) - 1, rel=0.05)
        assert explorer.values["learning_rate"] == explorer.values["tries"][-1]
        presses += 1
    low, high = explorer.result.bracket
    assert presses == 8 and low < LIMIT < high and high / low <= 1.05
    assert f"2 / largest curvature = 2 / {format_number(2 / LIMIT)} = {format_number(LIMIT)}." in explorer.sentence


def test_six_tries_between_0_1_and_1_are_enough(explorer):
    try_by_hand(explorer, 0.1, 1.0)
    for _ in range(6):
        assert not explorer.result.is_found
        press(explorer, "Try halfway")
    assert explorer.result.is_found


@pytest.mark.parametrize("rate", [1e-300, 1e-9, 1e-4, 0.0731, 0.25, 0.2601, 0.2603, 0.27, 1.0, 1e9, 1e300])
def test_a_try_is_marked_as_a_loop_in_plain_numpy_ends(explorer, rate):
    design = np.column_stack([DATA.X[:, 0], np.ones(len(DATA.X))])
    params, best = np.array(START), np.linalg.lstsq(design, DATA.y_true, rcond=None)[0]
    distances = []
    with np.errstate(all="ignore"):
        for _ in range(300):
            params = params - rate * 2 * design.T @ (design @ params - DATA.y_true) / len(design)
            distances.append(np.linalg.norm(params - best))
    grows = not distances[-1] < distances[-100]
    try_by_hand(explorer, rate)
    (one,) = explorer.result.tries
    # A rate too small to move anything is no explosion
    assert one.outcome == ("diverges" if grows and rate > 1e-200 else "settles")
    assert one.outcome == ("diverges" if rate > LIMIT else "settles")
    assert explorer.problem.value == ""


def test_a_rate_at_the_limit_bounces_and_bounds_the_edge_from_above(explorer):
    bowl = bisection_explorer(quadratic_bowl([1.0, 2.0]), [1.0, 1.0], **TRY)
    try_by_hand(bowl, 0.98, 1.0)
    assert "Learning rate 1 bounces. Bouncing: " in bowl.sentence
    assert bowl.result.bracket == (0.98, 1.0)
    assert "2 / largest curvature = 2 / 2 = 1." in bowl.sentence
    assert (
        "multiplied the distance to the lowest loss by 1 along the steep direction, landing on the other side, "
        "and by 0 along the flat one." in bowl.sentence
    )


def test_an_unfinished_run_is_not_said_to_settle(explorer):
    try_by_hand(explorer, 0.0001)
    assert "Learning rate 0.0001 does not explode. Crawling: " in explorer.sentence


def test_the_same_rate_twice_is_one_try_and_shows_its_path_again(explorer):
    try_by_hand(explorer, 0.01, 1.0, 0.01)
    assert explorer.values["tries"] == (1.0, 0.01)
    assert explorer.history.final_loss == train(OBJECTIVE, gradient_descent(0.01), START, n_steps=300).final_loss


def test_halfway_needs_two_sides(explorer):
    press(explorer, "Try halfway")  # the keyboard cannot press it, but code can
    assert "First try one rate that settles and one that explodes." in explorer.problem.value
    assert explorer.values["tries"] == ()


def test_halfway_ends_where_no_number_lies_between(explorer, monkeypatch):
    explorer.set(tries=(0.2, 0.3))
    settled, exploded = explorer.result.tries
    pair = Try(1.0, settled.history), Try(np.nextafter(1.0, 2), exploded.history)
    assert replace(explorer.result, tries=pair).halfway is None
    monkeypatch.setattr(Bisection, "halfway", None)
    press(explorer, "Try halfway")
    assert "No number lies between the two rates" in explorer.problem.value
    assert explorer.values["tries"] == (0.2, 0.3)


def test_a_full_list_takes_no_more_and_says_so(explorer):
    explorer.set(tries=tuple(float(rate) for rate in np.linspace(0.01, 0.2, MOST)))
    try_by_hand(explorer, 1.0)
    assert f"{MOST} rates are the most" in explorer.problem.value and len(explorer.values["tries"]) == MOST
    explorer.set(tries=FOUND)
    assert explorer.problem.value == ""


# ---- what the sentence says holds for any tries ----------------------------------------------------------

RATES = st.floats(-8, 8).map(lambda power: float(f"{LIMIT * 10**power:.5g}"))
NEAR = st.floats(-0.06, 0.06).map(lambda share: float(f"{LIMIT * (1 + share):.6g}"))


@settings(max_examples=20, deadline=None)
@given(tries=st.lists(st.one_of(RATES, NEAR), max_size=12, unique=True), next_rate=RATES)
def test_any_tries_are_told_as_they_are_and_come_back_from_the_state_line(tries, next_rate):
    one, other = PAIR
    one.set(tries=tuple(tries), learning_rate=next_rate)
    line = one.state
    assert other.restore(line) is None
    assert (other.values, other.state, other.sentence) == (one.values, line, one.sentence)
    assert other.figure.frame == one.figure.frame
    assert one.problem.value == ""
    below = [rate for rate in tries if rate < LIMIT * (1 - 1e-5)]
    above = [rate for rate in tries if rate > LIMIT * (1 + 1e-5)]
    if len(below) + len(above) < len(tries):
        return  # too close to the limit to be told apart in 300 steps
    assert one.result.bracket == (max(below, default=None), min(above, default=None))
    assert one.buttons["Try halfway"].disabled == (not (below and above))
    if not tries:
        return
    found = bool(below and above) and min(above) / max(below) - 1 <= 0.05
    assert ("Computed: 2 / largest curvature" in one.sentence) == found
    if below and above:
        low, high = re.search(r"edge lies between (\S+) and (\S+), ", one.sentence).groups()
        assert float(low) == pytest.approx(max(below), rel=0.005) and low != high
        apart = re.search(r"(?:a factor of (\S+)|(\S+) %) apart\.", one.sentence).groups()
        width = float(apart[0]) - 1 if apart[0] else float(apart[1]) / 100
        assert width == pytest.approx(min(above) / max(below) - 1, rel=0.02)
    else:
        side = f"above {format_number(max(below))}" if below else f"below {format_number(min(above))}"
        assert f"the edge lies {side}." in one.sentence


PAIR = bisection_explorer(OBJECTIVE, START, **TRY), bisection_explorer(OBJECTIVE, START, **TRY)


@pytest.mark.parametrize("rate", [0.2, 0.262])
def test_the_factors_are_those_of_the_path(explorer, rate):
    explorer.set(tries=(*[r for r in FOUND if r != rate], rate))
    params = explorer.result.history.params - OBJECTIVE.minimum.params
    _, directions = np.linalg.eigh(2 * np.array([[np.mean(DATA.X**2), DATA.X.mean()], [DATA.X.mean(), 1.0]]))
    flat, steep = (params[1] / params[0] for params in (params[:2] @ directions).T)
    # A distance has no sign: the factor is its size, and the side is said in words
    assert f"by {format_number(abs(steep))} along the steep direction" in explorer.sentence
    assert ("steep direction, landing on the other side, and by" in explorer.sentence) == (steep < 0)
    assert f"by {format_number(flat)} along the flat one." in explorer.sentence


@given(rate=st.floats(1.2 / 7.69, 2.2 / 7.69))
@settings(max_examples=20, deadline=None)
def test_no_distance_has_a_sign(rate):
    PAIR[0].set(tries=(0.2599, 0.2605, rate))
    assert "multiplied the distance" in PAIR[0].sentence and not re.search(r"by (almost )?-\d", PAIR[0].sentence)


def test_a_factor_that_is_not_quite_one_is_not_said_to_be():
    birds = penguins_body_mass()
    raw_loss = mean_loss(LinearModel(1), squared_error, birds.X, birds.y_true)
    raw = bisection_explorer(raw_loss, [0.0, 0.0], n_steps=300, learning_rate=1e-6)
    raw.set(tries=(2.4e-5, 2.5e-5))
    said = re.search(r"and by (\S+) along the flat one\.", raw.sentence)[1]
    assert said != "1" and float(said) == pytest.approx(1, abs=1e-5)


def test_the_edge_is_the_same_from_every_start():
    starts = [[0.0, 4.0], [5.0, -2.0], [100.0, 100.0]]
    lines = from_other_starts(OBJECTIVE, starts, [0.25, 0.27], n_steps=300).split("\n")
    assert lines == [
        f"start at weight {weight:g}, bias {bias:g}: with 0.25 converged, with 0.27 diverging"
        for weight, bias in starts
    ]


# ---- the list of tries as text -----------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["0.01, 1,0.1", "0.01 1 0.1", " 1e-2,1.0 , .1, "])
def test_the_list_can_be_typed(explorer, text):
    box = explorer.controls["tries"].box
    box.value = text
    assert explorer.values["tries"] == (0.01, 1.0, 0.1) and box.value == "0.01, 1, 0.1"
    assert len(explorer.result.tries) == 3


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("0.01, fast", "\u201cfast\u201d is not a number."),
        ("0.01, -1", "\u201c-1\u201d is not above 0."),
        ("0.01, inf", "is not one a computer can hold."),
        ("0.01,,1", "Between two commas there is no learning rate."),
        ("0.01, 1, 0.010", "The rate 0.01 stands there twice."),
        (" ".join(f"0.{k}" for k in range(100, 150)), f"These are 50 rates; {MOST} are the most."),
        ("<b>", "\u201c&lt;b&gt;\u201d is not a number."),
    ],
)
def test_a_wrong_list_gets_one_sentence_and_changes_nothing(explorer, text, problem):
    explorer.set(tries=FOUND)
    control, frame = explorer.controls["tries"], explorer.figure.frame_number
    control.box.value = text
    assert problem in control.problem.value and "The list is as it was." in control.problem.value
    assert control.value == FOUND and explorer.figure.frame_number == frame
    assert control.box.value == "0.01, 10, 0.1, 0.3, 0.2, 0.25, 0.262"
    explorer.reset()
    assert control.problem.value == "" and control.value == ()


@pytest.mark.parametrize("word", ["0.01,fast", "0.01,0.01", "-1", "nan", "0,1;2"])
def test_a_state_line_with_a_wrong_list_changes_nothing(explorer, word):
    explorer.set(tries=FOUND)
    before = explorer.values, explorer.figure.frame_number
    sentence = explorer.restore(f"bisection_explorer | learning_rate=0.1 tries={word}")
    assert sentence.startswith(f"The line says that tries is \u201c{word}\u201d. ") and sentence.endswith(".")
    assert (explorer.values, explorer.figure.frame_number) == before


def test_reset_forgets_the_tries(explorer):
    before = explorer.sentence, explorer.figure.frame, explorer.state
    explorer.set(tries=FOUND, learning_rate=1.0)
    press(explorer, "Reset")
    assert (explorer.sentence, explorer.figure.frame, explorer.state) == before
    assert explorer.state == "bisection_explorer | learning_rate=0.01 tries=none"


# ---- other objectives ----------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(
    curvatures=st.lists(st.floats(1e-3, 1e3), min_size=2, max_size=2),
    start=st.tuples(st.floats(0.5, 9), st.floats(-9, -0.5)),
)
def test_bisection_ends_around_the_limit_of_any_bowl(curvatures, start):
    search, limit = bisection(quadratic_bowl(curvatures), start, n_steps=300), 2 / max(curvatures)
    rates = [limit / 30, limit * 30]
    while not (found := search(rates, limit)).is_found:
        rates.append(found.halfway)
    low, high = found.bracket
    assert len(rates) <= 12 and low < limit * 1.0001 and high > limit * 0.9999


def test_a_neuron_with_log_loss_can_be_searched_too():
    neuron = mean_loss(Neuron(1), log_loss, DATA.X, (DATA.y_true + np.sin(9 * DATA.y_true) > 4) * 1.0)
    explorer = bisection_explorer(neuron, [0.0, 0.0], **TRY)
    for rate in (1e-3, 0.1, 1.0, 10.0, 100.0, 1e4):
        try_by_hand(explorer, rate)
        assert explorer.problem.value == "" and explorer.sentence


@pytest.mark.parametrize(
    ("objective", "start", "message"),
    [
        (two_valleys(), [3.0], "objective must have 2 parameters, to be drawn as a map; got 1."),
        (mean_loss(LinearModel(1), absolute_error, DATA.X, DATA.y_true), START, "objective must be curved"),
        (OBJECTIVE, [0.0, math.nan], "init_params must hold finite numbers only"),
        (OBJECTIVE, [0.0], "init_params must have 2 numbers"),
    ],
)
def test_what_cannot_be_searched_is_said_in_one_sentence(objective, start, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        bisection_explorer(objective, start, **TRY)
