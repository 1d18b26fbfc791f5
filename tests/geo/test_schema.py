"""Reading a table: what fits is kept, what does not is an issue that names the cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.model import Quantity
from geo.schema import columns_of, read_table

HEADER = "quantity,label,unit,responsible,single,meaning"
GOOD = "homes,woningen,homes,gemeente,true,Geplande woningen"


def table(folder: Path, *lines: str) -> Path:
    """Write a table of quantities."""
    path = folder / "quantities.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_good_table_is_read_whole(tmp_path: Path) -> None:
    second = GOOD.replace("homes,", "jobs,", 1).replace(
        "Geplande woningen", '"Ruim, geplande woningen"'
    )
    rows, issues = read_table(table(tmp_path, HEADER, GOOD, second), Quantity)
    assert [row.quantity for row in rows] == ["homes", "jobs"] and rows[0].single
    assert rows[1].meaning == "Ruim, geplande woningen"
    assert issues == []


def test_columns_are_the_fields_by_their_name_in_the_file() -> None:
    assert ",".join(columns_of(Quantity)) == HEADER


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (GOOD.replace("gemeente", "burgemeester"), "responsible: verwacht een van 'rijk'"),
        (GOOD.replace("true", "ja hoor"), "single: verwacht true of false; gevonden ‘ja hoor’"),
        (GOOD.replace(",woningen", ","), "label: verwacht een ingevulde waarde; gevonden een lege"),
    ],
)
def test_a_bad_row_is_an_issue_and_the_good_one_stays(tmp_path: Path, row: str, words: str) -> None:
    rows, (issue,) = read_table(table(tmp_path, HEADER, row, GOOD), Quantity)
    assert [row.quantity for row in rows] == ["homes"]
    assert issue.where.startswith("quantities.csv, regel 2 (homes)")
    assert words in issue.message and issue.repair


@pytest.mark.parametrize("row", [GOOD + ",nog iets", GOOD.rsplit(",", 1)[0], ""])
def test_a_row_of_another_length_is_named_once_and_in_dutch(tmp_path: Path, row: str) -> None:
    rows, (issue,) = read_table(table(tmp_path, HEADER, row, GOOD), Quantity)
    assert len(rows) == 1 and issue.where.startswith("quantities.csv, regel 2 (")
    assert (
        issue.expected == "6 cellen"
        and issue.found == f"{len(row.split(',')) if row else 0} cellen"
    )
    assert "None" not in issue.message


@pytest.mark.parametrize(
    "header",
    [
        HEADER.replace("label", "labl"),
        HEADER.replace(",meaning", ""),
        f"{HEADER},extra",
        ",".join(reversed(HEADER.split(","))),
        "",
    ],
)
def test_another_header_is_refused_with_the_right_one(tmp_path: Path, header: str) -> None:
    rows, (issue,) = read_table(table(tmp_path, header, GOOD), Quantity)
    assert rows == ()
    assert HEADER.replace(",", ", ") in issue.expected
    assert issue.repair == "zet het bestand terug (git checkout data/quantities.csv)"


def test_a_key_twice_is_one_issue(tmp_path: Path) -> None:
    _, (issue,) = read_table(table(tmp_path, HEADER, GOOD, GOOD, GOOD), Quantity)
    assert (issue.code, issue.found) == ("duplicate_id", "‘homes’ 3 keer")


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path, HEADER, GOOD)
    path.write_bytes(path.read_bytes() + "é".encode("latin-1"))
    rows, (issue,) = read_table(path, Quantity)
    assert rows == () and "UTF-8" in issue.expected


def test_a_missing_file_is_left_to_the_lock(tmp_path: Path) -> None:
    assert read_table(tmp_path / "quantities.csv", Quantity) == ((), [])
