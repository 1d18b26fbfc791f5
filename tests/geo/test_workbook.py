"""The workbook: typed cells, sheets that explain it, and the same bytes for the same table."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.spreadsheets import safe_cell
from geo.workbook import CUT, MAX_CELL, MAX_SHEET_ROWS, write_dutch_xlsx, write_xlsx
from tests.geo.exported import read_sheets, small


def test_cells_have_the_type_of_what_they_hold(tmp_path: Path) -> None:
    table = small({
        "place_id": ["a", "=1+1"], "homes": [2500, None], "lon": [4.434, -6.76],
        "natura2000_date": ["2025-12-08", "2026-08"], "natura2000_outdated": [True, False],
    }, "places")  # fmt: skip
    write_xlsx(table, tmp_path / "t.xlsx")
    assert read_sheets(tmp_path / "t.xlsx")["Plekken"] == [
        {"place_id": "a", "homes": 2500, "lon": 4.434,
         "natura2000_date": dt.datetime(2025, 12, 8), "natura2000_outdated": True},
        {"place_id": "'=1+1", "homes": None, "lon": -6.76, "natura2000_date": "2026-08",
         "natura2000_outdated": False},
    ]  # fmt: skip
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["Plekken"]
    formats = [cell.number_format for cell in sheet[2]]
    assert formats == ["General", "#,##0", "0.0000", "DD-MM-YYYY", "General"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:E3")


def test_a_decimal_is_a_number_and_a_year_has_no_dot(tmp_path: Path) -> None:
    table = small({"value": [Decimal("-6.76"), Decimal("2024"), Decimal("208000000.0")]})
    write_dutch_xlsx(table, tmp_path / "t.xlsx")
    cells = [row["Waarde"] for row in read_sheets(tmp_path / "t.xlsx")["Cijfers"]]
    assert cells == [-6.76, 2024, 208_000_000] and isinstance(cells[1], int)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["Cijfers"]
    assert {sheet.cell(row, 1).number_format for row in (2, 3, 4)} == {"General"}


def test_sheets_say_what_it_is_and_where_it_comes_from(tmp_path: Path) -> None:
    write_dutch_xlsx(small({"value": [1], "unit": ["m"]}), tmp_path / "t.xlsx")
    sheets = read_sheets(tmp_path / "t.xlsx")
    assert list(sheets) == ["Cijfers", "Bronnen", "Over dit bestand", "Kolommen"]
    assert sheets["Cijfers"] == [{"Waarde": 1, "Eenheid": "m"}]
    assert sheets["Bronnen"] == [
        {"id": "brief", "titel": "Een brief", "uitgever": "Een ministerie",
         "datum": dt.datetime(2025, 12, 8), "licentie": "CC0-1.0", "adres": "https://a.nl/"},
    ]  # fmt: skip
    assert sheets["Over dit bestand"] == [
        {"onderwerp": "Let op", "tekst": "Verkenning, geen toets."}
    ]
    assert [(row["kop"], row["kolomnaam"]) for row in sheets["Kolommen"]] == [
        ("Waarde", "value"), ("Eenheid", "unit"),
    ]  # fmt: skip


def test_a_table_from_elsewhere_has_its_one_sheet(tmp_path: Path) -> None:
    write_xlsx(small({"plan_id": [1]}, "plans", None), tmp_path / "t.xlsx")
    assert read_sheets(tmp_path / "t.xlsx") == {"Plannen": [{"plan_id": 1}]}


def test_the_clock_is_nowhere_in_the_file(tmp_path: Path) -> None:
    write_xlsx(small({"value": [1]}), tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    day = dt.datetime(2026, 11, 24)
    assert (book.properties.created, book.properties.modified) == (day, day)
    with ZipFile(tmp_path / "t.xlsx") as archive:
        assert {member.date_time for member in archive.infolist()} == {(2026, 11, 24, 0, 0, 0)}


def test_a_text_too_long_for_a_cell_says_that_it_is_cut(tmp_path: Path) -> None:
    write_xlsx(small({"meaning": ["x" * MAX_CELL, "y" * (MAX_CELL + 1)]}), tmp_path / "t.xlsx")
    whole, cut = (row["meaning"] for row in read_sheets(tmp_path / "t.xlsx")["Cijfers"])
    assert whole == "x" * MAX_CELL
    assert len(cut) == MAX_CELL and cut.endswith(f"y{CUT}")


def test_more_rows_than_a_sheet_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.workbook.MAX_SHEET_ROWS", 2)
    with pytest.raises(ValueError, match="3 rijen; een werkblad kan er 2"):
        write_xlsx(small({"value": [1, 2, 3]}), tmp_path / "t.xlsx")
    write_xlsx(small({"value": [1, 2]}), tmp_path / "t.xlsx")
    assert MAX_SHEET_ROWS == 2**20 - 1


@settings(deadline=None, max_examples=60)  # each writes a file
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), min_size=1, max_size=4))
def test_any_text_survives_and_is_never_a_formula(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    path = tmp_path_factory.mktemp("xlsx") / "t.xlsx"
    write_dutch_xlsx(small({"meaning": cells, "value": [1] * len(cells)}), path)
    found = [row["Betekenis"] or "" for row in read_sheets(path)["Cijfers"]]
    assert found == [safe_cell(cell) for cell in cells]


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "TRUE", "1", "2025-12-08", "10%", " a "])
def test_text_that_looks_like_something_else_stays_text(tmp_path: Path, text: str) -> None:
    write_xlsx(small({"meaning": [text]}), tmp_path / "t.xlsx")
    assert read_sheets(tmp_path / "t.xlsx")["Cijfers"] == [{"meaning": text}]


def test_the_reader_of_these_tests_refuses_a_formula(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["=1+1"])
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(AssertionError):
        read_sheets(tmp_path / "t.xlsx")
