"""Polygons of voedingsgebieden: every kind and system, and every row that does not fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from geo.crs import RD_NEW, WGS84
from geo.errors import GeoError
from geo.netareas import areas_with_classes
from geo.netcongestie import to_layer
from tests.geo.kaart import (
    DAY,
    OUTLINES,
    PUBLIC,
    Put,
    changed,
    classes,
    outlines,
    saved,
    write,
)


@pytest.mark.parametrize("kind", ["gpkg", "geojson"])
@pytest.mark.parametrize("crs", [RD_NEW, WGS84, "EPSG:3857"])
def test_outlines_of_every_kind_and_system_are_the_same(
    put: Put, tmp_path: Path, kind: str, crs: str
) -> None:
    frame = gpd.read_file(OUTLINES).to_crs(WGS84 if kind == "geojson" else crs)
    found = put(outlines=saved(tmp_path, f"vlakken.{kind}", frame))
    assert found.layer.geometry.area.sum() == pytest.approx(put().layer.geometry.area.sum(), 1e-6)


@pytest.mark.parametrize("column", ["short_code", "Voedingsgebied_ID", "CODE", "naam"])
def test_the_column_with_the_code_may_have_several_names(
    put: Put, tmp_path: Path, column: str
) -> None:
    frame = outlines(**{column: ["os ROOD  50-10i", "OSGeel"]})
    assert set(classes(put(outlines=saved(tmp_path, "v.gpkg", frame)))) == {"Roodstad", "Geelveen"}


def test_of_two_columns_the_one_that_fits_counts(put: Put, tmp_path: Path) -> None:
    frame = outlines(voedingsgebied_id=[17, 18.0], voedingsgebied_naam=["OS Geel", "OS Oranje"])
    assert len(put(outlines=saved(tmp_path, "v.gpkg", frame)).layer) == 2
    raw = changed(tmp_path, lambda raw: raw["energy_areas"][0].update(short_code="17"))
    assert "Roodstad" in classes(put(raw, saved(tmp_path, "w.gpkg", frame[:1])))


def test_rows_without_a_dutch_polygon_are_left_out_with_an_issue(put: Put, tmp_path: Path) -> None:
    good = outlines(code=["OS Geel"])
    bad = gpd.GeoDataFrame(
        {"code": ["OS Rood 50-10i", "OS Oranje", "OS Transparant", "OS Gemengd"]},
        geometry=[None, Point(93_000, 425_000), LineString([(0, 4e5), (9, 4e5)]),
                  box(900_000, 900_000, 900_100, 900_100)], crs=RD_NEW,
    )  # fmt: skip
    frame = gpd.GeoDataFrame(pd.concat([good, bad]), crs=RD_NEW)
    frame.to_parquet(tmp_path / "v.parquet")
    found = put(outlines=tmp_path / "v.parquet")
    assert list(classes(found)) == ["Geelveen"]
    missing = [issue for issue in found.issues if issue.code == "outline_missing"]
    assert [issue.where for issue in missing] == ["v.parquet, rij 2, 3, 4", "v.parquet, rij 5"]
    assert "buiten Nederland" in missing[1].message


@pytest.mark.parametrize("value", [4, "x", 1.5, -2, "rood"])
def test_an_unknown_class_of_the_public_layer_is_an_issue(
    put: Put, tmp_path: Path, value: Any
) -> None:
    file = changed(
        tmp_path, lambda raw: raw["features"][5]["properties"].update(afname=value), PUBLIC
    )
    found = put(file, None, day=DAY)
    (issue,) = found.issues
    assert classes(found)["Klaarwater"] == ""
    assert issue.where == "anders.geojson, rij 6 (Klaarwater), afname"
    assert "-1, 0, 1, 2 of 3" in issue.message and f"‘{value}’" in issue.message


def test_an_unreadable_number_of_the_public_layer_is_an_issue(put: Put, tmp_path: Path) -> None:
    file = changed(
        tmp_path,
        lambda raw: raw["features"][4]["properties"].update(wachtrij_afname="veel"),
        PUBLIC,
    )
    (issue,) = put(file, None, day=DAY).issues
    assert issue.where == "anders.geojson, rij 5 (Geelveen), wachtrij_afname"
    assert issue.code == "area_number" and "‘veel’" in issue.message


@pytest.mark.parametrize("value", [3, 3.0, "3", "3,0", " 3 "])
def test_a_class_may_be_written_in_several_ways(put: Put, tmp_path: Path, value: Any) -> None:
    file = changed(
        tmp_path, lambda raw: raw["features"][5]["properties"].update(afname=value), PUBLIC
    )
    assert classes(put(file, None, day=DAY))["Klaarwater"] == "3"


CELLS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
COLUMNS = ("afname", "opwek", "voedingsgebied_id", "voedingsgebied_naam", "rnb", "wachtrij_afname",
           "unieke_verzoeken_invoeding", "jaartal_opgelost_afname")  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELLS)), min_size=1, max_size=5))
def test_no_cell_makes_it_crash_and_no_polygon_is_lost(rows: list[dict[str, Any]]) -> None:
    squares = outlines(code=list(range(len(rows))))
    frame = gpd.GeoDataFrame(pd.DataFrame(rows, dtype=object), geometry=squares.geometry)
    areas, issues = areas_with_classes(frame, "v.gpkg")
    assert sum(shape.area for shape in areas.values()) == pytest.approx(len(rows) * 1e6)
    layer = to_layer(list(areas.items()), DAY)
    assert set(layer["afname"]) <= {"", "0", "1", "2", "3"} and layer["name"].ne("").all()
    assert {issue.code for issue in issues} <= {"area_class", "area_number"}


def no_match(folder: Path) -> Path:
    return saved(folder, "v.gpkg", outlines(code=["X1", "X2"]))


def no_code(folder: Path) -> Path:
    return saved(folder, "v.gpkg", outlines(kleur=["rood"]))


def no_system(folder: Path) -> Path:
    frame = gpd.GeoDataFrame({"code": ["OS Geel"]}, geometry=[box(10, 20, 30, 40)])
    frame.to_parquet(folder / "v.parquet")
    return folder / "v.parquet"


def points(folder: Path) -> Path:
    frame = gpd.GeoDataFrame({"code": ["OS Geel"]}, geometry=[Point(93_000, 425_000)], crs=RD_NEW)
    return saved(folder, "v.gpkg", frame)


BAD_OUTLINES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "nothing in common": (no_match, "vlakken van gebieden zoals OS Geel.*vlakken van X1, X2"),
    "no column with a code": (no_code, "een kolom met de code.*kleur"),
    "no coordinate system": (no_system, "zeker RD of graden"),
    "no polygons": (points, "geen enkel vlak"),
    "not there": (lambda folder: folder / "weg.gpkg", "geen bestand"),
    "empty": (write("v.geojson", b""), "een leeg bestand"),
    "no rows": (write("v.geojson", b'{"type":"FeatureCollection","features":[]}'), "geen rijen"),
    "another kind": (write("v.gpkg", b"PK\3\4"), "niet te lezen"),
    "another suffix": (write("v.dwg", b"x"), "achtervoegsel|‘.dwg’"),
}


@pytest.mark.parametrize("name", BAD_OUTLINES)
def test_bad_outlines_are_refused_and_nothing_changes(
    put: Put, copied: Any, tmp_path: Path, name: str
) -> None:
    make, words = BAD_OUTLINES[name]
    before = sorted((p.name, p.read_bytes()) for p in copied.path.iterdir())
    with pytest.raises(GeoError, match=f"(?s){words}.*Herstel: "):
        put(outlines=make(tmp_path))
    assert sorted((p.name, p.read_bytes()) for p in copied.path.iterdir()) == before
