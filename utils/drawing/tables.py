"""What drawing commands refer to by number: styles, shapes and clips, each written down once."""

import struct
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from math import lcm

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.path import Path
from matplotlib.transforms import Bbox, Transform

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

NO_COLOR = bytes(4)
NO_CLIP, NO_SHAPE = 255, 65535


class Tables:
    """The tables of a recorder, which has its size and sharpness.

    Parameters
    ----------
    width, height, dpi, scale
        As of a :class:`utils.drawing.recorder.Recorder`.
    """

    def __init__(self, width: int, height: int, dpi: float, scale: float):
        self.width, self.height, self.dpi, self.scale = width, height, dpi, scale
        room = max(width, height) / scale + 2 * MARGIN
        # As fine as it gets: of 80 curves side by side, each rounded down by 1/30 of a pixel, one sees the edge move
        self.unit = int(min(255, 65535 / room))
        self._styles: dict[bytes, int] = {}
        self._shapes: dict[bytes, int] = {}
        self._clips: dict[bytes, int] = {}
        self._clip_numbers: dict[tuple, int] = {}  # by the rectangle, where there is nothing else
        edge = MARGIN * scale
        self._reach = Bbox.from_extents(-edge, -edge, width + edge, height + edge)

    def _paths(self, paths: Sequence[Path], transform: Transform, snap, **looks) -> list[int | None]:
        """Number the shapes of paths; None for one of which nothing is left. ``looks`` as `_path_shapes` takes."""
        return numbers_of(self._shapes, self._path_shapes(paths, transform, snap, **looks))

    def _path_shapes(
        self,
        paths: Sequence[Path],
        transform: Transform,
        snap,
        *,
        cut=None,
        dashed=False,
        exact=False,
        thinned=True,
    ) -> list[bytes | None]:
        """Write down the shapes of paths for the table; None for one of which nothing is left.

        Lines are cut at the edges ``cut``, areas are not. ``thinned`` leaves out points that the eye does not miss.
        """
        found = []
        for path in paths:
            curved = path.codes is not None and path.codes.max(initial=0) > Path.LINETO
            # Dashes begin at corners: of dashed lines, none is left out that Agg keeps
            simplify = thinned and cut is not None and not curved and (path.should_simplify or not dashed)
            vertices, codes = without_end(
                path.cleaned(transform=transform, remove_nans=True, clip=cut, simplify=simplify, curves=True)
            )
            if cut is None and len(vertices) > 1:
                low, high = vertices.min(axis=0), vertices.max(axis=0)
                if (low < self._reach.min).any() or (high > self._reach.max).any():
                    vertices, codes = without_end(closed(vertices, codes).clip_to_bbox(self._reach))
            found.append((vertices, codes) if len(vertices) > 1 else None)
        left = [one for one in found if one is not None]
        if not left:
            return found
        # All at once from here on: of a curve's few points, NumPy takes no longer for those of forty
        joined = np.concatenate([vertices for vertices, _ in left]) * DOWN
        joined[:, 1] += self.height
        parts = slices_of([vertices for vertices, _ in left])
        snaps = []
        for part, (_, codes) in zip(parts, left, strict=True):
            snaps.append(is_rectilinear(joined[part], codes) if snap is None else bool(snap))
            if snaps[-1]:
                joined[part] = np.floor(joined[part] + 0.5)
        written = (joined / self.scale).astype("<f4") if exact else in_units(joined, self.unit, self.scale)
        shapes = (
            shape_bytes(written[part], codes, snapped, exact)
            for part, (_, codes), snapped in zip(parts, left, snaps, strict=True)
        )
        return [None if one is None else next(shapes) for one in found]

    def _mark(self, path: Path, matrix: np.ndarray, snap, *, on_pixels: bool) -> bytes | None:
        """Write down the shape of what is drawn at places; None if nothing is left of it."""
        values = tuple(matrix[:2].T.ravel().tolist())
        return mark_bytes(path, values, snap, self.unit, self.scale, on_pixels=on_pixels)

    def _marks(self, paths: Sequence[Path], matrices: Sequence[np.ndarray], snap) -> list[int | None]:
        """Number the shapes of what is drawn at places; the shorter list is gone through again and again."""
        found, marks = {}, []
        for path, matrix in paired(paths, matrices):
            key = id(path), matrix.tobytes()  # most marks are alike
            if key not in found:
                found[key] = self._mark(path, matrix, snap, on_pixels=False)
            marks.append(found[key])
        return numbers_of(self._shapes, marks)

    def _edges(self, gc: GraphicsContextBase, linewidth: float, dashed: bool) -> tuple[float, float, float, float]:
        """Return where lines are cut: left, bottom, right, top. Dashes run on from the figure's edge, as in Agg."""
        edges, rectangle = (0.0, 0.0, self.width, self.height), gc.get_clip_rectangle()
        if rectangle is None or dashed:
            return edges
        beyond, (left, bottom, right, top) = self.points_to_pixels(linewidth) + 2, rectangle.extents.tolist()
        low = max(edges[0], left - beyond), max(edges[1], bottom - beyond)
        return *low, min(edges[2], right + beyond), min(edges[3], top + beyond)

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

    def _style(self, gc: GraphicsContextBase, face) -> bytes | None:
        """Write down the look of a path; None if it has neither stroke nor fill."""
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
        return numbers_of(self._styles, [self._look(*look, ends) for look in zip(*lists, strict=True)])

    def _look(self, edge: bytes, face: bytes | None, width: float, dashes: tuple, ends: int) -> bytes | None:
        offset, lengths = dashes
        return style_bytes(
            edge, face, width, offset, None if lengths is None else tuple(lengths), ends, self.dpi / 72 / self.scale
        )

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
        number = number_of(self._clips, written)
        if key is not None:
            self._clip_numbers[key] = number
        return number


def paired(first: Sequence, second: Sequence) -> Iterator[tuple]:
    """Pair two lists, of which the shorter one is gone through again and again."""
    return islice(zip(cycle(first), cycle(second), strict=False), max(len(first), len(second)))


def number_of(table: dict[bytes, int], entry: bytes) -> int:
    """Return an entry's number in its table; a new one is added."""
    return table.setdefault(entry, len(table))


def numbers_of(table: dict[bytes, int], entries: Sequence[bytes | None]) -> list[int | None]:
    """Return the numbers of several; None for what is nothing."""
    return [None if entry is None else number_of(table, entry) for entry in entries]
