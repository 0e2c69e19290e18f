"""Pinned runs that come back another day."""

from collections.abc import Callable, Iterable

from utils.explorers.explorer import Explorer


def keep_pins(explorer: Explorer, states: Iterable[str], save: Callable[[list[str]], object]) -> None:
    """Pin the runs of an earlier day again, and save every change from now on.

    Parameters
    ----------
    explorer : Explorer
        Its controls stay as they are.
    states : iterable of str
        The state line of each run; one that the explorer does not take is left out.
    save : callable
        ``save(states)`` keeps the state lines of all pinned runs.
    """
    now = explorer.state
    for line in states:
        if explorer.restore(line) is None:
            explorer.pin()
    explorer.restore(now)
    explorer.pins.observe(lambda _: save(explorer.pins.states), "pinned")
