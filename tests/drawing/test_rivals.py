"""Your line and the machine's: both are where their parameters say, and both losses too."""

from types import SimpleNamespace

import numpy as np
import pytest

from utils.descent import History, LinearModel, line, mean_loss, squared_error
from utils.drawing import Stage
from utils.drawing.views import RivalCurve, RivalFit
from utils.explorers.tries import Settings

DATA = line(n_samples=15, noise=1.2)
OBJECTIVE = mean_loss(LinearModel(1), squared_error, DATA.X, DATA.y_true)

pytestmark = pytest.mark.filterwarnings("error")


def shown(yours, machines):
    params = np.array(machines, float)
    machine = History(OBJECTIVE, params, OBJECTIVE.value(params), np.zeros(len(params)))
    contest = SimpleNamespace(yours=Settings.of(OBJECTIVE, [yours]), history=machine)
    fit, curve = RivalFit((0, 3), (-2, 10)), RivalCurve(10, (0.5, 50))
    stage = Stage([fit, curve])
    stage.picture(contest)
    return fit, curve, contest, stage.notes(contest)


def test_both_lines_and_both_losses():
    fit, curve, contest, notes = shown([1.0, 2.0], [[0.0, 0.0], [0.5, 1.0]])
    np.testing.assert_allclose(fit.line.get_xydata(), [[0, 2], [3, 5]])
    np.testing.assert_allclose(fit.machine.get_xydata(), [[0, 1], [3, 2.5]])
    np.testing.assert_allclose(curve.yours.get_ydata(), contest.yours.loss[0])
    np.testing.assert_allclose(curve.curve.get_ydata(), contest.history.loss)
    looks = [(line.get_color(), line.get_linestyle()) for line in (fit.machine, curve.curve, fit.line, curve.yours)]
    assert looks[0] == looks[1] != looks[2] == looks[3], "a rival looks alike in both panels"
    assert notes == []


def test_a_loss_above_the_chart_is_said_whoever_has_it():
    *_, notes = shown([9.0, 9.0], [[0.0, 0.0], [1.0, 1.0]])
    assert notes == ["Your loss is above the top of the chart (50)."]
    *_, notes = shown([1.0, 1.0], [[0.0, 0.0], [9.0, 9.0]])
    assert notes == ["The loss leaves the top of the chart (50) at step 1."]


def test_a_machine_that_diverged_still_gives_a_picture():
    fit, _, _, notes = shown([1.0, 1.0], [[0.0, 0.0], [1e200, 1e200], [np.inf, np.nan]])
    assert len(notes) == 1
    assert fit.line.get_label() == "your line"


def test_a_diamond_marks_where_the_machine_passes_you():
    _, curve, contest, _ = shown([1.0, 2.0], [[0.0, 0.0], [0.5, 1.0], [1.4, 1.6], [1.4, 1.6]])
    assert list(contest.history.loss < contest.yours.loss[0]) == [False, False, True, True]
    np.testing.assert_allclose(curve.passing.get_xydata(), [[2, contest.yours.loss[0]]])


def test_nobody_is_passed_who_stays_ahead_or_was_behind_from_the_start():
    _, ahead, _, _ = shown([1.4, 1.6], [[0.0, 0.0], [0.5, 1.0]])
    _, behind, _, _ = shown([0.0, 0.0], [[0.5, 1.0], [1.4, 1.6]])
    assert len(ahead.passing.get_xdata()) == len(behind.passing.get_xdata()) == 0
