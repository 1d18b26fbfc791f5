"""What stands on a map beside the map itself: legend, scale bar with north arrow, and inset.

Everything is measured in points from the lower left corner of the axes, so that it fits a map of
any size.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, Polygon, Rectangle
from matplotlib.transforms import Affine2D
from matplotlib_scalebar.scalebar import ScaleBar

from geo.catalogue import Catalogue
from layers import style
from layers.base import LegendClass
from layers.extent import Extent, area_of, bounds_of
from layers.lettering import FAMILIES, Letters, width_of, wrap, write
from layers.points import Box, points_of
from layers.symbols import (
    POINTS_PER_PX,
    SWATCH_PX,
    Geometries,
    add_path,
    draw_swatch,
    outer_px,
    path_of,
)

ABOVE = 70.0  # zorder of what covers the map
PAD, GAP = 7.0, 5.0
PLAIN, NOTE = Letters(8.5), Letters(7.5, colour=style.MUTED)
HEADING = Letters(8.5, weight=600)
LEGEND_TEXT = 118.0  # width of the words in a legend
SCALE_STEPS_M = tuple(step * 10**power for power in (2, 3, 4, 5) for step in (1, 2, 5))
SCALE_MOST = 85.0  # length of the longest scale bar
ARROW = (13.0, 22.0)
INSET_HEIGHT = 72.0


@dataclass
class Legend:
    """A legend that is laid out: pieces with their distance from its left and upper edge."""

    scale: float
    width: float = 0.0
    height: float = 0.0
    words: list[tuple[float, float, str, Letters]] = field(default_factory=list)
    swatches: list[tuple[float, float, LegendClass]] = field(default_factory=list)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height with the edge."""
        edge = 2 * PAD * self.scale
        return self.width + edge, self.height + edge


def build_legend(
    rows: Sequence[Mapping[str, Any]], scale: float = 1.0, most: float = math.inf
) -> Legend:
    """Lay out the rows of :func:`layers.message.legend_rows` in columns of at most ``most`` high.

    A heading stays with what it heads.
    """
    groups = _groups(rows)
    columns, legend = _lay_out(groups, scale, most)
    while columns > 1:  # as even as they can be
        count, shorter = _lay_out(groups, scale, legend.height - 1)
        if count > columns or shorter.height >= legend.height:
            break
        legend = shorter
    return legend


def _lay_out(
    groups: Sequence[Sequence[Mapping[str, Any]]], scale: float, most: float
) -> tuple[int, Legend]:
    """Return the number of columns, and the legend."""
    legend, left, depth, columns = Legend(scale), 0.0, 0.0, 1
    for group in groups:
        block = _build_block(group, scale)
        above = _space_above(group, scale) if depth else 0.0
        if depth and depth + above + block.height > most:
            left, depth, above = legend.width + 2 * PAD * scale, 0.0, 0.0
            columns += 1
        depth += above
        legend.words += [(left + x, depth + y, line, how) for x, y, line, how in block.words]
        legend.swatches += [(left + x, depth + y, look) for x, y, look in block.swatches]
        depth += block.height
        legend.width = max(legend.width, left + block.width)
        legend.height = max(legend.height, depth)
    return columns, legend


