"""What moves on the page: controls, the live figure, and the explorer that ties them together."""

from utils.widgets import controls
from utils.widgets.drag import Drag
from utils.widgets.explorer import Explorer
from utils.widgets.live_figure import LiveFigure
from utils.widgets.pins import name_of_run
from utils.widgets.projector import projector
from utils.widgets.sentence import describe_params, describe_run, say, say_loss

__all__ = [
    "Drag",
    "Explorer",
    "LiveFigure",
    "controls",
    "describe_params",
    "describe_run",
    "name_of_run",
    "projector",
    "say",
    "say_loss",
]
