"""Tells a slider that somebody moved from one that the page has only rounded."""

import math
from collections import deque
from time import monotonic

import ipywidgets

SECONDS = 60.0
"""How late the page may answer: while cells run, its answers wait."""


class Echoes:
    """The values that a logarithmic slider was given, which the page may give back rounded.

    The page shows a value at the nearest of the slider's steps, and reports that place as if somebody had
    moved the slider there. While cells run, such an echo can come after the slider was given another value.

    Parameters
    ----------
    slider : ipywidgets.FloatLogSlider
    """

    def __init__(self, slider: ipywidgets.FloatLogSlider):
        self._slider = slider
        self._given: deque[tuple[float, float]] = deque(maxlen=50)

    def gave(self, value: float) -> None:
        """Note that the slider was given a value."""
        self._given.append((value, monotonic()))

    def take(self, position: float) -> bool:
        """Whether a position is the echo of a value that the slider was given; each value echoes once."""
        for given in self._given:
            if monotonic() < given[1] + SECONDS and self.is_near(position, given[0]):
                self._given.remove(given)
                return True
        return False

    def clear(self) -> None:
        """Forget the values, because somebody has moved the slider since."""
        self._given.clear()

    def is_near(self, position: float, value: float) -> bool:
        """Whether the slider shows a value at this position; beyond its ends it stays at the end."""
        if not value > 0:
            return False
        shown = min(max(math.log10(value), self._slider.min), self._slider.max)
        return abs(math.log10(position) - shown) < 0.501 * self._slider.step
