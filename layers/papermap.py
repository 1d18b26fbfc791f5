"""A map on paper: the layers of a view drawn into matplotlib axes of any size.

:func:`layers.mapplan.plan_map` works out what is shown; :func:`draw_map` and
:func:`draw_furniture` draw it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, takewhile

import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.image import AxesImage
from matplotlib.patches import Circle

from layers import style
from layers.base import Layer, LegendClass
from layers.extent import area_of
from layers.furniture import draw_inset, draw_legend, draw_scale
from layers.ground import Ground
from layers.mapplan import RING_PX, RING_WEIGHT_PX, MapPlan, is_ground, is_points, sizes_px
from layers.names import draw_name, place_names
from layers.symbols import POINTS_PER_PX, add_path, draw_points, draw_shapes, path_of

FULL_BORDERS_M = 450.0  # metres a point above which the borders of areas become thinner
HAIR, DETAIL_M = 0.25, 60.0  # points that no eye sees; what the bundled outlines leave out
PALENESS, VEIL = 0.4, 0.62
FAINT = 0.35  # of areas over a background, as on screen
BOTTOM = 10  # zorder of the lowest layer


def draw_map(axes: Axes, plan: MapPlan) -> None:
    """Draw the layers, the chosen place and the names of a plan into axes of its shape."""
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    axes.set_xlim(plan.extent.west, plan.extent.east)
    axes.set_ylim(plan.extent.south, plan.extent.north)
    axes.set_aspect("equal", adjustable="box")
    axes.patch.set_facecolor(style.WATER)
    if plan.ground is not None:
        _draw_ground(axes, plan.ground)
    for number, layer in enumerate(plan.layers):
        _draw_layer(axes, plan, layer, BOTTOM + number)
    _draw_veil(axes, plan)
    _draw_chosen(axes, plan)
    for placed in place_names(plan):
        draw_name(axes, placed)


def draw_furniture(axes: Axes, plan: MapPlan) -> None:
    """Draw legend, scale bar with north arrow and inset where the plan has room for them.

    The map itself must have been drawn into the axes.
    """
    if plan.legend is not None:
        draw_legend(axes, plan.legend, plan.boxes["legend"])
    if "scale" in plan.boxes:
        draw_scale(axes, plan.metres_per_point, plan.boxes["scale"], plan.scale)
    if "inset" in plan.boxes:
        draw_inset(axes, plan.scene.catalogue, plan.extent, plan.boxes["inset"], plan.scale)


def _draw_ground(axes: Axes, ground: Ground) -> None:
    extent = ground.extent
    image = AxesImage(
        axes, extent=(extent.west, extent.east, extent.south, extent.north),
        interpolation="bilinear", zorder=BOTTOM - 1,
    )  # fmt: skip
    image.set_data(ground.pixels)
    axes.add_image(image)


def _draw_layer(axes: Axes, plan: MapPlan, layer: Layer, zorder: float) -> None:
    class_ids = layer.features["class_id"].to_numpy()
    shapes = layer.features.geometry.to_numpy()
    if is_points(layer):
        _draw_points(axes, plan, layer, zorder)
        return
    if plan.metres_per_point * HAIR > DETAIL_M:
        shapes = shapely.coverage_simplify(shapes, plan.metres_per_point * HAIR)
    thin = float(np.clip(FULL_BORDERS_M / plan.metres_per_point, 0.4, 1))
    for number, look in enumerate(reversed(layer.drawn_classes)):
        drawn = shapes[class_ids == look.class_id]
        if look.symbol == "area":
            opacity = min(look.fill_opacity, FAINT) if plan.ground else look.fill_opacity
            look = replace(look, weight_px=look.weight_px * thin, fill_opacity=opacity)
        draw_shapes(axes, look, drawn, zorder + number / 50, plan.scale)


def _draw_points(axes: Axes, plan: MapPlan, layer: Layer, zorder: float) -> None:
    """Draw the symbols in the order of the features, those not asked for paler and below."""
    faded, spots = plan.is_faded(layer), shapely.get_coordinates(layer.features.geometry.to_numpy())
    sizes, class_ids = sizes_px(layer), layer.features["class_id"].to_numpy()
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
    return str(to_hex(land + PALENESS * (own - land))) if colour != style.SURFACE else colour


def _draw_veil(axes: Axes, plan: MapPlan) -> None:
    """Fade what lies outside the chosen provincie, under the lines and symbols."""
    code = plan.scene.view.selection.provincie_code
    below = sum(1 for _ in takewhile(is_ground, plan.layers))
    if not code:
        return
    outside = shapely.difference(plan.extent.box, area_of(plan.scene.catalogue, code))
    path = path_of(np.array([outside]))
    if path is not None:
        paint = {"facecolor": style.SURFACE, "edgecolor": "none", "alpha": VEIL}
        add_path(axes, path, axes.transData, paint, BOTTOM + below - 0.1)


def _draw_chosen(axes: Axes, plan: MapPlan) -> None:
    """Draw a ring around the chosen place, and the circle in which it may lie."""
    for layer in plan.layers:
        rows = layer.features[layer.features["feature_id"] == plan.scene.chosen]
        if not is_points(layer) or rows.empty:
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
