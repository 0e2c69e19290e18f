"""A table of results that can be copied and saved, beside a figure or below it."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import anywidget
import ipywidgets
import traitlets

from utils.descent import History
from utils.explorers.explorer import Explorer
from utils.widgets.opener import Opener

HERE = Path(__file__).parent
WIDGETS = HERE.parent / "widgets"
WIDTH = 430
"""CSS pixels of a table that stands beside a figure: fixed, so that longer numbers do not resize the figure."""


class ResultsTable(anywidget.AnyWidget):
    """A table with buttons that copy it and save it as a CSV file; the browser alone does both.

    Parameters
    ----------
    title : str
        The table's caption.
    file_name : str
        What the saved file is called.

    Attributes
    ----------
    headings, rows : list
        The cells, as text.
    current : int
        The index of the row in bold, or -1.
    """

    _esm = "".join(
        path.read_text("utf-8") for path in (WIDGETS / "copy.js", WIDGETS / "table.js", HERE / "results_table.js")
    )

    title = traitlets.Unicode("").tag(sync=True)
    file_name = traitlets.Unicode("").tag(sync=True)
    headings = traitlets.List().tag(sync=True)
    rows = traitlets.List().tag(sync=True)
    current = traitlets.Int(-1).tag(sync=True)
    text = traitlets.Unicode("").tag(sync=True)
    csv = traitlets.Unicode("").tag(sync=True)

    def show(self, headings: Sequence[str], rows: Sequence[Sequence[str]], current: int | None = None) -> None:
        """Replace the table; ``current`` is the index of the row in bold."""
        file = io.StringIO()
        csv.writer(file).writerows([headings, *rows])
        with self.hold_sync():
            self.headings, self.rows = list(headings), [list(row) for row in rows]
            self.current = -1 if current is None else current
            self.csv = file.getvalue()
            self.text = "\n".join("\t".join(row) for row in [headings, *rows]) + "\n"


def add_results(
    explorer: Explorer,
    results: Callable[[History], tuple],
    *,
    title: str = "Results",
    file_name: str = "results.csv",
    beside: bool = False,
) -> Explorer:
    """Give an explorer a table of results.

    Parameters
    ----------
    explorer : Explorer
        It gets the attribute ``results``, the table.
    results : callable
        ``results(history) -> (headings, rows, current)``.
    title, file_name : str
        As for `ResultsTable`.
    beside : bool
        Stand on the right of the figure, always. Otherwise below it, opened by a button, and as long as it is
        closed it costs a slider's move nothing.

    Returns
    -------
    Explorer
        The same.
    """
    table = explorer.results = ResultsTable(title=title, file_name=file_name)
    figure = explorer.figure

    def follow(_=None):
        table.show(*results(explorer.history))

    if beside:
        table.layout.width = f"{WIDTH}px"
        width = {"max_width": f"{figure.width + WIDTH}px"}
        pair = ipywidgets.HBox([figure, table], layout=width)
        pair.add_class("figure-and-table")
        explorer.children = [pair if child is figure else child for child in explorer.children]
        for child in explorer.children[:1]:
            child.layout.max_width = width["max_width"]
        figure.observe(follow, "frame_number")
        follow()
        return explorer

    opener = Opener("Results table", "The results of this figure as a table")
    table.layout.display = "none"

    def opened(change):
        if change["new"]:
            figure.observe(follow, "frame_number")
            follow()
        else:
            figure.unobserve(follow, "frame_number")
        table.layout.display = None if change["new"] else "none"

    opener.observe(opened, "value")
    explorer.results_opener = opener
    explorer.children = [_with(child, opener, explorer) for child in [*explorer.children, table]]
    return explorer


def _with(child, opener, explorer):
    """Add the opener to the row of buttons."""
    if explorer.state_row.opener in getattr(child, "children", ()):
        child.children = [*child.children, opener]
    return child
