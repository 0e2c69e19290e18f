"""The path on its plane, the noise of batches, and sharpness: each mark stands where the numbers put it."""

from types import SimpleNamespace

import numpy as np
import pytest

from utils.descent import gradient_descent, quadratic_bowl, train
from utils.descent.experiments.sharpening import sharpening
from utils.descent.objectives.path_plane import PathPlane
from utils.drawing import Stage
from utils.drawing.views import NoisyLosses, PathMap, SharpnessCurve
from utils.drawing.views.path_map import MARGIN, SIDE, SIDE_SO_FAR

BOWL = quadratic_bowl([1.0, 4.0])
HISTORY = train(BOWL, gradient_descent(0.1), [1.0, 1.0], n_steps=1)

pytestmark = pytest.mark.filterwarnings("error")


def shown(view, one):
    Stage([view]).frame(one)
    return view


def line_of(artist):
    return [np.asarray(one, float).tolist() for one in artist.get_data()]


# ---- the path on its plane ---------------------------------------------------------------------------------


def on_plane(path, height=lambda limits, side: np.ones((side, side)), is_whole=True):
    path = np.array(path, float)
    plane = PathPlane.of(path)
    return SimpleNamespace(history=HISTORY, path=path, plane=plane, map_losses=height, is_whole=is_whole)


def test_a_path_fills_the_middle_of_a_square_map_and_the_bar_has_a_round_length():
    view = shown(PathMap(), on_plane([[0.0, 0.0, 5.0], [8.0, 0.0, 5.0]]))
    (left, right), heights = view.run.path.get_data()
    share = 1 / (1 + 2 * MARGIN)
    assert right - left == pytest.approx(share) and (left + right) / 2 == pytest.approx(0.5)
    assert np.ptp(heights) == pytest.approx(0)
    (begin, end), _ = view.ruler.get_data()
    assert view.words.words == "2" and end - begin == pytest.approx(2 / 8 * share)


@pytest.mark.parametrize(("is_whole", "n"), [(True, SIDE), (False, SIDE_SO_FAR)])
def test_the_map_is_asked_for_losses_where_the_path_is_and_its_lines_are_their_levels(is_whole, n):
    asked = []

    def slope(limits, side):
        asked.append(limits)
        return np.tile(10.0 ** np.linspace(-2.2, 0.2, side), (side, 1))  # rises from left to right

    view = shown(PathMap(), on_plane([[-1.0, 0.0], [1.0, 0.0]], slope, is_whole))
    width = 2 * (1 + 2 * MARGIN)
    for low, high in asked[0]:
        assert (low, high) == pytest.approx((-width / 2, width / 2))
    x = view.lines.get_xdata()
    levels = -2.2 + 2.4 * (x[~np.isnan(x)] * n - 0.5) / (n - 1)
    assert sorted(set((2 * levels).round(6))) == [-4, -3, -2, -1, 0]
    shades = np.asarray(view.image.get_array())
    assert (shades == shades[0]).all() and len(np.unique(shades[0], axis=0)) > n / 2
    assert shades.shape[:2] == (n, n)


def test_a_run_without_numbers_says_so():
    view = shown(PathMap(), SimpleNamespace(history=HISTORY, path=np.zeros((1, 2)), plane=None))
    assert view.words.words == "no numbers to draw" and len(view.lines.get_xdata()) == 0


# ---- the noise of batches ----------------------------------------------------------------------------------


def epochs(losses, lowest, highest):
    parts = {"losses": losses, "lowest_seen": lowest, "highest_seen": highest}
    return SimpleNamespace(history=HISTORY, **{key: np.array(value, float) for key, value in parts.items()})


def test_the_loss_is_drawn_after_each_epoch_and_what_its_steps_saw_in_the_middle_of_it():
    view = shown(NoisyLosses(10), epochs([1.0, 0.5, 0.25], [0.4, 0.1], [2.0, 0.6]))
    assert line_of(view.curve) == [[0, 1, 2], [1.0, 0.5, 0.25]] and line_of(view.head) == [[2], [0.25]]
    assert [line_of(line) for line in view.edges] == [[[0.5, 1.5], [2.0, 0.6]], [[0.5, 1.5], [0.4, 0.1]]]
    assert len(view.exit.get_xdata()) == 0


def test_a_loss_that_leaves_the_chart_has_an_arrow_and_is_said():
    one = epochs([1.0, 0.5, np.inf], [0.4, np.nan], [2.0, np.inf])
    view = shown(NoisyLosses(10, (1e-3, 10.0)), one)
    assert len(view.exit.get_xdata()) == 1 and len(view.head.get_xdata()) == 0
    assert view.notes(one) == ["The loss leaves the top of the chart (10) at epoch 2."]


def test_no_words_stand_where_a_curve_can_pass():
    one, stage = epochs([1.0, 0.5], [0.4], [2.0]), Stage([NoisyLosses(10)])
    stage.frame(one, [(f"batch {size}, rate 0.1, seed 0", one) for size in (1, 5, 20, 70)])
    axes, legends = stage.views[0].axes, [stage.views[0].axes.get_legend(), *stage.figure.legends]
    words = [text for legend in legends for text in legend.get_texts()]
    assert len(words) == 3 + 1 + 4 and not axes.texts[1:], "the room below is the only other text"
    figure = stage.figure.bbox
    for text in words:
        box = text.get_window_extent()
        assert not box.overlaps(axes.bbox) and figure.x0 <= box.x0 and box.x1 <= figure.x1, text.get_text()


# ---- sharpness ---------------------------------------------------------------------------------------------


def test_on_a_bowl_the_sharpness_is_its_largest_curvature_and_the_limit_is_2_over_the_rate():
    *_, run = sharpening(BOWL, 0.4, [1.0, 1.0], n_steps=40, every=10)
    view = shown(SharpnessCurve(40), run)
    steps, sharpness = view.curve.get_data()
    assert steps.tolist() == [0, 10, 20, 30, 40] and sharpness == pytest.approx(4.0)
    assert view.limit.get_ydata() == pytest.approx([5.0, 5.0]) and view.word.words == "limit 5"
    assert view.notes(run) == []


def test_the_legend_stands_where_no_limit_can_pass():
    *_, run = sharpening(BOWL, 0.4, [1.0, 1.0], n_steps=40, every=10)
    view = shown(SharpnessCurve(40), run)
    legend = view.axes.get_legend().get_window_extent()
    assert not legend.overlaps(view.axes.bbox) and legend.y0 >= 0


@pytest.mark.parametrize(
    ("rate", "limits", "said"),
    [
        (0.4, (1.0, 3.0), ["The sharpness leaves the top of the chart (3) at step 0.", "The limit lies outside of"]),
        (0.4, (4.5, 9.0), ["The sharpness has been below the chart, which ends at 4.5."]),
        (0.01, (1.0, 100.0), ["The limit lies outside of the chart."]),
    ],
)
def test_what_lies_beyond_the_chart_of_sharpness_is_said(rate, limits, said):
    *_, run = sharpening(BOWL, rate, [1.0, 1.0], n_steps=20, every=10)
    notes = shown(SharpnessCurve(20, limits), run).notes(run)
    assert len(notes) == len(said) and all(one.startswith(words) for one, words in zip(notes, said, strict=True))
