"""NumPy as it came, whatever a learner has put in its place."""

import sys
from contextlib import contextmanager

import numpy as np

# What stands in NumPy's modules when the course is imported: a learner may later write np.mean = something else.
ORIGINALS = {
    module: {name: thing for name, thing in vars(module).items() if callable(thing) and not name.startswith("__")}
    for path, module in list(sys.modules.items())
    if path.split(".")[0] == "numpy"
}


@contextmanager
def untouched_numpy():
    """Put NumPy's own functions in place for a while, and give the learner's back afterwards.

    Examples
    --------
    >>> own, np.mean = np.mean, max
    >>> with untouched_numpy():
    ...     print(np.mean([1, 3]))
    2.0
    >>> print(np.mean([1, 3]))
    3
    >>> np.mean = own
    """
    put_back = []
    for module, originals in ORIGINALS.items():
        now = vars(module)
        for name, original in originals.items():
            if now.get(name) is not original:
                put_back.append((module, name, name in now, now.get(name)))
                setattr(module, name, original)
    try:
        with np.errstate(all="ignore"):
            yield
    finally:
        for module, name, was_there, thing in put_back:
            if was_there:
                setattr(module, name, thing)
            else:
                delattr(module, name)
