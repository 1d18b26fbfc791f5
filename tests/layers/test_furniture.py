"""Legend, scale bar, north arrow and inset: as they say, to the pixel."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Polygon, Rectangle

from geo.catalogue import Catalogue
from layers import all_layers, style
from layers.extent import Extent, area_of, bounds_of
from layers.furniture import (
    SCALE_MOST,
    build_legend,
    draw_inset,
    draw_legend,
    draw_scale,
    inset_size,
    scale_length_m,
    scale_size,
)
from layers.message import legend_rows
from layers.view import View

EXTENT = Extent(60_000, 410_000, 130_000, 460_000)
WIDTH, HEIGHT = 700.0, 500.0


def chart(extent: Extent = EXTENT) -> Axes:
    """Return the axes of a map of 700 × 500 points with room around it."""
    figure = Figure(figsize=(900 / 72, 600 / 72), dpi=100)
    FigureCanvasAgg(figure)
    place = (100 / 900, 50 / 600, WIDTH / 900, HEIGHT / 600)
    axes = figure.add_axes(place)
    axes.set(xlim=(extent.west, extent.east), ylim=(extent.south, extent.north))
    axes.set_aspect("equal")
    return axes


@pytest.mark.parametrize("km_wide", [8, 21, 70, 333, 900])
def test_scale_bar_is_right_to_one_percent(km_wide: int) -> None:
    """The bar is as many pixels long as the axes give the metres that it says."""
    extent = Extent(0, 0, km_wide * 1000, km_wide * 1000 * HEIGHT / WIDTH)
    axes = chart(extent)
    axes.figure.set_dpi(300)
    bar = draw_scale(axes, extent.width / WIDTH, (10, 10, 200, 40))
    axes.figure.canvas.draw()
    number, unit = bar.info.scale_text.split()
    said = float(number) * {"m": 1, "km": 1000}[unit]
    asked = np.ptp(axes.transData.transform([(0, 0), (said, 0)]), axis=0)[0]
    drawn = longest_run(np.asarray(axes.figure.canvas.buffer_rgba()))
    assert drawn == pytest.approx(asked, rel=0.01)
    assert asked < SCALE_MOST * 300 / 72 + 1


def longest_run(picture: np.ndarray) -> int:
    """Return the most pixels in a row that have the colour of the bar."""
    ink = [int(style.INK[n : n + 2], 16) for n in (1, 3, 5)]
    dark = (np.abs(picture[:, :, :3].astype(int) - ink) < 30).all(axis=2)
    edges = np.diff(np.pad(dark, ((0, 0), (1, 1))).astype(int), axis=1)
    starts, ends = (np.argwhere(edges == step) for step in (1, -1))
    return int((ends[:, 1] - starts[:, 1]).max())


@pytest.mark.parametrize(("per_point", "metres"), [(50, 2_000), (250, 20_000), (1000, 50_000)])
def test_scale_bar_has_a_round_length(per_point: float, metres: int) -> None:
    assert scale_length_m(per_point) == metres


def test_scale_fits_its_box_and_points_north() -> None:
    axes = chart()
    width, height = scale_size(100)
    box = (20, 30, 20 + width, 30 + height)
    bar = draw_scale(axes, 100, box)
    axes.figure.canvas.draw()
    drawn = bar.info.window_extent.transformed(axes.transAxes.inverted())
    assert drawn.x0 * WIDTH > box[0] and drawn.x1 * WIDTH < box[2]
    assert drawn.y0 * HEIGHT > box[1] and drawn.y1 * HEIGHT < box[3]
    halves = [one for one in axes.get_children() if isinstance(one, Polygon)]
    for half in halves:
        corners = half.get_transform().transform(half.get_xy())
        tip = corners[corners[:, 1].argmax()]
        metres = axes.transData.inverted().transform([corners.mean(axis=0), tip])
        assert metres[1, 1] > metres[0, 1]  # RD New has the north above
    (north,) = (one for one in axes.texts if one.get_text() == "N")
    below = max(half.get_window_extent().y1 for half in halves)
    assert north.get_window_extent(axes.figure.canvas.get_renderer()).y0 > below - 2


@pytest.fixture(scope="module")
def rows(catalogue: Catalogue) -> list[dict[str, object]]:
    return legend_rows(all_layers(catalogue, View(theme="woningen")))


@pytest.mark.parametrize("scale", [1.0, 1.35])
def test_legend_says_every_row_inside_its_box(rows: list[dict[str, object]], scale: float) -> None:
    axes, legend = chart(), build_legend(rows, scale)
    width, height = legend.size
    box = (10, 480 - height, 10 + width, 480)
    draw_legend(axes, legend, box)
    words = " ".join(text.get_text() for text in axes.texts)
    for row in rows:
        for text in (row.get("heading"), row.get("note"), row.get("label")):
            assert text is None or all(word in words for word in str(text).split())
    renderer = axes.figure.canvas.get_renderer()
    per_point = 100 / 72
    (panel,) = (one for one in axes.get_children() if isinstance(one, FancyBboxPatch))
    frame = panel.get_window_extent()
    boxes = [text.get_window_extent(renderer) for text in axes.texts]
    for one in boxes:
        assert frame.x0 < one.x0 and one.x1 < frame.x1
        assert frame.y0 < one.y0 and one.y1 < frame.y1
    for one, other in combinations(boxes, 2):
        wide = min(one.x1, other.x1) - max(one.x0, other.x0)
        high = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert wide <= 0 or high <= 1.5 * per_point


def test_heading_stays_with_what_it_heads(rows: list[dict[str, object]]) -> None:
    for most in range(60, 300, 20):
        legend = build_legend(rows, 1.0, most)
        heads = [(x, y) for x, y, _, letters in legend.words if letters.weight == 600]
        for x, y in heads:
            assert any(abs(a - x) < 40 and 0 < b - y < 32 for a, b, _ in legend.swatches)


def test_legend_has_a_swatch_for_each_class_and_size(rows: list[dict[str, object]]) -> None:
    legend = build_legend(rows)
    expected = sum("look" in row for row in rows)
    expected += sum(len(row["sizes"]) for row in rows if "sizes" in row)  # type: ignore[arg-type]
    assert len(legend.swatches) == expected
    assert len({look.class_id for *_, look in legend.swatches}) == expected


def test_empty_legend_is_small() -> None:
    legend = build_legend([])
    assert legend.words == [] and legend.height == 0


@pytest.mark.parametrize("extent", [EXTENT, Extent(78_000, 420_000, 79_000, 421_000)])
def test_inset_marks_where_the_map_is(catalogue: Catalogue, extent: Extent) -> None:
    axes = chart(extent)
    width, height = inset_size(catalogue)
    draw_inset(axes, catalogue, extent, (0, 0, width, height))
    boxes = [one for one in axes.get_children() if isinstance(one, Rectangle)]
    (mark,) = (one for one in boxes if one.get_zorder() > 70)
    country = bounds_of(area_of(catalogue))
    x = (mark.get_x() + mark.get_width() / 2) / width * country.width + country.west
    y = (mark.get_y() + mark.get_height() / 2) / height * country.height + country.south
    assert x == pytest.approx((extent.west + extent.east) / 2, abs=15_000)
    assert y == pytest.approx((extent.south + extent.north) / 2, abs=15_000)
    assert min(mark.get_width(), mark.get_height()) >= 4.9  # large enough to be seen
