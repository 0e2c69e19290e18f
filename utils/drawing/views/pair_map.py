"""A map of two settings, a cell for each pair, which fills row by row."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.transforms import blended_transform_factory

from utils.descent import format_number
from utils.descent.experiments.rate_map import RateMap
from utils.drawing.class_looks import mixed
from utils.drawing.many_words import ManyWords
from utils.drawing.style import MARKERS
from utils.drawing.view import View

LIMITS = (1e-3, 10.0)
"""Losses with the palest and with the strongest color."""

STRONGEST = 0.6
"""Share of the loss's color in the strongest one: numbers stay easy to read."""

SHADES = 33

LETTERS = "0123456789.<infNae+-"
"""Of the numbers in the cells."""

NUMBER_AT, STAR_AT = 0.2, -0.22
"""Below and above the middle of a cell, in cells: where its number and its star stand."""

AROUND = np.array([(-0.5, 0.5, 0.5, -0.5, -0.5), (-0.5, -0.5, 0.5, 0.5, -0.5)])
"""The corners of a cell, from its middle."""


def say_cell(loss: float) -> str:
    """Write a loss as short as a cell is.

    Examples
    --------
    >>> [say_cell(loss) for loss in (0.00021, 0.0134, 0.6931, 38.7, np.inf)]
    ['< 0.001', '0.013', '0.69', '39', 'inf']
    """
    return "< 0.001" if loss < LIMITS[0] else format_number(float(f"{loss:.2g}"))


class PairMap(View):
    """The training loss of each pair of a learning rate (column) and something else (row) of a `RateMap`.

    The best rate of each row has a star, and a line joins the stars.

    Parameters
    ----------
    rates : sequence of float
    values : sequence of str
        What stands beside the rows, from top to bottom.
    label : str
        What the rows are.
    chosen : callable
        ``chosen() -> (row, column)`` is the cell with the frame; whoever changes it lets the stage draw anew.
    title : str
        The panel's title.
    """

    whole = True

    def __init__(
        self,
        rates: Sequence[float],
        values: Sequence[str],
        label: str,
        chosen: Callable[[], tuple[int, int]],
        *,
        title: str = "Training loss at the end, median of the seeds",
    ):
        super().__init__()
        self.rates, self.values, self.label, self.chosen, self.title = list(rates), list(values), label, chosen, title

    def background_key(self, found: RateMap):
        return None

    def build(self, axes, found, style, kept=()):
        n_rows, n_rates = len(self.values), len(self.rates)
        self.shades = mixed(style, style.loss, np.linspace(0.0, STRONGEST, SHADES))
        extent = (-0.5, n_rates - 0.5, n_rows - 0.5, -0.5)
        nothing = np.zeros((n_rows, n_rates, 4), np.uint8)
        self.cells = self.moving(
            axes.imshow(nothing, extent=extent, origin="upper", interpolation="nearest", aspect="auto")
        )
        axes.set(xlim=(-0.5, n_rates - 0.5), ylim=(n_rows - 0.5, -0.5))
        axes.set_xticks(range(n_rates), labels=[format_number(rate) for rate in self.rates])
        axes.set_yticks(range(n_rows), labels=self.values)
        axes.set(xlabel="learning rate", ylabel=self.label)
        axes.set_title(self.title)
        axes.tick_params(length=0)
        for spine in axes.spines.values():
            spine.set_visible(True)
        self.edges = self.moving_line(color=style.grid, linewidth=0.8, zorder=1.5)  # over the cells, which move
        across = [[(edge, -0.5), (edge, n_rows - 0.5), (np.nan, np.nan)] for edge in np.arange(0.5, n_rates - 1)]
        along = [[(-0.5, edge), (n_rates - 0.5, edge), (np.nan, np.nan)] for edge in np.arange(0.5, n_rows - 1)]
        self.edges.set_data(*np.vstack(across + along).T)
        star = {"color": style.minimum, "marker": MARKERS["minimum"], "markersize": 13}
        star |= {"markeredgecolor": style.ink, "markeredgewidth": 0.6}
        self.diagonal = self.moving_line(color=style.minimum, linewidth=1.4, zorder=1.7)  # behind the numbers
        self.stars = self.moving_line(linestyle="", **star, zorder=2.5)
        self.numbers = ManyWords(self, LETTERS)
        self.frame = self.moving_line(color=style.ink, linewidth=3.2, solid_joinstyle="miter", clip_on=False)
        handles = [
            Line2D([], [], **star, linewidth=1.4, label="best rate of the row"),
            Line2D([], [], linestyle="", marker="s", markersize=11, markerfacecolor="none", markeredgewidth=2.6,
                   markeredgecolor=style.ink, label="shown on the right"),
        ]  # fmt: skip
        legend = axes.legend(
            handles=handles, ncols=2, frameon=False, borderpad=0, loc="lower center", bbox_to_anchor=(0.5, 0.01),
            bbox_transform=blended_transform_factory(axes.transAxes, axes.figure.transSubfigure),
        )  # fmt: skip
        legend.set_in_layout(False)
        axes.annotate(
            "\N{NO-BREAK SPACE}", (0.5, 0), (0, -8), xycoords=axes.xaxis.label, textcoords="offset points", va="top"
        )

    def update(self, found: RateMap):
        losses = found.losses
        colors = np.zeros((len(self.values), len(self.rates), 4), np.uint8)
        colors[: len(losses)] = self._colors(losses)
        self.cells.set_data(colors)
        best = [(column, row + STAR_AT) for row, column in enumerate(found.best) if column is not None]
        for artist in (self.diagonal, self.stars):
            artist.set_data(*np.array(best or [(np.nan, np.nan)]).T)
        words = ((say_cell(loss), column, row + NUMBER_AT) for (row, column), loss in np.ndenumerate(losses))
        self.numbers.show(words, 0.9 / len(self.rates))
        row, column = self.chosen()
        self.frame.set_data(column + AROUND[0], row + AROUND[1])

    def _colors(self, losses):
        low, high = np.log(LIMITS)
        shares = (np.log(np.clip(losses, *LIMITS)) - low) / (high - low)
        return self.shades[np.rint((SHADES - 1) * shares).astype(np.intp)]
