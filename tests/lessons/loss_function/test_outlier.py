"""The figures of lesson 01: every control moved, and every number in a sentence computed in another way."""

import re
import warnings

import numpy as np
import pytest

from lessons.loss_function.explorers import choose_a_loss, fit_by_hand, yes_or_no
from utils.descent import (
    Dataset,
    LinearModel,
    absolute_error,
    line,
    mean_loss,
    penguins_species,
    quadratic_bowl,
    squared_error,
)
from utils.explorers.fit_by_hand import REVEAL
from utils.explorers.tries import MOST, Tries

GAME = line(n_samples=8, noise=0.6, random_state=0)
TWELVE = line(n_samples=12, noise=0.5, random_state=0)
NUMBER = r"-?\d+(?:\.\d+)?(?:e-\d+)?"


@pytest.fixture(autouse=True)
def no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def birds():
    data = penguins_species(features=["bill_length_mm"])
    return Dataset(data.X[::9] - 43, data.y_true[::9], ("bill length above 43 (mm)",), data.target_name, data.source)


def explorers():
    return {
        "fit_by_hand": fit_by_hand(GAME, start=[0.5, 1.0]),
        "choose_a_loss": choose_a_loss(TWELVE),
        "yes_or_no": yes_or_no(birds(), answers=("Adelie", "Chinstrap")),
    }


def number_after(words, sentence):
    return float(re.search(re.escape(words) + rf"\s*({NUMBER})", sentence).group(1))


@pytest.mark.parametrize("name", ["fit_by_hand", "choose_a_loss", "yes_or_no"])
def test_every_control_changes_the_picture_and_reset_restores_it(name):
    explorer = explorers()[name]
    first, background = explorer.sentence, explorer.stage.figure
    for key, control in explorer.controls.items():
        values = list(control.options) if hasattr(control, "options") else np.linspace(control.min, control.max, 5)
        for value in values:
            before = explorer.values[key], explorer.sentence, explorer.figure.frame
            explorer.set(**{key: value})
            if explorer.values[key] != before[0]:
                assert (explorer.sentence, explorer.figure.frame) != before[1:]
    assert explorer.stage.figure is background, "a control has drawn the background again"
    explorer.reset()
    assert explorer.sentence == first


def test_the_game_says_the_loss_and_the_best_of_the_settings():
    game = fit_by_hand(GAME, start=[0.5, 1.0])
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
    game = fit_by_hand(GAME, start=[0.5, 1.0])
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
    game = fit_by_hand(GAME)
    game.set(weight=2.0, bias=1.0)
    game.buttons["Forget the tries"].click()
    assert game.values == {"weight": 2.0, "bias": 1.0}
    assert game.sentence.endswith("This is your first setting.")
    assert game.result.params.tolist() == [[2.0, 1.0]]


def test_dragging_on_the_map_sets_weight_and_bias():
    game = fit_by_hand(GAME)
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


def by_brute_force(loss, x, y, delta):
    """The lowest mean loss over a fine grid of lines."""
    w, b = np.meshgrid(np.linspace(-1, 4, 401), np.linspace(-3, 6, 401))
    error = np.abs(w[..., None] * x + b[..., None] - y)
    huber = np.where(error <= delta, error**2 / 2, delta * (error - delta / 2))
    return {"absolute error": error, "squared error": error**2, "Huber loss": huber}[loss].mean(axis=-1).min()


@pytest.mark.parametrize("loss", ["absolute error", "squared error", "Huber loss"])
@pytest.mark.parametrize("outlier", [(0.0, 9.0), (2.5, 0.0), (3.0, -2.0)])
def test_the_line_is_the_best_one_for_its_loss(loss, outlier):
    explorer = choose_a_loss(TWELVE, outlier=outlier, loss=loss, delta=0.5)
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
    explorer = choose_a_loss(TWELVE)
    weight, bias = np.polyfit(TWELVE.X[:, 0], TWELVE.y_true, 1)
    assert explorer.result.params[0] == pytest.approx([weight, bias])


def test_a_farther_outlier_pulls_with_the_squared_error_only():
    explorer = choose_a_loss(TWELVE)
    for loss, moves in (("squared error", True), ("absolute error", False), ("Huber loss", False)):
        explorer.set(loss=loss, outlier_x=2.5, outlier_y=0.0)
        near = explorer.result.params[-1]
        explorer.set(outlier_y=-2.0)
        assert (np.abs(explorer.result.params[-1] - near).max() > 0.1) == moves


