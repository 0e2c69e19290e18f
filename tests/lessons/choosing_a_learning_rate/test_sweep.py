"""The sweep explorer: its sentence and its table against runs in plain NumPy, in every state of the controls."""

import csv
import io
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.choosing_a_learning_rate.rate_problem import RateProblem
from lessons.choosing_a_learning_rate.sweep import name_cliff, rows, sweep_explorer
from utils.descent import Dataset, format_number, line, penguins_body_mass, sweep
from utils.descent.experiments.sweep import ARRIVED, DIVERGES, UNFINISHED

pytestmark = pytest.mark.filterwarnings("error")

DATA = line()
START_STATE = {"center": 0.01, "span": 4.0, "n_rates": 41, "n_steps": 300, "n_seeds": 1}


def make_explorer(data=DATA, standardize=False, **others):
    return sweep_explorer(data, [0.0, 0.0], standardize=standardize, **START_STATE | others)


@pytest.fixture(scope="module")
def explorer():
    return make_explorer(DATA)


@pytest.fixture(autouse=True)
def first_state(request):
    yield
    if "explorer" in request.fixturenames:
        request.getfixturevalue("explorer").reset()


def losses_by_hand(rate, n_steps, weight=0.0, bias=0.0, data=DATA):
    x, y = data.X[:, 0], data.y_true
    losses = []
    with np.errstate(all="ignore"):
        for _ in range(n_steps + 1):
            error = weight * x + bias - y
            losses.append(np.mean(error**2))
            weight, bias = weight - rate * np.mean(2 * error * x), bias - rate * np.mean(2 * error)
    return np.array(losses)


def best_possible(data=DATA):
    x, y = data.X[:, 0], data.y_true
    return np.mean((np.polyval(np.polyfit(x, y, 1), x) - y) ** 2)


def limit_by_hand(data=DATA):
    x = data.X[:, 0]
    return 2 / np.linalg.eigvalsh(2 * np.array([[np.mean(x * x), np.mean(x)], [np.mean(x), 1.0]]))[-1]


# ---- every control -----------------------------------------------------------------------------------

MOVES = [
    *[("center", value) for value in (1e-9, 1e-5, 0.003, 0.26, 1.0, 3.0, 1e200)],
    *[("span", value) for value in (0.5, 1.3, 8.0)],
    *[("n_rates", value) for value in (3, 4, 40, 81)],
    *[("n_steps", value) for value in (10, 11, 299, 500)],
    *[("n_seeds", value) for value in (2, 3, 5)],
]


@pytest.mark.parametrize(("key", "value"), MOVES)
def test_every_control_changes_what_is_shown_and_reset_brings_it_back(explorer, key, value):
    sentence, frame, figure = explorer.sentence, explorer.figure.frame, explorer.stage.figure
    explorer.set(**{key: value})
    assert explorer.values[key] == value
    assert explorer.sentence != sentence and explorer.figure.frame != frame
    assert explorer.stage.figure is figure, "no slider may draw a new background"
    assert explorer.problem.value == ""
    explorer.reset()
    assert (explorer.values, explorer.sentence, explorer.figure.frame) == (START_STATE, sentence, frame)


def test_a_state_line_brings_everything_back(explorer):
    explorer.set(center=0.037, span=2.5, n_rates=17, n_steps=44, n_seeds=4)
    line_, sentence, frame = explorer.state, explorer.sentence, explorer.figure.frame
    assert line_ == "sweep_explorer | center=0.037 span=2.5 n_rates=17 n_steps=44 n_seeds=4"
    other = make_explorer(DATA)
    assert other.restore(line_) is None
    assert (other.state, other.sentence, other.figure.frame) == (line_, sentence, frame)


def test_rates_that_no_computer_holds_are_refused_in_a_sentence(explorer):
    with pytest.raises(ValueError, match="between 1e-300 and 1e300"):
        explorer.set(center=1e299)
    assert "between 1e-300 and 1e300" in explorer.problem.value
    explorer.reset()
    assert explorer.problem.value == ""


# ---- what is said is so --------------------------------------------------------------------------------


def outcomes_by_hand(rates, n_steps, starts):
    """For each rate the first step within 1 % from the worst start, or -1; by the loop of lesson 02."""
    floor, arrive = best_possible(), []
    for rate in rates:
        steps = []
        for weight, bias in starts:
            losses = losses_by_hand(rate, n_steps, weight, bias)
            within = np.flatnonzero(losses - floor <= 0.01 * (losses[0] - floor))
            steps.append(within[0] if len(within) else n_steps + 1)
        arrive.append(-1 if rate > limit_by_hand() or max(steps) > n_steps else max(steps))
    return np.array(arrive)


