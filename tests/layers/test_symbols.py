"""Classes on paper: the colours, sizes and shapes that a class asks for, in pixels."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
import shapely
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from layers import style
from layers.base import LegendClass, Symbol
from layers.points import points_of, size_of
from layers.sites import EXTENT_CLASSES, PLACE_CLASSES
from layers.stands import STAND_CLASSES
from layers.symbols import POINTS_PER_PX, draw_points, draw_shapes, draw_swatch, path_of

SIDE = 100  # pixels, one a point: the figure has 72 dots an inch
RED, BLUE = "#CC0000", "#0000CC"


def canvas() -> tuple[Figure, Axes]:
    """Return a white square with coordinates from 0 to 100."""
    figure = Figure(figsize=(SIDE / 72, SIDE / 72), dpi=72)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 100), ylim=(0, 100))
    axes.set_axis_off()
    return figure, axes


def pixels(figure: Figure) -> np.ndarray:
    """Return the picture as an array of rows from the top, with red, green and blue."""
    buffer = BytesIO()
    FigureCanvasAgg(figure)
    figure.savefig(buffer, format="png", dpi=72)
    return np.asarray(Image.open(buffer).convert("RGB")).astype(int)


def near(picture: np.ndarray, colour: str) -> np.ndarray:
    """Say of each pixel whether it has a colour."""
    rgb = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
    return (np.abs(picture - rgb) < 12).all(axis=2)


def reach(found: np.ndarray) -> tuple[int, int]:
    """Return how many columns and rows have such a pixel."""
    return int(found.any(axis=0).sum()), int(found.any(axis=1).sum())


def test_hole_stays_a_hole() -> None:
    figure, axes = canvas()
    ring = shapely.box(10, 10, 90, 90) - shapely.box(40, 40, 60, 60)
    draw_shapes(axes, LegendClass("a", "", "area", fill=RED), np.array([ring]), 1)
    red = near(pixels(figure), RED)
    assert red[20, 20] and not red[50, 50]


def test_two_areas_that_overlap_have_one_colour() -> None:
    figure, axes = canvas()
    look = LegendClass("a", "", "area", fill=RED, fill_opacity=0.5)
    draw_shapes(axes, look, np.array([shapely.box(0, 0, 60, 99), shapely.box(40, 0, 99, 99)]), 1)
    picture = pixels(figure)
    assert (picture[50, 50] == picture[50, 20]).all()
    assert picture[50, 50, 1] == pytest.approx(128, abs=2)


def test_line_is_drawn_without_a_fill() -> None:
    figure, axes = canvas()
    look = LegendClass("a", "", "line", stroke=BLUE, weight_px=4)
    draw_shapes(axes, look, np.array([shapely.box(20, 20, 80, 80)]), 1)
    blue = near(pixels(figure), BLUE)
    assert blue[50, 20] and not blue[50, 50]


def test_dashes_leave_gaps() -> None:
    counts = []
    for dashed in (False, True):
        figure, axes = canvas()
        look = LegendClass("a", "", "line", stroke=BLUE, weight_px=6, dashed=dashed)
        draw_shapes(axes, look, np.array([shapely.LineString([(0, 50), (100, 50)])]), 1)
        counts.append(near(pixels(figure), BLUE).sum())
    assert 0.4 < counts[1] / counts[0] < 0.75


def test_stripes_fill_the_area_only() -> None:
    figure, axes = canvas()
    look = LegendClass("a", "", "area", fill=RED, hatched=True)
    draw_shapes(axes, look, np.array([shapely.box(30, 30, 70, 70)]), 1)
    picture = pixels(figure)
    red = near(picture, RED)
    assert not red[:28].any() and not red[:, :28].any()
    assert 0.1 < red[31:69, 31:69].mean() < 0.5
    assert near(picture, style.LAND)[31:69, 31:69].mean() > 0.2


def test_nothing_to_draw_draws_nothing() -> None:
    figure, axes = canvas()
    draw_shapes(axes, LegendClass("a", "", "area", fill=RED), np.array([shapely.Polygon()]), 1)
    assert path_of(np.array([shapely.Polygon()])) is None
    assert not near(pixels(figure), RED).any()


@pytest.mark.parametrize(
    ("symbol", "outer"), [("dot", 40), ("square", 44), ("diamond", 44)]
)  # fmt: skip
def test_symbol_is_as_large_as_it_says(symbol: Symbol, outer: int) -> None:
    """On screen the edge of a dot lies half outside its size, that of the others wholly."""
    figure, axes = canvas()
    look = LegendClass("a", "", symbol, fill=RED, stroke=RED, weight_px=4, size_px=36)
    draw_points(axes, look, np.array([(50.0, 50.0)]), [36], 1)
    wide, high = reach(near(pixels(figure), RED))
    assert wide == pytest.approx(outer * POINTS_PER_PX, abs=2)
    assert high == pytest.approx(outer * POINTS_PER_PX, abs=2)


def test_every_symbol_has_its_own_size() -> None:
    figure, axes = canvas()
    look = LegendClass("a", "", "dot", fill=RED, size_px=10)
    draw_points(axes, look, np.array([(25.0, 50.0), (75.0, 50.0)]), [12, 48], 1)
    red = near(pixels(figure), RED)
    assert reach(red[:, :50])[0] == pytest.approx(9, abs=2)
    assert reach(red[:, 50:])[0] == pytest.approx(36, abs=2)


def test_letter_stands_inside_in_its_ink() -> None:
    figure, axes = canvas()
    look = LegendClass("a", "", "dot", fill=RED, size_px=80, letter="B", ink=BLUE)
    draw_points(axes, look, np.array([(50.0, 50.0)]), [80], 1)
    blue = near(pixels(figure), BLUE)
    rows, columns = np.nonzero(blue)
    assert rows.mean() == pytest.approx(50, abs=3)
    assert columns.mean() == pytest.approx(50, abs=3)
    assert reach(blue)[1] == pytest.approx(80 * 0.62 * POINTS_PER_PX * 0.66, rel=0.15)


def test_letter_of_a_symbol_that_is_covered_does_not_show() -> None:
    figure, axes = canvas()
    look = LegendClass("a", "", "dot", fill=RED, size_px=80, letter="B", ink=BLUE)
    draw_points(axes, look, np.array([(50.0, 50.0), (50.0, 50.0)]), [80, 80], 1)
    once, alone = canvas()
    draw_points(alone, look, np.array([(50.0, 50.0)]), [80], 1)
    assert near(pixels(figure), BLUE).sum() == near(pixels(once), BLUE).sum()


ALL_CLASSES = [*PLACE_CLASSES, *EXTENT_CLASSES, *STAND_CLASSES]


@pytest.mark.parametrize("look", ALL_CLASSES, ids=lambda one: one.class_id)
def test_swatch_shows_the_colours_of_its_class(look: LegendClass) -> None:
    figure, axes = canvas()
    draw_swatch(axes, look, (50, 50), 2.0, 1, points_of(axes))
    picture = pixels(figure)
    wanted = [c for c in (look.fill, look.stroke, look.ink) if c and c != style.SURFACE]
    for colour in wanted:
        assert near(picture, colour).any(), colour
    drawn = np.nonzero((picture < 250).any(axis=2))
    assert np.mean(drawn[0]) == pytest.approx(50, abs=4)
    assert np.mean(drawn[1]) == pytest.approx(50, abs=4)


def test_points_are_points_whatever_the_axes() -> None:
    figure = Figure(figsize=(10, 5), dpi=300)
    axes = figure.add_axes((0.5, 0.2, 0.25, 0.5))
    assert size_of(axes) == pytest.approx((180, 180))
    corner = points_of(axes).transform([(0, 0), (180, 90)])
    inches = figure.dpi_scale_trans.inverted().transform(corner)
    assert inches == pytest.approx(np.array([(5, 1), (7.5, 2.25)]))
