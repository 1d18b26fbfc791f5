"""What an uncertain place leaves open: the least and the most that it can be away from an area.

A circle moves the place by at most its radius. A distance changes by no more than that, and so
does the depth inside an area. Of a gemeente the least distance is exact; the most is an upper
bound that is at most :data:`TOLERANCE_M` too large.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

Shapes = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]

TOLERANCE_M = 10.0
FIRST_CELLS = 8  # a gemeente starts as 8 by 8 cells


def circle_range(distance_m: Floats, depth_m: Floats, radius_m: Floats) -> tuple[Floats, Floats]:
    """Return least and most distance of places moved by at most ``radius_m``.

    ``distance_m`` is 0 inside an area, and then ``depth_m`` says how deep. A most of 0 means that
    the whole circle lies in the area.
    """
    signed = np.where(distance_m > 0, distance_m, -depth_m)
    return np.maximum(signed - radius_m, 0.0), np.maximum(signed + radius_m, 0.0)


def gemeente_range(gemeente: shapely.Geometry, area: shapely.Geometry) -> tuple[float, float]:
    """Return least and most distance from anywhere in a gemeente to an area, in metres.

    The most is found by halving cells: a distance differs by at most half the diagonal between
    the middle of a cell and the rest of it. Cells that cannot hold the farthest place are dropped,
    until what the largest cell may hide is below :data:`TOLERANCE_M`. It is never too small, and
    an area need not be convex for it: corners alone would miss the middle of a ring.
    """
    if shapely.covers(area, gemeente):
        return 0.0, 0.0
    shapely.prepare(gemeente)
    centres, half = _first_cells(gemeente)
    known = float(shapely.distance(shapely.points(shapely.get_coordinates(gemeente)), area).max())
    while True:
        reach = half * np.sqrt(2)
        centres = centres[shapely.dwithin(shapely.points(centres), gemeente, reach)]
        away = shapely.distance(shapely.points(centres), area)
        inside = shapely.intersects_xy(gemeente, centres)
        known = max(known, float(away[inside].max(initial=0)))
        most = max(known, float((away + reach).max(initial=0)))
        if most - known <= TOLERANCE_M:
            return float(shapely.distance(gemeente, area)), most
        centres, half = _quarter(centres[away + reach > known + TOLERANCE_M / 2], half)


def _first_cells(gemeente: shapely.Geometry) -> tuple[Floats, float]:
    west, south, east, north = gemeente.bounds
    half = max(east - west, north - south) / FIRST_CELLS / 2
    steps = half + 2 * half * np.arange(FIRST_CELLS)
    x, y = np.meshgrid(west + steps, south + steps)
    return np.column_stack([x.ravel(), y.ravel()]), half


def _quarter(centres: Floats, half: float) -> tuple[Floats, float]:
    quarter = half / 2
    moves = np.array([[-quarter, -quarter], [-quarter, quarter], [quarter, -quarter],
                      [quarter, quarter]])  # fmt: skip
    return (centres[:, None, :] + moves).reshape(-1, 2), quarter
