"""Words that were made large, made to fit where they stand."""

from collections.abc import Sequence

from matplotlib.axes import Axes

LEGEND = 1.15
"""How much larger than usual a legend may become: it must leave the panel to the curves."""

ROOM = 0.96
"""Share of a panel's width that a legend or a title may take."""


def fit_words(panels: Sequence[Axes], size: float) -> bool:
    """Make legends and titles smaller where they would cover a panel or leave it; say whether any was changed.

    Parameters
    ----------
    panels : sequence of Axes
        Already drawn once, from left to right.
    size : float
        How much larger than usual all words are drawn.
    """
    changed = False
    for axes in panels:
        width = axes.bbox.width
        legend = axes.get_legend()
        if legend is not None:
            share = min(LEGEND / size, ROOM * width / legend.get_window_extent().width)
            for text in legend.get_texts():
                text.set_fontsize(share * text.get_fontsize())
            for handle in legend.legend_handles:
                if hasattr(handle, "set_markersize"):
                    handle.set_markersize(share * handle.get_markersize())
            changed |= share < 1
        for title in (axes.title, axes._left_title):
            wanted = title.get_window_extent().width
            if title.get_text() and wanted > width:
                title.set_fontsize(title.get_fontsize() * ROOM * width / wanted)
                changed = True
    return changed
