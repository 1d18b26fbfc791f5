"""The preference rule on made-up figures, then every bundled figure by itself."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest

from geo.catalogue import data_folder
from geo.ledger import LETTER, Ledger
from geo.model import Document, Figure, Quantity
from geo.schema import read_table
from geo.sources import Manifest, read_manifest

HOMES = Quantity(
    quantity="homes", label="woningen", unit="homes", responsible="gemeente", single=True,
    meaning="Geplande woningen",
)  # fmt: skip
PHASE = HOMES.model_copy(update={"quantity": "homes_phase", "single": False})


def document(authority: str, date: str) -> Document:
    return Document(
        title="t", publisher="p", authority=authority, licence="CC0-1.0",  # type: ignore[arg-type]
        url="https://voorbeeld.nl/", date=date, method="m", rhythm="once",
    )  # fmt: skip


DOCUMENTS = {
    LETTER: document("rijk", "2025-12-08"),
    "raad-2020": document("gemeente", "2020"),
    "raad-2024": document("gemeente", "2024-05"),
    "raad-onbekend": document("gemeente", "onbekend"),
    "krant-2026": document("media", "2026-01"),
    "krant-onbekend": document("media", "onbekend"),
}


def figure(source: str, value: str = "100", **fields: Any) -> Figure:
    row = dict.fromkeys(("low", "high", "formula", "inputs", "period", "conditions", "parent"), "")
    row |= {"figure_id": f"p.homes.{source}", "subject": "p", "quantity": "homes", "value": value}
    row |= {"unit": "homes", "qualifier": "exact", "kind": "gesteld", "source_id": source}
    row |= {"section": "", "paragraph": "", "reference_date": "onbekend", "confidence": "stated"}
    return Figure.model_validate(row | fields)


def ledger(*figures: Figure) -> Ledger:
    return Ledger(figures, {"homes": HOMES, "homes_phase": PHASE}, Manifest(documents=DOCUMENTS))


DERIVED: dict[str, Any] = {"kind": "afgeleid", "formula": "a - b", "inputs": "a;b"}
CASES = {
    "the letter wins": (LETTER, [figure(LETTER), figure("raad-2024"), figure("krant-2026")]),
    "derived from the letter does not": (
        "raad-2020",
        [figure(LETTER, **DERIVED), figure("raad-2020"), figure("krant-2026")],
    ),
    "counted by hand in the letter does not": (
        "raad-2020",
        [figure(LETTER, kind="handmatig"), figure("raad-2020")],
    ),
    "newest of the responsible": (
        "raad-2024",
        [figure("raad-2020"), figure("raad-2024"), figure("krant-2026")],
    ),
    "an unknown date is the oldest": (
        "raad-2020",
        [figure("raad-onbekend"), figure("raad-2020"), figure("krant-2026")],
    ),
    "undated responsible before a dated other": (
        "raad-onbekend",
        [figure("krant-2026"), figure("raad-onbekend")],
    ),
    "newest of the others": ("krant-2026", [figure("krant-2026"), figure("krant-onbekend")]),
    "low is never preferred": (
        "krant-onbekend",
        [figure(LETTER, confidence="low"), figure("krant-onbekend")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_preference_rule_in_any_order_of_the_file(name: str) -> None:
    winner, figures = CASES[name]
    for order in permutations(figures):
        book = ledger(*order)
        reading = book.reading("p", "homes")
        assert reading is not None and reading.preferred.source_id == winner
        assert [f.source_id for f in figures if book.is_preferred(f)] == [winner]


def test_a_tie_does_not_depend_on_the_order_of_the_file() -> None:
    tied = [figure("raad-2024", "1"), figure("raad-2024", "2", figure_id="p.homes.zz")]
    picked = {ledger(*order).readings("p")[0].preferred.figure_id for order in permutations(tied)}
    assert len(picked) == 1


def test_low_is_hidden_unless_asked_for() -> None:
    book = ledger(figure("krant-2026", confidence="low"))
    assert book.reading("p", "homes") is None and "p" in book
    assert len(book.about("p")) == 1 and book.about("p", low=False) == ()
    assert not book.is_preferred(book.figures[0])


@pytest.mark.parametrize(("other", "conflict"), [("100", False), ("120", True)])
def test_sources_that_differ_are_a_conflict(other: str, conflict: bool) -> None:
    reading = ledger(figure(LETTER), figure("raad-2024", other)).reading("p", "homes")
    assert reading is not None and reading.is_conflict is conflict
    assert (reading.low, reading.high) == (100, Decimal(other))


def test_a_range_spans_its_ends() -> None:
    wide = figure("raad-2024", "", low="80", high="130")
    reading = ledger(figure(LETTER), wide).reading("p", "homes")
    assert reading is not None and reading.is_conflict
    assert (reading.low, reading.high) == (80, 130)


def test_phases_are_no_conflict_and_each_is_preferred() -> None:
    phases = [
        figure("raad-2020", value, figure_id=value, quantity="homes_phase")
        for value in ("100", "200")
    ]
    book = ledger(*phases)
    assert len(book.readings("p")) == 2
    assert all(book.is_preferred(phase) for phase in phases)
    assert not any(reading.is_conflict for reading in book.readings("p"))


def test_an_unknown_subject_has_nothing() -> None:
    book = ledger(figure(LETTER))
    assert "q" not in book and book.about("q") == () and book.reading("q", "homes") is None


# --- the bundled figures -------------------------------------------------------------------

FIGURES, _ = read_table(data_folder() / "figures.csv", Figure)
MANIFEST, _ = read_manifest(data_folder())
BY_ID = {row.figure_id: row for row in FIGURES}


@pytest.mark.parametrize("row", FIGURES, ids=lambda row: row.figure_id)
def test_bundled_figure_has_its_source_and_follows_from_its_inputs(row: Figure) -> None:
    assert MANIFEST.source(row.source_id) is not None
    assert row.figure_id.startswith(f"{row.subject}.{row.quantity}.")
    assert set(row.inputs) <= set(BY_ID) and row.parent in {"", *BY_ID}
    if row.kind == "afgeleid":
        assert set(row.inputs) == {token for token in row.formula.split() if token in BY_ID}
        for end in ("value",) if row.value is not None else ("low", "high"):
            assert work_out(row.formula, end) == getattr(row, end)


def work_out(formula: str, end: str) -> Decimal:
    """Work out sums of products, as a reader would."""
    total = Decimal(0)
    for sign, term in re.findall(r"(^|[+-]) ?([^+]+?)(?= [+-] |$)", formula):
        factors = [getattr(BY_ID[f], end) if f in BY_ID else Decimal(f) for f in term.split(" * ")]
        total += (-1 if sign == "-" else 1) * math.prod(factors)
    return total


def test_a_formula_is_worked_out_as_a_reader_would() -> None:
    assert work_out("6000 - 2500", "value") == 3500
    assert work_out("10 - 2 * 3 + 1", "value") == 5


def test_some_bundled_figures_are_derived() -> None:
    assert sum(row.kind == "afgeleid" for row in FIGURES) >= 3
