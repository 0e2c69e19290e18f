"""What a learner has answered, kept in one small file from day to day."""

import copy
import errno
import json
import os
import shutil
import stat
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from weakref import WeakSet

from filelock import FileLock, Timeout

from utils.practice.answers.schema import KINDS, checked

PLACE = "LEARNING_RATE_COURSE_PROGRESS"
VERSION = 1
PATIENCE_S = 1.0
"""How long a write waits while another program holds the file and writes nothing."""
PAUSE_S = 0.01
KEPT_ONLY = "Your answers are kept only until you close this page: "


class Progress:
    """Everything a learner has answered, in one JSON file.

    Parameters
    ----------
    path : str or Path, optional
        The file. Without it, the environment variable ``LEARNING_RATE_COURSE_PROGRESS`` names it, else it is
        ``~/.learning-rate-course/progress.json``.

    Attributes
    ----------
    path : Path or None
        The file; None if its name begins with a home folder that there is not.

    Notes
    -----
    Two notebooks may be open at the same time. So the file is read again before each write, while a lock keeps
    others from writing, and only the one answer is changed in it; everything else in the file stays, also what
    this version does not know. The file is replaced as a whole, so that it is never half written. If it is a
    symbolic link, what it leads to is replaced. What could not be written stays in memory, and the next write
    tries again.

    Examples
    --------
    >>> folder = tempfile.TemporaryDirectory()
    >>> progress = Progress(Path(folder.name) / "progress.json")
    >>> progress.set("loss_function", "predictions", "weight_up", "B")
    >>> Progress(progress.path).get("loss_function", "predictions", "weight_up")
    'B'
    >>> progress.lesson("loss_function")["predictions"]
    {'weight_up': 'B'}
    >>> folder.cleanup()
    """

    def __init__(self, path: str | os.PathLike | None = None):
        place = path or os.environ.get(PLACE) or "~/.learning-rate-course/progress.json"
        try:
            self.path: Path | None = Path(place).expanduser()
        except RuntimeError:  # no home folder, or none of that name
            self.path = None
        self._place = place
        self._one_thread = threading.RLock()  # a page's messages may come in two
        self._unread = self._unwritten = ""
        self._unsaved: dict = {}
        self._informed: WeakSet = WeakSet()
        self.read()

    @property
    def problem(self) -> str:
        """One sentence that says why answers cannot be kept, or empty.

        A file that is damaged is left as it is. That something could not be written is said until a write
        succeeds.
        """
        return self._unread or self._unwritten or self._locked_away()

    def get(self, lesson: str, kind: str, key: str):
        """Return one answer, or None."""
        return self.lesson(lesson)[kind].get(key)

    def lesson(self, lesson: str) -> dict:
        """Return all answers of a lesson: a dictionary for each kind, from key to answer."""
        known = self.read()["lessons"].get(lesson, {})
        return {kind: {} for kind in KINDS} | known

    def set(self, lesson: str, kind: str, key: str, value) -> None:
        """Keep one answer.

        Parameters
        ----------
        lesson : str
            Name of the lesson's folder.
        kind : {"predictions", "quiz", "exercises", "pins"}
            What was answered.
        key : str
            Which one.
        value : object
            Anything that JSON can hold.

        Raises
        ------
        ValueError
            If there is no such kind.
        """
        if kind not in KINDS:
            raise ValueError(f"There is no kind {kind!r}; there are {', '.join(KINDS)}.")
        self.set_all({(lesson, kind, key): value})

    def set_all(self, answers: Mapping[tuple[str, str, str], object]) -> None:
        """Keep several answers at once: the value for each lesson, kind and key."""
        with self._one_thread:
            for (lesson, kind, key), value in answers.items():
                _merge(self._unsaved, lesson, kind, key, json.loads(json.dumps(value)))
            if self.path is not None:
                self._write(Path(os.path.realpath(self.path)))
        for card in list(self._informed):
            card.say_kept(self.problem)

    def inform(self, card) -> None:
        """Let a card's ``say_kept(problem)`` hear what the problem is, now and after each write."""
        self._informed.add(card)
        card.say_kept(self.problem)

    def as_text(self) -> str:
        """Return all answers as the file holds them."""
        return json.dumps(self.read(), indent=1) + "\n"

    def read(self) -> dict:
        """Return the file's contents, with the answers that could not be written yet."""
        with self._one_thread:
            answers = self._contents()
            for lesson, kinds in self._unsaved.items():
                for kind, values in kinds.items():
                    for key, value in values.items():
                        _merge(answers["lessons"], lesson, kind, key, copy.deepcopy(value))
            return answers

    def _contents(self) -> dict:
        self._unread = ""
        nothing = {"version": VERSION, "lessons": {}}
        if self.path is None:
            self._unread = (
                f"{KEPT_ONLY}there is no home folder for {self._place}. Set the environment variable {PLACE} to a "
                "file before you start."
            )
            return nothing
        try:
            return checked(json.loads(_bytes_of(self.path)))
        except FileNotFoundError:
            return nothing
        except (OSError, ValueError, RecursionError) as error:
            why = f" ({_reason(error)})" if isinstance(error, OSError) else ""
            self._unread = (
                f"{KEPT_ONLY}{self.path} cannot be read{why}. It was left as it is. Move it away, and a new one is "
                "made."
            )
            return nothing

    def _write(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with _no_other_program(path):
                text = self.as_text()
                if self._unread:
                    return
                _replace(path, text)
        except Timeout:
            self._unwritten = (
                f"{KEPT_ONLY}another program has held {self.path} for more than {PATIENCE_S:g} s. Your next answer "
                "tries again."
            )
        except OSError as error:
            self._unwritten = f"{KEPT_ONLY}{self.path} cannot be written ({_reason(error)})."
        else:
            self._unsaved, self._unwritten = {}, ""

    def _locked_away(self) -> str:
        """Say it before the first answer if the folder may not be written to."""
        if self.path is None:
            return ""
        folder = Path(os.path.realpath(self.path)).parent
        with suppress(OSError):
            while not folder.exists() and folder != folder.parent:
                folder = folder.parent
        if os.access(folder, os.W_OK | os.X_OK):
            return ""
        return f"{KEPT_ONLY}{self.path} cannot be written ({os.strerror(errno.EACCES)})."


def _merge(lessons: dict, lesson: str, kind: str, key: str, value) -> None:
    lessons.setdefault(lesson, {}).setdefault(kind, {})[key] = value


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _bytes_of(path: Path) -> bytes:
    """Read a file; the JSON in it may begin with a byte order mark, and have any encoding of Unicode."""
    if not stat.S_ISREG(path.stat().st_mode):  # a pipe would let us wait forever
        raise OSError(errno.EINVAL, "it is no plain file")
    return path.read_bytes()


@contextmanager
def _no_other_program(path: Path) -> Iterator[None]:
    """Hold a lock on a file; a program that ends gives its lock back, however it ends.

    Raises
    ------
    filelock.Timeout
        If another program holds the lock, and the file does not change meanwhile: it has stalled.
    """
    lock = FileLock(path.with_name(f".{path.name}.lock"))
    while True:
        before = _last_change(path)
        try:
            lock.acquire(timeout=PATIENCE_S, poll_interval=PAUSE_S)
            break
        except Timeout:
            if _last_change(path) == before:
                raise
    try:
        yield
    finally:
        lock.release()


def _last_change(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def _replace(path: Path, text: str) -> None:
    """Write a whole file, or leave the one that is there."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        with suppress(OSError):  # there is none yet, or it is not ours
            shutil.copymode(path, name)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
