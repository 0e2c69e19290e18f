"""Where the parts of an explorer stand on the page."""

from collections.abc import Iterable

import ipywidgets

from utils.widgets.step_table import WIDTH as TABLE_WIDTH
from utils.widgets.step_table import StepTable


def arrange(controls: Iterable, buttons: Iterable, state_row, problem, figure, table: StepTable | None, pins) -> list:
    """Return the rows of an explorer, from top to bottom, in the order of the Tab key.

    Parameters
    ----------
    controls, buttons : iterable of widget
        Controls stand in two columns where there is room for them; buttons in one row.
    state_row : widget
        Below the buttons, one of which opens it.
    problem : widget
        Says what went wrong.
    figure : LiveFigure
        Its width is that of the controls.
    table : StepTable or None
        Stands on the right of the figure.
    pins : widget
        Below the figure.
    """
    width = {"max_width": f"{figure.width + (TABLE_WIDTH if table else 0)}px"}
    columns = {"grid_template_columns": "repeat(auto-fit, minmax(330px, 1fr))"}
    if table:
        figure = ipywidgets.HBox([figure, table], layout=width)
        figure.add_class("figure-and-table")
    return [
        ipywidgets.GridBox(list(controls), layout={**columns, **width}),
        ipywidgets.HBox(list(buttons), layout={"flex_flow": "row wrap"}),
        state_row,
        problem,
        figure,
        pins,
    ]
