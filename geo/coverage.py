"""Coverages: polygons that share their borders, with no gap and no overlap between them.

All geometry is in RD New (EPSG:28992), metres.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import shapely

from geo.errors import SourceError

Polygons: TypeAlias = npt.NDArray[np.object_]
Owners: TypeAlias = npt.NDArray[np.intp]
OUTSIDE = -1  # owner of a face that belongs to no polygon


def require_coverage(polygons: Polygons, name: str) -> None:
    """Raise unless all polygons are valid, filled, and meet without gap or overlap.

    Raises
    ------
    SourceError
        When they do not.
    """
    faults = {
        "leeg": shapely.is_empty(polygons).sum(),
        "ongeldig": (~shapely.is_valid(polygons)).sum(),
        "zonder gedeelde grens": (
            ~shapely.is_empty(shapely.coverage_invalid_edges(polygons))
        ).sum(),
    }
    if any(faults.values()):
        found = ", ".join(f"{count} {fault}" for fault, count in faults.items() if count)
        expected = f"{len(polygons)} sluitende vlakken"
        repair = "bouw met de vastgelegde versies van shapely en GEOS, of kies een fijner raster"
        raise SourceError(name, expected, found, repair)


def snap_coverage(polygons: Polygons, grid_m: float) -> Polygons:
    """Round a coverage to a grid so that it stays one.

    Rounding each polygon by itself lets borders cross. Here all borders together are rounded and
    cut at their crossings, and each face that results goes to one polygon.
    """
    faces = cut_faces(shapely.boundary(polygons), grid_m)
    return assemble(faces, find_owners(faces, polygons), len(polygons))


def clip_coverage(
    polygons: Polygons, land: shapely.Geometry, grid_m: float, strip_m: float
) -> Polygons:
    """Keep what lies on land, and the wet strips narrower than ``strip_m``.

    Such a strip appears where the outline of the land runs just inside a border, and would show
    as a gap along it.
    """
    lines = np.append(shapely.boundary(polygons), shapely.boundary(land))
    faces = cut_faces(lines, grid_m)
    shapely.prepare(land)
    dry = shapely.intersects(land, shapely.point_on_surface(faces)) | is_thin(faces, strip_m)
    owners = np.where(dry, find_owners(faces, polygons), OUTSIDE)
    return assemble(faces, owners, len(polygons))


def merge_slivers(polygons: Polygons, width_m: float) -> Polygons:
    """Give loose parts narrower than ``width_m`` to the neighbour they share most border with.

    A part without neighbour is dropped; the largest part of a polygon always stays.
    """
    parts, owners = shapely.get_parts(polygons, return_index=True)
    loose = is_thin(parts, width_m) & ~_is_largest(parts, owners)
    settled = np.where(loose, OUTSIDE, owners)
    tree = shapely.STRtree(parts)
    owners = settled.copy()
    for part in np.flatnonzero(loose):
        near = tree.query(parts[part], predicate="intersects")
        near = near[settled[near] != OUTSIDE]
        shared = shapely.length(shapely.intersection(parts[part], parts[near]))
        if shared.any():
            owners[part] = settled[near[shared.argmax()]]
    return assemble(parts, owners, len(polygons))


def _is_largest(parts: Polygons, owners: Owners) -> npt.NDArray[np.bool_]:
    order = np.lexsort((shapely.area(parts), owners))
    last = np.append(np.diff(owners[order]) > 0, True)
    largest = np.zeros(len(parts), dtype=bool)
    largest[order[last]] = True
    return largest


def is_thin(polygons: Polygons, width_m: float) -> npt.NDArray[np.bool_]:
    """Tell which polygons are nowhere as wide as ``width_m``."""
    inner: npt.NDArray[np.bool_] = shapely.is_empty(shapely.buffer(polygons, -width_m / 2))
    return inner


def cut_faces(lines: Polygons, grid_m: float) -> Polygons:
    """Return the faces that lines enclose once all are rounded to a grid and cut where they meet.

    Grid points are multiples of ``grid_m``; two lines in the same cell meet in the same point.
    """
    edges = shapely.get_parts(shapely.union_all(lines, grid_size=grid_m))
    faces: Polygons = shapely.get_parts(shapely.polygonize(edges))
    return faces


def find_owners(faces: Polygons, polygons: Polygons) -> Owners:
    """Return for each face the index of the polygon it lies in, or :data:`OUTSIDE`."""
    tree = shapely.STRtree(polygons)
    face, polygon = tree.query(shapely.point_on_surface(faces), predicate="intersects")
    owners = np.full(len(faces), OUTSIDE, dtype=np.intp)
    # From last to first, so that of two hits on a border the first one stands.
    order = np.lexsort((-polygon, face))
    owners[face[order]] = polygon[order]
    return owners


def assemble(faces: Polygons, owners: Owners, count: int) -> Polygons:
    """Join the faces of each owner to one MultiPolygon, keeping every vertex of its outline."""
    joined = [shapely.coverage_union_all(faces[owners == owner]) for owner in range(count)]
    polygons = [shapely.multipolygons(shapely.get_parts(geometry)) for geometry in joined]
    return np.array(polygons, dtype=object)


def alternate_winding(polygons: Polygons) -> Polygons:
    """Wind neighbours in opposite directions, where that can be done.

    Two neighbours wound alike pass their shared border in opposite order. Wound differently they
    list the same vertices in the same order, which the compressor recognises: 30 % smaller.
    """
    shared = _shared_vertices(polygons)
    side = np.ones(len(polygons))
    flipped = True
    while flipped:  # each flip raises what differs, so this ends
        flipped = False
        for index in range(len(polygons)):
            if side[index] * (shared[index] @ side) > 0:
                side[index] = -side[index]
                flipped = True
    clockwise = shapely.orient_polygons(polygons, exterior_cw=True)
    wound: Polygons = np.where(side < 0, clockwise, shapely.orient_polygons(polygons))
    return wound


def _shared_vertices(polygons: Polygons) -> npt.NDArray[np.float64]:
    left, right = shapely.STRtree(polygons).query(polygons, predicate="touches")
    shared = np.zeros((len(polygons), len(polygons)))
    borders = shapely.intersection(polygons[left], polygons[right])
    shared[left, right] = shapely.get_num_coordinates(borders)
    return shared + shared.T
