"""Exported files in the programs that planners open them with: LibreOffice, and GDAL for GIS."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from pathlib import Path

import openpyxl
import pytest

from geo.catalogue import Catalogue
from geo.columns import TITLES
from geo.export import export_table
from geo.findings import EXPLORATION
from geo.scope import read_scope
from geo.tables import What
from tests.geo.ground import TODAY

TABLES: tuple[What, ...] = ("places", "figures", "findings", "statements")
CSV_OUT = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
"""Comma, quotes, UTF-8, every cell as it is shown, a file a sheet."""
DUTCH_CSV_IN = "--infilter=CSV:59,34,76,1,,1043,false,true"
"""Semicolon, quotes, UTF-8, numbers as written in Dutch, and detect what is a number."""


def written(catalogue: Catalogue, what: What, out: Path, excel_nl: bool = False) -> int:
    return export_table(catalogue, what, read_scope(catalogue), out, TODAY, excel_nl)


def convert(path: Path, into: Path, to: str, *options: str) -> None:
    """Let LibreOffice open a file and save it as another."""
    profile = f"-env:UserInstallation=file://{into}/profile"
    command = ["soffice", profile, "--headless", *options, "--convert-to", to]
    subprocess.run([*command, "--outdir", str(into), str(path)], check=True, capture_output=True)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def ogrinfo(*words: str) -> str:
    """Return what GDAL says of a file; it may not warn."""
    done = subprocess.run(["ogrinfo", "-ro", *words], check=True, capture_output=True, text=True)
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("what", TABLES)
def test_libreoffice_opens_every_sheet_of_a_workbook(
    catalogue: Catalogue, tmp_path: Path, what: What
) -> None:
    count = written(catalogue, what, tmp_path / "a.xlsx")
    convert(tmp_path / "a.xlsx", tmp_path, CSV_OUT)
    rows = rows_of(tmp_path / f"a-{TITLES[what]}.csv")
    assert len(rows) == count
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("Err:", "#"))]
    sources = rows_of(tmp_path / "a-Bronnen.csv")
    assert {"gemeenten", "kst-32847-1395"} <= {row["id"] for row in sources}
    assert all(row["licentie"] and row["adres"].startswith("http") for row in sources)
    about = {row["onderwerp"]: row["tekst"] for row in rows_of(tmp_path / "a-Over dit bestand.csv")}
    assert about["Peildatum"] == "24-11-2026"
    assert about.get("Let op", "").startswith(EXPLORATION) is (what != "figures")
    assert len(rows_of(tmp_path / "a-Kolommen.csv")) == len(rows[0])


@pytest.mark.parametrize("what", TABLES)
def test_a_dutch_spreadsheet_reads_the_csv_with_numbers_as_numbers(
    catalogue: Catalogue, tmp_path: Path, what: What
) -> None:
    count = written(catalogue, what, tmp_path / "a.csv", excel_nl=True)
    convert(tmp_path / "a.csv", tmp_path, "xlsx", DUTCH_CSV_IN)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    head, *body = sheet.iter_rows(values_only=True)
    assert len(body) == count and "f" not in {c.data_type for row in sheet.iter_rows() for c in row}
    rows = {row[0]: dict(zip(head, row, strict=True)) for row in body}
    if what == "figures":
        levels = [row["Waarde"] for code, row in rows.items() if "ground_level" in str(code)]
        assert {-6.76, -4.45} <= set(levels)
    if what == "places":
        assert (rows["DB01"]["Lengte"], rows["DB01"]["Woningen"]) == (4.434, 2500)
        assert rows["DB12"]["Woningen"] is None


@pytest.mark.parametrize("what", TABLES)
def test_gdal_opens_a_geopackage_in_rd_with_its_tables(
    catalogue: Catalogue, tmp_path: Path, what: What
) -> None:
    count = written(catalogue, what, tmp_path / "a.gpkg")
    path, layer = str(tmp_path / "a.gpkg"), TITLES[what].lower()
    listed = re.findall(r"^\d+: (\w+) \((\w+)\)", ogrinfo(path), re.MULTILINE)
    assert listed == [(layer, "Point"), ("bronnen", "None"), ("over_dit_bestand", "None"),
                      ("kolommen", "None"), ("layer_styles", "None")]  # fmt: skip
    said = ogrinfo("-so", path, layer)
    assert f"Feature Count: {count}" in said and 'ID["EPSG",28992]' in said
    assert "Peildatum: 24-11-2026" in said and (EXPLORATION in said) is (what != "figures")
    assert "kst-32847-1395" in ogrinfo("-al", path, "bronnen")


@pytest.mark.parametrize("what", TABLES)
def test_gdal_opens_geojson_in_degrees(catalogue: Catalogue, tmp_path: Path, what: What) -> None:
    count = written(catalogue, what, tmp_path / "a.geojson")
    said = ogrinfo("-so", "-al", str(tmp_path / "a.geojson"))
    assert f"Feature Count: {count}" in said and 'ID["EPSG",4326]' in said
    west, south = map(float, re.findall(r"Extent: \(([\d.]+), ([\d.]+)\)", said)[0])
    assert 3.3 < west < 7.3 and 50.7 < south < 53.6
    metadata = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))["metadata"]
    assert metadata["reference_date"] == catalogue.edition.reference_date
