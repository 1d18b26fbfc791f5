"""Time screening beside plain GeoPandas on the same plans, and compare every answer.

Run as ``python -m tests.benchmarks.screening [COUNT]``; the index is built before the clock runs.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from statistics import median
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import screening
from geo.catalogue import data_folder, load_catalogue
from geo.constraints import load_constraints
from geo.crs import RD_NEW
from geo.index import AreaIndex, Pairs

COUNT, ROUNDS, SEED, PER_SECOND = 10_000, 5, 20261123, 10_000


def make_plans(count: int) -> gpd.GeoDataFrame:
    """Return polygons of 12 vertices, 50 to 400 m in radius, at random places on Dutch land."""
    land = gpd.read_parquet(data_folder() / "land.parquet").geometry.iloc[0]
    shapely.prepare(land)
    west, south, east, north = land.bounds
    random = np.random.default_rng(SEED)
    x, y = random.uniform(west, east, 8 * count), random.uniform(south, north, 8 * count)
    points = shapely.points(x, y)
    points = points[shapely.contains(land, points)][:count]
    shapes = shapely.buffer(points, random.uniform(50, 400, len(points)), quad_segs=3)
    return gpd.GeoDataFrame({"plan": range(len(shapes))}, geometry=shapes, crs=RD_NEW)


def usual_nearest(plans: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the one nearest area as ``sjoin_nearest`` gives it; it cannot give three."""
    joined = gpd.sjoin_nearest(plans, areas[["naam", "geometry"]], distance_col="distance_m")
    return joined.sort_values(["plan", "naam"])


def usual_share(plans: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> pd.Series:
    """Return the share of each plan in each area as ``overlay`` gives it."""
    pieces = gpd.overlay(plans, areas[["naam", "geometry"]], how="intersection")
    pieces["part"] = pieces.area / plans.area.to_numpy()[pieces["plan"]]
    return pieces.set_index(["plan", "naam"])["part"].sort_index()


def timed(work: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """Return the median seconds of some rounds, and the last answer."""
    seconds, answer = [], None
    for _ in range(rounds):
        start = time.perf_counter()
        answer = work()
        seconds.append(time.perf_counter() - start)
    return median(seconds), answer


def check_answers(
    index: AreaIndex, found: Pairs, nearest: pd.DataFrame, share: pd.Series, plans: gpd.GeoDataFrame
) -> None:
    """Compare all answers: nearest with GeoPandas, the three nearest with measuring everything."""
    first = np.searchsorted(found.shape, np.arange(len(plans)))
    away = nearest.groupby("plan")["distance_m"].first().to_numpy()
    assert np.abs(found.distance_m[first] - away).max() < 1e-6
    usual = set(zip(nearest["plan"], nearest["naam"], strict=True))
    assert {*zip(range(len(plans)), index.names[found.area[first]], strict=True)} <= usual
    inside = found.share > 0
    keys = [found.shape[inside], index.names[found.area[inside]]]
    mine = pd.Series(found.share[inside], pd.MultiIndex.from_arrays(keys)).sort_index()
    both = pd.concat([mine, share], axis=1, keys=["mine", "usual"]).fillna(0)
    assert (both["mine"] - both["usual"]).abs().max() < 1e-9
    shapes = plans.geometry.to_numpy()
    matrix = np.stack([shapely.distance(shapes[:1000], area) for area in index.polygons])
    three = np.sort(matrix, axis=0)[:3].T.ravel()
    rank = np.arange(len(found.shape)) - first[found.shape]
    mine3 = found.distance_m[(found.shape < 1000) & (rank < 3)]
    assert np.abs(mine3 - three).max() < 1e-6


def screen_all(plans: gpd.GeoDataFrame, block: int) -> pd.DataFrame:
    """Screen for every bundled constraint, so many plans at a time."""
    screening.BLOCK = block
    constraints, _ = load_constraints(data_folder())
    return screening.screen(plans, constraints, load_catalogue(), date(2026, 11, 23))


def main(count: int = COUNT) -> int:
    """Print medians and ratio; return 1 when screening is slower than promised."""
    areas = gpd.read_parquet(data_folder() / "natura2000.parquet")
    plans = make_plans(count)
    start = time.perf_counter()
    index = AreaIndex(areas.geometry.to_numpy(), areas["naam"])
    built = time.perf_counter() - start
    shapes = plans.geometry.to_numpy()
    arrays, found = timed(lambda: index.nearest(shapes, 3), ROUNDS)
    usual_near, nearest = timed(lambda: usual_nearest(plans, areas), 1)
    usual_part, share = timed(lambda: usual_share(plans, areas), 3)
    check_answers(index, found, nearest, share, plans)
    usual = usual_near + usual_part
    once, whole = timed(lambda: screen_all(plans, count), 3)
    four, parts = timed(lambda: screen_all(plans, -(-count // 4)), 3)
    pd.testing.assert_frame_equal(parts, whole)
    print(f"{len(plans)} polygons, {len(areas)} areas; every answer is the same")
    print(f"index built once               {built:8.3f} s")
    print(f"arrays: three nearest + share  {arrays:8.3f} s (median of {ROUNDS})")
    print(f"GeoPandas: sjoin_nearest       {usual_near:8.3f} s (one nearest only)")
    print(f"GeoPandas: overlay             {usual_part:8.3f} s (median of 3)")
    print(f"ratio                          {usual / arrays:8.0f} times")
    print(f"all constraints, in one run    {once:8.3f} s (median of 3)")
    print(f"all constraints, four blocks   {four:8.3f} s (median of 3)")
    return 0 if arrays <= max(1.0, count / PER_SECOND) else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
