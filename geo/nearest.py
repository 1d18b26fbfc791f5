"""Exact distance to the nearest areas, by bounds first and geometry last.

Outlines are cut into chunks of :data:`CHUNK_EDGES` edges. For a box around a shape every chunk has
a distance that it cannot be nearer than (box to box) and one that it cannot be farther than
(farthest corner of the box to a vertex of the chunk). An area can be dropped when its lower bound
passes the third smallest upper bound. The same rule, asked once for the cells of a grid, gives
each cell the few chunks that matter in it; a shape then starts from the list of its cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

Shapes = npt.NDArray[Any]
Integers = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]
Found = tuple[Integers, Integers, Floats]

CHUNK_EDGES = 8
CELL_SIDES_M = (64_000.0, 16_000.0, 4_000.0)  # each at most a third: it must fit its parent
MARGIN = 0.25  # of a cell's side: how far a shape may reach beyond its cell
PADDING_M = 16_000.0  # the grid covers this much around the outlines
CELL_COUNT = 3  # the lists of the cells hold for this many nearest areas
SLACK_M = 1e-6  # rounding in the bounds; distances themselves are exact
PAIRS_AT_ONCE = 4_000_000


@dataclass(frozen=True)
class Cells:
    """One level of the grid: which chunks may matter to a shape in each cell."""

    side: float
    west: float
    south: float
    columns: int
    rows: int
    starts: Integers
    chunks: Integers

    def boxes(self) -> Floats:
        """Return the box of each cell with its margin: west, south, east, north."""
        row, column = np.divmod(np.arange(self.columns * self.rows), self.columns)
        west, south = self.west + column * self.side, self.south + row * self.side
        margin = MARGIN * self.side
        low = (west - margin, south - margin)
        return np.stack([*low, west + self.side + margin, south + self.side + margin])

    def cell_of(self, boxes: Floats) -> Integers:
        """Return the cell of each box, or -1 when it lies outside the grid or is too large."""
        centre_x, centre_y = (boxes[0] + boxes[2]) / 2, (boxes[1] + boxes[3]) / 2
        column = np.floor((centre_x - self.west) / self.side).astype(np.intp)
        row = np.floor((centre_y - self.south) / self.side).astype(np.intp)
        size = np.maximum(boxes[2] - boxes[0], boxes[3] - boxes[1])
        inside = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        inside &= size / 2 <= MARGIN * self.side
        return np.where(inside, row * self.columns + column, -1)

    def pairs(self, cells: Integers) -> tuple[Integers, Integers]:
        """Return for each cell asked its position and the chunks on its list."""
        start, stop = self.starts[cells], self.starts[cells + 1]
        position, item = spans(start, stop - start)
        return position, self.chunks[item]


class Outlines:
    """The outlines of areas in chunks, with a grid of candidate lists."""

    def __init__(self, polygons: Shapes) -> None:
        self.lines, self.area, self.anchors = cut_chunks(polygons)
        self.boxes = boxes_of(self.lines)
        self._tree = shapely.STRtree(self.lines)
        self.levels = self._build_levels()

    def nearest(self, shapes: Shapes, count: int) -> Found:
        """Return the ``count`` nearest outlines of each shape: shape, area, metres.

        All areas at the distance of the last one are returned, so that a tie is for the caller.
        """
        filled = np.flatnonzero(~shapely.is_empty(shapes))
        if not len(filled) or not len(self.lines):
            return np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0)
        boxes = boxes_of(shapes[filled])
        shape, chunk = self._candidates(boxes, count)
        low, high = self._bounds(boxes, shape, chunk)
        kept = keep(shape, self.area[chunk], low, high, count)
        return self._measure(shapes, filled[shape[kept]], chunk[kept], low[kept], high[kept], count)

    def within(self, shapes: Shapes, reach_m: Floats) -> Found:
        """Return the outlines within each shape's own reach: shape, area, metres."""
        shape, chunk = self._tree.query(shapes, predicate="dwithin", distance=reach_m)
        order = np.lexsort((chunk, shape))
        shape, chunk = shape[order], chunk[order]
        away: Floats = shapely.distance(shapes[shape], self.lines[chunk])
        return least(shape, self.area[chunk], away)

    def _measure(
        self, shapes: Shapes, shape: Integers, chunk: Integers, low: Floats, high: Floats,
        count: int,
    ) -> Found:  # fmt: skip
        """Measure the most promising chunk of each area, then what that does not rule out."""
        area = self.area[chunk]
        first = high == _reach(shape, area, high)
        away = np.full(len(shape), np.inf)
        away[first] = shapely.distance(shapes[shape[first]], self.lines[chunk[first]])
        kept = keep(shape, area, np.where(first, away, low), np.where(first, away, high), count)
        rest = kept & ~first
        away[rest] = shapely.distance(shapes[shape[rest]], self.lines[chunk[rest]])
        return least(shape[kept], area[kept], away[kept])

    def _bounds(self, boxes: Floats, shape: Integers, chunk: Integers) -> tuple[Floats, Floats]:
        """Return the least and the most that each chunk can be away from a shape in its box."""
        around = boxes[:, shape]
        return (
            box_distance(around, self.boxes[:, chunk]),
            farthest(around, self.anchors[:, chunk]),
        )

    def _candidates(self, boxes: Floats, count: int) -> tuple[Integers, Integers]:
        """Return the chunks to look at, from the finest cell that holds each box."""
        todo = np.arange(boxes.shape[1])
        found: list[tuple[Integers, Integers]] = []
        for cells in reversed(self.levels if count <= CELL_COUNT else ()):
            cell = cells.cell_of(boxes[:, todo])
            here = cell >= 0
            position, chunk = cells.pairs(cell[here])
            found.append((todo[here][position], chunk))
            todo = todo[~here]
        found += self._all_chunks(boxes, todo, count)
        shape = np.concatenate([one for one, _ in found])
        order = np.argsort(shape, kind="stable")
        return shape[order], np.concatenate([one for _, one in found])[order]

    def _all_chunks(
        self, boxes: Floats, todo: Integers, count: int
    ) -> list[tuple[Integers, Integers]]:
        """Return the candidates of boxes that no cell holds, from all chunks, a few at a time."""
        step = max(1, PAIRS_AT_ONCE // max(1, len(self.lines)))
        found = []
        for start in range(0, len(todo), step):
            block = todo[start : start + step]
            shape = np.repeat(block, len(self.lines))
            chunk = np.tile(np.arange(len(self.lines)), len(block))
            low, high = self._bounds(boxes, shape, chunk)
            kept = keep(shape, self.area[chunk], low, high, count)
            found.append((shape[kept], chunk[kept]))
        return found

    def _build_levels(self) -> tuple[Cells, ...]:
        """Build the grid from coarse to fine; each cell looks only at its parent's list."""
        levels: list[Cells] = []
        for side in CELL_SIDES_M if len(self.lines) else ():
            frame = _frame(self.boxes, side)
            boxes, count = frame.boxes(), frame.columns * frame.rows
            parents = levels[-1] if levels else None
            blocks = [
                self._fill(boxes, block, parents)
                for block in np.array_split(np.arange(count), max(1, count // 500))
            ]
            cell, chunk = (np.concatenate(part) for part in zip(*blocks, strict=True))
            starts = np.searchsorted(cell, np.arange(count + 1))
            levels.append(_filled(frame, starts, chunk))
        return tuple(levels)

    def _fill(
        self, boxes: Floats, block: Integers, parents: Cells | None
    ) -> tuple[Integers, Integers]:
        if parents is None:
            cell, chunk = self._join(self._all_chunks(boxes, block, CELL_COUNT))
        else:
            position, chunk = parents.pairs(parents.cell_of(boxes[:, block]))
            cell = block[position]
        low, high = self._bounds(boxes, cell, chunk)
        kept = keep(cell, self.area[chunk], low, high, CELL_COUNT)
        return cell[kept], chunk[kept]

    @staticmethod
    def _join(found: list[tuple[Integers, Integers]]) -> tuple[Integers, Integers]:
        return np.concatenate([one for one, _ in found]), np.concatenate([one for _, one in found])


def cut_chunks(polygons: Shapes, edges: int = CHUNK_EDGES) -> tuple[Shapes, Integers, Floats]:
    """Cut all outlines into lines of at most so many edges.

    Returns
    -------
    tuple
        The lines, the area of each, and one vertex of each (two rows: x, y). In order of area.
    """
    rings, owner = shapely.get_parts(shapely.boundary(polygons), return_index=True)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    vertices = np.bincount(ring, minlength=len(rings))
    first = np.cumsum(vertices) - vertices
    of_ring, number = spans(np.zeros(len(rings), np.intp), -(-(vertices - 1) // edges))
    start = first[of_ring] + edges * number
    stop = np.minimum(start + edges, first[of_ring] + vertices[of_ring] - 1)
    chunk, vertex = spans(start, stop - start + 1)
    if not len(chunk):
        return np.empty(0, dtype=object), np.empty(0, np.intp), np.empty((2, 0))
    lines = shapely.linestrings(coordinates[vertex], indices=chunk)
    return lines, owner[of_ring], np.ascontiguousarray(coordinates[(start + stop) // 2].T)


def spans(starts: Integers, counts: Integers) -> tuple[Integers, Integers]:
    """Write out ranges: for ``[5, 9], [2, 1]`` the owners 0 0 1 and the numbers 5 6 9."""
    owner = np.repeat(np.arange(len(starts)), counts)
    before = np.cumsum(counts) - counts
    return owner, np.arange(len(owner)) - (before - starts)[owner]


def keep(
    shape: Integers, area: Integers, low: Floats, high: Floats, count: int
) -> npt.NDArray[np.bool_]:
    """Tell which pairs may still decide the ``count`` nearest areas of a shape.

    Pairs are sorted by shape, then area. A pair is out when it cannot be nearer than its own area
    certainly is, or than the ``count`` nearest areas certainly are.
    """
    if not len(shape):
        return np.empty(0, dtype=bool)
    starts = np.flatnonzero(_changes(shape) | _changes(area))
    reach = np.minimum.reduceat(high, starts)
    owner = shape[starts]
    ranked = reach[np.lexsort((reach, owner))]
    first = np.flatnonzero(_changes(owner))
    areas = np.diff(np.append(first, len(owner)))
    limit = np.repeat(ranked[first + np.minimum(count, areas) - 1], areas)
    lengths = np.diff(np.append(starts, len(shape)))
    kept: npt.NDArray[np.bool_] = low <= np.repeat(np.minimum(reach, limit), lengths) + SLACK_M
    return kept


def least(shape: Integers, area: Integers, away: Floats) -> Found:
    """Return the smallest distance of each shape and area; pairs are sorted by these."""
    if not len(shape):
        return shape, area, away
    starts = np.flatnonzero(_changes(shape) | _changes(area))
    return shape[starts], area[starts], np.minimum.reduceat(away, starts)


def boxes_of(shapes: Shapes) -> Floats:
    """Return the boxes of shapes as four rows: west, south, east, north."""
    return np.ascontiguousarray(shapely.bounds(shapes).T)


def box_distance(one: Floats, other: Floats) -> Floats:
    """Return the metres between boxes, column by column; 0 where they overlap."""
    x = np.maximum(one[0] - other[2], other[0] - one[2])
    y = np.maximum(one[1] - other[3], other[1] - one[3])
    between: Floats = np.hypot(np.maximum(x, 0), np.maximum(y, 0))
    return between


def farthest(boxes: Floats, points: Floats) -> Floats:
    """Return the metres from each point (two rows: x, y) to the farthest corner of its box."""
    x = np.maximum(points[0] - boxes[0], boxes[2] - points[0])
    y = np.maximum(points[1] - boxes[1], boxes[3] - points[1])
    away: Floats = np.hypot(x, y)
    return away


def _reach(shape: Integers, area: Integers, high: Floats) -> Floats:
    """Return for each pair the smallest upper bound of its shape and area."""
    if not len(shape):
        return high
    starts = np.flatnonzero(_changes(shape) | _changes(area))
    return np.repeat(np.minimum.reduceat(high, starts), np.diff(np.append(starts, len(shape))))


def _changes(values: Integers) -> npt.NDArray[np.bool_]:
    return np.append(True, values[1:] != values[:-1])


def _frame(boxes: Floats, side: float) -> Cells:
    """Lay empty cells over the outlines; a finer cell lies within one coarser cell."""
    coarse = CELL_SIDES_M[0]
    west, south = (np.floor((boxes[:2].min(axis=1) - PADDING_M) / coarse) * coarse).tolist()
    east, north = boxes[2:].max(axis=1) + PADDING_M
    columns = int(np.ceil((east - west) / coarse) * (coarse / side))
    rows = int(np.ceil((north - south) / coarse) * (coarse / side))
    return Cells(side, west, south, columns, rows, np.empty(0, np.intp), np.empty(0, np.intp))


def _filled(frame: Cells, starts: Integers, chunks: Integers) -> Cells:
    return Cells(frame.side, frame.west, frame.south, frame.columns, frame.rows, starts, chunks)
