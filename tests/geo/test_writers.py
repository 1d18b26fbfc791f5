"""From a table to a file: by suffix, whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from geo.errors import ExportError
from geo.table import Table
from geo.writers import require_target, table_bytes, write_table, writers
from tests.geo.exported import read_csv, small

TABLE = small({"plan_id": ["a", "b"]}, "plans")


@pytest.mark.parametrize("suffix", writers())
def test_every_suffix_is_written_as_file_and_as_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"uit{suffix.upper()}"
    assert write_table(TABLE, out, writers()) == 2
    assert out.read_bytes() == table_bytes(TABLE, suffix)
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_people_get_other_files_than_programs() -> None:
    for suffix in (".csv", ".xlsx"):
        assert table_bytes(TABLE, suffix) != table_bytes(TABLE, suffix, dutch=True)
    assert table_bytes(TABLE, ".gpkg") == table_bytes(TABLE, ".gpkg", dutch=True)


def test_a_file_that_was_there_is_replaced(tmp_path: Path) -> None:
    out = tmp_path / "uit.csv"
    out.write_text("oud", encoding="utf-8")
    write_table(TABLE, out, [".csv"])
    assert read_csv(out) == [{"plan_id": "a"}, {"plan_id": "b"}]


def test_a_file_that_was_there_stays_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(_: Table, path: Path) -> None:
        path.write_text("half", encoding="utf-8")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("geo.spreadsheets.write_csv", half)
    out = tmp_path / "uit.csv"
    out.write_text("oud", encoding="utf-8")
    with pytest.raises(ExportError, match="gevonden een volle schijf. Herstel: kies een andere"):
        write_table(TABLE, out, [".csv"])
    assert out.read_text(encoding="utf-8") == "oud"
    assert [path.name for path in tmp_path.iterdir()] == ["uit.csv"]


def test_a_folder_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "uit.csv").mkdir()
    with pytest.raises(ExportError, match="een map met die naam"):
        write_table(TABLE, tmp_path / "uit.csv", [".csv"])
    assert [path.name for path in tmp_path.iterdir()] == ["uit.csv"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("uit.docx", "een bestand op .csv, .xlsx; gevonden ‘.docx’"),
        ("uit", "gevonden ‘geen achtervoegsel’"),
        ("uit.parquet", "gevonden ‘.parquet’"),
        ("geen/map/uit.csv", "een bestaande map; gevonden geen map"),
    ],
)
def test_what_cannot_be_written_is_said_before_anything_is(
    tmp_path: Path, name: str, words: str
) -> None:
    with pytest.raises(ExportError) as error:
        require_target(tmp_path / name, [".csv", ".xlsx"])
    assert words in str(error.value) and "Herstel" in str(error.value)
    require_target(tmp_path / "uit.CSV", [".csv", ".xlsx"])
