"""Nearest areas by bounds and chunks give what measuring everything gives."""

from __future__ import annotations

from math import hypot

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from geo import index as index_module
from geo.catalogue import data_folder
from geo.index import TILE_VERTICES, AreaIndex, cut_tiles
from geo.intervals import TOLERANCE_M, gemeente_range
from geo.nearest import CHUNK_EDGES, cut_chunks, keep, spans

SQUARES = [box(0, 0, 100, 100), box(1000, 0, 1100, 100), box(0, 3000, 100, 3100)]
NAMES = ["Bos", "Duin", "Ven"]
WHEEL = shapely.buffer(Point(500, 500), 400, quad_segs=200)


def array(*shapes: object) -> np.ndarray:
    return np.array(shapes, dtype=object)


def answers(index: AreaIndex, shapes: np.ndarray, count: int = 3) -> list[list[object]]:
    """Return name and distance of the nearest areas of each shape."""
    found = index.nearest(shapes, count)
    rows: list[list[object]] = [[] for _ in shapes]
    for shape, area, away in zip(found.shape, found.area, found.distance_m, strict=True):
        rows[shape].append((index.names[area], round(float(away), 6)))
    return rows


@pytest.fixture(scope="module")
def squares() -> AreaIndex:
    return AreaIndex(array(*SQUARES), NAMES)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (Point(50, 50), [("Bos", 0), ("Duin", 950), ("Ven", 2950)]),
        (Point(400, 50), [("Bos", 300), ("Duin", 600), ("Ven", round(hypot(300, 2950), 6))]),
        (
            Point(550, 50),
            [("Bos", 450), ("Duin", 450), ("Ven", round(hypot(450, 2950), 6))],
        ),  # a tie: by name
        (box(90, 90, 110, 110), [("Bos", 0), ("Duin", 890), ("Ven", 2890)]),
        (box(-500, -500, 5000, 5000), [("Bos", 0), ("Duin", 0), ("Ven", 0)]),  # all inside it
        (
            Point(100_100, 0),
            [("Duin", 99_000), ("Bos", 100_000), ("Ven", round(hypot(100_000, 3000), 6))],
        ),
    ],
)
def test_the_nearest_three_by_eye(squares: AreaIndex, shape: object, expected: object) -> None:
    assert answers(squares, array(shape)) == [expected]


@pytest.mark.parametrize(("count", "names"), [(1, ["Bos"]), (2, ["Bos", "Duin"]), (9, NAMES)])
def test_no_more_areas_than_asked_or_there_are(
    squares: AreaIndex, count: int, names: list[str]
) -> None:
    (row,) = answers(squares, array(Point(200, 50)), count)
    assert [name for name, _ in row] == names


def test_every_touched_area_is_named_even_beyond_the_number_asked(squares: AreaIndex) -> None:
    (row,) = answers(squares, array(box(-1, -1, 5000, 5000)), 1)
    assert len(row) == 3


def test_shapes_without_a_place_have_no_answer(squares: AreaIndex) -> None:
    assert answers(squares, array(Point(), Point(50, 50), Polygon()))[0::2] == [[], []]
    assert answers(squares, array()) == []


@pytest.mark.parametrize(
    ("shape", "shares"),
    [
        (box(50, 0, 150, 100), {"Bos": 0.5}),
        (box(0, 0, 1100, 100), {"Bos": 1 / 11, "Duin": 1 / 11}),
        (box(100, 0, 200, 100), {"Bos": 0.0}),  # a shared border
        (MultiPolygon([box(0, 0, 10, 10), box(1000, 0, 1010, 10)]), {"Bos": 0.5, "Duin": 0.5}),
        (box(200, 200, 300, 300), {}),
    ],
)
def test_shares_by_eye(squares: AreaIndex, shape: object, shares: dict[str, float]) -> None:
    found = squares.overlaps(array(shape))
    named = zip(squares.names[found.area], found.share, strict=True)
    assert dict(named) == pytest.approx(shares)


def test_points_and_lines_have_no_share(squares: AreaIndex) -> None:
    found = squares.overlaps(array(Point(50, 50), LineString([(50, 50), (60, 60)])))
    assert len(found.shape) == 2 and np.isnan(found.share).all()


@pytest.mark.parametrize(
    ("reach", "names"), [(0, []), (99, []), (100, ["Bos"]), (800, ["Bos", "Duin"])]
)
def test_within_a_reach(squares: AreaIndex, reach: float, names: list[str]) -> None:
    found = squares.within(array(Point(200, 50)), np.array([float(reach)]))
    assert list(squares.names[found.area]) == names


def test_depth_is_the_distance_to_the_outline_and_zero_outside(squares: AreaIndex) -> None:
    shapes = array(Point(50, 20), Point(200, 50))
    assert squares.depth(shapes, np.array([0, 0])).tolist() == [20, 0]


def test_the_order_of_the_areas_changes_nothing() -> None:
    turned = AreaIndex(array(*SQUARES[::-1]), NAMES[::-1])
    shapes = array(Point(550, 50), Point(1, 1), box(50, 50, 1050, 60))
    assert answers(turned, shapes) == answers(AreaIndex(array(*SQUARES), NAMES), shapes)


def test_tiles_are_small_and_cover_the_same() -> None:
    ring = shapely.difference(WHEEL, shapely.buffer(Point(500, 500), 100))
    tiles, owner = cut_tiles(array(ring, SQUARES[0]))
    assert shapely.get_num_coordinates(tiles).max() <= TILE_VERTICES
    areas = np.bincount(owner, shapely.area(tiles))
    assert areas == pytest.approx([ring.area, 10_000])


