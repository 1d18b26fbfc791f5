"""Where on a map there is room: what a legend, inset or scale bar would cover at each edge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from layers.extent import Extent
from layers.points import Box

INSIDE = 6.0  # points between the frame and what stands along it
ON_FOCUS, ON_LAND = 3.0, 1.0  # what a thousand square points are worth
GRID = 14

Floats = npt.NDArray[np.float64]
Size = tuple[float, float]


@dataclass(frozen=True)
class Room:
    """A map as seen by what wants a place on it.

    ``spots`` are symbols in points (n × 2) and ``weights`` what each is worth; ``focus`` and
    ``land`` are prepared polygons in the coordinates of ``extent``.
    """

    extent: Extent
    width: float
    height: float
    focus: shapely.Geometry
    land: shapely.Geometry
    spots: Floats
    weights: Floats

    def burden(self, box: Box) -> float:
        """Return what a box would cover."""
        left, bottom, right, top = box
        x, y = np.meshgrid(np.linspace(left, right, GRID), np.linspace(bottom, top, GRID))
        east = self.extent.west + x.ravel() / self.width * self.extent.width
        north = self.extent.south + y.ravel() / self.height * self.extent.height
        ground = ON_FOCUS * shapely.contains_xy(self.focus, east, north)
        ground = np.maximum(ground, ON_LAND * shapely.contains_xy(self.land, east, north))
        area = (right - left) * (top - bottom) / 1000
        near = (self.spots > (left - 8, bottom - 8)) & (self.spots < (right + 8, top + 8))
        return float(ground.mean() * area + self.weights[near.all(axis=1)].sum())

    def best(self, size: Size, taken: Iterable[Box], likes: Sequence[str]) -> tuple[float, Box]:
        """Return the box of this size along an edge that costs least, and what it costs.

        ``likes`` are the places in order of preference, such as ``"bottom left"``.
        """
        options = []
        for number, place in enumerate(likes):
            box = self._along(place, size)
            clash = sum(_overlap(box, other) for other in taken)
            options.append((self.burden(box) + number / 10 + clash, box))
        return min(options)

    def _along(self, place: str, size: Size) -> Box:
        width, height = size
        middle = (self.width - width) / 2, (self.height - height) / 2
        left, bottom = middle
        if "left" in place:
            left = INSIDE
        if "right" in place:
            left = self.width - width - INSIDE
        if "bottom" in place:
            bottom = INSIDE
        if "top" in place:
            bottom = self.height - height - INSIDE
        return left, bottom, left + width, bottom + height


def _overlap(box: Box, other: Box) -> float:
    """Return a large number when two boxes touch, larger when more."""
    wide = min(box[2], other[2]) + INSIDE - max(box[0], other[0])
    high = min(box[3], other[3]) + INSIDE - max(box[1], other[1])
    return 1000 + wide * high if wide > 0 and high > 0 else 0.0
