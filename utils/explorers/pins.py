"""Pinned runs: earlier runs that stay on a figure, with their numbers in a table below it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ipywidgets
import traitlets

from utils.descent import History, diagnose, format_number
from utils.descent.formatting import count, format_rate
from utils.explorers.sentence import say_loss
from utils.explorers.state_line import written
from utils.widgets.controls import label_of
from utils.widgets.opener import set_visible
from utils.widgets.table import LOOK, PARTS, Table

HERE = Path(__file__).parent
PIN = "Pin this run"
MOST = 6
"""Runs that can be told apart on a figure."""


def _within(history: History) -> str:
    """Say when a run was within 1 %, for a cell of the table."""
    if history.objective.minimum is None:
        return "unknown"
    step = history.steps_to_within(0.01)
    return "not reached" if step is None else str(step)


RESULTS: Mapping[str, Callable[[History], str]] = {
    "end loss": say_loss,
    "within 1 % at step": _within,
    "what happened": lambda history: diagnose(history).name,
}
"""What the table says of a run, by the headings of its columns."""


@dataclass(frozen=True, eq=False)
class Pin:
    """One pinned run.

    Attributes
    ----------
    label : str
        What it is called on the figure.
    settings : tuple of str
        The value of each control that it was trained with.
    history : History or object
        The whole run, or the result that has it.
    state : str
        The state line of the explorer at the time.
    """

    label: str
    settings: tuple[str, ...]
    history: History
    state: str


class Pins(Table):
    """The table of pinned runs; takes no room while there are none.

    Parameters
    ----------
    controls : mapping of str to widget
        The controls that a run depends on.
    results : mapping of str to callable
        ``say(result) -> str`` for each column of the table that says what came of a run, by its heading.

    Attributes
    ----------
    pinned : tuple of Pin
        At most `MOST`, in the order in which they were pinned. Observe it to hear of changes.
    kept : list of (str, History)
        The same, as the views take them.
    csv : str
        The table as a CSV file, which also holds the state lines.
    """

    _esm = PARTS + (HERE / "pins.js").read_text("utf-8")
    _css = LOOK + (HERE / "pins.css").read_text("utf-8")

    pinned = traitlets.Tuple()

    def __init__(
        self, controls: Mapping[str, ipywidgets.Widget], results: Mapping[str, Callable[..., str]] = RESULTS
    ):
        self._results = dict(results)
        self.kept: list[tuple[str, History]] = []
        self._controls = dict(controls)
        settings = [label_of(control) for control in self._controls.values()]
        super().__init__(headings=["run", *settings, *self._results], file_name="pinned-runs.csv")
        set_visible(self, False)
        self.on_msg(self._asked)

    @property
    def states(self) -> list[str]:
        """The state line of each pinned run: enough to pin them again another day."""
        return [pin.state for pin in self.pinned]

    def add(self, label: str, history: History, state: str) -> str | None:
        """Pin the run of the controls' values in place of one of the same label, or say why nothing changes."""
        if any(pin.label == label and pin.history is history for pin in self.pinned):
            return "This run is pinned already."
        settings = (getattr(one, "in_use", None) or written(one) for one in self._controls.values())
        pin = Pin(label, tuple(settings), history, state)
        others = tuple(other for other in self.pinned if other.label != label)
        if len(others) >= MOST:
            return f"{MOST} runs are pinned, and more could not be told apart. Unpin one of them first."
        self.pinned = (*others, pin)
        return None

    def remove(self, label: str) -> None:
        """Unpin the run of that label."""
        self.pinned = tuple(pin for pin in self.pinned if pin.label != label)

    def clear(self) -> None:
        """Unpin every run."""
        self.pinned = ()

    def _asked(self, _, content, buffers) -> None:
        if "unpin" in content:
            label = content["unpin"]
            self.clear() if label is None else self.remove(label)

    @traitlets.observe("pinned")
    def _pinned_changed(self, _) -> None:
        self.kept = [(pin.label, pin.history) for pin in self.pinned]
        rows = [
            [pin.label, *pin.settings, *(say(pin.history) for say in self._results.values())] for pin in self.pinned
        ]
        with_lines = [[*row, pin.state] for row, pin in zip(rows, self.pinned, strict=True)]
        self.show(self.headings, rows, saved=[[*self.headings, "state line"], *with_lines])
        set_visible(self, bool(rows))


def name_of_run(values: Mapping[str, float], usual: Mapping[str, float], start: Sequence[str]) -> str:
    """Name a run by its learning rate, and by what else is unusual about it.

    Parameters
    ----------
    values, usual : mapping of str to float
        The controls' values, and those at which nothing needs to be said.
    start : sequence of str
        The keys of the parameters before the first step.

    Examples
    --------
    >>> usual = {"weight": 0.0, "bias": 0.0, "n_steps": 300}
    >>> values = {"learning_rate": 0.01, "weight": 2.0, "bias": 0.0, "n_steps": 40}
    >>> name_of_run(values, usual, ["weight", "bias"])
    '0.01 from (2, 0), 40 steps'
    """
    name = format_rate(values["learning_rate"])
    if any(values[key] != usual[key] for key in start):
        place = ", ".join(format_number(values[key]) for key in start)
        name += f" from ({place})" if len(start) > 1 else f" from {place}"
    steps = values["n_steps"]
    return name if steps == usual["n_steps"] else f"{name}, {count(steps, 'step')}"
