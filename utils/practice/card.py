"""The one look of everything that asks the learner, or answers."""

from collections.abc import Iterable

import ipywidgets

from utils.practice.feedback import Feedback, as_html


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
        title = ipywidgets.HTML(f'<p class="card-heading">{as_html(heading)}</p>')
        row = ipywidgets.HBox(list(buttons), layout={"flex_flow": "row wrap"})
        super().__init__([title, *parts, *([row] if row.children else []), self.feedback])
        self.add_class("card")

    def _repr_mimebundle_(self, **kwargs):
        """The widget, and its text for pages without a kernel."""
        data = dict(super()._repr_mimebundle_(**kwargs) or {})
        return data | {"text/plain": self.text}
