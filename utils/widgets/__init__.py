"""Single widgets: the controls, the live figure, a table, a part that opens, a file that is chosen."""

from utils.widgets import controls
from utils.widgets.live_figure import LiveFigure

__all__ = ["LiveFigure", "controls"]
