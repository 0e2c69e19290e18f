"""Where a line leaves a chart."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from utils.drawing.view import ARROWS, first_exit

INF = np.inf


def axes():
    panel = Figure().subplots()
    panel.set(xlim=(0, 10), ylim=(0, 100))
    return panel


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        ([1, 2, 3], [10, 20, 30], None),
        ([5, 15], [50, 50], (10, 50, ">")),
        ([5, -5], [50, 50], (0, 50, "<")),
        ([5, 5], [50, 150], (5, 100, "^")),
        ([5, 5], [50, -50], (5, 0, "v")),
        ([5, 6], [50, INF], (5, 100, "^")),
        ([2, 4], [0, 200], (3, 100, "^")),
        ([20, 30], [50, 60], (10, 50, ">")),
        ([0, 10], [0, 100], None),
    ],
)
def test_first_exit(x, y, expected):
    found = first_exit(axes(), np.array(x, float), np.array(y, float))
    if expected is None:
        assert found is None
    else:
        assert found[:2] == pytest.approx(expected[:2], abs=1e-3)
        assert found[2] == expected[2]


def test_a_line_of_nan_counts_as_outside():
    assert first_exit(axes(), np.array([1.0, np.nan]), np.array([1.0, np.nan])) is not None


@pytest.mark.parametrize(("shape", "outward"), [("<", (-1, 0)), (">", (1, 0)), ("v", (0, -1)), ("^", (0, 1))])
def test_an_arrow_head_has_its_tip_on_the_edge_and_the_rest_inside(shape, outward):
    tip, *rest = ARROWS[shape].vertices[:-1]
    assert tip == pytest.approx((0, 0), abs=1e-12)
    assert all(np.dot(corner, outward) < -0.5 for corner in rest)
