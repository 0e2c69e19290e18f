"""Two classes of samples with two features, and where a neuron decides between them."""

import numpy as np
from matplotlib.transforms import ScaledTranslation

from utils.descent import format_number
from utils.descent.verdict.metrics import answered_right
from utils.drawing.view import View

LEVELS = (("-", 3.0, 50), ("--", 1.8, 90), (":", 2.2, 10))
"""Dash, width and probability in percent of each line, the boundary first."""

LEGEND_BELOW = 34
"""Points from the chart's lower edge to its legend: as much as the numbers and the name of the axis take."""

REACH = 100.0
"""Half the length of a line, in the features' own units: well beyond any chart of standardized features."""


class DecisionView(View):
    """Samples of two classes, the lines of 50, 90 and 10 % probability, and a ring around each mistake.

    Parameters
    ----------
    x_limits, y_limits : (float, float)
        The fixed limits of the Axes, in the features' original units.
    names : (str, str)
        What the two features are, with their units.
    classes : (str, str)
        What y_true = 0 and y_true = 1 are called.
    mean, std : array_like, shape (2,), optional
        What `standardize` took from the features, so that the axes can show the original units.
    title : str
        The panel's title.
    """

    def __init__(
        self,
        x_limits: tuple[float, float],
        y_limits: tuple[float, float],
        *,
        names: tuple[str, str],
        classes: tuple[str, str] = ("0", "1"),
        mean=(0.0, 0.0),
        std=(1.0, 1.0),
        title: str = "What the neuron decides",
    ):
        super().__init__()
        self.x_limits, self.y_limits = x_limits, y_limits
        self.names, self.classes, self.title = names, classes, title
        self.mean, self.std = np.asarray(mean, dtype=float), np.asarray(std, dtype=float)

    def build(self, axes, history, style, kept=()):
        axes.set(xlim=self.x_limits, ylim=self.y_limits, xlabel=self.names[0], ylabel=self.names[1])
        axes.set_title(self.title)
        samples, y_true = self._original(history.objective.X), history.objective.y_true
        shapes = (
            {"marker": "o", "markersize": 5.5, "markerfacecolor": "none", "markeredgecolor": style.data},
            {"marker": "^", "markersize": 7, "markerfacecolor": style.data, "markeredgecolor": style.ink},
        )
        for number, (name, shape) in enumerate(zip(self.classes, shapes, strict=True)):
            width = 1.6 if number == 0 else 0.7
            axes.plot(*samples[y_true == number].T, linestyle="", markeredgewidth=width, label=name, **shape)
        self.wrong = self.moving_marks("o", 14, "none", edge=style.loss, width=2, label="wrong")
        self.lines = [
            self.moving_line(
                color=style.prediction, linestyle=dash, linewidth=width, label=f"{percent} % {self.classes[1]}"
            )
            for dash, width, percent in LEVELS
        ]
        # Below the chart and its label, since a line can pass through any place of the chart
        below = axes.transAxes + ScaledTranslation(0, -LEGEND_BELOW / 72, axes.figure.dpi_scale_trans)
        axes.legend(
            loc="upper center", bbox_to_anchor=(0.5, 0.0), bbox_transform=below, ncols=3,
            columnspacing=0.6, handlelength=1.5, handletextpad=0.4,
        )  # fmt: skip

    def update(self, history):
        objective, params = history.objective, history.params[-1]
        wrong = ~answered_right(objective, params)
        self.wrong.set_data(*self._original(objective.X[wrong]).T)
        for line, (_, _, percent) in zip(self.lines, LEVELS, strict=True):
            line.set_data(*self._line(params, np.log(percent / (100 - percent))).T)

    def notes(self, history):
        params = history.params[-1]
        if not np.isfinite(params).all():
            return ["The neuron's numbers are no longer finite, so there is no line to draw."]
        if not params[:2].any():
            probability = history.objective.model.predict(params, history.objective.X[:1])[0]
            everywhere = f"{format_number(100 * probability)} %"
            return [f"Both weights are 0: every sample gets {everywhere}, so there is no line to draw yet."]
        corners = np.array([(x, y) for x in self.x_limits for y in self.y_limits])
        above = (corners - self.mean) / self.std @ params[:2] + params[2] > 0
        return ["The 50 % line lies outside of the chart."] if above.all() or not above.any() else []

    def _original(self, X):
        return X * self.std + self.mean

    def _line(self, params, logit):
        """Both ends of the line on which the logit has this value; NaN where there is none."""
        weights, bias = params[:2], params[2]
        length = np.hypot(*weights)
        if not (np.isfinite(params).all() and length > 0):
            return np.full((2, 2), np.nan)
        normal = weights / length
        nearest = (logit - bias) / length
        if not abs(nearest) < REACH:
            return np.full((2, 2), np.nan)
        along = np.array([-normal[1], normal[0]]) * REACH
        return self._original(normal * nearest + np.array([-along, along]))
