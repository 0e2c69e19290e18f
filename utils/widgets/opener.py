"""Parts of the page that take no room until somebody wants them."""

from pathlib import Path

import anywidget
import ipywidgets
import traitlets


def set_visible(widget: ipywidgets.Widget, visible: bool) -> None:
    """Show a widget, or let it take no room."""
    widget.layout.display = None if visible else "none"


class Opener(anywidget.AnyWidget):
    """A button that shows and hides a part of the page, and is pressed in while it is open.

    Parameters
    ----------
    label : str
        What stands on the button; screen readers add whether the part is open.
    hint : str
        What the part holds.
    part : widget
        Hidden at first.

    Attributes
    ----------
    value : bool
        Whether the part is open.
    """

    _esm = (Path(__file__).parent / "opener.js").read_text("utf-8")

    label = traitlets.Unicode("").tag(sync=True)
    hint = traitlets.Unicode("").tag(sync=True)
    value = traitlets.Bool(False).tag(sync=True)

    def __init__(self, label: str, hint: str, part: ipywidgets.Widget):
        super().__init__(label=label, hint=hint, layout={"width": "auto"})
        set_visible(part, False)
        self.observe(lambda change: set_visible(part, change["new"]), "value")
