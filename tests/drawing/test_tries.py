"""What a search has tried, and what its winner keeps: each mark stands where the numbers put it."""

from types import SimpleNamespace

import numpy as np
import pytest

from utils.descent import gradient_descent, quadratic_bowl, train
from utils.descent.experiments.search import Searched, Tried
from utils.drawing import Stage
from utils.drawing.views import BestSoFar, Promised, PromisedCourse, TriesChart
from utils.drawing.views.promised import LIMITS

HISTORY = train(quadratic_bowl([1.0]), gradient_descent(0.5), [1.0], n_steps=1)
METHODS = ("grid", "random")

pytestmark = pytest.mark.filterwarnings("error")


def tried(method, rate, layers, losses):
    trial = SimpleNamespace(history=HISTORY, losses=lambda part: np.array(losses, float)[:, None])
    return Tried(method, {"rate": rate, "layers": layers}, trial, 1.0)


FOUND = Searched(
    (
        tried("grid", 0.1, 1, [0.5, 0.4, 0.6]),
        tried("random", 0.02, 3, [0.2, 0.3, 0.25]),
        tried("grid", 1.0, 3, [0.3, 0.3, 0.3]),
        tried("random", 3.0, 1, [np.inf, np.inf, 0.9]),
    ),
    METHODS,
    True,
)


def shown(view, one):
    Stage([view]).frame(one)
    return view


def line_of(artist):
    return [np.asarray(one, float).tolist() for one in artist.get_data()]


def tries_along(key):
    settings = {"rate": ("learning rate", None), "layers": ("layers", (1, 2, 3))}
    return TriesChart(METHODS, settings, {"rate": (0.01, 10.0)}, lambda: key, (0.1, 5.0))


def test_each_try_stands_at_its_rate_with_the_median_of_its_seeds_and_a_bar_from_best_to_worst():
    view = shown(tries_along("rate"), FOUND)
    assert line_of(view.marks[0]) == [[0.1, 1.0], [0.5, 0.3]]
    assert line_of(view.marks[1]) == [[0.02, 3.0], [0.25, 5.0]]  # what exploded lies on the edge
    assert [bar.tolist() for bar in view.bars[0].get_segments()] == [[[0.1, 0.4], [0.1, 0.6]], [[1.0, 0.3]] * 2]
    assert view.bars[1].get_segments()[1].tolist() == [[3.0, 0.9], [3.0, 5.0]]
    assert line_of(view.star) == [[0.02], [0.25]]
    assert view.notes(FOUND) == ["1 of 4 tries ends above the chart (5)."]


def test_along_a_setting_of_few_values_the_methods_stand_side_by_side():
    view = shown(tries_along("layers"), FOUND)
    assert [mark.get_xdata() for mark in view.marks] == [pytest.approx([-0.15, 1.85]), pytest.approx([2.15, 0.15])]


def test_the_best_so_far_only_falls_and_each_method_counts_its_own_tries():
    view = shown(BestSoFar(METHODS, 48, (0.1, 1.0)), FOUND)
    assert [line_of(line) for line in view.lines] == [[[1, 2], [0.5, 0.3]], [[1, 2], [0.25, 0.25]]]
    assert [line_of(head) for head in view.heads] == [[[2], [0.3]], [[2], [0.25]]]
    one = Searched(FOUND.tries[:1], METHODS, False)
    assert line_of(shown(BestSoFar(METHODS, 48, (0.1, 1.0)), one).lines[1]) == [[], []]  # still to come


COURSES = np.array([[0.6, 0.3], [0.4, 0.2], [0.5, 0.1]]), np.array([[0.6, 0.5], [0.4, 0.9], [0.5, 0.3]])
"""What is promised and what is kept after one try and after two, in three repetitions."""


def winners(n_tries):
    def after(n):
        return tuple(course[:, n - 1] for course in COURSES)

    return SimpleNamespace(history=HISTORY, n_tries=n_tries, courses=COURSES, after=after)


def test_each_repetition_is_a_dot_on_the_edge_if_it_is_beyond_and_then_it_is_said():
    view, found = Promised(), winners(2)
    shown(view, found)
    assert line_of(view.dots) == [[0.3, 0.2, 0.1], [0.5, LIMITS[1], 0.3]]
    assert line_of(view.star) == [[0.2], [0.5]]
    assert view.notes(found) == ["1 of the repetitions lie on the edge of the chart, or beyond it."]
    assert view.notes(winners(1)) == []


@pytest.mark.parametrize("n_tries", [1, 2])
def test_the_courses_are_the_medians_of_the_repetitions_and_the_line_stands_at_the_tries(n_tries):
    view = shown(PromisedCourse(2), winners(n_tries))
    assert line_of(view.promised) == [[1, 2], [0.5, 0.2]] and line_of(view.kept) == [[1, 2], [0.5, 0.5]]
    assert list(view.at.get_xdata()) == [n_tries, n_tries]
    assert [line_of(end) for end in view.ends] == [[[n_tries], [[0.5, 0.2][n_tries - 1]]], [[n_tries], [0.5]]]
