"""The controls of every explorer, made in one place so that they look and behave alike.

Control order is always: data, loss, start, learning rate, steps, extras.
"""

import html
import math
from collections.abc import Iterable, Mapping, Sequence

import ipywidgets
import traitlets

from utils.descent import format_number
from utils.widgets.spoken_rate import SpokenRate
from utils.widgets.typed_rate import exact, problem_with

CLASSIC_RATES = (0.0001, 0.001, 0.01, 0.1, 1.0)
LABEL = {"description_width": "112px"}
WIDE = "98%"
MOST_DIGITS = 6
"""Before or after the point; longer numbers are written like 1.2e-7."""


def number(label: str, value: float, low: float, high: float, step: float, *, digits: int = 2):
    """Return a slider for a number, with a box to type it.

    Parameters
    ----------
    label : str
        What the number is, with its unit.
    value, low, high, step : float
        Start value, limits and the distance of one key press.
    digits : int
        Digits after the point in the box.
    """
    readout = f".{digits}f" if digits <= MOST_DIGITS and max(-low, high) < 10**MOST_DIGITS else ".5g"
    return ipywidgets.FloatSlider(
        value=value, min=low, max=high, step=step, description=label, readout_format=readout,
        style=LABEL, layout={"width": WIDE},
    )  # fmt: skip


def steps(value: int, high: int, *, low: int = 1, label: str = "steps"):
    """Return a slider for a whole number of steps, with a box to type it."""
    return ipywidgets.IntSlider(
        value=value, min=low, max=high, description=label, style=LABEL, layout={"width": WIDE}
    )


def choice(label: str, options: Sequence[str] | Mapping[str, object], value):
    """Return a menu with one option chosen."""
    options = list(options.items()) if isinstance(options, Mapping) else list(options)
    return ipywidgets.Dropdown(options=options, value=value, description=label, style=LABEL, layout={"width": WIDE})


def switch(label: str, value: bool = False):
    """Return a box to tick."""
    return ipywidgets.Checkbox(value=value, description=label, indent=True, style=LABEL, layout={"width": WIDE})


def button(label: str, tooltip: str = ""):
    """Return a button as wide as its label."""
    return ipywidgets.Button(description=label, tooltip=tooltip, layout={"width": "auto"})


class LearningRate(ipywidgets.VBox):
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
        self.box = ipywidgets.Text(
            value=format_number(value), continuous_update=False, layout={"width": "84px"},
            placeholder="0.01", tooltip="Type an exact learning rate and press Enter",
        )  # fmt: skip
        self.problem = ipywidgets.HTML("", layout={"margin": "0 0 0 116px", "display": "none"})
        rows = [ipywidgets.HBox([self.slider, self.box], layout={"width": WIDE})]
        self.buttons = [button(format_number(rate), f"Use the learning rate {rate:g}") for rate in classic]
        if classic:
            rows.append(ipywidgets.HBox(self.buttons, layout={"margin": "0 0 0 114px", "flex_flow": "row wrap"}))
        super().__init__([*rows, self.problem, SpokenRate(self.slider, self.box)])
        self.add_class("learning-rate")
        for one, rate in zip(self.buttons, classic, strict=True):
            one.on_click(lambda _, rate=rate: setattr(self, "value", rate))
        self._following = False
        self.slider.value = self._place(value)
        self.value = value
        self.slider.observe(self._slider_moved, "value")
        self.box.observe(self._typed, "value")

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

    def _typed(self, change):
        if self._following:
            return
        text = change["new"].strip()
        problem = problem_with(text)
        if not problem:
            self.value = float(text)
        self._follow()  # the box goes back to the rate in use, or to the usual way of writing it
        self._say(f"{problem} Still using {exact(self.value)}." if problem else "")

    @traitlets.observe("value")
    def _value_changed(self, _):
        self._follow()
        self._say("")

    def _follow(self) -> None:
        """Let the slider and the box show the value. Beyond its ends the slider stays at the end."""
        self._following = True
        try:
            place = self._place(self.value)
            if not math.isclose(self.slider.value, place, rel_tol=1e-9):  # or the page would be held back
                self.slider.value = place
            self.box.value = exact(self.value)
        finally:
            self._following = False

    def clear_problem(self) -> None:
        """Take away what was said about a text that is no learning rate."""
        self._say("")

    def _say(self, sentence: str) -> None:
        self.problem.value = f'<p role="alert">{html.escape(sentence)}</p>' if sentence else ""
        self.problem.layout.display = None if sentence else "none"


class Scrubber(ipywidgets.HBox):
    """A slider through the steps of a run, with a button that plays them.

    Parameters
    ----------
    max_step : int
        The last step.
    value : int or None
        The step on show; the last one if None.
    interval_ms : int
        Time from one step to the next while playing, in milliseconds.
    label : str
        What the slider is called.
    """

    value = traitlets.Int(0)
    max = traitlets.Int(1)

    def __init__(self, max_step: int, value: int | None = None, *, interval_ms: int = 150, label: str = "show step"):
        value = max_step if value is None else value
        self.slider = ipywidgets.IntSlider(
            value=value, min=0, max=max_step, description=label, style=LABEL,
            layout={"flex": "1 1 auto", "width": "auto"},
        )  # fmt: skip
        self.play = ipywidgets.Play(
            value=value, min=0, max=max_step, interval=interval_ms, show_repeat=False,
            layout={"flex": "0 0 auto", "width": "72px", "height": "28px"},
        )  # fmt: skip
        super().__init__([self.slider, self.play], layout={"width": WIDE})
        self.max, self.value = max_step, value
        self.observe(self._follow_max, "max")
        ipywidgets.jslink((self.play, "value"), (self.slider, "value"))
        traitlets.link((self.slider, "value"), (self, "value"))

    @traitlets.validate("value")
    def _within_the_run(self, proposal):
        return min(max(proposal["value"], 0), self.max)

    def _follow_max(self, change):
        at_end = self.slider.value == change["old"]
        self.slider.max = self.play.max = change["new"]
        if at_end:  # whoever looks at the end of the run keeps looking at its end
            self.slider.value = self.play.value = change["new"]


def label_of(control: ipywidgets.Widget) -> str:
    """Return what a control is called on the page."""
    return control.slider.description if isinstance(control, LearningRate | Scrubber) else control.description


def clear_problems(controls: Iterable) -> None:
    """Take away what was said about a text that is no learning rate, also where the rate has not changed."""
    for control in controls:
        if hasattr(control, "clear_problem"):
            control.clear_problem()
