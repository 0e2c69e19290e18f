"""Many short words that move in a panel: each letter goes to the page once, and then only where it stands."""

from collections.abc import Iterable

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.textpath import TextPath, TextToPath

from utils.drawing.view import View

MIDDLE = 0.36
"""Of the font's size: how far above its line the middle of a digit is."""


class ManyWords:
    """Words of a few letters, such as the numbers in the cells of a map.

    Parameters
    ----------
    view : View
        In whose Axes, and among whose moving artists, the words are.
    letters : str
        All that a word may be made of, besides blanks.
    """

    def __init__(self, view: View, letters: str):
        style = view.style
        self.view, self._size = view, style.rc["font.size"]
        font = FontProperties(family=style.rc["font.family"], size=self._size)
        measure = TextToPath().get_text_width_height_descent
        self._advance = {letter: measure(letter, font, False)[0] for letter in {*letters, " "}}
        self._lines = {}
        for letter in letters:
            shape = TextPath((0, 0), letter, prop=font)
            reach = np.abs(shape.vertices).max()  # a marker is made as large as its farthest point
            self._lines[letter] = view.moving_line(
                linestyle="", marker=MarkerStyle(Path(shape.vertices, shape.codes)), markersize=2 * reach,
                markerfacecolor=style.ink, markeredgewidth=0, zorder=3, clip_on=False,
            )  # fmt: skip

    def show(self, words: Iterable[tuple[str, float, float]], room: float) -> None:
        """Write words, each with its middle at a place.

        Parameters
        ----------
        words : iterable of (str, float, float)
            The word, and its place in data coordinates.
        room : float
            What a word may take of the panel's width; of longer ones the letters stand closer.
        """
        axes = self.view.axes
        points = axes.figure.dpi / 72
        most = room * axes.bbox.width
        places = {letter: [] for letter in self._lines}
        for word, x, y in words:
            advances = np.array([self._advance[letter] for letter in word]) * points
            advances *= min(1.0, most / advances.sum())
            middle = axes.transData.transform((x, y)) - (advances.sum() / 2, MIDDLE * self._size * points)
            for letter, begin in zip(word, np.cumsum(advances) - advances, strict=True):
                if letter != " ":
                    places[letter].append(middle + np.array([begin, 0.0]))
        back = axes.transData.inverted()
        for letter, line in self._lines.items():
            line.set_data(*(back.transform(places[letter]).T if places[letter] else ([], [])))
