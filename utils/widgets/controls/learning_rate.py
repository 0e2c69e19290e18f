"""The learning rate, and a factor that looks like it: a logarithmic slider with a box to type an exact value."""

import math
import re
from collections.abc import Sequence
from pathlib import Path

import anywidget
import ipywidgets
import traitlets

from utils.descent import format_number
from utils.widgets.controls.plain import LABEL, WIDE, button
from utils.widgets.controls.typed import Typed, quoted

CLASSIC_RATES = (0.0001, 0.001, 0.01, 0.1, 1.0)
SMALLEST, LARGEST = 1e-300, 1e300
"""What may be typed. Beyond, nothing new happens, and a rate times a slope could be more than a computer can hold."""


class LearningRate(Typed):
    """The learning rate: a logarithmic slider, a box to type an exact value, and the classic rates.

    Parameters
    ----------
    value : float
        The learning rate at the start, above 0.
    low, high : float
        Ends of the slider. The box takes any number above 0, also beyond them.
    classic : sequence of float
        Rates that get a button of their own; none if empty.

    Attributes
    ----------
    value : float
        Rounded to three significant digits when it comes from the slider, so that the number on the
        page is the number that was used.
    """

    value = traitlets.Float(0.01)

    def __init__(self, value: float = 0.01, low: float = 1e-5, high: float = 10.0, *, classic: Sequence[float] = ()):
        self.slider = ipywidgets.FloatLogSlider(
            value=low, min=math.log10(low), max=math.log10(high), step=0.05, readout=False,
            description="learning rate", style=LABEL, layout={"flex": "1 1 auto", "width": "auto"},
        )  # fmt: skip
        box = ipywidgets.Text(
            value=format_number(value), continuous_update=False, layout={"width": "84px"},
            placeholder="0.01", tooltip="Type an exact learning rate and press Enter",
        )  # fmt: skip
        rows = [ipywidgets.HBox([self.slider, box], layout={"width": WIDE})]
        self.buttons = [button(format_number(rate), f"Use the learning rate {rate:g}") for rate in classic]
        if classic:
            rows.append(ipywidgets.HBox(self.buttons, layout={"margin": "0 0 0 114px", "flex_flow": "row wrap"}))
        super().__init__(box, rows)
        self.children = [*self.children, SpokenRate(self.slider, self.box)]
        self.add_class("learning-rate")
        for one, rate in zip(self.buttons, classic, strict=True):
            one.on_click(lambda _, rate=rate: setattr(self, "value", rate))
        self.slider.value = self._place(value)
        self.value = value
        self.slider.observe(self._slider_moved, "value")

    @property
    def text(self) -> str:
        """The rate as the box writes it."""
        return exact(self.value)

    @property
    def unchanged(self) -> str:
        """What is still in use."""
        return f"Still using {self.text}."

    def read(self, text: str) -> float:
        """Return the learning rate that a text stands for.

        Raises
        ------
        ValueError
            With one sentence, if it is none.
        """
        if problem := problem_with(text):
            raise ValueError(problem)
        return float(text)

    def _slider_moved(self, change):
        if not self._following and not math.isclose(change["new"], self._place(self.value), rel_tol=1e-9):
            self.value = float(f"{change['new']:.3g}")

    def _place(self, rate: float) -> float:
        """Where the slider shows a rate: at the nearest of its steps, and beyond its ends at the end.

        The page would round it to that place by itself, and then report it as if somebody had moved there.
        """
        low, high, step = self.slider.min, self.slider.max, self.slider.step
        if not (math.isfinite(rate) and rate > 0):
            return self.slider.value
        return 10 ** min(max(low + round((math.log10(rate) - low) / step) * step, low), high)

    def _show_value(self) -> None:
        place = self._place(self.value)
        if not math.isclose(self.slider.value, place, rel_tol=1e-9):  # or the page would be held back
            self.slider.value = place
        super()._show_value()


class Factor(LearningRate):
    """A number to multiply by, such as 10 or 0.1. It looks like the learning rate, and keeps to its slider.

    Parameters
    ----------
    label : str
        What is multiplied.
    value, low, high : float
        The factor at the start, and the smallest and the largest one, above 0.
    classic : sequence of float
        Factors that get a button of their own.
    """

    def __init__(self, label: str, value: float, low: float, high: float, *, classic: Sequence[float] = ()):
        self.low, self.high = low, high
        super().__init__(value, low, high, classic=classic)
        self.slider.description = label
        self.box.placeholder = "1"
        self.box.tooltip = "Type an exact factor and press Enter"
        for one, factor in zip(self.buttons, classic, strict=True):
            one.tooltip = f"Use the factor {factor:g}"

    @property
    def word(self) -> str:
        """The factor as one word of a state line."""
        return repr(self.value).removesuffix(".0")

    def read(self, text: str) -> float:
        """Return the factor that a text stands for.

        Raises
        ------
        ValueError
            With one sentence, if it is none between the ends.
        """
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not self.low <= value <= self.high:
            ends = f"{format_number(self.low)} to {format_number(self.high)}"
            raise ValueError(f"A factor here is a number from {ends}, and {quoted(text)} is not.")
        return value


class SpokenRate(anywidget.AnyWidget):
    """Gives the slider beside it the learning rate as its spoken value, not its exponent; it cannot be seen.

    Parameters
    ----------
    slider : FloatLogSlider
        Is given the words.
    box : Text
        Holds the learning rate as text, and is on the page too.
    """

    _esm = (Path(__file__).parent / "spoken_rate.js").read_text("utf-8")

    slider = traitlets.Instance(ipywidgets.FloatLogSlider).tag(sync=True, **ipywidgets.widget_serialization)
    box = traitlets.Instance(ipywidgets.Text).tag(sync=True, **ipywidgets.widget_serialization)

    def __init__(self, slider: ipywidgets.FloatLogSlider, box: ipywidgets.Text):
        super().__init__(slider=slider, box=box, layout={"display": "none"})


def problem_with(text: str) -> str:
    """Return why a text is no learning rate, in one sentence; empty if it is one."""
    if not text:
        return "The box is empty."
    shown = quoted(text)
    try:
        value = float(text)
    except ValueError:
        dotted = text.replace(",", ".")
        if "," in text and not problem_with(dotted):
            return f"Write the number with a point: {dotted}, not {shown}."
        value = math.nan
    if math.isnan(value):
        return f"A learning rate is a number above 0, such as 0.01, and {shown} is not a number."
    if math.isinf(value):
        return f"A learning rate is a number above 0, such as 0.01, and {shown} is not one a computer can hold."
    if value == 0 and not text.startswith("-") and re.search("[1-9]", text.lower().partition("e")[0]):
        return f"A learning rate is a number above 0, such as 0.01, and {shown} is too close to 0 for a computer."
    if value <= 0:
        return f"A learning rate is a number above 0, such as 0.01, and {shown} is not above 0."
    if not SMALLEST <= value <= LARGEST:
        return f"A learning rate here is a number from {SMALLEST:g} to {LARGEST:g}, and {shown} is not."
    return ""


def exact(value: float) -> str:
    """Return the shortest text that reads as this very number."""
    short = format_number(value)
    return short if float(short) == value else repr(value)
