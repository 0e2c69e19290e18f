"""A network as a picture: each neuron a small map of what it answers, each weight a line."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.transforms import blended_transform_factory

from utils.descent import MLP
from utils.descent.typed_text import shortened_apart
from utils.drawing.class_looks import class_colors, level_of, mixed, opposites, shares_of
from utils.drawing.lettering import with_boxes
from utils.drawing.style import Style
from utils.drawing.view import View

SIDE = 56
"""Places along each side of a map; the small ones have every fourth or seventh of them."""

SIZES = ((0.5, 0.6), (1.0, 1.2), (2.0, 2.2), (np.inf, 3.4))
"""Weights up to a size, and the width of their lines in points."""

SMALLEST = 0.05
"""Weights of less than this are not drawn."""

MOST_LINES, MOST_LINES_IN_ALL = 32, 48
"""Weights between two layers, and between all hidden layers, that are drawn, the largest ones: more could not be told
apart, the less so the closer the layers stand."""

LEFT, RIGHT = 0.15, 0.85
"""Where the features and the outputs stand, in fractions of the panel's width."""

LONGEST = 22
"""Letters of a name beside the network, at most."""

LEAST_POINTS, LEAST_SHARE = 4.0, 0.038
"""Of a letter, in points and as a share of the panel's height: a part of a longer name is left out."""

WORDS, NAMES_OF_PINS = 1.15, 0.3
"""Inches of a figure's height that words above and below a panel take, and the names of pinned runs above them."""

LETTER = 0.62
"""Width of a letter, in font sizes."""

TALLEST = 0.15
"""Height of a neuron's map where there is room, in fractions of the panel's height."""

SHADE = 0.9
"""Share of the color in the strongest answer."""


@dataclass
class ChosenNeuron:
    """Which neuron is shown large.

    Parameters
    ----------
    place : (int, int) or None
        Hidden layer and neuron, both counted from 1; None for the output.
    """

    place: tuple[int, int] | None = None

    def within(self, network: MLP) -> tuple[int, int] | None:
        """Return the place, or None if the network has no such neuron."""
        if self.place is None:
            return None
        layer, number = self.place
        hidden = network.layer_sizes[1:-1]
        return self.place if layer <= len(hidden) and number <= hidden[layer - 1] else None


def middle_of(activation: str) -> float:
    """Return the middle of the answers that an activation gives: where the weighted sum is 0."""
    return 0.5 if activation == "sigmoid" else 0.0


def as_shades(answers: np.ndarray, activation: str) -> np.ndarray:
    """Return the answers of neurons between -1 and 1, so that they can be compared by their colors.

    Those of tanh are so by themselves, and those of a sigmoid after stretching. Where answers have no limits, the
    largest on the map counts as 1.

    Parameters
    ----------
    answers : ndarray, shape (n_neurons, side, side)
    activation : str
    """
    if activation == "tanh":
        return answers
    if activation == "sigmoid":
        return 2.0 * answers - 1.0
    largest = np.abs(np.nan_to_num(answers, nan=0.0, posinf=1e300, neginf=-1e300)).max(axis=(1, 2), keepdims=True)
    return np.clip(np.nan_to_num(answers / np.where(largest > 0, largest, 1.0)), -1.0, 1.0)


