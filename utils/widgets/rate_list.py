"""A control that lists learning rates, in the order in which they were tried."""

import html
from collections.abc import Sequence

import ipywidgets
import traitlets

from utils.widgets.controls import LABEL, WIDE
from utils.widgets.typed_rate import exact, problem_with

MOST = 40
"""Rates that a list holds: as many as can be told apart on a chart."""


class RateList(ipywidgets.VBox):
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

    def __init__(self, label: str, value: Sequence[float] = ()):
        self.description = label
        self.box = ipywidgets.Text(
            description=label, continuous_update=False, style=LABEL, layout={"width": WIDE},
            placeholder="none yet", tooltip="The learning rates, with commas between them; edit and press Enter",
        )  # fmt: skip
        self.problem = ipywidgets.HTML("", layout={"margin": "0 0 0 116px", "display": "none"})
        super().__init__([self.box, self.problem])
        self._following = False
        self.value = tuple(value)
        self.box.observe(self._typed, "value")

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
        for part in text.strip().strip(",").split("," if "," in text else None):
            problem = problem_with(part.strip())
            if problem:
                raise ValueError(problem if part.strip() else "Between two commas there is no learning rate.")
            rates.append(float(part))
        if len(rates) > MOST:
            raise ValueError(f"These are {len(rates)} rates; {MOST} are the most.")
        twice = next((rate for number, rate in enumerate(rates) if rate in rates[:number]), None)
        if twice is not None:
            raise ValueError(f"The rate {exact(twice)} stands there twice.")
        return tuple(rates)

    def clear_problem(self) -> None:
        """Take away what was said about a text that is no list of rates."""
        self._say("")

    def _typed(self, change) -> None:
        if self._following:
            return
        try:
            self.value = self.read(change["new"])
            problem = ""
        except ValueError as error:
            problem = f"{error} The list is as it was."
        self._follow()
        self._say(problem)

    @traitlets.observe("value")
    def _value_changed(self, _) -> None:
        self._follow()
        self._say("")

    def _follow(self) -> None:
        self._following = True
        try:
            self.box.value = ", ".join(exact(rate) for rate in self.value)
        finally:
            self._following = False

    def _say(self, sentence: str) -> None:
        self.problem.value = f'<p role="alert">{html.escape(sentence)}</p>' if sentence else ""
        self.problem.layout.display = None if sentence else "none"
