"""Joins on hand-drawn squares with answers known by eye, then on points that are known."""

from __future__ import annotations

import math

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon, box

from geo.catalogue import Catalogue
from geo.crs import RD_NEW, WGS84
from geo.errors import CRSMismatchError, OutsideNetherlandsError
from geo.joins import locate, locate_points, locate_polygons, regions_of
from geo.model import Subject

WEST, EAST, NORTH = box(0, 0, 1000, 1000), box(1000, 0, 2000, 1000), box(0, 1000, 2000, 2000)
SQUARES = gpd.GeoDataFrame(
    {
        "gemeente_code": ["GM0002", "GM0001", "GM0003"],
        "gemeente": ["West", "Oost", "Noord"],
        "provincie_code": ["PV20", "PV20", "PV21"],
        "provincie": ["Zuid", "Zuid", "Noord"],
    },
    geometry=[WEST, EAST, NORTH],
    crs=RD_NEW,
)
ROW_ORDERS = [[0, 1, 2], [2, 1, 0], [1, 2, 0]]


def series(*shapes: object, index: object = None, crs: str | None = RD_NEW) -> gpd.GeoSeries:
    return gpd.GeoSeries(list(shapes), index=index, crs=crs)


@pytest.mark.parametrize("order", ROW_ORDERS)
@pytest.mark.parametrize(
    ("point", "gemeente"),
    [
        (Point(500, 500), "West"),
        (Point(1500, 500), "Oost"),
        (Point(500, 1500), "Noord"),
        (Point(1000, 500), "Oost"),  # the border of GM0002 and GM0001
        (Point(500, 1000), "West"),  # the border of GM0002 and GM0003
        (Point(1000, 1000), "Oost"),  # the corner of all three
        (Point(0, 0), "West"),
    ],
)
def test_a_point_lies_in_its_square_and_on_a_border_in_the_lowest_code(
    point: Point, gemeente: str, order: list[int]
) -> None:
    row = locate_points(series(point), SQUARES.iloc[order]).iloc[0]
    assert row["gemeente"] == gemeente
    assert row["provincie"] == ("Noord" if gemeente == "Noord" else "Zuid")


def test_outside_is_missing_and_the_index_is_kept() -> None:
    points = series(Point(-1, 500), Point(1500, 500), Point(5000, 0), index=["a", "b", "c"])
    found = locate_points(points, SQUARES)
    assert found.index.tolist() == ["a", "b", "c"]
    assert found["gemeente_code"].isna().tolist() == [True, False, True]


@pytest.mark.parametrize("points", [series(), series(Point(9e5, 9e5))])
def test_no_hit_at_all_is_a_table_all_the_same(points: gpd.GeoSeries) -> None:
    found = locate_points(points, SQUARES)
    assert len(found) == len(points) and found["gemeente_code"].isna().all()


@pytest.mark.parametrize("join", [locate_points, locate_polygons])
def test_another_system_is_refused_with_both_names(join: object) -> None:
    shapes = series(box(4, 52, 5, 53), crs=WGS84)
    with pytest.raises(CRSMismatchError, match=r"EPSG:28992.*EPSG:4326"):
        join(shapes, SQUARES)  # type: ignore[operator]
    with pytest.raises(CRSMismatchError, match=r"gemeenten.*EPSG:28992.*EPSG:4326"):
        join(series(box(0, 0, 1, 1)), SQUARES.to_crs(WGS84))  # type: ignore[operator]


@pytest.mark.parametrize("order", ROW_ORDERS)
@pytest.mark.parametrize(
    ("polygon", "gemeente", "share"),
    [
        (box(100, 100, 200, 200), "West", 1.0),
        (box(700, 0, 1700, 100), "Oost", 0.7),
        (box(500, 500, 1500, 600), "Oost", 0.5),  # a tie goes to the lowest code
        (box(-900, 0, 100, 100), "West", 0.1),  # nine tenths lie abroad
        (box(-1000, 0, 0.001, 100), "West", 1e-6),  # a sliver
        (Polygon([(0, 0), (200, 200), (200, 0), (0, 200)]), "West", 1.0),  # a bow-tie
    ],
)
def test_a_polygon_lies_where_most_of_it_lies(
    polygon: Polygon, gemeente: str, share: float, order: list[int]
) -> None:
    row = locate_polygons(series(polygon), SQUARES.iloc[order]).iloc[0]
    assert row["gemeente"] == gemeente
    assert row["share"] == pytest.approx(share, rel=1e-3)


