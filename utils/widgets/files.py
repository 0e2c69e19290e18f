"""Files up and down: a button that takes one from the learner, and a button that gives one."""

from collections.abc import Callable
from pathlib import Path

import anywidget
import traitlets

from utils.descent.typed_text import shortened

HERE = Path(__file__).parent

MOST_BYTES = 8_000_000
"""A page can send 10 MB to Python in one piece, and not more."""


class FileChoice(anywidget.AnyWidget):
    """A file of the learner's, sent once and kept nowhere: not in the page, and not in the notebook's file.

    The page looks at the size first. A message of more than 10 MB would cut it off from Python without a
    word, which is what happens with ipywidgets' own upload button.

    Parameters
    ----------
    take : callable
        ``take(content, name) -> str`` uses the file's bytes and returns what to say. If they are of no use,
        it changes nothing and raises a ValueError with one sentence.
    after_problem : callable, optional
        ``after_problem() -> str`` says what is still there when a file was of no use.
    label : str
        Of the button.
    accept : str
        Which files the browser offers first; others can be chosen too.
    most_bytes : int
        A larger file is not taken.
    if_large : str
        What a learner can do about one that is larger.
    say : callable, optional
        ``say(sentence)`` puts what is said elsewhere; without it there is a line beside the button.

    Attributes
    ----------
    status : str
        What is said beside the button.
    is_problem : bool
        Whether that is about something that went wrong.
    """

    _esm = (HERE / "file_choice.js").read_text("utf-8")
    _css = (HERE / "files.css").read_text("utf-8")

    label = traitlets.Unicode("").tag(sync=True)
    accept = traitlets.Unicode("").tag(sync=True)
    most_bytes = traitlets.Int(MOST_BYTES).tag(sync=True)
    status = traitlets.Unicode("").tag(sync=True)
    is_problem = traitlets.Bool(False).tag(sync=True)
    has_line = traitlets.Bool(True).tag(sync=True)

    def __init__(
        self,
        take: Callable[[bytes, str], str],
        *,
        after_problem: Callable[[], str] = lambda: "",
        label: str = "Choose a file",
        accept: str = ".csv,.tsv,.txt,text/csv",
        most_bytes: int = MOST_BYTES,
        if_large: str = "keep only some of its rows or columns",
        say: Callable[[str], None] | None = None,
    ):
        super().__init__(label=label, accept=accept, most_bytes=most_bytes, has_line=say is None)
        self._take, self._after_problem, self._if_large, self._elsewhere = take, after_problem, if_large, say
        self.on_msg(self._arrived)

    def say(self, sentence: str) -> None:
        """Put a sentence in place of the last one."""
        self._put(sentence, False)

    def say_problem(self, error: ValueError) -> None:
        """Say what went wrong, and what is still there."""
        self._put(f"{error} {self._after_problem()}".strip(), True)

    def _put(self, sentence: str, is_problem: bool) -> None:
        with self.hold_sync():
            self.status, self.is_problem = sentence, is_problem
        if self._elsewhere is not None:
            self._elsewhere(sentence)

    def _arrived(self, _, content, buffers) -> None:
        name = shortened(" ".join(str(content.get("name", "")).split()) or "the file", 60)
        try:
            if content.get("problem") == "large" or (buffers and len(buffers[0]) > self.most_bytes):
                most = f"{self.most_bytes / 1e6:g} MB, the most that this page takes"
                raise ValueError(f"{name} is larger than {most}; {self._if_large}.")
            if not buffers:
                raise ValueError(f"The browser could not read {name}; choose it again.")
            self.say(self._take(bytes(buffers[0]), name))
        except ValueError as error:
            self.say_problem(error)
        finally:
            self.send({"done": True})


class FileDownload(anywidget.AnyWidget):
    """A button that gives a file to the browser, made at the moment when it is pressed.

    Parameters
    ----------
    make : callable
        ``make() -> str`` returns what is in the file.
    label, file_name : str
        What stands on the button, and how the file is called.
    kind : str
        Its media type.

    Attributes
    ----------
    contents : str
        What is in the file that was made last.
    number : int
        Grows with every file.
    """

    _esm = "".join((HERE / name).read_text("utf-8") for name in ("save_file.js", "file_download.js"))
    _css = (HERE / "files.css").read_text("utf-8")

    label = traitlets.Unicode("").tag(sync=True)
    file_name = traitlets.Unicode("").tag(sync=True)
    kind = traitlets.Unicode("").tag(sync=True)
    contents = traitlets.Unicode("").tag(sync=True)
    number = traitlets.Int(0).tag(sync=True)

    def __init__(self, make: Callable[[], str], *, label: str, file_name: str, kind: str = "application/json"):
        super().__init__(label=label, file_name=file_name, kind=kind)
        self._make = make
        self.on_msg(lambda *_: self.give())

    def give(self) -> None:
        """Make the file and hand it over."""
        with self.hold_sync():
            self.contents = self._make()
            self.number += 1
