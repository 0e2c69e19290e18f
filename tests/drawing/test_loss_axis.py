"""The axis of losses: what it can draw, where a run leaves it, and whether the best loss is on it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from utils.descent import gradient_descent, quadratic_bowl, train
from utils.drawing.loss_axis import LossAxis
from utils.drawing.style import THEMES
from utils.drawing.views import LossCurve

LOSSES = st.lists(st.floats(width=64, allow_nan=True, allow_infinity=True), min_size=1, max_size=9)


@given(LOSSES, st.booleans())
def test_what_is_drawn_is_finite_and_what_is_on_the_chart_is_not_moved(losses, log):
    axis, losses = LossAxis((1e-3, 1e3), log=log), np.array(losses)
    drawn = axis.drawable(losses)
    assert np.isfinite(drawn).all() and (not log or (drawn > 0).all())
    on_chart = (losses >= 1e-3) & (losses <= 1e3)
    assert np.array_equal(drawn[on_chart], losses[on_chart])
    assert (drawn[~(losses <= 1e3)] > 1e3).all() and (drawn[losses < 1e-3] < 1e-3).all()


@given(LOSSES)
def test_a_run_leaves_at_its_first_loss_that_is_too_high_or_no_number(losses):
    expected = next((k for k, loss in enumerate(losses) if not loss <= 1e3), None)
    assert LossAxis((1e-3, 1e3)).first_above(np.array(losses)) == expected


@pytest.mark.parametrize(("limits", "best"), [((-1.0, 5.0), 0.0), ((1e-3, 5.0), None)])
def test_the_best_loss_is_drawn_only_where_it_is_on_the_chart(limits, best):
    axis, axes, bowl = LossAxis(limits, log=False), Figure().subplots(), quadratic_bowl([1.0])
    assert axis.best(bowl) == best
    assert [line.get_ydata()[0] for line in axis.draw_best(axes, bowl, THEMES["light"])] == [0.0] * (best == 0.0)


def test_a_loss_below_the_chart_is_said_in_words_while_it_is_there():
    view, run = LossCurve(20, (1e-3, 1e3)), train(quadratic_bowl([1.0]), gradient_descent(0.5), [8.0], n_steps=8)
    below = np.flatnonzero(run.loss < 1e-3)
    assert len(below) and view.notes(run.at_step(below[0] - 1)) == []
    assert view.notes(run.at_step(below[0])) == ["The loss has gone below the chart, which ends at 0.001."]
