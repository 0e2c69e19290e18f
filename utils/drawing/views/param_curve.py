"""The value of one parameter at every step of a run."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from utils.drawing.run_path import start_marker
from utils.drawing.view import View, drawable


class ParamCurve(View):
    """One parameter against step, on fixed axes, with the value that has the lowest loss.

    Parameters
    ----------
    max_steps : int
        The right end of the step axis.
    limits : (float, float)
        Fixed limits of the parameter.
    name : str
        What the parameter is called.
    index : int
        Which parameter.
    title : str
        The panel's title.
    """

    def __init__(
        self,
        max_steps: int,
        limits: tuple[float, float],
        *,
        name: str = "weight",
        index: int = 0,
        title: str = "Weight at each step",
    ):
        super().__init__()
        self.max_steps, self.limits = max_steps, limits
        self.name, self.index, self.title = name, index, title

    def build(self, axes, history, style, kept=()):
        margin = 0.03 * self.max_steps
        axes.set(xlim=(-margin, self.max_steps + margin), ylim=self.limits, xlabel="step", ylabel=self.name)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
        axes.set_title(self.title)
        axes.grid(True)
        minimum = history.objective.minimum
        if minimum is not None:
            axes.axhline(
                minimum.params[self.index], color=style.minimum, linestyle="--", linewidth=1.8, label="lowest loss"
            )
        self.curve = self.moving_line(color=style.path, linewidth=1.8, marker="o", markersize=5, label="path")
        self.start = start_marker(self)
        self.exit = self.exit_marker()
        if minimum is not None:
            # Beside the title, since inside a diverging run would cross it; path and start look as they do elsewhere
            axes.legend(
                handles=axes.get_lines()[:1],
                loc="lower right",
                bbox_to_anchor=(1, 1),
                borderaxespad=0.1,
                frameon=False,
            )

    def update(self, history):
        steps, values = np.arange(history.n_steps + 1), history.params[:, self.index]
        self.curve.set_data(steps, drawable(values))
        self.start.set_data(steps[:1], values[:1])
        self.mark_exit(self.exit, steps, values)

    def notes(self, history):
        values = history.params[:, self.index]
        outside = np.flatnonzero(~((values >= self.limits[0]) & (values <= self.limits[1])))
        return [f"The value of {self.name} leaves its chart at step {outside[0]}."] if len(outside) else []
