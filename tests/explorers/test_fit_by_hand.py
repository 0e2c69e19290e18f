"""Fitting a line by hand to any data: the sliders reach the best line, and the axes hold the data."""

import warnings

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from utils.descent import Dataset, line, penguins_body_mass
from utils.descent.data.own_table import OwnTable
from utils.explorers.fit_by_hand import FORGET, REVEAL, fit_by_hand
from utils.explorers.fit_frame import FitFrame, Grid


@pytest.fixture(autouse=True)
def no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def by_polyfit(data):
    weight, bias = np.polyfit(data.X[:, 0], data.y_true, 1)
    return weight, bias


NUMBER = st.integers(-1000, 1000)
PAIRS = st.lists(st.tuples(NUMBER, NUMBER), min_size=2, max_size=30, unique_by=lambda pair: pair[0]).filter(
    lambda pairs: len({y for _, y in pairs}) > 1
)
SCALES = st.sampled_from([0.1, 1.0, 7.0, 100.0])


@settings(max_examples=100, deadline=None)
@given(pairs=PAIRS, x_scale=SCALES, y_scale=SCALES, x_shift=st.sampled_from([0.0, 5.0, 2000.0]))
def test_the_frame_holds_the_data_the_best_line_and_the_level_line(pairs, x_scale, y_scale, x_shift):
    x, y = np.array(pairs, float).T
    data = OwnTable("mine.csv", {"x": x_scale * x + x_shift, "y": y_scale * y}).data("x", "y")
    weight, bias = by_polyfit(data)
    assume(data.y_true.std() / data.X.std() > 1e-4)  # or no slider would move
    frame = FitFrame.around(data)
    for grid, best, axis in ((frame.weights, weight, frame.weight_axis), (frame.biases, bias, frame.bias_axis)):
        assert axis[0] < grid.low < best < grid.high < axis[1]
        assert (grid.high - grid.low) / grid.step > 20
        for end in (grid.low, grid.high):
            assert end == grid.nearest(end) == float(f"{end:.12g}")
    assert frame.weights.low < 0 < frame.weights.high
    assert frame.biases.low < data.y_true.mean() < frame.biases.high
    for limits, values in ((frame.x_limits, data.X), (frame.y_limits, data.y_true)):
        assert limits[0] < values.min() < values.max() < limits[1]


@pytest.mark.parametrize("data", [line(), penguins_body_mass()], ids=["line", "penguins"])
def test_every_place_of_the_sliders_has_a_true_sentence(data):
    game = fit_by_hand(data)
    first, background = (game.sentence, game.state), game.stage.figure
    assert game.values == {"weight": 0.0, "bias": pytest.approx(data.y_true.mean(), rel=0.05)}
    weight, bias = game.controls.values()
    losses = []
    for w in np.linspace(weight.min, weight.max, 4):
        for b in np.linspace(bias.min, bias.max, 3):
            game.set(weight=w, bias=b)
            losses.append(np.mean((w * data.X[:, 0] + b - data.y_true) ** 2))
            said = float(game.sentence.split("mean squared error ")[1].split(". ")[0])
            assert said == pytest.approx(losses[-1], rel=5e-3)
    assert game.stage.figure is background, "a slider has drawn the background again"
    line_of_text = game.state
    game.reset()
    assert (game.sentence, game.state) == first
    assert game.restore(line_of_text) is None and game.state == line_of_text
    game.reset()
    game.buttons[REVEAL].click()
    lowest = float(game.sentence.split("lowest possible loss is ")[1].split(", ")[0])
    expected = np.mean((np.polyval(by_polyfit(data), data.X[:, 0]) - data.y_true) ** 2)
    assert lowest == pytest.approx(expected, rel=5e-3)
    game.buttons[FORGET].click()
    assert "This is your first setting." in game.sentence


def test_the_page_may_differ_in_the_last_digit():
    game = fit_by_hand(line())
    game.set(weight=0.02 * 7)
    count = game.sentence
    game.set(weight=0.02 * 7 + 1e-15)
    assert game.sentence == count
    game.set(weight=0.1234)
    assert game.result.params[-1, 0] == 0.1234  # typed into the box


def test_of_many_points_some_are_drawn_and_all_count():
    x = np.linspace(0, 10, 20_000)
    y = 2 * x + np.sin(1000 * x)
    game = fit_by_hand(Dataset(x[:, None], y, ("x",), "y", "many"))
    assert "1,000 of the 20,000 points are drawn" in game.sentence
    assert len(game.stage.views[0].data.get_xdata()) == 1000
    said = float(game.sentence.split("mean squared error ")[1].split(". ")[0])
    assert said == pytest.approx(np.mean((game.values["bias"] - y) ** 2), rel=5e-3)


@pytest.mark.parametrize(("x", "y"), [(1e-13, 1.0), (1.0, 1e-9), (1.0, 1e15), (1e12, 1.0)])
def test_one_sentence_where_no_slider_would_move(x, y):
    data = Dataset(x * np.array([[1.0], [2.0], [3.0]]), y * np.array([1.0, 3.0, 2.0]), ("x",), "y", "mine.csv")
    with pytest.raises(ValueError, match=r"^A slider cannot show (weights|biases) from .*\.$"):
        fit_by_hand(data)


def test_a_pointer_lands_on_the_grid_also_of_small_numbers():
    data = Dataset([[1e4], [2e4], [4e4]], [1.0, 2.0, 2.5], ("x",), "y", "mine.csv")
    game = fit_by_hand(data)
    axes, box = game.stage.views[1].axes, game.stage.figure.bbox
    x, y = axes.transData.transform((5e-5, 1.0))
    game.figure.pointer = {"x": x / box.width, "y": 1 - y / box.height, "phase": "down"}
    grid = Grid(*(getattr(game.controls["weight"], name) for name in ("min", "max", "step")))
    assert game.values["weight"] == pytest.approx(5e-5, abs=grid.step) != 0
    assert game.values["weight"] == pytest.approx(grid.nearest(game.values["weight"]), rel=1e-9)
