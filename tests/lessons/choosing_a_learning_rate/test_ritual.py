"""The ritual: which rates it tries, in which order, and what it says and keeps."""

import re

import numpy as np
import pytest

from lessons.choosing_a_learning_rate.ritual import plan, ritual
from utils.descent import Dataset, line, penguins_body_mass, quadratic_bowl
from utils.descent.experiments.sweep import DIVERGES, UNFINISHED

pytestmark = pytest.mark.filterwarnings("error")

DATA = line()
SETTINGS = {"start": [0.0, 0.0], "learning_rate": 0.01, "n_steps": 300}


@pytest.fixture
def explorer():
    return ritual(DATA, **SETTINGS)


def rates_of(rounds):
    return [one.learning_rates for one in rounds]


def test_the_line_is_tried_as_people_do():
    rounds, tried = plan(quadratic_bowl([7.69, 0.4]), [2.0, 1.0], first=0.01, n_steps=300)
    assert rates_of(rounds) == [(0.01,), (0.001, 0.1), (0.0001, 1.0), (0.03, 0.3), (0.05, 0.2)]
    assert tried.learning_rates.tolist() == [0.0001, 0.001, 0.01, 0.03, 0.05, 0.1, 0.2, 0.3, 1.0]


def test_while_all_diverge_it_goes_on_lower():
    rounds, tried = plan(quadratic_bowl([1e7]), [1.0], first=0.01, n_steps=100)
    assert rates_of(rounds)[3:6] == [(1e-5,), (1e-6,), (1e-7,)]
    assert [one.why[:11] for one in rounds[3:7]] == ["All diverge"] * 3 + ["The lowest "]
    assert tried.learning_rates[tried.best] == 1e-7


def test_while_the_highest_is_the_best_it_goes_on_higher():
    rounds, tried = plan(quadratic_bowl([1e-3]), [1.0], first=0.01, n_steps=100)
    assert rates_of(rounds)[3:7] == [(10.0,), (100.0,), (1000.0,), (10000.0,)]
    assert rounds[6].why.startswith("The highest is the best")
    assert tried.learning_rates[tried.best] == 1000.0


@pytest.mark.parametrize("curvature", np.geomspace(1e-6, 1e9, 31))
def test_it_ends_with_a_rate_that_is_nearly_as_fast_as_any(curvature):
    rounds, tried = plan(quadratic_bowl([curvature]), [1.0], first=0.01, n_steps=300)
    assert len(rounds) < 20
    best = tried.learning_rates[tried.best]
    assert 1 / 3 < best * curvature < 2  # one step at 1, and none settles from 2 on
    assert tried.steps_to_arrive[tried.best] <= 6
    assert len(set(tried.learning_rates)) == sum(len(one.learning_rates) for one in rounds)


def test_the_button_leads_through_the_rounds_and_starts_again(explorer):
    first = explorer.sentence
    assert first.startswith("Nothing has been tried yet.") and explorer.results.rows == []
    button = explorer.buttons["Next"]
    seen = []
    for done in range(1, 6):
        announced = re.findall(r"[\d.]+", button.description)
        button.click()
        assert explorer.values["rounds"] == done
        seen += announced
        assert [row[1] for row in explorer.results.rows] == seen
        assert [row[0] for row in explorer.results.rows] == [str(k + 1) for k in range(len(seen))]
        assert explorer.sentence.startswith(f"Round {done} of 5.")
        for _, rate, end, step, happened in explorer.results.rows[-len(announced) :]:
            came_to = {DIVERGES: "diverges.", UNFINISHED: f"is unfinished, with an end loss of {end}."}
            said = came_to.get(happened, f"is within 1 % at step {step}.")
            assert f". {rate} {said}" in explorer.sentence
    assert seen == ["0.01", "0.001", "0.1", "0.0001", "1", "0.03", "0.3", "0.05", "0.2"]
    assert button.description == "Start again"
    assert (
        "Write it down: 0.1 is the best of 9 tries, and is within 1 % at step 2. The computed limit is 0.26."
        in explorer.sentence
    )
    button.click()
    assert explorer.sentence == first and button.description == "Next: try 0.01"


