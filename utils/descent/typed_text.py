"""Text that somebody typed, pasted or has in a file, made fit for a sentence."""


def shortened(text, most=20):
    """Return a text that is short enough for a sentence.

    Examples
    --------
    >>> shortened("a very long text in a cell")
    'a very long text in ...'
    """
    return text if len(text) <= most else text[:most] + "..."