def test_an_outlier_beyond_the_chart_is_said():
    explorer = choose_a_loss(TWELVE, outlier=(3.0, -2.0))
    assert "outside of the loss chart" in explorer.sentence
    explorer.set(loss="absolute error")
    assert "outside" not in explorer.sentence


@pytest.mark.parametrize(("weight", "bias"), [(0.3, 0.0), (0.7, -1.5), (3.0, -6.0), (-1.0, 3.0), (3.0, 10.0)])
def test_log_loss_accuracy_and_the_costliest_answer(weight, bias):
    data = birds()
    explorer = yes_or_no(data, answers=("Adelie", "Chinstrap"))
    explorer.set(weight=weight, bias=bias)
    p = 1 / (1 + np.exp(-(weight * data.X[:, 0] + bias)))
    given = np.where(data.y_true == 1, p, 1 - p)
    cost = -np.log(given)
    assert number_after("log loss", explorer.sentence) == pytest.approx(cost.mean(), rel=5e-3)
    assert f"{int(((p > 0.5) == data.y_true).sum())} of 25 right" in explorer.sentence
    assert number_after("and costs", explorer.sentence) == pytest.approx(cost.max(), rel=5e-3)
    worst = "Chinstrap" if data.y_true[cost.argmax()] else "Adelie"
    assert f"in truth {worst}" in explorer.sentence


def test_a_neuron_that_knows_nothing_pays_the_same_for_every_answer():
    explorer = yes_or_no(birds(), start=[0.0, 0.0])
    assert f"Every answer costs the same: {np.log(2):.3f}." in explorer.sentence
    assert "17 of 25 right" in explorer.sentence


def test_the_same_accuracy_and_more_than_twice_the_log_loss():
    explorer = yes_or_no(birds(), start=[0.7, -1.5])
    calm = explorer.sentence
    explorer.set(weight=3.0, bias=-6.0)
    assert "22 of 25 right" in calm and "22 of 25 right" in explorer.sentence
    assert number_after("log loss", explorer.sentence) > 2 * number_after("log loss", calm)


def test_kilograms_make_the_squared_error_a_million_times_smaller():
    grams = 1000 * GAME.y_true
    large = mean_loss(LinearModel(1), squared_error, GAME.X, grams).minimum.value
    small = mean_loss(LinearModel(1), squared_error, GAME.X, GAME.y_true).minimum.value
    assert large / small == pytest.approx(1e6)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_figure_is_drawn_in_both_themes(theme):
    for explorer in explorers().values():
        before = explorer.figure.frame
        explorer.figure.theme = theme
        assert (explorer.figure.frame == before) == (theme == "light")


def test_a_wrong_start_says_what_would_be_right():
    with pytest.raises(ValueError, match="delta must be larger than 0"):
        choose_a_loss(TWELVE, delta=-1.0)
    with pytest.raises(ValueError, match="0 or 1 only"):
        yes_or_no(TWELVE)


def test_delta_is_on_show_for_the_huber_loss_alone():
    explorer = choose_a_loss(TWELVE)
    shown = {}
    for loss in ("squared error", "Huber loss", "absolute error"):
        explorer.set(loss=loss)
        shown[loss] = explorer.controls["delta"].layout.display != "none"
    assert shown == {"squared error": False, "Huber loss": True, "absolute error": False}


def test_delta_bends_the_huber_curve_whichever_loss_is_chosen():
    explorer = choose_a_loss(TWELVE, loss="squared error")
    costs = explorer.stage.views[1]
    for loss, delta in (("squared error", 0.5), ("Huber loss", 2.0), ("absolute error", 4.0)):
        explorer.set(loss=loss, delta=delta)
        error, drawn = costs.curves[2].get_data()
        size = np.abs(error)
        np.testing.assert_allclose(drawn, np.where(size <= delta, size**2 / 2, delta * (size - delta / 2)))
        bold = [curve.get_linewidth() > 3 for curve in costs.curves]
        assert bold == [loss == name for name in ("absolute error", "squared error", "Huber loss")]


def test_another_loss_than_squared_error_draws_lines_and_is_named():
    game = fit_by_hand(GAME, start=[0.5, 1.0], loss=absolute_error)
    error = np.abs(0.5 * GAME.X[:, 0] + 1.0 - GAME.y_true)
    assert number_after("mean absolute error", game.sentence) == pytest.approx(error.mean(), rel=5e-3)
    assert len(game.stage.views[0].squares.get_paths()) == 0
