"""What cited sources say about a plan: statements about its place, gemeente, provincie or region.

A statement about the whole country says nothing about one place and leaves it *not checked*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.catalogue import COUNTRY, Catalogue
from geo.constraints import Constraint
from geo.crs import RD_NEW
from geo.errors import GeoError
from geo.joins import locate_points, regions_of
from geo.model import Place, Statement

Subjects = tuple[str, ...]

SILENT = "De bronnen zeggen niets over deze plek."
NATIONAL = "De bronnen zeggen niets over deze plek, alleen over het hele land."
NO_TABLE = "Niet gecontroleerd: de uitspraken zijn niet beschikbaar."
UNLOCATED = "Niet gecontroleerd: in welke gemeente het plan ligt, is niet bekend."


def statement_findings(
    subjects: Sequence[Subjects], constraint: Constraint, statements: Sequence[Statement] | None,
    names: Mapping[str, str],
) -> pd.DataFrame:  # fmt: skip
    """Return a row for every statement that holds for a plan, the plan's own and the newest first.

    Parameters
    ----------
    subjects
        For each plan what statements about it may be about, from :func:`subjects_of`; nothing for
        a plan of which no gemeente is known, which is *not checked*.
    constraint
        Its theme is asked.
    statements
        All statements; when there are none to be had, that is *not checked*.
    names
        Dutch names of the subjects.

    Returns
    -------
    DataFrame
        ``row`` is the position of the plan, ``name`` what the statement is about, ``class``
        whether it is still *open* or *opgelost*, ``layer_date`` and ``source_id`` are its own;
        ``method`` is its text, with its number.
    """
    rows = np.arange(len(subjects))
    if not statements:  # a table that lost its rows looks the same as one that never had any
        return _silent(rows, NO_TABLE)
    themed = [one for one in statements if one.theme == constraint.theme]
    local = _by_subject(one for one in themed if one.subject != COUNTRY)
    found = [
        _finding(row, statement, names)
        for row, own in enumerate(subjects)
        for subject in own
        for statement in local.get(subject, ())
    ]
    quiet = np.setdiff1d(rows, [one["row"] for one in found])
    nationwide = any(one.subject == COUNTRY for one in themed)
    located = NATIONAL if nationwide else SILENT
    silent = _silent(quiet, [located if subjects[row] else UNLOCATED for row in quiet])
    return pd.concat([pd.DataFrame(found), silent]) if found else silent


def _by_subject(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Group statements by subject, the newest first."""
    found: dict[str, list[Statement]] = {}
    ordered = sorted(statements, key=lambda one: one.statement_id)
    for one in sorted(ordered, key=lambda one: one.date, reverse=True):
        found.setdefault(one.subject, []).append(one)
    return found


def _silent(rows: npt.NDArray[np.intp], reason: str | list[str]) -> pd.DataFrame:
    return pd.DataFrame({"row": rows, "state": "niet_gecontroleerd", "method": reason,
                         "layer_date": "", "source_id": ""})  # fmt: skip


def _finding(row: int, statement: Statement, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "row": row, "state": "raakt", "class": statement.status,
        "name": names.get(statement.subject, statement.subject),
        "layer_date": statement.date, "source_id": statement.source_id,
        "method": f"{statement.text} (uitspraak {statement.statement_id})",
    }  # fmt: skip


def subjects_of(
    plan_ids: Iterable[object], shapes: npt.NDArray[Any], catalogue: Catalogue
) -> list[Subjects]:
    """Return for each plan the ids that statements about it may carry, the most local first.

    A plan with the id of a bundled place in a gemeente of that place is that place; any other is
    located by a point on it, and one that lies in no known gemeente has none.
    """
    located = _located(shapes, catalogue)
    areas = {code: _areas_of((code,) * bool(code), catalogue) for code in set(located)}
    found = []
    for plan_id, code in zip(map(str, plan_ids), located, strict=True):
        place = catalogue.places.get(plan_id)
        if place and code in ("", *place.gemeente_codes):
            found.append(subjects_of_place(place, catalogue))
        else:
            found.append(areas[code])
    return found


def subjects_of_place(place: Place, catalogue: Catalogue) -> Subjects:
    """Return what statements about a bundled place may be about, the most local first.

    The place itself, its other designation, the places that lie in it, and the areas it lies in.
    """
    links = catalogue.links
    own = (place.place_id, *links.same_place(place.place_id), *links.inside(place.place_id))
    return (*own, *_areas_of(place.gemeente_codes, catalogue))


def _areas_of(codes: Sequence[str], catalogue: Catalogue) -> Subjects:
    subjects = catalogue.subjects.values()
    regions = [region.subject_id for code in codes for region in regions_of(code, subjects)]
    provincies = [catalogue.provincie_of[code] for code in codes if code in catalogue.provincie_of]
    return tuple(dict.fromkeys((*codes, *regions, *provincies)))


def _located(shapes: npt.NDArray[Any], catalogue: Catalogue) -> list[str]:
    """Return the gemeente code of a point on each plan; empty when it lies in none."""
    points = gpd.GeoSeries(shapely.point_on_surface(shapes), crs=RD_NEW)
    try:
        codes = locate_points(points, catalogue.gemeenten)["gemeente_code"]
    except (GeoError, KeyError):
        return [""] * len(shapes)
    return list(codes.fillna("").astype(str))
