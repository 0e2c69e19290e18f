"""What moves on a figure, written down as drawing commands that the page replays on a canvas.

A :class:`Recorder` is a Matplotlib renderer. Artists draw themselves into it as they draw themselves into Agg, and
:meth:`Recorder.commands` returns what they drew. The page's side is ``utils/widgets/replay.js``.

The format, version 4
---------------------
Little-endian. A place is x from the left edge and y down from the top edge of the figure, in CSS pixels. Each of the
two is written as a u16 of 1/UNIT CSS pixels, and MARGIN more than it is, so that it is not negative. Tables are read
in order; each entry is named by its number.

=======  ================================================================================================
header   u8 version, u8 UNIT, u8 MARGIN, f32 screen pixels per CSS pixel, u32 CRC-32 of the background's file
styles   u16 how many; each: u8 flags (1 stroke, 2 fill, 4 dashes) + 8 * cap + 32 * join,
         4 u8 RGBA if stroke, 4 u8 RGBA if fill, u16 line width in 1/256 CSS pixels,
         if dashes: u8 how many, f32 offset, f32 each, in CSS pixels (many add up on a long line)
shapes   u16 how many; each: u8 flags (1 codes, 2 closed, 4 snap, 8 exact), u16 how many points,
         if codes: u8 for each point (Matplotlib's: 1 move, 2 line, 3 quadratic, 4 cubic, 79 close),
         each point's x, then each point's y, as in places, or if exact as f32 in CSS pixels: along dashes, what
         is rounded adds up. Curves beside each other have the same x's, of which little is left when deflated
clips    u8 how many; each: the places of its left top and right bottom corner, u16 shape or 65535 for none
then, to the end, in the order in which they are drawn, each with a u8 for its kind and a u8 for its clip (255: none):
0 path   u16 style, u16 shape
1 marks  u16 style, u16 shape, u16 how many, each one's u16 x, then y, in screen pixels and MARGIN CSS pixels more.
         Marks stand on whole screen pixels, and of fine units for them more bytes would be left when deflated
2 items  u8 whether they stand at places, u16 how many, each: u16 style, u16 shape, a place if so
3 image  u8 smooth, u16 columns, u16 rows, 6 f32 matrix from its pixels to CSS pixels,
         u16 colors n, n RGBA, then a u8 for each pixel; if n is 0, RGBA for each pixel
=======  ================================================================================================
"""

import struct

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.collections import PathCollection
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform, Transform

from utils.drawing.curves import Curves, curve_shapes
from utils.drawing.line_looks import Markers, OnePath, known_looks, looks_of, marked
from utils.drawing.tables import Tables, number_of, numbers_of, paired
from utils.drawing.written import MARGIN, image_bytes

VERSION = 4
IDENTITY = IdentityTransform()
PATH, MARKS, ITEMS, IMAGE = range(4)


