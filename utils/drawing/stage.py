"""A figure that is drawn once; afterwards only what moves is drawn again."""

import io
import threading
import zlib
from collections.abc import Callable, Sequence
from typing import NamedTuple

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from utils.descent import history_of
from utils.drawing import fit
from utils.drawing.few_colors import nearness, small_file
from utils.drawing.recorder import Recorder
from utils.drawing.style import DPI, HEIGHT, LEAST_WIDTH, PROJECTED_HEIGHT, THEMES, WIDTH
from utils.drawing.view import Kept, View

DRAWING = threading.RLock()
"""Matplotlib draws in one thread at a time; a page's messages arrive in more than one."""


SIDE_BY_SIDE = 0.8
"""Share of its width that a figure needs, for its panels to stand side by side."""

LOW = 0.75
"""Share of its height that a panel has where it is as wide as the page, so that its controls are still in sight."""


SCALE = 1.5
"""Image pixels per CSS pixel until the page says otherwise: a saved picture is then crisp on most screens."""


class Frame(NamedTuple):
    """A figure as the page draws it.

    Attributes
    ----------
    background : bytes
        WebP or PNG: what stands still. The very same object as long as it stays the same.
    commands : bytes
        What moves, drawn over it; see :mod:`utils.drawing.recorder`.
    """

    background: bytes
    commands: bytes


