"""Three of the learner's own columns: two numbers, and the class that is to be told from them."""

from collections.abc import Callable
from pathlib import Path

from utils.descent import Dataset
from utils.descent.data.own_classes import (
    class_columns,
    data_with_classes,
    describe_classes,
    first_columns_with_classes,
)
from utils.explorers.explorer import Explorer
from utils.explorers.own_file import OwnFile, number_options
from utils.widgets import controls

KEYS = ("x1", "x2", "classes")


class OwnClasses(OwnFile):
    """Choose a CSV file, two of its columns of numbers and one of 2 to 4 classes, and see them in a figure.

    Parameters
    ----------
    figure : callable
        ``figure(data, class_names) -> Explorer``.
    example : pathlib.Path
        A CSV file to begin with.
    x1, x2, classes : str
        Three of its columns.
    """

    def __init__(
        self, figure: Callable[[Dataset, tuple[str, ...]], Explorer], example: Path, x1: str, x2: str, classes: str
    ):
        self._figure = figure
        labels = zip(KEYS, ("x1", "x2", "classes, to tell"), (x1, x2, classes), strict=True)
        menus = {key: controls.choice(label, [value], value) for key, label, value in labels}
        super().__init__(example, menus, dict(zip(KEYS, (x1, x2, classes), strict=True)))

    def first_columns(self, table):
        return dict(zip(KEYS, first_columns_with_classes(table), strict=True))

    def options(self, table):
        numbers = number_options(table)
        classes = [(f"{name} ({len(labels)} classes)", name) for name, labels in class_columns(table).items()]
        return {"x1": numbers, "x2": numbers, "classes": classes}

    def build(self, table, columns):
        data, names = data_with_classes(table, *(columns[key] for key in KEYS))
        return data, self._figure(data, names), describe_classes(table, data, names)
