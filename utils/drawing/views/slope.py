"""One parameter: the loss as a curve, and the slope under the run's last point."""

import numpy as np

from utils.drawing.view import View, drawable_path


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
    """

    def __init__(
        self,
        x_limits: tuple[float, float],
        y_limits: tuple[float, float],
        *,
        name: str = "weight",
        tangent: bool = True,
        title: str = "Loss for every weight",
    ):
        super().__init__()
        self.x_limits, self.y_limits = x_limits, y_limits
        self.name, self.tangent, self.title = name, tangent, title

    def build(self, axes, history, style, kept=()):
        objective = history.objective
        axes.set(xlim=self.x_limits, ylim=self.y_limits, xlabel=self.name, ylabel="loss")
        axes.set_title(self.title)
        axes.grid(True)
        x = np.linspace(*self.x_limits, 400)
        axes.plot(x, objective.value(x[:, None]), color=style.loss, linewidth=2.6, label="loss")
        if objective.minimum is not None:
            axes.plot(
                *objective.minimum.params, objective.minimum.value, marker="*", markersize=21, linestyle="",
                color=style.minimum, markeredgecolor=style.background, label="lowest loss", zorder=3,
            )  # fmt: skip
        for _, run in kept:
            axes.plot(
                *drawable_path(np.column_stack([run.params[:, 0], run.loss])).T,
                color=style.muted, linewidth=1.2, linestyle="--", marker="o", markersize=3,
            )  # fmt: skip
        self.slope = self.moving(
            axes.plot([], [], color=style.gradient, linestyle="--", linewidth=2, label="slope (gradient)")[0]
        )
        self.path = self.moving(
            axes.plot([], [], color=style.path, linewidth=1.2, marker="o", markersize=5, alpha=0.9, label="path")[0]
        )
        self.start = self.moving(
            axes.plot([], [], marker="s", markersize=10, linestyle="", color=style.start,
                      markeredgecolor=style.ink, label="start")[0]
        )  # fmt: skip
        self.head = self.moving(
            axes.plot([], [], marker="o", markersize=9, linestyle="", color=style.path,
                      markeredgecolor=style.ink, label="now")[0]
        )  # fmt: skip
        self.exit = self.exit_marker()
        handles, _ = axes.get_legend_handles_labels()
        hidden = [] if self.tangent else [self.slope]
        axes.legend(handles=[h for h in handles if h not in hidden], loc="upper center", ncols=2)

    def update(self, history):
        w, loss = drawable_path(np.column_stack([history.params[:, 0], history.loss])).T
        self.path.set_data(w, loss)
        self.start.set_data(w[:1], loss[:1])
        self.head.set_data(w[-1:], loss[-1:])
        self.mark_exit(self.exit, history.params[:, 0], history.loss)
        if self.tangent:
            gradient = history.objective.gradient(history.params[-1])[0]
            reach = 0.18 * np.ptp(self.x_limits)  # long enough to read its slope
            self.slope.set_data(w[-1] + np.array([-reach, reach]), loss[-1] + gradient * np.array([-reach, reach]))

    def notes(self, history):
        low, high = self.x_limits
        w = history.params[:, 0]
        outside = np.flatnonzero(~((w >= low) & (w <= high) & (history.loss <= self.y_limits[1])))
        return [f"The path leaves the chart at step {outside[0]}."] if len(outside) else []
