"""A button that copies a line, for whoever cannot mark it with the mouse."""

from pathlib import Path

import anywidget
import traitlets

HERE = Path(__file__).parent


class CopyButton(anywidget.AnyWidget):
    """A button that copies a text to the clipboard and says whether it worked; the browser alone does it.

    Parameters
    ----------
    label : str
        What stands on the button.

    Attributes
    ----------
    text : str
        What it copies.
    """

    _esm = "".join((HERE / name).read_text("utf-8") for name in ("copy.js", "copy_button.js"))
    _css = (HERE / "files.css").read_text("utf-8")

    label = traitlets.Unicode("").tag(sync=True)
    text = traitlets.Unicode("").tag(sync=True)

    def __init__(self, label: str = "Copy"):
        super().__init__(label=label)
