"""Plan geometry: into RD New, repaired where that is certain, and reported row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.crs import RD_NEW, WGS84
from geo.errors import GeoError
from geo.model import Issue, Severity

Shapes = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]
Box = tuple[float, float, float, float]

RD_BOX: Box = (-7_000.0, 289_000.0, 300_000.0, 629_000.0)
"""Where RD New is defined: west, south, east, north in metres."""
DEGREE_BOX: Box = (3.0, 50.5, 7.5, 53.8)
SLIVER_M = 1.0
COLLECTION = 7  # the type number of a GeometryCollection
SYSTEMS = {RD_NEW: "RD", WGS84: "graden (WGS 84)"}


class PlanFileError(GeoError):
    """A file with plans cannot be read, or it is not certain where its coordinates are."""


def issue(
    code: str, where: str, expected: str, found: str, repair: str, severity: Severity = "error"
) -> Issue:
    """Return an issue about a row of a user's file."""
    return Issue(severity=severity, code=code, where=where, expected=expected, found=found,
                 repair=repair)  # fmt: skip


def clean_shapes(shapes: Shapes) -> Shapes:
    """Return flat, valid shapes; what is missing or has no finite coordinates becomes empty.

    A bow-tie becomes the faces it draws. Lines and points beside faces are dropped.
    """
    flat: Shapes = shapely.force_2d(np.array(shapes, dtype=object))
    flat[~has_place(flat)] = shapely.Point()
    mixed = shapely.get_type_id(flat) == COLLECTION
    broken = np.flatnonzero(~shapely.is_valid(flat) | mixed)
    flat[broken] = [_faces(shape) for shape in shapely.make_valid(flat[broken])]
    return flat


def has_place(shapes: Shapes) -> Mask:
    """Tell which shapes have coordinates, all of them finite."""
    filled: Mask = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    coordinates, owner = shapely.get_coordinates(shapes, return_index=True)
    filled[owner[~np.isfinite(coordinates).all(axis=1)]] = False
    return filled


def _faces(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shapely.get_parts(shape))
    faces = parts[shapely.get_dimensions(parts) == 2]
    return shapely.union_all(faces) if len(faces) else shape


# --- coordinate systems ---------------------------------------------------------------------


def to_rd(frame: gpd.GeoDataFrame, where: str) -> tuple[gpd.GeoDataFrame, list[Issue]]:
    """Bring plans to RD New (EPSG:28992).

    Without a stated system, or with one that no coordinate fits, the system is taken from the
    coordinates when they leave no doubt: degrees and RD metres never lie in each other's range.
    Coordinates in the wrong order are turned, for the same reason.

    Raises
    ------
    PlanFileError
        When the system is neither stated nor certain, or unknown.
    """
    shapes = np.asarray(frame.geometry.to_numpy(), dtype=object)
    stated = _stated(frame)
    if stated == "":
        return _convert(frame, where), []
    system = settle(shapes, stated, where)
    turned = _lies_in(shapes, _box(system), turned=True)
    if turned.any():
        swap = [shapely.transform(shape, lambda xy: xy[:, ::-1]) for shape in shapes[turned]]
        shapes = shapes.copy()
        shapes[turned] = swap
    issues = [] if stated in (None, system) else [_other_system(where, str(stated), system)]
    issues += _turned(frame, where, turned, system)
    moved = frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=None))
    return _convert(moved.set_crs(system, allow_override=True), where), issues


def settle(shapes: Shapes, stated: str | None, where: str) -> str:
    """Return the system of coordinates that are stated to be RD, degrees or nothing.

    Raises
    ------
    PlanFileError
        When nothing is stated and the coordinates fit both systems, or neither.
    """
    fits = {
        system: bool((_lies_in(shapes, _box(system)) | _lies_in(shapes, _box(system), True)).any())
        for system in SYSTEMS
    }
    certain = [system for system, fit in fits.items() if fit]
    if stated is not None and (fits[stated] or not certain):
        return stated
    if len(certain) == 1:
        return certain[0]
    if not has_place(shapes).any():
        return RD_NEW
    filled = shapes[has_place(shapes)]
    raise PlanFileError(
        where, "een coördinatenstelsel, of coördinaten die zeker RD of graden zijn",
        f"geen stelsel en coördinaten zoals {filled[0].wkt[:60]}",
        "leg het stelsel vast (EPSG:28992 of EPSG:4326) en sla het bestand opnieuw op",
    )  # fmt: skip


def _stated(frame: gpd.GeoDataFrame) -> str | None:
    """Return RD or WGS 84 when a frame says so, None when it says nothing, else empty."""
    if frame.crs is None:
        return None
    if frame.crs.is_geographic:
        return WGS84
    return RD_NEW if frame.crs.to_epsg() in (28992, 7415) else ""


