"""Findings and plans as files, and the counts that go with them.

Every export says *Verkenning, geen toets*: it opens ``method``, the one column that every finding
fills, so that the columns stay those of :data:`geo.screening.COLUMNS`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.catalogue import Catalogue
from geo.constraints import Constraint, load_constraints
from geo.crs import RD_NEW, require_crs
from geo.errors import ExportError
from geo.export import neutralise_formulas, require_target
from geo.joins import AREA_COLUMNS, locate_points, locate_polygons
from geo.plans import give_ids
from geo.screening import screen
from geo.shapes import clean_shapes

EXPLORATION = "Verkenning, geen toets."
UNCHECKED = "niet_gecontroleerd"
MAX_SHEET_ROWS = 1_048_575
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


def write_findings(table: pd.DataFrame, path: Path) -> int:
    """Write findings by suffix: csv (UTF-8), parquet, gpkg (a table without geometry) or xlsx.

    Returns
    -------
    int
        The number of rows written.

    Raises
    ------
    ExportError
        When the suffix is none of these, the folder does not exist, or the file cannot be written.
    """
    marked = table.assign(method=(EXPLORATION + " " + table["method"].fillna("")).str.strip())
    return write_table(marked, path, "bevindingen")


def write_table(table: pd.DataFrame, path: Path, sheet: str) -> int:
    """Write a table by suffix; text that a spreadsheet takes for a formula gets an apostrophe.

    Raises
    ------
    ExportError
        As :func:`write_findings`.
    """
    require_target(path, WRITERS)
    try:
        WRITERS[path.suffix.lower()](table, path, sheet)
    except (OSError, ValueError, RuntimeError) as error:
        raise ExportError(
            str(path), "een bestand dat te schrijven is", str(error)[:200], "kies een andere plek"
        ) from error
    return len(table)


def _write_csv(table: pd.DataFrame, path: Path, _: str) -> None:
    neutralise_formulas(table).to_csv(path, index=False, encoding="utf-8")


def _write_parquet(table: pd.DataFrame, path: Path, _: str) -> None:
    _one_type(table).to_parquet(path, index=False)


def _write_gpkg(table: pd.DataFrame, path: Path, sheet: str) -> None:
    import pyogrio

    pyogrio.write_dataframe(_one_type(table), path, driver="GPKG", layer=sheet, use_arrow=True)


def _write_xlsx(table: pd.DataFrame, path: Path, sheet: str) -> None:
    from openpyxl import Workbook

    if len(table) > MAX_SHEET_ROWS:
        raise ValueError(f"{len(table)} rijen; een werkblad kan er {MAX_SHEET_ROWS}")
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    page.append(list(table.columns))
    safe = neutralise_formulas(table).astype(object)
    for row in safe.where(safe.notna(), None).itertuples(index=False, name=None):
        page.append(row)
    book.save(path)


def _one_type(table: pd.DataFrame) -> pd.DataFrame:
    """Make the ids text when they are of several types, which a typed file cannot hold."""
    mixed = table["plan_id"].dtype == object
    return table.assign(plan_id=table["plan_id"].astype(str)) if mixed else table


WRITERS: dict[str, Callable[[pd.DataFrame, Path, str], None]] = {
    ".csv": _write_csv, ".parquet": _write_parquet, ".gpkg": _write_gpkg, ".xlsx": _write_xlsx,
}  # fmt: skip
