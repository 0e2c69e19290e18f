"""The figure of the schedules: its sentence against runs in plain Python, whatever the controls say."""

import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lessons.what_people_say.schedules import SCHEDULES, schedules_explorer
from tests.lessons.moving import assert_a_move_shows_and_returns
from utils.descent import (
    History,
    LinearModel,
    absolute_error,
    constant,
    cosine_with_warm_up,
    format_number,
    gradient_descent,
    inverse_time_decay,
    line,
    mean_loss,
    squared_error,
    steep_walls,
    step_decay,
    train,
)
from utils.descent.formatting import format_rate
from utils.explorers.projector import LARGE

DATA = line()
PROBLEMS = {
    "line with absolute error": (mean_loss(LinearModel(1), absolute_error, DATA.X, DATA.y_true), [0.0, 0.0]),
    "valley with steep walls": (steep_walls(), [3.0, 8.0]),
    "line with squared error": (mean_loss(LinearModel(1), squared_error, DATA.X, DATA.y_true), [0.0, 0.0]),
}
ABSOLUTE, WALLS, SQUARED = PROBLEMS

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def explorer():
    return schedules_explorer(PROBLEMS, learning_rate=0.2, n_steps=200, schedule="1/t decay", span=20)


@pytest.fixture(autouse=True)
def first_state(explorer):
    yield
    explorer.reset()


def made_by_hand(schedule, rate, n_steps, span):
    return {
        "step decay": lambda: step_decay(rate, every=span),
        "1/t decay": lambda: inverse_time_decay(rate, halved_after=span),
        "cosine": lambda: cosine_with_warm_up(rate, n_steps=n_steps),
        "cosine with warm-up": lambda: cosine_with_warm_up(rate, n_steps=n_steps, warm_up=min(span, n_steps - 1)),
    }[schedule]()


MOVES = [
    *[{"problem": name} for name in (WALLS, SQUARED)],
    *[{"schedule": name} for name in SCHEDULES if name != "1/t decay"],
    *[{"learning_rate": rate} for rate in (1e-8, 0.001, 0.03, 2.0, 1e300)],
    *[{"n_steps": n} for n in (10, 11, 299, 300)],
    *[{"span": n} for n in (1, 2, 50, 100)],
    {"schedule": "cosine with warm-up", "n_steps": 10, "span": 100},
    {"problem": WALLS, "schedule": "step decay", "learning_rate": 1e300},
]


@pytest.mark.parametrize("move", MOVES, ids=str)
def test_every_control_changes_what_is_shown_its_line_restores_it_and_reset_goes_back(explorer, move):
    assert_a_move_shows_and_returns(explorer, move)


def test_the_state_line_names_every_control(explorer):
    assert explorer.state == (
        "schedules_explorer | problem=line_with_absolute_error learning_rate=0.2 n_steps=200 "
        "schedule=1/t_decay span=20"
    )


def test_a_bad_rate_is_said_on_the_page_and_raised(explorer):
    with pytest.raises(ValueError, match="learning_rate must"):
        explorer.set(learning_rate=float("nan"))
    assert "learning_rate must" in explorer.problem.value


@pytest.mark.parametrize(
    ("schedule", "label", "disabled"),
    [
        ("step decay", "halve every", False),
        ("1/t decay", "half after", False),
        ("cosine", "not used", True),
        ("cosine with warm-up", "warm-up steps", False),
    ],
)
def test_the_schedules_own_number_is_called_what_it_is(explorer, schedule, label, disabled):
    explorer.set(schedule=schedule)
    assert (explorer.controls["span"].description, explorer.controls["span"].disabled) == (label, disabled)


@pytest.mark.parametrize("size", [1.0, LARGE])
def test_the_peak_rate_is_written_clear_of_where_the_runs_end(explorer, size):
    stage, rates = explorer.stage, explorer.stage.views[0]
    stage.configure(theme="light", scale=1.0, size=size)
    try:
        stage.picture(explorer.result)
        for n_steps in range(10, 301, 10):
            rates.update(explorer.run_with({**explorer._initial, "n_steps": n_steps, "learning_rate": 0.2625}))
            words = rates.peak.get_window_extent()
            assert not any(words.overlaps(head.get_window_extent()) for head in rates.heads), n_steps
            assert rates.axes.bbox.ymin < words.ymin and words.ymax < rates.axes.bbox.ymax
    finally:
        stage.configure(theme="light", scale=1.5, size=1.0)


