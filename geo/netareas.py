"""Reads the polygons of voedingsgebieden: with only a code, or with the classes already on them.

The public map layer (ArcGIS, saved as GeoJSON or GeoPackage) carries classes: ``afname`` and
``opwek`` are -1 (none yet), 0, 1, 2 or 3. It draws an area as several polygons, also with different
classes; each class of an area then becomes a row of its own. Everything returned is in EPSG:28992.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import require_crs
from geo.errors import GeoError, SourceError
from geo.lock import restore, sha256
from geo.model import Issue
from geo.plans import read_file
from geo.shapes import RD_BOX, Shapes, clean_shapes, issue, to_rd
from geo.voedingsgebied import (
    COLOURS,
    NO_CLASS,
    Direction,
    Number,
    Voedingsgebied,
    cell,
    is_blank,
    key_of,
    number_of,
    read_number,
    shown,
    text_of,
    whole_of,
    year_of,
)

Row = Mapping[str, Any]

CODES = ("short_code", "voedingsgebied_id", "code", "voedingsgebied", "voedingsgebied_naam",
         "naam", "name")  # fmt: skip
NAMES = ("voedingsgebied_naam", "naam", "name", "description")
OPERATORS = ("rnb", "netbeheerder")
AFNAME, INVOEDING = "afname", ("opwek", "invoeding", "teruglevering")
NO_AREA = "0"
"""The public layer's name for ground that has no voedingsgebied, or no colour, yet."""
UNNAMED = "Gebied zonder naam op de capaciteitskaart"


class AreaFileError(GeoError):
    """A file has no polygons of voedingsgebieden, or not the columns that say which is which."""


def read_outlines(path: Path) -> tuple[gpd.GeoDataFrame, list[Issue]]:
    """Read polygons in EPSG:28992 with the columns of the file in small letters, by row from 0.

    A row without a polygon in the Netherlands is left out with an issue.

    Raises
    ------
    PlanFileError
        When the file cannot be read, or its coordinate system is neither stated nor certain.
    AreaFileError
        When no polygon is left.
    """
    frame, issues = read_file(path)
    frame, moved = to_rd(frame, path.name)
    issues += moved
    shapes = clean_shapes(frame.geometry.to_numpy())
    flat = shapely.get_dimensions(shapes) == 2
    dutch = flat & shapely.intersects(shapes, shapely.box(*RD_BOX))
    for mask, found in ((~flat, "geen vlak"), (flat & ~dutch, "een vlak buiten Nederland")):
        if mask.any():
            issues.append(_left_out(path.name, (np.flatnonzero(mask) + 1).tolist(), found))
    if not dutch.any():
        raise AreaFileError(path.name, "vlakken in Nederland", "geen enkel vlak",
                            "kies het bestand met de voedingsgebieden")  # fmt: skip
    cells = pd.DataFrame(frame.drop(columns=frame.geometry.name)).astype(object)
    names = [str(column).strip().casefold() for column in cells.columns]
    first = [name not in names[:place] and name != "geometry" for place, name in enumerate(names)]
    table = cells.where(cells.notna(), None).set_axis(names, axis="columns").loc[:, first]
    outlines = gpd.GeoDataFrame(table, geometry=shapes, crs=frame.crs)
    return outlines[dutch], issues


def read_earlier(path: Path, locked: Mapping[str, Any]) -> gpd.GeoDataFrame:
    """Read the polygons of the import before this one.

    Raises
    ------
    AreaFileError
        When there is none.
    SourceError
        When it is not the file that was imported.
    """
    if not path.exists():
        raise AreaFileError("vlakken", "een bestand met voedingsgebieden",
                            "geen bestand en geen eerdere import",
                            "noem het bestand met --areas")  # fmt: skip
    if locked.get("sha256") != sha256(path):
        raise SourceError(f"data/{path.name}", "het bestand van de eerdere import",
                          "een gewijzigd bestand", restore(path.name, imported=True)
                          + ", en noem dan de vlakken met --areas")  # fmt: skip
    frame = gpd.read_parquet(path)
    require_crs(frame, f"data/{path.name}")
    return frame


def has_classes(frame: gpd.GeoDataFrame) -> bool:
    """Whether polygons carry the classes of the map."""
    return AFNAME in frame


