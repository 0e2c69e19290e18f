"""A figure's new frame goes to the page before all else that a moved control brings about.

For one key press, ipywidgets tells the page the slider's value back, and a learning rate's box gets its text. Each
message takes the page about half a millisecond, and the figure would stand behind them in the line.
"""

import threading
from collections.abc import Iterable, Iterator

import ipywidgets

from utils.widgets.live_figure import LiveFigure

_answering = threading.local()
"""What waits, in each thread that answers a message of the page; nothing does in a cell."""


def send_figures_first(widgets: Iterable[ipywidgets.Widget]) -> None:
    """Let what these widgets tell the page wait while one of them hears the page, until it has been answered.

    Only the frames of figures do not wait. All else is then sent in its order, also after an error.

    Parameters
    ----------
    widgets : iterable of Widget
        Controls, figures, or anything that is on the page; see :func:`parts_of`.
    """
    for widget in widgets:
        if widget.comm is not None:
            _send_later(widget)


def parts_of(widget: ipywidgets.Widget) -> Iterator[ipywidgets.Widget]:
    """Yield a widget and all that is in it, each with its layout: what is hidden must first hear what is new.

    Examples
    --------
    >>> inner = ipywidgets.HBox([ipywidgets.Label("inside")])
    >>> [type(part).__name__ for part in parts_of(ipywidgets.VBox([inner]))]
    ['VBox', 'Layout', 'HBox', 'Layout', 'Label', 'Layout']
    """
    yield widget
    if getattr(widget, "layout", None) is not None:
        yield widget.layout
    for part in getattr(widget, "children", ()):
        yield from parts_of(part)


def _send_later(widget: ipywidgets.Widget) -> None:
    comm = widget.comm
    send_now, hear_now = comm.send, widget._handle_msg

    def send(data=None, *args, **kwargs):
        waiting = getattr(_answering, "waiting", None)
        is_frame = isinstance(widget, LiveFigure) and (data or {}).get("method") == "update"
        if waiting is None or is_frame:
            send_now(data, *args, **kwargs)
        else:
            waiting.append(lambda: send_now(data, *args, **kwargs))

    def hear(message):
        if getattr(_answering, "waiting", None) is not None:  # a message within a message
            return hear_now(message)
        _answering.waiting = waiting = []
        try:
            return hear_now(message)
        finally:
            _answering.waiting = None
            for send_it in waiting:
                send_it()

    comm.send = send
    comm.on_msg(hear)
