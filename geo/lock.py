"""What a machine knows of each file in ``data/``: hash, rows, bounds and the date of an import.

The date of an imported layer is a fact of its rows, so it stands here and not in ``sources.toml``,
where a hand writes what is meant.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geo.model import DATE_PATTERN, Issue

LOCK = "lock.json"
IMPORT = "python -m geo import-netcongestie"
Facts = dict[str, Any]


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal text."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_lock(data: Path) -> tuple[dict[str, Facts], list[Issue]]:
    """Read ``lock.json``: the facts of each file by name; empty, with an issue, when unreadable."""
    path = data / LOCK
    if not path.exists():
        return {}, [missing(LOCK)]
    try:
        lock = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        return {}, [_bad_lock(str(error))]
    if not isinstance(lock, dict) or not all(isinstance(one, dict) for one in lock.values()):
        return {}, [_bad_lock("iets anders")]
    strange = [one["date"] for one in lock.values() if not _is_date(one.get("date", "onbekend"))]
    return ({}, [_bad_lock(f"de datum ‘{strange[0]}’")]) if strange else (lock, [])


def import_facts(data: Path, name: str) -> dict[str, str]:
    """Return the date of an imported file that is there; nothing when it is not, or has none."""
    facts = read_lock(data)[0].get(name, {}) if (data / name).exists() else {}
    return {"date": facts["date"]} if "date" in facts else {}


def lock_text(lock: Mapping[str, Facts]) -> str:
    """Write a lock, sorted by file."""
    ordered = {name: lock[name] for name in sorted(lock)}
    return json.dumps(ordered, indent=1, ensure_ascii=False) + "\n"


def fingerprint(path: Path) -> Facts:
    """Return sha256 and rows of a file; of geometry also bounds (lon, lat) and its newest date.

    Raises
    ------
    OSError, ValueError
        When it is no CSV in UTF-8 or no GeoParquet.
    """
    if path.suffix != ".parquet":
        import csv

        with path.open(encoding="utf-8", newline="") as handle:
            rows = sum(1 for _ in csv.reader(handle)) - 1
        return {"sha256": sha256(path), "rows": rows}
    import geopandas as gpd

    frame = gpd.read_parquet(path)
    bounds = [round(float(edge), 5) for edge in frame.to_crs("EPSG:4326").total_bounds]
    dated = {"date": str(frame["date"].max())} if "date" in frame and len(frame) else {}
    return {"sha256": sha256(path), "rows": len(frame), "bounds": bounds} | dated


def restore(name: str, imported: bool = False) -> str:
    """Say how a file in ``data/`` comes back: from git, or by reading the map in again."""
    if imported:
        return f"lees de kaart opnieuw in met ‘{IMPORT}’, of haal data/{name} weg"
    return f"zet het terug (git checkout data/{name})"


def missing(name: str, block: str = "") -> Issue:
    """Report a file that should be in ``data/``."""
    found = f"geen bestand, wel een blok [{block}]" if block else "geen bestand"
    return Issue(
        severity="error", code="file_missing", where=f"data/{name}", expected="een bestand",
        found=found, repair=restore(name),
    )  # fmt: skip


def _is_date(text: object) -> bool:
    return isinstance(text, str) and re.match(DATE_PATTERN, text) is not None


def _bad_lock(found: str) -> Issue:
    return Issue(
        severity="error", code="lock_unreadable", where=f"data/{LOCK}",
        expected="JSON met een blok voor elk bestand", found=found,
        repair="zet het bestand terug (git checkout data/lock.json)",
    )  # fmt: skip
