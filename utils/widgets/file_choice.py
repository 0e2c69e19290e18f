"""A button with which a learner hands over a file, and a line that says what became of it."""

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

    Attributes
    ----------
    status : str
        What is said beside the button.
    is_problem : bool
        Whether that is about something that went wrong.
    """

    _esm = (HERE / "file_choice.js").read_text("utf-8")

    label = traitlets.Unicode("").tag(sync=True)
    accept = traitlets.Unicode("").tag(sync=True)
    most_bytes = traitlets.Int(MOST_BYTES).tag(sync=True)
    status = traitlets.Unicode("").tag(sync=True)
    is_problem = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        take: Callable[[bytes, str], str],
        *,
        after_problem: Callable[[], str] = lambda: "",
        label: str = "Choose a file",
        accept: str = ".csv,.tsv,.txt,text/csv",
    ):
        super().__init__(label=label, accept=accept)
        self._take, self._after_problem = take, after_problem
        self.on_msg(self._arrived)

    def say(self, sentence: str) -> None:
        """Put a sentence in place of the last one."""
        with self.hold_sync():
            self.status, self.is_problem = sentence, False

    def say_problem(self, error: ValueError) -> None:
        """Say what went wrong, and what is still there."""
        with self.hold_sync():
            self.status, self.is_problem = f"{error} {self._after_problem()}".strip(), True

    def _arrived(self, _, content, buffers) -> None:
        name = shortened(" ".join(str(content.get("name", "")).split()) or "the file", 60)
        try:
            if content.get("problem") == "large" or (buffers and len(buffers[0]) > self.most_bytes):
                most = f"{self.most_bytes / 1e6:g} MB, the most that this page takes"
                raise ValueError(f"{name} is larger than {most}; keep only some of its rows or columns.")
            if not buffers:
                raise ValueError(f"The browser could not read {name}; choose it again.")
            self.say(self._take(bytes(buffers[0]), name))
        except ValueError as error:
            self.say_problem(error)
        finally:
            self.send({"done": True})