def thinned(maps: np.ndarray) -> np.ndarray:
    """Return the places of maps that the small ones show: fewer, where there are many neurons in a column.

    Parameters
    ----------
    maps : ndarray, shape (n_neurons, SIDE, SIDE)

    Returns
    -------
    ndarray, shape (n_neurons, side, side)

    Examples
    --------
    >>> thinned(np.zeros((8, SIDE, SIDE))).shape, thinned(np.zeros((9, SIDE, SIDE))).shape
    ((8, 14, 14), (9, 8, 8))
    """
    every = 4 if len(maps) <= 8 else 7
    return maps[:, every // 2 :: every, every // 2 :: every]


class NetworkView(View):
    """Features, hidden neurons and outputs as small maps, and the weights between them as lines.

    Parameters
    ----------
    chosen : ChosenNeuron
        Which neuron has a frame; whoever changes it lets the stage draw anew.
    title : str
        The panel's title.
    """

    whole = True

    def __init__(self, chosen: ChosenNeuron, *, title: str = "Thicker lines: larger weights"):
        super().__init__()
        self.chosen, self.title = chosen, title

    def background_key(self, run):
        problem = run.problem
        return problem.training.feature_names, problem.class_names

    def build(self, axes, run, style, kept=()):
        problem = run.problem
        axes.set(xlim=(0, 1), ylim=(0, 1))
        axes.set_axis_off()
        axes.set_title(self.title)
        low, high = class_colors(style)[:2]
        self.weights = [
            self.moving_line(color=color, linestyle=dash, linewidth=width, dash_capstyle="butt")
            for color, dash in ((high, "-"), (low, "--"))
            for _, width in SIZES
        ]
        # Features, up to four hidden layers, outputs: a frame for each map, and one image for each column
        self.frames = [
            self.moving_line(linestyle="", marker="s", markerfacecolor=style.background, markeredgecolor=style.muted)
            for _ in range(6)
        ]
        self.images = [
            self.moving(
                axes.imshow(np.zeros((1, 1, 4), np.uint8), origin="lower", interpolation="nearest", aspect="auto")
            )
            for _ in range(6)
        ]
        axes.set(xlim=(0, 1), ylim=(0, 1))
        self.ring = self.moving_line(linestyle="", marker="s", markerfacecolor="none", markeredgecolor=style.ink)
        self._name(axes, problem, WORDS + (NAMES_OF_PINS if kept else 0.0))
        axes.legend(
            handles=[
                Line2D([], [], color=high, linewidth=2.6, label="weight above 0"),
                Line2D([], [], color=low, linewidth=2.6, linestyle="--", label="below 0"),
            ],
            loc="lower center", bbox_to_anchor=(0.5, 0.01), ncols=2, frameon=False, columnspacing=1.0,
            handlelength=2.2, borderpad=0,
            bbox_transform=blended_transform_factory(axes.transAxes, axes.figure.transSubfigure),
        ).set_in_layout(False)  # fmt: skip
        # Room for it where no panel beside has words below its axis
        axes.annotate(
            "\N{NO-BREAK SPACE}", (0.5, 0), (0, -4), xycoords="axes fraction", textcoords="offset points", va="top",
            parse_math=False,
        )  # fmt: skip
        self.shades = opposites(style, SHADE)
        self.class_shades = _class_shades(style)
        self.placed = None  # which sizes of layers have their places
        ramp = np.linspace(-1, 1, SIDE)
        self.features = self.shades[level_of(thinned(np.stack(np.meshgrid(ramp, ramp))))]  # nothing but themselves

    def update(self, run):
        network = run.network
        hidden, logits = run.maps(SIDE)
        shades = (as_shades(layer, network.activation) for layer in hidden)
        columns = [self.features, *(self.shades[level_of(thinned(layer))] for layer in shades), self._outputs(logits)]
        if network.layer_sizes != self.placed:
            self._place(network.layer_sizes)
        for k, maps in enumerate(columns):
            self.images[k].set_data(self._stacked(maps, self.rectangles[k]))
        self._show_weights(network.weights(run.params))
        self._show_chosen(network)

    def notes(self, run):
        """Say how many lines are left out, since what is not drawn looks like a weight of 0."""
        layers = run.network.weights(run.params)
        most = _most_lines(len(layers))
        if max(layer[:, :-1].size for layer in layers) <= most:
            return []
        return [f"Of the weights between two layers, only the {most} largest are drawn."]

    def hit(self, x: float, y: float) -> str:
        """Return the neuron at a place of the panel, as "2.5" or "output"; empty where there is none."""
        for column, rectangles in enumerate(self.rectangles[1:], start=1):
            left, low, width, height = rectangles.T
            away = np.abs(low + height / 2 - y)
            number = int(away.argmin())
            reach = 0.5 * max(height[0], low[0] - low[1] if len(low) > 1 else 0.0)  # also between two maps
            if abs(left[0] + width[0] / 2 - x) <= width[0] and away[number] <= reach:
                return "output" if column == len(self.rectangles) - 1 else f"{column}.{number + 1}"
        return ""

    def _name(self, axes, problem, words_around):
        """Write what the features and the outputs are, beside them."""
        outputs = problem.class_names if problem.n_classes > 2 else ["output"]
        sides = ((problem.training.feature_names, LEFT, 0.0, "left"), (outputs, RIGHT, 1.0, "right"))
        looks = {"rotation": 90, "va": "center", "parse_math": False}
        room = 72 * (axes.figure.bbox.height / axes.figure.dpi - words_around)
        for names, middle, x, ha in sides:
            length = room * _pitch(len(names)) / LETTER  # of all letters of a name, in points
            most = min(LONGEST, int(length / max(LEAST_POINTS, LEAST_SHARE * room)))
            words = [with_boxes(name.partition(" (")[0]) for name in names]
            if max(map(len, words)) > most:
                words = shortened_apart(words, max(most - len("..."), 3))
            size = min(8.5, length / max(map(len, words)))
            for name, (_, low, _, height) in zip(words, _column(len(names), middle, 1.0), strict=True):
                axes.text(x, low + height / 2, name, ha=ha, fontsize=size, **looks)

    def _outputs(self, logits):
        logits = thinned(logits)
        if len(logits) == 1:
            return self.shades[level_of(np.tanh(logits / 2))]
        levels = np.rint((self.class_shades.shape[1] - 1) * shares_of(logits)).astype(np.intp)
        return self.class_shades[np.arange(len(logits))[:, None, None], levels]

    def _place(self, sizes):
        """Give each column its place: of one and the same network, columns stay where they are."""
        self.rectangles = _places(sizes, self.axes.bbox.width / self.axes.bbox.height)
        for k in range(6):
            shown = k < len(sizes)
            self.images[k].set_visible(shown)
            self.frames[k].set_visible(shown)
            if not shown:
                continue
            left, low, width, height = self.rectangles[k].T
            corners = self.axes.transData.transform([(left[0], low[-1]), (left[0] + width[0], low[0] + height[0])])
            # On whole pixels, where all renderers draw an image alike
            (x0, y0), (x1, y1) = self.axes.transData.inverted().transform(np.floor(corners + 0.5))
            self.images[k].set_extent((x0, x1, y0, y1))
            pixels = height[0] * self.axes.bbox.height
            self.frames[k].set_data(left + width / 2, low + height / 2)
            self.frames[k].set_markersize(pixels * 72 / self.axes.figure.dpi + 1)
        self.placed = sizes

    def _stacked(self, maps, rectangles):
        """Return one column's image: its maps, one above the other, with nothing in between."""
        n, side = maps.shape[:2]
        _, low, _, height = rectangles.T
        gap = max(round(side * (low[0] - low[1] - height[0]) / height[0]), 1) if n > 1 else 0
        column = np.zeros((n, side + gap, side, 4), np.uint8)
        column[:, :side] = maps[::-1]  # the first neuron stands on top
        return column.reshape(-1, side, 4)[: n * (side + gap) - gap]

    def _show_weights(self, layers):
        most, ends, looks = _most_lines(len(layers)), [], []
        for (before, after), layer in zip(pairwise(self.rectangles), layers, strict=True):
            weights = np.nan_to_num(layer[:, :-1], nan=0.0)
            size = np.abs(weights)
            target, source = np.nonzero(size >= SMALLEST)
            if len(target) > most:
                largest = np.argsort(-size[target, source], kind="stable")[:most]
                target, source = target[largest], source[largest]
            starts, width = before[source], np.searchsorted([most for most, _ in SIZES], size[target, source])
            ends.append(np.full((len(target), 3, 2), np.nan))  # the third ends the line
            ends[-1][:, 0] = np.column_stack([starts[:, 0] + starts[:, 2], starts[:, 1] + starts[:, 3] / 2])
            ends[-1][:, 1] = np.column_stack([after[target, 0], after[target, 1] + after[target, 3] / 2])
            looks.append(width + len(SIZES) * (weights[target, source] < 0))
        ends, looks = np.concatenate(ends), np.concatenate(looks)
        for key, line in enumerate(self.weights):
            lines = ends[looks == key].reshape(-1, 2)
            line.set_data(*lines.T)
            line.set_visible(len(lines) > 0)

    def _show_chosen(self, network):
        place = self.chosen.within(network)
        column, rows = (len(self.rectangles) - 1, slice(None)) if place is None else (place[0], [place[1] - 1])
        left, low, width, height = self.rectangles[column][rows].T
        self.ring.set_data(left + width / 2, low + height / 2)
        self.ring.set_markersize(height[0] * self.axes.bbox.height * 72 / self.axes.figure.dpi + 5)
        self.ring.set_markeredgewidth(3)


def _most_lines(n_layers) -> int:
    return min(MOST_LINES, MOST_LINES_IN_ALL // max(1, n_layers - 2))


def _places(sizes, aspect) -> list[np.ndarray]:
    """Return the rectangle of each neuron's map, column by column: left, low, width, height."""
    middles = np.linspace(LEFT, RIGHT, len(sizes))
    return [np.array(_column(n, middle, aspect)) for n, middle in zip(sizes, middles, strict=True)]


def _column(n, middle, aspect) -> list[tuple[float, float, float, float]]:
    pitch = _pitch(n)
    height = min(TALLEST, (0.84 if n <= 8 else 0.91) * pitch)
    width = height / aspect
    top = 0.5 + pitch * (n - 1) / 2
    return [(middle - width / 2, top - pitch * k - height / 2, width, height) for k in range(n)]


def _pitch(n) -> float:
    return 0.48 if n == 2 else min(1.0 / n, 0.3)  # two features have long names


def _class_shades(style: Style) -> np.ndarray:
    return np.stack([mixed(style, color, SHADE * np.linspace(0, 1, 17)) for color in class_colors(style)])
