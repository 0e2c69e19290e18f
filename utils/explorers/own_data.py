"""The learner's own table: choose a file and two of its columns, and see them in the course's figures."""

from collections.abc import Callable, Mapping
from pathlib import Path

import ipywidgets

from utils.descent import Dataset
from utils.descent.data.own_table import OwnTable
from utils.drawing.lettering import letters_without_font
from utils.explorers.explorer import Explorer
from utils.explorers.merged import Merged
from utils.widgets import controls
from utils.widgets.files import FileChoice

MOST_ROWS = 200_000
MOST_COLUMNS = 1000
"""A table with more of them takes the page too long to read and to offer."""


class OwnData(ipywidgets.VBox):
    """Choose a CSV file, two of its columns, and a figure that shows them.

    Whatever cannot be used gets one sentence, and what was on show stays.

    Parameters
    ----------
    figures : mapping of str to callable
        ``build(data) -> Explorer`` for each figure, by what the menu calls it.
    example : pathlib.Path
        A CSV file to begin with.
    x, y : str
        Two of its columns.
    note : callable, optional
        ``note(data) -> str`` has one more thing to say about the data.

    Attributes
    ----------
    data : Dataset
        On show.
    explorer : Explorer
        On show; its state lines name the columns.
    """

    def __init__(
        self,
        figures: Mapping[str, Callable[[Dataset], Explorer]],
        example: Path,
        x: str,
        y: str,
        *,
        note: Callable[[Dataset], str] = lambda data: "",
    ):
        self._figures, self._note = dict(figures), note
        self._table = OwnTable.read(Path(example).read_bytes(), Path(example).name)
        self.file = FileChoice(self._take, after_problem=self._still_there, label="Choose a CSV file")
        self.x = controls.choice("x", [x], x)
        self.y = controls.choice("y, to predict", [y], y)
        self.figure = controls.choice("figure", list(figures), next(iter(figures)))
        self.standardized = controls.switch("standardize x: mean 0, deviation 1")
        self._slot = ipywidgets.VBox()
        self.explorer: Explorer | None = None
        self.update = Merged(self._follow_controls)
        self._offer(x, y)
        self.update()
        columns = {"grid_template_columns": "repeat(auto-fit, minmax(330px, 1fr))", "max_width": "960px"}
        menus = [self.x, self.y, self.figure, self.standardized]
        super().__init__([self.file, ipywidgets.GridBox(menus, layout=columns), self._slot])
        self.add_class("own-data")
        for menu in menus:
            menu.observe(lambda _: self.update(), "value")

    @property
    def status(self) -> str:
        """What is said about the file and the data."""
        return self.file.status

    def _take(self, content: bytes, name: str) -> str:
        """Show a file that has arrived, and return what to say of it; one that cannot be shown changes nothing."""
        table = OwnTable.read(content, name)
        _check_size(table)
        x, y = table.first_pair()
        shown = self._built(table, x, y)
        with self.update.held():
            self._table = table
            self._offer(x, y)
            return self._put(*shown)

    def _offer(self, x: str, y: str) -> None:
        """Fill the menus with the table's columns of numbers."""
        options = [
            (f"{name} ({count:,} missing)" if count else name, name) for name, count in self._table.n_missing.items()
        ]
        with self.update.held():
            for menu, chosen in ((self.x, x), (self.y, y)):
                menu.options = options
                menu.value = chosen

    def _follow_controls(self) -> None:
        try:
            self.file.say(self._put(*self._built(self._table, self.x.value, self.y.value)))
        except ValueError as error:
            self.file.say_problem(error)

    def _built(self, table: OwnTable, x: str, y: str) -> tuple[Dataset, Explorer, str]:
        """Return two columns, the chosen figure of them, and what to say of them; nothing on show is touched."""
        data = table.data(x, y, standardized=self.standardized.value)
        explorer = self._figures[self.figure.value](data)
        explorer.name = f"{explorer.name} of {_plain(data.feature_names[0])} and {_plain(data.target_name)}"
        try:
            words = (table.describe(data), self._note(data), _about_letters(data))
            return data, explorer, " ".join(word for word in words if word)
        except ValueError:
            _close(explorer)
            raise

    def _put(self, data: Dataset, explorer: Explorer, words: str) -> str:
        """Put a figure in place of the last one, and return what to say of its data."""
        last, self.explorer, self.data = self.explorer, explorer, data
        if last is not None:  # the page's colors from the start, not a flash of others
            with explorer.figure.hold_trait_notifications():
                explorer.figure.scale, explorer.figure.theme = last.figure.scale, last.figure.theme
        self._slot.children = (explorer,)
        if last is not None:
            _close(last)
        return words

    def _still_there(self) -> str:
        """Say what the figure still shows."""
        return f"The figure still shows {self.data.feature_names[0]} and {self.data.target_name}."

    def _repr_mimebundle_(self, **kwargs):
        """The widget, and for pages without a kernel what it says and shows at first."""
        data = dict(super()._repr_mimebundle_(**kwargs) or {})
        shown, size = self.explorer._repr_mimebundle_(**kwargs)
        return data | {
            "text/plain": f"{self.status}\n{self.explorer.sentence}",
            "image/png": shown["image/png"],
        }, size


def _check_size(table: OwnTable) -> None:
    """Raise a ValueError with one sentence for a table that has more rows or columns than a page takes."""
    n_columns = len(table.numbers) + len(table.others)
    for count, most, what in ((table.n_rows, MOST_ROWS, "rows"), (n_columns, MOST_COLUMNS, "columns")):
        if count > most:
            raise ValueError(f"{table.name} has {count:,} {what}; this page takes up to {most:,}.")


def _about_letters(data: Dataset) -> str:
    """Return a sentence about the letters in a column's name that a figure cannot show; empty if it shows all."""
    missing = letters_without_font(data.feature_names[0] + data.target_name)
    return f"The figure draws a box for each of {' '.join(missing)}: no font here has it." if missing else ""


def _plain(name: str) -> str:
    """Return a column's name as a state line can hold it."""
    return " ".join(name.replace("|", "/").split())


def _close(widget: ipywidgets.Widget) -> None:
    """Let go of a widget and all that is in it, here and on the page."""
    for inner in getattr(widget, "children", ()):
        _close(inner)
    for part in ("layout", "style"):
        if isinstance(found := getattr(widget, part, None), ipywidgets.Widget):
            found.close()
    widget.close()
