"""The letter of 8 December 2025, read by itself paragraph by paragraph, against the ledger.

This list was written from the letter and not from ``data/figures.csv``: subject, value (or the two
ends of a range), unit, qualifier and section.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from geo.catalogue import data_folder
from geo.ledger import LETTER
from geo.model import Figure
from geo.schema import read_table

Row = tuple[str, str, str, str, str]
STATED: list[Row] = [
    # before heading 1
    ("NL", "2024", "year", "exact", "0"),
    ("DB01", "2500", "homes", "exact", "0"),
    ("DB01", "2026", "year", "exact", "0"),
    ("NL", "100000", "homes/year", "exact", "0"),
    ("NL", "0.6666666667", "share", "exact", "0"),
    ("NL", "0.3", "share", "exact", "0"),
    # 1: progress
    ("NL", "77600", "homes", "exact", "1"),
    ("NL", "104000", "homes", "exact", "1"),
    ("NL", "2024", "year", "exact", "1"),
    ("NL", "2025", "year", "exact", "1"),
    ("NL", "100000", "homes", "minimaal", "1"),
    ("NL", "100000", "homes/year", "exact", "1"),
    ("NL", "2022–2023", "year", "exact", "1"),
    ("NL", "2027", "year", "exact", "1"),
    # 3: one year of Woontop; 2 has no figures
    ("NL", "20", "agreements", "exact", "3"),
    ("S-WONINGBOUWMIDDELEN", "5000000000", "euro", "exact", "3"),
    ("S-BEREIKBAARHEID", "2500000000", "euro", "exact", "3"),
    ("S-GEBIEDSBUDGET", "877000000", "euro", "exact", "3"),
    ("S-KORTE-TERMIJN", "1300000000", "euro", "circa", "3"),
    ("S-KORTE-TERMIJN", "145000", "homes", "circa", "3"),
    ("S-RESERVERING", "1200000000", "euro", "circa", "3"),
    ("S-SAMEN", "3000000000", "euro", "ruim", "3"),
    ("S-SAMEN", "273000", "homes", "circa", "3"),
    ("S-WBI-WMRE-RHA-2025", "3", "schemes", "exact", "3"),
    ("S-WBI-WMRE-RHA-2025", "150000000", "euro", "bijna", "3"),
    ("S-WBI-WMRE-RHA-2025", "16500", "homes", "ruim", "3"),
    ("S-REALISATIESTIMULANS", "2026–2030", "year", "exact", "3"),
    ("S-REALISATIESTIMULANS", "7000", "euro/home", "exact", "3"),
    ("S-DOORBRAAKAANPAK", "20", "sites", "exact", "3"),
    ("R-STOUGJESWIJK-LISSERBROEK", "6000", "homes", "exact", "3"),
    ("S-MIDDEN-HOLLAND", "208000000", "euro", "exact", "3"),
    ("S-MIDDEN-HOLLAND", "14000", "homes", "exact", "3"),
    ("DB03", "8000", "homes", "exact", "3"),
    ("S-NPLV", "2024–2029", "year", "exact", "3"),
    ("S-NPLV", "50000", "homes", "exact", "3"),
    ("S-NPLV", "600000000", "euro", "exact", "3"),
    ("S-NPLV-RUIMTE", "180000000", "euro", "exact", "3"),
    ("S-NPLV-PERSONEEL", "50000000", "euro", "exact", "3"),
    ("NL", "2026", "year", "exact", "3"),
    ("NL", "8", "builders", "exact", "3"),
    ("NL", "2030", "year", "exact", "3"),
    # 4: in practice
    ("NL", "10", "gemeenten", "exact", "4"),
    # 5: looking ahead
    ("NL", "100000", "homes/year", "exact", "5"),
    ("NL", "0.6666666667", "share", "exact", "5"),
    ("NL", "0.3", "share", "exact", "5"),
    # 6: closing
    ("NL", "2026", "year", "exact", "6"),
]
# What follows from the letter without standing in it.
FOLLOWING: list[Row] = [
    ("NL", "2026", "year", "exact", "1"),
    ("DB02", "3500", "homes", "exact", "3"),
    ("S-NPLV-OVERIG", "370000000", "euro", "exact", "3"),
    ("S-REALISATIESTIMULANS", "2025–2029", "year", "exact", "3"),
    ("S-DOORBRAAKAANPAK", "2", "sites", "exact", "3"),
    ("NL", "2026", "year", "exact", "4"),
]
# Cortelande carries two designations: the same 8.000 homes under its other id.
TWICE: Row = ("GG18", "8000", "homes", "exact", "3")

FIGURES, _ = read_table(data_folder() / "figures.csv", Figure)


def facts(figures: tuple[Figure, ...], *kinds: str) -> set[Row]:
    """Return the rows of the letter of these kinds as the list writes them."""
    return {
        (row.subject, _written(row), row.unit, row.qualifier, row.section)
        for row in figures
        if row.source_id == LETTER and row.kind in kinds
    }


def _written(row: Figure) -> str:
    if row.value is not None:
        return f"{row.value:f}"
    return f"{row.low:f}–{row.high:f}"


@pytest.mark.parametrize("row", STATED, ids=" ".join)
def test_every_figure_of_the_letter_is_in_the_ledger(row: Row) -> None:
    assert row in facts(FIGURES, "gesteld")


@pytest.mark.parametrize("row", FOLLOWING, ids=" ".join)
def test_what_follows_is_marked_as_such(row: Row) -> None:
    assert row in facts(FIGURES, "afgeleid", "handmatig")


def test_the_ledger_puts_nothing_in_the_letter_that_is_not_there() -> None:
    assert facts(FIGURES, "gesteld") == {*STATED, TWICE}
    assert facts(FIGURES, "afgeleid", "handmatig") == set(FOLLOWING)


@pytest.mark.parametrize("change", [{"value": Decimal(2501)}, {"unit": "jobs"}, {"section": "1"}])
def test_another_value_unit_or_section_would_be_missed(change: dict[str, object]) -> None:
    changed = tuple(
        row.model_copy(update=change) if row.figure_id == "DB01.homes.1" else row for row in FIGURES
    )
    assert STATED[1] in facts(FIGURES, "gesteld")
    assert STATED[1] not in facts(changed, "gesteld")


def test_lisserbroek_is_what_is_left_of_the_two_together() -> None:
    by_id = {row.figure_id: row for row in FIGURES}
    (row,) = (r for r in FIGURES if r.subject == "DB02" and r.source_id == LETTER)
    assert (row.kind, row.value) == ("afgeleid", 3500)
    assert [by_id[i].value for i in row.inputs] == [6000, 2500]
    assert row.formula == " - ".join(row.inputs)
