"""Reads a bundled table into the types of :mod:`geo.model`, and says in Dutch what does not fit.

The types are the schemas: a separate schema library would state every column a second time.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from geo.model import Issue

Row = TypeVar("Row", bound=BaseModel)
ID_COLUMNS = {
    "places": "place_id", "subjects": "subject_id", "quantities": "quantity",
    "figures": "figure_id", "statements": "statement_id",
}  # fmt: skip


def columns_of(model: type[BaseModel]) -> list[str]:
    """Return the column names of a table, in order."""
    return [field.alias or name for name, field in model.model_fields.items()]


def read_table(path: Path, model: type[Row]) -> tuple[tuple[Row, ...], list[Issue]]:
    """Read a CSV (UTF-8, comma, header) row by row; a bad row becomes an issue, none is lost.

    A file that is missing gives no rows and no issue: :func:`geo.sources.check_files` reports it.
    """
    if not path.exists():
        return (), []
    expected = columns_of(model)
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            header, *lines = [*csv.reader(handle, strict=True)] or [[]]
    except (UnicodeDecodeError, csv.Error) as error:
        return (), [_bad_file(path, "een CSV-bestand in UTF-8", str(error))]
    if header != expected:
        found = ", ".join(header) or "een leeg bestand"
        return (), [_bad_file(path, "de kolommen " + ", ".join(expected), found)]
    rows: list[Row] = []
    issues: list[Issue] = []
    for number, cells in enumerate(lines, start=2):
        where = f"{path.name}, regel {number} ({cells[0] if cells else 'leeg'})"
        if len(cells) != len(expected):
            issues.append(_bad_row(where, len(expected), len(cells)))
            continue
        try:
            rows.append(model.model_validate(dict(zip(expected, cells, strict=True))))
        except ValidationError as error:
            issues += issues_of(error, where, model)
    return tuple(rows), issues + _check_unique(path.stem, rows)


def issues_of(error: ValidationError, where: str, model: type[BaseModel]) -> list[Issue]:
    """Turn a validation error into issues that a Dutch reader can act on."""
    return [_issue_of(detail, where, columns_of(model)) for detail in error.errors()]


def _issue_of(detail: Any, where: str, columns: Sequence[str]) -> Issue:
    column = str(detail["loc"][0]) if detail["loc"] else ""
    found = f"‘{detail['input']}’" if column else "een rij die dat niet heeft"
    expected, repair = _expectation(detail), "verbeter de waarde of laat de rij weg"
    if detail["type"] == "missing":
        found, repair = "niets", f"vul ‘{column}’ in"
    elif detail["type"] == "extra_forbidden":
        near = get_close_matches(column, columns, n=1)
        found = f"de onbekende sleutel ‘{column}’"
        repair = f"bedoelde u ‘{near[0]}’?" if near else f"kies uit: {', '.join(columns)}"
    elif detail["input"] == "":
        found, repair = "een lege cel", f"vul ‘{column}’ in"
    return Issue(
        severity="error", code=f"schema_{detail['type']}",
        where=f"{where}, {column}" if column else where,
        expected=expected, found=found, repair=repair,
    )  # fmt: skip


def _expectation(detail: Any) -> str:
    context = detail.get("ctx", {})
    wording = {
        "missing": "een waarde",
        "extra_forbidden": "alleen bekende sleutels",
        "string_too_short": "een ingevulde waarde",
        "string_pattern_mismatch": f"tekst van de vorm {context.get('pattern')}",
        "literal_error": f"een van {context.get('expected')}".replace(" or ", " of "),
        "decimal_parsing": "een getal met een punt als decimaalteken",
        "float_parsing": "een getal met een punt als decimaalteken",
        "int_parsing": "een geheel getal",
        "bool_parsing": "true of false",
        "greater_than": f"een getal groter dan {context.get('gt')}",
        "greater_than_equal": f"een getal van {context.get('ge')} of meer",
        "less_than_equal": f"een getal van hoogstens {context.get('le')}",
        "int_type": "een geheel getal zonder aanhalingstekens",
        "model_type": "een blok met sleutels en waarden",
        "tuple_type": "een lijst",
        "value_error": str(context.get("error")),
        "string_type": "tekst tussen aanhalingstekens",
    }
    return wording.get(detail["type"], "een waarde die bij de kolom past")


def _check_unique(table: str, rows: Sequence[BaseModel]) -> list[Issue]:
    key = ID_COLUMNS.get(table)
    ids = [getattr(row, key) for row in rows] if key else []
    return [
        Issue(
            severity="error", code="duplicate_id", where=f"{table}.csv, {key}",
            expected="elke sleutel één keer", found=f"‘{twice}’ {ids.count(twice)} keer",
            repair="geef een van de rijen een eigen sleutel",
        )
        for twice in sorted({i for i in ids if ids.count(i) > 1})
    ]  # fmt: skip


def _bad_row(where: str, expected: int, found: int) -> Issue:
    return Issue(
        severity="error", code="row_length", where=where, expected=f"{expected} cellen",
        found=f"{found} cellen",
        repair="zet aanhalingstekens om tekst met een komma, of vul de rij aan",
    )  # fmt: skip


def _bad_file(path: Path, expected: str, found: str) -> Issue:
    return Issue(
        severity="error", code="table_unreadable", where=path.name, expected=expected,
        found=found, repair=f"zet het bestand terug (git checkout data/{path.name})",
    )  # fmt: skip
