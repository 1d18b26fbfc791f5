"""What a spreadsheet opens: text that stays text, a dress for people, and CSV.

Programs get the English column names and ISO dates. People get the *Dutch dress*: Dutch headings,
Dutch words for codes, *ja* and *nee*. A workbook explains its columns on the sheet *Kolommen*, with
both names. A CSV has room for one name, so that one in Dutch dress is for Excel in Dutch (``;``,
decimal comma, UTF-8 with BOM) and the other one for programs.

In both kinds of file an apostrophe stands before text that a spreadsheet would take for a formula,
a line ends in LF, and a character that cannot be printed becomes U+FFFD. Numbers stay numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from math import isfinite
from pathlib import Path

import pandas as pd

from geo.table import Table

FORMULA_STARTS = tuple("=+-@＝＋－＠")
"""What makes a formula of a cell, also in the wide form that East Asian keyboards give."""
BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\ufeff"
"""What a spreadsheet may pass over before it looks for a formula."""
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_csv(table: Table, path: Path) -> None:
    """Write for programs: comma, decimal point, UTF-8, English names."""
    rows = neutralise_formulas(table.cells)
    for name in mixed_columns(rows):
        rows[name] = rows[name].map(_digits)
    rows.to_csv(path, index=False, encoding="utf-8", lineterminator="\r\n")


def write_excel_csv(table: Table, path: Path) -> None:
    """Write for Excel in Dutch: semicolon, decimal comma, UTF-8 with BOM, Dutch dress."""
    rows = neutralise_formulas(dutch_dress(table)).map(lambda cell: _digits(cell, ","))
    rows.to_csv(path, sep=";", index=False, encoding="utf-8-sig", lineterminator="\r\n")


def dutch_dress(table: Table) -> pd.DataFrame:
    """Return the rows with Dutch headings, words for codes, and *ja* or *nee*."""
    cells = table.cells
    for name, column in table.columns.items():
        if column.words:
            cells[name] = cells[name].astype(object).map(_translator(column.words))
    return cells.rename(columns={name: c.heading for name, c in table.columns.items()})


def mixed_columns(rows: pd.DataFrame) -> list[str]:
    """Return the names of the columns that hold Python values of any kind."""
    return [str(name) for name, kind in rows.dtypes.items() if kind == "object"]


def neutralise_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with text that no spreadsheet takes for a formula."""
    safe = table.copy()
    for column in safe.select_dtypes(include=["object", "string"]).columns:
        risky = {c: safe_cell(c) for c in safe[column].unique() if safe_cell(c) is not c}
        if risky:  # most columns have few different texts, and none that needs a change
            cells = safe[column].astype(object)
            safe[column] = cells.map(lambda c, to=risky: to.get(c, c) if isinstance(c, str) else c)
    return safe


def safe_cell(cell: object) -> object:
    """Return a cell that a spreadsheet shows as it is: text never a formula; the rest untouched."""
    if not isinstance(cell, str):
        return cell
    text = cell
    if not cell.isprintable():
        text = UNPRINTABLE.sub("\ufffd", cell.replace("\r\n", "\n").replace("\r", "\n"))
    risky = text.startswith("\t") or text.lstrip(BLANKS).startswith(FORMULA_STARTS)
    return f"'{text}" if risky else text


def _translator(words: Mapping[str, str]) -> Callable[[object], object]:
    """Return a function that puts the word for a code; what has none stays."""

    def translate(cell: object) -> object:
        code = str(cell).lower() if isinstance(cell, bool) else cell
        return words.get(code, cell) if isinstance(code, str) else cell

    return translate


def _digits(cell: object, comma: str = ".") -> object:
    """Write a number in the fewest digits that give it back, without exponent."""
    if isinstance(cell, float) and isfinite(cell):
        cell = Decimal(repr(float(cell)))
    if not isinstance(cell, Decimal):
        return cell
    digits = f"{cell:f}"
    short = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return short.replace(".", comma)