def losses_by_hand(rate, n_steps):
    x, y = DATA.X[:, 0], DATA.y_true
    weight, bias, losses = 0.0, 0.0, []
    with np.errstate(all="ignore"):
        for _ in range(n_steps + 1):
            error = weight * x + bias - y
            losses.append(np.mean(error**2))
            weight, bias = weight - rate * np.mean(2 * error * x), bias - rate * np.mean(2 * error)
    return np.array(losses)


def test_the_log_holds_the_numbers_of_a_loop_in_plain_numpy(explorer):
    explorer.set(rounds=5)
    best = np.mean((np.polyval(np.polyfit(DATA.X[:, 0], DATA.y_true, 1), DATA.X[:, 0]) - DATA.y_true) ** 2)
    for _, rate, end, step, happened in explorer.results.rows:
        losses = losses_by_hand(float(rate), 300)
        within = np.flatnonzero(losses - best <= 0.01 * (losses[0] - best))
        assert float(end) == pytest.approx(losses[-1], rel=0.01)
        assert step == (str(within[0]) if len(within) else "not reached")
        assert happened.removesuffix(" (best)") == (
            "within 1 %" if len(within) else "diverges" if losses[-1] > losses[0] else "unfinished"
        )
    assert explorer.results.rows[explorer.results.current][1] == "0.1"
    assert explorer.results.text.splitlines()[1].split("\t") == explorer.results.rows[0]


def test_the_limit_is_drawn_only_at_the_end_and_no_round_draws_a_new_background(explorer):
    figure, chart = explorer.stage.figure, explorer.stage.views[0]
    shown = []
    for rounds in range(6):
        explorer.set(rounds=rounds)
        shown.append([artist.get_visible() for artist in chart.limit])
        assert len(explorer.result.learning_rates) == len(chart.marks.artist.get_offsets())
    assert shown == [[False, False]] * 5 + [[True, True]]
    assert explorer.stage.figure is figure


def test_a_state_line_brings_the_round_back(explorer):
    explorer.set(rounds=3)
    other = ritual(DATA, **SETTINGS)
    assert other.restore(explorer.state) is None and explorer.state == "ritual | rounds=3"
    assert (other.sentence, other.figure.frame) == (explorer.sentence, explorer.figure.frame)
    assert other.results.rows == explorer.results.rows
    first = ritual(DATA, **SETTINGS)
    other.reset()
    assert (other.sentence, other.figure.frame) == (first.sentence, first.figure.frame)
    assert other.buttons["Next"].description == "Next: try 0.01"
    assert "ends at" in (other.restore("ritual | rounds=99") or "") or "from 0 to 5" in other.restore(
        "ritual | rounds=99"
    )


@pytest.mark.parametrize(
    "data",
    [
        penguins_body_mass(),
        Dataset([[0.0], [1.0]], [0.0, 1.0], ("x",), "y", "two rows"),
        Dataset([[1.0], [2.0], [3.0]], [0.0, 0.0, 0.0], ("x",), "y", "all zero"),
        Dataset([[1e6], [2e6], [4e6]], [1.0, 3.0, 2.0], ("x",), "y", "large"),
        Dataset([[1e-3], [2e-3], [4e-3]], [1.0, 3.0, 2.0], ("x",), "y", "small"),
    ],
    ids=lambda data: data.source[:8],
)
def test_any_data_can_be_led_through(data):
    explorer = ritual(data, **SETTINGS | {"n_steps": 100})
    low, high = explorer.stage.views[0].rate_limits
    for rounds in range(1, explorer.controls["rounds"].max + 1):
        explorer.set(rounds=rounds)
        assert low < explorer.result.learning_rates[0] and explorer.result.learning_rates[-1] < high
        assert ("None settles so far." in explorer.sentence) == bool(
            (explorer.result.learning_rates > explorer.result.limit).all()
        )
    assert explorer.result.best is not None and "Write it down" in explorer.sentence


def test_standardized_penguins_need_fewer_rounds_than_raw_ones():
    penguins = penguins_body_mass()
    raw, standardized = (ritual(penguins, **SETTINGS, standardize=standardize) for standardize in (False, True))
    assert raw.controls["rounds"].max > standardized.controls["rounds"].max
