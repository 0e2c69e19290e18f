"""Work that many changes ask for, done for the last one."""

import threading
from collections.abc import Callable
from contextlib import contextmanager


class Merged:
    """Does work when called; calls that come while it is under way are merged into one more round.

    JupyterLab delivers some of a page's messages in a thread of its own (a kernel "subshell"), beside the
    one that runs the cells and hears the sliders. A call from another thread waits for its turn.

    Parameters
    ----------
    work : callable
        Takes no argument and reads the latest values by itself.

    Examples
    --------
    >>> done = []
    >>> update = Merged(lambda: done.append("round"))
    >>> with update.held():  # no round in here
    ...     update()
    >>> update()
    >>> done
    ['round']
    """

    def __init__(self, work: Callable[[], None]):
        self._work = work
        self._turn = threading.RLock()
        self._holds, self._busy, self._wanted = 0, False, False

    def __call__(self) -> None:
        """Do the work now; or, if it is this very work that asks, once more when it is done."""
        with self._turn:
            if self._holds:
                return
            self._wanted = True
            if self._busy:
                return
            self._busy = True
            try:
                while self._wanted:
                    self._wanted = False
                    self._work()
            finally:
                self._busy = False

    @contextmanager
    def held(self):
        """Ignore calls in here; whoever holds calls afterwards. Other threads wait."""
        with self._turn:
            self._holds += 1
            try:
                yield
            finally:
                self._holds -= 1
