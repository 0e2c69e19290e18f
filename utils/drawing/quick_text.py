"""Words that move with a slider, drawn as shapes: a tenth of the time that text takes."""

from functools import lru_cache

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, ScaledTranslation

from utils.drawing.style import Style

NOTHING = Path([(0.0, 0.0)])
ALIGNED = {"left": 0.0, "center": 0.5, "right": 1.0}
REMEMBERED = 300
"""Wordings whose letters are kept: a slider comes by the same places again and again."""


@lru_cache(REMEMBERED)
def _letters(words, font):
    return TextPath((0, 0), words, prop=font)


class QuickText(PathPatch):
    """One line of words in a panel. The shapes of its letters are computed once for each wording.

    Parameters
    ----------
    axes : Axes
        The panel; the words are added to it.
    style : Style
        The colors and the font.
    weight : {"normal", "bold"}
        How bold the letters are.
    """

    def __init__(self, axes: Axes, style: Style, *, weight: str = "normal"):
        super().__init__(NOTHING, facecolor=style.ink, linewidth=0, clip_on=False)
        self.words = ""
        self._font = FontProperties(family=style.rc["font.family"], size=style.rc["font.size"], weight=weight)
        axes.add_artist(self)

    def show(
        self,
        words: str,
        x: float = 0.0,
        y: float = 0.0,
        *,
        ha: str = "left",
        room: float | None = None,
        upright: bool = False,
    ) -> None:
        """Write words at a place; empty ones show nothing.

        Parameters
        ----------
        words : str
            What to write.
        x, y : float
            Fractions of the panel's width and height; y is the middle of small letters.
        ha : {"left", "center", "right"}
            Which part of the words stands at x.
        room : float, optional
            Fraction of the panel's width; words that are wider are drawn smaller.
        upright : bool
            Write from bottom to top; x is then the middle of small letters, and ``ha`` counts along y.
        """
        if words != self.words:
            self.words = words
            path = _letters(words, self._font) if words else NOTHING
            self._left, self._right = path.vertices[:, 0].min(), path.vertices[:, 0].max()
            self.set_path(path)
        self.set_visible(bool(words))
        if not words:
            return
        shift = -self._left - ALIGNED[ha] * (self._right - self._left), -0.36 * self._font.get_size_in_points()
        scale = self.axes.figure.dpi / 72
        if room is not None:
            scale = min(scale, room * self.axes.bbox.width / (self._right - self._left))
        pixels = Affine2D().translate(*shift).scale(scale).rotate_deg(90 if upright else 0)
        self.set_transform(pixels + ScaledTranslation(x, y, self.axes.transAxes))
