"""How well a color stands out from another, as the Web Content Accessibility Guidelines define it."""

import numpy as np

LEAST_CONTRAST = 3.0
"""Least contrast of what one has to see, of WCAG 2.2, success criterion 1.4.11."""


def luminance(colors) -> np.ndarray:
    """Relative luminance as WCAG defines it, of sRGB from 0 to 1."""
    colors = np.asarray(colors, dtype=float)
    linear = np.where(colors <= 0.04045, colors / 12.92, ((colors + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other) -> np.ndarray:
    """Contrast as WCAG defines it, from 1 to 21."""
    one, other = luminance(one), luminance(other)
    return (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)
