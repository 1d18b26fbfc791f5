"""Constraints become findings in four states, never a blank.

``raakt`` · ``op_afstand`` · ``niet_aanwezig`` (checked, not there) · ``niet_gecontroleerd`` (the
reason stands in ``method``). Shapes that share no more than a border also ``raken``, at share 0.

A place is certain, a circle (``uncertainty_m``) or a whole gemeente (``location_basis`` is
*gemeente* or *probable*, or there is only a gemeente code). ``distance_m`` is straight-line from
the indicative location; ``distance_min_m`` and ``distance_max_m`` are what the place leaves open.
An uncertain place ``raakt`` only when it does so wherever it truly lies; a circle that merely
crosses is ``op_afstand`` with minimum 0.

An empty layer is never *not there*: a layer that lost its rows looks the same as one that never
had any, so it is *not checked*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.catalogue import Catalogue
from geo.constraints import Constraint
from geo.crs import require_crs
from geo.index import AreaIndex, Integers, Pairs
from geo.intervals import circle_range, gemeente_range
from geo.plans import give_ids
from geo.reference import LayerProblem, gemeente_outlines, open_index
from geo.shapes import clean_shapes, has_place
from geo.statements import Subjects, statement_findings, subjects_of

State = Literal["raakt", "op_afstand", "niet_aanwezig", "niet_gecontroleerd"]
Shapes = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]

COLUMNS = [
    "plan_id", "theme", "constraint", "state", "name", "relation", "distance_m", "distance_min_m",
    "distance_max_m", "share", "class", "outdated", "layer_date", "method", "source_id",
]  # fmt: skip
NUMBERS = ["distance_m", "distance_min_m", "distance_max_m", "share"]
TEXTS = ["theme", "constraint", "state", "name", "relation", "class", "layer_date", "method",
         "source_id"]  # fmt: skip
NEAREST = 3
BLOCK = 10_000
"""Plans that are screened at once: about a second of work, and no more memory than that needs."""
GEMEENTE_ONLY = ("gemeente", "probable")
CODE_COLUMNS = ("gemeente_codes", "gemeente_code")
NO_PLACE = "De plek heeft geen geometrie."
CROSSES = "Raakvlak niet uitgesloten: de plek is bekend op {radius:.0f} m."
WHOLE_GEMEENTE = (
    "Alleen de gemeente is bekend: kleinste en grootste afstand over heel {names}, de grootste "
    "ten hoogste 10 m te ruim."
)
NO_OUTLINE = (
    "Alleen de gemeente is bekend, en haar omtrek niet: de grootste afstand kan groter zijn."
)
REPAIRED = "De omtrek van het plan is hersteld."


@dataclass(frozen=True)
class Plans:
    """Plans as arrays: ids, clean shapes (empty without a place), radius, gemeente, remarks."""

    ids: pd.Series
    shapes: Shapes
    radius_m: Floats
    gemeenten: Shapes
    """The outline that a place may lie anywhere in; None for a place that is a point or circle."""
    remarks: Shapes

    @property
    def has_place(self) -> npt.NDArray[np.bool_]:
        """Which plans can be screened."""
        placed: npt.NDArray[np.bool_] = ~shapely.is_empty(self.shapes) | self.is_regional
        return placed

    @property
    def is_regional(self) -> npt.NDArray[np.bool_]:
        """Of which plans only the gemeente is known."""
        return ~np.asarray(shapely.is_missing(self.gemeenten))

    def part(self, start: int) -> Plans:
        """Return the block of plans that begins at a position."""
        rows = slice(start, start + BLOCK)
        return Plans(self.ids.iloc[rows].reset_index(drop=True), self.shapes[rows],
                     self.radius_m[rows], self.gemeenten[rows], self.remarks[rows])  # fmt: skip


def screen(
    plans: gpd.GeoDataFrame,
    constraints: Iterable[Constraint],
    data: Catalogue | Path,
    today: date,
    report: Callable[[int], object] = lambda done: None,
) -> pd.DataFrame:
    """Screen plans against constraints, a block at a time.

    Parameters
    ----------
    plans
        Points or polygons in EPSG:28992. Used when there: ``plan_id`` (else the row number from
        1), ``uncertainty_m`` (radius in metres), ``location_basis`` and ``gemeente_codes`` or
        ``gemeente_code`` (codes with ``;`` between them).
    constraints
        What to ask, in this order.
    data
        The catalogue, or only its folder; without a catalogue statements are not checked.
    today
        The day on which a layer is or is not outdated.
    report
        Is told after each block how many plans are done.

    Returns
    -------
    DataFrame
        :data:`COLUMNS`: at least one row for every plan and constraint, in the order of both. Of
        *nearest* the three nearest areas and any further one that a plan touches.

    Raises
    ------
    CRSMismatchError
        When the plans are not in EPSG:28992. A layer that is not becomes *not checked*.
    """
    require_crs(plans, "plannen")
    folder = data if isinstance(data, Path) else data.data
    ready, asked = prepare_plans(plans, folder), tuple(constraints)
    tables = []
    for start in range(0, max(len(ready.ids), 1), BLOCK):
        part = ready.part(start)
        tables.append(_screen_block(part, asked, data, today))
        report(start + len(part.ids))
    return tables[0] if len(tables) == 1 else pd.concat(tables, ignore_index=True)


def _screen_block(
    plans: Plans, constraints: Sequence[Constraint], data: Catalogue | Path, today: date
) -> pd.DataFrame:
    folder, catalogue = (data, None) if isinstance(data, Path) else (data.data, data)
    cited = Cited(plans, catalogue)
    tables = [
        _with_facts(cited.findings(one), one, outdated=False)
        if one.relation == "statement"
        else _ask(plans, one, folder, today)
        for one in constraints
    ]
    return _assemble(tables, plans.ids)


@dataclass(frozen=True)
class Cited:
    """The statements of a catalogue, and which plan each may be about, found once."""

    plans: Plans
    catalogue: Catalogue | None

    @cached_property
    def subjects(self) -> list[Subjects]:
        """For each plan the ids that statements about it may carry."""
        if self.catalogue is None:
            return [()] * len(self.plans.ids)
        return subjects_of(self.plans.ids, self.plans.shapes, self.catalogue)

    def findings(self, constraint: Constraint) -> pd.DataFrame:
        """Return what is said about the theme of a constraint."""
        known = self.catalogue
        statements = None if known is None else known.statements
        return statement_findings(
            self.subjects, constraint, statements, {} if known is None else known.names
        )


def prepare_plans(plans: gpd.GeoDataFrame, folder: Path) -> Plans:
    """Turn a table of plans into arrays, with what is known of each place."""
    numbered, _ = give_ids(plans, "plannen")
    raw = np.asarray(plans.geometry.to_numpy(), dtype=object)
    shapes = clean_shapes(raw)
    remarks = np.where(has_place(raw) & ~shapely.is_valid(raw), REPAIRED, "").astype(object)
    radius = np.zeros(len(plans))
    if "uncertainty_m" in plans:
        metres = pd.to_numeric(plans["uncertainty_m"], errors="coerce").to_numpy(np.float64)
        radius = np.where(np.isfinite(metres), np.maximum(metres, 0), 0.0)
    outlines = np.full(len(plans), None, dtype=object)
    codes = _gemeente_codes(plans, shapely.is_empty(shapes))
    found = gemeente_outlines(folder, codes.values()) if codes else {}
    for row, code in codes.items():
        if code in found:
            names, outlines[row] = found[code]
            remarks[row] = f"{remarks[row]} {WHOLE_GEMEENTE.format(names=names)}".strip()
        else:
            remarks[row] = f"{remarks[row]} {NO_OUTLINE}".strip()
    return Plans(numbered["plan_id"].reset_index(drop=True), shapes, radius, outlines, remarks)


def _gemeente_codes(plans: gpd.GeoDataFrame, empty: npt.NDArray[np.bool_]) -> dict[int, str]:
    """Return the gemeente codes of the rows of which no more than the gemeente is known."""
    column = next((one for one in CODE_COLUMNS if one in plans), None)
    if column is None:
        return {}
    only = empty.copy()
    if "location_basis" in plans:
        only |= plans["location_basis"].isin(GEMEENTE_ONLY).to_numpy()
    codes = plans[column].map(_code_text).to_numpy()
    return {int(row): codes[row] for row in np.flatnonzero(only) if codes[row]}


def _code_text(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    return ";".join(map(str, cell)) if isinstance(cell, list | tuple) else ""


# --- one constraint ------------------------------------------------------------------------


def _ask(plans: Plans, constraint: Constraint, folder: Path, today: date) -> pd.DataFrame:
    """Return the findings of a constraint on geometry; ``row`` is the position of the plan."""
    everyone = np.arange(len(plans.ids))
    outdated = constraint.is_outdated(today)
    try:
        index = open_index(folder / constraint.file, constraint)
    except LayerProblem as problem:
        return _with_facts(_unchecked(everyone, str(problem)), constraint, outdated)
    placed = plans.has_place
    rest = _unchecked(everyone[~placed], NO_PLACE)
    found = _findings(plans, everyone[placed], constraint, index)
    missing = np.setdiff1d(everyone[placed], found["row"])
    absent = _absent(missing, constraint, index, plans)
    return _with_facts(_concat([found, absent, rest]), constraint, outdated)


def _findings(
    plans: Plans, rows: Integers, constraint: Constraint, index: AreaIndex
) -> pd.DataFrame:
    pairs = _pairs(plans, rows, constraint, index)
    row = rows[pairs.shape]
    least, most = _ranges(plans, row, pairs, index)
    radius, regional = plans.radius_m[row], plans.is_regional[row]
    certain = (radius == 0) & ~regional
    touches = np.where(certain, pairs.distance_m == 0, most == 0)
    crosses = (least == 0) & ~touches & ~regional
    remarks: Iterable[str] = plans.remarks[row]
    notes = index.notes[pairs.area]
    if crosses.any() or constraint.note_column:
        remarks = [
            " ".join(filter(None, [note, remark, CROSSES.format(radius=r) if crossed else ""]))
            for note, remark, r, crossed in zip(notes, remarks, radius, crosses, strict=True)
        ]
    table = pd.DataFrame({
        "row": row, "state": np.where(touches, "raakt", "op_afstand"),
        "name": index.names[pairs.area], "distance_m": pairs.distance_m,
        "distance_min_m": least, "distance_max_m": most,
        "share": np.where(certain, pairs.share, np.nan),
        "class": index.classes[pairs.area], "method": _methods(constraint, remarks),
    })  # fmt: skip
    limit = constraint.within_m
    return table if limit is None else table[(least <= limit) | touches]


def _methods(constraint: Constraint, remarks: Iterable[str]) -> list[str]:
    base = constraint.method
    return [f"{base} {remark}".strip() if remark else base for remark in remarks]


def _pairs(plans: Plans, rows: Integers, constraint: Constraint, index: AreaIndex) -> Pairs:
    """Return which plan is answered by which areas, with the distance from the indicative place."""
    regional = plans.is_regional[rows]
    point = plans.shapes[rows]
    unplaced = regional & shapely.is_empty(point)
    if constraint.relation == "nearest":
        found = index.nearest(np.where(unplaced, plans.gemeenten[rows], point), NEAREST)
    else:
        reach = np.where(regional, 0.0, plans.radius_m[rows]) + (constraint.within_m or 0.0)
        asked = np.where(regional, plans.gemeenten[rows], point)
        found = index.within(asked, reach) if reach.any() else index.overlaps(asked)
        found = _from_point(found, point, regional, index)
    distance = np.where(unplaced[found.shape], np.nan, found.distance_m)
    return Pairs(found.shape, found.area, distance, found.share)


def _from_point(
    found: Pairs, point: Shapes, regional: npt.NDArray[np.bool_], index: AreaIndex
) -> Pairs:
    """Measure from the indicative point where a whole gemeente was asked, and order by that."""
    distance = found.distance_m.copy()
    asked = np.flatnonzero(regional[found.shape])
    distance[asked] = shapely.distance(point[found.shape[asked]], index.polygons[found.area[asked]])
    part = -np.nan_to_num(found.share)
    order = np.lexsort((found.area, part, distance, found.shape))
    return Pairs(found.shape[order], found.area[order], distance[order], found.share[order])


def _ranges(plans: Plans, row: Integers, pairs: Pairs, index: AreaIndex) -> tuple[Floats, Floats]:
    """Return least and most distance of each pair: exact, over the circle, or over the gemeente."""
    radius = plans.radius_m[row]
    depth = np.zeros(len(row))
    deep = np.flatnonzero((pairs.distance_m == 0) & (radius > 0) & ~plans.is_regional[row])
    depth[deep] = index.depth(plans.shapes[row[deep]], pairs.area[deep])
    least, most = circle_range(pairs.distance_m, depth, radius)
    for pair in np.flatnonzero(plans.is_regional[row]):
        low, high = gemeente_range(plans.gemeenten[row[pair]], index.polygons[pairs.area[pair]])
        away = pairs.distance_m[pair]
        least[pair], most[pair] = np.fmin(low, away), np.fmax(high, away)
    return least, most


def _absent(rows: Integers, constraint: Constraint, index: AreaIndex, plans: Plans) -> pd.DataFrame:
    """Say *not there* of a complete layer, and *not checked* of one that ends somewhere."""
    if constraint.complete and not index.gaps:
        method = _methods(constraint, plans.remarks[rows])
        return pd.DataFrame({"row": rows, "state": "niet_aanwezig", "method": method})
    reason = index.gaps or "De laag dekt niet heel Nederland; hier staat niets op de kaart."
    return _unchecked(rows, reason)


def _unchecked(rows: Integers, reason: str) -> pd.DataFrame:
    return pd.DataFrame({"row": rows, "state": "niet_gecontroleerd", "method": reason})


# --- one table -----------------------------------------------------------------------------


def _with_facts(found: pd.DataFrame, constraint: Constraint, outdated: bool) -> pd.DataFrame:
    """Add what holds for every finding of a constraint, and put plans in order."""
    facts = {"layer_date": constraint.date, "source_id": constraint.source_id}
    missing = {key: value for key, value in facts.items() if key not in found}
    table = found.assign(
        theme=constraint.theme, constraint=constraint.id, relation=constraint.relation,
        outdated=outdated, **missing,
    )  # fmt: skip
    return table.sort_values("row", kind="stable")


def _assemble(tables: Sequence[pd.DataFrame], ids: pd.Series) -> pd.DataFrame:
    """Put the findings of all constraints in one table: by plan, then by constraint."""
    table = _concat(tables)
    if not len(table):
        return pd.DataFrame(columns=COLUMNS)
    table = table.sort_values("row", kind="stable")
    table["plan_id"] = ids.to_numpy()[table["row"].to_numpy()]
    table = table.reindex(columns=COLUMNS).reset_index(drop=True)
    types = dict.fromkeys(NUMBERS, "float64") | dict.fromkeys(TEXTS, "string")
    return table.astype(types | {"outdated": "bool"})


def _concat(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame({"row": []})
