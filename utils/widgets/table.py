"""A table of results that changes, and can be copied and saved."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import anywidget
import traitlets

HERE = Path(__file__).parent
PARTS = "".join((HERE / name).read_text("utf-8") for name in ("copy.js", "save_file.js", "table_parts.js"))
"""What each kind of table begins with on the page."""
LOOK = (HERE / "table.css").read_text("utf-8")


class Table(anywidget.AnyWidget):
    """A table of text, with buttons that copy it and save it as a CSV file; the browser alone does both.

    Parameters
    ----------
    title : str
        The table's caption; none if empty.
    file_name : str
        What the saved file is called; without it there are no buttons.

    Attributes
    ----------
    headings, rows : list
        The cells, as text.
    current : int
        The index of the row in bold, or -1.
    text, csv : str
        The same with tabs between the cells, and as a CSV file.
    """

    _esm = PARTS + (HERE / "table.js").read_text("utf-8")
    _css = LOOK

    title = traitlets.Unicode("").tag(sync=True)
    file_name = traitlets.Unicode("").tag(sync=True)
    headings = traitlets.List().tag(sync=True)
    rows = traitlets.List().tag(sync=True)
    current = traitlets.Int(-1).tag(sync=True)
    text = traitlets.Unicode("").tag(sync=True)
    csv = traitlets.Unicode("").tag(sync=True)

    def show(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        current: int | None = None,
        *,
        saved: Iterable[Sequence[str]] | None = None,
    ) -> None:
        """Replace the table.

        Parameters
        ----------
        headings : sequence of str
            One heading per column.
        rows : sequence of sequence of str
            The cells, as text.
        current : int, optional
            The index of the row in bold.
        saved : iterable of sequence of str, optional
            The rows of the saved file, headings and all, where it holds more than is shown.
        """
        shown = [list(headings), *map(list, rows)]
        with self.hold_sync():
            self.headings, self.rows = shown[0], shown[1:]
            self.current = -1 if current is None else current
            self.text, self.csv = as_tabs(shown), as_csv(shown if saved is None else saved)


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as the text of a CSV file.

    Examples
    --------
    >>> as_csv([["rate", "what happened"], ["0.1", "converged, slowly"]])
    'rate,what happened\\r\\n0.1,"converged, slowly"\\r\\n'
    """
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()


def as_tabs(rows: Iterable[Sequence[str]]) -> str:
    """Return rows with tabs between their cells, as spreadsheets take them."""
    return "".join("\t".join(row) + "\n" for row in rows)
