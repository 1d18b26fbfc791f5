"""What leaves the house: every table in every kind of file, the same in all."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyogrio
import pytest

from geo.catalogue import Catalogue, load_catalogue
from geo.columns import TITLES
from geo.errors import ExportError
from geo.export import SPREADSHEETS, export_table, suffixes_of, to_bytes
from geo.findings import EXPLORATION
from geo.model import Place
from geo.scope import read_scope
from geo.table import Table
from geo.tables import What, build_table
from tests.geo.exported import read_csv, read_english, read_gpkg, read_sheets
from tests.geo.ground import TODAY

TABLES: tuple[What, ...] = ("places", "figures", "findings", "statements")
PAIRS = [(what, suffix) for what in TABLES for suffix in suffixes_of(what)]
RISKY = ("=", "+", "-", "@", "\t", "\r")


def test_an_empty_geopackage_keeps_its_column_types(catalogue: Catalogue, tmp_path: Path) -> None:
    for what in ("places", "findings"):
        fields = {}
        for provincie in ("Drenthe", "Zuid-Holland"):
            out = tmp_path / f"{what}-{provincie}.gpkg"
            export_table(catalogue, what, read_scope(catalogue, provincie=provincie), out, TODAY)
            info = pyogrio.read_info(out, layer=TITLES[what].lower())
            fields[provincie] = dict(zip(info["fields"], info["ogr_types"], strict=True))
            assert (info["features"] == 0) == (provincie == "Drenthe")
        assert fields["Drenthe"] == fields["Zuid-Holland"]


def written(catalogue: Catalogue, what: What, out: Path, excel_nl: bool = False) -> Path:
    assert export_table(catalogue, what, read_scope(catalogue), out, TODAY, excel_nl) > 60
    return out


@pytest.fixture(scope="module")
def tables(catalogue: Catalogue) -> dict[What, Table]:
    return {what: build_table(catalogue, what, read_scope(catalogue), TODAY) for what in TABLES}


@pytest.fixture(scope="module", params=PAIRS, ids=lambda pair: "".join(pair))
def exported(
    request: pytest.FixtureRequest, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> tuple[What, Path]:
    what, suffix = request.param
    return what, written(catalogue, what, tmp_path_factory.mktemp("export") / f"{what}{suffix}")


def texts(path: Path) -> str:
    """Return all that a file says, in one text."""
    if path.suffix == ".xlsx":
        return str(read_sheets(path))
    if path.suffix == ".gpkg":
        return str(read_gpkg(path))
    if path.suffix == ".parquet":
        return str(read_english(path, "findings"))
    return path.read_text(encoding="utf-8")


def test_another_program_reads_every_row(
    tables: dict[What, Table], exported: tuple[What, Path]
) -> None:
    what, path = exported
    table = tables[what]
    rows = read_english(path, what)
    assert [row[table.cells.columns[0]] for row in rows] == table.cells.iloc[:, 0].tolist()
    ours = [name for name in rows[0] if name not in ("fid", "geom")]
    assert ours == list(table.cells)


def test_sources_licences_peildatum_and_version_are_in_it(
    catalogue: Catalogue, exported: tuple[What, Path]
) -> None:
    said = texts(exported[1])
    assert catalogue.edition.reference_date in said or "datetime(2026, 11, 24" in said
    assert catalogue.version in said and "Kadaster (CC BY 4.0)" in said
    letter = catalogue.manifest.documents["kst-32847-1395"]
    assert letter.title in said and letter.url in said
    assert "Vrij te hergebruiken overheidspublicatie" in said


def test_what_holds_findings_is_called_an_exploration(exported: tuple[What, Path]) -> None:
    what, path = exported
    assert (EXPLORATION in texts(path)) is (what != "figures")


def test_the_same_data_is_the_same_file(
    catalogue: Catalogue, exported: tuple[What, Path], tmp_path: Path
) -> None:
    what, path = exported
    assert written(catalogue, what, tmp_path / path.name).read_bytes() == path.read_bytes()


def test_other_data_is_another_file(catalogue: Catalogue, copied: Any, tmp_path: Path) -> None:
    copied.edit("figures", "DB03.homes.1", value="8123")
    copied.stamp()
    changed = load_catalogue(copied.path)
    for suffix in suffixes_of("places"):
        before = written(catalogue, "places", tmp_path / f"a{suffix}").read_bytes()
        assert written(changed, "places", tmp_path / f"b{suffix}").read_bytes() != before


def test_a_workbook_is_dutch_and_a_csv_for_programs_is_not(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    row = read_csv(written(catalogue, "places", tmp_path / "a.csv"))[0]
    assert (row["place_id"], row["location_basis"], row["homes"]) == ("DB01", "site", "2500")
    book = read_sheets(written(catalogue, "places", tmp_path / "a.xlsx"))
    assert list(book) == ["Plekken", "Bronnen", "Over dit bestand", "Kolommen"]
    row = book["Plekken"][0]
    assert (row["Code"], row["Ligging bekend van"], row["Woningen"]) == ("DB01", "de plek zelf",
                                                                         2500)  # fmt: skip


@pytest.mark.parametrize("what", TABLES)
def test_csv_for_excel_in_dutch_says_the_same_in_dutch(
    catalogue: Catalogue, tmp_path: Path, what: What
) -> None:
    dutch = written(catalogue, what, tmp_path / "a.csv", excel_nl=True)
    rows = read_csv(dutch, ";")
    plain = read_csv(written(catalogue, what, tmp_path / "b.csv"))
    assert dutch.read_bytes().startswith(b"\xef\xbb\xbf")
    assert [row["Code"] for row in rows] == [next(iter(row.values())) for row in plain]
    if what == "figures":
        level = next(row for row in rows if row["Code"].startswith("DB03.ground_level"))
        assert level["Waarde"] in ("-6,76", "-4,45")


def test_excel_in_dutch_is_asked_of_a_csv_only(catalogue: Catalogue, tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.gpkg", "a.geojson"):
        with pytest.raises(ExportError, match=r"een bestand op \.csv bij --excel-nl"):
            written(catalogue, "places", tmp_path / name, excel_nl=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", TABLES)
def test_parquet_is_for_findings_only(catalogue: Catalogue, tmp_path: Path, what: What) -> None:
    assert (".parquet" in suffixes_of(what)) is (what == "findings")
    if what != "findings":
        with pytest.raises(ExportError, match=r"gevonden ‘\.parquet’"):
            written(catalogue, what, tmp_path / "a.parquet")


def test_places_lie_where_they_are(catalogue: Catalogue, tmp_path: Path) -> None:
    path = written(catalogue, "places", tmp_path / "a.geojson")
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    for feature in features:
        place = catalogue.places[feature["properties"]["place_id"]]
        assert feature["geometry"]["coordinates"] == pytest.approx([place.lon, place.lat], abs=1e-6)
    assert features[11]["properties"]["homes"] is None


# --- what the buttons give -------------------------------------------------------------------


def rows_of(data: bytes, suffix: str, folder: Path, title: str = "Plekken") -> list[dict[str, Any]]:
    path = folder / f"a.{suffix}"
    path.write_bytes(data)
    return read_csv(path, ";") if suffix == "csv" else read_sheets(path)[title]


def some(catalogue: Catalogue) -> list[Place]:
    return [catalogue.places[place_id] for place_id in ("GG12", "DB05", "DB04")]


@pytest.mark.parametrize("suffix", SPREADSHEETS)
def test_a_button_gives_the_places_in_their_order(
    catalogue: Catalogue, tmp_path: Path, suffix: str
) -> None:
    rows = rows_of(to_bytes(catalogue, some(catalogue), suffix), suffix, tmp_path)
    assert [row["Code"] for row in rows] == ["GG12", "DB05", "DB04"]
    assert rows[2]["Woningen"] in (None, "")
    assert int(rows[1]["Woningen, laagste"]) == 25_000


@pytest.mark.parametrize("suffix", SPREADSHEETS)
def test_a_button_gives_the_findings_of_those_places(
    catalogue: Catalogue, tmp_path: Path, suffix: str
) -> None:
    data = to_bytes(catalogue, some(catalogue), suffix, "findings")
    rows = rows_of(data, suffix, tmp_path, "Bevindingen")
    assert list(dict.fromkeys(row["Code"] for row in rows)) == ["GG12", "DB05", "DB04"]
    assert all(row["Werkwijze"].startswith(EXPLORATION) for row in rows)
    assert {"op afstand", "niet gecontroleerd"} <= {row["Bevinding"] for row in rows}


@pytest.mark.parametrize("suffix", SPREADSHEETS)
def test_a_file_of_nothing_has_its_headings(
    catalogue: Catalogue, tmp_path: Path, suffix: str
) -> None:
    data = to_bytes(catalogue, [], suffix)
    assert rows_of(data, suffix, tmp_path) == []
    if suffix == "csv":
        assert "Code;Soort;Plek;" in data.decode("utf-8-sig")


def test_a_button_gives_what_the_command_writes(catalogue: Catalogue, tmp_path: Path) -> None:
    everything, scope = list(catalogue.places.values()), read_scope(catalogue)
    for suffix in SPREADSHEETS:
        out = tmp_path / f"a.{suffix}"
        export_table(catalogue, "places", scope, out, date.today(), excel_nl=suffix == "csv")
        assert to_bytes(catalogue, everything, suffix) == out.read_bytes()


def test_text_never_becomes_a_formula(copied: Any, tmp_path: Path) -> None:
    risky = {"DB01": "=1+1", "DB02": "+31 6", "DB03": "-2+3", "DB04": "@SUM(A1)",
             "DB05": '=HYPERLINK("x","y")'}  # fmt: skip
    for place_id, text in risky.items():
        copied.edit("places", place_id, name=text, designation=text)
    copied.stamp()
    catalogue = load_catalogue(copied.path)
    places = [catalogue.places[place_id] for place_id in risky]
    assert [place.name for place in places] == list(risky.values())
    for suffix in SPREADSHEETS:
        rows = rows_of(to_bytes(catalogue, places, suffix), suffix, tmp_path)
        assert [row["Plek"] for row in rows] == [f"'{text}" for text in risky.values()]
        assert [row["Aanwijzing"] for row in rows] == [f"'{text}" for text in risky.values()]


@pytest.mark.parametrize("what", TABLES)
def test_no_text_begins_like_a_formula(catalogue: Catalogue, tmp_path: Path, what: What) -> None:
    for rows in read_sheets(written(catalogue, what, tmp_path / "a.xlsx")).values():
        cells = [cell for row in rows for cell in row.values() if isinstance(cell, str)]
        assert [cell for cell in cells if cell.startswith(RISKY)] == []
