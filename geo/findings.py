"""Findings and plans as files, and the counts that go with them.

Every export says *Verkenning, geen toets*: it opens ``method``, the one column that every finding
fills, so that the columns stay those of :data:`geo.screening.COLUMNS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.catalogue import Catalogue
from geo.constraints import Constraint, load_constraints
from geo.crs import RD_NEW, require_crs
from geo.joins import AREA_COLUMNS, locate_points, locate_polygons
from geo.plans import give_ids
from geo.screening import screen
from geo.shapes import clean_shapes
from geo.table import Table, provenance_of
from geo.writers import write_table

EXPLORATION = "Verkenning, geen toets."
CLAIM = (
    "Wat lagen en bronnen zeggen over de indicatieve ligging, hemelsbreed gemeten. Wat niet is "
    "gecontroleerd, kan er wel zijn."
)
WARNING = ("Let op", f"{EXPLORATION} {CLAIM}")
UNCHECKED = "niet_gecontroleerd"
SUFFIXES = (".csv", ".parquet", ".gpkg", ".xlsx")
PLAN_COLUMNS = ["plan_id", "gemeente_code", "gemeente", "provincie"]


def bundled_plans(catalogue: Catalogue) -> gpd.GeoDataFrame:
    """Return the bundled places as plans in EPSG:28992, with all that screening uses of a place."""
    places = catalogue.places.values()
    rows = {
        "plan_id": [place.place_id for place in places],
        "name": [place.name for place in places],
        "uncertainty_m": [place.uncertainty_m for place in places],
        "location_basis": [place.location_basis for place in places],
        "gemeente_codes": [";".join(place.gemeente_codes) for place in places],
    }
    return gpd.GeoDataFrame(rows, geometry=catalogue.place_points.to_numpy(), crs=RD_NEW)


@lru_cache(maxsize=4)
def constraints_of(catalogue: Catalogue) -> tuple[Constraint, ...]:
    """Return the constraints of a catalogue, in the order of ``sources.toml``."""
    return load_constraints(catalogue.data)[0]


@lru_cache(maxsize=4)
def place_findings(catalogue: Catalogue, today: date) -> pd.DataFrame:
    """Return the findings of the bundled places; every session shares them, so none may change."""
    return screen(bundled_plans(catalogue), constraints_of(catalogue), catalogue, today)


def gemeenten_of(catalogue: Catalogue) -> gpd.GeoDataFrame | None:
    """Return the gemeenten, or None when their layer is missing, damaged or in another system."""
    return catalogue.gemeenten if catalogue.is_readable("gemeenten") else None


def count_unchecked(table: pd.DataFrame) -> pd.Series:
    """Return for each theme the number of plans about which nothing in it was checked."""
    checked = table["state"].ne(UNCHECKED)
    known = checked.groupby([table["theme"], table["plan_id"]], observed=True).any()
    counted: pd.Series = (~known).groupby(level=0).sum().astype("int64")
    return counted


def plan_table(plans: gpd.GeoDataFrame, gemeenten: gpd.GeoDataFrame | None) -> pd.DataFrame:
    """Return one row a plan, in order: ``plan_id, gemeente_code, gemeente, provincie``.

    A polygon belongs to the gemeente that holds most of it. Missing for a plan that lies in none,
    and for every plan without the layer of the gemeenten.
    Both tables are in EPSG:28992.
    """
    require_crs(plans, "plannen")
    numbered, _ = give_ids(plans, "plannen")
    if gemeenten is None:
        return pd.DataFrame(numbered[["plan_id"]]).reindex(columns=PLAN_COLUMNS)
    shapes = clean_shapes(plans.geometry.to_numpy())
    located = locate_points(gpd.GeoSeries(shapely.point_on_surface(shapes), crs=RD_NEW), gemeenten)
    # Only a polygon that touches a border must be divided, and few do.
    outlines = shapely.boundary(gemeenten.geometry.to_numpy())
    crossing, _ = shapely.STRtree(outlines).query(shapes, predicate="intersects")
    crossing = np.unique(crossing[shapely.area(shapes[crossing]) > 0])
    divided = locate_polygons(gpd.GeoSeries(shapes[crossing], crs=RD_NEW), gemeenten)
    located.iloc[crossing] = divided[AREA_COLUMNS].to_numpy()
    return located.assign(plan_id=numbered["plan_id"].to_numpy())[PLAN_COLUMNS]


def stand_of(finding: Mapping[str, Any]) -> str:
    """Return how a finding is shown: its state, or for a statement whether it was solved."""
    if finding["state"] == "raakt" and finding["relation"] == "statement":
        return "opgelost" if finding["class"] == "opgelost" else "bericht"
    return str(finding["state"])


def tell_exploration(table: pd.DataFrame) -> pd.DataFrame:
    """Return findings as they leave the house: marked, in whole metres, shares in thousandths.

    More digits would say more than the outlines of any layer can.
    """
    method = (EXPLORATION + " " + table["method"].fillna("")).str.strip()
    digits = {"distance_m": 0, "distance_min_m": 0, "distance_max_m": 0, "share": 3}
    return table.assign(method=method).round(digits)


def write_findings(table: pd.DataFrame, path: Path, catalogue: Catalogue | None = None) -> int:
    """Write findings by suffix: csv (UTF-8), parquet, gpkg (a table without geometry) or xlsx.

    With a catalogue xlsx and gpkg hold the sources and licences too.

    Returns
    -------
    int
        The number of rows written.

    Raises
    ------
    ExportError
        When the suffix is none of these, the folder does not exist, or the file cannot be written.
    """
    came = None
    if catalogue is not None and catalogue.manifest.edition is not None:
        came = provenance_of(catalogue, "findings", used_sources(table), findings_about(catalogue))
    return write_table(Table("findings", tell_exploration(table), came), path, SUFFIXES)


def write_plans(table: pd.DataFrame, path: Path) -> int:
    """Write what :func:`plan_table` gives, as :func:`write_findings` does."""
    return write_table(Table("plans", table), path, SUFFIXES)


def used_sources(table: pd.DataFrame) -> list[str]:
    """Return the ids of the sources of findings, each once; a layer that was not read is none."""
    checked = table.loc[table["state"] != UNCHECKED, "source_id"]
    return [str(one) for one in checked.dropna().unique() if one]


def findings_about(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Return what a reader of findings must know: what they are, and what none of them says."""
    silent = [(f"{rule.title}: zegt niet", rule.says_not) for rule in constraints_of(catalogue)]
    return (WARNING, *silent)
