"""A table of results for an explorer, beside its figure or below it."""

from collections.abc import Callable

import ipywidgets

from utils.explorers.explorer import Explorer
from utils.widgets.table import Table


def add_results(
    explorer: Explorer,
    results: Callable[..., tuple],
    *,
    title: str = "",
    file_name: str = "",
    beside: int | None = None,
) -> Explorer:
    """Give an explorer a table of results.

    Parameters
    ----------
    explorer : Explorer
        It gets the attribute ``results``, the table.
    results : callable
        ``results(result) -> (headings, rows, current)``, as :meth:`~utils.widgets.table.Table.show` takes them.
    title, file_name : str
        As for `Table`; a table below the figure needs both.
    beside : int, optional
        The width in CSS pixels of a table that always stands on the right of the figure: fixed, so that longer
        numbers do not resize the figure. Without it the table stands below, opened by a button.

    Returns
    -------
    Explorer
        The same.
    """
    table = explorer.results = Table(title=title, file_name=file_name)
    show = lambda: table.show(*results(explorer.result))  # noqa: E731
    if beside is None:
        hint = "The results of this figure as a table"
        explorer.results_opener = explorer.add_part(f"{title} table", hint, table, show)
        explorer.children = [*explorer.children, table]
        return explorer
    table.layout.width = f"{beside}px"
    figure = explorer.figure
    width = f"{explorer.stage.width + beside}px"
    pair = ipywidgets.HBox([figure, table], layout={"max_width": width})
    pair.add_class("figure-and-table")
    explorer.children = [pair if child is figure else child for child in explorer.children]
    explorer.control_grid.layout.max_width = width
    explorer.on_shown(show)
    show()
    return explorer
