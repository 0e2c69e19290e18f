"""Many curves or marks are taken to pixels together, and are written down as Matplotlib draws them one by one."""

import numpy as np
import pytest
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path

from utils.drawing.curves import Curves
from utils.drawing.recorder import Recorder

LOOKS = {
    "plain": {"linewidths": 1.5},
    "dashed": {"linestyles": (0, (3, 1.6)), "colors": ["red", "blue"]},
    "see-through": {"alpha": 0.4, "linewidths": [1.0, 2.0, 3.0]},
    "ends": {"capstyle": "round", "joinstyle": "bevel"},
    "of numbers": {"array": np.arange(4.0)},
    "not cut": {"clip_on": False},
    "on pixels": {"snap": True},
    "hidden": {"visible": False},
}
STEP = np.arange(50.0)


def both_ways(axes, artist, monkeypatch):
    """The commands of an artist as it is recorded, and as Matplotlib draws it, of which no point is left out."""
    cleaned = Path.cleaned
    monkeypatch.setattr(Path, "cleaned", lambda path, **options: cleaned(path, **options | {"simplify": False}))
    ours, matplotlibs = (Recorder(640, 480, axes.figure.dpi, 1.0) for _ in range(2))
    ours.record(artist)
    artist.draw(matplotlibs)
    return ours.commands(0), matplotlibs.commands(0)


def steep(*rates):
    return np.stack([np.column_stack([STEP, np.power(rate, STEP)]) for rate in rates])


SHAPES = {
    "some leave the chart, as a run that diverges": steep(0.5, 0.9, 1.2, 3.0),
    "a gap in one": np.where(np.arange(400).reshape(4, 50, 2) // 2 == 57, np.nan, steep(0.9, 0.95, 1.0, 1.05)),
    "the same gap in all": np.where((STEP == 20)[:, None], np.nan, steep(0.9, 0.95, 0.99, 1.01)),
    "gaps at both ends": np.where(np.isin(STEP, [0, 1, 48, 49])[:, None], np.nan, steep(0.9, 0.95, 0.99, 1.01)),
    "nothing but gaps, and one point": np.where(
        (STEP != 7)[:, None] & (np.arange(4) < 2)[:, None, None], np.nan, steep(0.9, 0.95, 0.99, 1.01)
    ),
    "level or upright": np.stack([np.column_stack([[k + 0.3, k + 0.3], [0.1, 10.0]]) for k in range(4)]),
    "level, then upright": np.array([[[k, 1.1], [k + 0.7, 1.1], [k + 0.7, 9.0]] for k in range(4)]),
    "in and out of the chart, on all sides, and one never in it": np.stack(
        [
            np.column_stack([30 + 40 * np.sin(1.3 * STEP), np.power(10, 4.5 * np.sin(1.1 * STEP + 0.3))]),
            np.column_stack([25 + 28 * np.sin(0.9 * STEP), np.power(10, 3.3 * np.sin(0.7 * STEP + 2))]),
            np.column_stack([STEP, 1e4 + STEP]),
            np.column_stack([60 + STEP, 1 + STEP]),
        ]
    ),
    "infinite": np.where((STEP == 30)[:, None], np.inf, steep(0.9, 0.95, 0.99, 1.01)),
}


@pytest.mark.parametrize("scale", ["log", "linear"])
@pytest.mark.parametrize("points", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("looks", LOOKS.values(), ids=LOOKS)
def test_curves_are_written_down_as_matplotlib_draws_them(axes, looks, points, scale, monkeypatch):
    axes.set_yscale(scale)
    ours, matplotlibs = both_ways(axes, axes.add_collection(Curves(points, **looks), autolim=False), monkeypatch)
    assert ours == matplotlibs
    assert (len(ours) > 60) == looks.get("visible", True)


@pytest.mark.parametrize("looks", [{}, {"clip_on": False}, {"alpha": 0.5}, {"visible": False}])
@pytest.mark.parametrize("n_marks", [0, 1, 2, 7])
def test_marks_of_many_shapes_sizes_and_colors_are_written_down_as_matplotlib_draws_them(
    axes, looks, n_marks, monkeypatch
):
    marks = axes.scatter([], [], **looks)
    marks.set_offsets(np.column_stack([np.linspace(-3, 49.3, n_marks), np.linspace(0, 990.7, n_marks)]))
    shapes = [MarkerStyle(shape) for shape in "o^s"[: 1 + n_marks % 3]]
    marks.set_paths([one.get_path().transformed(one.get_transform()) for one in shapes])
    marks.set_sizes(np.linspace(20, 60, max(1, n_marks)))
    marks.set_facecolor(np.linspace([0.1, 0, 0, 1], [0.9, 1, 0, 1], max(1, n_marks)))
    ours, matplotlibs = both_ways(axes, marks, monkeypatch)
    assert ours == matplotlibs
    assert (len(ours) > 50) == (n_marks > 0 and looks.get("visible", True))


def test_what_has_no_points_is_not_drawn(axes):
    recorder = Recorder(640, 480, axes.figure.dpi, 1.0)
    nothing = recorder.commands(0)
    for artist in (*axes.plot([], [], "o-"), axes.scatter([], []), axes.add_collection(Curves([]))):
        recorder.record(artist)
    assert recorder.commands(0) == nothing
