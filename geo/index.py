"""Areas as arrays: an index that is built once and answers overlap, share and nearest in bulk.

Areas are put in one fixed order (name, then extent), so that no answer depends on the order of
the file. Large polygons are cut into tiles of at most :data:`TILE_VERTICES` for overlap; their
uncut outlines go to :class:`geo.nearest.Outlines` for distance. Everything is in metres.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from geo.nearest import Found, Outlines
from geo.shapes import clean_shapes

Shapes = npt.NDArray[Any]
Integers = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]

TILE_VERTICES = 64
MAX_HALVINGS = 40  # a knot of vertices within a millimetre is left whole
BLOCK, THREADS = 2_500, 2


@dataclass(frozen=True)
class Pairs:
    """Which shape meets which area: positions, metres between them, and the part in common.

    Sorted by shape, then distance, then largest share, then the name of the area. ``share`` is the
    part (0–1) of the shape's own area; NaN for a shape that has none, such as a point.
    """

    shape: Integers
    area: Integers
    distance_m: Floats
    share: Floats

    @staticmethod
    def join(blocks: Sequence[Pairs], starts: Sequence[int]) -> Pairs:
        """Put blocks of shapes behind each other; ``starts`` is where each block began."""
        shifted = [pairs.shape + start for pairs, start in zip(blocks, starts, strict=True)]
        return Pairs(
            np.concatenate([np.empty(0, np.intp), *shifted]),
            np.concatenate([np.empty(0, np.intp), *(pairs.area for pairs in blocks)]),
            np.concatenate([np.empty(0), *(pairs.distance_m for pairs in blocks)]),
            np.concatenate([np.empty(0), *(pairs.share for pairs in blocks)]),
        )


class AreaIndex:
    """Polygons with names, indexed once; safe to use from several threads.

    Parameters
    ----------
    polygons
        Polygons or MultiPolygons in RD New (EPSG:28992); invalid ones are repaired.
    names
        The name of each; ties in distance go to the first in this order.
    classes
        The class of each, when the layer has one.
    notes
        What more the layer says of each, in Dutch.
    """

    def __init__(
        self, polygons: Shapes, names: Sequence[str], classes: Sequence[str] | None = None,
        notes: Sequence[str] | None = None,
    ) -> None:  # fmt: skip
        polygons = clean_shapes(polygons)
        named = np.array([str(name) for name in names], dtype=object)
        order = canonical_order(polygons, named)
        labels = np.full(len(named), None) if classes is None else np.array(classes, dtype=object)
        said = np.full(len(named), "") if notes is None else np.array(notes, dtype=object)
        self.polygons: Shapes = polygons[order]
        self.names: Shapes = named[order]
        self.classes: Shapes = labels[order]
        self.notes: Shapes = said[order]
        self.tiles, self.tile_area = cut_tiles(self.polygons)
        self._tree = shapely.STRtree(self.tiles)
        self.gaps = ""
        """Why nothing found does not mean nothing there, in Dutch; empty when it does."""
        self.outlines = Outlines(self.polygons)

    def __len__(self) -> int:
        """Return the number of areas."""
        return len(self.polygons)

    @cached_property
    def boundaries(self) -> Shapes:
        """The whole outline of each area, as lines."""
        lines: Shapes = shapely.boundary(self.polygons)
        return lines

    def overlaps(self, shapes: Shapes) -> Pairs:
        """Find every area that each shape touches; touching a border is enough, at share 0."""
        return _in_blocks(self._overlap_block, shapes)

    def nearest(self, shapes: Shapes, count: int = 3) -> Pairs:
        """Find the ``count`` nearest areas of each shape, and every area that it touches."""
        return _in_blocks(lambda block: self._nearest_block(block, count), shapes)

    def within(self, shapes: Shapes, reach_m: Floats) -> Pairs:
        """Find every area within each shape's own reach in metres, touched ones included."""
        touched = self.overlaps(shapes)
        shape, area, distance = self.outlines.within(shapes, reach_m)
        return _merge(touched, (shape, area, distance), shapes, len(self), len(self))

    def depth(self, shapes: Shapes, areas: Integers) -> Floats:
        """Return how deep in its area each shape has a point that is certainly there, in metres.

        For a point that is its distance to the outline. For a larger shape one point on it stands
        for all, so the depth may be too small and never too large; 0 when that point is outside.
        """
        points = shapely.point_on_surface(shapes)
        inside = shapely.intersects(self.polygons[areas], points)
        away = shapely.distance(points, self.boundaries[areas])
        return np.where(inside, away, 0.0)

    def _overlap_block(self, shapes: Shapes) -> Pairs:
        shape, tile = self._tree.query(shapes, predicate="intersects")
        order = np.lexsort((tile, shape))
        shape, tile = shape[order], tile[order]
        size = shapely.area(shapes)
        common = np.zeros(len(shape))
        wide = size[shape] > 0
        common[wide] = _common_area(shapes[shape[wide]], self.tiles[tile[wide]])
        key, place = np.unique(shape * len(self) + self.tile_area[tile], return_inverse=True)
        shape, area = np.divmod(key, len(self))
        whole = np.where(size > 0, size, np.nan)[shape]
        share = np.minimum(np.bincount(place, common, len(key)) / whole, 1.0)
        return _sorted(Pairs(shape, area, np.zeros(len(key)), share))

    def _nearest_block(self, shapes: Shapes, count: int) -> Pairs:
        touched = self._overlap_block(shapes)
        shape, area, distance = self.outlines.nearest(shapes, count)
        return _merge(touched, (shape, area, distance), shapes, len(self), count)


