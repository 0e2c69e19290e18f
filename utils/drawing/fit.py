"""Words that were made large, or that have less room than usual, made to fit where they stand."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.text import Text

LEGEND = 1.15
"""How much larger than usual a legend may become: it must leave the panel to the curves."""

MOST_ROUNDS = 4
"""Times that a legend is made smaller before it is left as it is."""

ROOM = 0.96
"""Share of a panel's width that a legend or a title may take."""


def fit_words(panels: Sequence[Axes], size: float, *, wrap: bool = False) -> bool:
    """Make legends and titles smaller where they would cover a panel or leave it; say whether any was changed.

    Parameters
    ----------
    panels : sequence of Axes
        Already drawn once, from left to right.
    size : float
        How much larger than usual all words are drawn.
    wrap : bool
        Whether titles that are too long get a second line, before they are made smaller.
    """
    changed = False
    for axes in panels:
        width = axes.bbox.width
        for legend in axes.findobj(Legend):
            changed |= _shrink(legend, LEGEND / size)
            for _ in range(MOST_ROUNDS):  # the lines beside the words do not shrink with them
                changed |= _shrink(legend, ROOM * width / legend.get_window_extent().width)
        for title in (axes.title, axes._left_title):
            if wrap and title.get_window_extent().width > width:
                changed |= _wrap(title)
            wanted = title.get_window_extent().width
            if title.get_text() and wanted > width:
                title.set_fontsize(title.get_fontsize() * ROOM * width / wanted)
                changed = True
    return changed


def _wrap(title: Text) -> bool:
    """Put the second half of a title's words on a line of its own; say whether there are that many."""
    text = title.get_text()
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    if not spaces or "\n" in text:
        return False
    middle = min(spaces, key=lambda place: abs(place - len(text) / 2))
    title.set_text(f"{text[:middle]}\n{text[middle + 1 :]}")
    return True


def _shrink(legend: Legend, share: float) -> bool:
    """Draw a legend's words and markers at a share of their size, if that is smaller; say whether it was."""
    if share >= 1:
        return False
    for text in (*legend.get_texts(), legend.get_title()):
        text.set_fontsize(share * text.get_fontsize())
    for handle in legend.legend_handles:
        if hasattr(handle, "set_markersize"):
            handle.set_markersize(share * handle.get_markersize())
    return True
