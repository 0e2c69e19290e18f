"""A figure on the page that can change at every frame of a slider."""

from pathlib import Path

import anywidget
import traitlets

HERE = Path(__file__).parent
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


class LiveFigure(anywidget.AnyWidget):
    """One image with its alternative text, a sentence that screen readers announce, and a pointer.

    Attributes
    ----------
    frame : bytes
        The image on show, PNG.
    frame_number : int
        Grows by one with every frame; 0 means that there is none yet.
    sentence : str
        What the figure shows, in words. Stands below the image and is its alternative text.
    width, height : int
        Size in CSS pixels; the page makes it smaller where it does not fit.
    theme : {"light", "dark"}
        JupyterLab's theme, as the page reports it.
    scale : float
        Image pixels per CSS pixel that make the figure crisp, as the page reports it.
    draggable : bool
        Whether the page reports the pointer.
    pointer : dict
        ``x`` and ``y`` as fractions of the image from its top left corner, and ``phase``: "down",
        "move" or "up". :meth:`utils.drawing.Stage.locate` turns them into data coordinates.
    """

    # The text, not the path: of a file, anywidget keeps every widget that was ever made from it.
    _esm = (HERE / "live_figure.js").read_text("utf-8")
    _css = (HERE / "live_figure.css").read_text("utf-8")

    frame = traitlets.Bytes(b"").tag(sync=True)
    frame_number = traitlets.Int(0).tag(sync=True)
    sentence = traitlets.Unicode("").tag(sync=True)
    width = traitlets.Int(960).tag(sync=True)
    height = traitlets.Int(370).tag(sync=True)
    theme = traitlets.Unicode("light").tag(sync=True)
    scale = traitlets.Float(1.5).tag(sync=True)
    draggable = traitlets.Bool(False).tag(sync=True)
    pointer = traitlets.Dict().tag(sync=True)

    def show(self, frame: bytes, sentence: str) -> None:
        """Put a new image and its sentence on the page, in one message.

        Parameters
        ----------
        frame : bytes
            The image, PNG.
        sentence : str
            What it shows. On the page, no line breaks between a number and "%".
        """
        with self.hold_sync():
            self.frame = frame
            self.sentence = sentence.replace(" %", f"{NO_BREAK_SPACE}%")
            self.frame_number += 1
