"""Opens the layers that plans are compared with, and says in Dutch why one cannot be used.

An index is built once per state of its file and kept, for as long as the process lives.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from geo.constraints import Constraint
from geo.crs import require_crs
from geo.errors import CRSMismatchError
from geo.index import AreaIndex
from geo.lock import IMPORT
from geo.shapes import DEGREE_BOX, has_place

UNREADABLE = (OSError, ValueError, KeyError, TypeError, RuntimeError, shapely.errors.ShapelyError)
KEPT = 16


class LayerProblem(Exception):  # noqa: N818 - a state of a finding, not a failure
    """Why a layer was not checked, as one Dutch sentence for ``method``."""


def open_index(path: Path, constraint: Constraint) -> AreaIndex:
    """Return the index of a constraint's layer.

    Raises
    ------
    LayerProblem
        When the file is missing, unreadable, not in RD New, without the columns that the
        constraint names, or without any area.
    """
    try:
        state = path.stat()
    except OSError:
        raise LayerProblem(_absence(path.name, constraint)) from None
    if not path.is_file():
        raise LayerProblem(f"Niet gecontroleerd: {path.name} is geen bestand.")
    return _open(path, constraint.model_dump_json(), state.st_mtime_ns, state.st_size)


def _absence(name: str, constraint: Constraint) -> str:
    if constraint.imported:
        return f"Niet gecontroleerd: ‘{constraint.title}’ is niet ingelezen ({IMPORT})."
    return f"Niet gecontroleerd: het bestand {name} ontbreekt."


@lru_cache(maxsize=KEPT)
def _open(path: Path, block: str, _changed: int, _size: int) -> AreaIndex:
    constraint = Constraint.model_validate_json(block)
    layer = _read(path)
    _require_usable(layer, path.name, constraint)
    filled = has_place(layer.geometry.to_numpy()) & (
        shapely.get_dimensions(layer.geometry.to_numpy()) == 2
    )
    areas = layer[filled]
    if not len(areas):
        raise LayerProblem(
            f"Niet gecontroleerd: {path.name} bevat geen vlakken. Of er niets is of dat er iets "
            "ontbreekt, is niet te zien."
        )
    names = areas[constraint.name_column].astype(object)
    column, note = constraint.class_column, constraint.note_column
    index = AreaIndex(
        areas.geometry.to_numpy(),
        ["naam onbekend" if name is None or name != name else str(name) for name in names],
        [constraint.label(value) for value in areas[column].astype(object)] if column else None,
        list(areas[note].fillna("").astype(str)) if note else None,
    )
    lost = int((~filled).sum())
    index.gaps = f"Niet gecontroleerd: {lost} rijen van {path.name} hebben geen vlak." * bool(lost)
    return index


def _read(path: Path) -> gpd.GeoDataFrame:
    try:
        if path.suffix.lower() == ".parquet":
            return gpd.read_parquet(path)
        return gpd.GeoDataFrame(gpd.read_file(path))
    except UNREADABLE as error:
        raise LayerProblem(f"Niet gecontroleerd: {path.name} is niet te lezen.") from error


def _require_usable(layer: gpd.GeoDataFrame, name: str, constraint: Constraint) -> None:
    try:
        require_crs(layer, name)
    except (CRSMismatchError, AttributeError) as error:
        raise LayerProblem(f"Niet gecontroleerd: {error}") from error
    wanted = {constraint.name_column, constraint.class_column, constraint.note_column} - {""}
    missing = sorted(wanted - set(layer.columns))
    if missing:
        raise LayerProblem(f"Niet gecontroleerd: {name} mist de kolom {', '.join(missing)}.")
    west, south, east, north = layer.total_bounds
    box = DEGREE_BOX
    if west >= box[0] and south >= box[1] and east <= box[2] and north <= box[3]:
        raise LayerProblem(f"Niet gecontroleerd: {name} noemt RD, maar bevat graden.")


def gemeente_outlines(
    folder: Path, codes: Iterable[str]
) -> dict[str, tuple[str, shapely.Geometry]]:
    """Return name and outline of each list of gemeente codes (``GM0855;GM0824``).

    A list with a code that does not exist is left out, and so are all when the layer cannot be
    used: then the place is what its point and radius say.
    """
    try:
        layer = _gemeenten(folder / "gemeenten.parquet")
    except LayerProblem:
        return {}
    rows = dict(zip(layer["gemeente_code"], range(len(layer)), strict=True))
    found = {}
    for text in dict.fromkeys(codes):
        picked = [rows.get(code.strip(), -1) for code in text.split(";") if code.strip()]
        if picked and min(picked) >= 0:
            names = " en ".join(layer["gemeente"].iloc[picked])
            shapes = np.asarray(layer.geometry.iloc[picked].to_numpy(), dtype=object)
            found[text] = (names, shapely.union_all(shapes))
    return found


@lru_cache(maxsize=2)
def _gemeenten_at(path: Path, _changed: int) -> gpd.GeoDataFrame:
    return _read(path)


def _gemeenten(path: Path) -> gpd.GeoDataFrame:
    try:
        layer = _gemeenten_at(path, path.stat().st_mtime_ns)
    except OSError:
        raise LayerProblem("geen gemeenten") from None
    try:
        require_crs(layer, path.name)
    except CRSMismatchError as error:
        raise LayerProblem(str(error)) from error
    return layer
