"""Reads a stranger's table of text, CSV or Excel, into a header and rows of cells.

Nothing is lost: a row that is too short is filled up, one that is too long is cut and reported.
"""

from __future__ import annotations

import csv
import io
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from geo.errors import GeoError, UnfitError
from geo.model import Issue

DELIMITERS = (";", "\t", "|", ",")
MAX_BYTES = 20_000_000
MAX_UNPACKED = 200_000_000
MAX_ROWS, MAX_COLUMNS = 20_000, 200
UNREADABLE = (OSError, ValueError, KeyError, TypeError, IndexError, RuntimeError, AttributeError,
              EOFError, MemoryError, zipfile.BadZipFile)  # fmt: skip


class SheetError(GeoError):
    """A table cannot be read at all."""


@dataclass(frozen=True)
class Sheet:
    """A table of text: names of the columns, rows of as many cells, and what was mended."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    issues: tuple[Issue, ...]


def read_sheet(name: str, data: bytes) -> Sheet:
    """Read a table by the suffix of its name: ``.csv``, ``.txt`` or ``.xlsx`` (the first sheet).

    Raises
    ------
    SheetError
        When the file is of another kind, empty, too large or damaged.
    """
    suffix = name.rpartition(".")[2].casefold()
    readers = {"csv": csv_cells, "txt": csv_cells, "xlsx": _xlsx_cells}
    if suffix not in readers:
        raise SheetError(name, "een bestand op .csv of .xlsx", f"‘.{suffix}’",
                         "sla de tabel op als CSV of Excel")  # fmt: skip
    if not data:
        raise SheetError(name, "een bestand met rijen", "een leeg bestand",
                         "kies een ander bestand")  # fmt: skip
    if len(data) > MAX_BYTES:
        raise SheetError(name, f"een bestand van hoogstens {MAX_BYTES // 10**6} MB",
                         f"{len(data) / 1e6:.0f} MB", "lever minder rijen")  # fmt: skip
    try:
        cells = readers[suffix](data)
    except UNREADABLE as error:
        found = f"iets anders ({error})" if isinstance(error, UnfitError) else "iets anders"
        raise SheetError(name, f"een leesbaar {suffix}-bestand", found,
                         "open het in Excel en sla het opnieuw op") from error  # fmt: skip
    return to_sheet(name, cells)


def to_sheet(name: str, cells: list[list[str]]) -> Sheet:
    """Make a table of cells, the first row being the header.

    Raises
    ------
    SheetError
        When there is no header, or there are too many rows or columns.
    """
    filled = [row for row in cells if any(cell.strip() for cell in row)]
    if not filled:
        raise SheetError(name, "een rij met kolomnamen", "geen rijen", "kies een ander bestand")
    names = [cell.strip() for cell in filled[0]]
    if len(filled) - 1 > MAX_ROWS or len(names) > MAX_COLUMNS:
        raise SheetError(name, f"hoogstens {MAX_ROWS} rijen en {MAX_COLUMNS} kolommen",
                         f"{len(filled) - 1} rijen en {len(names)} kolommen",
                         "lever een kleinere tabel")  # fmt: skip
    columns = [f"{n}_{at}" if n in names[:at] else n for at, n in enumerate(names)]
    issues = tuple(
        _row_length(name, number, len(columns), len(row))
        for number, row in enumerate(filled[1:], start=1)
        if len(row) > len(columns) and any(cell.strip() for cell in row[len(columns):])
    )  # fmt: skip
    rows = tuple(tuple((row + [""] * len(columns))[: len(columns)]) for row in filled[1:])
    return Sheet(tuple(columns), rows, issues)


def csv_cells(data: bytes) -> list[list[str]]:
    """Return the cells of a CSV in UTF-8 or Windows-1252, with any usual separator.

    Raises
    ------
    UnfitError
        When the bytes are no text, or a cell has no end.
    """
    text = _text(data)
    header = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=header.count)
    try:
        return [
            row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row
        ]
    except csv.Error as error:
        raise UnfitError("een cel zonder eind; staat er een los aanhalingsteken?") from error


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            if "\0" not in text:
                return text
    raise UnfitError("geen tekst")


def _xlsx_cells(data: bytes) -> list[list[str]]:
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
            raise UnfitError("te groot na uitpakken")
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    rows = book.worksheets[0].iter_rows(max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS + 1,
                                        values_only=True)  # fmt: skip
    cells = [[_cell_text(value) for value in row] for row in rows]
    width = max((len(row) for row in cells if any(row)), default=0)
    used = max((at + 1 for row in cells for at, cell in enumerate(row) if cell), default=width)
    return [row[:used] for row in cells]


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _row_length(name: str, number: int, expected: int, found: int) -> Issue:
    return Issue(
        severity="notice", code="row_length", where=f"{name}, rij {number}",
        expected=f"{expected} cellen", found=f"{found} cellen",
        repair="zet aanhalingstekens om tekst met een scheidingsteken",
    )  # fmt: skip
