"""How much of an area others cover, on squares with answers known by eye."""

from __future__ import annotations

import geopandas as gpd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import union_all
from shapely.geometry import MultiPolygon, Point, Polygon, box

from geo.catalogue import Catalogue
from geo.crs import RD_NEW, WGS84
from geo.errors import CRSMismatchError
from geo.joins import covered_share

AREAS = gpd.GeoDataFrame(
    {"code": ["west", "oost"]},
    geometry=[box(0, 0, 100, 100), box(100, 0, 200, 100)],
    crs=RD_NEW,
).set_index("code")


def cover(*shapes: object, crs: str = RD_NEW) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=list(shapes), crs=crs)


def shares(*shapes: object) -> tuple[float, float]:
    """Return the covered part of west and of oost."""
    found = covered_share(AREAS, cover(*shapes))
    assert found.index.tolist() == ["west", "oost"]
    return float(found["west"]), float(found["oost"])


@pytest.mark.parametrize(
    ("shapes", "west", "oost"),
    [
        ([box(0, 0, 50, 100)], 0.5, 0),
        ([box(0, 0, 200, 100)], 1, 1),
        ([box(-500, -500, 500, 500)], 1, 1),
        ([box(50, 0, 125, 100)], 0.5, 0.25),
        ([box(0, 0, 40, 100), box(20, 0, 60, 100)], 0.6, 0),  # what two cover counts once
        ([box(0, 0, 40, 100)] * 3, 0.4, 0),
        ([box(0, 0, 10, 100), box(90, 0, 110, 100)], 0.2, 0.1),
        ([box(0, 0, 100, 100).difference(box(25, 25, 75, 75))], 0.75, 0),  # a hole
        ([MultiPolygon([box(0, 0, 10, 10), box(190, 0, 200, 10)])], 0.01, 0.01),
        ([box(500, 500, 600, 600)], 0, 0),
        ([box(-100, 0, 0, 100)], 0, 0),  # touches a side and no more
        ([Point(50, 50)], 0, 0),
        ([Polygon()], 0, 0),
        ([], 0, 0),
    ],
)
def test_share_by_eye(shapes: list[object], west: float, oost: float) -> None:
    assert shares(*shapes) == pytest.approx((west, oost))


def test_areas_that_overlap_are_judged_each_for_itself() -> None:
    areas = gpd.GeoDataFrame(geometry=[box(0, 0, 100, 100), box(0, 0, 200, 100)], crs=RD_NEW)
    assert covered_share(areas, cover(box(0, 0, 50, 100))).tolist() == pytest.approx([0.5, 0.25])


def test_share_compares_systems() -> None:
    with pytest.raises(CRSMismatchError, match=r"bedekking.*EPSG:28992.*EPSG:4326"):
        covered_share(AREAS, cover(box(4, 52, 5, 53), crs=WGS84))
    with pytest.raises(CRSMismatchError, match=r"vlakken.*EPSG:28992.*EPSG:4326"):
        covered_share(AREAS.to_crs(WGS84), cover(box(0, 0, 1, 1)))


sides = st.integers(-50, 250)
rectangles = st.tuples(sides, sides, sides, sides).map(
    lambda s: box(min(s[0], s[2]), min(s[1], s[3]), max(s[0], s[2]) + 1, max(s[1], s[3]) + 1)
)


@settings(deadline=None, max_examples=60)
@given(shapes=st.lists(rectangles, min_size=1, max_size=6))
def test_share_is_that_of_the_union_and_grows_with_the_cover(shapes: list[Polygon]) -> None:
    parts = shares(*shapes)
    whole = union_all(shapes)
    for part, area in zip(parts, AREAS.geometry, strict=True):
        assert part == pytest.approx(area.intersection(whole).area / area.area, abs=1e-9)
    assert shares(*reversed(shapes)) == pytest.approx(parts)
    assert all(a <= b + 1e-9 for a, b in zip(shares(*shapes[1:]), parts, strict=True))


def test_real_shares_are_shares(catalogue: Catalogue) -> None:
    land = catalogue.geometry("gemeenten_land").set_index("gemeente_code")
    found = covered_share(land, catalogue.natura2000)
    assert list(found.index) == list(land.index)
    assert found.between(0, 1 + 1e-9).all()
    for code in ("GM0363", "GM0200", "GM1963"):
        area = land.geometry[code]
        near = catalogue.natura2000.geometry.intersection(area)
        assert found[code] == pytest.approx(union_all(near.to_numpy()).area / area.area, abs=1e-9)
