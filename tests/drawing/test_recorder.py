"""Many curves are taken to pixels together, and are written down as Matplotlib draws them one by one."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from utils.drawing.recorder import Recorder

LOOKS = {
    "plain": {"linewidths": 1.5},
    "dashed": {"linestyles": (0, (3, 1.6)), "colors": ["red", "blue"]},
    "see-through": {"alpha": 0.4, "linewidths": [1.0, 2.0, 3.0]},
    "ends": {"capstyle": "round", "joinstyle": "bevel"},
    "of numbers": {"array": np.arange(4.0)},
    "not cut": {"clip_on": False},
    "hidden": {"visible": False},
}


@pytest.mark.parametrize("scale", ["log", "linear"])
@pytest.mark.parametrize("looks", LOOKS.values(), ids=LOOKS)
def test_curves_are_written_down_as_matplotlib_draws_them(looks, scale):
    figure = Figure()
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    axes.set(xlim=(0, 50), ylim=(1e-3, 1e3), yscale=scale)
    step = np.arange(50.0)
    steep = [0.5, 0.9, 1.2, 3.0]  # the last leaves the chart, as a run that diverges
    curves = [np.column_stack([step, rate**step])[: 20 + 8 * k] for k, rate in enumerate(steep)]
    curves[1][7, 1] = np.nan
    lines = axes.add_collection(LineCollection(curves, **looks), autolim=False)
    ours, matplotlibs = Recorder(640, 480, figure.dpi, 1.0), Recorder(640, 480, figure.dpi, 1.0)
    ours.record(lines)
    lines.draw(matplotlibs)
    assert ours.commands(0) == matplotlibs.commands(0)
    assert (len(ours.commands(0)) > 100) == lines.get_visible()
