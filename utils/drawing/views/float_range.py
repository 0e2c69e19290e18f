"""The loss on an axis as long as the range of a computer's numbers, with places for inf and NaN."""

import numpy as np

from utils.drawing.view import View

LARGEST = np.log10(np.finfo(float).max)
"""308.25: the power of ten of the largest number that a float64 can hold."""

INF_AT, NAN_AT = 342.0, 382.0
"""Where inf and NaN stand on the axis of powers of ten, above every number."""

LATE, HIGH = 0.6, 150
"""A run that is a number above this power of ten, later than this share of the steps, goes up at the right."""


class FloatRange(View):
    """The size of the loss at each step, as a power of ten, up to the largest number and beyond it.

    Steps whose loss is inf or NaN are drawn in a row of their own above all numbers, so none is missing.

    Parameters
    ----------
    max_steps : int
        The right end of the step axis.
    title : str
        The panel's title.
    """

    def __init__(self, max_steps: int, *, title: str = "Loss at each step"):
        super().__init__()
        self.max_steps, self.title = max_steps, title

    def background_key(self, history):
        return "left" if self._rises_late(history) else "right"  # on which side the words below the line stand

    def build(self, axes, history, style, kept=()):
        margin = 0.02 * self.max_steps
        axes.set(xlim=(-margin, self.max_steps + margin), ylim=(-12, 396), xlabel="step", ylabel="loss (log scale)")
        powers = np.arange(0, 301, 50)
        axes.set_yticks(
            [*powers, INF_AT, NAN_AT], [*(f"$10^{{{power}}}$" for power in powers), "inf", "NaN"], minor=False
        )
        axes.set_title(self.title)
        axes.grid(True)
        axes.axhline(LARGEST, color=style.ink, linestyle="--", linewidth=1.8)
        side = self.background_key(history)
        self.words = axes.annotate(
            "largest number:\nabout 1.8e308", (0 if side == "left" else self.max_steps, LARGEST), xytext=(0, -6),
            textcoords="offset points", ha=side, va="top", fontsize=10,
            bbox={"facecolor": style.background, "edgecolor": "none", "pad": 1},
        )  # fmt: skip
        self.curve = self.moving_line(color=style.loss, linewidth=2.6)
        self.infinite = self.moving_marks(".", 5, style.loss, edge=style.loss)
        self.nan = self.moving_marks("x", 5, style.ink, edge=style.ink)
        self.head = self.moving_marks("o", 10, style.loss, clip_on=False)

    def update(self, history):
        steps, height = np.arange(history.n_steps + 1), self.height(history.loss)
        self.curve.set_data(steps, np.where(np.isfinite(history.loss), height, np.nan))
        for line, chosen in ((self.infinite, np.isinf(history.loss)), (self.nan, np.isnan(history.loss))):
            line.set_data(steps[chosen], height[chosen])
        self.head.set_data(steps[-1:], height[-1:])

    def _rises_late(self, history) -> bool:
        """Say whether the curve may come to where the words usually stand."""
        late = history.loss[int(LATE * self.max_steps) :]
        return bool((self.height(late[np.isfinite(late)]) > HIGH).any())

    @staticmethod
    def height(loss: np.ndarray) -> np.ndarray:
        """Where losses stand on the axis.

        Examples
        --------
        >>> FloatRange.height(np.array([1e100, np.inf, np.nan, 0.0]))
        array([100., 342., 382., -10.])
        """
        with np.errstate(all="ignore"):
            power = np.log10(np.maximum(loss, 1e-10))
        return np.select([np.isnan(loss), np.isinf(loss)], [NAN_AT, INF_AT], power)
