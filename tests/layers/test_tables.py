"""The table under the map: the same places, in words that sort as they should."""

from __future__ import annotations

from typing import Any

import pytest

from geo.catalogue import Catalogue
from geo.model import Selection
from geo.selection import select_places
from layers import style
from layers.tables import COLUMNS, place_rows

Table = dict[str, Any]


@pytest.fixture(scope="module")
def table(catalogue: Catalogue) -> Table:
    return place_rows(catalogue, tuple(catalogue.places.values()), None)


def row_of(table: Table, place_id: str) -> dict[str, str]:
    """Return the cells of a place by heading."""
    (row,) = (row for row in table["rows"] if row["id"] == place_id)
    heads = [column["label"] for column in table["columns"]]
    return dict(zip(heads, row["cells"], strict=True))


def test_every_place_is_one_row_in_order(catalogue: Catalogue, table: Table) -> None:
    assert [row["id"] for row in table["rows"]] == list(catalogue.places)
    assert "64" in table["caption"]


def test_every_row_has_a_cell_and_a_key_a_column(table: Table) -> None:
    assert [(c["label"], c["number"]) for c in table["columns"]] == list(COLUMNS)
    for row in table["rows"]:
        assert len(row["cells"]) == len(row["keys"]) == len(COLUMNS)
        assert all(isinstance(cell, str) and cell.strip() for cell in row["cells"])


def test_row_of_a_place(table: Table) -> None:
    cells = row_of(table, "DB01")
    assert cells.pop("Status").startswith("Aangewezen als doorbraaklocatie")
    assert cells == {
        "Plek": "Stougjeswijk", "Soort": "Doorbraaklocatie", "Gemeente": "Hoeksche Waard",
        "Provincie": "Zuid-Holland", "Woningen": "2.500", "Bronnen van het aantal": "3",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("place_id", "homes"), [("DB04", "onbekend"), ("DB05", "25.000–35.000"), ("DB01", "2.500")]
)
def test_homes(table: Table, place_id: str, homes: str) -> None:
    assert row_of(table, place_id)["Woningen"] == homes


def test_unit_stands_in_the_heading_only(table: Table) -> None:
    assert not [row["id"] for row in table["rows"] if "woning" in row["cells"][4].lower()]


def test_place_in_several_gemeenten_names_them_all(table: Table) -> None:
    assert row_of(table, "GG12")["Gemeente"] == "Ede, Barneveld, Veenendaal"
    assert row_of(table, "GG12")["Provincie"] == "Gelderland, Utrecht"


def test_numbers_sort_as_numbers_and_texts_as_texts(catalogue: Catalogue, table: Table) -> None:
    for row in table["rows"]:
        for (label, is_number), key in zip(COLUMNS, row["keys"], strict=True):
            assert isinstance(key, int | float | None) if is_number else isinstance(key, str), label
        reading = catalogue.ledger.reading(row["id"], "homes")
        assert row["keys"][4] == (float(reading.preferred.least) if reading else None)
        assert row["keys"][5] == int(row["cells"][5])
        assert row["keys"][5] == (len(reading.figures) if reading else 0)


def test_status_says_what_the_source_says(catalogue: Catalogue, table: Table) -> None:
    for place in catalogue.places.values():
        text = row_of(table, place.place_id)["Status"]
        assert text[:1] == text[:1].upper()
        assert text[1:] == place.designation[1:]


def test_kinds_are_dutch(catalogue: Catalogue, table: Table) -> None:
    for place in catalogue.places.values():
        assert row_of(table, place.place_id)["Soort"] == style.KINDS[place.kind]


@pytest.mark.parametrize("selected", [None, "DB01"])
def test_chosen_row_goes_along(catalogue: Catalogue, selected: str | None) -> None:
    assert place_rows(catalogue, [catalogue.places["DB01"]], selected)["selected"] == selected


@pytest.mark.parametrize(
    ("search", "caption"), [("zuidplas", "2 plekken"), ("stougjes", "1 plek"), ("qq", "0 plekken")]
)
def test_caption_counts(catalogue: Catalogue, search: str, caption: str) -> None:
    places = select_places(catalogue, Selection(search=search))
    assert place_rows(catalogue, places, None)["caption"] == caption


def test_changed_number_is_in_the_table(catalogue: Catalogue, changed: Any) -> None:
    figures = tuple(
        f.model_copy(update={"qualifier": "ruim"}) if f.figure_id == "DB01.homes.1" else f
        for f in catalogue.figures
    )
    fresh = changed(figures=figures)
    table = place_rows(fresh, tuple(fresh.places.values()), None)
    assert row_of(table, "DB01")["Woningen"] == "ruim 2.500"
