"""The state line: everything that the controls of an explorer say and that it remembers, in one line of text.

For example ``learning_rate_explorer | weight=0 bias=0 learning_rate=0.01 n_steps=300``. Numbers are written so
that they read as the very same numbers: the same line gives the same picture.
"""

import math
from collections.abc import Mapping
from pathlib import Path

import anywidget
import ipywidgets
import traitlets

from utils.descent.typed_text import visible
from utils.explorers.remembered import Remembered
from utils.widgets.access import ACCESS
from utils.widgets.controls import LearningRate, Scrubber, quoted, value_of

HERE = Path(__file__).parent
WIDGETS = HERE.parent / "widgets"


class StateRow(anywidget.AnyWidget):
    """A box with the state line and a button that copies it.

    Parameters
    ----------
    explorer : Explorer
        Whose state it shows and restores.

    Attributes
    ----------
    line : str
        What the box shows.
    """

    # Names and colors of the whole explorer: each has one such row
    _esm = ACCESS + (WIDGETS / "copy.js").read_text("utf-8") + (HERE / "state_line.js").read_text("utf-8")
    _css = (HERE / "explorer.css").read_text("utf-8")

    line = traitlets.Unicode("").tag(sync=True)

    def __init__(self, explorer):
        super().__init__()
        self._explorer = explorer
        self.on_msg(self._asked)

    def show(self) -> None:
        """Put the explorer's state into the box."""
        self.line = self._explorer.state

    def _asked(self, _, content, buffers) -> None:
        if "say" in content:  # of what was typed into a slider's box in vain
            self._explorer.problem.say(content["say"])
        if "restore" in content:
            problem = self._explorer.restore(content["restore"]) or ""
            self.send({"problem": problem})
            if not problem:  # the room is the figure's again, and its sentence's
                self._explorer.state_opener.value = False


def restore(explorer, line: str) -> str | None:
    """Set an explorer's controls to a state line; of a wrong one, change nothing and return what is wrong."""
    try:
        values = read(line, explorer.name, explorer.whole)
        for key, control in explorer.controls.items():
            if isinstance(control, Scrubber) and values[key] > (last := explorer.run_with(values).n_steps):
                raise ValueError(f"The line says that {key} is {values[key]}, and the run ends at step {last}.")
    except (ValueError, OverflowError) as error:
        return str(error)
    before = {key: control.value for key, control in explorer.whole.items()}
    try:
        explorer.set(**values)
    except Exception as error:  # whatever its run or its figure cannot do with these numbers
        explorer.set(**before)
        return f"This figure cannot show the line: {str(error) or type(error).__name__}"
    return None


def write(name: str, controls: Mapping[str, ipywidgets.Widget]) -> str:
    """Return the state line of an explorer.

    Parameters
    ----------
    name : str
        Of the explorer.
    controls : mapping of str to widget
        The explorer's controls.

    Examples
    --------
    >>> write("walk", {"start": ipywidgets.FloatSlider(2.0), "learning_rate": LearningRate(1e-5)})
    'walk | start=2 learning_rate=1e-05'
    """
    words = {key: written(control) for key, control in controls.items()}
    return f"{name} | {' '.join(f'{key}={word}' for key, word in words.items() if word)}"


def written(control: ipywidgets.Widget) -> str:
    """Return the value of a control as one word that reads as this very value.

    A control with a value of its own kind has a ``word``, and ``read(word)`` returns the value that it stands for.
    """
    if isinstance(control, ipywidgets.Dropdown):
        return _word(control.label)
    if hasattr(control, "word"):
        return control.word
    value = value_of(control)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return repr(value).removesuffix(".0")


def read(line: str, name: str, controls: Mapping[str, ipywidgets.Widget]) -> dict:
    """Return the value of each control that a state line holds.

    Parameters
    ----------
    line : str
        Breaks, more spaces and quotes around it do no harm.
    name, controls
        As for `write`.

    Returns
    -------
    dict
        Value by key.

    Raises
    ------
    ValueError
        With one sentence for the page, if the line is not one of this explorer.
    """
    head, bar, tail = " ".join(visible(line).split()).strip("`'\"\u201c\u201d \u2022*-").partition("|")
    if not bar:
        raise ValueError(f'This is not a state line: one of this figure begins with "{name} |".')
    if head.strip() != name:
        raise ValueError(f"This line belongs to {quoted(head.strip())}, and this figure is {name}.")
    words: dict[str, str] = {}
    for word in tail.split():
        key, _, text = word.partition("=")
        if key not in controls:
            raise ValueError(f"This figure has nothing that is called {quoted(key)}.")
        if key in words:
            raise ValueError(f"The line says {key} twice.")
        words[key] = text
    words |= {key: "" for key, control in controls.items() if isinstance(control, Remembered) and key not in words}
    missing = [key for key in controls if key not in words]
    if missing:
        raise ValueError(f"The line is not whole: it does not say {missing[0]}.")
    return {key: _value(key, words[key], control) for key, control in controls.items()}


def _value(key: str, text: str, control: ipywidgets.Widget):
    """Return the value that a word stands for, within what the control can take."""
    if isinstance(control, ipywidgets.Dropdown):
        options = dict(zip(map(_word, control._options_labels), control._options_values, strict=True))
        return _chosen(key, text, options)
    if hasattr(control, "word") or isinstance(control, LearningRate):
        return _read_by(control, key, text)
    if isinstance(control.value, bool):
        return _chosen(key, text, {"yes": True, "no": False})
    kind, what = (int, "a whole number") if isinstance(control.value, int) else (float, "a number")
    low, high = (0, math.inf) if isinstance(control, Scrubber) else (control.min, control.max)
    try:
        value = kind(text)
        is_finite = math.isfinite(value)
    except (ValueError, OverflowError):  # no number, or a whole one too large for a decimal one
        is_finite = False
    if not is_finite:
        raise ValueError(f"The line says that {key} is {quoted(text)}, which is not {what}.")
    if not low <= value <= high:
        limits = f"from {low:g} to {high:g}" if high < math.inf else "not below 0"
        raise ValueError(f"The line says that {key} is {quoted(text)}; here it is {what} {limits}.")
    return value


def _read_by(control: ipywidgets.Widget, key: str, text: str):
    """Return the value of a control that writes and reads its own word."""
    try:
        return control.read(text)
    except ValueError as error:
        raise ValueError(f"The line says that {key} is {quoted(text)}. {error}") from None


def _chosen(key: str, text: str, options: Mapping[str, object]):
    if text not in options:
        raise ValueError(f"The line says that {key} is {quoted(text)}; here it is one of {', '.join(options)}.")
    return options[text]


def _word(label: str) -> str:
    return "_".join(label.split())
