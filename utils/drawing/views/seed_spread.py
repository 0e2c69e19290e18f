"""Runs that differ in one thing, each from several seeds: where each of them ended, and the median on its way."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from utils.drawing.loss_axis import LossAxis
from utils.drawing.style import Style
from utils.drawing.view import View

LOOKS = (
    ("-", "o"),
    ((0, (6, 2)), "s"),
    ((0, (1.5, 1.8)), "^"),
    ((0, (6, 2, 1.5, 2)), "D"),
    ((0, (10, 3)), "v"),
)
"""Dash and marker of each group, so that colors are not needed to tell them apart."""

OTHER_KIND = (0, (3, 1.6))
"""The dashes of each group's second curve."""

JITTER = 0.26
"""Half the width over which the seeds of a group are laid side by side, where groups are 1 apart."""


def group_colors(style: Style, n_groups: int) -> np.ndarray:
    """Return one color for each group, in their order from low to high, shape (n_groups, 4)."""
    return style.rate_colors(np.linspace(0.0, 1.0, n_groups))


class Measured(NamedTuple):
    """What is measured of every seed.

    Attributes
    ----------
    name : str
        What the legend calls one dot.
    of : callable
        ``of(result) -> list of ndarray``: for each group its seeds' values; what is still to come is left out.
    marker : str, optional
        Without one, each group has its own.
    color : str, optional
        A color of the style, by its name there. Without one, each group has its own.
    """

    name: str
    of: Callable[[object], Sequence[np.ndarray]]
    marker: str | None = None
    color: str | None = None


class SeedSpread(View):
    """A dot for every seed of every group, and a bar at each median, on fixed axes.

    Parameters
    ----------
    groups : sequence of str
        What stands below each group.
    measured : sequence of Measured
        Laid side by side.
    limits : (float, float)
        Of the values; beyond them a dot lies on the edge, and :meth:`notes` says so.
    log : bool
        Draw the values on a logarithmic axis.
    title, label, groups_label : str
        The panel's title, and what its axes show.
    ticks : sequence of float, optional
        Values that get a number; the rest of the axis is room for the legend.
    level : (str, float), optional
        A level line, and its name.
    legend_columns : int
        Of the legend, which stands at the top.
    """

    whole = True

    def __init__(
        self,
        groups: Sequence[str],
        measured: Sequence[Measured],
        limits: tuple[float, float],
        *,
        title: str,
        label: str,
        groups_label: str,
        log: bool = False,
        ticks: Sequence[float] | None = None,
        level: tuple[str, float] | None = None,
        legend_columns: int = 2,
    ):
        super().__init__()
        self.groups, self.measured, self.limits, self.log = list(groups), list(measured), limits, log
        self.title, self.label, self.groups_label, self.ticks, self.level = title, label, groups_label, ticks, level
        self.legend_columns = legend_columns

    def background_key(self, result):
        return None  # the groups, and so all that stands still, are the same for every result

    def build(self, axes, result, style, kept=()):
        axes.set_yscale("log" if self.log else "linear")
        axes.set(xlim=(-0.6, len(self.groups) - 0.4), ylim=self.limits, xlabel=self.groups_label, ylabel=self.label)
        axes.set_xticks(range(len(self.groups)), labels=self.groups)
        if self.ticks is not None:
            axes.set_yticks(self.ticks)
        axes.set_title(self.title)
        axes.grid(True, axis="y")
        handles = []
        if self.level is not None:
            name, value = self.level
            handles.append(axes.axhline(value, color=style.muted, linestyle="--", linewidth=1.8, label=name))
        colors = group_colors(style, len(self.groups))
        self.dots = [
            [
                self.moving_marks(
                    one.marker or LOOKS[number % len(LOOKS)][1],
                    8,
                    color if one.color is None else getattr(style, one.color),
                    width=0.8,
                    clip_on=False,
                )
                for number, color in enumerate(colors)
            ]
            for one in self.measured
        ]
        self.medians = [self.moving_line(color=style.ink, linewidth=3.2) for _ in self.measured]
        for one in self.measured:
            color = style.background if one.color is None else getattr(style, one.color)
            looks = {"markerfacecolor": color, "markeredgecolor": style.ink, "markersize": 8}
            handles += axes.plot([], [], one.marker or "o", label=one.name, **looks)
        handles += axes.plot([], [], color=style.ink, linewidth=3.2, label="median")
        axes.legend(
            handles=handles, loc="upper left", ncols=self.legend_columns, columnspacing=0.9, handletextpad=0.4
        )

    def update(self, result):
        width = 1.0 / (len(self.measured) + (len(self.measured) > 1))
        for number, (one, dots, medians) in enumerate(zip(self.measured, self.dots, self.medians, strict=True)):
            found, bars = one.of(result), []
            middle = (number - (len(self.measured) - 1) / 2) * width
            for group, marks in enumerate(dots):
                if group >= len(found):
                    marks.set_data([], [])
                    continue
                values, at = self._inside(found[group]), group + middle
                reach = JITTER * width
                marks.set_data(at + np.linspace(-reach, reach, len(values)), values)
                if not len(values):
                    continue
                half = np.median(values)
                bars += [(at - 1.5 * reach, half), (at + 1.5 * reach, half), (np.nan, np.nan)]
            medians.set_data(*np.array(bars).reshape(-1, 2).T)

    def notes(self, result):
        low, high = self.limits
        said = []
        for edge, leaves in (("top", lambda v: ~(v <= high)), ("bottom", lambda v: v < low)):
            names = [
                self.groups[group]
                for group in range(len(self.groups))
                if any(
                    group < len(found) and leaves(found[group]).any()
                    for found in (m.of(result) for m in self.measured)
                )
            ]
            if names:
                said.append(f"Off the {edge} of the chart of the seeds: {', '.join(names)}.")
        return said

    def _inside(self, values):
        return np.clip(np.nan_to_num(values, nan=np.inf, posinf=self.limits[1]), *self.limits)


