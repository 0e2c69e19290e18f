"""The losses of a few runs on one chart, to compare them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from utils.descent import History, history_of
from utils.descent.experiments.side_by_side import histories_of
from utils.drawing.loss_axis import LossAxis
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
    """One curve for each run of a result, against the step, on fixed axes.

    Takes what `histories_of` does; where there is no run, none is drawn.

    Parameters
    ----------
    curves : sequence of Curve
        As many as there are runs, in their order. The first is drawn on top.
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

    whole = True

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
        self.curves, self.max_steps, self.axis = list(curves), max_steps, LossAxis(limits, log=log)
        self.above_best, self.show_best = above_best, show_best and not above_best
        self.title, self.label, self.legend = title, label, legend

    def background_key(self, result):
        return self.axis.best(history_of(result).objective) if self.show_best else None

    def values(self, history: History) -> np.ndarray:
        """What is drawn of a run, one value for each step."""
        return history.loss - history.objective.minimum.value if self.above_best else history.loss

    def build(self, axes, result, style, kept=()):
        self.axis.set_up(axes, self.max_steps, label=self.label)
        axes.set_title(self.title)
        axes.grid(True)
        level = self.axis.draw_best(axes, history_of(result).objective, style) if self.show_best else []
        self.lines, self.heads, self.exits = [], [], []
        for curve in reversed(self.curves):
            color = getattr(style, curve.color)
            self.lines.append(
                self.moving_line(color=color, linestyle=curve.dashes, linewidth=curve.width, label=curve.name)
            )
            self.heads.append(self.moving_marks(curve.marker, 9, color, clip_on=False))
            self.exits.append(self.exit_marker())
            self.exits[-1].set_color(color)
        for artists in (self.lines, self.heads, self.exits):
            artists.reverse()
        place = {"loc": self.legend}
        if self.legend == "beside":
            place = {"loc": "upper left", "bbox_to_anchor": (1.0, 1.0), "frameon": False}
        axes.legend(handles=[*self.lines, *level], handlelength=2.6, **place)

    def update(self, result):
        drawn = zip(histories_of(result), self.lines, self.heads, self.exits, strict=True)
        for history, line, head, marker in drawn:
            if history is None:
                for artist in (line, head, marker):
                    artist.set_data([], [])
                continue
            values = self.axis.drawable(self.values(history))
            steps = np.arange(len(values))
            line.set_data(steps, values)
            inside = self.axis.shows(values[-1])
            head.set_data(steps[-1:] if inside else [], values[-1:] if inside else [])
            # A loss that reaches the bottom of a log axis is as good as there: no arrow for it
            self.mark_exit(marker, steps, np.maximum(values, self.axis.limits[0]))

    def notes(self, result):
        left = []
        for curve, history in zip(self.curves, histories_of(result), strict=True):
            step = None if history is None else self.axis.first_above(self.values(history))
            if step is not None:
                left.append(f"{curve.name}, first at step {step}")
        return [f"Above the top of the chart ({self.axis.top}): {'; '.join(left)}."] if left else []
