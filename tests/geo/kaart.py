"""The small files in the shape of the capaciteitskaart, and ways to read them in and change them.

``model.json`` is a data set of the information model v1.3.0, ``vlakken.geojson`` the outlines of
its voedingsgebieden, ``kaartlaag.geojson`` the public map layer with the classes on it. All is made
up: squares of seven kilometres south of Rotterdam.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
from shapely.geometry import box

from geo.crs import RD_NEW
from geo.netcongestie import Imported, import_capaciteitskaart

FILES = Path(__file__).parents[1] / "data" / "netcongestie"
MODEL, OUTLINES = FILES / "model.json", FILES / "vlakken.geojson"
PUBLIC = FILES / "kaartlaag.geojson"
LAYER = "capaciteitskaart.parquet"
TODAY, DAY = date(2026, 11, 23), "2026-11-20"
Put = Callable[..., Imported]


def read_in(
    data: Path, file: Path = MODEL, outlines: Path | None = OUTLINES, day: str = ""
) -> Imported:
    """Read a map in, by default the small one, into a folder with data."""
    return import_capaciteitskaart(file, data, TODAY, outlines, day)


def saved(folder: Path, name: str, frame: gpd.GeoDataFrame) -> Path:
    frame.to_file(folder / name, driver="GPKG" if name.endswith("gpkg") else "GeoJSON")
    return folder / name


def changed(folder: Path, change: Callable[[Any], Any], source: Path = MODEL) -> Path:
    """Write a changed copy of a JSON file."""
    raw = json.loads(source.read_text(encoding="utf-8"))
    path = folder / f"anders{source.suffix}"
    path.write_text(json.dumps(change(raw) or raw), encoding="utf-8")
    return path


def outlines(**columns: list[Any]) -> gpd.GeoDataFrame:
    """Return squares of a kilometre side by side, in RD New."""
    count = len(next(iter(columns.values())))
    squares = [box(90_000 + 1000 * n, 425_000, 91_000 + 1000 * n, 426_000) for n in range(count)]
    return gpd.GeoDataFrame(columns, geometry=squares, crs=RD_NEW)


def write(name: str, content: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def classes(found: Imported, direction: str = "afname") -> dict[str, str]:
    return dict(zip(found.layer["name"], found.layer[direction], strict=True))


def codes(found: Imported) -> list[str]:
    return [issue.code for issue in found.issues]
