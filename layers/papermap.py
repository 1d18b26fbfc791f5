"""A map on paper: the layers of a view drawn into matplotlib axes of any size.

:func:`plan_map` works out what is shown and where everything stands; :func:`draw_map` and
:func:`draw_furniture` draw it. Coordinates are RD New (EPSG:28992), sizes are points.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.patches import Circle

from layers import style
from layers.base import Layer, LegendClass
from layers.extent import Extent, area_of, bounds_of, crop, focus_of, is_detail
from layers.furniture import (
    Legend,
    build_legend,
    draw_inset,
    draw_legend,
    draw_scale,
    inset_size,
    scale_size,
)
from layers.labels import Label, Placed, place_labels
from layers.lettering import Letters, balance, write
from layers.message import legend_rows
from layers.points import Box, points_of
from layers.room import Room
from layers.scene import Scene
from layers.symbols import (
    POINT_SYMBOLS,
    POINTS_PER_PX,
    add_path,
    draw_points,
    draw_shapes,
    path_of,
    size_px,
)

AREAS = "gemeenten"  # the layer of which the areas are named
AREA_NAMES_M = 230.0  # most metres a point at which they are
FULL_BORDERS_M = 450.0  # metres a point above which the borders of areas become thinner
HAIR, DETAIL_M = 0.25, 60.0  # points that no eye sees; what the bundled outlines leave out
NAME, FADED_NAME = Letters(9, weight=600, halo=1.2), Letters(8.5, colour=style.MUTED, halo=1.1)
AREA_NAME = Letters(7.5, colour=style.MUTED, halo=1.0)
NAME_WIDTH = 96.0
FADED, VEIL = 0.4, 0.62
RING_PX, RING_WEIGHT_PX = 32.0, 3.0
WHEREVER = ("top left", "top right", "bottom left", "bottom right", "left", "right")
BELOW = ("bottom left", "bottom right", "bottom", "top left", "top right")
COST_OF_SCALE = 110.0

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class MapPlan:
    """What a map of ``width`` × ``height`` points shows, worked out before it is drawn.

    ``layers`` hold only what lies in ``extent``, so that their legend is what is drawn.
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
        Whether legend, scale bar, north arrow and inset stand on the map.
    """
    focus = focus_of(scene)
    extent = bounds_of(focus).fitted(width, height)
    plan = MapPlan(scene, width, height, scale, focus, extent, scene.layers)
    first = _cropped(plan)
    if not furniture:
        return first
    legend = build_legend(legend_rows(first.layers), scale)
    options = [_with_legend(plan, legend, side) for side in ("", "left", "right")]
    _, best = min(options, key=lambda option: option[0])
    return _with_rest(_cropped(best))


def draw_map(axes: Axes, plan: MapPlan) -> None:
    """Draw the layers, the chosen place and the names of a plan into axes of its shape."""
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    axes.set_xlim(plan.extent.west, plan.extent.east)
    axes.set_ylim(plan.extent.south, plan.extent.north)
    axes.set_aspect("equal", adjustable="box")
    axes.patch.set_facecolor(style.WATER)
    for number, layer in enumerate(plan.layers):
        _draw_layer(axes, plan, layer, 10 + number)
    _draw_veil(axes, plan)
    _draw_chosen(axes, plan)
    for placed in place_names(plan):
        _draw_name(axes, placed)


def draw_furniture(axes: Axes, plan: MapPlan) -> None:
    """Draw legend, scale bar with north arrow and inset where the plan has room for them."""
    if plan.legend is not None:
        draw_legend(axes, plan.legend, plan.boxes["legend"])
    if "scale" in plan.boxes:
        draw_scale(axes, plan.metres_per_point, plan.boxes["scale"], plan.scale)
    if "inset" in plan.boxes:
        draw_inset(axes, plan.scene.catalogue, plan.extent, plan.boxes["inset"], plan.scale)


def place_names(plan: MapPlan) -> tuple[Placed, ...]:
    """Find a spot for the names: places first, then gemeenten where the scale allows."""
    labels, taken = [], [*plan.boxes.values()]
    for layer in plan.layers:
        if _is_points(layer):
            radii = _radii(plan, layer)
            for (x, y), radius in zip(plan.spots(layer), radii, strict=True):
                taken.append((x - radius, y - radius, x + radius, y + radius))
            labels += _place_labels(plan, layer, radii)
    if "labels" in plan.scene.view.shown and plan.metres_per_point < AREA_NAMES_M:
        labels += _area_labels(plan, {label.key for label in labels})
    boxes = np.array(taken, dtype=float).reshape(-1, 4)
    return place_labels(labels, boxes, plan.width, plan.height)


def _cropped(plan: MapPlan) -> MapPlan:
    kept = tuple(crop(layer, plan.extent) for layer in plan.layers)
    return replace(plan, layers=tuple(layer for layer in kept if len(layer.features)))


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
    """Add the inset and the scale bar to a plan with a legend, and fit the legend to its rows."""
    legend = build_legend(legend_rows(plan.layers), plan.scale)
    left, bottom, right, top = plan.boxes["legend"]
    width, height = legend.size
    left = left if left < plan.width / 2 else right - width
    bottom = bottom if bottom < plan.height / 4 else top - height
    boxes = {"legend": (left, bottom, left + width, bottom + height)}
    room = _room(plan)
    if is_detail(plan.scene.catalogue, plan.extent):
        size = inset_size(plan.scene.catalogue, plan.scale)
        boxes["inset"] = room.best(size, boxes.values(), WHEREVER)[1]
    size = scale_size(plan.metres_per_point, plan.scale)
    boxes["scale"] = room.best(size, boxes.values(), BELOW)[1]
    return replace(plan, legend=legend, boxes=boxes)


def _room(plan: MapPlan) -> Room:
    spots, weights = [np.empty((0, 2))], [np.empty(0)]
    for layer in plan.layers:
        if _is_points(layer):
            spots.append(plan.spots(layer))
            asked = (
                layer.features["feature_id"].isin({*plan.scene.sites, plan.scene.chosen}).to_numpy()
            )
            weights.append(np.where(asked, 90, np.where(plan.is_faded(layer), 3, 12)))
    shapely.prepare(plan.focus)
    land = area_of(plan.scene.catalogue)
    return Room(plan.extent, plan.width, plan.height, plan.focus, land, np.vstack(spots),
                np.concatenate(weights))  # fmt: skip


def _draw_layer(axes: Axes, plan: MapPlan, layer: Layer, zorder: float) -> None:
    class_ids = layer.features["class_id"].to_numpy()
    shapes = layer.features.geometry.to_numpy()
    if _is_points(layer):
        _draw_points(axes, plan, layer, zorder)
        return
    if plan.metres_per_point * HAIR > DETAIL_M:
        shapes = shapely.coverage_simplify(shapes, plan.metres_per_point * HAIR)
    thin = float(np.clip(FULL_BORDERS_M / plan.metres_per_point, 0.4, 1))
    for number, look in enumerate(reversed(layer.drawn_classes)):
        drawn = shapes[class_ids == look.class_id]
        if look.symbol == "area":
            look = replace(look, weight_px=look.weight_px * thin)
        draw_shapes(axes, look, drawn, zorder + number / 50, plan.scale)


def _draw_points(axes: Axes, plan: MapPlan, layer: Layer, zorder: float) -> None:
    """Draw the symbols in the order of the features, those not asked for paler and below."""
    faded, spots = plan.is_faded(layer), shapely.get_coordinates(layer.features.geometry.to_numpy())
    sizes, class_ids = _sizes_px(layer), layer.features["class_id"].to_numpy()
    looks = {look.class_id: look for look in layer.classes}
    for pale in (True, False):
        rows = np.flatnonzero(faded == pale)
        for number, run in enumerate(_runs(class_ids[rows])):
            some = rows[run]
            draw_points(
                axes, _pale(looks[class_ids[some[0]]]) if pale else looks[class_ids[some[0]]],
                spots[some], sizes[some], zorder + 0.4 * (not pale) + number / 200, plan.scale,
            )  # fmt: skip


def _runs(values: npt.NDArray[np.object_]) -> list[slice]:
    """Return the stretches of equal values."""
    if len(values) == 0:
        return []
    edges = np.flatnonzero(values[1:] != values[:-1]) + 1
    return [slice(a, b) for a, b in pairwise([0, *edges.tolist(), len(values)])]


def _pale(look: LegendClass) -> LegendClass:
    """Return a class in colours near that of the land: opaque, so that nothing shows through."""
    mixed = [_mix(colour) if colour else "" for colour in (look.fill, look.stroke)]
    return replace(look, fill=mixed[0], stroke=mixed[1])


def _mix(colour: str) -> str:
    land, own = np.array(to_rgb(style.LAND)), np.array(to_rgb(colour))
    return str(to_hex(land + FADED * (own - land))) if colour != style.SURFACE else colour


def _draw_veil(axes: Axes, plan: MapPlan) -> None:
    """Fade what lies outside the chosen provincie, under the lines and symbols."""
    code = plan.scene.view.selection.provincie_code
    if not code:
        return
    grounds = [n for n, layer in enumerate(plan.layers) if _is_ground(layer)]
    outside = shapely.difference(plan.extent.box, area_of(plan.scene.catalogue, code))
    path = path_of(np.array([outside]))
    if path is not None:
        paint = {"facecolor": style.SURFACE, "edgecolor": "none", "alpha": VEIL}
        add_path(axes, path, axes.transData, paint, 10.9 + grounds[-1])


def _draw_chosen(axes: Axes, plan: MapPlan) -> None:
    """Draw a ring around the chosen place, and the circle in which it may lie."""
    for layer in plan.layers:
        rows = layer.features[layer.features["feature_id"] == plan.scene.chosen]
        if not _is_points(layer) or rows.empty:
            continue
        spot = shapely.get_coordinates(rows.geometry.to_numpy())
        ring = LegendClass("ring", "", "dot", stroke=style.SELECTION, weight_px=RING_WEIGHT_PX)
        draw_points(axes, ring, spot, [RING_PX], 50, plan.scale)
        reach = float(rows["uncertainty_m"].iloc[0])
        if reach / plan.metres_per_point < RING_PX * POINTS_PER_PX * plan.scale / 2 + 3:
            continue  # the circle would lie under the ring
        width = 1.5 * POINTS_PER_PX * plan.scale
        circle = Circle(
            (float(spot[0, 0]), float(spot[0, 1])), reach, fill=False, zorder=49,
            edgecolor=style.SELECTION, linewidth=width, linestyle=(0, (4, 3)),
        )  # fmt: skip
        axes.add_artist(circle)


def _draw_name(axes: Axes, placed: Placed) -> None:
    letters, points = placed.label.letters, points_of(axes)
    left, bottom, right, _ = placed.box
    x, side = (left + right) / 2, "center"
    if not placed.label.centred and left > placed.label.spot[0]:
        x, side = left, "left"
    elif not placed.label.centred and right < placed.label.spot[0]:
        x, side = right, "right"
    if placed.leader is not None:
        across, up = placed.leader.T
        axes.plot(across, up, color=style.MUTED, linewidth=0.6, transform=points, zorder=48)
    for number, line in enumerate(reversed(placed.label.lines)):
        y = bottom + number * letters.height + 0.24 * letters.size
        write(axes, (x, y), line, letters, ha=side, transform=points)


def _place_labels(plan: MapPlan, layer: Layer, radii: Floats) -> list[Label]:
    """Return the names of the points of a layer, the most important first."""
    asked, names = {*plan.scene.sites, plan.scene.chosen}, "labels" in plan.scene.view.shown
    rows = zip(
        layer.features["feature_id"], layer.features["label"], plan.spots(layer), radii,
        plan.is_faded(layer), strict=True,
    )  # fmt: skip
    labels = []
    for key, name, spot, radius, faded in rows:
        if key in asked or (names and not (faded and plan.metres_per_point > AREA_NAMES_M)):
            letters = (FADED_NAME if faded else NAME).scaled(plan.scale)
            lines = balance(name, letters, NAME_WIDTH * plan.scale)
            labels.append(Label(key, lines, letters, (float(spot[0]), float(spot[1])),
                                float(radius), key in asked))  # fmt: skip
    faded = dict(zip(layer.features["feature_id"], plan.is_faded(layer), strict=True))
    labels.sort(key=lambda one: (not one.asked, *_rank(plan, one, bool(faded[one.key]))))
    # One place with two designations has one name.
    first = {one.lines: one for one in reversed(labels)}
    return [one for one in labels if one.asked or first[one.lines] is one]


def _rank(plan: MapPlan, label: Label, faded: bool) -> tuple[object, ...]:
    """Order names as on screen: doorbraaklocaties by size, then the other kinds."""
    place = plan.scene.catalogue.places.get(label.key)
    kinds = ["doorbraaklocatie", "grootschalig_gebied", "nplv_gebied"]
    kind = kinds.index(place.kind) if place else len(kinds)
    named = place is not None and place.is_named
    return faded, kind if named else kind + 0.5, -label.radius, label.key


def _area_labels(plan: MapPlan, written: set[str]) -> list[Label]:
    """Return the names of the areas at the middle of what is visible of them."""
    letters, labels = AREA_NAME.scaled(plan.scale), []
    for layer in (one for one in plan.layers if one.layer_id == AREAS):
        visible = shapely.intersection(layer.features.geometry.to_numpy(), plan.extent.box)
        middles = shapely.centroid(visible)
        inside = shapely.contains(visible, middles)
        spots = shapely.get_coordinates(
            np.where(inside, middles, shapely.point_on_surface(visible))
        )
        spots = (spots - (plan.extent.west, plan.extent.south)) / plan.metres_per_point
        order = np.argsort(-shapely.area(visible), kind="stable")
        names = layer.features["label"].to_numpy()
        for row in order:
            lines = balance(names[row], letters, NAME_WIDTH * plan.scale)
            x, y = spots[row]
            labels.append(Label(names[row], lines, letters, (float(x), float(y)), centred=True))
    return [label for label in labels if label.key not in written]


def _is_points(layer: Layer) -> bool:
    return any(look.symbol in POINT_SYMBOLS for look in layer.drawn_classes)


def _is_ground(layer: Layer) -> bool:
    return all(look.symbol == "area" for look in layer.drawn_classes)


def _sizes_px(layer: Layer) -> Floats:
    """Return the size of each symbol: that of its size class, else of its class."""
    own = {look.class_id: look.size_px for look in layer.classes}
    sizes = layer.features["class_id"].map(own).astype(float)
    if layer.sizes:
        by_size = {look.class_id: look.size_px for look in layer.sizes}
        sizes = layer.features["size_id"].map(by_size).fillna(sizes)
    return np.asarray(sizes, dtype=float)


def _radii(plan: MapPlan, layer: Layer) -> Floats:
    """Return half the outer width of each symbol in points; the chosen one has its ring."""
    looks = {look.class_id: look for look in layer.classes}
    edges = layer.features["class_id"].map(lambda one: size_px(looks[one]) - looks[one].size_px)
    outer = _sizes_px(layer) + edges.to_numpy(dtype=float)
    ring = (layer.features["feature_id"] == plan.scene.chosen).to_numpy()
    outer = np.where(ring, RING_PX + RING_WEIGHT_PX, outer)
    return np.asarray(outer * POINTS_PER_PX * plan.scale / 2, dtype=float)
