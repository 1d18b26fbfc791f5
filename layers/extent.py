"""Which part of the country a picture shows, in RD New (EPSG:28992), and what is in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import shapely

from geo.catalogue import Catalogue
from geo.model import Place
from layers.base import Layer
from layers.scene import Scene

MARGIN = 0.05  # of the frame, on each side
PLACE_REACH_M = 11_000  # what is shown around one place, at the least
WHOLE_COUNTRY = 0.6  # of its height: an extent that shows more needs no inset

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Extent:
    """A rectangle in metres."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        """Metres from west to east."""
        return self.east - self.west

    @property
    def height(self) -> float:
        """Metres from south to north."""
        return self.north - self.south

    @property
    def box(self) -> shapely.Geometry:
        """The rectangle as a polygon."""
        return shapely.box(self.west, self.south, self.east, self.north)

    def fitted(
        self, width: float, height: float, left: float = 0, right: float = 0, bottom: float = 0,
        top: float = 0,
    ) -> Extent:  # fmt: skip
        """Return the extent of a frame (in points) that shows this one beside what it must leave.

        ``left`` … ``top`` are points at the edges that other things cover.
        """
        inner = (
            (width - left - right) * (1 - 2 * MARGIN),
            (height - bottom - top) * (1 - 2 * MARGIN),
        )
        scale = max(self.width / inner[0], self.height / inner[1])
        across = (self.west + self.east) / 2 - scale * (left - right) / 2
        up = (self.south + self.north) / 2 - scale * (bottom - top) / 2
        half_width, half_height = scale * width / 2, scale * height / 2
        return Extent(across - half_width, up - half_height, across + half_width, up + half_height)


def focus_of(scene: Scene) -> shapely.Geometry:
    """Return what a picture is about: the sites asked for, the chosen provincie, or the country."""
    catalogue = scene.catalogue
    if scene.sites:
        return shapely.union_all([_reach(catalogue, catalogue.places[one]) for one in scene.sites])
    return area_of(catalogue, scene.view.selection.provincie_code)


@lru_cache(maxsize=32)
def area_of(catalogue: Catalogue, provincie_code: str = "") -> shapely.Geometry:
    """Return the land of one provincie, or of the whole country; prepared for many questions."""
    frame = catalogue.geometry("provincies")
    if provincie_code:
        frame = frame[frame["provincie_code"] == provincie_code]
    area = shapely.union_all(frame.geometry.to_numpy())
    shapely.prepare(area)
    return area


def bounds_of(focus: shapely.Geometry) -> Extent:
    """Return the rectangle around a focus."""
    return Extent(*shapely.bounds(focus).tolist())


def is_detail(catalogue: Catalogue, extent: Extent) -> bool:
    """Whether an extent shows so little of the country that a reader must be told where it is."""
    return extent.height < WHOLE_COUNTRY * bounds_of(area_of(catalogue)).height


def crop(layer: Layer, extent: Extent) -> Layer:
    """Return a layer with the features that are seen in an extent.

    Of a class that is only an outline the outline must be in it: a circle around the whole extent
    draws nothing. The legend of such a layer is exactly what the picture shows.
    """
    shapes = layer.features.geometry.to_numpy()
    lines = [look.class_id for look in layer.classes if look.symbol == "line"]
    outlined = layer.features["class_id"].isin(lines).to_numpy()
    seen = np.where(outlined, shapely.boundary(shapes), shapes) if outlined.any() else shapes
    inside = shapely.intersects(seen, extent.box)
    return layer if inside.all() else replace(layer, features=layer.features[inside])


def _reach(catalogue: Catalogue, place: Place) -> shapely.Geometry:
    """Return the area to show around one place: its gemeenten when it is a wide region."""
    point = catalogue.place_points[place.place_id]
    around = point.buffer(max(2.5 * place.uncertainty_m, PLACE_REACH_M), quad_segs=1)
    if not place.has_outline:
        return around
    land = catalogue.geometry("gemeenten_land").set_index("gemeente_code").geometry
    return shapely.union_all([point, *land.loc[list(place.gemeente_codes)]])
