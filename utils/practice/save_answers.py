"""The learner's answers as a file to download, wherever the course runs."""

from pathlib import Path

import anywidget
import traitlets

from utils.practice.card import Card
from utils.practice.feedback import paragraph
from utils.practice.progress import Progress

HERE = Path(__file__).parent
FILE_NAME = "learning-rate-course-answers.json"


class Download(anywidget.AnyWidget):
    """A button that gives a file to the browser, made at the moment when it is pressed.

    Attributes
    ----------
    label, file_name : str
        What stands on the button, and how the file is called.
    contents : str
        What is in the file; :meth:`make` sets it.
    number : int
        Grows with every file.
    """

    _esm = HERE / "download.js"
    _css = HERE / "card.css"

    label = traitlets.Unicode("").tag(sync=True)
    file_name = traitlets.Unicode("").tag(sync=True)
    contents = traitlets.Unicode("").tag(sync=True)
    number = traitlets.Int(0).tag(sync=True)

    def __init__(self, make, **kwargs):
        super().__init__(**kwargs)
        self.make = make
        self.on_msg(lambda *_: self.give())

    def give(self) -> None:
        """Make the file and hand it over."""
        with self.hold_sync():
            self.contents = self.make()
            self.number += 1


class SaveAnswers(Card):
    """A button that downloads the file of answers, and says where it is kept.

    Parameters
    ----------
    progress : Progress
        The answers.
    """

    def __init__(self, progress: Progress):
        self.progress = progress
        self.download = Download(self._made, label="Save my answers", file_name=FILE_NAME)
        super().__init__(
            "Your answers", "Save my answers: a button that gives your answers as a file.", [self.download]
        )
        self.feedback.html = self._place()

    def _made(self) -> str:
        contents = self.progress.as_text()
        said = f"{FILE_NAME} is now where your browser keeps its downloads."
        self.feedback.html = paragraph(said) + self._place()
        return contents

    def _place(self) -> str:
        kept = f"Your answers are kept in {self.progress.path}."
        return paragraph(self.progress.problem or kept, "quiet")
