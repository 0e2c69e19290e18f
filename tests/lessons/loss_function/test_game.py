"""The game of lesson 01: what is said of a setting, the map, and the settings that were tried."""

from io import BytesIO

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from PIL import Image

from lessons.loss_function.game import fit_by_hand
from tests.lessons.moving import assert_every_control_shows, assert_themes_differ, number_after
from utils.descent import LinearModel, absolute_error, line, mean_loss, quadratic_bowl, squared_error
from utils.explorers.fit_by_hand import REVEAL
from utils.explorers.tries import MOST, Tries

GAME = line(n_samples=8, noise=0.6, random_state=0)

pytestmark = pytest.mark.filterwarnings("error")


def new_game():
    return fit_by_hand(GAME, start=[0.5, 1.0], loss=squared_error)


def test_every_control_changes_the_picture_and_reset_restores_it():
    assert_every_control_shows(new_game())


def test_it_is_drawn_in_both_themes():
    assert_themes_differ(new_game())


def test_the_game_says_the_loss_and_the_best_of_the_settings():
    game = new_game()
    tried = [(0.5, 1.0), (2.0, 1.4), (5.0, -3.0), (-2.0, 5.0)]
    for weight, bias in tried[1:]:
        game.set(weight=weight, bias=bias)
    x, y = GAME.X[:, 0], GAME.y_true
    losses = [np.mean((w * x + b - y) ** 2) for w, b in tried]
    assert number_after("mean squared error", game.sentence) == pytest.approx(losses[-1], rel=5e-3)
    assert number_after("settings tried is", game.sentence) == pytest.approx(min(losses), rel=5e-3)
    assert "The best of the 4 settings" in game.sentence and "at weight 2, bias 1.4" in game.sentence
    assert game.result.params.tolist() == [list(setting) for setting in tried]


def test_the_map_is_revealed_hidden_and_hidden_by_reset():
    game = new_game()
    first, hidden = game.sentence, game.figure.frame
    best = np.polyfit(GAME.X[:, 0], GAME.y_true, 1)
    game.buttons[REVEAL].click()
    assert game.figure.frame != hidden
    assert number_after("lowest possible loss is", game.sentence) == pytest.approx(
        np.mean((np.polyval(best, GAME.X[:, 0]) - GAME.y_true) ** 2), rel=5e-3
    )
    game.buttons[REVEAL].click()
    assert (game.sentence, game.figure.frame) == (first, hidden)
    game.buttons[REVEAL].click()
    game.set(weight=3.0)
    game.reset()
    assert (game.sentence, game.figure.frame) == (first, hidden)


def test_forgetting_the_tries_keeps_the_setting():
    game = new_game()
    game.set(weight=2.0, bias=1.0)
    game.buttons["Forget the tries"].click()
    assert game.values == {"weight": 2.0, "bias": 1.0}
    assert game.sentence.endswith("This is your first setting.")
    assert game.result.params.tolist() == [[2.0, 1.0]]


def test_dragging_on_the_map_sets_weight_and_bias():
    game = new_game()
    axes, box = game.stage.views[1].axes, game.stage.figure.bbox
    x, y = axes.transData.transform((2.04, 0.98))
    game.figure.pointer = {"x": x / box.width, "y": 1 - y / box.height, "phase": "down"}
    assert game.values == pytest.approx({"weight": 2.0, "bias": 1.0})


def test_tries_are_counted_once_and_the_best_is_never_forgotten():
    tries = Tries(quadratic_bowl([1.0, 1.0]))
    tries.add([0.0, 0.0])
    for k in range(1, MOST + 50):
        settings = tries.add([float(k), 0.0])
    assert tries.count == MOST + 50
    assert len(settings.loss) == MOST
    assert settings.loss.min() == 0 and settings.params[-1].tolist() == [MOST + 49.0, 0.0]
    again = tries.add([0.0, 0.0])
    assert tries.count == MOST + 50 and again.loss[-1] == 0


def test_another_loss_than_squared_error_draws_lines_and_is_named():
    game = fit_by_hand(GAME, start=[0.5, 1.0], loss=absolute_error)
    error = np.abs(0.5 * GAME.X[:, 0] + 1.0 - GAME.y_true)
    assert number_after("mean absolute error", game.sentence) == pytest.approx(error.mean(), rel=5e-3)
    assert len(game.stage.views[0].squares.get_paths()) == 0


def test_kilograms_make_the_squared_error_a_million_times_smaller():
    grams = 1000 * GAME.y_true
    large = mean_loss(LinearModel(1), squared_error, GAME.X, grams).minimum.value
    small = mean_loss(LinearModel(1), squared_error, GAME.X, GAME.y_true).minimum.value
    assert large / small == pytest.approx(1e6)


def test_where_one_is_the_best_and_the_lowest_do_not_cover_one_another():
    game = new_game()
    game.set(weight=2.2, bias=0.9)
    game.buttons[REVEAL].click()
    picture = Image.open(BytesIO(game.stage.picture(game.result))).convert("RGB")
    view, pixels = game.stage.views[1], np.asarray(picture, dtype=float)
    star = np.abs(pixels - 255 * np.array(to_rgb(view.style.minimum))).max(axis=-1) < 30
    point = picture.width / game.stage.figure.bbox.width * game.stage.figure.dpi / 72
    x, y = view.axes.transData.transform((2.2, 0.9)) / game.stage.figure.bbox.size * picture.size
    rows, columns = np.mgrid[: picture.height, : picture.width]
    right, down = (columns - x) / point, (rows - picture.height + y) / point
    inside = np.hypot(right, down) < 7.5
    below = (np.abs(right) < 8) & (down > 10) & (down < 20)
    assert star[inside].sum() > 20 * point, "the lowest loss, inside of the ring"
    assert star[below].sum() > 20 * point, "the best so far, below the ring"


def mse(weight, bias, data=GAME):
    return np.mean((weight * data.X[:, 0] + bias - data.y_true) ** 2)


def test_the_loss_falls_to_one_weight_and_rises_after_it():
    losses = np.array([mse(weight, 1.0) for weight in np.arange(0.5, 6.05, 0.1)])
    best = losses.argmin()
    assert 0.5 + 0.1 * best == pytest.approx(2.2)
    assert (np.diff(losses[: best + 1]) < 0).all() and (np.diff(losses[best:]) > 0).all()


def test_the_lowest_that_the_sliders_reach_is_the_last_line_of_the_print():
    grid = {(w, b): mse(w, b) for w in np.arange(-20, 61) / 10 for b in np.arange(-30, 51) / 10}
    assert min(grid, key=grid.get) == (2.2, 0.9)


def test_a_count_of_hits_does_not_answer_to_the_pushes_that_the_loss_answers_to():
    losses = [mse(weight, 1.0) for weight in (0.5, 0.6, 0.7, 0.8, 0.9)]
    hits = {int((np.abs(w * GAME.X[:, 0] + 1.0 - GAME.y_true) < 0.3).sum()) for w in (0.5, 0.6, 0.7, 0.8, 0.9)}
    assert (np.diff(losses) < 0).all() and hits == {1}


def test_the_lowest_loss_on_these_points_is_not_the_lowest_on_new_ones():
    new = line(n_samples=1000, noise=0.6, random_state=1)
    found = np.polyfit(GAME.X[:, 0], GAME.y_true, 1)
    assert mse(*found) < mse(2.0, 1.0) and mse(*found, new) > mse(2.0, 1.0, new)
