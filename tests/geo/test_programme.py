"""Homes by segment: what the ledger leaves open, and a user's own table."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.catalogue import Catalogue
from geo.errors import ProgrammeError
from geo.goals import Assessment, Contribution, Homes, Portfolio, assess, own_portfolio
from geo.model import SEGMENTS, Figure
from geo.programme import (
    AFFORDABLE,
    ALL,
    COLUMNS,
    FREE,
    SOCIAL,
    Lot,
    Programme,
    exact_share,
    programme_of,
    read_programmes,
)
from tests.geo.money import book, figure

MIDDLE = AFFORDABLE - SOCIAL


def spread(programme: Programme) -> dict[frozenset[Any], Fraction]:
    return {lot.segments: lot.share for lot in programme.lots}


def made(catalogue: Catalogue, **quantities: str) -> Programme:
    """Return what the ledger says of a place with 100 homes and these shares (qualifier first)."""
    place = catalogue.places["DB01"]
    rows: list[Figure] = [figure("DB01", "100", quantity="homes", unit="homes")]
    for quantity, text in quantities.items():
        *qualifier, value = text.split()
        rows.append(figure("DB01", value, quantity=quantity, qualifier=(qualifier or ["exact"])[0],
                           unit="share"))  # fmt: skip
    programme = programme_of(book(rows, places={"DB01": place}), place)
    assert programme is not None
    return programme


SPREADS: dict[str, tuple[dict[str, str], dict[frozenset[Any], str]]] = {
    "nothing": ({}, {ALL: "1"}),
    "affordable": ({"share_affordable": "0.5"}, {AFFORDABLE: "1/2", FREE: "1/2"}),
    "social": ({"share_social": "0.3"}, {SOCIAL: "3/10", ALL - SOCIAL: "7/10"}),
    "both": ({"share_social": "0.3", "share_affordable": "0.7"},
             {SOCIAL: "3/10", MIDDLE: "2/5", FREE: "3/10"}),
    "social and beside it": ({"share_social": "0.4", "share_affordable_other": "0.26"},
                             {SOCIAL: "2/5", MIDDLE: "13/50", FREE: "17/50"}),
    "social and free": ({"share_social": "0.3", "share_free": "0.3"},
                        {SOCIAL: "3/10", ALL - SOCIAL: "2/5", FREE: "3/10"}),
    "at least half": ({"share_affordable": "minimaal 0.5"}, {AFFORDABLE: "1/2", ALL: "1/2"}),
    "at most half": ({"share_affordable": "maximaal 0.5"}, {ALL: "1/2", FREE: "1/2"}),
    "at least half, social known": (
        {"share_affordable": "ruim 0.5", "share_social": "0.3"},
        {SOCIAL: "3/10", MIDDLE: "1/5", ALL - SOCIAL: "1/2"}),
    "two thirds": ({"share_affordable": "0.6666666667"}, {AFFORDABLE: "2/3", FREE: "1/3"}),
}  # fmt: skip


@pytest.mark.parametrize("name", SPREADS)
def test_what_shares_leave_open(catalogue: Catalogue, name: str) -> None:
    given_shares, expected = SPREADS[name]
    found = spread(made(catalogue, **given_shares))
    assert found == {segments: Fraction(share) for segments, share in expected.items()}


ends = st.fractions(0, 1, max_denominator=20)


@given(
    social=ends, more=ends, hidden=st.sets(st.sampled_from(["share_social", "share_affordable"]))
)
def test_the_truth_fits_whatever_is_hidden(
    social: Fraction, more: Fraction, hidden: set[str]
) -> None:
    """A plan with known shares, of which some are not told, lies between its ends."""
    from geo.catalogue import data_folder, load_catalogue

    affordable = social + (1 - social) * more
    told = {"share_social": social, "share_affordable": affordable}
    texts = {key: f"exact {Decimal(share.numerator) / share.denominator:.20f}"
             for key, share in told.items() if key not in hidden}  # fmt: skip
    programme = made(load_catalogue(data_folder()), **texts)
    assert sum(lot.share for lot in programme.lots) == 1
    close = Fraction(1, 10**15)
    for counts, share in ((SOCIAL, social), (AFFORDABLE, affordable)):
        assert programme.least(counts) - close <= share <= programme.most(counts) + close


@pytest.mark.parametrize(
    ("value", "share"),
    [("0.6666666667", "2/3"), ("0.3333333333", "1/3"), ("0.3", "3/10"), ("0.66", "33/50"),
     ("0.1234567891", "0.1234567891"), ("1", "1")],
)  # fmt: skip
def test_two_thirds_in_the_ledger_is_two_thirds(value: str, share: str) -> None:
    assert exact_share(Decimal(value)) == Fraction(share)


def test_bundled_programmes(catalogue: Catalogue) -> None:
    first = programme_of(catalogue, catalogue.places["DB01"])
    assert first is not None and (first.low, first.high) == (2500, 2500)
    assert first.least(SOCIAL) == Fraction(3, 10) and first.least(AFFORDABLE) == Fraction(7, 10)
    assert {f.figure_id for f in first.figures} <= {f.figure_id for f in catalogue.figures}
    wide = programme_of(catalogue, catalogue.places["DB05"])
    assert wide is not None and (wide.low, wide.high) == (25_000, 35_000)
    assert programme_of(catalogue, catalogue.places["DB04"]) is None  # no number of the site itself


# A user's own table


def table(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "plannen.csv"
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def test_what_a_row_does_not_spread_may_be_anything(tmp_path: Path) -> None:
    path = table(tmp_path, "naam;woningen;sociale huur;vrije sector", "A;100;30;20", "B;40;;")
    (known, rest, open_), issues = read_programmes(path)
    assert issues == [] and (known.low, rest.low, open_.low) == (50, 50, 40)
    assert spread(known) == {SOCIAL: Fraction(3, 5), FREE: Fraction(2, 5)}
    assert spread(rest) == spread(open_) == {ALL: 1}
    assert known.origin == rest.origin == "plannen.csv, regel 2" != open_.origin


def test_a_zero_is_known_and_an_empty_cell_is_not(tmp_path: Path) -> None:
    path = table(tmp_path, "naam;woningen;sociale_huur;vrije_sector", "A;10;0;10", "B;10;;10")
    programmes, issues = read_programmes(path)
    assert issues == [] and [spread(p) for p in programmes] == [{FREE: 1}, {FREE: 1}]


def test_of_a_range_only_the_open_part_varies(tmp_path: Path) -> None:
    path = table(tmp_path, "naam,woningen_min,woningen_max,sociale_huur", "A,100,150,30")
    (known, rest), _ = read_programmes(path)
    assert (known.low, known.high) == (30, 30) and (rest.low, rest.high) == (70, 120)


def test_every_segment_column_and_thousands(tmp_path: Path) -> None:
    path = table(tmp_path, ";".join(["naam", "woningen", *COLUMNS]), "A;1.006;1000;1;1;1;1;2")
    (known,), issues = read_programmes(path)
    assert issues == [] and known.low == 1006
    assert {lot.segments for lot in known.lots} == set(COLUMNS.values())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_files_of_a_spreadsheet(tmp_path: Path, encoding: str) -> None:
    path = table(tmp_path, "Naam;Woningen;Sociale huur", "Coöperatie;5;5", ";", encoding=encoding)
    (row,), issues = read_programmes(path)
    assert issues == [] and (row.name, row.low) == ("Coöperatie", 5)


BAD_ROWS = {
    "more than there are": ("A;10;20;", ["hoogstens 10 woningen", "20"]),
    "no homes": ("A;;5;", ["een aantal woningen"]),
    "no number": ("A;10;veel;", ["sociale_huur", "‘veel’"]),
    "half a home": ("A;10;1,5;", ["geheel aantal", "‘1,5’"]),
    "negative": ("A;-10;;", ["geheel aantal"]),
    "least above most": ("A;;;;9;8", ["een laagste en hoogste"]),
    "superscript": ("A;1²;;", ["geheel aantal"]),
    "far too many": ("A;99999999999;;", ["geheel aantal"]),
}


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_bad_row_is_told_and_its_plan_is_still_there(tmp_path: Path, name: str) -> None:
    row, words = BAD_ROWS[name]
    columns = "naam;woningen;sociale_huur;vrije_sector;woningen_min;woningen_max"
    path = table(tmp_path, columns, row, "B;10;10;")
    (bad, good), (issue,) = read_programmes(path)
    assert (good.name, good.is_known) == ("B", True)
    assert (bad.name, bad.is_known, bad.high, bad.lots) == ("A", False, 0, ())
    assert issue.where == "plannen.csv, regel 2"
    assert all(word in issue.message for word in words), issue.message


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["plan;aantal", "A;1"], "kolommen naam en woningen"),
        (["naam;woningen_min", "A;1"], "kolommen naam en woningen"),
        ([""], "geen kolommen"),
        (["naam;woningen", "A;" + "1" * 200_000], "een leesbare CSV"),
    ],
)
def test_a_table_without_what_is_needed_is_refused(
    tmp_path: Path, lines: list[str], words: str
) -> None:
    with pytest.raises(ProgrammeError, match=words):
        read_programmes(table(tmp_path, *lines))
    with pytest.raises(ProgrammeError, match="geen bestand"):
        read_programmes(tmp_path / "weg.csv")


def test_a_lot_of_nothing_is_nowhere() -> None:
    programme = Programme("A", "A", 1, 1, (Lot(Fraction(1), frozenset(SEGMENTS[:1])),))
    assert (programme.least(SOCIAL), programme.most(FREE)) == (1, 0)


# As a portfolio


HEAD = "naam;woningen;sociale_huur;vrije_sector;woningen_min;woningen_max"


def own(folder: Path, *rows: str) -> Portfolio:
    """Return the portfolio of a table with these rows."""
    path = folder / "plannen.csv"
    path.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    return own_portfolio("Proef", read_programmes(path)[0])


ONE_PLACE = {
    "the other has no homes": ["A;100;10;90", "B;0;;"],
    "the other may have none": ["A;100;10;90", "B;;;;0;50"],
    "two that may have none": ["A;;;;0;50", "B;;;;0;50"],
    "the other cannot be read": ["A;100;10;90", "B;-5;;"],
    "two rows of one name": ["A;100;10;90", "A;50;0;50"],
    "names that differ in case and spaces": ["De  Hoek;100;10;90", "de hoek ;50;0;50"],
    "the other has a row that cannot be read": ["A;100;10;90", "B;50;0;50", "B;veel;;"],
}


@pytest.mark.parametrize("name", ONE_PLACE)
def test_rows_that_come_to_one_place_get_no_verdict(
    catalogue: Catalogue, tmp_path: Path, name: str
) -> None:
    found = assess(catalogue, own(tmp_path, *ONE_PLACE[name]))
    if name in ("two rows of one name", "names that differ in case and spaces"):
        assert isinstance(found, Contribution) and found.homes == Homes(150, 150)
        return
    assert isinstance(found, Assessment) and found.lines == ()
    assert "ten minste twee plekken" in found.reason


def test_rows_of_one_name_are_added_as_one_place(catalogue: Catalogue, tmp_path: Path) -> None:
    found = assess(catalogue, own(tmp_path, "A;100;10;90", "A;50;0;50", "B;50;50;"))
    assert isinstance(found, Assessment) and found.homes == Homes(200, 200)
    assert "op 2 van 2 plekken" in found.lines[0].text
    assert found.portfolio.left_out == ()


def test_a_place_without_homes_counts_and_is_told(catalogue: Catalogue, tmp_path: Path) -> None:
    found = assess(catalogue, own(tmp_path, "A;100;10;90", "B;0;;", "C;50;0;50"))
    assert isinstance(found, Assessment) and "op 2 van 3 plekken" in found.lines[0].text
    assert found.coverage.startswith(
        "2 van 3 plekken met een bekend aantal woningen (en 1 met nul woningen); segment"
    )
    assert found.portfolio.left_out == (("B", "volgens de tabel nul woningen"),)


@pytest.mark.parametrize("row", ["C;-5;;", "C;;;;9;8", "C;;;", "C;10;20;", "C;10;veel;"])
def test_a_plan_that_cannot_be_read_is_one_of_the_places(
    catalogue: Catalogue, tmp_path: Path, row: str
) -> None:
    found = assess(catalogue, own(tmp_path, "A;100;10;90", row, "B;50;0;50"))
    assert isinstance(found, Assessment) and found.homes == Homes(150, 150)
    assert "op 2 van 3 plekken" in found.lines[0].text
    assert "over 1 andere zegt dit niets" in found.lines[0].text
    assert found.coverage.startswith("2 van 3 plekken met een bekend aantal woningen; segment")
    ((left, why),) = found.portfolio.left_out
    assert left == "C" and "geen leesbaar aantal" in why
