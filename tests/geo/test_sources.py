"""The manifest and the lock: every block by itself, and what they say about a file."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from geo.catalogue import data_folder
from geo.crs import RD_NEW
from geo.model import Document, Layer
from geo.sources import (
    BLOCKS,
    LOCK,
    MANIFEST,
    Manifest,
    check_files,
    data_version,
    read_manifest,
    sha256,
    stamp_lock,
)

MADE_UP = """
[edition]
version = "proef"
reference_date = "2026-01-31"
[term.eigen]
title = "Eigen"
text = "Van ons."
[document.brief]
title = "Een brief"
publisher = "Iemand"
authority = "rijk"
licence = "eigen"
url = "https://voorbeeld.nl/brief"
date = "2025-12"
method = "gelezen"
rhythm = "once"
[layer.vlak]
title = "Een vlak"
publisher = "Iemand"
authority = "eigen"
licence = "CC0-1.0"
url = "https://voorbeeld.nl/vlak"
date = "onbekend"
method = "getekend"
rhythm = "once"
file = "vlak.parquet"
attribution = "Iemand"
[table.rijen]
title = "Rijen"
publisher = "Iemand"
licence = "eigen"
date = "2025"
method = "geteld"
rhythm = "once"
file = "rijen.csv"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a manifest, a layer and a table of two rows, stamped."""
    (tmp_path / MANIFEST).write_text(MADE_UP, encoding="utf-8")
    (tmp_path / "rijen.csv").write_text('a,b\n1,"twee\nregels"\n3,4\n', encoding="utf-8")
    square = gpd.GeoDataFrame(geometry=[box(155_000, 463_000, 156_000, 464_000)], crs=RD_NEW)
    square.to_parquet(tmp_path / "vlak.parquet")
    stamp_lock(read_manifest(tmp_path)[0], tmp_path)
    return tmp_path


def test_a_good_manifest_has_no_issues_and_finds_its_sources(folder: Path) -> None:
    manifest, issues = read_manifest(folder)
    assert issues == [] and check_files(manifest, folder) == []
    assert manifest.edition is not None and manifest.edition.version == "proef"
    assert manifest.files == {"layer.vlak": "vlak.parquet", "table.rijen": "rijen.csv"}
    assert manifest.source("brief") is manifest.documents["brief"]
    assert manifest.source("vlak") is manifest.layers["vlak"]
    assert manifest.source("rijen") is None  # a table is no source: its rows name theirs


def test_the_lock_says_hash_rows_and_bounds(folder: Path) -> None:
    lock = json.loads((folder / LOCK).read_text(encoding="utf-8"))
    assert lock["rijen.csv"] == {"sha256": sha256(folder / "rijen.csv"), "rows": 2}
    assert lock["vlak.parquet"]["rows"] == 1
    assert lock["vlak.parquet"]["bounds"] == pytest.approx([5.3872, 52.1552, 5.4018, 52.1642], 1e-4)


@pytest.mark.parametrize(
    ("licence", "known"),
    [
        ("CC-BY-4.0", True),
        ("CC-PDM-1.0 AND CC-BY-4.0", True),
        ("EUPL-1.2 OR MIT", True),
        ("eigen", True),
        ("anders", False),
        ("CC-BY 4.0", False),
        ("LicenseRef-eigen", False),
        ("gratis", False),
    ],
)
def test_a_licence_is_spdx_or_a_term(folder: Path, licence: str, known: bool) -> None:
    text = MADE_UP.replace('licence = "CC0-1.0"', f'licence = "{licence}"')
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    issues = read_manifest(folder)[1]
    assert [i.code for i in issues] == ([] if known else ["unknown_licence"])


def test_the_version_changes_with_any_file(folder: Path) -> None:
    before = data_version(folder)
    assert data_version(folder) == before and re.fullmatch(r"[0-9a-f]{8}", before)
    (folder / "rijen.csv").write_text("a,b\n", encoding="utf-8")
    stamp_lock(read_manifest(folder)[0], folder)
    assert data_version(folder) != before


@pytest.mark.parametrize("kind", [*BLOCKS, "edition"])
def test_a_block_that_is_no_table_is_refused(folder: Path, kind: str) -> None:
    kept = re.sub(rf"(?ms)^\[{kind}[.\]].*?(?=^\[|\Z)", "", MADE_UP)
    (folder / MANIFEST).write_text(f'{kind} = "los"\n{kept}', encoding="utf-8")
    issues = read_manifest(folder)[1]
    assert any(kind in issue.where for issue in issues)


@pytest.mark.parametrize("content", ["3", "[]", "null", '"x"', '{"rijen.csv": 3}'])
def test_a_lock_of_another_shape_is_refused(folder: Path, content: str) -> None:
    (folder / LOCK).write_text(content, encoding="utf-8")
    issues = check_files(read_manifest(folder)[0], folder)
    assert any(issue.severity == "error" for issue in issues)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    manifest, (issue,) = read_manifest(tmp_path)
    assert manifest == Manifest() and issue.where == "data/sources.toml"
    assert "git checkout data/sources.toml" in issue.repair


# --- a layer that a user reads in -----------------------------------------------------------


@pytest.fixture
def imported(folder: Path) -> Path:
    """Say of the layer that a user reads it in, with rows of two dates."""
    text = MADE_UP.replace('file = "vlak.parquet"', 'file = "vlak.parquet"\nimported = true')
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    square = gpd.read_parquet(folder / "vlak.parquet")
    two = gpd.GeoDataFrame(pd.concat([square, square]), crs=RD_NEW)
    two.assign(date=["2026-08-01", "2026-07-01"]).to_parquet(folder / "vlak.parquet")
    stamp_lock(read_manifest(folder)[0], folder)
    return folder


def test_the_date_of_an_imported_layer_is_that_of_its_rows(imported: Path) -> None:
    lock = json.loads((imported / LOCK).read_text(encoding="utf-8"))
    assert lock["vlak.parquet"]["date"] == "2026-08-01" and lock["vlak.parquet"]["rows"] == 2
    assert "date" not in lock["rijen.csv"]
    manifest, issues = read_manifest(imported)
    assert manifest.layers["vlak"].date == "2026-08-01" and issues == []
    assert check_files(manifest, imported) == []


def test_the_lock_says_nothing_of_the_date_of_a_bundled_layer(imported: Path) -> None:
    text = (imported / MANIFEST).read_text(encoding="utf-8")
    (imported / MANIFEST).write_text(text.replace("imported = true", ""), encoding="utf-8")
    assert read_manifest(imported)[0].layers["vlak"].date == "onbekend"


def test_an_imported_file_may_be_absent_and_no_other(imported: Path) -> None:
    (imported / "vlak.parquet").unlink()
    manifest, issues = read_manifest(imported)
    assert (manifest.layers["vlak"].date, issues) == ("onbekend", [])
    assert check_files(manifest, imported) == []
    (imported / "rijen.csv").unlink()
    assert [issue.code for issue in check_files(manifest, imported)] == ["file_missing"]


def test_a_changed_import_is_refused_and_is_not_in_git(imported: Path) -> None:
    (imported / "vlak.parquet").write_bytes(b"x")
    (issue,) = check_files(read_manifest(imported)[0], imported)
    assert issue.code == "file_changed" and "python -m geo import-netcongestie" in issue.repair
    assert "git" not in issue.repair and "python -m geo lock" not in issue.repair


def test_a_hidden_file_is_passed_over_and_a_stray_one_is_not(folder: Path) -> None:
    (folder / ".import-x").mkdir()
    manifest = read_manifest(folder)[0]
    assert check_files(manifest, folder) == []
    (folder / "x.csv").write_text("", encoding="utf-8")
    assert [issue.code for issue in check_files(manifest, folder)] == ["file_without_block"]


# --- the bundled blocks --------------------------------------------------------------------

BUNDLED, _ = read_manifest(data_folder())
SOURCES: dict[str, Document] = {**BUNDLED.documents, **BUNDLED.layers}
NAMES_OF_PEOPLE_AND_MACHINES = ("localhost", "127.0.0.1", "voorbeeld.nl", "example.")


@pytest.mark.parametrize("source_id", SOURCES)
def test_bundled_source_says_who_when_where_and_under_which_terms(source_id: str) -> None:
    source = SOURCES[source_id]
    assert re.fullmatch(r"[a-z0-9_]+(-[a-z0-9]+)*", source_id)
    for text in (source.title, source.publisher, source.licence, source.method):
        assert text == text.strip() != ""
    assert re.fullmatch(r"https?://[^/\s]+\.[a-z]+(/\S*)?", source.url)
    assert not any(name in source.url for name in NAMES_OF_PEOPLE_AND_MACHINES)
    assert BUNDLED.edition is not None
    assert source.date == "onbekend" or source.date <= BUNDLED.edition.reference_date
    assert source.licence in BUNDLED.terms or re.match(r"[A-Z0-9.-]+( AND |$)", source.licence)


@pytest.mark.parametrize("table_id", BUNDLED.tables)
def test_bundled_table_is_not_newer_than_the_edition(table_id: str) -> None:
    table = BUNDLED.tables[table_id]
    assert table.file == f"{table_id}.csv" and table.licence in BUNDLED.terms
    assert BUNDLED.edition is not None and table.date <= BUNDLED.edition.reference_date


SANE = {"buurlanden": (-4.0, 48.0, 15.0, 56.5)}
NETHERLANDS = (3.1, 50.7, 7.3, 53.7)  # with the coastal waters


@pytest.mark.parametrize("layer_id", [k for k, one in BUNDLED.layers.items() if not one.imported])
def test_bundled_layer_is_in_rd_and_in_its_place(layer_id: str) -> None:
    layer: Layer = BUNDLED.layers[layer_id]
    lock = json.loads((data_folder() / LOCK).read_text(encoding="utf-8"))[layer.file]
    frame = gpd.read_parquet(data_folder() / layer.file)
    assert layer.attribution and frame.crs.to_epsg() == 28992 and lock["rows"] == len(frame)
    box_of = SANE.get(layer_id, NETHERLANDS)
    west, south, east, north = lock["bounds"]
    assert box_of[0] < west < east < box_of[2] and box_of[1] < south < north < box_of[3]
    assert max(abs(edge) for edge in frame.total_bounds) > 100_000  # metres, not degrees


def test_the_one_layer_that_a_user_reads_in_has_no_date_of_its_own() -> None:
    raw = tomllib.loads((data_folder() / MANIFEST).read_text(encoding="utf-8"))
    assert BUNDLED.imported_files == {"capaciteitskaart.parquet"}
    assert raw["layer"]["capaciteitskaart"]["date"] == "onbekend"
    ignored = (data_folder().parent / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "data/capaciteitskaart.parquet" in ignored


def test_every_kind_of_block_is_there() -> None:
    assert len(BUNDLED.documents) > 50 and len(BUNDLED.layers) >= 6 and len(BUNDLED.tables) == 7
