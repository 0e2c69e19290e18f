"""What a network answers all over two features: where it decides for which class, or how one neuron answers."""

import numpy as np
from contourpy import contour_generator
from matplotlib.transforms import blended_transform_factory

from utils.descent.formatting import count
from utils.drawing.class_looks import (
    class_colors,
    legend_of_samples,
    level_of,
    mixed,
    opposites,
    samples_of_class,
    shares_of,
)
from utils.drawing.lettering import name_axes
from utils.drawing.view import View
from utils.drawing.views.network import SIDE, ChosenNeuron, as_shades, middle_of

MOST_POINTS = 350
"""Of the lines between answers."""

STRENGTHS = 8
"""Shades of each class, where there are more than two."""

STRONGEST = 0.6
"""Share of a class's color in its region: less than in its samples, so that these stand out."""


class Regions(View):
    """Decision regions of a network with the samples, or what a chosen neuron answers, large.

    A line runs where the answer changes: from one class to another, or through the middle of a neuron's answers.
    Samples to train on are filled, those to validate on are hollow; each class has its shape.

    Parameters
    ----------
    chosen : ChosenNeuron
        What is on show; whoever changes it lets the stage draw anew.
    title : str
        The panel's title.
    """

    whole = True

    def __init__(self, chosen: ChosenNeuron, *, title: str = "Answer of the framed neuron"):
        super().__init__()
        self.chosen, self.title = chosen, title

    def background_key(self, run):
        problem = run.problem
        return problem.limits, problem.class_names, problem.training.feature_names

    def build(self, axes, run, style, kept=()):
        problem = run.problem
        (left, right), (low, high) = problem.limits
        self.image = self.moving(
            axes.imshow(
                np.zeros((SIDE, SIDE, 4), np.uint8), extent=(left, right, low, high), origin="lower",
                interpolation="bilinear", aspect="auto",
            )
        )  # fmt: skip
        axes.set(xlim=(left, right), ylim=(low, high))
        name_axes(axes, *problem.training.feature_names)
        self.edge = self.moving_line(color=style.ink, linewidth=1.8, linestyle="-")
        self.samples = [
            [self.moving_line(**samples_of_class(k, style, seen=seen)) for k in range(problem.n_classes)]
            for seen in (False, True)
        ]
        self.placed = None  # whose samples stand there: they stay where they are while a network learns
        axes.set_title(self.title)
        handles = legend_of_samples(problem.class_names, style)
        legend = axes.legend(
            handles=handles, ncols=2, columnspacing=0.6, handletextpad=0.2, handlelength=1.1, frameon=False,
            borderpad=0, loc="lower center", bbox_to_anchor=(0.5, 0.01),
            bbox_transform=blended_transform_factory(axes.transAxes, axes.figure.transSubfigure),
        )  # fmt: skip
        legend.set_in_layout(False)  # a long one would take the panel's width; below its axis there is room for it
        lines = "\n".join("\N{NO-BREAK SPACE}" * -(-len(handles) // 2))
        axes.annotate(lines, (0.5, 0), (0, -8), xycoords=axes.xaxis.label, textcoords="offset points", va="top")
        for text in legend.get_texts():
            text.set_parse_math(False)
        self.shades = opposites(style, STRONGEST)
        strengths = STRONGEST * np.linspace(0, 1, STRENGTHS)
        self.class_shades = np.stack([mixed(style, color, strengths) for color in class_colors(style)])

    def update(self, run):
        problem = run.problem
        if problem is not self.placed:
            for lines, part in zip(self.samples, (problem.validation, problem.training), strict=True):
                for k, line in enumerate(lines):
                    line.set_data(*part.X[part.y_true == k].T)
            self.placed = problem
        hidden, logits = run.maps(SIDE)
        place = self.chosen.within(run.network)
        if place is None:
            if len(logits) == 1:
                self.image.set_data(self.shades[level_of(np.tanh(logits[0] / 2))])  # p to 2 p - 1
                self._draw_edges(problem.limits, [logits[0]])
            else:
                self._show_classes(problem.limits, logits)
            return
        layer, number = place
        answers = hidden[layer - 1][number - 1]
        activation = run.network.activation
        self.image.set_data(self.shades[level_of(as_shades(answers[None], activation)[0])])
        self._draw_edges(problem.limits, [answers - middle_of(activation)])

    def notes(self, run):
        problem = run.problem
        words = []
        if not np.isfinite(run.params).all():
            words.append("Where its weights are no numbers any more, there is no answer to draw.")
        outside = sum(
            int(((low > part.X) | (high < part.X)).any(axis=1).sum())
            for part in (problem.training, problem.validation)
            for low, high in [np.array(problem.limits).T]
        )
        if outside:
            words.append(f"{count(outside, 'sample')} lie{'s' if outside == 1 else ''} outside of the chart.")
        return words

    def _show_classes(self, limits, logits):
        """Show the class with the largest logit, stronger where it is surer; lines between two classes."""
        best = np.nan_to_num(logits, nan=-np.inf).argmax(axis=0)
        n_classes = len(logits)
        sure = (shares_of(logits).max(axis=0) - 1 / n_classes) / (1 - 1 / n_classes)
        levels = np.rint((STRENGTHS - 1) * np.clip(sure, 0, 1)).astype(np.intp)
        self.image.set_data(self.class_shades[best, levels])
        ahead = []
        for k in range(n_classes - 1):  # the last class is where all others are not
            others = np.delete(logits, k, axis=0).max(axis=0)
            ahead.append(logits[k] - others)
        self._draw_edges(limits, ahead)

    def _draw_edges(self, limits, heights):
        """Draw lines where any of these heights is 0."""
        heights = [np.clip(height, -1e6, 1e6) for height in heights if np.isfinite(height).all()]
        x, y = (low + (high - low) * (np.arange(SIDE) + 0.5) / SIDE for low, high in limits)
        for every in (1, 2, 3, 4):  # one that winds about everywhere may be coarser: nobody could follow it
            there = slice(every // 2, None, every)
            lines = [
                np.vstack([line, [[np.nan, np.nan]]])
                for height in heights
                for line in contour_generator(x[there], y[there], height[there, there]).lines(0.0)
            ]
            if sum(map(len, lines)) <= MOST_POINTS:
                break
        self.edge.set_data(*np.vstack(lines or [[[np.nan, np.nan]]]).T)
