"""An axis of losses with fixed limits: what it can draw, where a run leaves it, and the lowest loss on it."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from utils.descent import Objective, format_number
from utils.drawing.style import Style


class LossAxis:
    """Fixed limits of losses, on a logarithmic or a linear axis.

    Parameters
    ----------
    limits : (float, float)
        Both above 0 on a logarithmic axis.
    log : bool
        Whether the axis is logarithmic.

    Examples
    --------
    >>> axis = LossAxis((1e-3, 1e3))
    >>> axis.drawable(np.array([0.0, 1.0, np.inf, np.nan]))
    array([1.e-006, 1.e+000, 1.e+250, 1.e+250])
    >>> axis.first_above(np.array([1.0, 999.0, np.nan, 1.0]))
    2
    """

    def __init__(self, limits: tuple[float, float], *, log: bool = True):
        self.limits, self.log = limits, log
        # Nothing infinite, and on a logarithmic axis nothing at 0
        self._drawable = (limits[0] / 1e3, 1e250) if log else (-1e30, 1e30)

    @property
    def top(self) -> str:
        """The upper limit, in words."""
        return format_number(self.limits[1])

    @property
    def gone_below(self) -> str:
        """What a loss has done that is lower than all that the axis shows, in words."""
        return f"has gone below the chart, which ends at {format_number(self.limits[0])}"

    def drawable(self, loss: np.ndarray) -> np.ndarray:
        """Keep losses within what the axis can draw; what is no number counts as far up."""
        low, high = self._drawable
        return np.clip(np.where(np.isnan(loss), high, loss), low, high)

    def shows(self, loss: float) -> bool:
        """Say whether a loss is on the chart."""
        return bool(self.limits[0] <= loss <= self.limits[1])

    def first_above(self, loss: np.ndarray) -> int | None:
        """Return the index of the first loss that is above the chart, inf or NaN, or None."""
        above = np.flatnonzero(~(loss <= self.limits[1]))
        return int(above[0]) if len(above) else None

    def best(self, objective: Objective) -> float | None:
        """Return the lowest loss that is possible, where it is known and on the chart."""
        minimum = objective.minimum
        return float(minimum.value) if minimum is not None and self.shows(minimum.value) else None

    def draw_best(self, axes: Axes, objective: Objective, style: Style) -> list[Line2D]:
        """Draw the lowest loss that is possible as a dashed line, if it is on the chart; return what was drawn."""
        best = self.best(objective)
        if best is None:
            return []
        return [axes.axhline(best, color=style.minimum, linestyle="--", linewidth=1.8, label="best possible")]

    def set_up(self, axes: Axes, max_steps: int, *, label: str = "loss") -> None:
        """Give the Axes these limits for the loss, beside an axis of steps."""
        margin = 0.02 * max_steps
        axes.set(xlim=(-margin, max_steps + margin), ylim=self.limits, xlabel="step", ylabel=label)
        axes.set_yscale("log" if self.log else "linear")
