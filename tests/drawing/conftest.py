"""What several tests of drawing begin with."""

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure


@pytest.fixture
def axes():
    """Axes of an Agg figure, 640 x 480 pixels, from 0 to 50 across and 1e-3 to 1e3 up."""
    figure = Figure()
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    axes.set(xlim=(0, 50), ylim=(1e-3, 1e3))
    return axes
