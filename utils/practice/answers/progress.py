"""What a learner has answered, kept in one small file from day to day."""

import copy
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from utils.practice.answers.answer_forms import KINDS, checked
from utils.practice.answers.only_one import only_one

PLACE = "LEARNING_RATE_COURSE_PROGRESS"
VERSION = 1


class Progress:
    """Everything a learner has answered, in one JSON file.

    Parameters
    ----------
    path : str or Path, optional
        The file. Without it, the environment variable ``LEARNING_RATE_COURSE_PROGRESS`` names it, else it is
        ``~/.learning-rate-course/progress.json``.

    Attributes
    ----------
    path : Path
        The file.
    problem : str
        One sentence that says why answers cannot be kept, or empty. A file that is damaged is left as it is,
        and answers are then kept in memory, until the notebook is closed.

    Notes
    -----
    Two notebooks may be open at the same time. So the file is read again before each write, and only the one
    answer is changed in it; everything else in the file stays, also what this version does not know. The file
    is replaced as a whole, so that it is never half written.

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
        place = path or os.environ.get(PLACE) or Path.home() / ".learning-rate-course" / "progress.json"
        self.path = Path(place).expanduser()
        self.problem = ""
        self._unsaved: dict = {}
        self.read()

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
        for (lesson, kind, key), value in answers.items():
            _merge(self._unsaved, lesson, kind, key, json.loads(json.dumps(value)))
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with only_one(self.path.with_name(self.path.name + ".lock")):
                text = self.as_text()
                if self.problem:
                    return
                _replace(self.path, text)
        except OSError as error:
            self.problem = (
                f"Your answers are kept only until you close this page: {self.path} cannot be written "
                f"({error.strerror or type(error).__name__})."
            )
        else:
            self._unsaved = {}

    def as_text(self) -> str:
        """Return all answers as the file holds them."""
        return json.dumps(self.read(), indent=1) + "\n"

    def read(self) -> dict:
        """Return the file's contents, with the answers that could not be written yet."""
        self.problem = ""
        try:
            answers = checked(json.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            answers = {"version": VERSION, "lessons": {}}
        except (OSError, ValueError, RecursionError):
            self.problem = (
                f"Your answers are kept only until you close this page: {self.path} cannot be read. "
                "It was left as it is. Move it away, and a new one is made."
            )
            answers = {"version": VERSION, "lessons": {}}
        for lesson, kinds in self._unsaved.items():
            for kind, values in kinds.items():
                for key, value in values.items():
                    _merge(answers["lessons"], lesson, kind, key, copy.deepcopy(value))
        return answers


def _merge(lessons: dict, lesson: str, kind: str, key: str, value) -> None:
    lessons.setdefault(lesson, {}).setdefault(kind, {})[key] = value


def _replace(path: Path, text: str) -> None:
    """Write a whole file, or leave the one that is there."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
