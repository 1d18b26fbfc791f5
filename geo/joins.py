"""Which gemeente, provincie and region a point or polygon lies in, and what covers it.

All input is in RD New (EPSG:28992); every join compares coordinate systems first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely

from geo.crs import points_rd, require_crs
from geo.errors import OutsideNetherlandsError

if TYPE_CHECKING:
    from geo.model import Subject

AREA_COLUMNS = ["gemeente_code", "gemeente", "provincie_code", "provincie"]


def locate_points(points: gpd.GeoSeries, gemeenten: gpd.GeoDataFrame) -> pd.DataFrame:
    """Find the gemeente and provincie of each point.

    Returns
    -------
    DataFrame
        ``gemeente_code, gemeente, provincie_code, provincie``, indexed as ``points``; missing for
        a point outside every gemeente. A point on a border goes to the lowest gemeente code.
    """
    require_crs(points, "punten")
    require_crs(gemeenten, "gemeenten")
    order = gemeenten.sort_values("gemeente_code").reset_index(drop=True)
    tree = shapely.STRtree(order.geometry.to_numpy())
    point, area = tree.query(points.to_numpy(), predicate="intersects")
    first = pd.Series(area, index=point).groupby(level=0).min()
    return _rows_of(order, first, points.index)


def locate_polygons(polygons: gpd.GeoSeries, gemeenten: gpd.GeoDataFrame) -> pd.DataFrame:
    """Find the gemeente that holds the largest part of each polygon.

    Returns
    -------
    DataFrame
        As :func:`locate_points`, with ``share``: the part of the polygon's area in that gemeente
        (0–1). Missing where a polygon has no area or touches no gemeente.
    """
    require_crs(polygons, "vlakken")
    require_crs(gemeenten, "gemeenten")
    order = gemeenten.sort_values("gemeente_code").reset_index(drop=True)
    shapes = shapely.make_valid(polygons.to_numpy())
    plan, area = shapely.STRtree(order.geometry.to_numpy()).query(shapes, predicate="intersects")
    overlap = shapely.area(shapely.intersection(shapes[plan], order.geometry.to_numpy()[area]))
    pairs = pd.DataFrame({"plan": plan, "area": area, "overlap": overlap})
    pairs = pairs[pairs.overlap > 0].sort_values(["overlap", "area"], ascending=[False, True])
    best = pairs.drop_duplicates("plan").set_index("plan")
    located = _rows_of(order, best["area"], polygons.index)
    share = (best["overlap"] / shapely.area(shapes)[best.index]).reindex(range(len(shapes)))
    return located.assign(share=share.to_numpy())


def locate(lon: float, lat: float, gemeenten: gpd.GeoDataFrame) -> dict[str, str]:
    """Find the gemeente of one point in degrees (EPSG:4326).

    Raises
    ------
    OutsideNetherlandsError
        When the point lies in no gemeente, with what to try.
    """
    row = locate_points(points_rd([lon], [lat]), gemeenten).iloc[0]
    if pd.isna(row["gemeente_code"]):
        swapped = 50 <= lon <= 54 and 3 <= lat <= 8
        raise OutsideNetherlandsError(
            f"punt {lon} {lat}",
            "een punt in Nederland (lengte 3,3 tot 7,3 en breedte 50,7 tot 53,6)",
            "een punt buiten alle gemeenten",
            "lengte en breedte lijken verwisseld: geef eerst de lengte (LON), dan de breedte (LAT)"
            if swapped
            else "controleer de coördinaten (WGS 84, eerst LON, dan LAT)",
        )
    return {column: str(row[column]) for column in ("gemeente_code", "gemeente", "provincie")}


def regions_of(gemeente_code: str, subjects: Iterable[Subject]) -> tuple[Subject, ...]:
    """Return the regions whose listed gemeenten include this one; regions may overlap."""
    kinds = ("region", "woondealregio")
    return tuple(s for s in subjects if s.kind in kinds and gemeente_code in s.gemeente_codes)


def covered_share(areas: gpd.GeoDataFrame, cover: gpd.GeoDataFrame) -> pd.Series:
    """Return the part (0–1) of each area that polygons cover, indexed as ``areas``.

    Covering polygons may overlap each other: what two cover counts once.
    """
    require_crs(areas, "vlakken")
    require_crs(cover, "bedekking")
    shapes, covers = areas.geometry.to_numpy(), cover.geometry.to_numpy()
    over, area = shapely.STRtree(shapes).query(covers, predicate="intersects")
    pieces = pd.Series(shapely.intersection(shapes[area], covers[over]), index=area)
    covered = pieces.groupby(level=0).agg(lambda s: shapely.area(shapely.union_all(s.to_numpy())))
    share = covered.reindex(range(len(shapes)), fill_value=0.0) / shapely.area(shapes)
    covered_part: pd.Series = share.set_axis(areas.index)
    return covered_part


def _rows_of(areas: gpd.GeoDataFrame, picked: pd.Series, index: pd.Index) -> pd.DataFrame:
    """Return the area row picked for each position (0…n−1); missing where none was."""
    table = pd.DataFrame(areas[AREA_COLUMNS]).iloc[picked.to_numpy()].set_axis(picked.index)
    return table.reindex(range(len(index))).set_axis(index)
