"""The explorers of the lesson on the learning rate, and what the lesson claims, held against outside numbers."""

import numpy as np
import pytest

from lessons.learning_rate import words
from lessons.learning_rate.explorers import (
    learning_rate_explorer,
    overflow_table,
    overshoot_explorer,
    two_valleys_explorer,
)
from utils.descent import (
    LinearModel,
    diagnose,
    format_number,
    gradient_descent,
    line,
    mean_loss,
    quadratic_bowl,
    squared_error,
    train,
    two_valleys,
)
from utils.explorers import say

DATA = line()
OBJECTIVE = mean_loss(LinearModel(1), squared_error, DATA.X, DATA.y_true)
VALLEY = quadratic_bowl([2.0])

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def speed():
    return learning_rate_explorer(OBJECTIVE, [0.0, 0.0])


@pytest.fixture(scope="module")
def zigzag():
    return overshoot_explorer(VALLEY, start=5.0)


@pytest.fixture(scope="module")
def explosion():
    return overflow_table(OBJECTIVE, [0.0, 0.0])


@pytest.fixture(scope="module")
def valleys():
    return two_valleys_explorer(two_valleys())


@pytest.fixture(autouse=True)
def first_state(request):
    yield
    for name in ("speed", "zigzag", "explosion", "valleys"):
        if name in request.fixturenames:
            request.getfixturevalue(name).reset()


def losses_by_hand(learning_rate, n_steps, weight=0.0, bias=0.0):
    """The loop of lesson 02 in plain NumPy, without the engine."""
    x, y = DATA.X[:, 0], DATA.y_true
    losses = []
    with np.errstate(all="ignore"):
        for _ in range(n_steps + 1):
            error = weight * x + bias - y
            losses.append(np.mean(error**2))
            weight, bias = (
                weight - learning_rate * np.mean(2 * error * x),
                bias - learning_rate * np.mean(2 * error),
            )
    return np.array(losses)


# ---- every control through its range ---------------------------------------------------------------

RATES = [1e-5, 0.0001, 0.01, 0.2, 0.26, 0.3, 1.0, 10.0, 1e300]
MOVES = [
    *[("speed", "learning_rate", value) for value in RATES],
    *[("speed", "weight", value) for value in (-2, 1.3, 2.0, 6)],
    *[("speed", "bias", value) for value in (-3, 1.0, 5)],
    *[("speed", "n_steps", value) for value in (1, 2, 17, 299)],
    *[("zigzag", "learning_rate", value) for value in (0.01, 0.3, 0.5, 0.9, 1.0, 1.1, 2.0, 1e200)],
    *[("zigzag", "start", value) for value in (-8, -0.1, 0.0, 8)],
    *[("zigzag", "n_steps", value) for value in (1, 2, 20)],
    *[("explosion", "learning_rate", value) for value in (0.01, 0.1, 0.27, 0.5, 10.0, 1e300)],
    *[("explosion", "step", value) for value in (0, 1, 2, 185, 186, 371, 372, 373)],
    *[("valleys", "learning_rate", value) for value in RATES if value != 0.01],
    *[("valleys", "start", value) for value in (-4, 0.0, 2.8, 5)],
    *[("valleys", "n_steps", value) for value in (1, 2, 600, 900)],
]


@pytest.mark.parametrize(("name", "key", "value"), MOVES)
def test_every_control_changes_what_is_shown_and_reset_brings_it_back(request, name, key, value):
    explorer = request.getfixturevalue(name)
    sentence, frame = explorer.sentence, explorer.figure.frame
    explorer.set(**{key: value})
    assert explorer.values[key] == value
    assert (explorer.sentence, explorer.figure.frame) != (sentence, frame)
    assert explorer.problem.value == ""
    explorer.reset()
    assert (explorer.sentence, explorer.figure.frame) == (sentence, frame)


@pytest.mark.parametrize("name", ["speed", "zigzag", "explosion", "valleys"])
def test_a_bad_rate_from_code_is_said_on_the_page_and_raised(request, name):
    explorer = request.getfixturevalue(name)
    with pytest.raises(ValueError, match="learning_rate must"):
        explorer.set(learning_rate=float("nan"))
    assert "learning_rate must" in explorer.problem.value
    explorer.reset()
    assert explorer.problem.value == ""


# ---- the sentences hold the numbers of a run computed elsewhere ----------------------------------------


