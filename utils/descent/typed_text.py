"""Text that somebody typed, pasted or has in a file, made fit to be read and to be quoted in a sentence."""

import re
import unicodedata

UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""What takes no room on a page: zero-width spaces, soft hyphens, byte order marks, marks of direction."""

JOINERS = re.compile("(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])")
"""Joiners have a meaning between two letters of Persian or Hindi, or in an emoji of several parts, and only there."""


def visible(text):
    """Return a text without what nobody can see, so that two texts that look the same are the same.

    Examples
    --------
    >>> visible("\\ufeff0.0\\u200b1")
    '0.01'
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", JOINERS.sub("", UNSEEN.sub("", text)))


def shortened(text, most=20):
    """Return a text that is short enough for a sentence.

    Examples
    --------
    >>> shortened("a very long text in a cell")
    'a very long text in ...'
    """
    return text if len(text) <= most else text[:most] + "..."


def shortened_apart(texts, most=20):
    """Return texts that are short enough, and that can still be told apart: by their ends, or by a number.

    Examples
    --------
    >>> shortened_apart(["class of 2024", "class of 2025", "none"], 8)
    ('...of 2024', '...of 2025', 'none')
    >>> shortened_apart(["group a of many", "group b of many"], 6)
    ('1: grou...', '2: grou...')
    """
    ends = [text if len(text) <= most else f"...{text[-(most - 1) :]}" for text in texts]
    numbered = [f"{k}: {shortened(text, most - 2).rstrip()}" for k, text in enumerate(texts, start=1)]
    choices = ([shortened(text, most) for text in texts], ends, numbered)
    return tuple(next(names for names in choices if len(set(names)) == len(set(texts)) or names is numbered))
