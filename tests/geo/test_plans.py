"""A user's file, well made and badly made: nothing is lost, and nothing crashes."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon, box

from geo import plans as plans_module
from geo.crs import RD_NEW, WGS84
from geo.plans import read_plans, to_numbers
from geo.shapes import PlanFileError, check_shapes, clean_shapes

RD, LONLAT = (93_000.0, 425_000.0), (4.48815, 51.81018)  # in Zuid-Holland, the same place
PLANS = gpd.GeoDataFrame(
    {"plan_id": ["a", "b"], "naam": ["Één", "Twee"]},
    geometry=[box(*RD, 93_100, 425_100), box(*RD, 93_050, 425_100)], crs=RD_NEW,
)  # fmt: skip
KINDS = ["gpkg", "geojson", "json", "zip", "parquet"]
BOW_TIE = Polygon([(93_000, 425_000), (93_100, 425_100), (93_100, 425_000), (93_000, 425_100)])
Write = Callable[[str, str], Path]


def codes(issues: list[Any]) -> list[str]:
    return [issue.code for issue in issues]


def save(frame: gpd.GeoDataFrame, folder: Path, kind: str) -> Path:
    """Write plans as one of the kinds that are read."""
    path = folder / f"plannen.{kind}"
    if kind == "parquet":
        frame.to_parquet(path)
    elif kind == "zip":
        frame.to_file(folder / "in.shp", engine="pyogrio")
        with zipfile.ZipFile(path, "w") as archive:
            for part in folder.glob("in.*"):
                archive.write(part, f"map/{part.name}")
    else:
        driver = "GPKG" if kind == "gpkg" else "GeoJSON"
        (frame if kind == "gpkg" else frame.to_crs(WGS84)).to_file(path, driver=driver)
    return path


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_text(text: str, name: str = "plannen.csv") -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write_text


def spot(frame: gpd.GeoDataFrame, row: int = 0) -> tuple[float, float]:
    point = frame.geometry.iloc[row].representative_point()
    return point.x, point.y


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_the_same_plans(tmp_path: Path, kind: str) -> None:
    frame, issues = read_plans(save(PLANS, tmp_path, kind))
    assert frame.crs.to_epsg() == 28992 and issues == []
    assert frame["plan_id"].tolist() == ["a", "b"] and frame["naam"].tolist() == ["Één", "Twee"]
    assert frame.area.tolist() == pytest.approx([10_000, 5_000], rel=1e-4)


@pytest.mark.parametrize(
    "text",
    [
        "plan_id,lon,lat\na,4.48815,51.81018",
        "plan_id;lon;lat\na;4,48815;51,81018",
        "PLAN_ID\tLongitude\tLatitude\na\t4.48815\t51.81018",
        '\ufeffplan_id,Lon,LAT\na,"4,48815","51,81018"',
        "plan_id;X;Y\na;93000;425000",
        "plan_id;x_coordinaat;y_coordinaat\na;93.000,0;425.000,0",
        "plan_id,x,y\na,4.48815,51.81018",  # degrees, whatever the columns are called
        "plan_id,lon,lat\na,93000,425000",
        "\n\nplan_id,lon,lat\n\na,4.48815,51.81018\n\n",
    ],
)
def test_a_csv_in_many_ways_is_one_place(write: Write, text: str) -> None:
    frame, issues = read_plans(write(text, "plannen.csv"))
    assert codes(issues) == [] and frame["plan_id"].tolist() == ["a"]
    assert spot(frame) == pytest.approx(RD, abs=2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("51,8", 51.8), ("51.8", 51.8), ("1.234,5", 1234.5), ("1,234.5", 1234.5), (" 93 000 ", 93_000),
     ("-4", -4), ("", None), ("vier", None), ("None", None)],
)  # fmt: skip
def test_numbers(text: str, expected: float | None) -> None:
    (found,) = to_numbers(pd.Series([text], dtype=object))
    assert np.isnan(found) if expected is None else found == expected


# --- coordinate systems ---------------------------------------------------------------------


def test_without_a_system_certain_coordinates_are_enough(tmp_path: Path) -> None:
    for number, crs in enumerate((RD_NEW, WGS84)):
        bare = PLANS.to_crs(crs).set_crs(None, allow_override=True)
        bare.to_parquet(tmp_path / f"{number}.parquet")
        frame, _ = read_plans(tmp_path / f"{number}.parquet")
        assert spot(frame) == pytest.approx((93_050, 425_050), abs=1)


@pytest.mark.parametrize("xy", ["10,20", "500000,6800000", "0,0"])
def test_without_a_system_other_coordinates_are_refused(write: Write, xy: str) -> None:
    with pytest.raises(PlanFileError, match="verwacht een coördinatenstelsel.*Herstel"):
        read_plans(write(f"x,y\n{xy}", "p.csv"))


def test_two_systems_in_one_file_are_refused(write: Write) -> None:
    with pytest.raises(PlanFileError, match="stelsel"):
        read_plans(write("x,y\n93000,425000\n4.5,51.8", "p.csv"))


def test_metres_that_are_said_to_be_degrees_are_read_as_metres(write: Write) -> None:
    feature = {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "Point", "coordinates": RD},
    }
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    frame, issues = read_plans(write(text, "p.geojson"))
    assert spot(frame) == RD and codes(issues) == ["crs_corrected"]


@pytest.mark.parametrize(
    ("crs", "moved"), [("EPSG:3857", 1.0), ("EPSG:32631", 1.0), ("EPSG:4258", 1.0)]
)
def test_another_stated_system_is_converted(tmp_path: Path, crs: str, moved: float) -> None:
    frame, _ = read_plans(save(PLANS.to_crs(crs), tmp_path, "gpkg"))
    assert spot(frame) == pytest.approx((93_050, 425_050), abs=moved)


def test_turned_coordinates_are_turned_back_and_said(write: Write) -> None:
    frame, issues = read_plans(write("lon,lat\n51.81018,4.48815\n51.9,4.5", "p.csv"))
    assert spot(frame) == pytest.approx(RD, abs=2) and codes(issues) == ["axes_swapped"]
    frame, issues = read_plans(write("lon,lat\n51.81018,4.48815\n4.5,51.9", "p.csv"))
    assert spot(frame) == pytest.approx(RD, abs=2)
    assert codes(issues) == ["axes_swapped"] and "rij 1" in issues[0].where
    frame, issues = read_plans(write("x,y\n425000,93000", "p.csv"))
    assert spot(frame) == RD and codes(issues) == ["axes_swapped"]


def test_outside_the_netherlands_is_said_row_by_row(write: Write) -> None:
    path = write("plan_id,lon,lat\na,4.48815,51.81018\nb,2.35,48.85\nc,4.4,51.2", "p.csv")
    frame, issues = read_plans(path)
    assert len(frame) == 3
    assert codes(issues) == ["outside_netherlands"] and "rij 2 (plan b)" in issues[0].where
    gemeente = gpd.GeoDataFrame(geometry=[box(90_000, 420_000, 95_000, 430_000)], crs=RD_NEW)
    _, issues = read_plans(path, gemeente)  # Antwerpen lies where RD is defined
    assert [issue.where[-8:] for issue in issues] == ["(plan b)", "(plan c)"]


# --- rows ----------------------------------------------------------------------------------


def test_a_row_without_a_place_is_kept_and_said(write: Write) -> None:
    frame, issues = read_plans(write("plan_id,lon,lat\na,,\nb,4.5,51.9\nc,vier,51\nd", "p.csv"))
    assert frame["plan_id"].tolist() == ["a", "b", "c", "d"]
    assert frame.is_empty.tolist() == [True, False, True, True]
    assert codes(issues).count("coordinates") == 3 and "row_length" in codes(issues)
    assert {issue.severity for issue in issues if issue.code == "geometry_empty"} == {"error"}


def test_ids_are_the_files_own_else_the_row_number(write: Write) -> None:
    frame, issues = read_plans(write("lon,lat\n4.5,51.9\n4.5,51.8", "p.csv"))
    assert frame["plan_id"].tolist() == [1, 2] and issues == []
    frame, issues = read_plans(write("plan_id,lon,lat\na,4.5,51.9\n,4.5,51.8\na,4.5,51.7", "p.csv"))
    assert frame["plan_id"].tolist() == ["a", "2", "a"]
    assert codes(issues) == ["plan_id_missing", "plan_id_twice"]


def test_uncertainty_is_read_and_a_bad_value_is_said(write: Write) -> None:
    text = "lon;lat;uncertainty_m\n4,5;51,9;250,5\n4,5;51,9;-3\n4,5;51,9;veel\n4,5;51,9;"
    frame, issues = read_plans(write(text, "p.csv"))
    assert frame["uncertainty_m"].fillna(-1).tolist() == [250.5, -1, -1, -1]
    assert codes(issues) == ["uncertainty"] * 2


@pytest.mark.parametrize(
    ("shape", "code", "severity"),
    [
        (BOW_TIE, "geometry_invalid", "notice"),
        (MultiPolygon([box(*RD, 93_010, 425_010), box(93_020, 425_000, 93_030, 425_010)]),
         "geometry_multipart", "notice"),
        (box(*RD, 93_000.4, 425_100), "geometry_sliver", "notice"),
        (Polygon([RD, (93_100, 425_100), RD]), "geometry_sliver", "notice"),
        (Polygon(), "geometry_empty", "error"),
        (None, "geometry_empty", "error"),
        (Point(float("nan"), 1), "geometry_empty", "error"),
        (Point(float("inf"), 1), "geometry_empty", "error"),
        (box(900_000, 0, 900_100, 100), "outside_netherlands", "error"),
    ],
)  # fmt: skip
def test_geometry_that_needs_attention_is_said(shape: object, code: str, severity: str) -> None:
    frame = gpd.GeoDataFrame(
        {"plan_id": ["a", "b"]}, geometry=[PLANS.geometry[0], shape], crs=RD_NEW
    )
    issues = [issue for issue in check_shapes(frame, "p.gpkg") if issue.code == code]
    assert [issue.severity for issue in issues] == [severity]
    assert issues[0].where == "p.gpkg, rij 2 (plan b)"
    clean = clean_shapes(frame.geometry.to_numpy())
    assert all(one is not None and one.is_valid for one in clean)


def test_a_bow_tie_is_the_faces_it_draws_and_height_is_dropped() -> None:
    flat = clean_shapes(np.array([BOW_TIE, Point(1, 2, 3)], dtype=object))
    assert flat[0].area == pytest.approx(5_000) and not flat[1].has_z


def test_a_broken_feature_keeps_its_row(write: Write) -> None:
    features = [
        {"type": "Feature", "properties": {"plan_id": "a", "lijst": [1]}, "geometry": None},
        {"type": "Feature", "properties": None, "geometry": {"type": "Point", "coordinates": "x"}},
        {"geometry": {"type": "Polygon", "coordinates": [[[4.5, 51.9], [4.6, 51.9]]]}},
        "iets anders",
        {"properties": {"plan_id": "e"}, "geometry": {"type": "Point", "coordinates": [4.5, 51.9]}},
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    frame, issues = read_plans(write(text, "p.geojson"))
    assert frame.is_empty.tolist() == [True, True, True, True, False]
    assert frame["plan_id"].tolist() == ["a", "2", "3", "4", "e"]
    assert codes(issues).count("geometry_empty") == 4


# --- files that are not what they say -------------------------------------------------------


@pytest.mark.parametrize("name", ["p.docx", "p", "p.vrt", "p.shp"])
def test_an_unknown_kind_is_refused(write: Write, name: str) -> None:
    with pytest.raises(PlanFileError, match=r"een bestand op \.gpkg"):
        read_plans(write("x,y\n93000,425000", name))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(PlanFileError, match="geen bestand"):
        read_plans(tmp_path / "geen.csv")


@pytest.mark.parametrize("suffix", plans_module.READERS)
@settings(max_examples=8, deadline=None)
@example(noise=b"}")  # with a brace before it: JSON, but no GeoJSON
@given(noise=st.binary(max_size=300))
def test_noise_is_refused_and_never_a_crash(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, noise: bytes
) -> None:
    path = tmp_path_factory.mktemp("ruis") / f"p{suffix}"
    for content in (noise, plans_module.MAGIC.get(suffix, b"{") + noise):
        path.write_bytes(content)
        with pytest.raises(PlanFileError, match="Herstel"):
            read_plans(path)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", [0.3, 0.9])
def test_a_file_cut_short_is_refused_or_read_with_issues(
    tmp_path: Path, kind: str, part: float
) -> None:
    path = save(PLANS, tmp_path, kind)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    with suppress(PlanFileError):
        frame, _ = read_plans(path)
        assert len(frame) == 2


@pytest.mark.parametrize(
    "text",
    [
        "<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>",
        '{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read /etc/passwd"}',
        "[1, 2]", "3", '{"type": "FeatureCollection"}',
        '{"type": "FeatureCollection", "features": []}',
        '{"a":' * 100_000, "",
    ],
    ids=["vrt", "pipeline", "list", "number", "no features", "no rows", "deep", "empty"],
)  # fmt: skip
def test_json_that_is_no_geojson_is_refused_or_empty(write: Write, text: str) -> None:
    with suppress(PlanFileError):
        frame, issues = read_plans(write(text, "p.geojson"))
        assert frame.is_empty.all() and "geometry_empty" in codes(issues)


def archive_of(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("name", ["../../uit.shp", "/etc/uit.shp", "C:\\uit.shp", "..\\uit.shp"])
def test_an_archive_that_points_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    path = archive_of(tmp_path / "p.zip", {name: b"x"})
    with pytest.raises(PlanFileError, match="eigen mappen"):
        read_plans(path)
    assert [one.name for one in tmp_path.iterdir()] == ["p.zip"]


def test_an_archive_that_swells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans_module, "MAX_UNPACKED", 10_000)
    path = archive_of(tmp_path / "p.zip", {"a.shp": b"\0" * 20_000})
    with pytest.raises(PlanFileError, match="na uitpakken"):
        read_plans(path)


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.shp", b"\0" * 5_000_000)
    small = content.getvalue().replace(
        (5_000_000).to_bytes(4, "little"), (50).to_bytes(4, "little")
    )
    (tmp_path / "p.zip").write_bytes(small)
    with pytest.raises(PlanFileError, match="niet te lezen"):
        read_plans(tmp_path / "p.zip")


@pytest.mark.parametrize(
    ("members", "found"),
    [({"a.txt": b""}, "geen .shp"), ({"a.shp": b"", "b/c.shp": b""}, "a.shp, b/c.shp"),
     ({f"{n}.txt": b"" for n in range(1_001)}, "1001 bestanden")],
)  # fmt: skip
def test_an_archive_holds_one_shapefile(
    tmp_path: Path, members: dict[str, bytes], found: str
) -> None:
    with pytest.raises(PlanFileError, match=found):
        read_plans(archive_of(tmp_path / "p.zip", members))


def test_a_large_file_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans_module, "MAX_BYTES", 10)
    with pytest.raises(PlanFileError, match="hoogstens"):
        read_plans(write("x,y\n93000,425000", "p.csv"))


def test_a_geopackage_with_two_layers_asks_which(tmp_path: Path) -> None:
    path = save(PLANS, tmp_path, "gpkg")
    PLANS.iloc[:1].to_file(path, driver="GPKG", layer="tweede")
    with pytest.raises(PlanFileError, match="plannen, tweede"):
        read_plans(path)
    assert len(read_plans(path, layer="tweede")[0]) == 1


def test_a_table_in_parquet_is_read_like_a_csv(tmp_path: Path) -> None:
    pd.DataFrame({"lon": [4.5], "lat": [51.9]}).to_parquet(tmp_path / "p.parquet")
    assert len(read_plans(tmp_path / "p.parquet")[0]) == 1
    pd.DataFrame({"a": [4.5]}).to_parquet(tmp_path / "p.parquet")
    with pytest.raises(PlanFileError, match="kolommen lon en lat"):
        read_plans(tmp_path / "p.parquet")
