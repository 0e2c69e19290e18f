"""Projector mode: large text and lines in every explorer of the page, for the back row of a classroom."""

from weakref import WeakSet

LARGE = 1.4
"""How much larger text, lines and markers are."""

_explorers: WeakSet = WeakSet()
_size = 1.0


def projector(on: bool = True) -> None:
    """Make text and lines large in every explorer of this notebook, also in those that come later.

    Parameters
    ----------
    on : bool
        False goes back to the usual size.
    """
    global _size
    _size = LARGE if on else 1.0
    for explorer in list(_explorers):
        _fit(explorer)


def join(explorer) -> None:
    """Let an explorer follow from now on (called by each new one)."""
    _explorers.add(explorer)
    if _size != 1.0:
        _fit(explorer)


def _fit(explorer) -> None:
    explorer.add_class("projector") if _size != 1.0 else explorer.remove_class("projector")
    explorer.redraw(size=_size)
