"""A slider through a few values that have names, such as the batch sizes of a map's rows."""

from collections.abc import Sequence

import ipywidgets

from utils.widgets.controls.plain import LABEL, WIDE


class Ladder(ipywidgets.SelectionSlider):
    """A slider with a place for each of a few values. Its value is the number of the place, from 0.

    Parameters
    ----------
    label : str
        What the slider is called.
    names : sequence of str
        What it says at each place, all different and without blanks: they are the words of a state line, too.
    value : int
        The place at the start.

    Examples
    --------
    >>> ladder = Ladder("batch size", ["210", "20", "1"], 1)
    >>> ladder.value, ladder.word, ladder.read("1")
    (1, '20', 2)
    """

    min, step = 0, 1  # so the pointer can set it, as it sets any slider for whole numbers

    def __init__(self, label: str, names: Sequence[str], value: int = 0):
        self.names = list(names)
        super().__init__(
            options=[(name, place) for place, name in enumerate(self.names)], value=value, description=label,
            style=LABEL, layout={"width": WIDE},
        )  # fmt: skip

    @property
    def max(self) -> int:
        """The number of the last place."""
        return len(self.names) - 1

    @property
    def word(self) -> str:
        """What it says, as one word of a state line."""
        return self.names[self.value]

    def read(self, text: str) -> int:
        """Return the place that a name stands for.

        Raises
        ------
        ValueError
            With one sentence, if there is no such name.
        """
        if text not in self.names:
            raise ValueError(f"Here it is one of {', '.join(self.names)}.")
        return self.names.index(text)
