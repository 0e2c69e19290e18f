"""The loss at every step of a run."""

import numpy as np

from utils.descent import format_number
from utils.drawing.labels import label_curves
from utils.drawing.view import View

DASHES = [(0, dashes) for dashes in ((6, 2), (1.5, 1.8), (6, 2, 1.5, 2), (10, 3), (3, 3), (8, 2, 1.5, 2, 1.5, 2))]


class LossCurve(View):
    """Loss against step, on fixed axes, beside earlier runs that were pinned.

    Parameters
    ----------
    max_steps : int
        The right end of the step axis.
    limits : (float, float)
        Fixed limits of the loss axis; both above 0 on a logarithmic axis.
    log : bool
        Draw the loss on a logarithmic axis.
    title : str
        The panel's title.
    """

    def __init__(
        self,
        max_steps: int,
        limits: tuple[float, float],
        *,
        log: bool = True,
        title: str = "Loss at each step",
    ):
        super().__init__()
        self.max_steps, self.limits, self.log, self.title = max_steps, limits, log, title

    def background_key(self, history):
        return self._best(history)

    def build(self, axes, history, style, kept=()):
        margin = 0.02 * self.max_steps
        axes.set(xlim=(-margin, self.max_steps + margin), ylim=self.limits, xlabel="step", ylabel="loss")
        axes.set_yscale("log" if self.log else "linear")
        axes.set_title(self.title)
        axes.grid(True)
        self.curve = self.moving(axes.plot([], [], color=style.loss, linewidth=2.6, label="this run")[0])
        best = self._best(history)
        if best is not None:
            axes.axhline(best, color=style.minimum, linestyle="--", linewidth=1.8, label="best possible")
        curves = []
        for (label, run), dashes in zip(kept, DASHES, strict=False):
            steps, loss = np.arange(run.n_steps + 1), self._drawable(run.loss)
            axes.plot(
                steps, loss, color=style.muted, linestyle=dashes, linewidth=1.8,
                label="_" if curves else "pinned runs, by name",
            )  # fmt: skip
            self.draw_exit(steps, loss, style.muted)
            curves.append((label, steps, loss))
        if best is not None or kept:
            axes.legend(loc="upper right")
        label_curves(axes, curves, style)
        self.head = self.moving(
            axes.plot([], [], marker="o", markersize=9, color=style.loss, markeredgecolor=style.ink, clip_on=False)[0]
        )
        self.exit = self.exit_marker()

    def update(self, history):
        steps = np.arange(history.n_steps + 1)
        loss = self._drawable(history.loss)
        self.curve.set_data(steps, loss)
        inside = self.limits[0] <= loss[-1] <= self.limits[1]
        self.head.set_data(steps[-1:] if inside else [], loss[-1:] if inside else [])
        self.mark_exit(self.exit, steps, loss)

    def notes(self, history):
        high = np.flatnonzero(~(history.loss <= self.limits[1]))
        if not len(high):
            return []
        return [f"The loss leaves the top of the chart ({format_number(self.limits[1])}) at step {high[0]}."]

    def _drawable(self, loss):
        """Keep the loss within what the axis can draw: nothing infinite, and on a log axis nothing at 0."""
        low = self.limits[0] / 1e3 if self.log else -1e30
        high = 1e250 if self.log else 1e30
        return np.clip(np.nan_to_num(loss, nan=high, posinf=high), low, high)

    def _best(self, history) -> float | None:
        """The lowest loss that is possible, where it is known and on the chart."""
        minimum = history.objective.minimum
        if minimum is None or not self.limits[0] <= minimum.value <= self.limits[1]:
            return None
        return float(minimum.value)
