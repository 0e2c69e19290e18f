"""A table of numbers beside a figure, as real text."""

import html
from collections.abc import Sequence

import ipywidgets

WIDTH = 372
"""CSS pixels: fixed, so that longer numbers do not resize the figure beside it."""


class StepTable(ipywidgets.HTML):
    """A table whose rows change with the run; the current row is bold and marked with an arrow."""

    def __init__(self):
        super().__init__(layout={"width": f"{WIDTH}px"})
        self.add_class("explorer-table")

    def show(self, headings: Sequence[str], rows: Sequence[Sequence[str]], current: int | None = None) -> None:
        """Replace the table.

        Parameters
        ----------
        headings : sequence of str
            One heading per column.
        rows : sequence of sequence of str
            The cells, as text.
        current : int, optional
            The index of the row that is on show in the figure.
        """
        head = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in headings)
        body = "".join(self._row(row, number == current) for number, row in enumerate(rows))
        self.value = f'<table class="step-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'

    @staticmethod
    def _row(cells: Sequence[str], current: bool) -> str:
        mark = ' aria-current="step"' if current else ""
        first, *rest = (html.escape(text) for text in cells)
        return f'<tr{mark}><th scope="row">{first}</th>' + "".join(f"<td>{text}</td>" for text in rest) + "</tr>"
