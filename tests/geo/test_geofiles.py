"""GeoJSON, GeoPackage and Parquet: true types, true places, and where it all comes from."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from shapely.geometry import Point

from geo.crs import RD_NEW, WGS84
from geo.errors import CRSMismatchError
from geo.geofiles import typed, write_geojson, write_gpkg, write_parquet
from geo.table import Table
from tests.geo.exported import CAME, read_gpkg, small

AMERSFOORT = Point(155000, 463000)  # where RD New begins: 5.387206 E, 52.155172 N


def placed(crs: str = RD_NEW) -> Table:
    """Return one figure at the middle of RD New and one without a place."""
    rows = {"figure_id": ["a", "=b"], "value": [Decimal("-6.76"), None], "preferred": [True, False]}
    frame = gpd.GeoDataFrame(rows, geometry=gpd.GeoSeries([AMERSFOORT, None], crs=crs))
    return Table("figures", frame, CAME)


def test_geojson_is_plain_json_with_a_line_a_feature(tmp_path: Path) -> None:
    write_geojson(placed(), tmp_path / "t.geojson")
    text = (tmp_path / "t.geojson").read_text(encoding="utf-8")
    collection = json.loads(text)
    assert list(collection) == ["type", "name", "metadata", "features"]
    assert (collection["type"], collection["name"]) == ("FeatureCollection", "cijfers")
    assert collection["features"] == [
        {"type": "Feature", "properties": {"figure_id": "a", "value": -6.76, "preferred": True},
         "geometry": {"type": "Point", "coordinates": [5.387204, 52.155172]}},
        {"type": "Feature", "properties": {"figure_id": "=b", "value": None, "preferred": False},
         "geometry": None},
    ]  # fmt: skip
    assert text.count("\n") == 4


def test_geojson_says_where_it_comes_from(tmp_path: Path) -> None:
    write_geojson(placed(), tmp_path / "t.geojson")
    said = json.loads((tmp_path / "t.geojson").read_text(encoding="utf-8"))["metadata"]
    assert said["title"] == "Doorbraakkaart: cijfers"
    assert (said["reference_date"], said["data_version"]) == (CAME.date, CAME.version)
    assert said["attribution"] == "Kadaster (CC BY 4.0)"
    assert said["about"] == {"Let op": "Verkenning, geen toets."}
    assert said["sources"][0]["titel"] == "Een brief" and len(said["sources"]) == 1
    assert list(said["columns"]) == ["figure_id", "value", "preferred"]


def test_geopackage_has_a_layer_in_metres_and_its_tables(tmp_path: Path) -> None:
    write_gpkg(placed(), tmp_path / "t.gpkg")
    info = pyogrio.read_info(tmp_path / "t.gpkg", layer="cijfers")
    assert (info["crs"], info["geometry_type"], info["features"]) == (RD_NEW, "Point", 2)
    frame = pyogrio.read_dataframe(tmp_path / "t.gpkg", layer="cijfers")
    assert frame.geometry[0] == AMERSFOORT and frame.geometry[1] is None
    assert frame["value"].tolist()[0] == -6.76 and frame["value"].isna()[1]
    assert frame["figure_id"].tolist() == ["a", "=b"]  # no spreadsheet, so no mark
    tables = read_gpkg(tmp_path / "t.gpkg")
    assert list(tables) == ["cijfers", "bronnen", "over_dit_bestand", "kolommen", "layer_styles"]
    assert tables["bronnen"][0]["licentie"] == "CC0-1.0"
    assert tables["over_dit_bestand"][0]["tekst"] == "Verkenning, geen toets."
    assert tables["kolommen"][1]["kop"] == "Waarde"
    assert info["layer_metadata"]["DESCRIPTION"] == "Let op: Verkenning, geen toets."


def test_geopackage_of_a_table_without_places_has_no_layer_and_no_style(tmp_path: Path) -> None:
    write_gpkg(small({"plan_id": ["a"]}, "plans", None), tmp_path / "t.gpkg")
    assert read_gpkg(tmp_path / "t.gpkg") == {"plannen": [{"fid": 1, "plan_id": "a"}]}
    assert pyogrio.list_layers(tmp_path / "t.gpkg").tolist() == [["plannen", None]]


def test_the_clock_is_nowhere_in_a_geopackage(tmp_path: Path) -> None:
    write_gpkg(placed(), tmp_path / "t.gpkg")
    data = (tmp_path / "t.gpkg").read_bytes()
    assert b"2026-11-24T00:00:00.000Z" in data
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


def test_an_empty_table_is_a_file_with_a_layer(tmp_path: Path) -> None:
    empty = Table("figures", placed().rows[:0], CAME)
    write_gpkg(empty, tmp_path / "t.gpkg")
    write_geojson(empty, tmp_path / "t.geojson")
    assert pyogrio.read_info(tmp_path / "t.gpkg", layer="cijfers")["features"] == 0
    assert json.loads((tmp_path / "t.geojson").read_text(encoding="utf-8"))["features"] == []


@pytest.mark.parametrize("write", [write_geojson, write_gpkg])
def test_coordinates_in_another_system_are_refused(tmp_path: Path, write: object) -> None:
    with pytest.raises(CRSMismatchError):
        write(placed(WGS84), tmp_path / "t.gpkg")  # type: ignore[operator]


def test_parquet_holds_the_rows_alone_with_one_type_a_column(tmp_path: Path) -> None:
    write_parquet(placed(), tmp_path / "t.parquet")
    back = pd.read_parquet(tmp_path / "t.parquet")
    assert list(back) == ["figure_id", "value", "preferred"]
    assert back["value"].dtype == "float64" and back["preferred"].tolist() == [True, False]


def test_a_column_of_mixed_values_becomes_text_and_numbers_stay_numbers() -> None:
    rows = pd.DataFrame({
        "ids": pd.Series([1, "b"], dtype=object), "n": pd.Series([1.5, None], dtype=object),
        "d": pd.Series([Decimal(2), None], dtype=object), "i": [1, 2],
        "yes": pd.Series([True, None], dtype=object), "none": pd.Series([None, None], dtype=object),
    })  # fmt: skip
    kinds = {name: str(kind) for name, kind in typed(rows).dtypes.items()}
    assert kinds["d"] == "float64" and kinds["i"] == "int64" and kinds["yes"] == "boolean"
    assert typed(rows)["ids"].tolist() == ["1", "b"]
