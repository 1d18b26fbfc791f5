"""Reads the capaciteitskaart in: classes and polygons become one layer in ``data/``, and its lock.

The map is the work of the netbeheerders and is not bundled. It comes as the open information model
(JSON, :mod:`geo.heatmap`) with the polygons of the voedingsgebieden in a second file, or as the
public map layer that has both (:mod:`geo.netareas`).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.constraints import LayerBlock, load_constraints
from geo.crs import RD_NEW
from geo.errors import SourceError
from geo.heatmap import HeatmapError, is_heatmap, read_heatmap, require_day
from geo.lock import LOCK, fingerprint, lock_text, read_lock, restore
from geo.model import Issue
from geo.netareas import (
    AreaFileError,
    areas_with_classes,
    has_classes,
    outlines_by_code,
    read_earlier,
    read_outlines,
)
from geo.plans import read_json
from geo.shapes import issue
from geo.sources import MANIFEST, read_manifest
from geo.voedingsgebied import COLOURS, Voedingsgebied, key_of

LAYER = "capaciteitskaart"
DIRECTIONS = ("afname", "invoeding")
NUMBERS = {"requests": "Int64", "queue_mw": "Float64", "year": "Int64"}
LISTED = 5
Shaped = Sequence[tuple[Voedingsgebied, shapely.Geometry]]


@dataclass(frozen=True)
class Imported:
    """What was read in: the layer as it was written, and everything that was left out of it."""

    layer: gpd.GeoDataFrame
    date: str
    issues: tuple[Issue, ...]
    congestion_areas: int = 0
    outdated: bool = False

    def areas_by_class(self, direction: str) -> dict[str, int]:
        """Count the areas that have a class; one that has two classes counts in both."""
        pairs = self.layer[["code", direction]].drop_duplicates()[direction]
        counted = pairs.value_counts()
        return {code: int(counted.get(code, 0)) for code in (*COLOURS, "")}


def import_capaciteitskaart(
    file: Path, data: Path, today: date, outlines: Path | None = None, day: str = ""
) -> Imported:
    """Read the map and write its layer and its line in the lock; nothing changes when it fails.

    Parameters
    ----------
    file
        The information model (JSON), or polygons that carry the classes.
    data
        The folder with ``sources.toml`` and ``lock.json``.
    today
        A map of a later day is a forecast, and refused.
    outlines
        The polygons for the information model; those of the import before by default.
    day
        ``YYYY-MM-DD`` of polygons with classes, which do not say it themselves.

    Raises
    ------
    GeoError
        When a file cannot be read, no area is left, or the layer has no block or lock.
    """
    block, lock = _require_block(data), _require_lock(data)
    raw = read_json(file) if file.suffix.lower() in (".json", ".geojson") else None
    if raw is not None and is_heatmap(raw):
        found = _from_model(raw, file, data / block.file, lock.get(block.file, {}), outlines, today)
        spare: dict[str, object] = {"--date": day}
    else:
        found = _from_polygons(raw, file, day, today)
        spare = {"--areas": outlines}
    _put(found.layer, data, block.file, lock)
    issues = (*found.issues, *_unused(spare, file.name))
    old = any(one.id == LAYER and one.is_outdated(today) for one in load_constraints(data)[0])
    return replace(found, issues=issues, outdated=old)


def summary(found: Imported) -> Iterator[str]:
    """Say in Dutch what was read in, by class, and what the map is not about."""
    areas, rows = found.layer["code"].nunique(), len(found.layer)
    parts = f", in {rows} delen met een eigen klasse" if rows > areas else ""
    day = f"{date.fromisoformat(found.date):%d-%m-%Y}"
    named = "voedingsgebied" if areas == 1 else "voedingsgebieden"
    yield f"Capaciteitskaart van {day} ingelezen: {areas} {named}{parts}."
    for direction in DIRECTIONS:
        counts = found.areas_by_class(direction)
        words = [f"{COLOURS.get(code, 'geen klasse')} {n}" for code, n in counts.items()]
        yield f"  {direction}: {', '.join(words)}"
    if found.congestion_areas:
        yield f"  congestiegebieden van TenneT weggelaten: {found.congestion_areas}"
    if found.outdated:
        yield "De kaart is ouder dan haar ritme: bevindingen heten verouderd."
    yield "De kaart gaat over grootverbruikers, niet over woningen. Verkenning, geen toets."


# --- two kinds of file ----------------------------------------------------------------------


def _from_model(
    raw: Mapping[str, Any], file: Path, earlier: Path, locked: Mapping[str, Any],
    outlines: Path | None, today: date,
) -> Imported:  # fmt: skip
    heatmap = read_heatmap(raw, file.name, today)
    if not heatmap.areas and heatmap.issues:
        first = heatmap.issues[0]
        raise HeatmapError(first.where, first.expected, first.found, first.repair)
    frame, issues = (
        (read_earlier(earlier, locked), []) if outlines is None else read_outlines(outlines)
    )
    where = (outlines or earlier).name
    known = outlines_by_code(frame, [area.code for area in heatmap.areas], where)
    placed = [(area, known[key_of(area.code)]) for area in heatmap.areas
              if key_of(area.code) in known]  # fmt: skip
    if not placed:
        raise AreaFileError(
            where, f"vlakken van gebieden zoals {_listed(a.code for a in heatmap.areas)}",
            f"vlakken van {_listed(code for code, *_ in known.values()) or 'geen enkel gebied'}",
            "kies de vlakken die bij deze kaart horen met --areas",
        )  # fmt: skip
    shaped = [(replace(a, netbeheerder=operator), shape) for a, (_, operator, shape) in placed]
    issues = [*heatmap.issues, *issues, *_unmatched(heatmap.areas, known, file.name, where)]
    issues += _split(shaped)
    return Imported(to_layer(shaped, heatmap.date), heatmap.date, tuple(issues),
                    heatmap.congestion_areas)  # fmt: skip


def _from_polygons(raw: Any, file: Path, day: str, today: date) -> Imported:
    _refuse_other_json(raw, file.name)
    frame, issues = read_outlines(file)
    if not has_classes(frame):
        raise AreaFileError(
            file.name, "een kolom ‘afname’ met klassen, of een bestand van het informatiemodel",
            ", ".join(frame.columns.drop("geometry")) or "geen kolommen",
            "noem eerst het bestand met de klassen, en dit met --areas",
        )  # fmt: skip
    if not day:
        raise HeatmapError(file.name, "een kaart met een datum", "vlakken zonder datum",
                           "noem de dag waarop u haar ophaalde, zoals --date 2026-08-21"
                           )  # fmt: skip
    certain = require_day(day, "--date", today)
    areas, more = areas_with_classes(frame, file.name)
    return Imported(to_layer(list(areas.items()), certain), certain, (*issues, *more))


def _refuse_other_json(raw: Any, where: str) -> None:
    """Refuse JSON as ArcGIS writes it for itself, and a part of a layer that was cut off."""
    if not isinstance(raw, dict):
        return
    if "geometryType" in raw or "spatialReference" in raw:
        raise AreaFileError(where, "GeoJSON", "JSON van ArcGIS", "vraag de laag op met f=geojson")
    stated = raw.get("properties")
    limits = (raw, stated if isinstance(stated, dict) else {})
    if any(one.get("exceededTransferLimit") is True for one in limits):
        raise AreaFileError(where, "de hele laag", "een deel: ArcGIS heeft haar afgekapt",
                            "vraag de laag in delen op en voeg die samen")  # fmt: skip


# --- what does not fit ----------------------------------------------------------------------


def _unmatched(
    areas: Iterable[Voedingsgebied], known: Mapping[str, tuple[str, Any, Any]], file: str,
    where: str,
) -> Iterator[Issue]:  # fmt: skip
    keys = {key_of(area.code) for area in areas}
    without = [area.code for area in areas if key_of(area.code) not in known]
    unused = [code for key, (code, *_) in known.items() if key not in keys]
    if without:
        yield issue("area_without_outline", f"{file}, {_listed(without)}",
                    f"een vlak in {where} bij elk gebied", f"{len(without)} keer geen vlak",
                    "vul het bestand met vlakken aan; zij zijn weggelaten")  # fmt: skip
    if unused:
        yield issue("outline_without_area", f"{where}, {_listed(unused)}",
                    f"een gebied in {file} bij elk vlak", f"{len(unused)} keer geen gebied",
                    "controleer de codes; zij zijn weggelaten", "notice")  # fmt: skip


def _unused(options: Mapping[str, object], file: str) -> Iterator[Issue]:
    for option in (name for name, value in options.items() if value):
        yield issue("option_unused", option, f"deze optie alleen als {file} het niet zelf zegt",
                    "een bestand dat het zelf zegt", "laat de optie weg; zij is niet gebruikt",
                    "notice")  # fmt: skip


def _split(shaped: Shaped) -> Iterator[Issue]:
    """Say of how many areas the postcodes differ: they are on the map without a class."""
    for direction in DIRECTIONS:
        codes = [area.code for area, _ in shaped if getattr(area, direction).split]
        if codes:
            yield issue(
                "area_split", _listed(codes), f"één klasse voor {direction} per gebied",
                f"{len(codes)} keer postcodes die verschillen",
                "ga bij een plek daar de klasse van haar postcode na; het gebied heeft er geen",
                "notice",
            )  # fmt: skip


def _listed(codes: Iterable[str]) -> str:
    every = sorted(codes)
    rest = len(every) - LISTED
    return ", ".join(every[:LISTED]) + (f" en {rest} andere" if rest > 0 else "")


# --- the layer and its lock -----------------------------------------------------------------


def to_layer(shaped: Shaped, day: str) -> gpd.GeoDataFrame:
    """Return one row an area (or a part with a class of its own), by code, in EPSG:28992.

    Columns: ``code, name, netbeheerder``; of each direction its class (``0`` to ``3``, or empty),
    ``_requests`` and ``_queue_mw`` in the queue and the ``_year`` that it is over; ``note, date``.
    """
    ordered = sorted(shaped, key=lambda pair: (pair[0].code, pair[0].afname.class_code,
                                               pair[0].note, pair[1].wkb))  # fmt: skip
    rows = [_row(area) | {"date": day} for area, _ in ordered]
    types = {f"{way}_{key}": kind for way in DIRECTIONS for key, kind in NUMBERS.items()}
    table = pd.DataFrame(rows).astype(types)
    return gpd.GeoDataFrame(table, geometry=[shape for _, shape in ordered], crs=RD_NEW)


def _row(area: Voedingsgebied) -> dict[str, Any]:
    cells: dict[str, Any] = {
        "code": area.code, "name": area.name, "netbeheerder": area.netbeheerder,
    }  # fmt: skip
    for name in DIRECTIONS:
        one = getattr(area, name)
        cells |= {name: one.class_code, f"{name}_requests": one.requests,
                  f"{name}_queue_mw": one.queue_mw, f"{name}_year": one.year}  # fmt: skip
    return cells | {"note": area.note}


def _require_block(data: Path) -> LayerBlock:
    block = read_manifest(data)[0].layers.get(LAYER)
    if block is None or not block.imported or block.constraint is None:
        raise SourceError(
            f"data/{MANIFEST}, [layer.{LAYER}]", "een blok met ‘imported = true’ en een constraint",
            "geen bruikbaar blok", restore(MANIFEST),
        )  # fmt: skip
    return block


def _require_lock(data: Path) -> dict[str, dict[str, Any]]:
    lock, issues = read_lock(data)
    if issues:
        first = issues[0]
        raise SourceError(first.where, first.expected, first.found, first.repair)
    return lock


def _put(layer: gpd.GeoDataFrame, data: Path, name: str, lock: Mapping[str, Any]) -> None:
    """Write the layer and its line in the lock, each whole, and both or neither.

    Only this line changes: another file that was tampered with stays refused.
    """
    try:
        with tempfile.TemporaryDirectory(dir=data, prefix=".import-") as folder:
            fresh, old = Path(folder) / name, Path(folder) / f"old-{name}"
            layer.to_parquet(fresh, index=False)
            stamped = Path(folder) / LOCK
            stamped.write_text(lock_text({**lock, name: fingerprint(fresh)}), encoding="utf-8")
            _replace(fresh, data / name, old, stamped, data / LOCK)
    except OSError as error:
        raise SourceError(
            f"data/{name}", "een map waarin te schrijven is", str(error)[:200],
            "geef schrijfrechten op de map met gegevens; er is niets veranderd",
        ) from error  # fmt: skip


def _replace(fresh: Path, target: Path, old: Path, stamped: Path, lock: Path) -> None:
    if target.exists():
        shutil.copy2(target, old)
    os.replace(fresh, target)
    try:
        os.replace(stamped, lock)
    except OSError:
        if old.exists():
            os.replace(old, target)
        else:
            target.unlink()
        raise
