"""What a control says, as a run takes it and as a state line holds it."""

import ipywidgets


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