# ---- the sentence -------------------------------------------------------------------------------------

STATES = st.fixed_dictionaries(
    {
        "problem": st.sampled_from([ABSOLUTE, WALLS, SQUARED]),
        "learning_rate": st.one_of(st.floats(0.001, 2.0), st.sampled_from([1e-12, 0.2, 0.26, 1e6, 1e300])),
        "n_steps": st.integers(10, 300),
        "schedule": st.sampled_from(list(SCHEDULES)),
        "span": st.integers(1, 100),
    }
)


@settings(max_examples=120)
@given(STATES)
@example({"problem": ABSOLUTE, "learning_rate": 10.0, "n_steps": 200, "schedule": "1/t decay", "span": 20})
@example({"problem": ABSOLUTE, "learning_rate": 1000.0, "n_steps": 200, "schedule": "1/t decay", "span": 20})
@example({"problem": WALLS, "learning_rate": 0.25, "n_steps": 200, "schedule": "cosine with warm-up", "span": 5})
@example({"problem": ABSOLUTE, "learning_rate": 0.2, "n_steps": 10, "schedule": "cosine with warm-up", "span": 20})
@example({"problem": SQUARED, "learning_rate": 0.2625, "n_steps": 200, "schedule": "step decay", "span": 20})
@example({"problem": WALLS, "learning_rate": 1e-30, "n_steps": 10, "schedule": "cosine", "span": 1})
@example({"problem": SQUARED, "learning_rate": 0.4, "n_steps": 12, "schedule": "cosine", "span": 1})
def test_the_sentence_is_true_of_runs_trained_one_by_one(explorer, values):
    words = explorer._describe(explorer.run_with(values), **values)
    objective, start = PROBLEMS[values["problem"]]
    name = values["problem"].capitalize()
    own = {key: values[key] for key in ("schedule", "n_steps", "span")}
    schedule = made_by_hand(own["schedule"], values["learning_rate"], own["n_steps"], own["span"])
    ours, other = (
        train(objective, gradient_descent(rate), start, n_steps=own["n_steps"])
        for rate in (schedule, values["learning_rate"])
    )
    rates = [schedule(step) for step in range(own["n_steps"])]
    assert words.startswith(f"{name}, {own['schedule']}, peak rate {format_rate(values['learning_rate'])}, ")
    if min(rates) == max(rates):
        assert "With the constant rate" not in words and "schedule helps" not in words
        assert "both runs are the same. " in words
        return
    peak, first, last = format_rate(values["learning_rate"]), format_number(rates[0]), format_number(rates[-1])
    rises = max(rates) > rates[0]
    assert (f"the rate rises from {first} to {peak}" if rises else f"the rate goes from {peak} to {last}. ") in words
    assert (f" and falls to {last}. " in words) == (rises and rates[-1] < max(rates))
    assert (", and the run is over before it falls. " in words) == (rises and rates[-1] == max(rates))
    check_judgment(words, ours, other)


def check_judgment(words, ours: History, other: History):
    lost, lost_other = (not run.final_loss < run.loss[0] for run in (ours, other))
    best = problems_best(ours)
    if lost or lost_other:
        end, end_other = how_it_ends(ours), how_it_ends(other)
        both, stays = lost and lost_other, all(np.ptp(run.loss) < 1e-8 * run.loss[0] for run in (ours, other))
        alike = both and end == end_other
        assert ("Both stay where they started: the rate is too low for a step to be seen." in words) == stays
        assert ("Both explode: " in words) == (alike and end == "explodes")
        assert ("Both end above their start: " in words) == (alike and end == "ends above its start")
        neither = both and not stays and (end != end_other or end == "ends where it started")
        assert ("Neither ends below its start: " in words) == neither
        assert (f"The constant rate {end_other}, and the schedule saves" in words) == (lost_other and not lost)
        assert (f"The schedule {end}, and the constant rate does not" in words) == (lost and not lost_other)
        return
    a, b = ours.final_loss - best, other.final_loss - best
    if "No schedule is needed" in words:
        assert max(a, b) <= 1.001e-4 * (ours.loss[0] - best)
        took = re.search(r"took (\d+) steps? with it and (\d+) steps? without", words)
        assert (int(took[1]), int(took[2])) == (ours.steps_to_within(0.01), other.steps_to_within(0.01))
    elif "The schedule helps" in words:
        assert a < b / 1.99
    elif "costs more than it gains" in words:
        assert b < a / 1.99
    else:
        assert "makes little difference" in words
        assert max(a, b) < 2.001 * min(a, b)


