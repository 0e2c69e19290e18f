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
from collections.abc import Sequence
from itertools import cycle, islice
from math import lcm

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.collections import LineCollection
from matplotlib.image import AxesImage
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, Transform

from utils.drawing.pixel_paths import closed, is_rectilinear, slices_of, without_end
from utils.drawing.written import (
    DOWN,
    MARGIN,
    color_bytes,
    colors_bytes,
    end_flags,
    in_units,
    mark_bytes,
    shape_bytes,
    style_bytes,
)

VERSION = 4
NO_COLOR = bytes(4)
PATH, MARKS, ITEMS, IMAGE = range(4)
NO_CLIP, NO_SHAPE = 255, 65535


class Recorder(RendererBase):
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
        super().__init__()
        self.width, self.height, self.dpi, self.scale = width, height, dpi, scale
        room = max(width, height) / scale + 2 * MARGIN
        # As fine as it gets: of 80 curves side by side, each rounded down by 1/30 of a pixel, one sees the edge move
        self.unit = int(min(255, 65535 / room))
        self._styles: dict[bytes, int] = {}
        self._shapes: dict[bytes, int] = {}
        self._clips: dict[bytes, int] = {}
        self._clip_numbers: dict[tuple, int] = {}  # by the rectangle, where there is nothing else
        self._drawn: list[bytes] = []
        edge = MARGIN * scale
        self._reach = Bbox.from_extents(-edge, -edge, width + edge, height + edge)

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
        if isinstance(artist, AxesImage):
            self._record_image(artist)
        elif type(artist) is LineCollection and len(artist.get_paths()) > 1:
            self._record_lines(artist)
        else:
            artist.draw(self)

    # What Matplotlib asks of a renderer

    def get_canvas_width_height(self):
        return self.width, self.height

    def points_to_pixels(self, points):
        return points * self.dpi / 72

    def draw_path(self, gc, path, transform, rgbFace=None):
        style = self._style(gc, rgbFace)
        dashed = gc.get_dashes()[1] is not None
        cut = self._edges(gc, gc.get_linewidth(), dashed) if rgbFace is None else None
        (shape,) = self._paths([path], transform, gc.get_snap(), cut=cut, dashed=dashed, exact=dashed)
        if style is not None and shape is not None:
            self._drawn.append(struct.pack("<BBHH", PATH, self._clip(gc), style, shape))

    def draw_markers(self, gc, marker_path, marker_trans, path, trans, rgbFace=None):
        style = self._style(gc, rgbFace)
        places, near = self._places(trans.transform(path.vertices), whole=True)
        mark = mark_bytes(marker_path, marker_trans.frozen().to_values(), gc.get_snap(), self.unit, self.scale)
        if style is None or mark is None or not near.any():
            return
        head = struct.pack("<BBHHH", MARKS, self._clip(gc), style, _number(self._shapes, mark), near.sum())
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
        looks = {"snap": gc.get_snap(), "cut": cut, "dashed": dashed, "at_origin": at_places}
        shapes = []
        if len(all_transforms):
            for k in range(max(len(paths), len(all_transforms))):
                one = Affine2D(master_transform.get_matrix() @ all_transforms[k % len(all_transforms)])
                shapes += self._paths([paths[k % len(paths)]], one, **looks)
        else:
            shapes = self._paths(paths, master_transform, **looks)
        places, near = self._places(points) if at_places else (np.zeros((1, 2), "<u2"), [True])
        styles = self._item_styles(gc, facecolors, edgecolors, linewidths, linestyles)
        items = []
        for k in range(max(len(shapes), len(points))):
            shape, style = shapes[k % len(shapes)], styles[k % len(styles)]
            if shape is not None and style is not None and near[k % len(near)]:
                place = places[k % len(places)].tobytes() if at_places else b""
                items.append(struct.pack("<HH", style, shape) + place)
        if items:
            head = struct.pack("<BBBH", ITEMS, self._clip(gc), at_places, len(items))
            self._drawn.append(head + b"".join(items))

    def draw_image(self, gc, x, y, im, transform=None):
        raise NotImplementedError("Of images, only one that `imshow` made can move.")

    def draw_gouraud_triangles(self, gc, triangles_array, colors_array, transform):
        raise NotImplementedError("Shaded triangles cannot move: let them stand still.")

    def draw_tex(self, gc, x, y, s, prop, angle, *, mtext=None):
        raise NotImplementedError("Words in TeX cannot move: let them stand still.")

    # Tables: each entry is written once

    def _paths(
        self,
        paths: Sequence[Path],
        transform: Transform,
        snap,
        *,
        cut=None,
        dashed=False,
        exact=False,
        at_origin=False,
    ):
        """Number the shapes of paths; None for one of which nothing is left.

        Lines are cut at the edges ``cut``, areas are not. ``at_origin`` are those that are then drawn at places.
        """
        found = []
        for path in paths:
            curved = path.codes is not None and path.codes.max(initial=0) > Path.LINETO
            # Dashes begin at corners: of dashed lines, none is left out that Agg keeps
            simplify = cut is not None and not curved and (path.should_simplify or not dashed)
            vertices, codes = without_end(
                path.cleaned(transform=transform, remove_nans=True, clip=cut, simplify=simplify, curves=True)
            )
            if cut is None and not at_origin and len(vertices) > 1:
                low, high = vertices.min(axis=0), vertices.max(axis=0)
                if (low < self._reach.min).any() or (high > self._reach.max).any():
                    vertices, codes = without_end(closed(vertices, codes).clip_to_bbox(self._reach))
            found.append((vertices, codes) if len(vertices) > 1 else None)
        left = [one for one in found if one is not None]
        if not left:
            return found
        # All at once from here on: of a curve's few points, NumPy takes no longer for those of forty
        joined = np.concatenate([vertices for vertices, _ in left]) * DOWN
        if not at_origin:
            joined[:, 1] += self.height
        parts = slices_of([vertices for vertices, _ in left])
        snaps = []
        for part, (_, codes) in zip(parts, left, strict=True):
            snaps.append(is_rectilinear(joined[part], codes) if snap is None else bool(snap))
            if snaps[-1] and not at_origin:
                joined[part] = np.floor(joined[part] + 0.5)
        written = (joined / self.scale).astype("<f4") if exact else in_units(joined, self.unit, self.scale)
        numbers = (
            _number(self._shapes, shape_bytes(written[part], codes, snapped, exact))
            for part, (_, codes), snapped in zip(parts, left, snaps, strict=True)
        )
        return [None if one is None else next(numbers) for one in found]

    def _edges(self, gc: GraphicsContextBase, linewidth: float, dashed: bool) -> tuple[float, float, float, float]:
        """Return where lines are cut: left, bottom, right, top. Dashes run on from the figure's edge, as in Agg."""
        edges = np.array([[0.0, 0.0], [self.width, self.height]])
        rectangle = gc.get_clip_rectangle()
        if rectangle is not None and not dashed:
            beyond = self.points_to_pixels(linewidth) + 2
            low, high = np.array(rectangle.extents).reshape(2, 2)
            edges = np.array([np.maximum(edges[0], low - beyond), np.minimum(edges[1], high + beyond)])
        return tuple(edges.ravel())

    def _places(self, points: np.ndarray, *, whole: bool = False) -> tuple[np.ndarray, np.ndarray]:
        """Write down points, ``whole`` in screen pixels, and say which are near enough to the figure to be seen."""
        points = np.asarray(points, float) * DOWN
        points[:, 1] += self.height
        edge = MARGIN * self.scale
        near = ((points > -edge) & (points < (self.width + edge, self.height + edge))).all(axis=1)
        points[~near] = 0.0
        if whole:
            return (np.floor(points + 0.5) + np.floor(edge + 0.5)).astype("<u2"), near
        return in_units(points, self.unit, self.scale), near

    def _style(self, gc: GraphicsContextBase, face) -> int | None:
        """Number the look of a path; None if it has neither stroke nor fill."""
        if gc.get_hatch() or gc.get_sketch_params():
            raise NotImplementedError("What moves can be neither hatched nor sketched: let it stand still.")
        if face is not None:
            face = color_bytes((*face[:3], gc.get_alpha()) if gc.get_forced_alpha() or len(face) == 3 else face)
        return self._look(color_bytes(gc.get_rgb()), face, gc.get_linewidth(), gc.get_dashes(), end_flags(gc))

    def _item_styles(self, gc, facecolors, edgecolors, linewidths, linestyles) -> list[int | None]:
        """Number the looks of a collection's paths; each list is gone through again and again."""
        if gc.get_hatch() or gc.get_sketch_params():
            raise NotImplementedError("What moves can be neither hatched nor sketched: let it stand still.")
        faces = colors_bytes(facecolors) if len(facecolors) else [None]
        edges = colors_bytes(edgecolors) if len(edgecolors) else [NO_COLOR]
        widths = linewidths if len(linewidths) else [gc.get_linewidth()]
        dashes = linestyles if len(linestyles) else [gc.get_dashes()]
        ends = end_flags(gc)
        lists = [
            islice(cycle(one), lcm(*map(len, (faces, edges, widths, dashes))))
            for one in (edges, faces, widths, dashes)
        ]
        return [self._look(*look, ends) for look in zip(*lists, strict=True)]

    def _look(self, edge: bytes, face: bytes | None, width: float, dashes: tuple, ends: int) -> int | None:
        offset, lengths = dashes
        style = style_bytes(
            edge, face, width, offset, None if lengths is None else tuple(lengths), ends, self.dpi / 72 / self.scale
        )
        return None if style is None else _number(self._styles, style)

    def _clip(self, gc: GraphicsContextBase) -> int:
        """Number what an artist is cut to, on whole pixels as in Agg."""
        rectangle, (path, transform) = gc.get_clip_rectangle(), gc.get_clip_path()
        if rectangle is None and path is None:
            return NO_CLIP
        key = None if path is not None else tuple(rectangle.extents.tolist())
        if key in self._clip_numbers:  # that of a panel, for almost all that moves in it
            return self._clip_numbers[key]
        corners = np.array([[0.0, 0.0], [self.width, self.height]])
        if rectangle is not None:
            low, high = np.array(rectangle.extents).reshape(2, 2)
            corners = np.array([[low[0], self.height - high[1]], [high[0], self.height - low[1]]])
        corners = np.clip(np.floor(corners + 0.5), 0, [self.width, self.height])
        shape = NO_SHAPE
        if path is not None:
            (number,) = self._paths([path], transform, False)
            shape = NO_SHAPE if number is None else number
        written = in_units(corners, self.unit, self.scale).tobytes() + struct.pack("<H", shape)
        number = _number(self._clips, written)
        if key is not None:
            self._clip_numbers[key] = number
        return number

    def _record_lines(self, lines: LineCollection) -> None:
        """Record many curves as Matplotlib does, but take them to pixels together, which is quicker."""
        if not lines.get_visible():
            return
        lines.update_scalarmappable()
        gc = self._context(lines)
        gc.set_snap(lines.get_snap())
        gc.set_capstyle(lines.get_capstyle() or gc.get_capstyle())
        gc.set_joinstyle(lines.get_joinstyle() or gc.get_joinstyle())
        paths, transform = lines.get_paths(), lines.get_transform()
        if not transform.is_affine:
            parts = [path.vertices for path in paths]
            vertices = transform.transform_non_affine(np.concatenate(parts))
            paths = [Path(vertices[k], path.codes) for k, path in zip(slices_of(parts), paths, strict=True)]
        self.draw_path_collection(
            gc, transform.get_affine().frozen(), paths, lines.get_transforms(), lines.get_offsets(),
            lines.get_offset_transform(), lines.get_facecolor(), lines.get_edgecolor(), lines.get_linewidth(),
            lines.get_linestyle(), lines.get_antialiased(), lines.get_urls(), "screen",
        )  # fmt: skip

    def _context(self, artist: Artist) -> GraphicsContextBase:
        """Return the context of an artist, with what it is cut to."""
        gc = self.new_gc()
        if artist.get_clip_on():
            gc.set_clip_rectangle(artist.get_clip_box())
            gc.set_clip_path(artist.get_clip_path())
        return gc

    def _record_image(self, image: AxesImage) -> None:
        if not image.get_visible():
            return
        smooth = image.get_interpolation() == "bilinear"
        if not (smooth or image.get_interpolation() in ("nearest", "none")) or not image.get_transform().is_affine:
            raise NotImplementedError("An image that moves is enlarged 'nearest' or 'bilinear', on linear axes.")
        pixels = image.to_rgba(image.get_array(), alpha=image.get_alpha(), bytes=True)
        rows, columns = pixels.shape[:2]
        left, right, bottom, top = image.get_extent()
        first, last = (top, bottom) if image.origin == "upper" else (bottom, top)
        per_pixel = Affine2D.from_values((right - left) / columns, 0, 0, (last - first) / rows, left, first)
        screen = Affine2D.from_values(1, 0, 0, -1, 0, self.height) + Affine2D().scale(1 / self.scale)
        (a, c, e), (b, d, f), _ = (per_pixel + image.get_transform() + screen).get_matrix()
        gc = self._context(image)
        head = struct.pack("<BBBHH6f", IMAGE, self._clip(gc), smooth, columns, rows, a, b, c, d, e, f)
        packed = np.ascontiguousarray(pixels).view("<u4").ravel()
        colors, index = np.unique(packed, return_inverse=True)
        few = len(colors) <= 256
        body = colors.astype("<u4").tobytes() + index.astype("u1").tobytes() if few else packed.tobytes()
        self._drawn.append(head + struct.pack("<H", len(colors) if few else 0) + body)


def _number(table: dict[bytes, int], entry: bytes) -> int:
    """Return an entry's number in its table; a new one is added."""
    return table.setdefault(entry, len(table))