@pytest.mark.parametrize(
    ("n_rates", "n_steps", "n_seeds", "center", "span"),
    [
        (41, 300, 1, 0.01, 4.0),
        (11, 60, 3, 0.05, 2.0),
        (3, 10, 1, 0.01, 0.5),
        (9, 200, 2, 0.25, 0.5),
        (21, 10, 1, 0.1, 2),
    ],
)
def test_the_sentence_says_what_a_loop_in_plain_numpy_finds(explorer, n_rates, n_steps, n_seeds, center, span):
    explorer.set(n_rates=n_rates, n_steps=n_steps, n_seeds=n_seeds, center=center, span=span)
    rates = np.geomspace(center / 10 ** (span / 2), center * 10 ** (span / 2), n_rates)
    starts = RateProblem(DATA, [0.0, 0.0]).starts[:n_seeds]
    arrive = outcomes_by_hand(rates, n_steps, starts)
    sentence = explorer.sentence
    assert (
        f"{n_rates} rates from {format_number(rates[0])} to {format_number(rates[-1])}, {n_steps} steps" in sentence
    )
    if (arrive >= 0).any():
        fewest = arrive[arrive >= 0].min()
        best = rates[np.flatnonzero(arrive == fewest)[0]]
        assert f"Best is {format_number(best)}, within 1 % at step {fewest}, " in sentence
    else:
        assert "but no rate comes within 1 %" in sentence
    unfinished = (arrive < 0) & (rates <= limit_by_hand())
    assert named_as_unfinished(sentence) == [format_number(rate) for rate in edges(rates, unfinished)]
    assert f"the limit is {format_number(limit_by_hand())}" in sentence
    above = int((rates > limit_by_hand()).sum())
    if 0 < above < n_rates:
        last, first = rates[-above - 1], rates[-above]
        assert f"between {format_number(last)} and {format_number(first)}" in sentence


def edges(rates, which):
    """The ends of the ranges in which some rates lie side by side."""
    ends = []
    for k in np.flatnonzero(which):
        first, last = k == 0 or not which[k - 1], k == len(rates) - 1 or not which[k + 1]
        if first or last:
            ends.append(rates[k])
    return ends


def named_as_unfinished(sentence):
    found = re.search(r"Still unfinished: (.*?)\. (?=The cliff)", sentence)
    text = re.sub(r"\(\d+ rates\)", "", found[1]) if found else ""
    return re.findall(r"\d[\d.]*(?:e-?\d+)?", text)


@given(
    st.floats(1e-7, 100),
    st.floats(0.5, 8),
    st.integers(3, 81),
    st.integers(10, 500),
    st.integers(1, 5),
    st.sampled_from(["line", "penguins", "standardized"]),
)
@settings(max_examples=30)
def test_sentences_are_true_in_every_state(center, span, n_rates, n_steps, n_seeds, which):
    data = DATA if which == "line" else penguins_body_mass()
    if which not in EXPLORERS:
        EXPLORERS[which] = make_explorer(data, standardize=which == "standardized")
    explorer = EXPLORERS[which]
    explorer.set(center=center, span=span, n_rates=n_rates, n_steps=n_steps, n_seeds=n_seeds)
    result, history, sentence = explorer.result, explorer.history, explorer.sentence
    rates, limit, floor = result.learning_rates, result.limit, history.objective.minimum.value
    assert history.params.shape == (n_seeds, n_rates, n_steps + 1, 2)
    start, end = history.loss[..., 0], history.loss[..., -1]
    with np.errstate(all="ignore"):
        arrived = ((end - floor) <= 0.01 * (start - floor)).all(axis=0) & (rates <= limit)
    assert ("Best is" in sentence) == (rates <= limit).any()
    assert ("but no rate comes within 1 %" in sentence) == ((rates <= limit).any() and not arrived.any())
    assert ("Still unfinished" in sentence) == (~arrived & (rates <= limit)).any()
    assert ("farther left" in sentence) == (rates > limit).all()
    assert ("farther right" in sentence) == (rates <= limit).all()
    if "zigzagging" in sentence:
        highest = np.flatnonzero(~arrived & (rates <= limit))[-1]
        assert rates[highest] > limit / 2 and arrived[:highest].any()
    off = [int((rates < explorer.stage.views[1].rate_limits[0]).sum())]
    off.append(int((rates > explorer.stage.views[1].rate_limits[1]).sum()))
    for count, side in zip(off, ("left", "right"), strict=True):
        found = re.search(rf"(\d+) rates? lies? off the {side}", sentence)
        assert (int(found[1]) if found else 0) == count
    headings, table, best = rows(result)
    assert len(table) == n_rates and all(len(row) == len(headings) for row in table)
    assert best == result.best


