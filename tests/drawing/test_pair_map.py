"""The map of two settings and the runs of a pair: stars, numbers, shades and curves against numbers given by hand."""

from types import SimpleNamespace

import numpy as np
import pytest

from utils.descent import gradient_descent, quadratic_bowl, train
from utils.drawing import Stage
from utils.drawing.style import MARKERS
from utils.drawing.views import PairMap, SeedCurves
from utils.drawing.views.pair_map import LIMITS, STAR_AT, say_cell

HISTORY = train(quadratic_bowl([1.0]), gradient_descent(0.5), [1.0], n_steps=1)
LOSSES = np.array([[0.5, 0.02, 0.3], [0.0005, 12.0, np.inf]])

pytestmark = pytest.mark.filterwarnings("error")


def pair_map(losses, best, cell=(0, 0)):
    found = SimpleNamespace(history=HISTORY, losses=losses, best=best)
    view = PairMap([0.1, 1, 10], ["20", "5", "1"], "batch size", lambda: cell)
    Stage([view]).frame(found)
    return view


def test_the_stars_stand_at_the_best_of_each_row_and_the_frame_around_the_chosen_cell():
    view = pair_map(LOSSES, [1, 0], cell=(1, 2))
    assert view.stars.get_xydata().tolist() == [[1, STAR_AT], [0, 1 + STAR_AT]]
    assert view.stars.get_marker() == MARKERS["minimum"]
    corners = view.frame.get_xydata()
    assert corners.min(axis=0).tolist() == [1.5, 0.5] and corners.max(axis=0).tolist() == [2.5, 1.5]


def test_higher_losses_are_darker_up_to_the_ends_and_rows_to_come_are_empty():
    view = pair_map(LOSSES, [1, 0])
    shades = np.asarray(view.cells.get_array())
    assert not shades[2].any() and (shades[:2, :, 3] == 255).all()
    brightness = shades[:2, :, :3].sum(axis=-1).astype(int)
    order = np.argsort(np.clip(LOSSES, *LIMITS).ravel(), kind="stable")
    assert (np.diff(brightness.ravel()[order]) <= 0).all()
    assert brightness[1, 1] == brightness[1, 2] < brightness[0, 1] < brightness[1, 0]


def test_every_cell_has_its_number():
    view = pair_map(LOSSES, [1, 0])
    words = "".join(say_cell(loss) for loss in LOSSES.ravel()).replace(" ", "")
    for letter, line in view.numbers._lines.items():
        assert len(line.get_xdata()) == words.count(letter), letter


def test_a_row_in_which_every_run_is_lost_has_no_star():
    view = pair_map(np.full((1, 3), np.inf), [None])
    assert np.isnan(view.stars.get_xydata()).all()


def trial(losses):
    """Return runs of one rate, of these losses by seed and epoch; the validation loss is twice as high."""
    training = np.array(losses, float)[:, None]
    parts = {"training": training, "validation": 2 * training}
    return SimpleNamespace(
        epochs=np.arange(training.shape[-1]),
        losses=parts.__getitem__,
        median_loss=lambda part: np.median(parts[part], axis=0),
    )


def curves(of):
    view = SeedCurves(lambda result: of, 10, (0.01, 10.0), title="Loss")
    Stage([view]).frame(SimpleNamespace(history=HISTORY))
    return view


def test_each_seed_is_a_curve_and_the_medians_are_those_of_the_seeds():
    view = curves((trial([[1.0, 0.5], [3.0, 0.2], [2.0, 0.4]]), (0,)))
    assert [line.get_ydata().tolist() for line in view.seeds[:3]] == [[1.0, 0.5], [3.0, 0.2], [2.0, 0.4]]
    assert all(len(line.get_xdata()) == 0 for line in view.seeds[3:])
    assert view.median.get_ydata().tolist() == [2.0, 0.4] and view.validation.get_ydata().tolist() == [4.0, 0.8]
    assert view.ends.get_xydata().tolist() == [[1, 0.5], [1, 0.2], [1, 0.4]]
    assert len(view.exit.get_xdata()) == 0


def test_a_seed_that_leaves_the_chart_has_an_arrow_and_no_end():
    view = curves((trial([[1.0, 0.5], [1.0, np.inf], [1.0, 0.4]]), (0,)))
    assert view.ends.get_ydata().tolist() == [0.5, 0.4] and len(view.exit.get_xdata()) == 1


def test_a_pair_that_is_still_to_come_has_no_curve():
    view = curves(None)
    assert all(len(line.get_xdata()) == 0 for line in (*view.seeds, view.ends, view.median, view.validation))