def canonical_order(polygons: Shapes, names: Shapes) -> Integers:
    """Order areas by name, then by extent and size: the same for every order of the file."""
    bounds = shapely.bounds(polygons)
    keys = (shapely.area(polygons), *bounds.T[::-1], names.astype(str))
    return np.lexsort(keys)


def cut_tiles(polygons: Shapes, vertices: int = TILE_VERTICES) -> tuple[Shapes, Integers]:
    """Cut polygons into tiles of at most so many vertices, and say of which polygon each is."""
    tiles, owner = shapely.get_parts(polygons, return_index=True)
    done: list[tuple[Shapes, Integers]] = []
    for _ in range(MAX_HALVINGS):
        large = shapely.get_num_coordinates(tiles) > vertices
        done.append((tiles[~large], owner[~large]))
        if not large.any():
            break
        tiles, owner = _halve(tiles[large], owner[large])
    else:
        done.append((tiles, owner))
    cut = np.concatenate([part for part, _ in done])
    owners = np.concatenate([part for _, part in done])
    order = np.argsort(owners, kind="stable")
    return cut[order], owners[order]


def _halve(tiles: Shapes, owner: Integers) -> tuple[Shapes, Integers]:
    """Cut each tile through the middle of its longer side."""
    west, south, east, north = shapely.bounds(tiles).T
    upright = north - south > east - west
    x = np.where(upright, east, (west + east) / 2)
    y = np.where(upright, (south + north) / 2, north)
    first = shapely.intersection(tiles, shapely.box(west, south, x, y))
    x, y = np.where(upright, west, x), np.where(upright, y, south)
    second = shapely.intersection(tiles, shapely.box(x, y, east, north))
    parts, index = shapely.get_parts(np.concatenate([first, second]), return_index=True)
    face = shapely.get_dimensions(parts) == 2
    return parts[face], np.concatenate([owner, owner])[index[face]]


def _common_area(shapes: Shapes, tiles: Shapes) -> Floats:
    area: Floats = shapely.area(shapely.intersection(shapes, tiles))
    return area


def _in_blocks(answer: Any, shapes: Shapes) -> Pairs:
    """Answer blocks of shapes on a few threads: GEOS and numpy let go of the lock.

    Every block is asked with its own shapes, so that no prepared geometry is shared.
    """
    starts = range(0, len(shapes), BLOCK)
    blocks = [shapes[start : start + BLOCK] for start in starts]
    if len(blocks) < 2:
        return Pairs.join([_quietly(answer, block) for block in blocks], starts)
    with ThreadPoolExecutor(THREADS) as pool:
        answers = pool.map(lambda block: _quietly(answer, block), blocks)
        return Pairs.join(list(answers), starts)


def _quietly(answer: Any, shapes: Shapes) -> Pairs:
    """Answer without the remarks of GEOS on a polygon smaller than an atom; set per thread."""
    with np.errstate(divide="ignore", invalid="ignore", under="ignore"):
        pairs: Pairs = answer(shapes)
        return pairs


def _merge(touched: Pairs, found: Found, shapes: Shapes, areas: int, count: int) -> Pairs:
    """Join touched areas with those at a distance; keep ``count`` a shape and all touched."""
    shape, area, distance = found
    none = np.where(shapely.area(shapes) > 0, 0.0, np.nan)
    known = np.isin(shape * areas + area, touched.shape * areas + touched.area)
    shape, area, distance = shape[~known], area[~known], distance[~known]
    pairs = Pairs(
        np.concatenate([touched.shape, shape]),
        np.concatenate([touched.area, area]),
        np.concatenate([touched.distance_m, distance]),
        np.concatenate([touched.share, none[shape]]),
    )
    pairs = _sorted(pairs)
    first = np.searchsorted(pairs.shape, pairs.shape)
    kept = (np.arange(len(first)) - first < count) | (pairs.distance_m == 0)
    return Pairs(pairs.shape[kept], pairs.area[kept], pairs.distance_m[kept], pairs.share[kept])


def _sorted(pairs: Pairs) -> Pairs:
    part = -np.nan_to_num(pairs.share)
    order = np.lexsort((pairs.area, part, pairs.distance_m, pairs.shape))
    return Pairs(pairs.shape[order], pairs.area[order], pairs.distance_m[order], pairs.share[order])
