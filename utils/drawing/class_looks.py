"""How classes look: a color and a shape for each of up to four, and what lies between two answers."""

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D

from utils.drawing.lettering import with_boxes
from utils.drawing.style import Style

SHAPES = (("o", 6.0), ("^", 6.8), ("s", 5.6), ("D", 5.2))
"""Marker of each class, and its size in points: they look equally large."""

LEVELS = 33
"""Shades from one answer to the opposite one: few, so that an image of them is small."""

MIDDLE = LEVELS // 2


def class_colors(style: Style) -> tuple[str, ...]:
    """Return the color of each of up to four classes."""
    return style.path, style.prediction, style.minimum, style.start


def mixed(style: Style, color: str, shares) -> np.ndarray:
    """Mix a color into the page's: shares of 0 are the page, those of 1 the color.

    Returns
    -------
    ndarray of uint8, shape (n_shares, 4)
    """
    shares = np.asarray(shares, dtype=float)[:, None]
    mix = (1 - shares) * np.array(to_rgb(style.background)) + shares * np.array(to_rgb(color))
    return np.column_stack([np.rint(255 * mix), np.full(len(shares), 255)]).astype(np.uint8)


def opposites(style: Style, strongest: float) -> np.ndarray:
    """Return the shades from an answer of -1 (the color of class 0) over 0 (the page) to 1 (the color of class 1).

    Returns
    -------
    ndarray of uint8, shape (LEVELS, 4)
    """
    shares = strongest * np.linspace(1, 0, MIDDLE + 1)
    low, high = (mixed(style, color, shares) for color in class_colors(style)[:2])
    return np.vstack([low, high[::-1][1:]])


def level_of(answers: np.ndarray) -> np.ndarray:
    """Return which shade of :func:`opposites` an answer from -1 to 1 has; what is no number has that of 0."""
    answers = np.nan_to_num(answers, nan=0.0, posinf=1.0, neginf=-1.0)
    return np.rint(MIDDLE * (np.clip(answers, -1.0, 1.0) + 1.0)).astype(np.intp)


def shares_of(logits: np.ndarray) -> np.ndarray:
    """Return the probability of each class, a softmax over the first axis; 0 for all where it is no number."""
    with np.errstate(all="ignore"):
        shares = np.exp(logits - logits.max(axis=0))
        return np.nan_to_num(shares / shares.sum(axis=0))


def samples_of_class(number: int, style: Style, *, seen: bool) -> dict:
    """Return how samples of a class look: filled if a network was trained on them, hollow if they validate it."""
    marker, size = SHAPES[number]
    color = class_colors(style)[number]
    return {
        "linestyle": "", "marker": marker, "markersize": size,
        "markerfacecolor": color if seen else style.background,
        "markeredgecolor": style.ink if seen else color, "markeredgewidth": 0.6 if seen else 1.5,
    }  # fmt: skip


def legend_of_samples(names, style: Style) -> list[Line2D]:
    """Return what a legend shows: each class by its name, and what hollow samples are."""
    shown = [
        Line2D([], [], label=with_boxes(name), **samples_of_class(k, style, seen=True))
        for k, name in enumerate(names)
    ]
    hollow = samples_of_class(0, style, seen=False) | {"markeredgecolor": style.ink}
    return [*shown, Line2D([], [], label="hollow: to validate", **hollow)]
