"""One parameter: the loss as a curve, and the slope under the run's last point."""

import numpy as np
from matplotlib.patches import Rectangle

from utils.drawing.run_path import RunPath, draw_kept, draw_lowest
from utils.drawing.view import View


class SlopeView(View):
    """The objective along one parameter, the path of a run on it, and the tangent at its last point.

    Parameters
    ----------
    x_limits, y_limits : (float, float)
        Fixed limits of the parameter and of the loss.
    name : str
        What the parameter is called.
    tangent : bool
        Draw the tangent: its slope is the gradient.
    title : str
        The panel's title.
    legend : str
        Where its legend stands: where no run goes. None if empty.
    closer : SlopeView, optional
        Another panel, which shows a part of this one: a frame stands around that part.
    """

    def __init__(
        self,
        x_limits: tuple[float, float],
        y_limits: tuple[float, float],
        *,
        name: str = "weight",
        tangent: bool = True,
        title: str = "Loss for every weight",
        legend: str = "upper center",
        closer: "SlopeView | None" = None,
    ):
        super().__init__()
        self.closer = closer
        self.x_limits, self.y_limits = x_limits, y_limits
        self.name, self.tangent, self.title, self.legend = name, tangent, title, legend

    def build(self, axes, history, style, kept=()):
        objective = history.objective
        axes.set(xlim=self.x_limits, ylim=self.y_limits, xlabel=self.name, ylabel="loss")
        axes.set_title(self.title)
        axes.grid(True)
        x = np.linspace(*self.x_limits, 400)
        axes.plot(x, objective.value(x[:, None]), color=style.loss, linewidth=2.6)
        shown = []
        if objective.minimum is not None:
            shown.append(draw_lowest(self, *objective.minimum.params, objective.minimum.value))
        for _, run in kept:
            draw_kept(self, run.params[:, 0], run.loss, linewidth=1.2, marker="o", markersize=3)
        if self.tangent:
            shown.append(self.moving_line(color=style.gradient, linestyle="--", linewidth=2, label="slope"))
        self.slope = shown[-1] if self.tangent else None
        self.run = RunPath(self, linewidth=1.2, markersize=5)
        shown += [self.run.path, self.run.start, self.run.now]
        if self.closer is not None:
            (left, right), (low, high) = self.closer.x_limits, self.closer.y_limits
            frame = Rectangle((left, low), right - left, high - low, fill=False, edgecolor=style.ink, linewidth=1.6)
            axes.add_patch(frame).set_zorder(2.5)
        if not self.legend:
            return
        ncols = {"upper center": 2, "lower center": len(shown)}.get(self.legend, 1)
        axes.legend(
            handles=shown, loc=self.legend, ncols=ncols, columnspacing=0.7, handlelength=1.6, handletextpad=0.4
        )

    def update(self, history):
        self.run.update(history.params[:, 0], history.loss)
        if self.tangent:
            w, loss = self.run.now.get_data()
            gradient = history.objective.gradient(history.params[-1])[0]
            reach = 0.18 * np.ptp(self.x_limits)  # long enough to read its slope
            self.slope.set_data(w[-1] + np.array([-reach, reach]), loss[-1] + gradient * np.array([-reach, reach]))

    def notes(self, history):
        low, high = self.x_limits
        w = history.params[:, 0]
        outside = np.flatnonzero(~((w >= low) & (w <= high) & (history.loss <= self.y_limits[1])))
        return [f"The path leaves the chart at step {outside[0]}."] if len(outside) else []


class SlopeDetail(SlopeView):
    """A part of the curve, closer; takes what SlopeView does. Where a run leaves it, only the whole says."""

    def build(self, axes, history, style, kept=()):
        super().build(axes, history, style, kept)
        axes.set_ylabel("")

    def update(self, history):
        super().update(history)
        self.run.exit.set_data([], [])

    def notes(self, history):
        return []
