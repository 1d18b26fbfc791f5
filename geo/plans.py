"""A user's own file becomes checked plans in RD New, with an issue for every row that needs one.

Nothing is lost: a row whose place cannot be read stays, with empty geometry and an issue. A file
that cannot be read at all is a :class:`PlanFileError` that says what to do. Files come from
strangers: their size is limited, their first bytes must be those of their kind (so that GDAL is
never handed a file that names other files), and of an archive only five members with one name are
unpacked, under names of our own.
"""

from __future__ import annotations

import json
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.crs import RD_NEW, WGS84
from geo.errors import UnfitError
from geo.model import Issue
from geo.shapes import PlanFileError, check_shapes, clean_shapes, issue, to_rd
from geo.sheets import csv_cells

Read = tuple[gpd.GeoDataFrame, list[Issue]]

MAX_BYTES = 300_000_000
MAX_UNPACKED = 600_000_000
MAX_MEMBERS = 1_000
LON = ("lon", "lng", "long", "longitude", "lengtegraad", "lengte")
LAT = ("lat", "latitude", "breedtegraad", "breedte")
X = ("x", "rd_x", "x_rd", "xcoord", "x_coord", "x_coordinaat", "x-coordinaat", "x-coördinaat")
Y = ("y", "rd_y", "y_rd", "ycoord", "y_coord", "y_coordinaat", "y-coordinaat", "y-coördinaat")
MAGIC = {
    ".gpkg": b"SQLite format 3\0", ".zip": b"PK", ".parquet": b"PAR1", ".geoparquet": b"PAR1",
}  # fmt: skip
UNREADABLE = (
    OSError, ValueError, KeyError, TypeError, IndexError, RuntimeError, OverflowError,
    MemoryError, AttributeError, EOFError, zipfile.BadZipFile,
    shapely.errors.ShapelyError,
)  # fmt: skip


def read_plans(
    path: Path, gemeenten: gpd.GeoDataFrame | None = None, layer: str | None = None
) -> Read:
    """Read a file with plans by its suffix.

    Parameters
    ----------
    path
        GeoPackage, GeoJSON, zipped Shapefile, GeoParquet, or CSV with lon/lat or x/y.
    gemeenten
        Outlines in EPSG:28992, to tell which rows lie outside the Netherlands; without them only
        rows far outside are told.
    layer
        Which layer of a GeoPackage that has several.

    Returns
    -------
    tuple
        The plans in EPSG:28992 with ``plan_id`` (the file's own column, else the row number from
        1) in the order of the file, and the issues.

    Raises
    ------
    PlanFileError
        When the file is not there, too large, not of a known kind, damaged, without rows, or
        without a coordinate system that is stated or certain.
    """
    path = Path(path)
    frame, issues = read_file(path, layer)
    frame, more = give_ids(frame, path.name)
    frame, moved = to_rd(frame, path.name)
    frame, numbers = _read_uncertainty(frame, path.name)
    issues += [*more, *moved, *numbers, *check_shapes(frame, path.name, gemeenten)]
    return frame.set_geometry(clean_shapes(frame.geometry.to_numpy()), crs=RD_NEW), issues


