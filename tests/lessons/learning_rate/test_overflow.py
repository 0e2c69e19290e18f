"""Overflow: inf and NaN come when plain NumPy says, and the table shows the numbers around them."""

import numpy as np
import pytest

from lessons.learning_rate.overflow import overflow_table
from tests.lessons.learning_rate.by_hand import DATA, OBJECTIVE, losses_by_hand
from tests.lessons.moving import assert_a_bad_rate_is_said, assert_a_move_shows_and_returns
from utils.descent import format_number, gradient_descent, train

pytestmark = pytest.mark.filterwarnings("error")


MOVES = [
    *[("learning_rate", value) for value in (0.01, 0.1, 0.27, 0.5, 10.0, 1e300)],
    *[("step", value) for value in (0, 1, 2, 185, 186, 371, 372, 373)],
]


@pytest.fixture(scope="module")
def made():
    """Building it takes longest, so this is done once."""
    return overflow_table(OBJECTIVE, [0.0, 0.0], learning_rate=1.0, n_steps=400)


@pytest.fixture
def explosion(made):
    yield made
    made.reset()


@pytest.mark.parametrize(("key", "value"), MOVES)
def test_every_control_changes_what_is_shown_and_reset_brings_it_back(explosion, key, value):
    assert_a_move_shows_and_returns(explosion, {key: value})


def test_a_learning_rate_that_is_none_is_refused_in_words(explosion):
    assert_a_bad_rate_is_said(explosion)


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


def test_another_rate_shows_its_whole_run_whatever_step_was_on_show(explosion):
    explosion.buttons["Go to the first inf"].click()
    explosion.controls["learning_rate"].buttons[1].click()
    assert (explosion.values["learning_rate"], explosion.values["step"]) == (0.3, 400)
    assert explosion.history.n_steps == 400 and explosion.history.status == "finite"
    assert explosion.restore("overflow_table | learning_rate=10 step=50") is None
    assert (explosion.values["step"], explosion.history.n_steps) == (50, 50)


def test_what_the_page_says_of_two_other_rates(explosion):
    """The third Try this: with 10 the loss is inf sooner, with 0.3 it is a number for all 400 steps."""
    steps = {
        rate: train(OBJECTIVE, gradient_descent(rate), [0.0, 0.0], n_steps=400).first_inf for rate in (1.0, 10.0)
    }
    assert steps == {1.0: 186, 10.0: 82}
    assert 1e90 < losses_by_hand(0.3, 400)[-1] < 1e100


def test_the_loss_grows_by_the_factor_that_the_curvature_gives(explosion):
    x = DATA.X[:, 0]
    largest = np.linalg.eigvalsh(2 * np.array([[np.mean(x * x), np.mean(x)], [np.mean(x), 1.0]]))[-1]
    explosion.set(step=100)
    assert f"the loss became {format_number((1 - largest) ** 2)} times as large" in explosion.sentence


@pytest.mark.parametrize("step", [0, 1, 2, 3, 50, 186, 187, 371, 372, 373, 400])
def test_the_table_shows_the_start_the_surprises_and_the_step_on_show(explosion, step):
    explosion.set(step=step)
    heading, *rows = cells(explosion)
    assert heading == ["step", "weight", "loss", "update"]
    shown = [int(row[0]) for row in rows if row[0] != "⋮"]
    expected = {0, 1, 2, 185, 186, 371, 372, step - 1, step}
    assert shown == sorted(k for k in expected if 0 <= k <= step)
    assert len(rows) <= 12
    for row in rows:
        if row[0] == "⋮":
            continue
        k = int(row[0])
        loss = explosion.history.loss[k]
        assert row[2] == format_number(loss) + (" (first)" if k in (186, 372) else "")
        assert row[1] == format_number(explosion.history.params[k, 0])
    assert int(explosion.results.rows[explosion.results.current][0]) == step


def test_in_each_row_the_update_leads_to_the_next_weight(explosion):
    """As in the table of lesson 02, whose update is the one that the next step makes."""
    explosion.set(step=3)
    _, *rows = cells(explosion)
    weights = train(OBJECTIVE, gradient_descent(1.0), [0.0, 0.0], n_steps=4).params[:, 0]
    assert [row[3] for row in rows] == [format_number(update) for update in np.diff(weights)]


def test_what_overflows_is_the_slope_then_the_weight_and_then_there_is_no_answer(explosion):
    """The page says so: at step 371 the weight is far below the largest number, but the sum in its slope is not."""
    explosion.set(step=372)
    before, at = explosion.results.rows[-2:]
    assert before == ["371", "2.73e+306", "inf", "-inf"]
    assert at == ["372", "-inf", "NaN (first)", "NaN"]
    weight, bias = train(OBJECTIVE, gradient_descent(1.0), [0.0, 0.0], n_steps=371).final_params
    with np.errstate(over="ignore", invalid="ignore"):
        products = 2 * (weight * DATA.X[:, 0] + bias) * DATA.X[:, 0]
        assert np.isfinite(products).all() and np.isinf(products.sum())
        assert DATA.X[0, 0] == 0 and np.isnan(-np.inf * DATA.X[0, 0])
