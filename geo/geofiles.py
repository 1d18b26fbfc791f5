"""GeoJSON (WGS 84), GeoPackage (RD New) and Parquet: English names, true types.

GeoJSON holds what it is and where it comes from in the foreign member ``metadata`` (RFC 7946, 6.1).
A GeoPackage holds that in tables of its own, and the symbols in ``layer_styles``, where QGIS looks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio

from geo.columns import COLUMNS, DAY
from geo.crs import WGS84, require_crs
from geo.qgis import store_style
from geo.spreadsheets import mixed_columns
from geo.table import SOURCE_HEADINGS, Table, plain

DECIMALS = 6
"""Of a degree: a tenth of a metre."""


def write_geojson(table: Table, path: Path) -> None:
    """Write features with a line each; a row without a place has a null geometry."""
    head = {"type": "FeatureCollection", "name": table.title.lower(), "metadata": _metadata(table)}
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    features = ",\n".join(json.dumps(one, ensure_ascii=False) for one in _features(table))
    text = f'{opening}, "features": [\n{features}\n]}}\n'
    path.write_text(text, encoding="utf-8", newline="\n")


def write_gpkg(table: Table, path: Path) -> None:
    """Write the rows as a layer (a table when they have no places), and what goes with them."""
    layer = table.title.lower()
    with _day_of_gdal(table.stamp):
        _write_layer(_told(table), path, layer, _description(table))
        for title, rows in table.sheets().items():
            _write_layer(rows, path, title.lower().replace(" ", "_"), "", append=True)
    if isinstance(table.rows, gpd.GeoDataFrame):
        store_style(path, table, layer)


def write_parquet(table: Table, path: Path) -> None:
    """Write the rows without geometry."""
    typed(table.cells).to_parquet(path, index=False)


def typed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with one type a column: decimals as floats, other mixtures as text."""
    return rows.assign(**{name: _one_type(rows[name]) for name in mixed_columns(rows)})


def _told(table: Table) -> pd.DataFrame:
    """Return the typed rows; where no row tells what a column holds, one without a unit is text.

    pandas calls a column that it has never seen filled a float.
    """
    rows = typed(table.rows)
    if len(rows):
        return rows
    known = COLUMNS[table.name]
    texts = [name for name, kind in rows.dtypes.items() if kind == "float64"
             and name in known and known[str(name)].unit in ("", DAY)]  # fmt: skip
    return rows.astype(dict.fromkeys(texts, "string"))


def _one_type(cells: pd.Series) -> pd.Series:
    known = cells[cells.notna()]
    if known.map(lambda cell: isinstance(cell, Decimal)).all() and len(known):
        return cells.astype("float64")
    if known.map(lambda cell: isinstance(cell, bool)).all() and len(known):
        return cells.astype("boolean")
    return cells.astype("string")


def _write_layer(
    rows: pd.DataFrame, path: Path, layer: str, description: str, append: bool = False
) -> None:
    places = isinstance(rows, gpd.GeoDataFrame)
    if places:
        require_crs(rows, layer)
    pyogrio.write_dataframe(
        rows, path, driver="GPKG", layer=layer, append=append, use_arrow=not places,
        geometry_type="Point" if places else None,
        layer_options={"DESCRIPTION": description} if description else None,
        dataset_options=None if append else {"VERSION": "1.3"},  # which older programs know too
    )  # fmt: skip


@contextmanager
def _day_of_gdal(day: str) -> Iterator[None]:
    """Let GDAL write a day where it would write the clock."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{day}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _description(table: Table) -> str:
    about = table.provenance.about if table.provenance else ()
    return " ".join(f"{label}: {text.rstrip('.')}." for label, text in about)


def _metadata(table: Table) -> dict[str, Any]:
    came = table.provenance
    if came is None:
        return {}
    return {
        "title": f"Doorbraakkaart: {table.title.lower()}",
        "reference_date": came.date,
        "data_version": came.version,
        "attribution": came.attribution,
        "about": dict(came.about),
        "sources": [dict(zip(SOURCE_HEADINGS, row, strict=True)) for row in came.sources],
        "columns": {name: column.meaning for name, column in table.columns.items()},
    }


def _features(table: Table) -> Iterator[dict[str, Any]]:
    cells = table.cells.astype(object)
    rows = cells.where(cells.notna(), None).to_dict("records")
    places = _places(table.rows) if isinstance(table.rows, gpd.GeoDataFrame) else [None] * len(rows)
    for row, place in zip(rows, places, strict=True):
        properties = {name: plain(value) for name, value in row.items()}
        yield {"type": "Feature", "geometry": place, "properties": properties}


def _places(rows: gpd.GeoDataFrame) -> list[dict[str, Any] | None]:
    require_crs(rows, "plekken")
    degrees = rows.geometry.to_crs(WGS84)
    return [
        None if shape is None or shape.is_empty
        else {"type": "Point", "coordinates": [round(shape.x, DECIMALS), round(shape.y, DECIMALS)]}
        for shape in degrees
    ]  # fmt: skip
