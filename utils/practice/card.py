"""The one look of everything that asks the learner, or answers."""

from collections.abc import Iterable
from pathlib import Path

import anywidget
import ipywidgets
import traitlets

from utils.widgets.access import ACCESS
from utils.widgets.focus import FOCUS
from utils.widgets.markup import as_html

HERE = Path(__file__).parent


class Feedback(anywidget.AnyWidget):
    """A part of a card whose words change; a screen reader announces each change.

    Attributes
    ----------
    html : str
        What it says, made by :mod:`utils.widgets.markup`.
    aloud : bool
        Whether changes are announced. Not where they come of something else that has been announced itself.
    news : bool
        Whether what it says at first is announced too, such as what a check has found.
    """

    _esm = ACCESS + (HERE / "card.js").read_text("utf-8")
    _css = FOCUS + (HERE / "card.css").read_text("utf-8")

    html = traitlets.Unicode("").tag(sync=True)
    aloud = traitlets.Bool(True).tag(sync=True)
    news = traitlets.Bool(False).tag(sync=True)

    def say(self, html: str) -> None:
        """Put words in place of the last ones; the same words once more are announced once more."""
        if html == self.html:
            self.html = ""
        self.html = html


class Card(ipywidgets.VBox):
    """A calm box with a small heading, some parts, a row of buttons and words that change.

    Parameters
    ----------
    heading : str
        One or two words: "Predict", "Exercise", "Quiz".
    text : str
        What the card says on a page without a kernel, and to tests: it must not depend on earlier answers.
    parts : iterable of widget
        What stands below the heading.
    buttons : iterable of widget
        Stand in one row below the parts.

    Attributes
    ----------
    feedback : Feedback
        Below the buttons; what it says is announced.
    """

    def __init__(self, heading: str, text: str, parts: Iterable = (), buttons: Iterable = ()):
        self.text = text
        self.feedback = Feedback()
        self._said = self._kept = ""
        title = ipywidgets.HTML(f'<p class="card-heading">{as_html(heading)}</p>')
        row = ipywidgets.HBox(list(buttons), layout={"flex_flow": "row wrap"})
        super().__init__([title, *parts, *([row] if row.children else []), self.feedback])
        self.add_class("card")

    def say(self, html: str) -> None:
        """Put words, as HTML, in place of the last ones."""
        self._said = html
        self.feedback.say(self._said + self._kept)

    def say_kept(self, sentence: str) -> None:
        """Say below the words what becomes of answers, until another sentence takes its place."""
        self._kept = f'<p class="card-quiet">{as_html(sentence)}</p>' if sentence else ""
        self.feedback.html = self._said + self._kept

    def _repr_mimebundle_(self, **kwargs):
        """The widget, and its text for pages without a kernel."""
        data = dict(super()._repr_mimebundle_(**kwargs) or {})
        return data | {"text/plain": self.text}