@pytest.mark.parametrize("rate", [0.0001, 0.001, 0.01, 0.1, 0.26, 1.0])
@pytest.mark.parametrize("start", [(0.0, 0.0), (5.0, -2.0)])
def test_the_sentence_says_what_a_loop_in_plain_numpy_finds(speed, rate, start):
    speed.set(learning_rate=rate, weight=start[0], bias=start[1])
    losses = losses_by_hand(rate, 300, *start)
    best = np.mean((np.polyval(np.polyfit(DATA.X[:, 0], DATA.y_true, 1), DATA.X[:, 0]) - DATA.y_true) ** 2)
    within = np.flatnonzero(losses - best <= 0.01 * (losses[0] - best))
    assert f"Learning rate {format_number(rate)}, 300 steps: loss from {say(losses[0])} to {say(losses[-1])}," in (
        speed.sentence
    )
    when = f"reached at step {within[0]}" if len(within) else "not reached"
    assert f"Within 1 %: {when}." in speed.sentence
    assert f"{diagnose(speed.history).name.capitalize()}: " in speed.sentence
    assert all(f"{name} {say(value)}" in speed.sentence
               for name, value in zip(("weight", "bias"), speed.history.final_params, strict=True))  # fmt: skip


def test_a_run_that_leaves_the_chart_says_so_and_points_there(speed):
    speed.set(learning_rate=1.0)
    leaves = int(np.argmax(~(losses_by_hand(1.0, 300) <= 1e4)))
    assert f"The loss leaves the top of the chart (10000) at step {leaves}." in speed.sentence
    assert "The path leaves the map at step 1." in speed.sentence
    curve = speed.stage.views[0]
    x, y = curve.exit.get_data()
    assert (0 <= x[0] <= 2, y[0]) == (True, pytest.approx(1e4))


# ---- pinning runs ---------------------------------------------------------------------------------


def test_the_five_classic_rates_can_all_be_pinned_and_unpinned(speed):
    before = speed.figure.frame
    for button in speed.controls["learning_rate"].buttons:
        button.click()
        speed.buttons["Pin this run"].click()
    assert [label for label, _ in speed.pins.kept] == ["0.0001", "0.001", "0.01", "0.1", "1"]
    assert [text.get_text() for text in speed.stage.views[0].axes.texts] == ["0.0001", "0.001", "0.01", "0.1", "1"]
    speed.pins.clear()
    speed.reset()
    assert speed.pins.kept == [] and speed.figure.frame == before


def test_runs_with_the_same_rate_but_another_start_or_length_have_another_name(speed):
    speed.pin()
    speed.set(weight=2.0)
    speed.pin()
    speed.set(n_steps=40)
    speed.pin()
    assert [label for label, _ in speed.pins.kept] == ["0.001", "0.001 from (2, 0)", "0.001 from (2, 0), 40 steps"]
    speed.pins.clear()


def test_runs_of_two_valleys_can_be_pinned_on_both_panels():
    explorer = two_valleys_explorer(two_valleys(), start=3.6)
    plain = explorer.figure.frame
    explorer.pin()
    explorer.set(start=-3.0)
    assert [label for label, _ in explorer.pins.kept] == ["0.01"]
    slope, curve = explorer.stage.views
    assert len(slope.axes.lines) == 1 + len(two_valleys_explorer(two_valleys(), start=3.6).stage.views[0].axes.lines)
    assert [text.get_text() for text in curve.axes.texts] == ["0.01"]
    explorer.pins.clear()
    explorer.reset()
    assert explorer.figure.frame == plain


# ---- one valley: overshoot --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "verdict"),
    [(0.1, "converging"), (0.5, "converged"), (0.9, "oscillating"), (1.0, "bouncing"), (1.1, "diverging")],
)
def test_each_step_multiplies_the_distance_by_one_minus_twice_the_rate(zigzag, rate, verdict):
    zigzag.set(learning_rate=rate, n_steps=20)
    factor = 1 - 2 * rate
    assert zigzag.history.params[:, 0] == pytest.approx(5.0 * factor ** np.arange(21), abs=1e-12)
    assert f" {verdict.capitalize()}: " in zigzag.sentence
    assert f"multiplied the distance to the bottom by {say(factor)}." in zigzag.sentence


def test_a_start_at_the_bottom_has_no_distance_to_multiply(zigzag):
    zigzag.set(start=0.0)
    assert "multiplied" not in zigzag.sentence


# ---- overflow ---------------------------------------------------------------------------------------


def cells(explorer):
    return [explorer.results.headings, *explorer.results.rows]


def test_inf_and_nan_come_when_plain_numpy_says(explosion):
    losses = losses_by_hand(1.0, 400)
    assert (int(np.argmax(np.isinf(losses))), int(np.argmax(np.isnan(losses)))) == (186, 372)
    explosion.buttons["Go to the first inf"].click()
    assert explosion.values["step"] == 186
    assert "Overflowed: the loss became inf at step 186." in explosion.sentence
    explosion.buttons["Go to the first NaN"].click()
    assert explosion.values["step"] == 372
    assert "Not a number: " in explosion.sentence