@pytest.mark.parametrize(
    "polygon",
    [
        Polygon(),
        box(5000, 5000, 5100, 5100),
        box(-100, 0, 0, 100),  # touches the border and no more
        Polygon([(0, 0), (500, 500), (0, 0)]),  # has no area
    ],
    ids=["empty", "abroad", "touching", "flat"],
)
def test_a_polygon_without_overlap_is_missing(polygon: Polygon) -> None:
    found = locate_polygons(series(box(1, 1, 2, 2), polygon, index=["in", "uit"]), SQUARES)
    assert found.index.tolist() == ["in", "uit"]
    assert found["gemeente"].isna().tolist() == [False, True]
    assert found["share"].isna().tolist() == [False, True]


# --- order ---------------------------------------------------------------------------------

metres = st.floats(-2000, 3000, allow_nan=False)


@settings(deadline=None, max_examples=25)
@given(
    points=st.lists(st.tuples(metres, metres), min_size=1, max_size=8),
    seed=st.integers(0, 2**16),
)
def test_shuffling_the_inputs_changes_nothing(points: list[tuple[float, float]], seed: int) -> None:
    rng = np.random.default_rng(seed)
    given_points = series(*(Point(xy) for xy in points))
    order = rng.permutation(len(points))
    shuffled, squares = given_points.iloc[order], SQUARES.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(
        locate_points(given_points, SQUARES), locate_points(shuffled, squares).sort_index()
    )


# --- regions -------------------------------------------------------------------------------


def test_regions_of_may_overlap_and_are_no_schemes() -> None:
    subjects = [
        Subject.model_construct(subject_id=code, kind=kind, gemeente_codes=gemeenten)
        for code, kind, gemeenten in [
            ("R1", "region", ("GM0001", "GM0002")),
            ("R2", "woondealregio", ("GM0001",)),
            ("S1", "scheme", ("GM0001",)),
            ("R3", "region", ()),
        ]
    ]
    assert [s.subject_id for s in regions_of("GM0001", subjects)] == ["R1", "R2"]
    assert [s.subject_id for s in regions_of("GM0002", subjects)] == ["R1"]
    assert regions_of("GM0003", subjects) == ()


# --- real points ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lon", "lat", "code", "gemeente", "provincie"),
    [
        (4.62, 52.02, "GM0627", "Waddinxveen", "Zuid-Holland"),
        (4.605, 51.995, "GM1892", "Zuidplas", "Zuid-Holland"),
        (4.618, 52.262, "GM0394", "Haarlemmermeer", "Noord-Holland"),
        (4.48, 51.92, "GM0599", "Rotterdam", "Zuid-Holland"),
    ],
)
def test_the_traps_of_the_house(
    catalogue: Catalogue, lon: float, lat: float, code: str, gemeente: str, provincie: str
) -> None:
    found = locate(lon, lat, catalogue.gemeenten)
    assert found == {"gemeente_code": code, "gemeente": gemeente, "provincie": provincie}


@pytest.mark.parametrize(
    ("lon", "lat", "repair"),
    [
        (51.8185, 4.434, "lijken verwisseld"),
        (4.35, 50.85, "controleer de coördinaten"),  # Brussel
        (0.0, 0.0, "controleer de coördinaten"),
        (math.nan, 52.0, "controleer de coördinaten"),
    ],
)
def test_outside_the_netherlands_says_what_to_try(
    catalogue: Catalogue, lon: float, lat: float, repair: str
) -> None:
    with pytest.raises(OutsideNetherlandsError, match=repair):
        locate(lon, lat, catalogue.gemeenten)


def test_thousands_of_known_points_are_located_right(catalogue: Catalogue) -> None:
    areas = catalogue.gemeenten.set_index("gemeente_code")
    inner = areas.geometry.buffer(-5)
    scattered = inner.sample_points(10, rng=20251208).explode()
    points = pd.concat([areas.representative_point(), scattered])
    found = locate_points(points, catalogue.gemeenten)
    assert len(points) > 3_500
    assert (found["gemeente_code"] == points.index).all()
    assert found["gemeente_code"].nunique() == 342
    assert (found["provincie"].to_numpy() == areas.loc[points.index, "provincie"]).all()
    moved = locate_points(points.translate(20_000), catalogue.gemeenten)
    assert (moved["gemeente_code"] != points.index).mean() > 0.9


def test_a_gemeente_is_the_largest_part_of_itself(catalogue: Catalogue) -> None:
    areas = catalogue.gemeenten.set_index("gemeente_code")
    inner = areas.geometry.iloc[::4].buffer(-50)
    found = locate_polygons(inner, catalogue.gemeenten)
    assert (found["gemeente_code"] == inner.index).all()
    assert found["share"].min() > 0.999
