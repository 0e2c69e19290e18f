"""Two of the learner's own columns: a number that is to be predicted from another one."""

from collections.abc import Callable, Mapping
from pathlib import Path

from utils.descent import Dataset
from utils.descent.data.own_table import OwnTable
from utils.explorers.explorer import Explorer
from utils.explorers.own_file import OwnFile, close_all, number_options
from utils.widgets import controls


class OwnData(OwnFile):
    """Choose a CSV file, two of its columns, and a figure that shows them.

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
        self.x = controls.choice("x", [x], x)
        self.y = controls.choice("y, to predict", [y], y)
        self.figure = controls.choice("figure", list(figures), next(iter(figures)))
        self.standardized = controls.switch("standardize x: mean 0, deviation 1")
        menus = {"x": self.x, "y": self.y, "figure": self.figure, "standardized": self.standardized}
        super().__init__(example, menus, {"x": x, "y": y})

    def first_columns(self, table):
        return dict(zip("xy", table.first_pair(), strict=True))

    def options(self, table):
        return dict.fromkeys("xy", number_options(table))

    def build(self, table: OwnTable, columns):
        data = table.data(columns["x"], columns["y"], standardized=self.standardized.value)
        explorer = self._figures[self.figure.value](data)
        try:
            words = " ".join(word for word in (table.describe(data), self._note(data)) if word)
        except ValueError:
            close_all(explorer)
            raise
        return data, explorer, words