def test_a_run_without_inf_says_so_when_asked_for_it(explosion):
    explosion.set(learning_rate=0.1, step=5)
    for word in ("inf", "NaN"):
        explosion.buttons[f"Go to the first {word}"].click()
        assert f"No loss of this run is {word} within 400 steps." in explosion.problem.value
        assert explosion.values["step"] == 5
    explosion.set(step=6)
    assert explosion.problem.value == ""


def test_the_loss_grows_by_the_factor_that_the_curvature_gives(explosion):
    x = DATA.X[:, 0]
    largest = np.linalg.eigvalsh(2 * np.array([[np.mean(x * x), np.mean(x)], [np.mean(x), 1.0]]))[-1]
    explosion.set(step=100)
    assert f"the loss became {format_number((1 - largest) ** 2)} times as large" in explosion.sentence


@pytest.mark.parametrize("step", [0, 1, 2, 3, 50, 186, 187, 371, 372, 373, 400])
def test_the_table_shows_the_start_the_surprises_and_the_step_on_show(explosion, step):
    explosion.set(step=step)
    heading, *rows = cells(explosion)
    assert heading == ["step", "update", "weight", "loss"]
    shown = [int(row[0]) for row in rows if row[0] != "⋮"]
    expected = {0, 1, 2, 185, 186, 371, 372, step - 1, step}
    assert shown == sorted(k for k in expected if 0 <= k <= step)
    assert len(rows) <= 12
    for row in rows:
        if row[0] == "⋮":
            continue
        k = int(row[0])
        loss = explosion.history.loss[k]
        assert row[3] == format_number(loss) + (" (first)" if k in (186, 372) else "")
        assert row[2] == format_number(explosion.history.params[k, 0])
    assert int(explosion.results.rows[explosion.results.current][0]) == step


def test_in_each_row_the_update_leads_from_the_weight_before(explosion):
    explosion.set(step=2)
    _, _, one, two = cells(explosion)
    gradient = OBJECTIVE.gradient(
        [[0.0, 0.0], train(OBJECTIVE, gradient_descent(1.0), [0, 0], n_steps=1).final_params]
    )
    assert [one[1], two[1]] == [format_number(-slope) for slope in gradient[:, 0]]


# ---- two valleys ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "w", "loss", "verdict"),
    [
        (0.0001, 3.52, 2.92, "Crawling"),
        (0.01, 2.81, 1.32, "Stuck"),
        (0.1, 2.81, 1.32, "Stuck"),
        (0.3, 2.81, 1.32, "Stuck"),
        (0.5, 0.0, 0.0, "Converged"),
        (1.0, 0.0, 0.0, "Converged"),
        (3.0, 0.0, 0.0, "Converged"),
        (5.0, None, None, "Diverging"),
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


def test_300_more_steps_says_when_there_are_no_more(valleys):
    valleys.set(learning_rate=0.0001)
    more = valleys.buttons["300 more steps"]
    gains = []
    for n_steps in (600, 900):
        more.click()
        assert valleys.values["n_steps"] == n_steps and valleys.problem.value == ""
        gains.append(valleys.history.final_loss)
    assert np.all(np.diff(gains) < -0.1)
    before = valleys.sentence
    more.click()
    assert "900 steps are the most" in valleys.problem.value
    assert (valleys.values["n_steps"], valleys.sentence) == (900, before)
    valleys.set(n_steps=800)
    assert valleys.problem.value == ""
    more.click()
    assert valleys.values["n_steps"] == 900


# ---- what the lesson claims -----------------------------------------------------------------------------


def test_five_rates_five_outcomes():
    runs = train(OBJECTIVE, gradient_descent([0.0001, 0.001, 0.01, 0.1, 1.0]), [0.0, 0.0], n_steps=300)
    assert runs.steps_to_within(0.01).tolist() == [-1, 299, 29, 2, -1]
    assert [diagnose(runs.run(k)).name for k in range(5)] == [
        "crawling", "converging", "converged", "converged", "overflowed"
    ]  # fmt: skip


def test_the_limit_of_the_line_is_where_the_lesson_says():
    rates = [0.1, 0.13, 0.2, 0.25, 0.26, 0.262]
    runs = train(OBJECTIVE, gradient_descent(rates), [0.0, 0.0], n_steps=300)
    assert runs.steps_to_within(0.01).tolist() == [2, 1, 4, 29, -1, -1]
    assert diagnose(runs.run(4)).name == "oscillating"
    assert diagnose(runs.run(5)).name == "diverging"


def test_a_loss_with_an_unknown_minimum_is_not_said_to_miss_it():
    saddle = quadratic_bowl([1.0, -1.0])
    run = train(saddle, gradient_descent(0.1), [1.0, 1.0], n_steps=5)
    assert "Within 1 %" not in words.speed(run, learning_rate=0.1)
    assert "multiplied" not in words.overshoot(
        train(quadratic_bowl([-1.0]), gradient_descent(0.1), [1.0], n_steps=5), learning_rate=0.1
    )
