"""Where a line is fitted by hand: the ranges of the sliders, and the axes of the two panels."""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from utils.descent import Dataset

SMALLEST_STEP = 1e-6
"""The page's sliders do not hear the arrow keys with smaller steps."""

LARGEST = 1e12


class Grid(NamedTuple):
    """The ends of a slider and the distance of one key press."""

    low: float
    high: float
    step: float

    @property
    def digits(self) -> int:
        """How many digits after the point tell two neighbors apart."""
        return max(0, -math.floor(math.log10(self.step) + 1e-9))

    def nearest(self, value: float) -> float:
        """Return the number on the grid that is nearest to a value."""
        return _multiple(round(value / self.step), self.step)

    def without_dust(self, value: float) -> float:
        """Return the number on the grid for which the page sends one that differs in the last digits only."""
        near = self.nearest(value)
        return near if abs(near - value) < 1e-6 * self.step else value


@dataclass(frozen=True)
class FitFrame:
    """What stays fixed while a line is fitted to data with one feature.

    Parameters
    ----------
    weights, biases : Grid
        Of the two sliders.
    weight_axis, bias_axis : (float, float)
        Limits of the map; a bit wider than the sliders reach, with room on top for a legend.
    x_limits, y_limits : (float, float)
        Limits of the data's panel.
    """

    weights: Grid
    biases: Grid
    weight_axis: tuple[float, float]
    bias_axis: tuple[float, float]
    x_limits: tuple[float, float]
    y_limits: tuple[float, float]

    @classmethod
    def around(cls, data: Dataset) -> "FitFrame":
        """Return a frame that holds the data, the best line, and the level line through their mean.

        Raises
        ------
        ValueError
            With one sentence, if a slider of such numbers would not move.

        Examples
        --------
        >>> from utils.descent import line
        >>> FitFrame.around(line()).weights
        Grid(low=-2.0, high=4.0, step=0.02)
        """
        x, y = data.X[:, 0], data.y_true
        center, mean, spread = x.mean(), y.mean(), y.std()
        slope = spread / x.std()  # that of the best line, if all points lay on one
        best = np.mean((x - center) / x.std() * ((y - mean) / spread)) * slope
        weights = _grid(min(0.0, best) - slope, max(0.0, best) + slope, slope / 40)
        _check_that_it_moves(weights, "weights")
        ends = mean - center * np.array(weights[:2])
        biases = _grid(ends.min() - 2 * spread, ends.max() + 2 * spread, spread / 20)
        _check_that_it_moves(biases, "biases")
        return cls(
            weights,
            biases,
            _wider(*weights[:2], 0.025, 0.025),
            _wider(*biases[:2], 0.04, 0.18),
            _wider(x.min(), x.max(), 0.06, 0.06),
            _wider(y.min(), y.max(), 0.1, 0.25),
        )


def _check_that_it_moves(grid, what):
    if grid.step < SMALLEST_STEP or max(-grid.low, grid.high) > LARGEST:
        reach = f"from {grid.low:.1g} to {grid.high:.1g}"
        raise ValueError(f"A slider cannot show {what} {reach}; other units, or a standardized x, would help.")


def _grid(low, high, step):
    """Return a grid whose step is 1, 2 or 5 times a power of ten, and whose ends are on it."""
    power = 10.0 ** math.floor(math.log10(step))
    step = max(n for n in (1, 2, 5) if n * power <= step * (1 + 1e-9)) * power
    step = float(f"{step:.0e}")
    return Grid(_multiple(math.floor(low / step), step), _multiple(math.ceil(high / step), step), step)


def _multiple(count, step):
    """Return that many steps, as the nearest number that is written with few digits."""
    return float(f"{count * step:.12g}")


def _wider(low, high, below, above):
    span = high - low
    return float(low - below * span), float(high + above * span)
