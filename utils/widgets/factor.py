"""A control for a factor: a logarithmic slider, and a box to type an exact value between its ends."""

import math
from collections.abc import Sequence

from utils.descent import format_number
from utils.widgets.controls import LearningRate
from utils.widgets.typed_rate import exact, quoted


class Factor(LearningRate):
    """A number to multiply by, such as 10 or 0.1. It looks like the learning rate, and keeps to its slider.

    Parameters
    ----------
    label : str
        What is multiplied.
    value, low, high : float
        The factor at the start, and the smallest and the largest one, above 0.
    classic : sequence of float
        Factors that get a button of their own.
    """

    def __init__(self, label: str, value: float, low: float, high: float, *, classic: Sequence[float] = ()):
        self.low, self.high = low, high
        super().__init__(value, low, high, classic=classic)
        self.slider.description = label
        self.box.placeholder = "1"
        self.box.tooltip = "Type an exact factor and press Enter"
        for one, factor in zip(self.buttons, classic, strict=True):
            one.tooltip = f"Use the factor {factor:g}"

    @property
    def word(self) -> str:
        """The factor as one word of a state line."""
        return repr(self.value).removesuffix(".0")

    def read(self, text: str) -> float:
        """Return the factor that a text stands for.

        Raises
        ------
        ValueError
            With one sentence, if it is none between the ends.
        """
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not self.low <= value <= self.high:
            ends = f"{format_number(self.low)} to {format_number(self.high)}"
            raise ValueError(f"A factor here is a number from {ends}, and {quoted(text)} is not.")
        return value

    def _typed(self, change) -> None:
        if self._following:
            return
        problem = ""
        try:
            self.value = self.read(change["new"].strip())
        except ValueError as error:
            problem = f"{error} Still using {exact(self.value)}."
        self._follow()
        self._say(problem)
