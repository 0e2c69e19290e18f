"""The losses of a few runs on one chart, to compare them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from utils.descent import History, format_number
from utils.drawing.view import View


class Curve(NamedTuple):
    """How one of the runs is drawn.

    Attributes
    ----------
    name : str
        What the legend and the notes call it.
    color : str
        A color of the style, by its name there, such as ``"loss"``.
    dashes : str or tuple
        Its line, as Matplotlib takes it.
    marker : str
        Where the run ends.
    width : float
        Of the line, in points.
    """

    name: str
    color: str
    dashes: str | tuple = "-"
    marker: str = "o"
    width: float = 2.6


class ComparedCurves(View):
    """One curve for each run of a history, against the step, on fixed axes.

    A run whose values are NaN from the start is not drawn.

    Parameters
    ----------
    curves : sequence of Curve
        As many as the history has runs, in their order. The first is drawn on top.
    max_steps : int
        The right end of the step axis.
    limits : (float, float)
        Fixed limits of the other axis; both above 0 on a logarithmic axis.
    log : bool
        Draw the loss on a logarithmic axis.
    above_best : bool
        Draw how far the loss is above the best possible one.
    show_best : bool
        Draw the best possible loss as a level line, where it is known.
    title, label : str
        The panel's title, and what the axis shows.
    legend : str
        Where the legend stands; "beside" is on the right of the panel, where no curve goes.
    """

    def __init__(
        self,
        curves: Sequence[Curve],
        max_steps: int,
        limits: tuple[float, float],
        *,
        log: bool = True,
        above_best: bool = False,
        show_best: bool = True,
        title: str = "Loss at each step",
        label: str = "loss",
        legend: str = "upper right",
    ):
        super().__init__()
        self.curves, self.max_steps, self.limits = list(curves), max_steps, limits
        self.log, self.above_best, self.show_best = log, above_best, show_best and not above_best
        self.title, self.label, self.legend = title, label, legend

    def background_key(self, history):
        return self._best(history)

    def values(self, history: History) -> np.ndarray:
        """What is drawn: shape (n_runs, n_points)."""
        if not self.above_best:
            return history.loss
        return history.loss - history.objective.minimum.value

    def build(self, axes, history, style, kept=()):
        margin = 0.02 * self.max_steps
        axes.set(xlim=(-margin, self.max_steps + margin), ylim=self.limits, xlabel="step", ylabel=self.label)
        axes.set_yscale("log" if self.log else "linear")
        axes.set_title(self.title)
        axes.grid(True)
        best = self._best(history)
        level = []
        if best is not None:
            level = [axes.axhline(best, color=style.minimum, linestyle="--", linewidth=1.8, label="best possible")]
        self.lines, self.heads, self.exits = [], [], []
        for curve in reversed(self.curves):
            color = getattr(style, curve.color)
            self.lines.append(
                self.moving(
                    axes.plot([], [], color=color, linestyle=curve.dashes, linewidth=curve.width, label=curve.name)[0]
                )
            )
            self.heads.append(
                self.moving(
                    axes.plot([], [], marker=curve.marker, markersize=9, linestyle="", color=color,
                              markeredgecolor=style.ink, clip_on=False)[0]
                )
            )  # fmt: skip
            self.exits.append(self.exit_marker())
            self.exits[-1].set_color(color)
        for artists in (self.lines, self.heads, self.exits):
            artists.reverse()
        place = {"loc": self.legend}
        if self.legend == "beside":
            place = {"loc": "upper left", "bbox_to_anchor": (1.0, 1.0), "frameon": False}
        axes.legend(handles=[*self.lines, *level], handlelength=2.6, **place)

    def update(self, history):
        all_values = self.values(history)
        missing, all_values = np.isnan(all_values[:, 0]), self._drawable(all_values)
        for values, gone, line, head, marker in zip(
            all_values, missing, self.lines, self.heads, self.exits, strict=True
        ):
            values = values[:0] if gone else values
            steps = np.arange(len(values))
            line.set_data(steps, values)
            inside = not gone and self.limits[0] <= values[-1] <= self.limits[1]
            head.set_data(steps[-1:] if inside else [], values[-1:] if inside else [])
            # A loss that reaches the bottom of a log axis is as good as there: no arrow for it
            if gone:
                marker.set_data([], [])
            else:
                self.mark_exit(marker, steps, np.maximum(values, self.limits[0]))

    def notes(self, history):
        left = []
        for curve, values in zip(self.curves, self.values(history), strict=True):
            high = np.flatnonzero(~(values <= self.limits[1]))
            if len(high) and not np.isnan(values[0]):
                left.append(f"{curve.name} at step {high[0]}")
        top = format_number(self.limits[1])
        return [f"Off the top of the chart ({top}): {', '.join(left)}."] if left else []

    def _drawable(self, values):
        """Keep the values within what the axis can draw: nothing infinite, and on a log axis nothing at 0."""
        low = self.limits[0] / 1e3 if self.log else -1e30
        high = 1e250 if self.log else 1e30
        return np.clip(np.nan_to_num(values, nan=high, posinf=high), low, high)

    def _best(self, history) -> float | None:
        """The lowest loss that is possible, where it is asked for, known and on the chart."""
        minimum = history.objective.minimum if self.show_best else None
        if minimum is None or not self.limits[0] <= minimum.value <= self.limits[1]:
            return None
        return float(minimum.value)
