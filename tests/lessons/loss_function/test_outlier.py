"""One outlier and three losses: each line is the best one for its loss, found in another way."""

import numpy as np
import pytest

from lessons.loss_function.outlier import choose_a_loss
from tests.lessons.moving import assert_every_control_shows, assert_themes_differ, number_after
from utils.descent import line

TWELVE = line(n_samples=12, noise=0.5, random_state=0)

pytestmark = pytest.mark.filterwarnings("error")


def pull(outlier=(2.5, 0.0), *, loss="squared error", delta=1.0):
    return choose_a_loss(TWELVE, outlier, loss=loss, delta=delta)


def test_every_control_changes_the_picture_and_reset_restores_it():
    assert_every_control_shows(pull())


def test_it_is_drawn_in_both_themes():
    assert_themes_differ(pull())


def test_a_delta_that_is_none_says_what_would_be_right():
    with pytest.raises(ValueError, match="delta must be larger than 0"):
        pull(delta=-1.0)


def by_brute_force(loss, x, y, delta):
    """The lowest mean loss over a fine grid of lines."""
    w, b = np.meshgrid(np.linspace(-1, 4, 401), np.linspace(-3, 6, 401))
    error = np.abs(w[..., None] * x + b[..., None] - y)
    huber = np.where(error <= delta, error**2 / 2, delta * (error - delta / 2))
    return {"absolute error": error, "squared error": error**2, "Huber loss": huber}[loss].mean(axis=-1).min()


@pytest.mark.parametrize("loss", ["absolute error", "squared error", "Huber loss"])
@pytest.mark.parametrize("outlier", [(0.0, 9.0), (2.5, 0.0), (3.0, -2.0)])
def test_the_line_is_the_best_one_for_its_loss(loss, outlier):
    explorer = pull(outlier=outlier, loss=loss, delta=0.5)
    x, y = np.append(TWELVE.X[:, 0], outlier[0]), np.append(TWELVE.y_true, outlier[1])
    stated = number_after("a mean loss of", explorer.sentence)
    lowest = by_brute_force(loss, x, y, delta=0.5)
    assert lowest * 0.99 <= stated <= lowest * 1.005
    weight, bias = explorer.result.params[-1]
    error = weight * x + bias - y
    size = {"absolute error": np.abs(error), "squared error": error**2}.get(loss)
    if size is not None:
        assert number_after("of which the outlier makes", explorer.sentence) == pytest.approx(
            100 * size[-1] / size.sum(), abs=0.51
        )
    before, after = explorer.result.params
    gap = max(abs((after - before) @ [at, 1]) for at in (0.0, 3.0))
    assert number_after("moves the line by up to", explorer.sentence) == pytest.approx(gap, rel=5e-3)


def test_squared_error_without_the_outlier_is_least_squares():
    explorer = pull()
    weight, bias = np.polyfit(TWELVE.X[:, 0], TWELVE.y_true, 1)
    assert explorer.result.params[0] == pytest.approx([weight, bias])


def test_a_farther_outlier_pulls_with_the_squared_error_only():
    explorer = pull()
    for loss, moves in (("squared error", True), ("absolute error", False), ("Huber loss", False)):
        explorer.set(loss=loss, outlier_x=2.5, outlier_y=0.0)
        near = explorer.result.params[-1]
        explorer.set(outlier_y=-2.0)
        assert (np.abs(explorer.result.params[-1] - near).max() > 0.1) == moves


def test_a_small_delta_gives_nearly_the_line_of_the_absolute_error_and_a_large_one_that_of_the_squared_error():
    absolute, squared = (pull(loss=loss).result.final_params for loss in ("absolute error", "squared error"))
    small, large = (pull(loss="Huber loss", delta=delta).result.final_params for delta in (0.2, 5.0))
    assert np.abs(small - absolute).max() < 0.1 < np.abs(small - squared).max()
    assert np.abs(large - squared).max() < 0.01 < np.abs(large - absolute).max()


def test_the_squared_error_lets_the_outlier_tilt_the_line_at_the_end_and_not_in_the_middle():
    weight = {x: pull(outlier=(x, 0.0)).result.final_params[0] for x in (3.0, 1.5)}
    without = pull().result.params[0, 0]
    assert abs(weight[3.0] - without) > 0.7 and abs(weight[1.5] - without) < 0.01


def test_at_the_delta_of_the_page_the_three_curves_are_told_apart_where_the_outlier_is():
    costs = pull(delta=2.0).stage.views[1]
    at = np.abs(costs.errors - 6).argmin()
    heights = sorted(curve.get_ydata()[at] for curve in costs.curves)
    assert min(np.diff(heights)) > 0.08 * np.ptp(costs.loss_limits)


def test_an_outlier_beyond_the_chart_is_said():
    explorer = pull(outlier=(3.0, -2.0))
    assert "outside of the loss chart" in explorer.sentence
    explorer.set(loss="absolute error")
    assert "outside" not in explorer.sentence


def test_delta_is_on_show_for_the_huber_loss_alone():
    explorer = pull()
    shown = {}
    for loss in ("squared error", "Huber loss", "absolute error"):
        explorer.set(loss=loss)
        shown[loss] = explorer.controls["delta"].layout.display != "none"
    assert shown == {"squared error": False, "Huber loss": True, "absolute error": False}


def test_delta_bends_the_huber_curve_whichever_loss_is_chosen():
    explorer = pull()
    costs = explorer.stage.views[1]
    for loss, delta in (("squared error", 0.5), ("Huber loss", 2.0), ("absolute error", 4.0)):
        explorer.set(loss=loss, delta=delta)
        error, drawn = costs.curves[2].get_data()
        size = np.abs(error)
        np.testing.assert_allclose(drawn, np.where(size <= delta, size**2 / 2, delta * (size - delta / 2)))
        bold = [curve.get_linewidth() > 3 for curve in costs.curves]
        assert bold == [loss == name for name in ("absolute error", "squared error", "Huber loss")]
