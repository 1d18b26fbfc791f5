"""The frozen types: what a row may and may not say."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from geo.model import Figure, Issue, Link, PartialDate, Period, Place, Statement

FIGURE = {
    "figure_id": "a.homes.1", "subject": "a", "quantity": "homes", "value": "2500", "low": "",
    "high": "", "unit": "homes", "qualifier": "exact", "kind": "gesteld", "formula": "",
    "inputs": "", "period": "", "conditions": "", "parent": "", "source_id": "brief",
    "section": "0", "paragraph": "", "reference_date": "onbekend", "confidence": "stated",
}  # fmt: skip
LINK = {
    "from": "a", "to": "b", "relation": "part_of", "confidence": "stated", "source_id": "brief",
    "note": "",
}  # fmt: skip
STATEMENT = {
    "statement_id": "s", "subject": "a", "theme": "water", "audience": "all", "text": "Nat.",
    "status": "open", "actor": "", "next_step": "", "next_date": "", "date": "2025-10",
    "source_id": "brief", "confidence": "stated",
}  # fmt: skip


@pytest.mark.parametrize("text", ["onbekend", "2025", "2025-10", "2025-10-31"])
def test_a_date_may_be_partial(text: str) -> None:
    assert TypeAdapter(PartialDate).validate_python(text) == text


@pytest.mark.parametrize("text", ["", "25", "2025-13", "2025-10-32", "10-2025", "2025/10", "mei"])
def test_another_date_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(PartialDate).validate_python(text)


@pytest.mark.parametrize("text", ["", "2025", "2022/2030", "/2040", "2030/", "2024-10/2025-09"])
def test_a_period_may_be_open(text: str) -> None:
    assert TypeAdapter(Period).validate_python(text) == text


@pytest.mark.parametrize("text", ["2022-2030", "2022/2030/2040", "tot 2040"])
def test_another_period_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Period).validate_python(text)


def test_an_empty_cell_is_unknown_and_never_zero() -> None:
    figure = Figure.model_validate(FIGURE)
    assert (figure.value, figure.low, figure.high) == (Decimal(2500), None, None)
    assert (figure.least, figure.most, figure.paragraph) == (2500, 2500, None)


def test_a_range_needs_no_value() -> None:
    figure = Figure.model_validate(FIGURE | {"value": "", "low": "4000", "high": "6000"})
    assert (figure.value, figure.least, figure.most) == (None, 4000, 6000)


@pytest.mark.parametrize(
    "cells",
    [
        {"value": ""},
        {"value": "", "low": "4000"},
        {"value": "", "low": "6000", "high": "4000"},
        {"value": "veel"},
        {"value": "1,5"},
        {"value": "NaN"},
        {"value": "Infinity"},
        {"unit": "share", "value": "30"},
        {"unit": "share", "value": "-0.1"},
        {"kind": "afgeleid"},
        {"kind": "afgeleid", "formula": "b - c"},
        {"kind": "geraden"},
        {"qualifier": "ongeveer"},
        {"source_id": ""},
        {"confidence": ""},
        {"paragraph": "drie"},
        {"kleur": "rood"},
    ],
    ids=str,
)
def test_a_figure_that_does_not_hold_is_refused(cells: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Figure.model_validate(FIGURE | cells)


def test_derived_figure_names_formula_and_inputs() -> None:
    cells = {"kind": "afgeleid", "formula": "b - c", "inputs": "b; c"}
    assert Figure.model_validate(FIGURE | cells).inputs == ("b", "c")


def test_values_are_frozen() -> None:
    with pytest.raises(ValidationError):
        Figure.model_validate(FIGURE).value = Decimal(1)  # type: ignore[misc]


@pytest.mark.parametrize(("relation", "target"), [("part_of", "b"), ("unlinked", "")])
def test_a_link_has_a_target_unless_it_is_unlinked(relation: str, target: str) -> None:
    link = Link.model_validate(LINK | {"relation": relation, "to": target})
    assert (link.origin, link.target) == ("a", target)


@pytest.mark.parametrize(("relation", "target"), [("part_of", ""), ("unlinked", "b"), ("is", "b")])
def test_another_link_is_refused(relation: str, target: str) -> None:
    with pytest.raises(ValidationError):
        Link.model_validate(LINK | {"relation": relation, "to": target})


def test_a_statement_has_a_known_theme() -> None:
    assert Statement.model_validate(STATEMENT).theme == "water"
    with pytest.raises(ValidationError):
        Statement.model_validate(STATEMENT | {"theme": "weer"})


def test_what_comes_next_has_a_date_only_with_a_step() -> None:
    step = {"next_step": "het plan vaststellen"}
    for cells in ({}, step, step | {"next_date": "eind 2026"}, {"actor": "gemeente"}):
        assert Statement.model_validate(STATEMENT | cells).theme == "water"
    with pytest.raises(ValidationError):
        Statement.model_validate(STATEMENT | {"next_date": "eind 2026"})


def place(**fields: Any) -> Place:
    """Make a place of which nothing is checked."""
    return Place.model_construct(**fields)


@pytest.mark.parametrize(
    ("basis", "named"), [("site", True), ("region", True), ("probable", False), ("gemeente", False)]
)
def test_a_place_is_named_when_a_source_names_it(basis: str, named: bool) -> None:
    assert place(location_basis=basis).is_named is named


@pytest.mark.parametrize(
    ("extent", "basis", "outline"),
    [
        ("region", "stated", True),
        ("region", "inferred", False),
        ("region", "general", False),
        ("site", "stated", False),
    ],
)
def test_only_a_region_with_stated_gemeenten_has_an_outline(
    extent: str, basis: str, outline: bool
) -> None:
    assert place(extent=extent, gemeente_basis=basis).has_outline is outline


def test_an_issue_is_one_sentence() -> None:
    issue = Issue(
        severity="error", code="x", where="hier", expected="dit", found="dat", repair="doe zo"
    )
    assert issue.message == "hier: verwacht dit; gevonden dat. Herstel: doe zo"
