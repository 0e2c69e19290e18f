"""One question on the page, with an option to choose."""

from pathlib import Path

import anywidget
import traitlets

from utils.practice.questions.question import Question
from utils.widgets.markup import with_code

HERE = Path(__file__).parent
CARD = HERE.parent / "card.css"


class Choice(anywidget.AnyWidget):
    """A question with its options as radio buttons, for the mouse, the keyboard and screen readers.

    Parameters
    ----------
    question : Question
        What is asked.
    letter : str
        The option that is chosen at the start; none if empty.
    number : int, optional
        Stands in front of the question.

    Attributes
    ----------
    letter : str
        The letter of the option that is chosen, or empty.
    locked : bool
        Whether the choice can no longer be changed.
    """

    _esm = (HERE / "choice.js").read_text("utf-8")
    _css = CARD.read_text("utf-8")

    text = traitlets.Unicode("").tag(sync=True)
    options = traitlets.Dict().tag(sync=True)
    letter = traitlets.Unicode("").tag(sync=True)
    locked = traitlets.Bool(False).tag(sync=True)

    def __init__(self, question: Question, letter: str = "", *, number: int | None = None):
        options = {letter: with_code(option.text) for letter, option in question.lettered()}
        text = question.text if number is None else f"{number}. {question.text}"
        super().__init__(text=with_code(text), options=options, letter=letter)
        self.on_msg(lambda _, content, buffers: self._hear(content))

    def _hear(self, content: dict) -> None:
        if not self.locked and content.get("letter") in self.options:
            with self._lock_property(letter=content["letter"]):  # the page has it, and may have moved on
                self.letter = content["letter"]
