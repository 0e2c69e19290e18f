"""What is remembered of a line's looks draws it as Matplotlib does each time anew, byte for byte."""

import gc

import numpy as np
import pytest
from matplotlib.lines import Line2D
from matplotlib.patheffects import Normal
from matplotlib.transforms import Bbox

from utils.drawing import line_looks
from utils.drawing.recorder import Recorder

KINDS = {
    "a curve": {},
    "dashed": {"linestyle": "--", "linewidth": 2.5},
    "own dashes": {"linestyle": (0, (4, 1.5)), "alpha": 0.6},
    "markers": {"linestyle": "none", "marker": "o"},
    "stars": {"linestyle": "none", "marker": "*", "markersize": 12, "markeredgecolor": "white"},
    "a curve with markers": {"marker": "s", "markerfacecolor": (1.0, 0.5, 0.0, 0.4)},
    "markers of colors of their own": {"marker": "o", "markerfacecolor": "white", "markeredgecolor": "black"},
    "half full": {"marker": "D", "fillstyle": "left", "markersize": 11},
}
CHANGES = {
    "nothing": {},
    "color": {"color": "red"},
    "a color of numbers": {"color": np.array([0.1, 0.7, 0.2])},
    "alpha": {"alpha": 0.3},
    "linewidth": {"linewidth": 4.0},
    "no line": {"linestyle": "none"},
    "linestyle": {"linestyle": "-."},
    "marker": {"marker": "^"},
    "markersize": {"markersize": 3.0},
    "markeredgecolor": {"markeredgecolor": "black"},
    "markeredgewidth": {"markeredgewidth": 0.0},
    "markerfacecolor": {"markerfacecolor": "none"},
    "fillstyle": {"fillstyle": "bottom"},
    "gapcolor": {"gapcolor": "yellow"},
    "snap": {"snap": True},
    "ends": {"solid_capstyle": "round"},
    "corners": {"solid_joinstyle": "bevel"},
    "dashes' ends": {"dash_capstyle": "round"},
    "dashes' corners": {"dash_joinstyle": "miter"},
    "every third": {"markevery": 3},
    "some": {"markevery": [0, 2, 5]},
    "some, by yes and no": {"markevery": np.arange(30) % 4 == 1},
    "a slice": {"markevery": slice(1, 20, 2)},
    "from the second": {"markevery": (1, 4)},
    "at equal distances": {"markevery": 0.1},
    "not cut": {"clip_on": False},
    "cut elsewhere": {"clip_box": Bbox.from_extents(100, 100, 300, 200)},
    "steps": {"drawstyle": "steps-post"},
    "effects": {"path_effects": [Normal()]},
    "hidden": {"visible": False},
}
X = np.linspace(0.5, 49.5, 30)
DATA = {
    "inside": (X, 1 + np.sin(X)),
    "beyond all edges": (120 * np.sin(X), 4000 * np.cos(1.7 * X)),
    "gaps": (X, np.where(X % 7 < 2, np.nan, X)),
    "infinite": (np.where(X > 40, np.inf, X), np.where(X < 10, -np.inf, X)),
    "level": (X, np.full(30, 7.3)),
    "lists": (X.tolist(), X.tolist()),
    "masked": (X, np.ma.masked_less(X, 20)),
    "enough to be thinned out": (np.linspace(0, 50, 900), 500 + 400 * np.sin(np.linspace(0, 9, 900))),
    "more than are looked at": (np.linspace(-50, 99, 1500), 500 + 400 * np.sin(np.linspace(0, 9, 1500))),
}
BY_MATPLOTLIB = {"from the second", "at equal distances", "steps", "effects"}


def new_recorder(dpi=100, scale=1.0):
    return Recorder(640, 480, dpi, scale)


def commands(line, **size):
    recorder = new_recorder(**size)
    recorder.record(line)
    return recorder.commands(0)


def by_matplotlib(line, **size):
    recorder = new_recorder(**size)
    line.draw(recorder)
    return recorder.commands(0)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_line_whose_looks_change_is_drawn_as_matplotlib_draws_it(axes, kind, change):
    (line,) = axes.plot(X, X, **kind)
    commands(line)
    line.set(**change)
    line.set_data(*DATA["inside"])
    assert commands(line) == by_matplotlib(line)
    line.set_data(X, 2 * X)
    assert commands(line) == by_matplotlib(line)


@pytest.mark.parametrize("scale", ["linear", "log"])
@pytest.mark.parametrize("data", DATA.values(), ids=DATA)
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_line_whose_points_change_is_drawn_as_matplotlib_draws_it(axes, kind, data, scale):
    axes.set_yscale(scale)
    (line,) = axes.plot(X, X, **kind)
    commands(line)
    line.set_data(*data)
    with np.errstate(all="ignore"):
        assert commands(line) == by_matplotlib(line)


@pytest.mark.parametrize("size", [{"dpi": 200, "scale": 2.0}, {"dpi": 150, "scale": 1.0}])
def test_on_another_screen_a_line_has_other_looks(axes, size):
    (line,) = axes.plot(X, X, "o--")
    assert commands(line) != commands(line, **size)
    for _ in range(2):
        assert commands(line, **size) == by_matplotlib(line, **size)


@pytest.mark.parametrize("name", CHANGES)
def test_matplotlib_is_asked_once(axes, name, monkeypatch):
    """All but what no figure does again and again."""
    (line,) = axes.plot(X, X, "o-")
    line.set(**CHANGES[name])
    first, asked = commands(line), []
    draw = Line2D.draw
    monkeypatch.setattr(Line2D, "draw", lambda line, renderer: (asked.append(name), draw(line, renderer)))
    assert commands(line) == first
    assert bool(asked) == (name in BY_MATPLOTLIB)


def test_what_cannot_be_drawn_is_refused_each_time(axes):
    (line,) = axes.plot(X, X, "o-")
    recorder = new_recorder()
    recorder._mark = lambda *_, **__: 1 / 0
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            recorder.record(line)


def test_what_is_remembered_does_not_grow(axes):
    (line,) = axes.plot(X, X)
    for width in np.linspace(1, 5, 100):
        line.set_linewidth(width)
        commands(line)
        assert len(line_looks.known_looks(line)) <= line_looks.MOST_LOOKS
    before = len(line_looks._KNOWN)
    line.remove()
    del line
    gc.collect()
    assert len(line_looks._KNOWN) < before
