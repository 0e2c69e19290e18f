"""Views of many rates: curves and marks stand where the runs ended, and what leaves is marked and said."""

import numpy as np
import pytest

from utils.descent import quadratic_bowl
from utils.descent.experiments.sweep import ARRIVED, DIVERGES, UNFINISHED, sweep
from utils.drawing import THEMES, Stage
from utils.drawing.learning_rates import rate_colors
from utils.drawing.views import EndLoss, SweepCurves

pytestmark = pytest.mark.filterwarnings("error")

BOWL = quadratic_bowl([1.0])  # each step multiplies the distance by 1 - rate, so the loss by its square
RATES = [0.001, 0.2, 1.5, 2.5]
LIMITS = {"rates": (1e-4, 10.0), "losses": (1e-6, 1e3)}


def tried(rates=RATES, starts=((4.0,),), n_steps=20):
    return sweep(BOWL, rates, starts, n_steps=n_steps)


def curves(result, color_limits=(1e-3, 1.0)):
    view = SweepCurves(100, color_limits, LIMITS["losses"])
    Stage([view]).picture(result)
    return view


def chart(result, **options):
    view = EndLoss(LIMITS["rates"], LIMITS["losses"], (1e-3, 1.0), **options)
    stage = Stage([view])
    stage.picture(result)
    return view, stage


def marks(view):
    places, outcome = np.asarray(view.marks.artist.get_offsets()), view.marks.outcome
    return {name: places[outcome == name].tolist() for name in (ARRIVED, UNFINISHED, DIVERGES)}


def loss_after(rate, steps, start=4.0):
    return 0.5 * (start * (1 - rate) ** np.asarray(steps)) ** 2


def test_each_curve_is_the_loss_at_its_steps():
    view = curves(tried())
    for segment, rate in zip(view.settling.get_segments(), RATES[:3], strict=True):
        assert segment[0, 0] == 0 and segment[-1, 0] == 20
        assert segment[:, 1] == pytest.approx(np.maximum(loss_after(rate, segment[:, 0]), 1e-9))
    (dashed,) = view.diverging.get_segments()
    assert dashed[:, 1] == pytest.approx(loss_after(2.5, dashed[:, 0]))
    assert view.diverging.get_linestyle()[0][1] is not None, "color never stands alone"


def test_curves_end_in_their_mark_and_leave_the_top_where_they_cross_it():
    view = curves(tried())
    ends = marks(view)
    assert ends[UNFINISHED] == [[20, pytest.approx(loss_after(0.001, 20))]]
    assert ends[ARRIVED] == [
        [20, pytest.approx(loss_after(0.2, 20))],
        [20, pytest.approx(max(loss_after(1.5, 20), 1e-6))],
    ]
    ((x, y),) = ends[DIVERGES]
    above = int(np.argmax(loss_after(2.5, np.arange(21)) > 1e3))
    assert above - 1 < x < above and y == 1e3


def test_the_best_curve_is_drawn_for_each_start():
    result = tried(starts=[[4.0], [1.0]])
    view = curves(result)
    x, y = view.best.get_data()
    gap = np.flatnonzero(np.isnan(x))
    assert len(gap) == 2
    best = RATES[result.best]
    assert y[0] == pytest.approx(loss_after(best, 0)) and y[gap[0] + 1] == pytest.approx(loss_after(best, 0, 1.0))


def test_runs_that_overflow_are_drawn_without_a_warning():
    result = tried([0.5, 5.0, 1e200], n_steps=300)
    assert not np.isfinite(result.end_loss).all()
    assert len(marks(curves(result))[DIVERGES]) == 2
    assert len(marks(chart(result)[0])[DIVERGES]) == 1, "a rate of 1e200 is off the chart"


def test_marks_stand_at_the_end_loss_and_the_star_on_the_best():
    result = tried()
    view, stage = chart(result)
    assert marks(view) == {
        UNFINISHED: [[0.001, pytest.approx(loss_after(0.001, 20))]],
        ARRIVED: [[0.2, pytest.approx(loss_after(0.2, 20))], [1.5, pytest.approx(1e-6)]],
        DIVERGES: [[2.5, pytest.approx(1e3)]],
    }
    assert view.best.get_xdata().tolist() == [RATES[result.best]]
    assert view.limit[0].get_xdata()[0] == pytest.approx(2.0) and "limit 2" in view.limit[1].words
    assert stage.notes(result) == []


def test_the_line_does_not_cross_the_limit():
    view, _ = chart(tried())
    x, y = view.line.get_data()
    assert np.isnan(x).tolist() == [False, False, False, True, False] == np.isnan(y).tolist()


def test_bars_reach_from_the_worst_start_down_to_the_best():
    view, _ = chart(tried(starts=[[4.0], [1.0]]))
    bar = view.bars.get_segments()[0]
    assert bar[:, 0].tolist() == [0.001, 0.001]
    assert bar[:, 1] == pytest.approx([loss_after(0.001, 20, 1.0), loss_after(0.001, 20)])
    view, _ = chart(tried())
    assert view.bars.get_segments() == []


def test_rates_off_the_chart_are_pointed_at_and_said():
    result = tried([1e-6, 1e-5, 0.1, 99.0])
    view, stage = chart(result)
    assert [list(marker.get_xdata()) for marker in view.beyond] == [[1e-4], [10.0]]
    assert stage.notes(result) == [
        "2 rates lie off the left of the chart.",
        "1 rate lies off the right of the chart.",
    ]
    assert sum(map(len, marks(view).values())) == 1
    result = tried()
    stage.picture(result)
    assert [len(marker.get_xdata()) for marker in view.beyond] == [0, 0] and stage.notes(result) == []


def test_the_limit_appears_when_it_is_revealed_without_a_new_background():
    few, many = tried([0.1]), tried()
    view, stage = chart(few, reveal=lambda result: len(result.learning_rates) > 1)
    figure = stage.figure
    assert not any(artist.get_visible() for artist in view.limit)
    stage.picture(many)
    assert all(artist.get_visible() for artist in view.limit) and stage.figure is figure


def test_no_rate_at_all_is_an_empty_chart():
    view, _ = chart(tried().only([]))
    assert sum(map(len, marks(view).values())) == 0 and len(view.best.get_xdata()) == 0


def test_colors_stay_at_their_ends_beyond_the_limits():
    style = THEMES["light"]
    colors = rate_colors(style, np.array([1e-9, 1e-3, 1.0, 1e9]), (1e-3, 1.0))
    assert np.allclose(colors[0], colors[1], atol=0.02) and np.allclose(colors[2], colors[3], atol=0.02)