class Stage:
    """A Matplotlib figure without pyplot, its views side by side, and its cached background.

    Parameters
    ----------
    views : sequence of View
        One panel each, from left to right.
    widths : sequence of float, optional
        Relative widths of the panels; equal if not given.
    width, height : int
        Size in CSS pixels where the page is wide enough.

    Attributes
    ----------
    projected_height : int
        CSS pixels that it is high at most where words are large, so that a projected page has room for controls and
        sentence.

    Notes
    -----
    Where the page is narrower, a figure becomes narrower, and its words stay as high as they are. A page that is much
    narrower has the panels one above the other, each in a subfigure of its own: so a view that puts something at an
    edge of the figure takes ``transSubfigure``.

    A full draw of two panels costs about 30 ms, so the background is drawn once. What moves is not drawn here at
    all: it is written down in a few kilobytes and drawn by the page, for a screen of any sharpness.
    """

    def __init__(
        self,
        views: Sequence[View],
        *,
        widths: Sequence[float] | None = None,
        width: int = WIDTH,
        height: int = HEIGHT,
    ):
        self.views = list(views)
        self.widths = list(widths) if widths is not None else [1.0] * len(self.views)
        self.width, self.height = width, height
        self.projected_height = PROJECTED_HEIGHT
        self._theme, self._scale = "light", SCALE
        self._size, self._room = 1.0, float(width)
        self._strips = [0] * len(self.views)
        self._drawn: tuple | None = None

    @property
    def theme(self) -> str:
        """``"light"`` or ``"dark"``."""
        return self._theme

    @property
    def scale(self) -> float:
        """Image pixels per CSS pixel."""
        return self._scale

    @property
    def is_narrow(self) -> bool:
        """Whether the page is so narrow that each panel takes its whole width."""
        return self._room < SIDE_BY_SIDE * self.width

    @property
    def extent(self) -> tuple[int, int]:
        """Width and height in CSS pixels, in the room that there is; with a strip of names, if one is on show."""
        height = self.height if self._size <= 1 else min(self.height, self.projected_height)
        if self.is_narrow:
            return round(self._room), round(LOW * height) * len(self.views) + sum(self._strips)
        return round(self._room), height + max(self._strips, default=0)

    def configure(self, *, theme: str, scale: float, size: float | None = None, room: float | None = None) -> bool:
        """Change how the figure is drawn, and say whether that needs another render.

        Parameters
        ----------
        theme : {"light", "dark"}
            Anything else counts as light.
        scale : float
            Image pixels per CSS pixel; kept between 0.5 and 4.
        size : float, optional
            How much larger than usual all text, lines and markers are; as they were if not given.
        room : float, optional
            CSS pixels from the left to the right of the page; as they were if not given. The figure takes at least
            `LEAST_WIDTH`, and at most its own width.
        """
        before = self._theme, self._scale, self._size, self._room
        self._theme = theme if theme in THEMES else "light"
        self._scale = float(np.clip(scale, 0.5, 4.0)) if np.isfinite(scale) else self._scale
        self._size = self._size if size is None else float(size)
        if room is not None and np.isfinite(room):
            self._room = float(np.clip(room, min(LEAST_WIDTH, self.width), self.width))
        return (self._theme, self._scale, self._size, self._room) != before

    def frame(self, result, kept: Kept = ()) -> Frame:
        """Return a result as the page draws it: a background, which mostly stays, and what moves as commands.

        Parameters
        ----------
        result : History or object
            A run, shown up to its last row, or what has one; each view picks what it draws of it.
        kept : sequence of (label, result)
            Earlier results that stay on the figure for comparison. They belong to the background.
        """
        with DRAWING:
            self._update(result, kept)
            if self._background_file is None:
                self._background_file = small_file(self._background_pixels, nearness(self._scale))
                self._background_number = zlib.crc32(self._background_file)
            width, height = self._canvas.get_width_height(physical=True)
            recorder = Recorder(width, height, self.figure.dpi, self._scale)
            self._draw(recorder.record)
            return Frame(self._background_file, recorder.commands(self._background_number))

    def picture(self, result, kept: Kept = ()) -> bytes:
        """Return the same as one image, drawn by Agg: for a page without a kernel.

        Parameters
        ----------
        result, kept
            As for :meth:`frame`.

        Returns
        -------
        bytes
            PNG: `extent` times `scale`, in pixels.
        """
        with DRAWING:
            self._update(result, kept)
            self._canvas.restore_region(self._background)
            renderer = self._canvas.get_renderer()
            self._draw(lambda artist: artist.draw(renderer))
            return _png(np.asarray(self._canvas.buffer_rgba()))

    def _update(self, result, kept: Kept) -> None:
        """Draw the background again if it depends on what has changed, and set what moves."""
        arrangement = (
            self._size,
            self._room,
            tuple((label, id(run)) for label, run in kept),
            tuple(view.background_key(view.pick(result)) for view in self.views),
        )
        key = (self._theme, self._scale, *arrangement)
        if key != self._drawn:
            self.rebuild(result, kept, same_places=self._drawn is not None and self._drawn[2:] == arrangement)
            self._drawn = key
        with np.errstate(all="ignore"):  # values past float range are drawn as leaving the chart
            for view in self.views:
                view.update(view.pick(result))

    def _draw(self, draw: Callable[[Artist], None]) -> None:
        with np.errstate(all="ignore"):
            for view in self.views:
                for artist in view.moving_artists:
                    draw(artist)

    def rebuild(self, result, kept: Kept = (), *, same_places: bool = False) -> None:
        """Draw everything that stands still and keep it as the background.

        Parameters
        ----------
        result, kept
            As for :meth:`frame`.
        same_places : bool
            Whether the panels stand where they did in the last one: only colors or sharpness have changed.
        """
        style = THEMES[self._theme]
        # Held here, so that Python cannot hand their identities, which the keys use, to new objects.
        histories = [history_of(view.pick(result)) for view in self.views]  # None where nothing is trained yet
        self._shown = [getattr(history, "objective", None) for history in histories], tuple(kept)
        self._strips = [round(self._size * view.strip(kept, self._room / self._size)) for view in self.views]
        with matplotlib.rc_context(style.rc):
            # Larger text is a smaller figure with more pixels to the inch: so every length grows alike
            inch = DPI * self._size
            width, height = self.extent
            self.figure = Figure(figsize=(width / inch, height / inch), dpi=inch * self._scale)
            self._canvas = FigureCanvasAgg(self.figure)
            panels = self._panels()
            for view, axes in zip(self.views, panels, strict=True):
                view.setup(axes, view.pick(result), style, tuple((label, view.pick(one)) for label, one in kept))
            less_room = width < self.width
            words_may_not_fit = self._size > 1 or less_room
            if same_places and not words_may_not_fit:  # to find them takes twice as long as to draw
                for axes, place in zip(self.figure.axes, self._places, strict=True):
                    axes.set_position(place)
            else:
                self._arrange()
                self._places = [axes.get_position(original=True) for axes in self.figure.axes]
            self._canvas.draw()
            if words_may_not_fit and fit.fit_words(panels, self._size, wrap=less_room):
                self._arrange()
                self._canvas.draw()
        self._background = self._canvas.copy_from_bbox(self.figure.bbox)
        self._background_pixels = np.array(self._canvas.buffer_rgba())
        self._background_file: bytes | None = None

    def _arrange(self) -> None:
        """Give the panels the room that their words leave; at any sharpness the same, to the last digit."""
        sharpness = self.figure.dpi
        self.figure.dpi = DPI * self._size * SCALE
        self.figure.set_layout_engine("constrained")
        self.figure.get_layout_engine().execute(self.figure)
        self.figure.set_layout_engine("none")  # the panels stay where they are from now on
        self.figure.dpi = sharpness

    def _panels(self) -> list[Axes]:
        """Return an empty panel for each view: side by side, or each in a part of the figure of its own."""
        if not self.is_narrow:
            return list(self.figure.subplots(1, len(self.views), width_ratios=self.widths, squeeze=False)[0])
        height = (self.extent[1] - sum(self._strips)) / len(self.views)
        heights = [height + strip for strip in self._strips]
        parts = self.figure.subfigures(len(self.views), 1, squeeze=False, height_ratios=heights)
        return [part.subplots() for part in parts[:, 0]]

    def notes(self, result) -> list[str]:
        """What the charts cannot show, in sentences (each view's, in order)."""
        return [note for view in self.views for note in view.notes(view.pick(result))]

    def locate(self, x: float, y: float) -> tuple[View, float, float] | None:
        """Find the panel under a point of the image, and the point's data coordinates in it.

        Parameters
        ----------
        x, y : float
            Fractions of the image's width and height, from its top left corner.

        Returns
        -------
        (view, x, y) or None
            In data coordinates; None outside of every panel.
        """
        for view in self.views:
            if view.axes is not None and view.axes.bbox.contains(*self._pixel(x, y)):
                return view, *self.data_coordinates(view, x, y)
        return None

    def data_coordinates(self, view: View, x: float, y: float) -> tuple[float, float]:
        """Turn a point of the image into data coordinates of one panel, also outside of its frame."""
        across, up = view.axes.transData.inverted().transform(self._pixel(x, y))
        return float(across), float(up)

    def _pixel(self, x: float, y: float) -> tuple[float, float]:
        return x * self.figure.bbox.width, (1 - y) * self.figure.bbox.height


def _png(rgba: np.ndarray) -> bytes:
    """Encode pixels as PNG; opacity is left out, since a figure covers all of its image."""
    file = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(rgba[..., :3])).save(file, "png")
    return file.getvalue()
