"""What a screen reader says for the logarithmic slider: the learning rate, not its exponent."""

from pathlib import Path

import anywidget
import ipywidgets
import traitlets


class SpokenRate(anywidget.AnyWidget):
    """Gives the slider beside it the learning rate as its spoken value; it cannot be seen.

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
