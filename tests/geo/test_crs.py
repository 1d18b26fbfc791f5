"""The guard that compares coordinate systems, and the errors that say what to do."""

from __future__ import annotations

import geopandas as gpd
import pytest
from shapely.geometry import Point

from geo.crs import RD_NEW, WGS84, points_rd, require_crs
from geo.errors import CRSMismatchError, GeoError


def test_the_expected_system_passes() -> None:
    require_crs(gpd.GeoSeries([Point(0, 0)], crs=RD_NEW), "laag")
    require_crs(gpd.GeoSeries([Point(0, 0)], crs=WGS84), "laag", WGS84)


@pytest.mark.parametrize(
    ("found", "expected", "words"),
    [
        (WGS84, RD_NEW, "laag: verwacht coördinaten in EPSG:28992; gevonden EPSG:4326"),
        (RD_NEW, WGS84, "laag: verwacht coördinaten in EPSG:4326; gevonden EPSG:28992"),
        ("EPSG:3857", RD_NEW, "gevonden EPSG:3857"),
        (None, RD_NEW, "gevonden geen coördinatenstelsel"),
    ],
)
def test_another_system_is_refused_with_both_names(
    found: str | None, expected: str, words: str
) -> None:
    with pytest.raises(CRSMismatchError, match=r"Herstel: zet de laag om met to_crs") as refused:
        require_crs(gpd.GeoSeries([Point(0, 0)], crs=found), "laag", expected)
    assert words in str(refused.value)


def test_the_origin_of_rd_lies_in_amersfoort() -> None:
    (point,) = points_rd([5.38720621], [52.15517440])
    assert point.distance(Point(155_000, 463_000)) < 1
    (north,) = points_rd([5.38720621], [52.16517440])
    assert north.distance(Point(155_000, 463_000)) > 1_000


def test_every_error_says_where_what_and_how() -> None:
    error = GeoError("hier", "dit", "dat", "doe zo")
    assert str(error) == "hier: verwacht dit; gevonden dat. Herstel: doe zo"
