"""A button that opens and closes a part of the page, and says which it is."""

from pathlib import Path

import anywidget
import traitlets


class Opener(anywidget.AnyWidget):
    """A button that is pressed in while its part of the page is open; screen readers hear it too.

    Parameters
    ----------
    label : str
        What stands on the button.
    hint : str
        What the part holds.

    Attributes
    ----------
    value : bool
        Whether the part is open. Observe it to show and to hide the part.
    """

    _esm = (Path(__file__).parent / "opener.js").read_text("utf-8")

    label = traitlets.Unicode("").tag(sync=True)
    hint = traitlets.Unicode("").tag(sync=True)
    value = traitlets.Bool(False).tag(sync=True)

    def __init__(self, label: str, hint: str = ""):
        super().__init__(label=label, hint=hint, layout={"width": "auto"})
