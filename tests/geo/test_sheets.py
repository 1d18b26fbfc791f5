"""A stranger's table: cells survive, and what cannot be read is said."""

from __future__ import annotations

import csv
import io
import zipfile
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from geo.sheets import MAX_BYTES, MAX_ROWS, SheetError, read_sheet

CELL = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=20)


def xlsx(*rows: tuple[object, ...]) -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("text", ["wie;stap\nRijk;nu\n", "wie,stap\r\nRijk,nu",
                                  "wie\tstap\nRijk\tnu",
                                  "\ufeffwie;stap\n\nRijk;nu\n;\n"])  # fmt: skip
def test_csv_with_any_usual_separator(text: str) -> None:
    sheet = read_sheet("a.csv", text.encode())
    assert (sheet.columns, sheet.rows, sheet.issues) == (("wie", "stap"), (("Rijk", "nu"),), ())


def test_windows_letters_are_read() -> None:
    assert read_sheet("a.csv", "naam\nFryslân".encode("cp1252")).rows == (("Fryslân",),)


def test_excel_cells_become_text() -> None:
    data = xlsx(("n", "d", "leeg"), (3.0, date(2026, 11, 24), None), (2.5, "x", "y"))
    assert read_sheet("a.xlsx", data).rows == (("3", "2026-11-24", ""), ("2.5", "x", "y"))


def test_short_and_long_rows() -> None:
    sheet = read_sheet("a.csv", b"a;b\n1\n1;2;3\n")
    assert sheet.rows == (("1", ""), ("1", "2"))
    (issue,) = sheet.issues
    assert (issue.where, issue.found) == ("a.csv, rij 2", "3 cellen")


def test_columns_with_one_name_are_told_apart() -> None:
    assert read_sheet("a.csv", b"a;a\n1;2").columns == ("a", "a_1")


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.pdf", b"x", "CSV of Excel"), ("a", b"x", "CSV of Excel"), ("a.csv", b"", "leeg"),
        ("a.csv", b" \n;\n", "geen rijen"), ("a.xlsx", b"PK\3\4 no", "opnieuw op"),
        ("a.csv", b"a\0b\nc", "geen tekst"), ("a.csv", b"x" * (MAX_BYTES + 1), "MB"),
        ("a.csv", b"a\n" + b"1\n" * (MAX_ROWS + 1), "kleinere tabel"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(name: str, data: bytes, word: str) -> None:
    with pytest.raises(SheetError, match=word):
        read_sheet(name, data)


def test_an_empty_file_is_not_called_too_large() -> None:
    with pytest.raises(SheetError, match="bestand met rijen.*kies een ander bestand") as raised:
        read_sheet("a.csv", b"")
    assert "MB" not in str(raised.value) and "minder" not in str(raised.value)


def test_an_archive_that_unpacks_to_far_too_much_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 210_000_000)
    with pytest.raises(SheetError, match="uitpakken"):
        read_sheet("bom.xlsx", buffer.getvalue())


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8))
def test_every_cell_survives_a_csv(cells: list[tuple[str, str]]) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";").writerows([("een", "twee"), *cells])
    kept = [row for row in cells if any(cell.strip() for cell in row)]
    assert list(read_sheet("a.csv", buffer.getvalue().encode()).rows) == kept


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx", "a.txt"]))
def test_no_bytes_crash_it(data: bytes, name: str) -> None:
    with suppress(SheetError):
        read_sheet(name, data)