def _groups(rows: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    groups: list[list[Mapping[str, Any]]] = []
    for row in rows:
        if groups and "heading" in groups[-1][-1]:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _space_above(group: Sequence[Mapping[str, Any]], scale: float) -> float:
    return (4.5 if "heading" in group[0] else 2.5) * scale


def _build_block(group: Sequence[Mapping[str, Any]], scale: float) -> Legend:
    block = Legend(scale)
    for row in group:
        block.height += 2.5 * scale if block.height else 0
        if "heading" in row:
            _add_words(block, row["heading"], HEADING, 0)
        elif "note" in row:
            _add_words(block, row["note"], NOTE, 0)
        elif "sizes" in row:
            _add_sizes(block, row["sizes"])
        else:
            _add_class(block, LegendClass(**row["look"]))
    return block


def draw_legend(axes: Axes, legend: Legend, box: Box) -> None:
    """Draw a legend in a white box, the upper left corner of which is that of ``box``."""
    draw_panel(axes, box)
    left, top = box[0] + PAD * legend.scale, box[3] - PAD * legend.scale
    points = points_of(axes)
    for x, y, look in legend.swatches:
        spot = (left + x, top - y)
        draw_swatch(axes, look, spot, legend.scale, ABOVE + 1, points)
    for x, y, line, letters in legend.words:
        write(axes, (left + x, top - y), line, letters, transform=points, zorder=ABOVE + 1)


def draw_panel(axes: Axes, box: Box) -> None:
    """Draw a white box with a thin edge."""
    left, bottom, right, top = box
    panel = FancyBboxPatch(
        (left, bottom), right - left, top - bottom, boxstyle="round,pad=0,rounding_size=3",
        transform=points_of(axes), facecolor=style.SURFACE, edgecolor=style.LINE, linewidth=0.6,
        zorder=ABOVE,
    )  # fmt: skip
    axes.add_artist(panel)


def scale_length_m(metres_per_point: float, scale: float = 1.0) -> int:
    """Return the round number of metres that a scale bar shows."""
    most = SCALE_MOST * scale * metres_per_point
    return max((step for step in SCALE_STEPS_M if step <= most), default=SCALE_STEPS_M[0])


def scale_size(metres_per_point: float, scale: float = 1.0) -> tuple[float, float]:
    """Return the width and height of the scale bar and north arrow together."""
    bar = scale_length_m(metres_per_point, scale) / metres_per_point
    return bar + (ARROW[0] + GAP + 2 * PAD + 8) * scale, (ARROW[1] + PAD) * scale


def draw_scale(axes: Axes, metres_per_point: float, box: Box, scale: float = 1.0) -> ScaleBar:
    """Draw the north arrow and, beside it, the scale bar; RD New has the north above."""
    draw_panel(axes, box)
    left, bottom = box[0] + PAD * scale, box[1] + PAD / 2 * scale
    _draw_arrow(axes, left, bottom, scale)
    metres = scale_length_m(metres_per_point, scale)
    value, unit = (metres, "m") if metres < 1000 else (metres // 1000, "km")
    bar = ScaleBar(
        1, "m", fixed_value=value, fixed_units=unit, location="lower left", pad=0, border_pad=0,
        sep=2.5 * scale, frameon=False, color=style.INK, scale_loc="top",
        width_fraction=2.2 * scale * metres_per_point / np.ptp(axes.get_ylim()),
        font_properties={"family": FAMILIES, "size": PLAIN.size * scale},
        bbox_to_anchor=(left + (ARROW[0] + GAP) * scale, bottom + 2 * scale),
        bbox_transform=points_of(axes), scale_formatter=lambda number, name: f"{number} {name}",
    )  # fmt: skip
    bar.set_zorder(ABOVE + 1)
    axes.add_artist(bar)
    return bar


def inset_size(catalogue: Catalogue, scale: float = 1.0) -> tuple[float, float]:
    """Return the width and height of the small map of the country."""
    country = bounds_of(area_of(catalogue))
    return INSET_HEIGHT * scale * country.width / country.height, INSET_HEIGHT * scale


def draw_inset(
    axes: Axes, catalogue: Catalogue, extent: Extent, box: Box, scale: float = 1.0
) -> None:
    """Draw the country with the extent of the map marked in it."""
    draw_panel(axes, box)
    whole = bounds_of(area_of(catalogue)).fitted(box[2] - box[0], box[3] - box[1])
    factor = (box[2] - box[0]) / whole.width
    onto = Affine2D().translate(-whole.west, -whole.south).scale(factor).translate(box[0], box[1])
    path = path_of(_small_country(catalogue))
    assert path is not None
    paint = {"facecolor": style.BORDER_GEMEENTE, "edgecolor": style.SURFACE,
             "linewidth": 0.4 * scale}  # fmt: skip
    add_path(axes, path, onto + points_of(axes), paint, ABOVE + 1)
    corners = onto.transform([(extent.west, extent.south), (extent.east, extent.north)])
    least = 5 * scale
    middle, size = corners.mean(axis=0), np.maximum(np.ptp(corners, axis=0), least)
    low = np.maximum(middle - size / 2, (box[0], box[1]))
    high = np.minimum(middle + size / 2, (box[2], box[3]))
    frame = Rectangle(tuple(low), *(high - low), transform=points_of(axes), fill=False,
                      edgecolor=style.SELECTION, linewidth=1.4 * scale,
                      zorder=ABOVE + 2)  # fmt: skip
    axes.add_artist(frame)


@lru_cache(maxsize=4)
def _small_country(catalogue: Catalogue) -> Geometries:
    provincies = catalogue.geometry("provincies").geometry.to_numpy()
    simple: Geometries = shapely.coverage_simplify(provincies, 2_000)
    return simple


def _draw_arrow(axes: Axes, left: float, bottom: float, scale: float) -> None:
    width, height = ARROW[0] * scale, (ARROW[1] - 8) * scale
    middle, top = left + width / 2, bottom + height
    notch = bottom + height * 0.24
    for side, colour in ((left, style.INK), (left + width, style.SURFACE)):
        half = Polygon(
            [(middle, top), (side, bottom), (middle, notch)], closed=True, facecolor=colour,
            edgecolor=style.INK, linewidth=0.6 * scale, transform=points_of(axes),
            zorder=ABOVE + 1, joinstyle="miter",
        )  # fmt: skip
        axes.add_artist(half)
    letters = HEADING.scaled(scale)
    write(axes, (middle, top + 1.5 * scale), "N", letters, ha="center",
          transform=points_of(axes), zorder=ABOVE + 1)  # fmt: skip


def _add_words(legend: Legend, text: str, letters: Letters, indent: float) -> None:
    letters, scale = letters.scaled(legend.scale), legend.scale
    room = (LEGEND_TEXT + (_key_width() if not indent else 0)) * scale
    for line in wrap(text, letters, room):
        legend.words.append((indent, legend.height + letters.size, line, letters))
        legend.width = max(legend.width, indent + width_of(line, letters))
        legend.height += letters.height


def _add_class(legend: Legend, look: LegendClass) -> None:
    scale, before = legend.scale, legend.height
    symbol = max(SWATCH_PX[1], outer_px(look)) * POINTS_PER_PX * scale
    indent = _key_width() * scale
    lines = wrap(look.label, PLAIN.scaled(scale), LEGEND_TEXT * scale)
    words = len(lines) * PLAIN.height * scale
    legend.height += max(symbol - words, 0) / 2
    _add_words(legend, look.label, PLAIN, indent)
    legend.height = before + max(symbol, words)
    middle = before + legend.height
    legend.swatches.append((SWATCH_PX[0] * POINTS_PER_PX * scale / 2, middle / 2, look))


def _add_sizes(legend: Legend, sizes: Sequence[Mapping[str, Any]]) -> None:
    """Set symbol sizes with their labels beside each other as far as they fit."""
    scale, letters = legend.scale, PLAIN.scaled(legend.scale)
    left, row = 0.0, 0.0
    for look in (LegendClass(**one["look"]) for one in sizes):
        symbol = look.size_px * POINTS_PER_PX * scale
        width = symbol + 3 * scale + width_of(look.label, letters)
        if left and left + width > (LEGEND_TEXT + _key_width()) * scale:
            legend.height += row
            left, row = 0.0, 0.0
        row = max(row, symbol + 2 * scale, letters.height)
        middle = legend.height + row / 2
        legend.swatches.append((left + symbol / 2, middle, look))
        words = (left + symbol + 3 * scale, middle + 0.34 * letters.size, look.label, letters)
        legend.words.append(words)
        legend.width = max(legend.width, left + width)
        left += width + 8 * scale
    legend.height += row


def _key_width() -> float:
    return SWATCH_PX[0] * POINTS_PER_PX + GAP
