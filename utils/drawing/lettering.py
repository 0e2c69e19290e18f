"""Words that other people wrote, on a figure: no formulas in them, and a box for a letter that no font has."""

import unicodedata
from functools import cache

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font

FIRST = "DejaVu Sans"
"""Comes with Matplotlib, so that figures look the same everywhere."""

FALLBACKS = (
    *("Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei"),
    *("PingFang SC", "Hiragino Sans GB", "Hiragino Sans", "Apple SD Gothic Neo", "Arial Unicode MS"),
    *("Microsoft YaHei", "SimHei", "Yu Gothic", "Malgun Gothic", "Nirmala UI", "Leelawadee UI"),
    *("Noto Sans Devanagari", "Noto Sans Thai", "Noto Emoji", "Segoe UI Symbol", "Apple Symbols", "Symbola"),
)
"""Fonts for letters that the first one does not have, where a computer has them: Matplotlib takes them one by one."""

BOX = "\u25a1"


@cache
def families() -> tuple[str, ...]:
    """Return the names of the fonts that figures are written in, in their order."""
    installed = {font.name for font in fontManager.ttflist}
    return (FIRST, *(name for name in FALLBACKS if name in installed))


def letters_without_font(text: str) -> str:
    """Return the letters of a text that no font of the figures has, each once.

    Examples
    --------
    >>> letters_without_font("größe (°C) \\U0010fffd")
    '\\U0010fffd'
    """
    return "".join(letter for letter in dict.fromkeys(text) if not letter.isascii() and not _has_font(letter))


@cache
def _has_font(letter: str) -> bool:
    if unicodedata.category(letter) in ("Cf", "Mn"):  # changes the letter before it, and is not drawn itself
        return True
    fonts = (get_font(findfont(FontProperties(family=name))) for name in families())
    return any(font.get_char_index(ord(letter)) for font in fonts)


def with_boxes(text: str) -> str:
    """Return a text as it can be drawn: a letter that no font has becomes a box."""
    return text.translate(dict.fromkeys(map(ord, letters_without_font(text)), BOX))


def name_axes(axes: Axes, x: str | None = None, y: str | None = None) -> None:
    """Write what the axes show. A dollar sign is a dollar sign, and a letter that no font has becomes a box."""
    for name, write in ((x, axes.set_xlabel), (y, axes.set_ylabel)):
        if name is not None:
            write(with_boxes(name), parse_math=False)
