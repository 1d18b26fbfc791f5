"""XLSX: a sheet with the table, its cells of their own type, and sheets that explain it.

The same table gives the same bytes: where openpyxl writes the clock, stands the day of the data.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from geo.columns import DAY, DEGREES, HOMES, METRES, SHARE, Column
from geo.spreadsheets import dutch_dress, neutralise_formulas
from geo.table import Table, plain

MAX_SHEET_ROWS = 1_048_575
MAX_CELL = 32_767
CUT = "… [ingekort]"
NUMBER_FORMATS = {METRES: "#,##0", HOMES: "#,##0", DEGREES: "0.0000", SHARE: "0.0%",
                  DAY: "DD-MM-YYYY"}  # fmt: skip
FONT, PROSE = "Calibri", ("titel", "tekst", "betekenis")
WIDEST, NARROWEST, SAMPLE = 60, 11, 200
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def write_xlsx(table: Table, path: Path) -> None:
    """Write a workbook: the table with its English names, then the sheets that go with it."""
    _write_book(table, table.cells, path)


def write_dutch_xlsx(table: Table, path: Path) -> None:
    """Write a workbook in Dutch dress."""
    _write_book(table, dutch_dress(table), path)


def _write_book(table: Table, rows: pd.DataFrame, path: Path) -> None:
    if len(rows) > MAX_SHEET_ROWS:
        raise ValueError(f"{len(rows)} rijen; een werkblad kan er {MAX_SHEET_ROWS}")
    book = Workbook(write_only=True)
    _add_sheet(book, table.title, rows, list(table.columns.values()))
    for title, sheet in table.sheets().items():
        _add_sheet(book, title, sheet, [_plain_column(name) for name in sheet.columns])
    book.properties.creator, book.properties.title = "Doorbraakkaart", table.title
    book.properties.created = datetime.fromisoformat(table.stamp)
    book.properties.modified = book.properties.created
    ExcelWriter(book, StillZip(path, table.stamp)).save()


def _plain_column(name: str) -> Column:
    return Column(name, "", DAY if name == "datum" else "", prose=name in PROSE)


def _add_sheet(book: Workbook, title: str, rows: pd.DataFrame, columns: Sequence[Column]) -> None:
    """Add a sheet: headings that stay in view and filter, then the rows, each cell of its type."""
    sheet = book.create_sheet(title)
    safe = neutralise_formulas(rows)
    bodies = [_values(safe.iloc[:, at], column) for at, column in enumerate(columns)]
    for at, (heading, body) in enumerate(zip(rows.columns, bodies, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = _width(str(heading), body)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(columns), 1))}{len(rows) + 1}"
    sheet.append(_heading(sheet, str(name)) for name in rows.columns)
    cells = [_template(sheet, column) for column in columns]  # written at once, so used again
    for row in zip(*bodies, strict=True):
        for cell, value in zip(cells, row, strict=True):
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # and not what openpyxl reads in it
        sheet.append([None if v is None else c for c, v in zip(cells, row, strict=True)])


def _heading(sheet: Any, name: str) -> Any:
    cell = WriteOnlyCell(sheet, name)
    cell.font = Font(name=FONT, size=11, bold=True)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _template(sheet: Any, column: Column) -> Any:
    """Return a cell that every row of a column is written with."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = NUMBER_FORMATS.get(column.unit, "General")
    cell.alignment = Alignment(vertical="top", wrap_text=column.prose)
    return cell


def _values(cells: pd.Series, column: Column) -> list[Any]:
    """Return the cells of a column as a workbook holds them; unknown is no cell at all."""
    known = cells.astype(object).where(cells.notna() & (cells != ""), None)
    if column.unit == DAY:
        return [_day(cell) for cell in known]
    return [_short(plain(cell)) for cell in known]


def _day(cell: object) -> object:
    """Return a whole day as a date; a month or a year stays text, for a day is never invented."""
    if isinstance(cell, str) and ISO_DAY.fullmatch(cell):
        return date.fromisoformat(cell)
    return cell


def _short(cell: object) -> object:
    """Say that a text is cut where a cell cannot hold it."""
    if isinstance(cell, str) and len(cell) > MAX_CELL:
        return cell[: MAX_CELL - len(CUT)] + CUT
    return cell


def _width(heading: str, body: Sequence[object]) -> int:
    longest = max((len(str(cell)) for cell in body[:SAMPLE] if cell is not None), default=0)
    return min(max(longest + 2, len(heading) // 2 + 4, NARROWEST), WIDEST)


class StillZip(ZipFile):
    """An archive in which every member carries the same day."""

    def __init__(self, path: Path, day: str) -> None:
        super().__init__(path, "w", ZIP_DEFLATED)
        moment = date.fromisoformat(day)
        self._stamp = (moment.year, moment.month, moment.day, 0, 0, 0)

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Add a text."""
        super().writestr(self._member(zinfo_or_arcname), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Add a file."""
        with open(filename, "rb") as source, self.open(self._member(arcname), "w") as target:
            shutil.copyfileobj(source, target)

    def _member(self, name: str) -> ZipInfo:
        member = ZipInfo(name, self._stamp)
        member.compress_type, member.create_system = ZIP_DEFLATED, 3
        member.external_attr = 0o600 << 16
        return member
