"""What a search has tried: each try as a mark, and the best loss so far of each method."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from utils.descent import format_number
from utils.descent.experiments.search import Searched
from utils.drawing.curves import Curves
from utils.drawing.loss_axis import LossAxis
from utils.drawing.style import MARKERS
from utils.drawing.view import View

LOOKS = (("s", "path", "-"), ("o", "prediction", (0, (6, 2))), ("^", "start", (0, (1.5, 1.8))))
"""Marker, color and dashes of each method, in their order."""


class TriesChart(View):
    """The validation loss of each try of a `Searched`, over one of its settings; a bar from best to worst seed.

    Parameters
    ----------
    methods : sequence of str
        All that there can be.
    settings : mapping of str to (label, values or None)
        What the horizontal axis can show: how it is called, and its values; None is a logarithmic axis.
    limits : mapping of str to (float, float)
        Of the logarithmic ones.
    along : callable
        ``along() -> str``: which of them it shows; whoever changes it lets the stage draw anew.
    loss_limits : (float, float)
    """

    whole = True

    def __init__(
        self,
        methods: Sequence[str],
        settings: Mapping[str, tuple[str, Sequence | None]],
        limits: Mapping[str, tuple[float, float]],
        along: Callable[[], str],
        loss_limits: tuple[float, float],
        *,
        title: str = "Validation loss of each try",
    ):
        super().__init__()
        self.methods, self.settings, self.limits, self.along = list(methods), dict(settings), dict(limits), along
        self.axis, self.title = LossAxis(loss_limits), title

    def background_key(self, found: Searched):
        return self.along(), found.methods

    def build(self, axes, found, style, kept=()):
        label, values = self.settings[self.along()]
        self.axis.set_up(axes, 1, label="validation loss")
        if values is None:
            axes.set_xscale("log")
            axes.set_xlim(self.limits[self.along()])
        else:
            axes.set(xlim=(-0.5, len(values) - 0.5))
            axes.set_xticks(range(len(values)), labels=list(map(str, values)))
        axes.set_xlabel(label)
        axes.set_title(self.title)
        axes.grid(True)
        self.bars, self.marks = [], []
        for marker, color, _ in LOOKS[: len(self.methods)]:
            face = getattr(style, color)
            self.bars.append(self.moving(axes.add_collection(Curves([], linewidths=1.2), autolim=False)))
            self.bars[-1].set_color(face)
            self.marks.append(self.moving_marks(marker, 7.5, face, width=0.7, clip_on=False))
        star = self.moving_marks(MARKERS["minimum"], 18, style.background, edge=style.minimum, width=2, zorder=6)
        self.star = star
        star.set_label("lowest")
        for name, mark in zip(self.methods, self.marks, strict=True):
            mark.set_label(name)
        shown = [mark for name, mark in zip(self.methods, self.marks, strict=True) if name in found.methods]
        axes.legend(handles=[*shown, star], loc="lower left", ncols=len(shown) + 1, columnspacing=0.8)

    def update(self, found: Searched):
        for number, method in enumerate(self.methods):
            tries = found.of(method)
            x = [self._x(one, found.methods) for one in tries]
            scores = self._inside([one.score for one in tries])
            self.marks[number].set_data(x, scores)
            ends = [self._inside([one.validation.min(), one.validation.max()]) for one in tries]
            self.bars[number].set_segments([[(at, low), (at, high)] for at, (low, high) in zip(x, ends, strict=True)])
        best = [] if found.best is None else [found.best]
        self.star.set_data([self._x(one, found.methods) for one in best], self._inside([one.score for one in best]))

    def notes(self, found: Searched):
        low, high = self.axis.limits
        scores, said = [one.score for one in found.tries], []
        for n, where in ((sum(not s <= high for s in scores), "above"), (sum(s < low for s in scores), "below")):
            if n:
                edge = format_number(high if where == "above" else low)
                said.append(f"{n} of {len(scores)} tries end{'s' if n == 1 else ''} {where} the chart ({edge}).")
        return said

    def _x(self, one, methods):
        """Where a try stands; methods stand side by side where values are few."""
        value, values = one.setting[self.along()], self.settings[self.along()][1]
        if values is None:
            return value
        return list(values).index(value) + 0.3 * (methods.index(one.method) - (len(methods) - 1) / 2)

    def _inside(self, losses):
        return np.clip(self.axis.drawable(np.array(losses)), *self.axis.limits)


class BestSoFar(View):
    """The lowest validation loss so far of each method of a `Searched`, over its tries.

    Parameters
    ----------
    methods : sequence of str
        All that there can be.
    most_tries : int
        The right end of the axis.
    loss_limits : (float, float)
    """

    whole = True

    def __init__(self, methods: Sequence[str], most_tries: int, loss_limits: tuple[float, float]):
        super().__init__()
        self.methods, self.most_tries, self.axis = list(methods), most_tries, LossAxis(loss_limits)

    def background_key(self, found: Searched):
        return found.methods

    def build(self, axes, found, style, kept=()):
        self.axis.set_up(axes, self.most_tries, label="lowest validation loss")
        axes.set(xlim=(0.5, self.most_tries + 0.5), xlabel="tries")
        axes.set_title("Best so far")
        axes.grid(True)
        self.lines, self.heads = [], []
        for method, (marker, color, dashes) in zip(self.methods, LOOKS, strict=False):
            color = getattr(style, color)
            self.lines.append(
                self.moving_line(color=color, linestyle=dashes, drawstyle="steps-post", linewidth=2.6, label=method)
            )
            self.heads.append(self.moving_marks(marker, 8, color, clip_on=False))
        shown = [line for line in self.lines if line.get_label() in found.methods]
        axes.legend(handles=shown, loc="upper right")

    def update(self, found: Searched):
        for method, line, head in zip(self.methods, self.lines, self.heads, strict=True):
            scores = [one.score for one in found.of(method)]
            best = np.clip(self.axis.drawable(np.minimum.accumulate(scores)), *self.axis.limits) if scores else []
            line.set_data(np.arange(1, len(scores) + 1), best)
            head.set_data([len(scores)] if scores else [], best[-1:])