def _convert(frame: gpd.GeoDataFrame, where: str) -> gpd.GeoDataFrame:
    from pyproj.exceptions import ProjError

    flat = frame.set_geometry(shapely.force_2d(frame.geometry.to_numpy()), crs=frame.crs)
    try:
        converted: gpd.GeoDataFrame = flat.to_crs(RD_NEW)
    except (ProjError, ValueError, RuntimeError) as error:
        raise PlanFileError(
            where, "een stelsel dat naar RD is om te rekenen", frame.crs.to_string()[:80],
            "sla het bestand op in EPSG:28992",
        ) from error  # fmt: skip
    named = converted.geometry.name == "geometry"
    return converted if named else converted.rename_geometry("geometry")


def _box(system: str) -> Box:
    return RD_BOX if system == RD_NEW else DEGREE_BOX


def _lies_in(shapes: Shapes, box: Box, turned: bool = False) -> Mask:
    west, south, east, north = shapely.bounds(shapes).T
    if turned:
        west, south, east, north = south, west, north, east
    inside: Mask = (box[0] <= west) & (east <= box[2]) & (box[1] <= south) & (north <= box[3])
    return inside


def _other_system(where: str, stated: str, system: str) -> Issue:
    return issue(
        "crs_corrected", where, f"coördinaten in {SYSTEMS[stated]}, zoals het bestand zegt",
        f"coördinaten in {SYSTEMS[system]}",
        f"leg {system} vast in het bestand; zo is het nu gelezen", "notice",
    )  # fmt: skip


def _turned(frame: gpd.GeoDataFrame, where: str, turned: Mask, system: str) -> list[Issue]:
    """Report turned coordinates: once when all rows are, else row by row."""
    axes = "x en y" if system == RD_NEW else "lengte en breedte"
    placed = has_place(np.asarray(frame.geometry.to_numpy(), dtype=object))
    rows = [where] if turned[placed].all() and turned.any() else rows_of(frame, where, turned)
    return [
        issue("axes_swapped", row, f"{axes} in deze volgorde", f"{axes} verwisseld",
              "wissel de kolommen; zo is het nu gelezen", "notice")
        for row in rows
    ]  # fmt: skip


# --- what is wrong with a row ---------------------------------------------------------------


def check_shapes(
    frame: gpd.GeoDataFrame, where: str, gemeenten: gpd.GeoDataFrame | None = None
) -> list[Issue]:
    """Report empty, invalid, multipart, sliver and foreign geometry, row by row.

    ``frame`` is in EPSG:28992 and has ``plan_id``; so are ``gemeenten``, when given. Only a row
    without a place, or outside the Netherlands, is an error.
    """
    shapes = np.asarray(frame.geometry.to_numpy(), dtype=object)
    clean = clean_shapes(shapes)
    placed = has_place(shapes)
    wide = shapely.area(clean)
    sliver = (wide > 0) & (2 * wide < SLIVER_M * shapely.length(clean))
    flat = (shapely.get_dimensions(shapes) == 2) & placed & (wide == 0)
    found = (
        (~placed, "geometry_empty", "een plek of vlak", "geen geometrie",
         "vul de geometrie aan; de rij wordt niet gecontroleerd", "error"),
        (placed & ~shapely.is_valid(shapes), "geometry_invalid",
         "een omtrek die zichzelf niet snijdt", "een ongeldige omtrek",
         "herstel de omtrek; nu telt het vlak dat zij omsluit", "notice"),
        (shapely.get_num_geometries(clean) > 1, "geometry_multipart", "één vlak", "meer delen",
         "splits het plan als de delen los beoordeeld moeten worden", "notice"),
        (sliver | flat, "geometry_sliver", "een vlak van minstens 1 m breed", "een smallere strook",
         "controleer de omtrek", "notice"),
        (placed & ~_is_dutch(clean, gemeenten), "outside_netherlands", "een plek in Nederland",
         "een plek erbuiten", "controleer de coördinaten en het stelsel", "error"),
    )  # fmt: skip
    return [issue(code, row, *text) for mask, code, *text in found  # type: ignore[arg-type]
            for row in rows_of(frame, where, mask)]  # fmt: skip


def rows_of(frame: gpd.GeoDataFrame, where: str, mask: Mask) -> Iterator[str]:
    """Name the rows of a mask: file, row number from 1 and plan."""
    ids = frame["plan_id"] if "plan_id" in frame else pd.Series(range(1, len(frame) + 1))
    return (f"{where}, rij {row + 1} (plan {ids.iloc[row]})" for row in np.flatnonzero(mask))


def _is_dutch(shapes: Shapes, gemeenten: gpd.GeoDataFrame | None) -> Mask:
    if gemeenten is None:
        return _lies_in(shapes, RD_BOX)
    touched, _ = shapely.STRtree(gemeenten.geometry.to_numpy()).query(shapes, "intersects")
    return np.isin(np.arange(len(shapes)), touched)
