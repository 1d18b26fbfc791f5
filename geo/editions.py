"""Reads any edition of the data as it is, also an older one that the product itself would refuse.

Rows are kept as text by their key. What cannot be read is an issue and never stops the reading;
the lock is not looked at.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from geo.catalogue import COUNTRY, TABLES, Catalogue
from geo.links import Links
from geo.lock import sha256
from geo.model import Issue
from geo.schema import ID_COLUMNS, columns_of
from geo.sources import MANIFEST, Manifest, read_manifest

Cells = dict[str, str]
Rows = dict[str, Cells]
KEYS = {**{table: (column,) for table, column in ID_COLUMNS.items()},
        "links": ("from", "to"), "decisions": ("subject", "quantity")}  # fmt: skip


@dataclass(frozen=True)
class Snapshot:
    """One edition as it is: its blocks, its tables as text by key, its layers by hash.

    ``names`` are the Dutch names of places, subjects, gemeenten and provincies.
    """

    name: str
    folder: Path
    manifest: Manifest
    blocks: Mapping[str, Mapping[str, Any]]
    tables: Mapping[str, Rows]
    columns: Mapping[str, tuple[str, ...]]
    layers: Mapping[str, str]
    names: Mapping[str, str]
    issues: tuple[Issue, ...]

    def source_title(self, source_id: str) -> str:
        """Return what a reader calls a source: its publisher and title."""
        for kind in ("document", "layer"):
            block = self.blocks.get(kind, {}).get(source_id)
            if isinstance(block, dict):
                parts = (str(block.get(key, "")) for key in ("publisher", "title"))
                return ", ".join(filter(None, parts)) or source_id
        return source_id


def read_edition(folder: Path, name: str) -> Snapshot:
    """Read everything in a data folder that can be read."""
    manifest, issues = read_manifest(folder)
    tables: dict[str, Rows] = {}
    columns: dict[str, tuple[str, ...]] = {}
    for table in TABLES:
        tables[table], columns[table], found = _read_rows(folder / f"{table}.csv", table)
        issues += found
    layers = {path.name: sha256(path) for path in sorted(folder.glob("*.parquet"))
              if path.is_file()}  # fmt: skip
    names = {key: row.get("name", key) for table in ("subjects", "places")
             for key, row in tables[table].items()}  # fmt: skip
    names = {COUNTRY: "Nederland"} | _area_names(folder) | names
    return Snapshot(name, folder, manifest, _read_blocks(folder), tables, columns, layers, names,
                    tuple(issues))  # fmt: skip


def catalogue_of(edition: Snapshot) -> tuple[Catalogue, tuple[Issue, ...]]:
    """Return a catalogue of the rows that fit today's types, and an issue for the others.

    A column that the edition does not have is taken as empty; one too many is left out.
    """
    issues: list[Issue] = []
    made: dict[str, tuple[Any, ...]] = {}
    for table, model in TABLES.items():
        made[table], found = _models(edition, table, model)
        issues += found
    quantities = {one.quantity: one for one in made["quantities"]}
    figures = tuple(figure for figure in made["figures"] if figure.quantity in quantities)
    catalogue = Catalogue(
        data=edition.folder, manifest=edition.manifest,
        places={place.place_id: place for place in made["places"]},
        subjects={subject.subject_id: subject for subject in made["subjects"]},
        quantities=quantities, figures=figures, statements=made["statements"],
        links=Links(made["links"]), decisions=made["decisions"], fingerprint="",
    )  # fmt: skip
    return catalogue, tuple(issues)


def _read_blocks(folder: Path) -> Mapping[str, Mapping[str, Any]]:
    """Read the blocks of ``sources.toml`` as they stand; nothing when that cannot be read."""
    try:
        raw = tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}
    return {kind: blocks for kind, blocks in raw.items() if isinstance(blocks, dict)}


def _area_names(folder: Path) -> dict[str, str]:
    """Return names of gemeenten and provincies by code; nothing when the layer cannot be read."""
    import pandas as pd

    names: dict[str, str] = {}
    try:
        for kind in ("gemeente", "provincie"):
            columns = [f"{kind}_code", kind]
            table = pd.read_parquet(folder / "gemeenten.parquet", columns=columns)
            names |= dict(zip(table[columns[0]], table[columns[1]], strict=True))
    except (OSError, ValueError, KeyError):
        return names
    return names


def _read_rows(path: Path, table: str) -> tuple[Rows, tuple[str, ...], list[Issue]]:
    if not path.exists():
        return {}, (), []
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle, restkey="", restval="", strict=True)
            rows = [dict(row) for row in reader]
            columns = tuple(reader.fieldnames or ())
    except (UnicodeDecodeError, csv.Error):
        return {}, (), [not_compared(path.name, "een CSV-bestand in UTF-8", "iets anders")]
    missing = [column for column in KEYS[table] if column not in columns]
    if missing:
        return {}, (), [not_compared(path.name, f"een kolom {missing[0]}", "geen")]
    found: Rows = {}
    for row in rows:
        key = " → ".join(str(row[column]) for column in KEYS[table])
        found.setdefault(key, {column: str(row[column]) for column in columns})
    twice = len(rows) - len(found)
    issues = [not_compared(path.name, "elke sleutel één keer", f"{twice} rijen dubbel")] * bool(
        twice
    )
    return found, columns, issues


def _models(
    edition: Snapshot, table: str, model: type[BaseModel]
) -> tuple[tuple[BaseModel, ...], list[Issue]]:
    """Return the rows that fit today's type, and one issue for all that do not."""
    expected = columns_of(model)
    made: list[BaseModel] = []
    unfit: list[str] = []
    for key, cells in edition.tables[table].items():
        try:
            made.append(model.model_validate({name: cells.get(name, "") for name in expected}))
        except ValidationError:
            unfit.append(key)
    found = f"{len(unfit)} rijen die daar niet bij passen, zoals {unfit[0]}" if unfit else ""
    where = f"{table}.csv van {edition.name}, sommen"
    return tuple(made), [not_compared(where, "rijen van nu", found)] * bool(unfit)


def common_columns(one: Snapshot, other: Snapshot, table: str) -> tuple[str, ...]:
    """Return the columns that both editions have, in the order of the second."""
    return tuple(column for column in other.columns[table] if column in one.columns[table])


def column_issues(one: Snapshot, other: Snapshot, tables: Iterable[str]) -> list[Issue]:
    """Return an issue for each table or column that only one edition has: it was not compared."""
    alone = [
        not_compared(f"{table}.csv", "een tabel in beide", f"alleen in {has.name}")
        for table in tables
        for has, lacks in ((one, other), (other, one))
        if has.columns[table] and not (lacks.folder / f"{table}.csv").exists()
    ]
    return alone + [
        not_compared(f"{table}.csv", f"een kolom {column} in beide", f"alleen in {has.name}")
        for table in tables
        if one.columns[table] and other.columns[table]
        for has, lacks in ((one, other), (other, one))
        for column in has.columns[table]
        if column not in lacks.columns[table]
    ]


def not_compared(where: str, expected: str, found: str) -> Issue:
    """Return an issue about a part that was not compared."""
    return Issue(severity="notice", code="not_compared", where=where, expected=expected,
                 found=found, repair="dit deel is niet vergeleken")  # fmt: skip