def outlines_by_code(
    frame: gpd.GeoDataFrame, wanted: Sequence[str], where: str
) -> dict[str, tuple[str, str, shapely.Geometry]]:
    """Return code, netbeheerder and outline of each area by the key of its code.

    Of the columns that may hold the code, the one counts in which most of the wanted areas are
    found. Polygons that share a code are joined.

    Raises
    ------
    AreaFileError
        When there is no such column.
    """
    columns = [column for column in CODES if column in frame]
    if not columns:
        found = ", ".join(map(str, frame.columns.drop("geometry"))) or "geen kolommen"
        raise AreaFileError(where, f"een kolom met de code, zoals {', '.join(CODES[:3])}", found,
                            "geef de kolom met de code een van deze namen")  # fmt: skip
    rows, keys = _rows(frame), {key_of(code) for code in wanted}
    hits = [sum(key_of(text_of(row[column])) in keys for row in rows) for column in columns]
    codes = [text_of(row[columns[int(np.argmax(hits))]]) for row in rows]
    groups: dict[str, list[int]] = {}
    for position, code in enumerate(codes):
        if code not in ("", NO_AREA):
            groups.setdefault(key_of(code), []).append(position)
    shapes = frame.geometry.to_numpy()
    return {
        key: (codes[places[0]], text_of(cell(rows[places[0]], OPERATORS)), _joined(shapes[places]))
        for key, places in groups.items()
    }


def areas_with_classes(
    frame: gpd.GeoDataFrame, where: str
) -> tuple[dict[Voedingsgebied, shapely.Geometry], list[Issue]]:
    """Return the areas of polygons that carry classes; polygons that say the same are joined."""
    groups: dict[Voedingsgebied, list[int]] = {}
    issues: list[Issue] = []
    for position, (number, row) in enumerate(zip(frame.index, _rows(frame), strict=True)):
        area, found = _area(row, f"{where}, rij {number + 1}")
        issues += found
        groups.setdefault(area, []).append(position)
    shapes = frame.geometry.to_numpy()
    return {area: _joined(shapes[places]) for area, places in groups.items()}, issues


# --- one polygon ----------------------------------------------------------------------------


def _area(row: Row, where: str) -> tuple[Voedingsgebied, list[Issue]]:
    code, name = text_of(cell(row, CODES)), text_of(cell(row, NAMES))
    named = name not in ("", NO_AREA)
    issues: list[Issue] = []
    afname, invoeding = (
        _direction(row, columns, suffix, named, f"{where} ({name or code})", issues)
        for columns, suffix in (((AFNAME,), "afname"), (INVOEDING, "invoeding"))
    )
    if not named:
        name = code if code not in ("", NO_AREA) else UNNAMED
    return Voedingsgebied(code or NO_AREA, name, afname, invoeding,
                          text_of(cell(row, OPERATORS))), issues  # fmt: skip


def _direction(
    row: Row, columns: Sequence[str], suffix: str, named: bool, where: str, issues: list[Issue]
) -> Direction:
    """Read one direction; what cannot be read becomes an issue, and counts as unknown.

    Class 0 of ground that has no name means that its colour is still to come.
    """
    value = cell(row, columns)
    code = _class(value)
    if code is None:
        issues.append(issue("area_class", f"{where}, {columns[0]}", "-1, 0, 1, 2 of 3",
                            shown(value), "verbeter de waarde; het vlak heeft nu geen klasse"
                            ))  # fmt: skip
    if code == "0" and not named:
        code = NO_CLASS

    def read(column: str, reader: Callable[[Any], Number | None]) -> Number | None:
        name = f"{column}_{suffix}"
        return read_number(row.get(name), reader, f"{where}, {name}", issues)

    return Direction(code or NO_CLASS, read("unieke_verzoeken", whole_of),
                     read("wachtrij", number_of), read("jaartal_opgelost", year_of))  # fmt: skip


def _class(value: Any) -> str | None:
    """Return the code of a class, empty for -1 or no value, None for a value that is not known."""
    if is_blank(value) or text_of(value) in ("-1", "-1,0", "-1.0"):
        return NO_CLASS
    number = whole_of(value)
    return str(number) if str(number) in COLOURS else None


# --- shapes and messages --------------------------------------------------------------------


def _joined(shapes: Shapes) -> shapely.Geometry:
    return shapely.union_all(shapes) if len(shapes) > 1 else shapes[0]


def _rows(frame: gpd.GeoDataFrame) -> list[Row]:
    cells: Any = pd.DataFrame(frame.drop(columns="geometry"))
    return list(cells.to_dict("records"))


def _left_out(where: str, rows: Sequence[int], found: str) -> Issue:
    listed = ", ".join(map(str, rows[:5])) + (" en verder" if len(rows) > 5 else "")
    return issue("outline_missing", f"{where}, rij {listed}", "een vlak in Nederland", found,
                 f"herstel de omtrek; {len(rows)} rijen zijn weggelaten")  # fmt: skip