class Recorder(Tables, RendererBase):
    """A renderer that writes down what it is asked to draw.

    Paths are put on whole pixels, simplified and cut at the figure's edge as Agg does it, so that the page's canvas
    and Agg's picture look the same. What the format does not hold (hatches, TeX) is refused with a sentence.

    Parameters
    ----------
    width, height : int
        Size of the figure in screen pixels.
    dpi : float
        Screen pixels per inch.
    scale : float
        Screen pixels per CSS pixel.

    Examples
    --------
    >>> from matplotlib.lines import Line2D
    >>> from matplotlib.transforms import IdentityTransform
    >>> recorder = Recorder(200, 100, dpi=96, scale=1.0)
    >>> line = Line2D([10, 190], [20, 80])
    >>> line.set_transform(IdentityTransform())
    >>> recorder.record(line)
    >>> len(recorder.commands(background=0))
    44
    """

    def __init__(self, width: int, height: int, dpi: float, scale: float):
        RendererBase.__init__(self)
        Tables.__init__(self, width, height, dpi, scale)
        self._drawn: list[bytes] = []
        self._watched: list[OnePath | Markers] = []  # what Matplotlib has asked for since a line was begun

    def commands(self, background: int) -> bytes:
        """Return all that was drawn, in the format above.

        Parameters
        ----------
        background : int
            CRC-32 of the background that it is drawn over; the page draws it over no other.
        """
        tables = [
            struct.pack("<BBBfI", VERSION, self.unit, MARGIN, self.scale, background),
            struct.pack("<H", len(self._styles)), *self._styles,
            struct.pack("<H", len(self._shapes)), *self._shapes,
            struct.pack("<B", len(self._clips)), *self._clips,
        ]  # fmt: skip
        return b"".join([*tables, *self._drawn])

    def record(self, artist: Artist) -> None:
        """Let an artist draw itself; an image is sent with its own few pixels, and the page enlarges it."""
        if not artist.get_visible() or _is_empty(artist):  # Matplotlib takes as long for it as for a few points
            return
        if isinstance(artist, AxesImage):
            self._record_image(artist)
        elif isinstance(artist, Curves) or _is_many_marks(artist):
            self._record_collection(artist)
        elif isinstance(artist, Line2D):
            self._record_line(artist)
        else:
            artist.draw(self)

    # What Matplotlib asks of a renderer

    def get_canvas_width_height(self):
        return self.width, self.height

    def points_to_pixels(self, points):
        return points * self.dpi / 72

    def draw_path(self, gc, path, transform, rgbFace=None):
        drawn = OnePath(
            self._style(gc, rgbFace),
            gc.get_snap(),
            gc.get_linewidth(),
            gc.get_dashes()[1] is not None,
            rgbFace is None,
        )
        self._watched.append(drawn)
        self._write_path(gc, drawn, path, transform)

    def draw_markers(self, gc, marker_path, marker_trans, path, trans, rgbFace=None):
        mark = self._mark(marker_path, marker_trans.get_matrix(), gc.get_snap(), on_pixels=True)
        drawn = Markers(self._style(gc, rgbFace), mark)
        self._watched.append(drawn)
        self._write_markers(gc, drawn, trans.transform(path.vertices))

    def _write_path(self, gc: GraphicsContextBase, drawn: OnePath, path: Path, transform: Transform) -> None:
        cut = self._edges(gc, drawn.linewidth, drawn.dashed) if drawn.is_line else None
        looks = {"cut": cut, "dashed": drawn.dashed, "exact": drawn.dashed}
        (shape,) = self._paths([path], transform, drawn.snap, **looks)
        if drawn.style is not None and shape is not None:
            style = number_of(self._styles, drawn.style)
            self._drawn.append(struct.pack("<BBHH", PATH, self._clip(gc), style, shape))

    def _write_markers(self, gc: GraphicsContextBase, drawn: Markers, points: np.ndarray) -> None:
        places, near = self._places(points, whole=True)
        n_near = np.count_nonzero(near)
        if drawn.style is None or drawn.mark is None or not n_near:
            return
        style, mark = number_of(self._styles, drawn.style), number_of(self._shapes, drawn.mark)
        head = struct.pack("<BBHHH", MARKS, self._clip(gc), style, mark, n_near)
        self._drawn.append(head + places[near].T.tobytes())

    def draw_path_collection(
        self, gc, master_transform, paths, all_transforms, offsets, offset_trans, facecolors, edgecolors, linewidths,
        linestyles, antialiaseds, urls, offset_position, **_,
    ):  # fmt: skip
        if not len(paths) or not (len(facecolors) or len(edgecolors)):
            return
        points = offset_trans.transform(offsets) if len(offsets) else np.zeros((1, 2))
        at_places = bool(np.any(points))  # lines and areas stand where their paths say
        dashed = any(lengths is not None for _, lengths in linestyles)
        cut = None
        if not len(facecolors) and not at_places:
            cut = self._edges(gc, max(linewidths, default=0.0), dashed)
        matrix = master_transform.get_matrix()
        matrices = [matrix @ one for one in all_transforms] if len(all_transforms) else [matrix]
        if at_places:
            shapes = self._marks(paths, matrices, gc.get_snap())
        else:
            looks = {"cut": cut, "dashed": dashed}
            each = [([path], matrix) for path, matrix in paired(paths, matrices)]
            groups = [(paths, matrices[0])] if len(matrices) == 1 else each
            shapes = [n for few, matrix in groups for n in self._paths(few, Affine2D(matrix), gc.get_snap(), **looks)]
        styles = self._item_styles(gc, facecolors, edgecolors, linewidths, linestyles)
        self._items(gc, shapes, styles, points if at_places else None)

    def _items(
        self, gc, shapes: list[int | None], styles: list[int | None], points: np.ndarray | None = None
    ) -> None:
        """Write down shapes, each in its style; the shorter lists are gone through again and again."""
        places, near = ([b""], [True]) if points is None else self._places(points)
        items = []
        for k in range(max(len(shapes), len(places))):
            shape, style = shapes[k % len(shapes)], styles[k % len(styles)]
            if shape is not None and style is not None and near[k % len(near)]:
                items.append(struct.pack("<HH", style, shape) + bytes(places[k % len(places)]))
        if items:
            head = struct.pack("<BBBH", ITEMS, self._clip(gc), points is not None, len(items))
            self._drawn.append(head + b"".join(items))

    def draw_image(self, gc, x, y, im, transform=None):
        raise NotImplementedError("Of images, only one that `imshow` made can move.")

    def draw_gouraud_triangles(self, gc, triangles_array, colors_array, transform):
        raise NotImplementedError("Shaded triangles cannot move: let them stand still.")

    def draw_tex(self, gc, x, y, s, prop, angle, *, mtext=None):
        raise NotImplementedError("Words in TeX cannot move: let them stand still.")

    def _record_line(self, line: Line2D) -> None:
        """Let Matplotlib draw a line of these looks once; from then on, only its points are worked out."""
        looks = looks_of(line)
        if looks is None:
            line.draw(self)
            return
        known, looks = known_looks(line), (*looks, self.dpi, self.scale, self.unit)
        if looks not in known:
            self._watched = []
            line.draw(self)
            known[looks] = tuple(self._watched)  # not before: what cannot be drawn is refused again
            return
        gc = self._context(line)
        points = line.get_transform().transform(np.array(line.get_data(orig=True), float).T)
        for drawn in known[looks]:
            if isinstance(drawn, OnePath):
                self._write_path(gc, drawn, Path(points), IDENTITY)
            else:
                self._write_markers(gc, drawn, marked(line, points))

    def _record_collection(self, artist: Curves | PathCollection) -> None:
        """Record many curves or marks as Matplotlib draws them, without what it makes ready for other renderers."""
        artist.update_scalarmappable()
        gc = self._context(artist)
        gc.set_snap(artist.get_snap())
        gc.set_capstyle(artist.get_capstyle() or gc.get_capstyle())
        gc.set_joinstyle(artist.get_joinstyle() or gc.get_joinstyle())
        if isinstance(artist, Curves):
            shapes, points = self._curves(artist, gc), None
        else:
            artist.set_sizes(artist.get_sizes(), self.dpi)
            points = artist.get_offset_transform().transform(np.ma.filled(artist.get_offsets(), np.nan))
            shapes = self._marks(artist.get_paths(), artist.get_transforms(), gc.get_snap())
        looks = artist.get_facecolor(), artist.get_edgecolor(), artist.get_linewidth(), artist.get_linestyle()
        self._items(gc, shapes, self._item_styles(gc, *looks), points)

    def _curves(self, curves: Curves, gc: GraphicsContextBase) -> list[int | None]:
        """Number the shapes of curves."""
        dashed = any(lengths is not None for _, lengths in curves.get_linestyle())
        cut = self._edges(gc, max(curves.get_linewidth()), dashed)
        pixels = curves.get_transform().transform(curves.points.reshape(-1, 2)).reshape(curves.points.shape)
        written = curve_shapes(pixels, cut, self.height, gc.get_snap(), self.unit, self.scale)
        others = [Path(points) for points, shape in zip(pixels, written, strict=True) if shape is None]
        looks = {"cut": cut, "dashed": dashed, "thinned": False}
        rest = iter(self._path_shapes(others, IDENTITY, gc.get_snap(), **looks))
        return numbers_of(self._shapes, [next(rest) if shape is None else shape for shape in written])

    def _context(self, artist: Artist) -> GraphicsContextBase:
        """Return the context of an artist, with what it is cut to."""
        gc = self.new_gc()
        if artist.get_clip_on():
            gc.set_clip_rectangle(artist.get_clip_box())
            gc.set_clip_path(artist.get_clip_path())
        return gc

    def _record_image(self, image: AxesImage) -> None:
        written = image_bytes(image, self.height, self.scale)
        self._drawn.append(struct.pack("<BB", IMAGE, self._clip(self._context(image))) + written)


def _is_empty(artist: Artist) -> bool:
    """Say whether an artist has nothing to draw: a line or marks without points."""
    if isinstance(artist, Line2D):
        return not len(artist.get_xdata())
    if isinstance(artist, Curves):
        return not len(artist.points)
    return isinstance(artist, PathCollection) and not len(artist.get_offsets())


def _is_many_marks(artist: Artist) -> bool:
    """Say whether an artist is a scatter in several colors; one in a single color is drawn as markers."""
    if not isinstance(artist, PathCollection) or artist.get_array() is not None:
        return False
    return max(len(artist.get_facecolor()), len(artist.get_edgecolor())) > 1 and len(artist.get_sizes()) > 0
