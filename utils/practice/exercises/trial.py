"""Trying a learner's function: it may stop with an error or never come back, and the page goes on."""

import builtins
import contextlib
import ctypes
import io
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from textwrap import shorten

import numpy as np

LIMIT_S = 1.2
"""Seconds for all calls together; what learners write here takes a thousandth of that."""
STOPPING_S = 0.25
"""Seconds in which a function that is over the limit is asked again and again to stop."""

MOST_CHARACTERS = 150
"""Of an error's own words."""


class AskedForInput(Exception):
    """Raised in a function that calls ``input()``: a box on the page would wait for an answer in vain."""


class TimeIsUp(BaseException):
    """Raised inside a function that takes too long; not an Exception, so that few catch it."""


@dataclass(frozen=True)
class Trial:
    """What a function did on one input.

    Parameters
    ----------
    value : object
        What it returned.
    numbers : object
        The same, converted.
    error : str
        The error that it stopped with; empty if there was none.
    place : str
        Where that was, for example " in line 3"; empty if it is not known.
    too_long : bool
        Whether it was stopped, or left alone, after the time limit.
    """

    value: object = None
    numbers: object = None
    error: str = ""
    place: str = ""
    too_long: bool = False


def try_out(
    function: Callable, cases: Sequence[tuple], convert: Callable = lambda value: None, limit_s: float = LIMIT_S
) -> tuple[list[Trial], str]:
    """Call a function on each case, up to the first that fails, and come back in any event.

    Parameters
    ----------
    function : callable
    cases : sequence of tuple
        The arguments of each call. The function gets copies, so it may change them.
    convert : callable
        ``convert(value)`` is done with what the function returns, inside the time limit.
    limit_s : float
        Seconds for all calls together.

    Returns
    -------
    trials : list of Trial
        One for each case, or fewer: nothing is tried after an error or the time limit.
    printed : str
        What the function printed, which does not reach the page.

    Examples
    --------
    >>> try_out(lambda x: x + 1, [(1,), ("a",)])[0][0]
    Trial(value=2, numbers=None, error='', place='', too_long=False)
    """
    trials = []

    def work():
        with np.errstate(all="ignore"):
            for case in cases:
                trials.append(_call(function, deepcopy(case), convert))
                if trials[-1].error:
                    break

    complete, printed = in_time(work, limit_s)
    trials = list(trials)
    return (trials if complete else [*trials, Trial(too_long=True)]), printed


def in_time(work: Callable[[], object], limit_s: float = LIMIT_S) -> tuple[bool, str]:
    """Do something that a learner has written, and come back in any event.

    Parameters
    ----------
    work : callable
        What it raises is nobody's concern.
    limit_s : float
        In seconds.

    Returns
    -------
    complete : bool
        Whether it was finished in time.
    printed : str
        What it printed, which does not reach the page.

    Notes
    -----
    It runs in a thread of its own, which is asked to stop once the time is up: an exception is raised in it, at
    its next line of Python. That works in every kernel and on every system, also for ``while True: pass``, where
    signals need Unix and the main thread. A call that does not listen (a long sleep) is left behind. Only one
    long computation inside a single built-in call can hold up the page.
    """
    finished, lock = threading.Event(), threading.Lock()

    def working():
        try:
            with contextlib.suppress(Exception):
                work()
            with lock:
                finished.set()
        except BaseException:  # TimeIsUp, or worse
            finished.set()

    thread = threading.Thread(target=working, daemon=True)
    printed, complete = io.StringIO(), True
    with _nobody_there(printed):
        try:
            thread.start()
        except RuntimeError:  # a browser's own Python has no threads, and so no time limit
            working()
        try:
            complete = finished.wait(limit_s)
        finally:  # also if the learner interrupts the kernel
            _stop(thread, finished, lock)
    return complete, printed.getvalue()


@contextlib.contextmanager
def _nobody_there(printed):
    """Nothing reaches the page meanwhile, and nothing is asked on it."""

    def ask(*_):
        raise AskedForInput

    asks, builtins.input = builtins.input, ask
    try:
        with (
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(io.StringIO()),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        builtins.input = asks


def _call(function, arguments, convert):
    try:
        value = function(*arguments)
    except TimeIsUp:
        raise
    except BaseException as error:
        return Trial(error=_first_line(error), place=_place(error, function))
    try:
        return Trial(value, convert(value))
    except TimeIsUp:
        raise
    except BaseException:  # an object of the learner's own that will not be converted
        return Trial(value)


def _first_line(error):
    try:
        lines = str(error).strip().splitlines()
    except TimeIsUp:
        raise
    except BaseException:  # an error of the learner's own that has no text
        lines = []
    words = shorten(lines[0], MOST_CHARACTERS, placeholder=" \N{HORIZONTAL ELLIPSIS}").rstrip(".") if lines else ""
    return type(error).__name__ + (f", {words}" if words else "")


def _place(error, function):
    file = getattr(getattr(function, "__code__", None), "co_filename", None)
    places = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return f" in line {places[-1]}" if places else ""


def _stop(thread, finished, lock):
    end = time.monotonic() + STOPPING_S
    while not finished.is_set() and time.monotonic() < end:
        with lock:
            if not finished.is_set():
                identity = ctypes.c_ulong(thread.ident)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(identity, ctypes.py_object(TimeIsUp))
        finished.wait(0.02)  # again and again: a bare `except:` may have caught it
