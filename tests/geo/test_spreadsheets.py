"""The spreadsheets that a reader downloads: they open, they hold what was asked, they are safe."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest

from geo.catalogue import Catalogue, load_catalogue
from geo.export import SPREADSHEETS, place_table, to_bytes
from geo.model import Place

BOM = b"\xef\xbb\xbf"
Rows = list[dict[str, Any]]


def read_csv(data: bytes) -> Rows:
    """Read a CSV as a spreadsheet does."""
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(data: bytes) -> Rows:
    """Read the one sheet of a workbook, and require that no cell is a formula."""
    book = openpyxl.load_workbook(BytesIO(data))
    assert book.sheetnames == ["Plekken"]
    sheet = book["Plekken"]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


READERS = {"csv": read_csv, "xlsx": read_xlsx}


def some(catalogue: Catalogue) -> list[Place]:
    return [catalogue.places[place_id] for place_id in ("GG12", "DB05", "DB04")]


def test_every_suffix_is_read_here() -> None:
    assert set(READERS) == set(SPREADSHEETS)


@pytest.mark.parametrize("suffix", READERS)
def test_file_holds_the_given_places_in_their_order(catalogue: Catalogue, suffix: str) -> None:
    rows = READERS[suffix](to_bytes(catalogue, some(catalogue), suffix))
    assert [row["place_id"] for row in rows] == ["GG12", "DB05", "DB04"]
    assert set(rows[0]) == set(place_table(catalogue)) - {"geometry"}
    assert "geometry" not in rows[0]


@pytest.mark.parametrize("suffix", READERS)
def test_file_of_nothing_has_its_headings(catalogue: Catalogue, suffix: str) -> None:
    data = to_bytes(catalogue, [], suffix)
    assert READERS[suffix](data) == []
    if suffix == "csv":
        assert b"place_id" in data


@pytest.mark.parametrize("suffix", READERS)
def test_unknown_is_empty_and_known_is_a_number(catalogue: Catalogue, suffix: str) -> None:
    table = READERS[suffix](to_bytes(catalogue, catalogue.places.values(), suffix))
    rows = {row["place_id"]: row for row in table}
    assert len(rows) == 64
    assert rows["DB04"]["homes"] in (None, "")
    assert int(rows["DB01"]["homes"]) == 2500
    assert int(rows["DB05"]["homes_low"]) == 25_000
    assert all(row["data_version"] == catalogue.version for row in rows.values())
    if suffix == "xlsx":
        assert isinstance(rows["DB01"]["homes"], int)
        assert isinstance(rows["DB01"]["lon"], float)


def test_csv_begins_with_a_mark_that_a_spreadsheet_knows(catalogue: Catalogue) -> None:
    data = to_bytes(catalogue, catalogue.places.values(), "csv")
    assert data.startswith(BOM)
    assert not data.removeprefix(BOM).startswith(BOM)
    assert "Fryslân" in data.decode("utf-8-sig")


@pytest.mark.parametrize("suffix", READERS)
@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-2+3", "@SUM(A1)", '=HYPERLINK("x","y")'])
def test_text_never_becomes_a_formula(copied: Any, suffix: str, text: str) -> None:
    copied.edit("places", "DB01", name=text, designation=text)
    copied.stamp()
    catalogue = load_catalogue(copied.path)
    assert catalogue.places["DB01"].name == text
    (row,) = READERS[suffix](to_bytes(catalogue, [catalogue.places["DB01"]], suffix))
    assert row["name"] == row["designation"] == f"'{text}"


@pytest.mark.parametrize("suffix", READERS)
def test_no_cell_begins_like_a_formula(catalogue: Catalogue, suffix: str) -> None:
    for row in READERS[suffix](to_bytes(catalogue, catalogue.places.values(), suffix)):
        for key, cell in row.items():
            if isinstance(cell, str):
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (key, cell)