class Course(NamedTuple):
    """How one group got where it is.

    Attributes
    ----------
    epochs : ndarray, shape (n_rows,)
    losses : sequence of ndarray, shape (n_rows,)
        For each kind of curve; inf where the run had left all numbers.
    """

    epochs: np.ndarray
    losses: Sequence[np.ndarray]


class MedianCurves(View):
    """A loss curve for each group, over the epochs, on fixed axes.

    Parameters
    ----------
    groups : sequence of str
        What the legend calls each.
    of : callable
        ``of(result) -> list of Course``: one for each group; groups that are still to come are left out.
    max_epochs : int
        The right end of the axis.
    limits : (float, float)
        Of the loss; both above 0 on a logarithmic axis.
    log : bool
        Draw the loss on a logarithmic axis.
    kinds : sequence of str
        What the curves of a group are, one or two: the second is dashed.
    title : str
        The panel's title.
    """

    whole = True

    def __init__(
        self,
        groups: Sequence[str],
        of: Callable[[object], Sequence[Course]],
        max_epochs: int,
        limits: tuple[float, float],
        *,
        log: bool = True,
        kinds: Sequence[str],
        title: str,
    ):
        super().__init__()
        self.groups, self.of_result, self.max_epochs = list(groups), of, max_epochs
        self.axis, self.kinds, self.title = LossAxis(limits, log=log), list(kinds), title

    def background_key(self, result):
        return None

    def build(self, axes, result, style, kept=()):
        self.axis.set_up(axes, self.max_epochs)
        axes.set_xlabel("epoch")
        axes.set_title(self.title)
        axes.grid(True)
        self.lines, self.heads, self.exits, handles = [], [], [], []
        colors = group_colors(style, len(self.groups))
        for number, (name, color) in enumerate(zip(self.groups, colors, strict=True)):
            dashes, marker = LOOKS[number % len(LOOKS)]
            for kind, what in enumerate(self.kinds):
                dash = dashes if len(self.kinds) == 1 else ("-", OTHER_KIND)[kind]
                label = name if len(self.kinds) == 1 else f"{name}, {what}"
                self.lines.append(self.moving_line(color=color, linestyle=dash, linewidth=2.4, label=label))
                self.heads.append(self.moving_marks(marker, 8, color, clip_on=False))
                self.exits.append(self.exit_marker())
                self.exits[-1].set_color(color)
                handles += axes.plot(
                    [], [], color=color, linestyle=dash, linewidth=2.4, label=label, marker=marker, markersize=7,
                    markeredgecolor=style.ink,
                )  # fmt: skip
        axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, handlelength=3.0)

    def update(self, result):
        courses = self.of_result(result)
        drawn = zip(self.lines, self.heads, self.exits, strict=True)
        for number, (line, head, marker) in enumerate(drawn):
            group, kind = divmod(number, len(self.kinds))
            if group >= len(courses):
                for artist in (line, head, marker):
                    artist.set_data([], [])
                continue
            epochs, values = courses[group].epochs, self.axis.drawable(courses[group].losses[kind])
            line.set_data(epochs, values)
            inside = self.axis.shows(values[-1])
            head.set_data(epochs[-1:] if inside else [], values[-1:] if inside else [])
            # A loss that reaches the bottom of a log axis is as good as there: no arrow for it
            self.mark_exit(marker, epochs, np.maximum(values, self.axis.limits[0]))

    def notes(self, result):
        left = {}
        for name, course in zip(self.groups, self.of_result(result), strict=False):
            for what, losses in zip(self.kinds, course.losses, strict=True):
                row = self.axis.first_above(losses)
                if row is not None:
                    left[name if len(self.kinds) == 1 else f"{name}, {what}"] = course.epochs[row]
        if not left:
            return []
        first = (
            f"the first at epoch {min(left.values()):.0f}" if len(left) > 1 else f"at epoch {min(left.values()):.0f}"
        )
        return [f"Off the top of the loss chart ({self.axis.top}): {'; '.join(left)}, {first}."]
