"""A slider through the steps of a run, with a button that plays them."""

import math
from pathlib import Path

import anywidget
import ipywidgets
import traitlets

from utils.widgets.controls.plain import LABEL, WIDE

STILLS, STILL_MS = 8, 1000
"""How many pictures Play shows, and for how long each, if the reader has asked for less motion."""


class PlayTogether(anywidget.AnyWidget):
    """Keeps a slider and its Play button at the same value, on the page.

    That is what `ipywidgets.jslink` does. But of each move of the slider, that tells Python the button's new value
    first, which delays the figure by 2 to 3 ms; here the button says it when it is pressed.
    """

    _esm = (Path(__file__).parent / "play_together.js").read_text("utf-8")

    slider = traitlets.Instance(ipywidgets.Widget).tag(sync=True, **ipywidgets.widget_serialization)
    play = traitlets.Instance(ipywidgets.Widget).tag(sync=True, **ipywidgets.widget_serialization)

    def __init__(self, slider: ipywidgets.Widget, play: ipywidgets.Widget):
        super().__init__(slider=slider, play=play)


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
        self._together = PlayTogether(self.slider, self.play)
        traitlets.link((self.slider, "value"), (self, "value"))

    @traitlets.validate("value")
    def _within_the_run(self, proposal):
        return min(max(proposal["value"], 0), self.max)

    def _follow_max(self, change):
        at_end = self.slider.value == change["old"]
        self.play.value = self.slider.value  # on the page it has been so all along
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