def read_file(path: Path, layer: str | None = None) -> Read:
    """Read a stranger's file with geometry as it stands, in its own coordinate system.

    Raises
    ------
    PlanFileError
        When the file is not there, too large, not of a known kind, damaged or without rows.
    """
    read = _require_reader(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL's remarks on a stranger's file
            frame, issues = read(path, layer) if read is _read_gpkg else read(path)
    except UNREADABLE as error:
        raise _unreadable(path, error) from error
    if not len(frame):
        raise PlanFileError(path.name, "ten minste één rij", "geen rijen", "kies een ander bestand")
    return frame.reset_index(drop=True), issues


def read_json(path: Path) -> Any:
    """Read a stranger's JSON.

    Raises
    ------
    PlanFileError
        When the file is not there, too large, no JSON in UTF-8, or nested too deep.
    """
    _require_reader(path)
    try:
        return _parse(path)
    except UNREADABLE as error:
        raise _unreadable(path, error) from error


def give_ids(frame: gpd.GeoDataFrame, where: str) -> Read:
    """Add ``plan_id``: the input's own column of that name, case ignored, else the row number.

    A cell that is empty gets its row number. An id that stands twice stays as it is and is
    reported, because findings about it cannot be told apart.
    """
    own = [column for column in frame.columns if str(column).strip().casefold() == "plan_id"]
    rows = pd.Series(np.arange(1, len(frame) + 1), index=frame.index)
    if not own:
        return frame.assign(plan_id=rows), []
    ids = frame[own[0]]
    blank = ids.isna() | (ids.astype(str).str.strip() == "")
    if blank.any():
        ids = ids.astype(object).where(~blank, rows.astype(str))
    issues = [
        issue("plan_id_missing", f"{where}, rij {row}", "een plan_id", "een lege cel",
              "vul plan_id in; het rijnummer is nu gebruikt", "notice")
        for row in rows[blank]
    ]  # fmt: skip
    twice = ids[ids.duplicated(keep="first")].unique()
    issues += [
        issue("plan_id_twice", f"{where}, plan_id {one}", "elk plan_id één keer",
              f"{int((ids == one).sum())} rijen", "geef elke rij een eigen plan_id")
        for one in twice
    ]  # fmt: skip
    kept = frame.drop(columns=[column for column in own if column != "plan_id"])
    return kept.assign(plan_id=ids), issues


def _require_reader(path: Path) -> Callable[..., Read]:
    """Return the reader of a suffix, after a look at the size and the first bytes.

    Raises
    ------
    PlanFileError
        When the file cannot be what its suffix says.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise PlanFileError(
            path.name, f"een bestand op {', '.join(READERS)}",
            f"‘{path.suffix or 'geen achtervoegsel'}’", "sla het bestand op als een van deze",
        )  # fmt: skip
    if not path.is_file():
        raise PlanFileError(str(path), "een bestand", "geen bestand", "controleer de naam")
    size = path.stat().st_size
    if not size:
        raise PlanFileError(
            path.name, "een bestand met plannen", "een leeg bestand", "kies een ander bestand"
        )
    if size > MAX_BYTES:
        raise PlanFileError(
            path.name, f"een bestand van hoogstens {MAX_BYTES // 10**6} MB",
            f"{size / 1e6:.0f} MB", "lever minder of kleinere rijen",
        )  # fmt: skip
    with path.open("rb") as handle:
        start = handle.read(16)
    if not start.startswith(MAGIC.get(path.suffix.lower(), b"")):
        raise _unreadable(path, UnfitError("een bestand van een andere soort"))
    return reader


def _unreadable(path: Path, error: BaseException) -> PlanFileError:
    if isinstance(error, PlanFileError):
        return error
    found = f" ({error})" if isinstance(error, UnfitError) else ""
    return PlanFileError(
        path.name, f"een leesbaar {path.suffix.lower().lstrip('.')}-bestand",
        f"een bestand dat niet te lezen is{found}",
        "open het in QGIS of Excel, controleer het en sla het opnieuw op",
    )  # fmt: skip


# --- one reader a kind ---------------------------------------------------------------------


def _read_gpkg(path: Path, layer: str | None = None) -> Read:
    import pyogrio

    layers = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
    wanted = layer or (layers[0] if len(layers) == 1 else "")
    if wanted not in layers:
        raise PlanFileError(
            path.name, "één laag met geometrie, of de naam van een laag",
            ", ".join(layers) or "geen laag met geometrie",
            "bewaar één laag in een eigen GeoPackage",
        )  # fmt: skip
    return gpd.GeoDataFrame(pyogrio.read_dataframe(path, layer=wanted)), []


def _read_geojson(path: Path) -> Read:
    """Read GeoJSON without GDAL, feature by feature: one that is broken keeps its row."""
    raw = _parse(path)
    features = _features(raw)
    texts = [json.dumps(f.get("geometry")) if f.get("geometry") else None for f in features]
    shapes = shapely.from_geojson(np.array(texts, dtype=object), on_invalid="ignore")
    rows = [_properties(feature) for feature in features]
    table = pd.DataFrame(rows, index=range(len(rows))).drop(columns="geometry", errors="ignore")
    return gpd.GeoDataFrame(table, geometry=shapes, crs=_crs_of(raw)), []


def _parse(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except RecursionError as error:
        raise UnfitError("te diep genest") from error


def _features(raw: Any) -> list[dict[str, Any]]:
    if not isinstance(raw, dict):
        raise UnfitError("geen FeatureCollection")
    if raw.get("type") == "FeatureCollection":
        found = raw.get("features")
        if not isinstance(found, list):
            raise UnfitError("geen lijst ‘features’")
        return [one if isinstance(one, dict) else {} for one in found]
    if "type" not in raw:
        raise UnfitError("geen GeoJSON: ‘type’ ontbreekt")
    return [raw if raw["type"] == "Feature" else {"geometry": raw}]


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    found = feature.get("properties")
    values = found if isinstance(found, dict) else {}
    return {
        key: json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
        for key, value in values.items()
    }


def _crs_of(raw: dict[str, Any]) -> str:
    """Return the system that an older GeoJSON names; the standard knows only WGS 84."""
    named = raw.get("crs")
    properties = named.get("properties") if isinstance(named, dict) else None
    return str(properties["name"]) if isinstance(properties, dict) else WGS84


def _read_parquet(path: Path) -> Read:
    from pyarrow.parquet import ParquetFile  # type: ignore[import-untyped]

    with ParquetFile(path) as parquet:
        metadata = parquet.metadata
        size = sum(metadata.row_group(n).total_byte_size for n in range(metadata.num_row_groups))
    _require_size(path.name, size)
    if b"geo" in (metadata.metadata or {}):
        return gpd.read_parquet(path), []
    return _place_rows(pd.read_parquet(path), path.name)


def _read_zip(path: Path) -> Read:
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
        shape = _require_shapefile(path.name, archive)
        for member in archive.infolist():
            inside = PurePosixPath(member.filename)
            same = str(inside.with_suffix("")).casefold() == str(shape.with_suffix("")).casefold()
            if same and inside.suffix.lower() in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
                # ZipExtFile never gives more than the size that was checked.
                target = Path(folder) / f"plannen{inside.suffix.lower()}"
                target.write_bytes(archive.read(member))
        return gpd.read_file(Path(folder) / "plannen.shp", driver="ESRI Shapefile"), []


def _require_shapefile(where: str, archive: zipfile.ZipFile) -> PurePosixPath:
    """Return the one Shapefile in an archive that is safe to unpack."""
    members = archive.infolist()
    _require_size(where, sum(member.file_size for member in members))
    names = [PurePosixPath(member.filename.replace("\\", "/")) for member in members]
    strange = [n for n in names if n.is_absolute() or ".." in n.parts or ":" in str(n)]
    if strange or len(names) > MAX_MEMBERS:
        raise PlanFileError(
            where, f"een archief met hoogstens {MAX_MEMBERS} bestanden in eigen mappen",
            str(strange[0]) if strange else f"{len(names)} bestanden",
            "pak het Shapefile opnieuw in",
        )  # fmt: skip
    shapes = [n for n in names if n.suffix.lower() == ".shp" and "__MACOSX" not in n.parts]
    if len(shapes) != 1:
        found = ", ".join(map(str, shapes)) or "geen .shp-bestand"
        raise PlanFileError(where, "één Shapefile", found, "pak één Shapefile in met .shx en .dbf")
    return shapes[0]


def _require_size(where: str, size: int) -> None:
    if size > MAX_UNPACKED:
        raise PlanFileError(
            where, f"hoogstens {MAX_UNPACKED // 10**6} MB na uitpakken", f"{size / 1e6:.0f} MB",
            "lever minder of kleinere rijen",
        )  # fmt: skip


def _read_csv(path: Path) -> Read:
    rows = csv_cells(path.read_bytes())
    names = [name.strip() for name in rows[0]] if rows else []
    if len(set(names)) < len(names):
        names = [f"{name}_{n}" if name in names[:n] else name for n, name in enumerate(names)]
    issues = [
        issue("row_length", f"{path.name}, rij {number}", f"{len(names)} cellen",
              f"{len(row)} cellen", "vul de rij aan of zet aanhalingstekens om tekst", "notice")
        for number, row in enumerate(rows[1:], start=1) if len(row) != len(names)
    ]  # fmt: skip
    cells = [(row + [""] * len(names))[: len(names)] for row in rows[1:]]
    frame, more = _place_rows(pd.DataFrame(cells, columns=names, dtype=object), path.name)
    return frame, issues + more


# --- rows with coordinates in columns -------------------------------------------------------


def _place_rows(table: pd.DataFrame, where: str) -> Read:
    """Make points of the columns with coordinates; a cell that is no number gives no point."""
    pair = _find_pair(table)
    if pair is None:
        raise PlanFileError(
            where, "kolommen lon en lat (graden) of x en y (RD)",
            ", ".join(map(str, table.columns)) or "geen kolommen", "noem de kolommen lon en lat",
        )  # fmt: skip
    x, y = (to_numbers(table[column]) for column in pair)
    missing = ~(np.isfinite(x) & np.isfinite(y))
    shapes = shapely.points(np.where(missing, 0, x), np.where(missing, 0, y))
    shapes = np.where(missing, shapely.Point(), shapes)
    frame = gpd.GeoDataFrame(table.drop(columns="geometry", errors="ignore"), geometry=shapes)
    return frame, [_no_number(where, int(row), table, pair) for row in np.flatnonzero(missing)]


def _find_pair(table: pd.DataFrame) -> tuple[str, str] | None:
    known = {str(column).strip().casefold(): column for column in table.columns}
    for first, second in ((LON, LAT), (X, Y)):
        one = next((known[name] for name in first if name in known), None)
        two = next((known[name] for name in second if name in known), None)
        if one is not None and two is not None:
            return one, two
    return None


def to_numbers(cells: pd.Series) -> npt.NDArray[np.float64]:
    """Read numbers with a decimal point or comma; NaN for what is no number.

    With both signs the last one is the decimal sign: ``93.250,5`` and ``93,250.5`` are equal.
    """
    if pd.api.types.is_numeric_dtype(cells):
        return cells.to_numpy(dtype=np.float64, na_value=np.nan)
    text = cells.astype(str).str.strip().str.replace(r"[\s']", "", regex=True)
    comma = text.str.rfind(",") > text.str.rfind(".")
    dutch = text.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    plain = text.str.replace(",", "", regex=False)
    return pd.to_numeric(dutch.where(comma, plain), errors="coerce").to_numpy(dtype=np.float64)


def _no_number(where: str, row: int, table: pd.DataFrame, pair: tuple[str, str]) -> Issue:
    found = " en ".join(f"{column} ‘{table[column].iloc[row]}’" for column in pair)
    return issue("coordinates", f"{where}, rij {row + 1}", "twee getallen als coördinaten", found,
                 "vul de coördinaten in; de rij is bewaard zonder plek")  # fmt: skip


def _read_uncertainty(frame: gpd.GeoDataFrame, where: str) -> Read:
    """Read ``uncertainty_m`` as metres; a negative or unreadable value counts as unknown."""
    if "uncertainty_m" not in frame:
        return frame, []
    metres = to_numbers(frame["uncertainty_m"])
    text = frame["uncertainty_m"].astype(str).str.strip()
    blank = frame["uncertainty_m"].isna() | (text == "")
    wrong = ~blank.to_numpy() & ~(np.isfinite(metres) & (metres >= 0))
    issues = [
        issue("uncertainty", f"{where}, rij {row + 1}", "een straal in meters, 0 of meer",
              f"‘{text.iloc[row]}’", "verbeter uncertainty_m; de plek telt nu als zeker", "notice")
        for row in np.flatnonzero(wrong)
    ]  # fmt: skip
    return frame.assign(uncertainty_m=np.where(wrong, np.nan, metres)), issues


READERS: dict[str, Callable[..., Read]] = {
    ".gpkg": _read_gpkg, ".geojson": _read_geojson, ".json": _read_geojson, ".zip": _read_zip,
    ".parquet": _read_parquet, ".geoparquet": _read_parquet, ".csv": _read_csv, ".txt": _read_csv,
}  # fmt: skip
