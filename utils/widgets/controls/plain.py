"""Sliders, menus, boxes to tick and buttons, and a slider through the steps of a run."""

import math
from collections.abc import Mapping, Sequence

import ipywidgets
import traitlets

LABEL = {"description_width": "112px"}
WIDE = "98%"
STILLS, STILL_MS = 8, 1000
"""How many pictures Play shows, and for how long each, if the reader has asked for less motion."""
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
        self._interval_ms, self._stills = interval_ms, False
        super().__init__([self.slider, self.play], layout={"width": WIDE})
        self.max, self.value = max_step, value
        self.observe(self._follow_max, "max")
        self.play.observe(self._show_the_end, "playing")
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
        self.use_stills(self._stills)

    def use_stills(self, on: bool) -> None:
        """Let Play go through the run in a few pictures that stand for a while, or step by step."""
        self._stills = on
        self.play.interval = STILL_MS if on else self._interval_ms
        self.play.step = max(1, math.ceil(self.max / STILLS)) if on else 1

    def _show_the_end(self, change):
        if not change["new"] and self.play.value + self.play.step > self.max:
            self.slider.value = self.play.value = self.max


def label_of(control: ipywidgets.Widget) -> str:
    """Return what a control is called on the page."""
    return control.slider.description if hasattr(control, "slider") else control.description


def value_of(control: ipywidgets.Widget):
    """Return a control's value, without the digits that are left when a page adds up a slider's steps.

    A learning rate that was typed stays exactly what was typed.

    Examples
    --------
    >>> value_of(ipywidgets.FloatSlider(3.5999999999999996))
    3.6
    """
    value = control.value
    return float(f"{value:.12g}") if isinstance(control, ipywidgets.FloatSlider) else value
