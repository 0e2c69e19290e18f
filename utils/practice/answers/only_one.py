"""One at a time, also between two notebooks."""

import os
import time
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE_S = 2.0
PAUSE_S = 0.01


@contextmanager
def only_one(path: Path):
    """Hold a lock file while something is done that two programs must not do at the same time.

    A program that ended while it held the lock leaves its file behind: after two seconds the file is taken
    over, since what is done here takes milliseconds.

    Parameters
    ----------
    path : Path
        The lock file; its folder must be there.

    Raises
    ------
    OSError
        If the file cannot be made.
    """
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            if time.monotonic() > deadline:
                break
            time.sleep(PAUSE_S)
        except PermissionError:  # on Windows, also for a moment after another has removed it
            if time.monotonic() > deadline or not path.exists():
                raise
            time.sleep(PAUSE_S)
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()