def how_it_ends(run):
    if not np.isfinite(run.loss).all():
        return "explodes"
    return "ends above its start" if run.final_loss > run.loss[0] * (1 + 1e-8) else "ends where it started"


def problems_best(run):
    return run.objective.minimum.value


# ---- what the figure is there to show -------------------------------------------------------------------


def test_on_a_loss_with_a_kink_the_constant_rate_bounces_and_every_decay_settles(explorer):
    for schedule in ("step decay", "1/t decay", "cosine", "cosine with warm-up"):
        explorer.set(problem=ABSOLUTE, schedule=schedule)
        assert "(converged). With the constant rate, the run ends 0.369 above the best loss (bouncing)." in (
            explorer.sentence
        )
        assert "The schedule helps" in explorer.sentence


@pytest.mark.parametrize(
    ("make", "factor"),
    [(constant, 6), (lambda rate: inverse_time_decay(rate, halved_after=20), 10),
     (lambda rate: cosine_with_warm_up(rate, n_steps=200), 100)],
)  # fmt: skip
def test_on_the_absolute_error_a_decay_forgives_a_wrong_peak_rate(make, factor):
    """Some constant rates settle too: those between 0.01 and 0.06. With a cosine a hundredfold range does."""
    (objective, start), rates = PROBLEMS[ABSOLUTE], np.geomspace(1e-3, 2, 67)
    runs = train(objective, gradient_descent([make(rate) for rate in rates]), start, n_steps=200)
    above = runs.final_loss - objective.minimum.value
    settled = rates[above <= 1e-3 * (runs.loss[:, 0] - objective.minimum.value)]
    assert settled.max() / settled.min() == pytest.approx(factor, rel=0.15)


def test_between_steep_walls_warm_up_allows_a_rate_that_would_explode(explorer):
    explorer.set(problem=WALLS, schedule="cosine with warm-up")
    assert "the schedule saves the run from that" in explorer.sentence
    for schedule in ("step decay", "1/t decay", "cosine"):
        explorer.set(schedule=schedule)
        assert "Both explode: this schedule does not save" in explorer.sentence


def test_between_steep_walls_the_best_constant_rate_is_slower_than_warm_up():
    walls, start = PROBLEMS[WALLS]
    runs = train(walls, gradient_descent(np.geomspace(1e-3, 1, 300)), start, n_steps=200)
    warm = train(walls, gradient_descent(cosine_with_warm_up(0.2, n_steps=200, warm_up=20)), start, n_steps=200)
    assert np.nanmin(runs.final_loss) > 9 * warm.final_loss


def test_a_rate_is_not_offered_to_be_compared_with_itself(explorer):
    assert "constant" not in explorer.controls["schedule"].options
    explorer.set(schedule="step decay", span=100, n_steps=50)
    assert "in so few steps the rate does not change, and both runs are the same." in explorer.sentence


def test_on_squared_error_no_schedule_is_needed(explorer):
    for schedule in ("step decay", "1/t decay", "cosine", "cosine with warm-up"):
        explorer.set(problem=SQUARED, schedule=schedule)
        assert "No schedule is needed here" in explorer.sentence


def test_a_decay_that_begins_too_soon_costs_more_than_it_gains(explorer):
    explorer.set(problem=SQUARED, schedule="1/t decay", span=1, learning_rate=0.05)
    assert "costs more than it gains" in explorer.sentence
