"""The learner's own table: choose a file and some of its columns, and see them in the course's figures."""

from collections.abc import Mapping
from pathlib import Path

import ipywidgets

from utils.descent import Dataset
from utils.descent.data.own_table import OwnTable
from utils.drawing.lettering import letters_without_font
from utils.explorers.explorer import Explorer
from utils.explorers.merged import Merged
from utils.widgets.files import FileChoice

MOST_ROWS = 200_000
MOST_COLUMNS = 1000
"""A table with more of them takes the page too long to read and to offer."""


class OwnFile(ipywidgets.VBox):
    """Choose a CSV file and, by menus, how it is shown.

    Whatever cannot be used gets one sentence, and what was on show stays. A kind of it says which columns are
    offered, and builds the figure: see the first three methods.

    Parameters
    ----------
    example : pathlib.Path
        A CSV file to begin with.
    menus : mapping of str to widget
        In the order in which they stand on the page.
    chosen : mapping of str to str
        The columns to begin with, by the key of their menu.

    Attributes
    ----------
    data : Dataset
        On show.
    explorer : Explorer
        On show; its state lines name the columns.
    """

    def __init__(self, example: Path, menus: Mapping[str, ipywidgets.Widget], chosen: Mapping[str, str]):
        self._table = OwnTable.read(Path(example).read_bytes(), Path(example).name)
        self.file = FileChoice(self._take, after_problem=self._still_there, label="Choose a CSV file")
        self.menus = dict(menus)
        self._slot = ipywidgets.VBox()
        self.explorer: Explorer | None = None
        self.update = Merged(self._follow_controls)
        self._offer(chosen)
        self.update()
        columns = {"grid_template_columns": "repeat(auto-fit, minmax(min(330px, 100%), 1fr))", "max_width": "960px"}
        super().__init__([self.file, ipywidgets.GridBox(list(self.menus.values()), layout=columns), self._slot])
        self.add_class("own-data")
        for menu in self.menus.values():
            menu.observe(lambda _: self.update(), "value")

    def first_columns(self, table: OwnTable) -> dict[str, str]:
        """Return the first columns that can be used together, by the key of their menu, or raise a ValueError."""
        raise NotImplementedError

    def options(self, table: OwnTable) -> dict[str, list[tuple[str, str]]]:
        """Return what each menu of columns offers."""
        raise NotImplementedError

    def build(self, table: OwnTable, columns: Mapping[str, str]) -> tuple[Dataset, Explorer, str]:
        """Return these columns as data, the figure of them, and what to say of them, or raise a ValueError."""
        raise NotImplementedError

    @property
    def status(self) -> str:
        """What is said about the file and the data."""
        return self.file.status

    def _take(self, content: bytes, name: str) -> str:
        """Show a file that has arrived, and return what to say of it; one that cannot be shown changes nothing."""
        table = OwnTable.read(content, name)
        _check_size(table)
        chosen = self.first_columns(table)
        shown = self._built(table, chosen)
        with self.update.held():
            self._table = table
            self._offer(chosen)
            return self._put(*shown)

    def _offer(self, chosen: Mapping[str, str]) -> None:
        """Fill the menus with the table's columns."""
        offered = self.options(self._table)
        with self.update.held():
            for key, column in chosen.items():
                self.menus[key].options = offered[key]
                self.menus[key].value = column
        self._columns = list(chosen)

    def _follow_controls(self) -> None:
        try:
            chosen = {key: self.menus[key].value for key in self._columns}
            self.file.say(self._put(*self._built(self._table, chosen)))
        except ValueError as error:
            self.file.say_problem(error)

    def _built(self, table: OwnTable, chosen: Mapping[str, str]) -> tuple[Dataset, Explorer, str]:
        """Return some columns, the chosen figure of them, and what to say of them; nothing on show is touched."""
        data, explorer, words = self.build(table, chosen)
        explorer.name = f"{explorer.name} of {_plain(names_of(data))}"
        missing = letters_without_font("".join(data.feature_names) + data.target_name)
        if missing:
            words += f" The figure draws a box for each of {' '.join(missing)}: no font here has it."
        return data, explorer, words

    def _put(self, data: Dataset, explorer: Explorer, words: str) -> str:
        """Put a figure in place of the last one, and return what to say of its data."""
        last, self.explorer, self.data = self.explorer, explorer, data
        if last is not None:  # the page's colors from the start, not a flash of others
            with explorer.figure.hold_trait_notifications():
                explorer.figure.scale, explorer.figure.theme = last.figure.scale, last.figure.theme
        self._slot.children = (explorer,)
        if last is not None:
            close_all(last)
        return words

    def _still_there(self) -> str:
        """Say what the figure still shows."""
        return f"The figure still shows {names_of(self.data)}."

    def _repr_mimebundle_(self, **kwargs):
        """The widget, and for pages without a kernel what it says and shows at first."""
        data = dict(super()._repr_mimebundle_(**kwargs) or {})
        shown, metadata = self.explorer.stored(f"{self.status}\n{self.explorer.sentence}")
        return data | shown, metadata


def names_of(data: Dataset) -> str:
    """Name the columns of a data set.

    Examples
    --------
    >>> from utils.descent import two_points
    >>> names_of(two_points())
    'x and y'
    """
    return f"{', '.join(data.feature_names)} and {data.target_name}"


def number_options(table: OwnTable) -> list[tuple[str, str]]:
    """Return what a menu of columns of numbers offers, with how many values are missing in each."""
    missing = table.n_missing.items()
    return [(f"{name} ({count:,} missing)" if count else name, name) for name, count in missing]


def close_all(widget: ipywidgets.Widget) -> None:
    """Let go of a widget and all that is in it, here and on the page."""
    for inner in getattr(widget, "children", ()):
        close_all(inner)
    for part in ("layout", "style"):
        if isinstance(found := getattr(widget, part, None), ipywidgets.Widget):
            found.close()
    widget.close()


def _check_size(table: OwnTable) -> None:
    """Raise a ValueError with one sentence for a table that has more rows or columns than a page takes."""
    n_columns = len(table.numbers) + len(table.others)
    for count, most, what in ((table.n_rows, MOST_ROWS, "rows"), (n_columns, MOST_COLUMNS, "columns")):
        if count > most:
            raise ValueError(f"{table.name} has {count:,} {what}; this page takes up to {most:,}.")


def _plain(name: str) -> str:
    """Return a column's name as a state line can hold it."""
    return " ".join(name.replace("|", "/").split())
