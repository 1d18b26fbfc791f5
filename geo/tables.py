"""The four tables of the catalogue: places, figures, findings and statements, each row cited.

The columns, their order and what they mean stand in :mod:`geo.columns`. A row about a place has
its point (EPSG:28992); a row about a scheme, an area or the country has no geometry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Literal

import geopandas as gpd
import pandas as pd

from geo.catalogue import Catalogue
from geo.columns import COLUMNS, SOURCE
from geo.crs import RD_NEW
from geo.findings import (
    EXPLORATION,
    UNCHECKED,
    WARNING,
    findings_about,
    place_findings,
    stand_of,
    tell_exploration,
    used_sources,
)
from geo.ledger import PREFERENCE_RULE
from geo.lookup import NET_THEMES, net_statements
from geo.model import Place
from geo.scope import Scope
from geo.table import Provenance, Table, file_cells, plain, provenance_of, source_cells

What = Literal["places", "figures", "findings", "statements"]
Row = dict[str, Any]

NATURE = "natura2000"
NATURE_COLUMNS = {
    "name": "natura2000_nearest", "class": "natura2000_class", "state": "natura2000_state",
    "distance_m": "natura2000_distance_m", "distance_min_m": "natura2000_distance_min_m",
    "distance_max_m": "natura2000_distance_max_m", "layer_date": "natura2000_date",
    "outdated": "natura2000_outdated",
}  # fmt: skip
EMPTY = ("Lege cel", "Onbekend of niet van toepassing, nooit nul.")
LOCATION = ("Ligging", "Indicatief: een punt, met de onzekerheid erbij.")
AREAS = ", met gemeenten, regio's en provincies"
PREFERENCE = ("Welk cijfer voorgaat", PREFERENCE_RULE)
Notes = tuple[tuple[str, str], ...]


def build_table(catalogue: Catalogue, what: What, scope: Scope, today: date) -> Table:
    """Return a table of the catalogue.

    Parameters
    ----------
    catalogue, what
        The data, and which of its tables.
    scope
        Which places, and which subjects go with them.
    today
        The day on which a layer is or is not outdated.
    """
    wider = what in ("figures", "statements") and scope.subjects is not None
    words = f"{scope.words}{AREAS}" if wider else scope.words
    about = (("Selectie", words), EMPTY, _licence(catalogue))
    return _BUILDERS[what](catalogue, scope, today, about)


# --- places ----------------------------------------------------------------------------------


def _places(catalogue: Catalogue, scope: Scope, today: date, about: Notes) -> Table:
    """Build one row a place: where it lies, what is planned, what is near, who says so."""
    nature = _nearest_nature(catalogue, today)
    cited = {place: _cited(catalogue, place) for place in scope.places}
    rows = [
        {
            **_place_row(catalogue, place),
            **nature.get(place.place_id, {"natura2000_state": UNCHECKED}),
            "sources": ";".join(ids),
            **source_cells(catalogue, ids),
        }
        for place, ids in cited.items()
    ]
    used = [one for ids in cited.values() for one in ids]
    notes = [WARNING, *about, LOCATION, PREFERENCE, _screened(today)]
    came = provenance_of(catalogue, "places", used, notes)
    ids = [place.place_id for place in scope.places]
    return Table("places", _frame(catalogue, "places", rows, ids, came), came)


def _place_row(catalogue: Catalogue, place: Place) -> Row:
    homes = catalogue.ledger.reading(place.place_id, "homes")
    return {
        **place.model_dump(include={"place_id", "kind", "name", "lon", "lat", "uncertainty_m",
                                    "location_basis", "designation"}),
        **_where(catalogue, place),
        "symbol": place.symbol,
        "homes": plain(homes.preferred.value) if homes else None,
        "homes_qualifier": homes.preferred.qualifier if homes else None,
        "homes_probable": not place.is_named if homes else None,
        "homes_low": plain(homes.low) if homes else None,
        "homes_high": plain(homes.high) if homes else None,
        **_net_cells(catalogue, place),
        "funding_links": len(catalogue.links.funding_of(place.place_id)),
        "disclaimer": EXPLORATION,
    }  # fmt: skip


def _net_cells(catalogue: Catalogue, place: Place) -> Row:
    """Return the first statement on each theme of netcongestie, with its date."""
    cells: Row = {}
    for theme in NET_THEMES:
        first = next(iter(net_statements(catalogue, place, theme)), None)
        cells[theme] = first.text if first else None
        cells[f"{theme}_date"] = first.date if first else None
    return cells


def _cited(catalogue: Catalogue, place: Place) -> list[str]:
    """Return the sources of a row, each once: of the homes, the place, the net and the nature."""
    homes = catalogue.ledger.reading(place.place_id, "homes")
    used = [figure.source_id for figure in homes.figures] if homes else []
    used += [place.source_id, place.designation_source_id]
    for theme in NET_THEMES:
        used += [found.source_id for found in net_statements(catalogue, place, theme)[:1]]
    return list(dict.fromkeys([*used, NATURE]))


def _nearest_nature(catalogue: Catalogue, today: date) -> dict[str, Row]:
    """Return what screening found nearest to each place, so that no two exports differ."""
    found = tell_exploration(place_findings(catalogue, today))
    nearest = found[found["constraint"] == NATURE].drop_duplicates("plan_id")
    cells = nearest.set_index("plan_id")[list(NATURE_COLUMNS)].rename(columns=NATURE_COLUMNS)
    ids = [str(place_id) for place_id in cells.index]
    return dict(zip(ids, _records(cells), strict=True))


# --- figures and statements ------------------------------------------------------------------


def _figures(catalogue: Catalogue, scope: Scope, today: date, about: Notes) -> Table:
    """Build one row a figure of the ledger, the preferred ones marked."""
    kept = [figure for figure in catalogue.figures if scope.holds(figure.subject)]
    rows = [
        figure.model_dump() | {
            "subject_name": catalogue.names[figure.subject],
            "label": catalogue.quantities[figure.quantity].label,
            "meaning": catalogue.quantities[figure.quantity].meaning,
            "inputs": ";".join(figure.inputs),
            "preferred": catalogue.ledger.is_preferred(figure),
        } | source_cells(catalogue, [figure.source_id])
        for figure in kept
    ]  # fmt: skip
    used = [figure.source_id for figure in kept]
    came = provenance_of(catalogue, "figures", used, [*about, PREFERENCE])
    ids = [figure.subject for figure in kept]
    return Table("figures", _frame(catalogue, "figures", rows, ids, came), came)


def _statements(catalogue: Catalogue, scope: Scope, today: date, about: Notes) -> Table:
    """Build one row a statement: what is said of what, and who is to act on it."""
    kept = [one for one in catalogue.statements if scope.holds(one.subject)]
    rows = [
        one.model_dump() | source_cells(catalogue, [one.source_id])
        | {"subject_name": catalogue.names[one.subject], "disclaimer": EXPLORATION}
        for one in kept
    ]  # fmt: skip
    used = [one.source_id for one in kept]
    came = provenance_of(catalogue, "statements", used, [WARNING, *about])
    ids = [one.subject for one in kept]
    return Table("statements", _frame(catalogue, "statements", rows, ids, came), came)


# --- findings --------------------------------------------------------------------------------


def _findings(catalogue: Catalogue, scope: Scope, today: date, about: Notes) -> Table:
    """Build one row a finding of every place and theme: what was not checked has its row too."""
    table = tell_exploration(place_findings(catalogue, today))
    groups = {str(place_id): rows for place_id, rows in table.groupby("plan_id", sort=False)}
    found = pd.concat([table[:0], *(groups[place.place_id] for place in scope.places)])
    ids = [str(place_id) for place_id in found["plan_id"]]
    known = {
        place.place_id: {"place_name": place.name, "kind": place.kind, **_where(catalogue, place)}
        for place in scope.places
    }
    cited = {one: source_cells(catalogue, [one]) for one in used_sources(found)}
    none = dict.fromkeys(SOURCE, "")
    rows = [
        {**row, **known[row["plan_id"]], **cited.get(row["source_id"], none),
         "symbol": stand_of(row)}
        for row in _records(found)
    ]  # fmt: skip
    notes = [*findings_about(catalogue), *about, LOCATION, _screened(today)]
    came = provenance_of(catalogue, "findings", cited, notes)
    return Table("findings", _frame(catalogue, "findings", rows, ids, came), came)


# --- what all share --------------------------------------------------------------------------


def _licence(catalogue: Catalogue) -> tuple[str, str]:
    licence = catalogue.manifest.tables["places"].licence
    term = catalogue.manifest.terms.get(licence)
    return "Licentie", f"{term.title}. {term.text}" if term else licence


def _screened(today: date) -> tuple[str, str]:
    return "Verkend op", f"{today:%d-%m-%Y}"


def _where(catalogue: Catalogue, place: Place) -> Row:
    return {
        "gemeente_code": ";".join(place.gemeente_codes),
        "gemeente": ";".join(catalogue.names[code] for code in place.gemeente_codes),
        "provincie": ";".join(place.provincie),
    }


def _records(table: pd.DataFrame) -> list[Row]:
    """Return rows as plain values; unknown is None."""
    known = table.astype(object).where(table.notna(), None)
    return [{str(name): cell for name, cell in row.items()} for row in known.to_dict("records")]


def _frame(
    catalogue: Catalogue, what: What, rows: Iterable[Row], ids: Sequence[str], came: Provenance
) -> gpd.GeoDataFrame:
    """Return rows with all columns in their order and type; ``ids`` says where each row lies."""
    table = pd.DataFrame(list(rows)).assign(**file_cells(came))
    table = table.reindex(columns=list(COLUMNS[what]))
    table = table.astype({name: kind for name, kind in TYPES.items() if name in table})
    points = [catalogue.place_points.get(one) for one in ids]
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(points, crs=RD_NEW))


WHOLE = (
    "homes", "homes_low", "homes_high", "paragraph", "uncertainty_m", "funding_links",
    "natura2000_distance_m", "natura2000_distance_min_m", "natura2000_distance_max_m",
    "distance_m", "distance_min_m", "distance_max_m",
)  # fmt: skip
YES_NO = ("natura2000_outdated", "outdated", "preferred", "homes_probable")
TYPES = (
    dict.fromkeys(WHOLE, "Int64") | dict.fromkeys(("lon", "lat", "share"), "float64")
    | dict.fromkeys(YES_NO, "boolean")
)  # fmt: skip
_BUILDERS: dict[What, Callable[[Catalogue, Scope, date, Notes], Table]] = {
    "places": _places, "figures": _figures, "findings": _findings, "statements": _statements,
}  # fmt: skip
