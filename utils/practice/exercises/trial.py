"""Trying a learner's function: it may stop with an error or never come back, and the page goes on."""

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

import numpy as np

LIMIT_S = 1.5
"""Seconds for all calls together; what learners write here takes a thousandth of that."""
STOPPING_S = 0.4
"""Seconds in which a function that is over the limit is asked again and again to stop."""

MOST_CHARACTERS = 150
"""Of an error's own words."""


class TimeIsUp(BaseException):
    """Raised inside a function that takes too long; not an Exception, so that few catch it."""


@dataclass(frozen=True)
class Trial:
    """What a function did on one input.

    Parameters
    ----------
    value : object
        What it returned.
    error : str
        The error that it stopped with; empty if there was none.
    place : str
        Where that was, for example " in line 3"; empty if it is not known.
    too_long : bool
        Whether it was stopped, or left alone, after the time limit.
    """

    value: object = None
    error: str = ""
    place: str = ""
    too_long: bool = False


def try_out(function: Callable, cases: Sequence[tuple], limit_s: float = LIMIT_S) -> tuple[list[Trial], str]:
    """Call a function on each case, up to the first that fails, and come back in any event.

    Parameters
    ----------
    function : callable
    cases : sequence of tuple
        The arguments of each call. The function gets copies, so it may change them.
    limit_s : float
        Seconds for all calls together.

    Returns
    -------
    trials : list of Trial
        One for each case, or fewer: nothing is tried after an error or the time limit.
    printed : str
        What the function printed, which does not reach the page.

    Notes
    -----
    The calls run in a thread of their own, which is asked to stop once the time is up: an exception is
    raised in it, at its next line of Python. That works in every kernel and on every system, also for
    ``while True: pass``, where signals need Unix and the main thread. A call that does not listen (a long
    sleep) is left behind. Only one long computation inside a single built-in call can hold up the page.

    Examples
    --------
    >>> try_out(lambda x: x + 1, [(1,), ("a",)])[0][0]
    Trial(value=2, error='', place='', too_long=False)
    """
    trials, finished, lock = [], threading.Event(), threading.Lock()

    def work():
        try:
            with np.errstate(all="ignore"):
                for case in cases:
                    trials.append(_call(function, deepcopy(case)))
                    if trials[-1].error:
                        break
            with lock:
                finished.set()
        except TimeIsUp:
            finished.set()

    thread = threading.Thread(target=work, daemon=True)
    printed, complete = io.StringIO(), True
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            thread.start()
        except RuntimeError:  # a browser's own Python has no threads, and so no time limit
            work()
        try:
            complete = finished.wait(limit_s)
        finally:  # also if the learner interrupts the kernel
            _stop(thread, finished, lock)
    trials = list(trials)
    return (trials if complete else [*trials, Trial(too_long=True)]), printed.getvalue()


def _call(function, arguments):
    try:
        return Trial(function(*arguments))
    except TimeIsUp:
        raise
    except BaseException as error:
        return Trial(error=_first_line(error), place=_place(error, function))


def _first_line(error):
    lines = str(error).strip().splitlines()
    return type(error).__name__ + (f", {lines[0][:MOST_CHARACTERS].rstrip('.')}" if lines else "")


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
