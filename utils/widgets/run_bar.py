"""How far a run has come, with a button that ends it."""

from collections.abc import Callable
from pathlib import Path

import anywidget
import traitlets

HERE = Path(__file__).parent


class RunBar(anywidget.AnyWidget):
    """A progress bar with Cancel, for runs of more than half a second: shorter ones end before it is there.

    Parameters
    ----------
    cancel : callable
        Called without arguments when the button is pressed.

    Attributes
    ----------
    number : int
        Of the run that is under way; 0 if none is. The page itself waits for half a second from each run's
        beginning before it shows the bar, so that it comes in time however busy Python is.
    share : float
        The part that is done, from 0 to 1; below 0 if that is not known.
    """

    _esm = (HERE / "run_bar.js").read_text("utf-8")
    _css = (HERE / "run_bar.css").read_text("utf-8")

    number = traitlets.Int(0).tag(sync=True)
    share = traitlets.Float(-1.0).tag(sync=True)

    def __init__(self, cancel: Callable[[], None]):
        super().__init__(layout={"width": "auto"})
        self.on_msg(lambda _, content, buffers: cancel() if "cancel" in content else None)

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self.number != 0

    def show(self, number: int, share: float | None) -> None:
        """Say which run is under way, and how far it is; in one message, if it is another one than before."""
        with self.hold_sync():
            self.number = number
            self.share = -1.0 if share is None else float(share)
