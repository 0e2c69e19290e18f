"""The path of a run looks the same on every panel, and stays a picture when the run explodes."""

import numpy as np
import pytest

from utils.descent import gradient_descent, quadratic_bowl, train, two_valleys
from utils.drawing import Stage
from utils.drawing.views import LossMap, SlopeView

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


@pytest.mark.parametrize(("rate", "most"), [(0.0001, 1000), (0.01, 400), (0.5, 100)])
def test_a_long_path_leaves_out_only_points_that_nobody_could_see(rate, most):
    """What is left out stands within half a pixel or so of a point that is drawn, so the picture stays as it was."""
    view, run = SlopeView((-4, 5), (-0.5, 7)), train(two_valleys(), gradient_descent(rate), [3.6], n_steps=6000)
    stage = Stage([view])
    stage.picture(run)
    to_pixels = view.axes.transData.transform
    drawn, every = to_pixels(view.run.path.get_xydata()), to_pixels(np.column_stack([run.params[:, 0], run.loss]))
    assert len(drawn) < most
    gaps = np.abs(every[:, None] - drawn).max(axis=-1).min(axis=1)
    assert gaps.max() < 1.0 * stage.scale
    np.testing.assert_array_equal(drawn[[0, -1]], every[[0, -1]])
