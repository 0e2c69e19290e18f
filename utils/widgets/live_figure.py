"""A figure on the page that can change at every frame of a slider."""

import time
import zlib
from pathlib import Path

import anywidget
import traitlets

from utils.widgets.focus import FOCUS

HERE = Path(__file__).parent
LET_GO_S = 1e-4
"""Seconds that Python rests when it has handed over a frame. A kernel sends in a thread of its own, which otherwise
gets its turn only after 5 ms (`sys.getswitchinterval`), or when all else that a move brings about is done."""

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

MUCH = 4_000
"""Bytes from which commands are deflated: fewer are on the page sooner as they are."""


def deflated(commands: bytes) -> bytes:
    """Return much as a zlib stream, which begins with another byte than commands do, and little as it is.

    Examples
    --------
    >>> len(deflated(bytes(3_000))), len(deflated(bytes(30_000))) < 100
    (3000, True)
    """
    return zlib.compress(commands) if len(commands) >= MUCH else commands


class LiveFigure(anywidget.AnyWidget):
    """A picture with its alternative text, a sentence that screen readers say when it rests, and a pointer.

    Attributes
    ----------
    background : bytes
        What stands still, WebP or PNG; sent to the page only when it changes.
    background_number : int
        CRC-32 of the background: what belongs to another one is not drawn over it.
    commands : bytes
        What moves, as `replay.js` draws it over the background, deflated where there is much of it; empty if nothing
        moves.
    frame_number : int
        Grows by one with every frame; 0 means that there is none yet.
    sentence : str
        What the figure shows, in words. Stands below the picture and is its alternative text.
    width, height : int
        Size in CSS pixels; the page makes it smaller where it does not fit.
    least_width : int
        Down to which it is drawn as wide as the page, if whoever draws it does so; otherwise its width.
    room : int
        CSS pixels that the page has for it from left to right, as the page reports them; 0 before it has.
    file_name : str
        What the picture is called when the reader saves it, without its ending.
    theme : {"light", "dark"}
        JupyterLab's theme, as the page reports it.
    scale : float
        Screen pixels per CSS pixel of the figure, as the page reports it.
    reduced_motion : bool
        Whether the reader has asked the computer for less motion, as the page reports it.
    draggable : bool
        Whether the page reports the pointer.
    pointer : dict
        ``x`` and ``y`` as fractions of the image from its top left corner, and ``phase``: "down",
        "move" or "up". :meth:`utils.drawing.Stage.locate` turns them into data coordinates.
    """

    # The text, not the path: of a file, anywidget keeps every widget that was ever made from it.
    _esm = "".join((HERE / name).read_text("utf-8") for name in ("replay.js", "live_figure.js"))
    _css = FOCUS + (HERE / "live_figure.css").read_text("utf-8")

    background = traitlets.Bytes(b"").tag(sync=True)
    background_number = traitlets.Int(0).tag(sync=True)
    commands = traitlets.Bytes(b"").tag(sync=True)
    frame_number = traitlets.Int(0).tag(sync=True)
    sentence = traitlets.Unicode("").tag(sync=True)
    width = traitlets.Int(960).tag(sync=True)
    height = traitlets.Int(370).tag(sync=True)
    least_width = traitlets.Int(960).tag(sync=True)
    room = traitlets.Int(0).tag(sync=True)
    file_name = traitlets.Unicode("figure").tag(sync=True)
    theme = traitlets.Unicode("light").tag(sync=True)
    scale = traitlets.Float(1.5).tag(sync=True)
    reduced_motion = traitlets.Bool(False).tag(sync=True)
    draggable = traitlets.Bool(False).tag(sync=True)
    pointer = traitlets.Dict().tag(sync=True)

    @property
    def frame(self) -> tuple[bytes, bytes]:
        """Background and commands: equal if the pictures are."""
        return self.background, self.commands

    def show(self, background: bytes, commands: bytes, sentence: str, *, size: tuple[int, int] | None = None) -> None:
        """Put a new picture and its sentence on the page, in one message.

        Parameters
        ----------
        background : bytes
            What stands still, WebP or PNG.
        commands : bytes
            What moves over it.
        sentence : str
            What the picture shows. On the page, no line breaks between a number and "%".
        size : (int, int), optional
            Its width and height in CSS pixels, if they may have changed.
        """
        with self.hold_sync():
            self.width, self.height = size or (self.width, self.height)
            if background is not self.background:
                self.background, self.background_number = background, zlib.crc32(background)
            self.commands = deflated(commands)
            self.sentence = sentence.replace(" %", f"{NO_BREAK_SPACE}%")
            self.frame_number += 1
        time.sleep(LET_GO_S)
