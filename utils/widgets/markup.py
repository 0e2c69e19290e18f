"""Text as HTML and as Markdown: whatever a page is to show goes through here, so that it can only be read."""

import html
import re

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def as_html(text: str) -> str:
    """Return text as HTML that shows just this text.

    Examples
    --------
    >>> as_html("a < `b`")
    'a &lt; `b`'
    """
    return html.escape(_readable(text))


def with_code(text: str) -> str:
    """Return text of the course as HTML, with `code` between backquotes set as code.

    Examples
    --------
    >>> with_code("Is `a < b`?")
    'Is <code>a &lt; b</code>?'
    """
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", as_html(text))


def paragraph(text: str, kind: str = "") -> str:
    """Return text of the course, with `code`, as a paragraph of a card; ``kind`` is "right", "wrong" or "quiet"."""
    return f'<p class="card-{kind}">{with_code(text)}</p>' if kind else f"<p>{with_code(text)}</p>"


def preformatted(text: str) -> str:
    """Return text as HTML that keeps its lines and spaces."""
    return f"<pre>{as_html(text)}</pre>"


def as_markdown(text: str) -> str:
    r"""Return text as Markdown that shows just this text, in one line.

    Examples
    --------
    >>> print(as_markdown(r"C:\new\*.json"))
    C\:\\new\\\*\.json
    """
    return PUNCTUATION.sub(r"\\\1", " ".join(_readable(text).split()))


def _readable(text: str) -> str:
    """Return text that can be sent to a page: a file's name may hold halves of characters, which cannot."""
    return text.encode("utf-8", "replace").decode("utf-8")
