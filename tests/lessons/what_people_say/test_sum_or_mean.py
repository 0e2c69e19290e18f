"""Few and many points, their errors summed or averaged: limits and runs are those of plain NumPy."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.what_people_say.sum_or_mean import sum_or_mean
from tests.lessons.moving import EveryMove, said
from utils.descent import LinearModel, gradient_descent, line, mean_loss, squared_error, train

EXPLORER = sum_or_mean(line(30), line(300), [0.0, 0.0], n_steps=100, learning_rate=0.005)

pytestmark = pytest.mark.filterwarnings("error")


class TestMoves(EveryMove):
    explorer = EXPLORER
    moves = [
        *[{"learning_rate": rate} for rate in (1e-9, 0.02, 0.7, 1.0, 40.0, 1e300)],
        {"adds": "mean"},
        {"adds": "mean", "learning_rate": 0.1},
    ]


def test_with_a_sum_the_limit_shrinks_with_the_number_of_points_and_with_a_mean_it_does_not():
    limits = {}
    for adds in ("sum", "mean"):
        found = re.findall(r"With (\d+) points, where the limit is ([\d.e-]+):", said(EXPLORER, adds=adds))
        limits |= {(adds, int(size)): float(limit) for size, limit in found}
    for size in (30, 300):
        x = line(size).X[:, 0]
        matrix = 2 * np.array([[x @ x, x.sum()], [x.sum(), size]])
        largest = np.linalg.eigvalsh(matrix)[-1]
        assert limits["sum", size] == pytest.approx(2 / largest, rel=0.005)
        assert limits["mean", size] == pytest.approx(2 * size / largest, rel=0.005)


@settings(max_examples=40)
@given(st.floats(1e-6, 1.0), st.sampled_from(["sum", "mean"]))
def test_the_runs_are_those_of_the_sum_and_of_the_mean_in_plain_numpy(rate, adds):
    shown = EXPLORER.run_with({"adds": adds, "learning_rate": rate})
    for number, size in enumerate((30, 300)):
        data = line(size)
        X, params, losses = np.column_stack([data.X, np.ones(size)]), np.zeros(2), []
        with np.errstate(all="ignore"):
            for _ in range(11):
                error = X @ params - data.y_true
                losses.append(np.mean(error**2))
                slope = 2 * X.T @ error
                params = params - rate * (slope if adds == "sum" else slope / size)
        assert shown.histories[number].loss[:11] == pytest.approx(np.array(losses), rel=1e-6)


def test_a_rate_that_suits_30_points_explodes_with_300_if_errors_are_summed():
    words = EXPLORER.sentence
    assert "With 30 points, where the limit is 0.00867: within 1 % at step 2." in words
    assert "With 300 points, where the limit is 0.000876: diverging, " in words
    assert "The limits differ by a factor of 9.91." in words
    words = said(EXPLORER, adds="mean", learning_rate=0.1)
    assert words.count("within 1 % at step") == 2 and "The limits are nearly the same." in words


def test_the_line_with_a_mean_is_the_one_of_the_engine():
    data = line(300)
    objective = mean_loss(LinearModel(1), squared_error, data.X, data.y_true)
    alone = train(objective, gradient_descent(0.1), [0.0, 0.0], n_steps=100)
    shown = EXPLORER.run_with({"adds": "mean", "learning_rate": 0.1})
    assert np.array_equal(shown.histories[1].loss, alone.loss)
