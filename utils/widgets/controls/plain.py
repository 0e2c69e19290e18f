"""Sliders, menus, boxes to tick and buttons."""

from collections.abc import Mapping, Sequence

import ipywidgets

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