EXPLORERS: dict = {}


def test_just_below_the_limit_it_zigzags_and_is_unfinished(explorer):
    explorer.set(center=0.2599, span=0.5, n_rates=3, n_steps=20)
    explorer.set(n_rates=81)
    assert "zigzagging close to the limit" in explorer.sentence


@pytest.mark.parametrize(
    ("rates", "cliff"),
    [
        (
            [0.1, 0.2, 0.3],
            "lies between 0.2 and 0.3: the limit is 0.26, and the one rate above it diverges.",
        ),
        ([0.2, 0.3, 0.4], "lies between 0.2 and 0.3: the limit is 0.26, and the 2 rates above it diverge."),
        ([0.3], "is farther left: the limit is 0.26, and all these rates are above it."),
        ([0.2], "is farther right: the limit is 0.26, and all these rates are below it."),
    ],
)
def test_one_rate_above_the_limit_is_told_as_one(rates, cliff):
    assert (
        name_cliff(sweep(RateProblem(DATA, [0.0, 0.0]).objective, rates, [[0.0, 0.0]], n_steps=50))
        == f"The cliff {cliff}"
    )


@pytest.mark.parametrize(
    ("rates", "cliff"),
    [
        ([0.5, 0.796, 1.0023], "lies between 0.796 and 1.002: the limit is 1, and the one rate above it diverges."),
        ([0.999_99, 1.5], "lies between 0.99999 and 1.5: the limit is 1, and the one rate above it diverges."),
        ([0.5, 1.0, 1.3], "stands right at one of these rates: the limit is 1, and the one rate above it diverges."),
        ([0.5, 1 + 1e-12], "stands right at one of these rates: the limit is 1, the highest of them."),
        ([0.5, 0.9999], "is farther right: the limit is 1, and all these rates are below it."),
        ([1.0001, 2.0], "is farther left: the limit is 1, and all these rates are above it."),
    ],
)
def test_a_rate_that_looks_like_the_limit_is_written_out_or_said_to_be_it(rates, cliff):
    standardized = RateProblem(penguins_body_mass(), [0.0, 0.0], standardize=True)  # whose limit is 1
    tried = sweep(standardized.objective, rates, [[0.0, 0.0]], n_steps=50)
    assert name_cliff(tried) == f"The cliff {cliff}"
    assert tried.is_above_limit.tolist() == [rate > 1.000_001 for rate in rates]


def test_all_rates_diverge(explorer):
    explorer.set(center=3.0, span=1.0)
    assert "None is good: they all diverge." in explorer.sentence
    assert "unfinished" not in explorer.sentence
    assert set(explorer.result.outcome) == {DIVERGES}


# ---- the chart ------------------------------------------------------------------------------------------


def test_marks_stand_at_the_end_losses_with_a_shape_for_each_outcome(explorer):
    chart = explorer.stage.views[1]
    result = explorer.result
    for outcome in (ARRIVED, UNFINISHED, DIVERGES):
        which = result.outcome == outcome
        points = np.asarray(chart.marks.artist.get_offsets())[chart.marks.outcome == outcome]
        assert points[:, 0] == pytest.approx(result.learning_rates[which])
        if outcome != DIVERGES:
            by_hand = [losses_by_hand(rate, 300)[-1] for rate in result.learning_rates[which]]
            assert points[:, 1] == pytest.approx(by_hand, rel=1e-6)
        else:
            assert (points[:, 1] == chart.axis.limits[1]).all()
    assert chart.best.get_xdata() == [result.learning_rates[result.best]]


def test_curves_are_the_losses_and_only_diverging_ones_are_dashed(explorer):
    curves = explorer.stage.views[0]
    assert len(curves.settling.get_segments()) == 35 and len(curves.diverging.get_segments()) == 6
    segment = curves.settling.get_segments()[20]
    expected = losses_by_hand(explorer.result.learning_rates[20], 300)
    assert segment[:, 1] == pytest.approx(expected[segment[:, 0].astype(int)])
    assert curves.best.get_ydata()[0] == pytest.approx(expected[0])
    explorer.set(n_seeds=3)
    paths = curves.settling.get_paths()
    assert len(paths) == 35
    for path, losses in zip(paths, explorer.result.history.loss.swapaxes(0, 1), strict=False):
        step, loss = path.vertices.reshape(3, -1, 2).transpose(2, 0, 1)
        assert np.isnan(loss[:, -1]).all(), "a gap after each start"
        assert loss[:, :-1] == pytest.approx(np.take_along_axis(losses, step[:, :-1].astype(int), axis=1))


