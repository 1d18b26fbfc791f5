"""The matrix of places and themes: every pair has a state, and what is not checked is counted."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from geo.catalogue import Catalogue
from geo.constraints import THEMES
from geo.findings import UNCHECKED, count_unchecked, place_findings
from geo.model import Place, Statement
from layers import style
from layers.findings import finding_text, findings_of, main_stand
from layers.matrix import cells_of, count_stands, matrix_table, unchecked_text
from tests.dutch import english_in
from tests.geo.ground import TODAY
from tests.layers.poison import PAYLOADS, PRODUCT_OF_TEMPLATE

LATER = date(2031, 1, 1)


@pytest.fixture
def places(catalogue: Catalogue) -> list[Place]:
    return list(catalogue.places.values())


def test_every_place_has_a_cell_for_every_theme(catalogue: Catalogue, places: list[Place]) -> None:
    table = matrix_table(catalogue, places, TODAY, ("DB02", "ruimte"))
    assert [theme["id"] for theme in table["themes"]] == list(THEMES)
    assert [row["id"] for row in table["rows"]] == list(catalogue.places)
    assert table["caption"] == "64 plekken op 12 thema's"
    assert (table["place"], table["theme"]) == ("DB02", "ruimte")
    for place, row in zip(places, table["rows"], strict=True):
        assert (row["name"], row["kind"]) == (place.name, style.KINDS[place.kind])
        for theme, cell in zip(THEMES, row["cells"], strict=True):
            rows = findings_of(catalogue, place.place_id, theme, TODAY)
            look = style.STANDS[main_stand(rows)]
            assert (cell["stand"], cell["letter"], cell["label"]) == (
                look.stand_id, look.letter, look.label,
            )  # fmt: skip
            assert cell["hint"] in [finding_text(one) for one in rows]
            assert cell["outdated"] is False


def test_matrix_is_plain_dutch_json(catalogue: Catalogue, places: list[Place]) -> None:
    text = json.dumps(matrix_table(catalogue, places, TODAY), allow_nan=False, ensure_ascii=False)
    table = json.loads(text)
    said = [table["caption"], *(theme["label"] for theme in table["themes"])]
    for row in table["rows"]:
        said += [row["name"], row["kind"], *(cell["hint"] for cell in row["cells"])]
        said += [f"{cell['letter']} {cell['label']}" for cell in row["cells"]]
    assert english_in(" · ".join(said)) == []
    assert all(said)


def test_an_outdated_layer_marks_its_cells_only(catalogue: Catalogue, places: list[Place]) -> None:
    for row in matrix_table(catalogue, places, LATER)["rows"]:
        marked = [theme for theme, cell in zip(THEMES, row["cells"], strict=True)
                  if cell["outdated"]]  # fmt: skip
        assert marked == ["stikstof"]


def test_what_is_not_checked_is_counted(catalogue: Catalogue, places: list[Place]) -> None:
    quiet = int(count_unchecked(place_findings(catalogue, TODAY)).sum())
    total = len(places) * len(THEMES)
    assert 0 < quiet < total == 768
    assert unchecked_text(catalogue, places, TODAY) == (
        f"{quiet} van 768 niet gecontroleerd (64 plekken × 12 thema's)"
    )
    counts = count_stands(catalogue, places, TODAY)
    assert counts.total() == total
    assert sum(n for (_, stand), n in counts.items() if stand == UNCHECKED) == quiet


def test_a_selection_counts_its_own(catalogue: Catalogue, places: list[Place]) -> None:
    quiet = sum(cell.stand.stand_id == UNCHECKED for cell in cells_of(catalogue, places[2], TODAY))
    assert unchecked_text(catalogue, places[2:3], TODAY) == (
        f"{quiet} van 12 niet gecontroleerd (1 plek × 12 thema's)"
    )
    assert unchecked_text(catalogue, [], TODAY) == "geen plek in deze selectie"
    assert matrix_table(catalogue, [], TODAY)["rows"] == []


def test_one_statement_more_is_one_cell_less_not_checked(
    catalogue: Catalogue, changed: Any, places: list[Place]
) -> None:
    cells = {"statement_id": "ST-X", "subject": "DB02", "theme": "geluid", "status": "open"}
    more = Statement.model_validate(catalogue.statements[0].model_dump() | cells)
    fresh = changed(statements=(*catalogue.statements, more))
    before, after = (count_stands(one, places, TODAY) for one in (catalogue, fresh))
    assert after["geluid", UNCHECKED] == before["geluid", UNCHECKED] - 1
    assert after["geluid", "bericht"] == before["geluid", "bericht"] + 1


def test_poison_stays_text(poisoned: Catalogue) -> None:
    table = matrix_table(poisoned, list(poisoned.places.values()), TODAY)
    names = [row["name"] for row in table["rows"]]
    assert names == [place.name for place in poisoned.places.values()]
    hints = " ".join(cell["hint"] for row in table["rows"] for cell in row["cells"])
    assert all(any(payload in name for name in names) for payload in PAYLOADS)
    assert PRODUCT_OF_TEMPLATE not in hints and "{{ 7331*3 }}" in hints
