"""The names on a map on paper: which are wanted, in which order, and how they are written."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.axes import Axes

from layers import style
from layers.base import Layer
from layers.labels import Label, Placed, place_labels
from layers.lettering import Letters, balance, write
from layers.mapplan import MapPlan, is_points, radii_of
from layers.points import points_of
from layers.symbols import Geometries

AREAS = "gemeenten"  # the layer of which the areas are named
AREA_NAMES_M = 230.0  # most metres a point at which they are
NAME, FADED_NAME = Letters(9, weight=600, halo=1.2), Letters(8.5, colour=style.MUTED, halo=1.1)
AREA_NAME = Letters(7.5, colour=style.MUTED, halo=1.0)
LETTER, LETTER_ROOM = Letters(10, weight=600, halo=1.2), 16.0
NAME_WIDTH = 96.0

Floats = npt.NDArray[np.float64]


def place_names(plan: MapPlan) -> tuple[Placed, ...]:
    """Find a spot for the names: places first, then letters, then gemeenten if the scale allows."""
    labels: list[Label] = []
    names: list[Label] = []
    taken = [*plan.boxes.values()]
    for layer in plan.layers:
        if is_points(layer):
            radii = radii_of(plan, layer)
            for (x, y), radius in zip(plan.spots(layer), radii, strict=True):
                taken.append((x - radius, y - radius, x + radius, y + radius))
            labels += _place_labels(plan, layer, radii)
    for layer in plan.layers:
        if "letter" in layer.features:
            labels += _letters(plan, layer)
        if layer.layer_id == AREAS and "labels" in plan.scene.view.shown:
            names += _area_labels(plan, layer)
    written = {label.lines for label in labels}
    labels += [name for name in names if name.lines not in written]
    boxes = np.array(taken, dtype=float).reshape(-1, 4)
    return place_labels(labels, boxes, plan.width, plan.height)


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


def _letters(plan: MapPlan, layer: Layer) -> list[Label]:
    """Return the letters of classes in the areas with room for them: never colour alone."""
    visible, spots = _middles(plan, layer)
    least = LETTER_ROOM * plan.scale * plan.metres_per_point
    west, south, east, north = shapely.bounds(visible).T
    roomy = (east - west > least) & (north - south > least)
    letters = layer.features["letter"].to_numpy()
    return [
        Label(f"{layer.layer_id}-{row}", (letters[row],), LETTER.scaled(plan.scale), spots[row],
              centred=True)
        for row in np.flatnonzero(roomy) if letters[row]
    ]  # fmt: skip


def _area_labels(plan: MapPlan, layer: Layer) -> list[Label]:
    """Return the names of areas, the largest first, when the scale allows."""
    if plan.metres_per_point > AREA_NAMES_M:
        return []
    visible, spots = _middles(plan, layer)
    letters, names = AREA_NAME.scaled(plan.scale), layer.features["label"].to_numpy()
    width = NAME_WIDTH * plan.scale
    return [
        Label(names[row], balance(names[row], letters, width), letters, spots[row], centred=True)
        for row in np.argsort(-shapely.area(visible), kind="stable")
    ]


def _middles(plan: MapPlan, layer: Layer) -> tuple[Geometries, list[tuple[float, float]]]:
    """Return what is visible of each area, and a spot in its middle in points."""
    visible = shapely.intersection(layer.features.geometry.to_numpy(), plan.extent.box)
    middles = shapely.centroid(visible)
    inside = shapely.contains(visible, middles)
    metres = shapely.get_coordinates(np.where(inside, middles, shapely.point_on_surface(visible)))
    spots = (metres - (plan.extent.west, plan.extent.south)) / plan.metres_per_point
    return visible, [(float(x), float(y)) for x, y in spots]


def draw_name(axes: Axes, placed: Placed) -> None:
    """Write a name where it was placed, with the line to its symbol when it stands apart."""
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
