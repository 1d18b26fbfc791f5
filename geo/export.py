"""The door: a table of the catalogue as a file, or as bytes for a button.

Programs get English column names (csv, geojson, gpkg, parquet); a workbook, and a CSV for Excel in
Dutch, are for people and get the Dutch dress of :mod:`geo.spreadsheets`. The buttons of the pages
give the same two files.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from geo.catalogue import Catalogue
from geo.errors import ExportError
from geo.model import Place
from geo.scope import Scope, places_scope
from geo.tables import What, build_table
from geo.writers import require_target, table_bytes, write_table

SUFFIXES = (".csv", ".xlsx", ".geojson", ".gpkg")
SPREADSHEETS = {"csv": "Download als CSV", "xlsx": "Download als Excel"}


def suffixes_of(what: What) -> tuple[str, ...]:
    """Return the suffixes of the files that a table may be; findings may be parquet too."""
    return (*SUFFIXES, ".parquet") if what == "findings" else SUFFIXES


def export_table(
    catalogue: Catalogue, what: What, scope: Scope, out: Path, today: date, excel_nl: bool = False
) -> int:
    """Write a table of the catalogue by suffix.

    Returns
    -------
    int
        The number of rows written.

    Raises
    ------
    ExportError
        When the suffix is none of :func:`suffixes_of`, ``excel_nl`` is asked of another file than
        a csv, the folder does not exist, or the file cannot be written.
    """
    suffix = out.suffix.lower()
    require_target(out, suffixes_of(what))
    if excel_nl and suffix != ".csv":
        raise ExportError(
            str(out), "een bestand op .csv bij --excel-nl", f"‘{suffix}’",
            "kies .csv, of laat --excel-nl weg (.xlsx opent zonder meer in Excel)",
        )  # fmt: skip
    table = build_table(catalogue, what, scope, today)
    return write_table(table, out, suffixes_of(what), dutch=excel_nl or suffix == ".xlsx")


def to_bytes(
    catalogue: Catalogue, places: Iterable[Place], suffix: str, what: What = "places"
) -> bytes:
    """Return what a button gives of some places: ``csv`` for Excel in Dutch, or ``xlsx``."""
    table = build_table(catalogue, what, places_scope(catalogue, list(places)), date.today())
    return table_bytes(table, f".{suffix}", dutch=True)
