"""The path of a run looks the same on every panel, and stays a picture when the run explodes."""

import numpy as np
import pytest

from utils.descent import gradient_descent, quadratic_bowl, train, two_valleys
from utils.drawing import Stage
from utils.drawing.views import LossCurve, LossMap, SlopeView

pytestmark = pytest.mark.filterwarnings("error")

ONE, TWO = (quadratic_bowl([2.0]), [3.0]), (quadratic_bowl([2.0, 1.0]), [3.0, -2.0])
PANELS = [
    (lambda: SlopeView((-4, 4), (-1, 16)), *ONE),
    (lambda: SlopeView((-4, 4), (-1, 16), tangent=False, legend="lower left"), *ONE),
    (lambda: LossMap((-4, 4), (-4, 4)), *TWO),
]


def shown(panel, learning_rate):
    make, objective, start = panel
    view, history = make(), train(objective, gradient_descent(learning_rate), start, n_steps=400)
    Stage([view]).picture(history)
    return view, history


@pytest.mark.parametrize("panel", PANELS)
def test_start_and_now_are_the_ends_of_the_path(panel):
    view, history = shown(panel, 0.1)
    path = view.run.path.get_xydata()
    second = history.loss if len(history.params[0]) == 1 else history.params[:, 1]
    np.testing.assert_array_equal(path, np.column_stack([history.params[:, 0], second]))
    np.testing.assert_array_equal(view.run.start.get_xydata(), path[:1])
    np.testing.assert_array_equal(view.run.now.get_xydata(), path[-1:])
    assert len(view.run.exit.get_xdata()) == 0


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize(("on_edge", "clipped"), [(4.0, False), (4.5, True)])
def test_a_start_on_the_edge_is_whole_and_one_beyond_it_is_not_seen(panel, on_edge, clipped):
    make, objective, start = panel
    view, _ = shown((make, objective, [on_edge, *start[1:]]), 0.1)
    assert view.run.start.get_clip_on() == clipped
    assert not view.run.now.get_clip_on()


@pytest.mark.parametrize("panel", PANELS)
def test_a_run_that_explodes_is_marked_where_it_leaves(panel):
    view, _ = shown(panel, 4.0)
    assert len(view.run.exit.get_xdata()) == 1
    assert np.isnan(view.run.now.get_xydata()).all()


@pytest.mark.parametrize("panel", PANELS)
def test_the_legend_names_what_can_be_seen(panel):
    view, _ = shown(panel, 0.1)
    names = {text.get_text() for text in view.axes.get_legend().get_texts()}
    tangent = {"slope"} if getattr(view, "tangent", False) else set()
    assert names == {"path", "start", "now", "lowest loss"} | tangent


def test_the_losses_on_the_contours_have_one_digit():
    view, _ = shown(PANELS[2], 0.1)
    written = {text.get_text() for text in view.axes.texts}
    assert written and all(float(text) == float(f"{float(text):.0e}") for text in written)


def test_no_loss_on_a_contour_is_half_covered_by_the_star_of_the_lowest():
    for reach in np.geomspace(4, 40, 12):
        view = LossMap((-reach, reach), (-reach, reach))
        stage = Stage([view])
        stage.picture(train(TWO[0], gradient_descent(0.1), TWO[1], n_steps=4))
        star = view.axes.transData.transform([0.0, 0.0])
        places = [view.axes.transData.transform(text.get_position()) for text in view.axes.texts]
        points = 72 / stage.figure.dpi * np.hypot(*(np.array(places) - star).T)
        assert len(points) and points.min() > 11


@pytest.mark.parametrize(("rate", "most"), [(0.0001, 1000), (0.01, 400), (0.5, 100), (3.9, 1300)])
def test_a_long_path_leaves_out_only_what_nobody_could_see(rate, most):
    """What is left out stands within a pixel of what is drawn, so the picture stays as it was."""
    view, run = SlopeView((-4, 5), (-0.5, 7)), train(two_valleys(), gradient_descent(rate), [3.6], n_steps=6000)
    stage = Stage([view])
    stage.picture(run)
    path, to_pixels = view.run.path.get_xydata(), view.axes.transData.transform
    drawn, every = to_pixels(path), to_pixels(np.column_stack([run.params[:, 0], run.loss]))
    assert len(drawn) < most
    assert farthest(every, drawn[view.run.path.get_markevery()]) < stage.scale
    np.testing.assert_array_equal(drawn[[0, -1]], every[[0, -1]])
    lines, far = lines_of(every), np.ptp(lines_of(every), axis=1).max(axis=1) > stage.scale
    both_ways = np.concatenate([lines_of(drawn), lines_of(drawn)[:, ::-1]])
    both_ways = both_ways[~np.isnan(both_ways).any(axis=(1, 2))]
    assert farthest(lines[far].reshape(-1, 4), both_ways.reshape(-1, 4)) < stage.scale


def lines_of(points):
    """From each point to the next one, shape (n - 1, 2, 2)."""
    return np.stack([points[:-1], points[1:]], axis=1)


def farthest(wanted, given):
    """How far the nearest of the given places is from a wanted one, at most."""
    return max((np.abs(given - one).max(axis=1).min() for one in wanted), default=0.0)


def test_a_run_that_jumps_about_for_ever_is_few_commands():
    """6,000 lines from side to side were 82 kB at each move of a slider."""
    stage = Stage([SlopeView((-4, 5), (-0.5, 7)), LossCurve(6000, (-0.5, 7), log=False)])
    frame = stage.frame(train(two_valleys(), gradient_descent(3.9), [3.6], n_steps=6000))
    assert len(frame.commands) < 8_000


def test_the_loss_of_a_long_run_is_drawn_from_the_lowest_to_the_highest_of_each_stretch():
    view = LossCurve(6000, (-0.5, 7), log=False)
    run = train(two_valleys(), gradient_descent(3.0), [3.6], n_steps=6000)
    Stage([view]).picture(run)
    steps, loss = view.curve.get_data()
    np.testing.assert_array_equal(loss, run.loss[steps])
    assert len(steps) < 400 and list(steps[[0, -1]]) == [0, 6000]
    for start in range(0, 6000, 100):
        near = loss[(steps >= start) & (steps < start + 200)]
        stretch = run.loss[start + 50 : start + 150]
        assert near.min() <= stretch.min() and near.max() >= min(stretch.max(), 7)
