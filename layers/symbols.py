"""One class of a layer on paper: areas, lines and symbols as ``web.js`` draws them on screen.

A CSS pixel is three quarters of a point; ``scale`` makes everything larger on larger paper.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, IdentityTransform, Transform, TransformedPath

from layers import style
from layers.base import LegendClass
from layers.lettering import Letters
from layers.points import points_of, size_of

POINTS_PER_PX = 0.75
DASH_PX = (5.0, 4.0)
STRIPE_PX, STRIPE_STEP_PX = 2.4, 7.0
SYMBOL_STRIPES = (0.35, 0.65, 1.0)
POINT_SYMBOLS = ("dot", "diamond", "square")
SWATCH_PX = (22.0, 14.0)
LETTER, AREA_LETTER_PX = 0.62, 11.0  # of the size of a symbol; in the swatch of an area
LETTER_DROP = 0.36  # of the size of a letter, from the middle down to its baseline

Geometries = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]


def path_of(shapes: Geometries) -> Path | None:
    """Return polygons and lines as one path; holes stay holes, because rings run both ways."""
    parts = shapely.get_parts(shapes)
    kinds = shapely.get_type_id(parts)
    polygons = shapely.orient_polygons(parts[kinds == shapely.GeometryType.POLYGON])
    lines = parts[kinds == shapely.GeometryType.LINESTRING]
    rings = shapely.get_rings(polygons)
    spots, ring = shapely.get_coordinates([*rings, *lines], return_index=True)
    if len(spots) == 0:
        return None
    codes = np.full(len(spots), Path.LINETO, dtype=Path.code_type)
    starts = np.flatnonzero(np.diff(ring, prepend=-1))
    ends = np.append(starts[1:], len(spots)) - 1
    codes[starts] = Path.MOVETO
    codes[ends[: len(rings)]] = Path.CLOSEPOLY
    return Path(spots, codes)


def draw_shapes(
    axes: Axes, look: LegendClass, shapes: Geometries, zorder: float, scale: float = 1.0,
    transform: Transform | None = None,
) -> None:  # fmt: skip
    """Draw polygons and lines of one class, in the coordinates of the axes unless told."""
    path, onto = path_of(shapes), transform or axes.transData
    if path is None:
        return
    if not (look.hatched and look.fill):
        add_path(axes, path, onto, _paint(look, look.fill, scale), zorder)
        return
    add_path(axes, path, onto, _paint(look, style.LAND, scale), zorder)
    # A path that is a clip is not clipped itself by every reader of SVG.
    inside = shapes if transform else shapely.clip_by_rect(shapes, *axes.viewLim.extents)
    seen = path_of(inside)
    if seen is not None:
        _add_stripes(axes, look, TransformedPath(seen, onto), zorder, scale)


def draw_points(
    axes: Axes, look: LegendClass, spots: Floats, sizes_px: npt.ArrayLike, zorder: float,
    scale: float = 1.0, transform: Transform | None = None,
) -> None:  # fmt: skip
    """Draw the symbol of a class at spots (n × 2), each in its own size."""
    unit, grow = _outline(look)
    widths = (np.asarray(sizes_px, dtype=float) + grow * look.weight_px) * POINTS_PER_PX * scale
    paint = _paint(look, look.fill, scale)
    parts = [(unit, paint), *_symbol_stripes(look, paint, scale), *_letter(look)]
    # What is inside a symbol must not show through the next one: those are drawn one by one.
    every = [slice(n, n + 1) for n in range(len(spots))] if len(parts) > 1 else [slice(None)]
    for rows, (path, colours) in product(every, parts):
        symbols = PathCollection(
            [path], sizes=widths[rows] ** 2, offsets=spots[rows], zorder=zorder,
            offset_transform=transform or axes.transData, transform=IdentityTransform(), **colours,
        )  # fmt: skip
        axes.add_collection(symbols, autolim=False)


def draw_swatch(
    axes: Axes, look: LegendClass, spot: tuple[float, float], scale: float, zorder: float,
    points: Transform,
) -> None:  # fmt: skip
    """Draw what a class looks like, its middle at a spot in points, for a legend."""
    if look.symbol in POINT_SYMBOLS:
        size = [look.size_px]
        draw_points(axes, look, np.array([spot]), size, zorder, scale, transform=points)
        return
    half = np.array(SWATCH_PX) * POINTS_PER_PX * scale / 2
    (left, bottom), (right, top) = spot - half, spot + half
    if look.symbol == "line":
        shape: shapely.Geometry = shapely.LineString([(left, spot[1]), (right, spot[1])])
    else:
        shape = shapely.box(left, bottom, right, top)
    draw_shapes(axes, look, np.array([shape]), zorder, scale, points)
    for path, paint in _letter(replace(look, size_px=AREA_LETTER_PX / LETTER)):
        em = AREA_LETTER_PX / LETTER * POINTS_PER_PX * scale
        onto = Affine2D().scale(em).translate(*spot) + points
        add_path(axes, path, onto, paint, zorder + 0.02)


def add_path(
    axes: Axes, path: Path, transform: Transform, paint: dict[str, Any], zorder: float
) -> PathPatch:
    """Add a path without measuring it: the limits of a map are known, and measuring is slow."""
    patch = PathPatch(path, transform=transform, zorder=zorder, **paint)
    axes.add_artist(patch)
    return patch


def outer_px(look: LegendClass) -> float:
    """Return the outer width of a symbol with its edge."""
    return look.size_px + 2 * look.weight_px


def _paint(look: LegendClass, fill: str, scale: float) -> dict[str, Any]:
    width = look.weight_px * POINTS_PER_PX * scale
    paint: dict[str, Any] = {
        "facecolor": to_rgba(fill, look.fill_opacity) if fill else "none",
        "edgecolor": look.stroke if look.stroke and width else "none",
        "linewidth": width,
        "joinstyle": "round",
    }
    if look.dashed and look.weight_px:
        # matplotlib counts dashes in widths of the line.
        paint["linestyle"] = (0, tuple(px / look.weight_px for px in DASH_PX))
    return paint


def _add_stripes(
    axes: Axes, look: LegendClass, path: TransformedPath, zorder: float, scale: float
) -> None:
    """Fill a path with slanting stripes that run on from one shape to the next."""
    step = STRIPE_STEP_PX * POINTS_PER_PX * scale
    width, height = size_of(axes)
    starts = np.arange(-height, width, step * np.sqrt(2))
    ends = np.stack([starts, np.zeros_like(starts), starts + height,
                     np.full_like(starts, height)], axis=-1)  # fmt: skip
    stripes = LineCollection(
        list(ends.reshape(-1, 2, 2)), colors=look.fill, capstyle="butt", zorder=zorder + 0.01,
        linewidths=STRIPE_PX * POINTS_PER_PX * scale, alpha=look.fill_opacity,
        transform=points_of(axes),
    )  # fmt: skip
    axes.add_collection(stripes, autolim=False)
    stripes.set_clip_path(path)


def _outline(look: LegendClass) -> tuple[Path, float]:
    """Return the unit path (1 wide) of a symbol, and how many edges wider it is than its size."""
    if look.symbol == "dot":
        return Path.circle(radius=0.5), 0
    if look.symbol == "diamond":
        return Path([(0, 0.5), (0.5, 0), (0, -0.5), (-0.5, 0), (0, 0.5)], closed=True), 1
    return Path([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5)], closed=True), 1


def _symbol_stripes(
    look: LegendClass, paint: dict[str, Any], scale: float
) -> list[tuple[Path, dict[str, Any]]]:
    if not look.hatched:
        return []
    edge = look.weight_px / 2 / (look.size_px + look.weight_px)
    inner = 1 - 2 * edge
    lines = [
        [(edge - 0.5, 0.5 - edge - inner * part), (edge - 0.5 + inner * part, 0.5 - edge)]
        for part in SYMBOL_STRIPES
    ]
    path = Path.make_compound_path(*(Path(line) for line in lines))
    stripe = {"facecolor": "none", "edgecolor": paint["edgecolor"],
              "linewidth": POINTS_PER_PX * scale}  # fmt: skip
    return [(path, stripe)]


def _letter(look: LegendClass) -> list[tuple[Path, dict[str, Any]]]:
    """Return the letter inside a symbol that is one wide."""
    if not look.letter:
        return []
    size = LETTER * look.size_px / (look.size_px + _outline(look)[1] * look.weight_px)
    path = TextPath((0, -LETTER_DROP * size), look.letter, size, Letters(1, 600).font)
    middle = Affine2D().translate(-path.get_extents().x0 / 2 - path.get_extents().x1 / 2, 0)
    return [(path.transformed(middle), {"facecolor": look.ink, "edgecolor": "none"})]
