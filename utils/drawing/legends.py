"""Names of curves that can pass through any place of a chart: below it, and above all panels."""

from collections.abc import Sequence
from itertools import product
from math import ceil

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.transforms import blended_transform_factory

SIZES = 9.5, 8.2
"""Of the letters above, in points: smaller ones are read more easily than one more row leaves of the charts."""

ROOM = 0.98
"""Share of the figure's width that the names of pinned runs may take."""

LETTER, BESIDE, ROW = 6.2, 45.0, 17.0
"""CSS pixels: about the width of a smaller letter, of the line beside a name, and the height of a row of names."""


def name_below(axes: Axes, columns: int = 2) -> None:
    """Say below the chart which curve is which."""
    place = blended_transform_factory(axes.transAxes, axes.figure.transSubfigure)
    axes.legend(
        loc="lower center", bbox_to_anchor=(0.5, 0.01), bbox_transform=place, ncols=columns, frameon=False,
        borderpad=0, columnspacing=0.8, handletextpad=0.4,
    ).set_in_layout(False)  # fmt: skip
    # Room for it where no panel beside has words below its axis
    look = {"xycoords": axes.xaxis.label, "textcoords": "offset points", "va": "top"}
    axes.annotate("\N{NO-BREAK SPACE}", (0.5, 0), (0, -8), **look)


def name_above(axes: Axes, curves: list[Line2D], what: str) -> None:
    """Name pinned runs above all panels, in as few rows as there is room for; ``what`` says what their curves are."""
    heading = Line2D([], [], linestyle="", label=what)
    for columns, size in product(range(1 + len(curves), 0, -1), SIZES):
        legend = axes.figure.legend(
            handles=[heading, *curves], loc="outside upper left", ncols=columns, fontsize=size, frameon=False,
            borderpad=0, handlelength=2.6, handletextpad=0.5, columnspacing=1.0, labelspacing=0.25,
        )  # fmt: skip
        for text in legend.get_texts():
            text.set_parse_math(False)
        if (columns, size) == (1, SIZES[-1]) or legend.get_window_extent().width <= ROOM * axes.figure.bbox.width:
            return
        legend.remove()


def strip_above(names: Sequence[str], what: str, width: float) -> float:
    """Return how many CSS pixels :func:`name_above` takes in a figure that is so wide.

    Examples
    --------
    >>> strip_above(["2x8 tanh, 0.1"], "pinned, validation:", 960), strip_above([], "pinned, validation:", 960)
    (17.0, 0.0)
    """
    length = sum(BESIDE + LETTER * len(name) for name in (what, *names))
    return ROW * ceil(length / (ROOM * width)) if names else 0.0
