"""Words that change on the page and are read out when they do."""

import html
import re
from pathlib import Path

import anywidget
import traitlets

HERE = Path(__file__).parent


class Feedback(anywidget.AnyWidget):
    """A part of a card whose words change; a screen reader announces each change.

    Attributes
    ----------
    html : str
        What it says. Anything that is not the course's own goes through :func:`as_html` first.
    """

    _esm = (HERE / "feedback.js").read_text("utf-8")
    _css = (HERE / "card.css").read_text("utf-8")

    html = traitlets.Unicode("").tag(sync=True)


def as_html(text: str) -> str:
    """Return text as safe HTML, with `code` between backquotes set as code.

    Examples
    --------
    >>> as_html("Is `a < b`?")
    'Is <code>a &lt; b</code>?'
    """
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))


def paragraph(text: str, kind: str = "") -> str:
    """Return text as one paragraph of HTML; ``kind`` is "right", "wrong" or "quiet"."""
    return f'<p class="card-{kind}">{as_html(text)}</p>' if kind else f"<p>{as_html(text)}</p>"