def test_chunks_are_short_and_are_the_whole_outline() -> None:
    ring = shapely.difference(WHEEL, shapely.buffer(Point(500, 500), 100))
    lines, area, anchors = cut_chunks(array(ring, SQUARES[0]))
    assert shapely.get_num_coordinates(lines).max() == CHUNK_EDGES + 1
    assert np.bincount(area, shapely.length(lines)) == pytest.approx([ring.length, 400])
    assert shapely.distance(shapely.points(anchors.T), lines).max() == 0


def test_ranges_are_written_out() -> None:
    owner, number = spans(np.array([5, 9, 0]), np.array([2, 1, 0]))
    assert owner.tolist() == [0, 0, 1] and number.tolist() == [5, 6, 9]


def test_an_area_out_of_reach_is_dropped_and_a_tie_is_kept() -> None:
    shape, area = np.zeros(4, np.intp), np.array([0, 0, 1, 2])
    low, high = np.array([1.0, 6, 5, 8]), np.array([5.0, 9, 7, 9])
    assert keep(shape, area, low, high, 1).tolist() == [True, False, True, False]
    assert keep(shape, area, low, high, 3).tolist() == [True, False, True, True]


# --- against measuring everything -----------------------------------------------------------

coordinate = st.floats(-60_000, 60_000)
size = st.floats(1, 30_000)


@st.composite
def boxes(draw: st.DrawFn) -> Polygon:
    x, y = draw(coordinate), draw(coordinate)
    return box(x, y, x + draw(size), y + draw(size))


@settings(max_examples=60, deadline=None)
@given(st.lists(boxes(), min_size=1, max_size=12), st.lists(boxes(), min_size=1, max_size=6))
def test_bounds_never_lose_a_nearest_area(areas: list[Polygon], plans: list[Polygon]) -> None:
    index = AreaIndex(array(*areas), [f"gebied {n:02}" for n in range(len(areas))])
    found = index.nearest(array(*plans), 3)
    for row, plan in enumerate(plans):
        true = np.sort(shapely.distance(plan, index.polygons))
        mine = found.distance_m[found.shape == row]
        assert len(mine) == max(min(3, len(areas)), (true == 0).sum())
        assert mine == pytest.approx(true[: len(mine)], abs=1e-6)


@pytest.fixture(scope="module")
def nature() -> gpd.GeoDataFrame:
    return gpd.read_parquet(data_folder() / "natura2000.parquet")


def land_points(count: int, seed: int) -> np.ndarray:
    """Return random points on Dutch land."""
    land = gpd.read_parquet(data_folder() / "land.parquet").geometry.iloc[0]
    shapely.prepare(land)
    west, south, east, north = land.bounds
    random = np.random.default_rng(seed)
    x, y = random.uniform(west, east, 8 * count), random.uniform(south, north, 8 * count)
    points = shapely.points(x, y)
    return points[shapely.contains(land, points)][:count]


def test_2500_points_have_the_same_nearest_three_as_measuring_everything(
    nature: gpd.GeoDataFrame,
) -> None:
    points = land_points(2_500, seed=4)
    index = AreaIndex(nature.geometry.to_numpy(), nature["naam"])
    found = index.nearest(points, 3)
    assert np.bincount(found.shape).tolist() == [3] * 2_500
    matrix = np.stack([shapely.distance(points, area) for area in index.polygons], axis=1)
    order = np.argsort(matrix, axis=1, kind="stable")[:, :3]
    assert (index.names[found.area] == index.names[order].ravel()).all()
    away = np.take_along_axis(matrix, order, axis=1).ravel()
    assert np.abs(found.distance_m - away).max() < 1e-6


def test_shares_of_squares_are_those_of_whole_areas(nature: gpd.GeoDataFrame) -> None:
    points = shapely.get_coordinates(land_points(600, seed=5))
    squares = shapely.box(*(points - 500).T, *(points + 500).T)
    index = AreaIndex(nature.geometry.to_numpy(), nature["naam"])
    found = index.overlaps(squares)
    whole = shapely.area(shapely.intersection(squares[found.shape], index.polygons[found.area]))
    assert found.share == pytest.approx(whole / 1e6, abs=1e-9)
    touched = shapely.STRtree(index.polygons).query(squares, predicate="intersects")
    assert len(touched[0]) == len(found.shape) > 50


def test_blocks_on_threads_give_the_same(
    nature: gpd.GeoDataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    points = land_points(300, seed=6)
    index = AreaIndex(nature.geometry.to_numpy(), nature["naam"])
    whole = answers(index, points)
    monkeypatch.setattr(index_module, "BLOCK", 7)
    assert answers(index, points) == whole


# --- over a whole gemeente ------------------------------------------------------------------

RING = shapely.difference(box(-10_000, -10_000, 10_000, 10_000), box(-9_000, -9_000, 9_000, 9_000))


@pytest.mark.parametrize(
    ("gemeente", "area", "least", "most"),
    [
        (box(0, 0, 1000, 1000), box(2000, 0, 3000, 1000), 1000, 2000),
        (box(0, 0, 1000, 1000), box(500, 0, 3000, 1000), 0, 500),
        (box(0, 0, 1000, 1000), box(-1, -1, 3000, 3000), 0, 0),
        (box(-8_000, -8_000, 8_000, 8_000), RING, 1000, 9000),  # farthest in the middle
    ],
)
def test_the_range_of_a_gemeente(
    gemeente: Polygon, area: Polygon, least: float, most: float
) -> None:
    low, high = gemeente_range(gemeente, area)
    assert low == pytest.approx(least, abs=1e-6)
    assert most - 1e-6 <= high <= most + TOLERANCE_M
