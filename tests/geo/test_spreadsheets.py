"""What a spreadsheet opens: text stays text, numbers stay numbers, and people get Dutch."""

from __future__ import annotations

import csv
import math
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.spreadsheets import (
    FORMULA_STARTS,
    UNPRINTABLE,
    dutch_dress,
    neutralise_formulas,
    safe_cell,
    write_csv,
    write_excel_csv,
)
from tests.geo.exported import small

BOM = b"\xef\xbb\xbf"
RISKY = ["=1+1", "+31 6", "-2+3", "@SUM(A1)", "\t=1", "\tx", "\r=1", " =1", "\u3000=1", "\ufeff=1",
         "＝1+1", "＋1", "－1", "＠a", '=HYPERLINK("x","y")', "-"]  # fmt: skip
HARMLESS = ["", "a=1", "'s-Gravenhage", "1-2", "− 3", "NAP −6,76 m", "e-mail@nl", "#N/A", "'=1"]
texts = st.text(st.characters(codec="utf-8"), max_size=30)


def lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("text", RISKY)
def test_text_that_may_become_a_formula_is_marked_as_text(text: str) -> None:
    assert safe_cell(text) == f"'{lines(text)}"


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@pytest.mark.parametrize("number", [-6.76, Decimal("-6.76"), -3, True, None, float("nan")])
def test_what_is_no_text_is_never_touched(number: object) -> None:
    assert safe_cell(number) is number


def test_what_cannot_be_printed_is_shown_and_not_lost() -> None:
    assert safe_cell("a\x00b\x0bc\ud800d") == "a\ufffdb\ufffdc\ufffdd"
    assert safe_cell("één\nregel\ttab €") == "één\nregel\ttab €"


@given(texts)
def test_no_text_begins_like_a_formula_and_all_of_it_is_there(text: str) -> None:
    safe, whole = str(safe_cell(text)), UNPRINTABLE.sub("\ufffd", lines(text))
    assert safe in (whole, f"'{whole}")
    assert not safe.lstrip().startswith(FORMULA_STARTS)


def test_columns_of_every_kind_are_made_safe_and_keep_their_numbers() -> None:
    mixed = pd.DataFrame({
        "text": pd.Series(["=1", "b", None], dtype="string"),
        "mixed": pd.Series(["=1", -2, Decimal("-3.5")], dtype=object),
        "number": [-1.5, 2.0, None],
    })  # fmt: skip
    safe = neutralise_formulas(mixed)
    assert safe["text"].tolist()[:2] == ["'=1", "b"] and safe["text"].isna().tolist()[2]
    assert safe["mixed"].tolist() == ["'=1", -2, Decimal("-3.5")]
    assert safe["number"].tolist()[:2] == [-1.5, 2.0]
    assert mixed["mixed"].tolist()[0] == "=1"  # the table itself is left alone


def test_csv_for_programs_is_plain(tmp_path: Path) -> None:
    table = small(
        {
            "figure_id": ["a", "=b"],
            "value": [Decimal("-6.76"), None],
            "preferred": [True, False],
            "meaning": ["één; twee, drie", 'een "woord"'],
        }
    )
    write_csv(table, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes().decode() == (
        'figure_id,value,preferred,meaning\r\na,-6.76,True,"één; twee, drie"\r\n'
        '\'=b,,False,"een ""woord"""\r\n'
    )


def test_csv_for_excel_in_dutch_is_what_dutch_excel_reads(tmp_path: Path) -> None:
    table = small({"figure_id": ["a", "=b"], "value": [Decimal("-6.76"), Decimal(2500)],
                   "low": [0.5, None], "unit": ["m", "homes"], "preferred": [True, False],
                   "meaning": ["één; twee, drie", None]})  # fmt: skip
    write_excel_csv(table, tmp_path / "t.csv")
    data = (tmp_path / "t.csv").read_bytes()
    assert data.startswith(BOM) and not data.removeprefix(BOM).startswith(BOM)
    assert data.decode("utf-8-sig") == (
        "Code;Waarde;Laagste;Eenheid;Voorkeur;Betekenis\r\n"
        'a;-6,76;0,5;m;ja;"één; twee, drie"\r\n'
        "'=b;2500;;woningen;nee;\r\n"
    )


def test_dutch_dress_translates_codes_and_leaves_what_has_no_word() -> None:
    table = small({"qualifier": ["exact", "circa", None], "confidence": ["low", "stated", "x"]})
    dressed = dutch_dress(table)
    assert list(dressed) == ["Woord erbij", "Zekerheid"]
    assert dressed["Woord erbij"].tolist()[:2] == ["precies", "circa"]
    assert dressed["Zekerheid"].tolist() == ["lage zekerheid", "gesteld in de bron", "x"]
    assert list(table.cells) == ["qualifier", "confidence"]


@settings(deadline=None, max_examples=60)  # each writes files
@given(st.lists(texts, min_size=1, max_size=4))
def test_any_text_survives_both_kinds_of_csv(tmp_path_factory: pytest.TempPathFactory,
                                             cells: list[str]) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("csv")
    table = small({"figure_id": cells, "meaning": ["x"] * len(cells)})
    for write, delimiter in ((write_csv, ","), (write_excel_csv, ";")):
        write(table, folder / "t.csv")
        text = (folder / "t.csv").read_bytes().decode("utf-8-sig")
        _, *rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        assert [row[0] for row in rows] == [str(safe_cell(cell)) for cell in cells]
        assert [row[1] for row in rows] == ["x"] * len(cells)


numbers = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15),
    st.integers(-(10**15), 10**15),
)


@settings(deadline=None)
@given(numbers)
def test_numbers_come_back_from_dutch_excel(
    tmp_path_factory: pytest.TempPathFactory, number: float | Decimal
) -> None:
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    write_excel_csv(small({"figure_id": ["a"], "value": [number]}), path)
    _, row = csv.reader(StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";")
    assert set(row[1]) <= set("-0123456789,") and row[1].count(",") <= 1
    back = Decimal(row[1].replace(",", "."))
    assert float(back) == number if isinstance(number, float) else back == number


def test_a_number_that_is_not_one_is_empty(tmp_path: Path) -> None:
    write_excel_csv(small({"figure_id": ["a"], "value": [math.nan]}), tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes().endswith(b"a;\r\n")
