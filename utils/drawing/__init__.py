"""Figures that are built once and then only updated. Matplotlib without pyplot; no widgets.

    View    owns the moving artists of one Axes: ``build`` makes them, ``update`` only sets their data
    Stage   one Figure with its views: ``render`` restores the background, draws the moving artists and
            returns one PNG image; the background is drawn again only when it changed

Every view draws a :class:`utils.descent.History`, up to its last row. A slider that scrubs through the
steps hands over ``history.at_step(step)``; settings tried by hand are a history too.
"""

from utils.drawing.stage import Stage
from utils.drawing.style import LEAST_WIDTH, PROJECTED_HEIGHT, THEMES, Style
from utils.drawing.view import View

__all__ = ["LEAST_WIDTH", "PROJECTED_HEIGHT", "THEMES", "Stage", "Style", "View"]
