"""Reads exported files back with programs that did not write them."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd

from geo.columns import COLUMNS, TITLES, Name
from geo.table import Provenance, Table

CELL_TYPES = {"s", "n", "d", "b"}
Rows = list[dict[str, Any]]
CAME = Provenance(
    date="2026-11-24",
    version="2026-11-24 1a2b3c4d",
    attribution="Kadaster (CC BY 4.0)",
    sources=(("brief", "Een brief", "Een ministerie", "2025-12-08", "CC0-1.0", "https://a.nl/"),),
    about=(("Let op", "Verkenning, geen toets."),),
)


def small(
    rows: dict[str, list[Any]], name: Name = "figures", came: Provenance | None = CAME
) -> Table:
    """Return a table of a few columns."""
    return Table(name, pd.DataFrame(rows), came)


def read_csv(path: Path, delimiter: str = ",") -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle, delimiter=delimiter))


def read_sheets(path: Path) -> dict[str, Rows]:
    """Read every sheet of a workbook, and require that no cell is a formula or an error."""
    book = openpyxl.load_workbook(path)
    found = {}
    for sheet in book.worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= CELL_TYPES
        head, *body = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(head, row, strict=True)) for row in body]
    return found


def read_gpkg(path: Path) -> dict[str, Rows]:
    """Read every table of a GeoPackage as SQLite sees it."""
    with closing(sqlite3.connect(path)) as base:
        base.row_factory = sqlite3.Row
        listed = base.execute("SELECT table_name FROM gpkg_contents ORDER BY rowid")
        names = [row[0] for row in listed]
        return {
            name: [dict(row) for row in base.execute(f'SELECT * FROM "{name}"')] for name in names
        }


def read_english(path: Path, name: Name) -> Rows:
    """Read the rows of any kind of file under their English names."""
    if path.suffix == ".csv":
        return read_csv(path)
    if path.suffix == ".xlsx":
        english = {column.heading: key for key, column in COLUMNS[name].items()}
        rows = read_sheets(path)[TITLES[name]]
        return [{english[head]: cell for head, cell in row.items()} for row in rows]
    if path.suffix == ".geojson":
        collection = json.loads(path.read_text(encoding="utf-8"))
        return [feature["properties"] for feature in collection["features"]]
    if path.suffix == ".gpkg":
        return read_gpkg(path)[TITLES[name].lower()]
    rows = pd.read_parquet(path).astype(object)
    return rows.where(rows.notna(), None).to_dict("records")
