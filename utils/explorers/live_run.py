"""A run that is shown while it gets better: its results come one by one, and the kernel stays free in between."""

import asyncio
import itertools
import math
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from weakref import WeakSet

from IPython import get_ipython

from utils.descent import history_of

SLICE_S = 0.01
"""Seconds of work between two looks at what else the kernel has to do."""
REST_S = 0.015
"""Seconds in which the page has the computer for the first picture, before the run goes on."""
SHOW_EVERY_S = 0.1
"""Seconds between two pictures: more of them would take the time that the run needs. Only the first ones come one
soon after the other, each when twice the time has gone by: what the first one shows is hardly begun."""


@dataclass(frozen=True)
class SoFar:
    """What the generator of a run may yield in place of a result, to say how far it has come.

    Parameters
    ----------
    result : History or object
        The result so far, as the explorer shows it.
    share : float
        The part of the work that is done, from 0 to 1.
    """

    result: object
    share: float


def so_far(results: Iterable, n_steps: int) -> Iterator[SoFar]:
    """Yield each result with the share of its steps that are done.

    Parameters
    ----------
    results : iterable of History or object
        Such as `utils.descent.training` yields.
    n_steps : int
        Steps of the whole run.

    Examples
    --------
    >>> from utils.descent import gradient_descent, quadratic_bowl, training
    >>> runs = training(quadratic_bowl([1.0]), gradient_descent(0.1), [1.0], n_steps=20, yield_every=5)
    >>> [one.share for one in so_far(runs, 20)]
    [0.25, 0.5, 0.75, 1.0]
    """
    for result in results:
        yield SoFar(result, history_of(result).n_steps / n_steps if n_steps else 1.0)


class LiveRun:
    """What a generator has yielded, and whether more will come.

    Parameters
    ----------
    results : iterator of result or SoFar

    Attributes
    ----------
    result : History or object
        The latest.
    share : float or None
        How much of the run is done, if the generator says so.
    number : int
        Which of all runs it is, from 1.
    going, whole : bool
        Whether more may come, and whether all has come.
    stopped : str
        What ended it before its end, such as "Stopped"; empty otherwise.

    Examples
    --------
    >>> run = LiveRun(SoFar(number, number / 4) for number in range(1, 5))
    >>> run.advance(seconds=0)
    >>> run.result, run.words
    (1, '25 % of the run is done.')
    >>> run.advance()
    >>> run.result, run.words
    (4, '')
    """

    def __init__(self, results: Iterator):
        self._results, self.number = results, next(_numbers)
        self._begun_at = self._shown_at = time.monotonic()
        self.result, self.share, self.stopped = None, None, ""
        self.going, self.whole = True, False
        self._asked_to_stop = ""
        self._in_the_main_thread = False
        _under_way.add(self)

    def advance(self, seconds: float = math.inf) -> None:
        """Take results until time is over, at least one; without a time, all that will come.

        Raises
        ------
        ValueError
            If the generator ends without a result.
        KeyboardInterrupt
            If the kernel is interrupted while the main thread works on the next result.
        """
        end = time.monotonic() + seconds
        while self.going:
            if self._asked_to_stop:
                return self.stop(self._asked_to_stop)
            try:
                self._in_the_main_thread = threading.current_thread() is threading.main_thread()
                part = next(self._results)
            except StopIteration:
                self.going = False
                self.whole = self.result is not None
                if not self.whole:
                    raise ValueError("The run ended without a result.") from None
                return None
            except Exception:
                self.going = False
                raise
            finally:
                self._in_the_main_thread = False
            self.result, self.share = (part.result, part.share) if isinstance(part, SoFar) else (part, None)
            if time.monotonic() >= end and self.share != 1:  # all is there: what ends the generator costs nothing
                return None
        return None

    def was_shown(self) -> None:
        """Hear that its latest result is on the page."""
        self._shown_at = time.monotonic()

    @property
    def is_due(self) -> bool:
        """Whether its latest result is to be shown."""
        wait = min(SHOW_EVERY_S, self._shown_at - self._begun_at)
        return not self.going or time.monotonic() - self._shown_at > wait

    def stop(self, why: str = "Stopped") -> None:
        """Take no more results."""
        if self.going:
            self.going, self.stopped = False, why
            self._results.close() if hasattr(self._results, "close") else None

    @property
    def percent(self) -> str:
        """How much is done, such as "40 %"; empty if that is not known."""
        return "" if self.share is None else f"{math.floor(100 * self.share + 1e-9)} %"

    @property
    def words(self) -> str:
        """What to say of a result that is not the last: so far, or all that there will be."""
        if self.stopped:
            return f"{self.stopped} after {self.percent or 'a part'} of the run: this is what there is so far."
        if self.going:
            return f"{self.percent} of the run is done." if self.percent else "The run goes on."
        return ""

    def _interrupted(self) -> None:
        """Stop at the next result; called while anything may be under way."""
        self._asked_to_stop = "Interrupted"
        if self._in_the_main_thread:
            raise KeyboardInterrupt


_numbers = itertools.count(1)
_under_way: WeakSet[LiveRun] = WeakSet()


def drive(step: Callable[[], bool]) -> None:
    """Call a function again and again on this thread's event loop, after a rest, as long as it returns True.

    Between two calls the loop does what else there is: it runs cells and hears the page.
    """
    loop = asyncio.get_running_loop()

    def once():
        if step():
            loop.call_soon(once)

    loop.call_soon(loop.call_later, REST_S, once)  # from the end of what goes on now: that draws the first picture


def asked_by_the_page() -> bool:
    """Return whether a message of the page is being answered; then a run may go on after the answer.

    Code in a cell expects that a run has ended when its line has: so it does there, in tests, and when a
    notebook is executed to be stored.
    """
    kernel = getattr(get_ipython(), "kernel", None)
    try:
        asyncio.get_running_loop()
        return kernel.get_parent("shell")["header"]["msg_type"] == "comm_msg"
    except (RuntimeError, AttributeError, KeyError, LookupError, TypeError):
        return False


def stop_on_interrupt() -> None:
    """Let "Interrupt the kernel" stop live runs: while no cell runs, a kernel does not hear it by itself."""
    kernel = getattr(get_ipython(), "kernel", None)
    if getattr(kernel, "io_loop", None) is not None:
        kernel.io_loop.add_callback(_listen)  # signals are taken by the main thread, and not within a message


def _listen() -> None:
    if threading.current_thread() is not threading.main_thread():
        return
    before = signal.getsignal(signal.SIGINT)
    if before is not _heard and before is not signal.default_int_handler:  # the latter: a cell is being run
        signal.signal(signal.SIGINT, _heard)


def _heard(number, frame) -> None:
    for run in list(_under_way):
        if run.going:
            run._interrupted()
