"""A map of two settings, a cell for each pair, which fills row by row."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.transforms import blended_transform_factory

from utils.descent import format_number
from utils.descent.experiments.rate_map import RateMap
from utils.drawing.class_looks import mixed
from utils.drawing.quick_text import QuickText
from utils.drawing.style import MARKERS
from utils.drawing.view import View

LIMITS = (1e-3, 10.0)
"""Losses with the palest and with the strongest color."""

STRONGEST = 0.6
"""Share of the loss's color in the strongest one: numbers stay easy to read."""

SHADES = 33

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

    The best rate of each row has a star, and a line joins the stars. Rows that are whole stand still.

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
        return tuple(id(trial) for trial in found.trials[: found.n_whole])

    def build(self, axes, found, style, kept=()):
        self.whole_rows = found.trials[: found.n_whole]  # held, so that their identities stay theirs
        n_rows, n_rates = len(self.values), len(self.rates)
        self.shades = mixed(style, style.loss, np.linspace(0.0, STRONGEST, SHADES))
        self._image(axes, found.losses[: found.n_whole], 0, n_rows)
        axes.set(xlim=(-0.5, n_rates - 0.5), ylim=(n_rows - 0.5, -0.5))
        axes.set_xticks(range(n_rates), labels=[format_number(rate) for rate in self.rates])
        axes.set_yticks(range(n_rows), labels=self.values)
        axes.set(xlabel="learning rate", ylabel=self.label)
        axes.set_title(self.title)
        axes.tick_params(length=0)
        for edge in np.arange(0.5, n_rates - 1):
            axes.axvline(edge, color=style.grid, linewidth=0.8)
        for edge in np.arange(0.5, n_rows - 1):
            axes.axhline(edge, color=style.grid, linewidth=0.8)
        for spine in axes.spines.values():
            spine.set_visible(True)
        for row, losses in enumerate(found.losses[: found.n_whole]):
            for column, (loss, color) in enumerate(zip(losses, self._colors(losses), strict=True)):
                number = QuickText(axes, style)  # in front of the line of the stars, and apart from it
                number.set(path_effects=[withStroke(linewidth=5, foreground=color / 255)], zorder=3)
                self._write(number, row, column, loss)
        best = [(column, row + STAR_AT) for row, column in enumerate(found.best) if column is not None]
        star = {"color": style.minimum, "marker": MARKERS["minimum"], "markersize": 13}
        star |= {"markeredgecolor": style.ink, "markeredgewidth": 0.6}
        axes.plot(*np.array(best or [(np.nan, np.nan)]).T, linewidth=2.0, **star, zorder=2.5)
        self.row_image = self.moving(self._image(axes, np.ones((1, n_rates)), 0, 1))
        axes.set(xlim=(-0.5, n_rates - 0.5), ylim=(n_rows - 0.5, -0.5))
        self.numbers = [self.moving(QuickText(axes, style)) for _ in range(n_rates)]
        self.frame = self.moving_line(color=style.ink, linewidth=3.2, solid_joinstyle="miter", clip_on=False)
        handles = [
            Line2D([], [], **star, linewidth=2.0, label="best rate of the row"),
            Line2D([], [], linestyle="", marker="s", markersize=11, markerfacecolor="none", markeredgewidth=2.6,
                   markeredgecolor=style.ink, label="shown on the right"),
        ]  # fmt: skip
        legend = axes.legend(
            handles=handles, ncols=2, frameon=False, borderpad=0, loc="lower center", bbox_to_anchor=(0.5, 0.01),
            bbox_transform=blended_transform_factory(axes.transAxes, axes.figure.transFigure),
        )  # fmt: skip
        legend.set_in_layout(False)
        axes.annotate(
            "\N{NO-BREAK SPACE}", (0.5, 0), (0, -8), xycoords=axes.xaxis.label, textcoords="offset points", va="top"
        )

    def update(self, found: RateMap):
        under_way = len(found.trials) > found.n_whole
        self.row_image.set_visible(under_way)
        row = found.n_whole
        for column, number in enumerate(self.numbers):
            if under_way:
                self._write(number, row, column, found.losses[row, column])
            else:
                number.show("")
        if under_way:
            self.row_image.set_data(self._colors(found.losses[row:]))
            self.row_image.set_extent((-0.5, len(self.rates) - 0.5, row + 0.5, row - 0.5))
        row, column = self.chosen()
        self.frame.set_data(column + AROUND[0], row + AROUND[1])

    def _image(self, axes, losses, first, n_rows):
        colors = np.zeros((n_rows, len(self.rates), 4), np.uint8)
        colors[: len(losses)] = self._colors(losses)
        extent = (-0.5, len(self.rates) - 0.5, first + n_rows - 0.5, first - 0.5)
        return axes.imshow(colors, extent=extent, origin="upper", interpolation="nearest", aspect="auto")

    def _colors(self, losses):
        low, high = np.log(LIMITS)
        shares = (np.log(np.clip(losses, *LIMITS)) - low) / (high - low)
        return self.shades[np.rint((SHADES - 1) * shares).astype(np.intp)]

    def _write(self, number, row, column, loss):
        n_rates, n_rows = len(self.rates), len(self.values)
        x, y = (column + 0.5) / n_rates, 1 - (row + 0.5 + NUMBER_AT) / n_rows
        number.show(say_cell(loss), x, y, ha="center", room=0.9 / n_rates)
