"""What is typed, and the line that says what is wrong with it."""

from collections.abc import Callable, Iterable
from contextlib import contextmanager

import ipywidgets
import traitlets

from utils.descent.typed_text import shortened, visible
from utils.widgets.markup import as_html
from utils.widgets.opener import set_visible


def quoted(text: str) -> str:
    """Return what somebody typed, in quotes, shortened if it is long."""
    return f"\u201c{shortened(text)}\u201d"


class Problem(ipywidgets.HTML):
    """A line that says what is wrong; screen readers announce it, and it takes no room while all is well.

    Parameters
    ----------
    **layout
        Of the line, as `ipywidgets.Layout` takes it.
    """

    def __init__(self, **layout):
        super().__init__("", layout={"display": "none", **layout})

    @contextmanager
    def shown(self):
        """Show an error on the page and raise it again; clear the last one if there is none."""
        try:
            yield
        except Exception as error:
            self.say(str(error) or type(error).__name__)
            raise
        self.say("")

    def say(self, sentence: str) -> None:
        """Put a sentence in place of the last one; an empty one takes no room."""
        if sentence or self.value:
            self.value = f'<p role="alert">{as_html(sentence)}</p>' if sentence else ""
            set_visible(self, bool(sentence))


class Typed(ipywidgets.VBox):
    """A control whose value can be typed; a text that cannot be read gets one sentence and changes nothing.

    A kind of it defines ``read(text)``, which returns the value or raises a ValueError with one sentence,
    ``text``, which is the value as the box writes it, and ``unchanged``, which says what is still in use.

    Attributes
    ----------
    value
        What was read last.
    box : Text
        In which to type.
    problem : Problem
        Below it.
    refuse : callable
        ``refuse(value) -> str`` says in one sentence what speaks against a value that was typed, such as the
        value of another control; empty for a good one. Set it to a function of your own.
    """

    value = traitlets.Any()
    refuse: Callable[[object], str] = staticmethod(lambda value: "")

    def __init__(self, box: ipywidgets.Text, rows: Iterable[ipywidgets.Widget]):
        self.box, self.problem = box, Problem(margin="0 0 0 116px")
        self._following = False
        super().__init__([*rows, self.problem])
        self.box.observe(self._typed, "value")

    def clear_problem(self) -> None:
        """Take away what was said about a text that could not be read."""
        self.problem.say("")

    def _typed(self, change) -> None:
        if self._following:
            return
        problem = ""
        try:
            value = self.read(visible(change["new"]).strip())
            problem = self.refuse(value)
            if not problem:
                self.value = value
        except ValueError as error:
            problem = str(error)
        self._follow()  # the box goes back to the value in use, or to the usual way of writing it
        self.problem.say(f"{problem} {self.unchanged}" if problem else "")

    @traitlets.observe("value")
    def _value_changed(self, _) -> None:
        self._follow()
        self.clear_problem()

    def _follow(self) -> None:
        """Let the parts of the control show its value."""
        self._following = True
        try:
            self._show_value()
        finally:
            self._following = False

    def _show_value(self) -> None:
        self.box.value = self.text


def clear_problems(controls: Iterable) -> None:
    """Take away what was said about texts that could not be read, also where the value has not changed."""
    for control in controls:
        if isinstance(control, Typed):
            control.clear_problem()
