"""The two coordinate systems of the product, and the one guard that compares them.

Everything is computed in RD New (EPSG:28992, metres) and shown in WGS 84 (EPSG:4326, degrees).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import CRSMismatchError

if TYPE_CHECKING:
    import geopandas as gpd

RD_NEW = "EPSG:28992"
WGS84 = "EPSG:4326"


def require_crs(
    frame: gpd.GeoDataFrame | gpd.GeoSeries, where: str, expected: str = RD_NEW
) -> None:
    """Raise when a frame is not in the expected coordinate system.

    Raises
    ------
    CRSMismatchError
        When the frame has no coordinate system, or another one.
    """
    if frame.crs is None or frame.crs.to_epsg() != int(expected.split(":")[1]):
        found = "geen coördinatenstelsel" if frame.crs is None else frame.crs.to_string()
        raise CRSMismatchError(
            where, f"coördinaten in {expected}", found, f"zet de laag om met to_crs('{expected}')"
        )


def points_rd(lon: list[float], lat: list[float]) -> gpd.GeoSeries:
    """Return points given in degrees (EPSG:4326) as a series in RD New (EPSG:28992)."""
    import geopandas as gpd

    return gpd.GeoSeries.from_xy(lon, lat, crs=WGS84).to_crs(RD_NEW)
