"""What a map on paper shows and where everything on it stands, worked out before it is drawn.

Coordinates are RD New (EPSG:28992), sizes are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import shapely

from layers.base import Layer, LegendClass
from layers.extent import Extent, area_of, bounds_of, crop, focus_of, is_detail
from layers.furniture import PAD, Legend, build_legend, inset_size, scale_size
from layers.ground import Ground
from layers.message import legend_rows
from layers.points import Box
from layers.room import INSIDE, Room
from layers.scene import Scene
from layers.symbols import POINT_SYMBOLS, POINTS_PER_PX, outer_px

RING_PX, RING_WEIGHT_PX = 32.0, 3.0  # around the chosen place
WHEREVER = ("top left", "top right", "bottom left", "bottom right", "left", "right")
BELOW = ("bottom left", "bottom right", "bottom", "top left", "top right")
COST_OF_SCALE = 110.0  # of a map that is e times smaller, beside what a box covers
MOST_COVERED, MOST_WIDE = 0.4, 0.65  # of the map, by one box
ASKED, OTHER, FADED = 90, 12, 3  # what a symbol under a box is worth

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class MapPlan:
    """What a map of ``width`` × ``height`` points shows, worked out before it is drawn.

    ``layers`` hold only what lies in ``extent``, so that their legend is what is drawn. ``ground``
    is a background from outside, for who asked for one.
    """

    scene: Scene
    width: float
    height: float
    scale: float
    focus: shapely.Geometry
    extent: Extent
    layers: tuple[Layer, ...]
    legend: Legend | None = None
    boxes: dict[str, Box] = field(default_factory=dict)
    ground: Ground | None = None

    @property
    def metres_per_point(self) -> float:
        """The scale of the map: metres in the field a point on paper."""
        return self.extent.width / self.width

    @property
    def looks(self) -> dict[str, LegendClass]:
        """How each feature is drawn, by id."""
        looks: dict[str, LegendClass] = {}
        for layer in self.layers:
            classes = {one.class_id: one for one in layer.classes}
            rows = zip(layer.features["feature_id"], layer.features["class_id"], strict=True)
            looks |= {key: classes[class_id] for key, class_id in rows}
        return looks

    def spots(self, layer: Layer) -> Floats:
        """Return the points of a layer in points from the lower left corner (n × 2)."""
        metres = shapely.get_coordinates(layer.features.geometry.to_numpy())
        spots: Floats = (metres - (self.extent.west, self.extent.south)) / self.metres_per_point
        return spots

    def is_faded(self, layer: Layer) -> npt.NDArray[np.bool_]:
        """Say of each feature whether others were asked for."""
        ids = layer.features["feature_id"]
        faded: npt.NDArray[np.bool_] = ~ids.isin(self.scene.sites).to_numpy() & bool(
            self.scene.sites
        )
        return faded


def plan_map(
    scene: Scene, width: float, height: float, scale: float = 1.0, furniture: bool = True
) -> MapPlan:
    """Work out the map of a scene for a frame of ``width`` × ``height`` points.

    It fits the sites of the scene and fades all others.

    Parameters
    ----------
    scale
        How much larger than on A4 symbols and type are.
    furniture
        Whether legend, scale bar, north arrow and inset stand on the map; what would cover most
        of a small map is left out.
    """
    focus = focus_of(scene)
    extent = bounds_of(focus).fitted(width, height)
    plan = MapPlan(scene, width, height, scale, focus, extent, scene.layers)
    first = _cropped(plan)
    if not furniture:
        return first
    legend = _legend_of(first)
    if not _fits(plan, legend.size):
        return _with_rest(first)
    options = [_with_legend(plan, legend, side) for side in ("", "left", "right")]
    _, best = min(options, key=lambda option: option[0])
    return _with_rest(_cropped(best))


def _cropped(plan: MapPlan) -> MapPlan:
    kept = tuple(crop(layer, plan.extent) for layer in plan.layers)
    return replace(plan, layers=tuple(layer for layer in kept if len(layer.features)))


def _legend_of(plan: MapPlan) -> Legend:
    most = plan.height - 2 * INSIDE - 2 * PAD * plan.scale
    return build_legend(legend_rows(plan.layers), plan.scale, most)


def _with_legend(plan: MapPlan, legend: Legend, side: str) -> tuple[float, MapPlan]:
    """Return the plan with the legend where it covers least, and what that costs.

    ``side``: the map leaves a strip free on that side, and becomes smaller.
    """
    strip = {side: legend.size[0]} if side else {}
    extent = bounds_of(plan.focus).fitted(plan.width, plan.height, **strip)
    tried = replace(plan, extent=extent, legend=legend)
    cost, box = _room(tried).best(legend.size, [], WHEREVER)
    smaller = np.log(tried.metres_per_point / plan.metres_per_point)
    return cost + COST_OF_SCALE * smaller, replace(tried, boxes={"legend": box})


def _with_rest(plan: MapPlan) -> MapPlan:
    """Place the legend of what is now in sight, then the inset and the scale bar."""
    legend, room = _legend_of(plan), _room(plan)
    catalogue, scale = plan.scene.catalogue, plan.scale
    boxes: dict[str, Box] = {}
    wanted: list[tuple[str, tuple[float, float], Sequence[str]]] = []
    wanted.append(("legend", legend.size, WHEREVER))
    if is_detail(catalogue, plan.extent):
        wanted.append(("inset", inset_size(catalogue, scale), WHEREVER))
    wanted.append(("scale", scale_size(plan.metres_per_point, scale), BELOW))
    for name, size, likes in wanted:
        if _fits(plan, size):
            boxes[name] = room.best(size, boxes.values(), likes)[1]
    return replace(plan, legend=legend if "legend" in boxes else None, boxes=boxes)


def _fits(plan: MapPlan, size: tuple[float, float]) -> bool:
    """Whether a box leaves enough of the map in sight."""
    width, height = size
    small = width * height < MOST_COVERED * plan.width * plan.height
    return small and width < MOST_WIDE * plan.width and height <= plan.height - 2 * INSIDE


def _room(plan: MapPlan) -> Room:
    spots, weights = [np.empty((0, 2))], [np.empty(0)]
    for layer in plan.layers:
        if is_points(layer):
            spots.append(plan.spots(layer))
            asked = (
                layer.features["feature_id"].isin({*plan.scene.sites, plan.scene.chosen}).to_numpy()
            )
            weights.append(np.where(asked, ASKED, np.where(plan.is_faded(layer), FADED, OTHER)))
    shapely.prepare(plan.focus)
    land = area_of(plan.scene.catalogue)
    return Room(plan.extent, plan.width, plan.height, plan.focus, land, np.vstack(spots),
                np.concatenate(weights))  # fmt: skip


def is_points(layer: Layer) -> bool:
    """Whether a layer is drawn as symbols."""
    return any(look.symbol in POINT_SYMBOLS for look in layer.drawn_classes)


def is_ground(layer: Layer) -> bool:
    """Whether a layer is drawn as areas only."""
    return all(look.symbol == "area" for look in layer.drawn_classes)


def sizes_px(layer: Layer) -> Floats:
    """Return the size of each symbol: that of its size class, else of its class."""
    own = {look.class_id: look.size_px for look in layer.classes}
    sizes = layer.features["class_id"].map(own).astype(float)
    if layer.sizes:
        by_size = {look.class_id: look.size_px for look in layer.sizes}
        sizes = layer.features["size_id"].map(by_size).fillna(sizes)
    return np.asarray(sizes, dtype=float)


def radii_of(plan: MapPlan, layer: Layer) -> Floats:
    """Return half the outer width of each symbol in points; the chosen one has its ring."""
    looks = {look.class_id: look for look in layer.classes}
    edges = layer.features["class_id"].map(lambda one: outer_px(looks[one]) - looks[one].size_px)
    outer = sizes_px(layer) + edges.to_numpy(dtype=float)
    ring = (layer.features["feature_id"] == plan.scene.chosen).to_numpy()
    outer = np.where(ring, RING_PX + RING_WEIGHT_PX, outer)
    return np.asarray(outer * POINTS_PER_PX * plan.scale / 2, dtype=float)