# ---- any data -------------------------------------------------------------------------------------------

ODD = {
    "two rows": ([0.0, 1.0], [0.0, 1.0]),
    "exact line": (np.arange(20.0), 3 * np.arange(20.0) + 1),
    "constant y": (np.arange(5.0), [4.0] * 5),
    "all zero": (np.arange(5.0), [0.0] * 5),
    "constant x": ([2.0] * 5, np.arange(5.0)),
    "huge": (1e9 * np.arange(5.0), 1e12 * np.arange(5.0) ** 2),
    "tiny": (1e-9 * np.arange(5.0), 1e-12 * np.arange(5.0) ** 2),
    "negative": (-1000 - np.arange(50.0), -np.arange(50.0)),
}


@pytest.mark.parametrize("name", ODD)
def test_any_data_with_one_feature_can_be_swept(name):
    x, y = ODD[name]
    explorer = make_explorer(Dataset(np.reshape(x, (-1, 1)), y, ("x",), "y", name), n_rates=9)
    low, high = explorer.stage.views[1].rate_limits
    assert low < explorer.result.limit < high and "The cliff" in explorer.sentence
    assert "nan" not in explorer.sentence.lower()
    explorer.set(center=explorer.result.limit / 2, n_seeds=5)
    assert explorer.figure.frame and explorer.result.best is not None


def test_data_that_cannot_be_swept_are_refused_in_a_sentence():
    two = Dataset([[1.0, 2.0], [2.0, 3.0]], [1.0, 2.0], ("a", "b"), "y", "two features")
    with pytest.raises(ValueError, match="must have one feature; these have 2"):
        make_explorer(two)
    constant = Dataset([[1.0], [1.0]], [1.0, 2.0], ("a",), "y", "constant")
    with pytest.raises(ValueError, match="constant column"):
        make_explorer(constant, standardize=True)
    huge = Dataset([[1e200], [2e200]], [1.0, 2.0], ("a",), "y", "huge")
    with pytest.raises(ValueError, match="too large"):
        make_explorer(huge)


def test_standardized_penguins_have_another_limit():
    penguins = penguins_body_mass()
    raw, standardized = make_explorer(penguins, center=1e-5), make_explorer(penguins, standardize=True, center=0.1)
    assert standardized.result.limit == pytest.approx(1.0)
    assert raw.result.limit == pytest.approx(limit_by_hand(penguins))
    assert "within 1 % at step" in raw.sentence and "within 1 % at step" in standardized.sentence


# ---- the table --------------------------------------------------------------------------------------------


def test_the_table_is_filled_when_it_is_opened_and_follows_from_then_on():
    explorer = make_explorer(DATA)
    table = explorer.results
    assert table.rows == [] and table.layout.display == "none"
    explorer.results_opener.value = True
    assert len(table.rows) == 41 and table.layout.display is None
    explorer.set(n_rates=5)
    assert [row[0] for row in table.rows] == ["0.0001", "0.001", "0.01", "0.1", "1"]
    assert [row[2] for row in table.rows] == ["not reached", "299", "29", "2", "not reached"]
    assert [row[3] for row in table.rows] == [UNFINISHED, "within 1 %", "within 1 %", "within 1 % (best)", DIVERGES]
    assert table.current == 3
    by_hand = [losses_by_hand(float(row[0]), 300)[-1] for row in table.rows]
    assert [row[1] for row in table.rows] == [format_number(loss) for loss in by_hand]
    saved = list(csv.reader(io.StringIO(table.csv)))
    assert saved == [table.headings, *table.rows]
    assert [line_.split("\t") for line_ in table.text.splitlines()] == saved
    explorer.results_opener.value = False
    explorer.set(n_rates=7)
    assert len(table.rows) == 5 and table.layout.display == "none"


def test_a_rate_just_above_the_limit_that_has_not_grown_yet_will_diverge(explorer):
    # From a start along the flat direction, what grows begins as almost nothing
    explorer.set(center=0.264, span=0.5, n_rates=3, n_steps=10, n_seeds=5)
    words = [row[3] for row in rows(explorer.result)[1]]
    for word, k in zip(words, range(3), strict=True):
        if explorer.result.learning_rates[k] > explorer.result.limit:
            grew = not explorer.result.end_loss[k] < explorer.result.worst_loss[k, 0]
            assert word == (DIVERGES if grew else "will diverge")
