"""A control that lists learning rates, in the order in which they were tried."""

import re
from collections.abc import Sequence

import ipywidgets
import traitlets

from utils.widgets.controls.learning_rate import exact, problem_with
from utils.widgets.controls.plain import LABEL, WIDE
from utils.widgets.controls.typed import Typed, quoted

MOST = 40
"""Rates that a list holds: as many as can be told apart on a chart."""


class RateList(Typed):
    """A box with a list of learning rates, such as "0.01, 1, 0.1"; each rate stands in it once.

    Parameters
    ----------
    label : str
        What the list is called.
    value : sequence of float
        The rates at the start.

    Attributes
    ----------
    value : tuple of float
    """

    value = traitlets.Tuple()
    unchanged = "The list is as it was."

    def __init__(self, label: str, value: Sequence[float] = ()):
        self.description = label
        box = ipywidgets.Text(
            description=label, continuous_update=False, style=LABEL, layout={"width": WIDE},
            placeholder="none yet", tooltip="The learning rates, with commas between them; edit and press Enter",
        )  # fmt: skip
        super().__init__(box, [box])
        self.value = tuple(value)

    def with_rate(self, rate: float) -> tuple[float, ...]:
        """Return the list with a rate at its end.

        Raises
        ------
        ValueError
            With one sentence for the page, if there is no room.
        """
        others = tuple(other for other in self.value if other != rate)
        if len(others) >= MOST:
            raise ValueError(f"The list is full: {MOST} rates are the most. Take some of them out, or press Reset.")
        return (*others, rate)

    @property
    def text(self) -> str:
        """The list as the box writes it."""
        return ", ".join(exact(rate) for rate in self.value)

    @property
    def word(self) -> str:
        """The list as one word of a state line."""
        return ",".join(exact(rate) for rate in self.value) or "none"

    @staticmethod
    def read(text: str) -> tuple[float, ...]:
        """Return the rates of a text.

        Raises
        ------
        ValueError
            With one sentence that says what is wrong with the first wrong one.
        """
        if text.strip() in ("", "none"):
            return ()
        rates = []
        mark = next((mark for mark in ";," if mark in text), None)
        for part in text.strip().strip(",;").split(mark):
            problem = problem_with(part.strip())
            if problem:
                with_points = _with_points(text)
                if with_points:
                    problem = f"Write each number with a point: {with_points}, not {quoted(text.strip())}."
                elif not part.strip():
                    problem = "Between two commas there is no learning rate."
                raise ValueError(problem)
            rates.append(float(part))
        if len(rates) > MOST:
            raise ValueError(f"These are {len(rates)} rates; {MOST} are the most.")
        twice = next((rate for number, rate in enumerate(rates) if rate in rates[:number]), None)
        if twice is not None:
            raise ValueError(f"The rate {exact(twice)} stands there twice.")
        return tuple(rates)


def _with_points(text: str) -> str:
    """Return a list of rates with decimal points for one with decimal commas; empty if it is none."""
    parts = [part for part in re.split(r"[;\s]+|,\s+", text.strip()) if part]
    dotted = [part.replace(",", ".") for part in parts]
    return ", ".join(dotted) if dotted != parts and not any(map(problem_with, dotted)) else ""
