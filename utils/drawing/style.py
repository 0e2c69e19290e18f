"""How every figure looks: one color per quantity, sizes that read from the back of a classroom.

The colors have the hues of Okabe and Ito, "Color Universal Design" (2008). Their lightness is our own: each has a
contrast of 3:1 or more with its page, and any two differ by 10 or more in CAM02-UCS (Luo, Cui and Li 2006), for
usual eyes and for each kind of color blindness. tests/drawing/test_colors.py computes both. Color never stands
alone: each quantity also has its marker or dash.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import Colormap, LinearSegmentedColormap, ListedColormap

from utils.drawing.lettering import families

WIDTH = 960
"""Width of a figure in CSS pixels where the page is wide enough, unless a lesson asks for another."""

LEAST_WIDTH = 300
"""CSS pixels below which a figure is made smaller with its words, since they would no longer fit."""

HEIGHT = 370
"""Height of a figure in CSS pixels, unless a lesson asks for another."""

PROJECTED_HEIGHT = 330
"""CSS pixels of a figure that fits a projected page, with its controls and its sentence."""

DPI = 96
"""CSS pixels per inch: font sizes below are points at this resolution."""

MARKERS = {"data": "o", "start": "s", "minimum": "*", "path": "o", "prediction": "D"}


@dataclass(frozen=True)
class Style:
    """The colors of one theme. A quantity has the same hue in both, lighter on dark.

    Attributes
    ----------
    background, ink, muted, grid : str
        The page, text and axes, secondary text, and grid lines.
    data, prediction, loss, path, start, minimum, gradient : str
        One color per quantity, the same in every figure of the course.
    low, high : str
        The two ends of the loss map: low loss looks like the page, high loss is a tint of ``loss``.
    """

    name: str
    background: str
    ink: str
    muted: str
    grid: str
    data: str
    prediction: str
    loss: str
    path: str
    start: str
    minimum: str
    gradient: str
    low: str
    high: str

    @cached_property
    def loss_colors(self) -> Colormap:
        """Filled contours: from the page's color (low loss) to a tint of the loss color (high)."""
        return LinearSegmentedColormap.from_list(f"loss-{self.name}", [self.low, self.high])

    @cached_property
    def rate_colors(self) -> Colormap:
        """Learning rates from low (0) to high (1): viridis, as far as its contrast with the page is 3:1."""
        # Up to 0.97: beyond, eyes without blue cones see no change
        ends = (0.0, 0.59) if self.name == "light" else (0.32, 0.97)
        return ListedColormap(colormaps["viridis"](np.linspace(*ends, 256)), f"rates-{self.name}")

    @property
    def rc(self) -> dict:
        """Matplotlib settings, for ``matplotlib.rc_context``; nothing global is changed."""
        return {
            "font.family": list(families()),
            "font.size": 10.5,
            "axes.titlesize": 11.5,
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
            "axes.labelsize": 10.5,
            "xtick.labelsize": 10,
            "ytick.labelsize": 10,
            "legend.fontsize": 9.5,
            "figure.facecolor": self.background,
            "axes.facecolor": self.background,
            "savefig.facecolor": self.background,
            "text.color": self.ink,
            "axes.labelcolor": self.ink,
            "axes.titlecolor": self.ink,
            "axes.edgecolor": self.muted,
            "xtick.color": self.muted,
            "ytick.color": self.muted,
            "xtick.labelcolor": self.ink,
            "ytick.labelcolor": self.ink,
            "grid.color": self.grid,
            "grid.linewidth": 0.8,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.axisbelow": True,
            "lines.linewidth": 2.2,
            "lines.solid_capstyle": "round",
            "legend.frameon": True,
            "legend.framealpha": 0.85,
            "legend.edgecolor": self.grid,
            "legend.facecolor": self.background,
            "legend.borderpad": 0.3,
            "legend.handlelength": 1.6,
            "path.simplify": True,
        }


THEMES = {
    "light": Style(
        name="light",
        background="#ffffff",
        ink="#1b1b1b",
        muted="#5c5c5c",
        grid="#dddddd",
        data="#1f9bd9",
        prediction="#d27f00",
        loss="#b54200",
        path="#00529a",
        start="#b4528a",
        minimum="#16865c",
        gradient="#1b1b1b",
        low="#fffaf5",
        high="#f6cfb2",
    ),
    "dark": Style(
        name="dark",
        background="#111111",
        ink="#f0f0f0",
        muted="#a8a8a8",
        grid="#3a3a3a",
        data="#80bffa",
        prediction="#f5ab1c",
        loss="#ea6e05",
        path="#2f94ee",
        start="#cf74b1",
        minimum="#2aefb0",
        gradient="#f0f0f0",
        low="#171412",
        high="#683510",
    ),
}
