"""Turns the catalogue into tables and files for use elsewhere; every row names its sources."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.catalogue import COUNTRY, Catalogue
from geo.crs import WGS84
from geo.errors import ExportError
from geo.model import Place, Statement

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

SUFFIXES = (".csv", ".geojson", ".gpkg")
SPREADSHEETS = {"csv": "Download als CSV", "xlsx": "Download als Excel"}
FORMULA_STARTS = tuple("=+-@\t\r")
NET_THEMES = ("netcongestie_afname", "netcongestie_woningen")


def figure_rows(catalogue: Catalogue, subject: str) -> list[dict[str, Any]]:
    """Return the ledger's rows about a subject as plain JSON values, with ``preferred``.

    A region without figures of its own has those of the money that applies to it.
    """
    figures = catalogue.ledger.about(subject)
    if not figures:
        origins = [link.origin for link in catalogue.links.funding_of(subject)]
        figures = tuple(f for origin in origins for f in catalogue.ledger.about(origin))
    rows = []
    for figure in figures:
        row = {key: _plain(value) for key, value in figure.model_dump().items()}
        rows.append(row | {"preferred": catalogue.ledger.is_preferred(figure)})
    return rows


def net_statements(catalogue: Catalogue, place: Place, theme: str) -> tuple[Statement, ...]:
    """Return the netcongestie statements that hold for a place.

    Its own area comes before the country, then the newest first; low confidence comes last.

    A statement holds through the place itself, its gemeenten, or its provincies, also when it is
    about a part of the provincie, which its text then says; or through the whole country.
    """
    areas = {place.place_id, *place.gemeente_codes, *_provincie_codes(catalogue, place), COUNTRY}
    found = [s for s in catalogue.statements if s.theme == theme and s.subject in areas]
    newest = sorted(found, key=lambda s: s.date, reverse=True)
    return tuple(sorted(newest, key=lambda s: (s.confidence == "low", s.subject == COUNTRY)))


def place_table(catalogue: Catalogue) -> gpd.GeoDataFrame:
    """Return one row a place: where it lies, what is planned, what is near, who says so.

    Points in RD New (EPSG:28992); ``homes`` is the preferred figure, ``homes_low`` and
    ``homes_high`` span all sources; distances in metres, straight-line from the indicative point.
    """
    import geopandas as gpd
    import pandas as pd

    from geo.joins import nearest_areas

    rows = [_place_row(catalogue, place) for place in catalogue.places.values()]
    table = pd.DataFrame(rows).set_index("place_id", drop=False)
    table = table.astype(dict.fromkeys(("homes", "homes_low", "homes_high"), "Int64"))
    nearest = nearest_areas(
        catalogue.place_points, table["uncertainty_m"], catalogue.natura2000, "naam"
    ).round()
    near = nearest.rename(columns={"name": "natura2000_nearest"}).rename(
        columns=lambda column: column.replace("distance", "natura2000_distance")
    )
    table = pd.concat([table, near], axis=1)
    return gpd.GeoDataFrame(table, geometry=catalogue.place_points, crs=catalogue.place_points.crs)


def write_places(catalogue: Catalogue, out: Path) -> int:
    """Write the place table by suffix: csv, geojson (WGS 84) or gpkg (RD New).

    Raises
    ------
    ExportError
        When the suffix is none of these or the folder does not exist.
    """
    require_target(out, SUFFIXES)
    table = place_table(catalogue).reset_index(drop=True)
    if out.suffix.lower() == ".csv":
        table.drop(columns="geometry").to_csv(out, index=False)
    elif out.suffix.lower() == ".geojson":
        out.write_text(_geojson(table), encoding="utf-8")
    else:
        table.to_file(out, driver="GPKG", layer="plekken")
    return len(table)


def to_bytes(catalogue: Catalogue, places: Iterable[Place], suffix: str) -> bytes:
    """Write the rows of some places as a spreadsheet: ``csv`` (UTF-8 with BOM) or ``xlsx``.

    Text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    import pandas as pd

    table = pd.DataFrame(place_table(catalogue).drop(columns="geometry"))
    rows = table.loc[[place.place_id for place in places]].reset_index(drop=True)
    rows = neutralise_formulas(rows)
    buffer = BytesIO()
    if suffix == "csv":
        rows.to_csv(buffer, index=False, encoding="utf-8-sig")
    else:
        rows.to_excel(buffer, index=False, sheet_name="Plekken", engine="openpyxl")
    return buffer.getvalue()


def neutralise_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before text that a spreadsheet would take for a formula."""
    safe = table.copy()
    for column in safe.select_dtypes(include=["object", "string"]).columns:
        text = safe[column].astype(object)
        risky = text.map(lambda cell: isinstance(cell, str) and cell[:1] in FORMULA_STARTS)
        safe[column] = text.where(~risky, "'" + text.astype(str))
    return safe


def require_target(out: Path, suffixes: Iterable[str]) -> None:
    """Raise when a file cannot be written as asked.

    Raises
    ------
    ExportError
        When the suffix is none of these or the folder does not exist.
    """
    known = tuple(suffixes)
    if out.suffix.lower() not in known:
        found = f"‘{out.suffix or 'geen achtervoegsel'}’"
        raise ExportError(
            str(out), f"een bestand op {', '.join(known)}", found, "kies een van deze"
        )
    if not out.parent.is_dir():
        raise ExportError(str(out), "een bestaande map", f"geen map {out.parent}", "maak de map")


def _place_row(catalogue: Catalogue, place: Place) -> dict[str, Any]:
    homes = catalogue.ledger.reading(place.place_id, "homes")
    net = {theme: net_statements(catalogue, place, theme) for theme in NET_THEMES}
    statements = {theme: found[0].text if found else None for theme, found in net.items()}
    dates = {f"{theme}_date": found[0].date if found else None for theme, found in net.items()}
    used = [f.source_id for f in homes.figures] if homes else []
    used += [place.source_id, place.designation_source_id]
    used += [found[0].source_id for found in net.values() if found]
    used += ["natura2000"]
    return {
        "place_id": place.place_id,
        "kind": place.kind,
        "name": place.name,
        "gemeente_code": ";".join(place.gemeente_codes),
        "gemeente": ";".join(catalogue.names[code] for code in place.gemeente_codes),
        "provincie": ";".join(place.provincie),
        "lon": place.lon,
        "lat": place.lat,
        "uncertainty_m": place.uncertainty_m,
        "location_basis": place.location_basis,
        "designation": place.designation,
        "homes": _plain(homes.preferred.value) if homes else None,
        "homes_qualifier": homes.preferred.qualifier if homes else None,
        "homes_low": _plain(homes.low) if homes else None,
        "homes_high": _plain(homes.high) if homes else None,
        **statements,
        **dates,
        "funding_links": len(catalogue.links.funding_of(place.place_id)),
        "sources": ";".join(dict.fromkeys(used)),
        "data_version": catalogue.version,
    }


def _provincie_codes(catalogue: Catalogue, place: Place) -> set[str]:
    return {code for code, name in catalogue.provincie_names.items() if name in place.provincie}


def _geojson(table: gpd.GeoDataFrame) -> str:
    features = json.loads(table.to_crs(WGS84).to_json(na="null", drop_id=True))
    return json.dumps(features, ensure_ascii=False, indent=1) + "\n"


def _plain(value: object) -> object:
    """Turn a decimal into the int or float that JSON shows it as; keep the rest."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return list(value) if isinstance(value, tuple) else value
