"""A map on paper: the legend is what is drawn, names are tidy, the rest is faded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from geo.catalogue import Catalogue
from geo.crs import RD_NEW
from geo.model import Selection
from layers import papermap, style
from layers.base import Layer, LegendClass
from layers.extent import is_detail
from layers.mapplan import MapPlan, plan_map
from layers.names import place_names
from layers.papermap import draw_furniture, draw_map
from layers.scene import Scene
from layers.view import View
from tests.layers.views import SITES, TODAY, VIEWS

FRAMES = ((786.0, 480.0), (540.0, 700.0), (260.0, 200.0))


def axes_of(plan: MapPlan) -> Axes:
    """Return empty axes of the size of a plan, on a figure with some room around."""
    figure = Figure(figsize=((plan.width + 50) / 72, (plan.height + 50) / 72), dpi=72)
    FigureCanvasAgg(figure)
    place = (25 / (plan.width + 50), 25 / (plan.height + 50),
             plan.width / (plan.width + 50), plan.height / (plan.height + 50))  # fmt: skip
    return figure.add_axes(place)


def scenes(catalogue: Catalogue) -> Iterator[Scene]:
    """Yield a scene for each view, and for some places."""
    for view in VIEWS.values():
        yield Scene(catalogue, view, today=TODAY)
    for sites in SITES:
        chosen = sites[0] if len(sites) == 1 else None
        yield Scene(catalogue, View().with_place(chosen), sites, TODAY)


def seen_classes(plan: MapPlan) -> set[str]:
    """Return the classes of which a feature is seen in the extent, worked out apart."""
    found = set()
    for layer in plan.scene.layers:
        looks = {one.class_id: one for one in layer.classes}
        rows = zip(layer.features.geometry, layer.features["class_id"], strict=True)
        for shape, class_id in rows:
            look = looks[class_id]
            drawn = shape.boundary if look.symbol == "line" else shape
            if look.in_legend and shapely.intersects(drawn, plan.extent.box):
                found.add(class_id)
    return found


@pytest.mark.parametrize("number", range(len(VIEWS) + len(SITES)))
def test_legend_is_what_is_drawn(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    scene = list(scenes(catalogue))[number]
    plan = plan_map(scene, *FRAMES[number % 2])
    drawn: list[LegendClass] = []
    for name in ("draw_shapes", "draw_points"):
        monkeypatch.setattr(papermap, name, lambda axes, look, *rest: drawn.append(look))
    draw_map(axes_of(plan), plan)
    shown = {one.class_id for one in drawn if one.in_legend and one.class_id != "ring"}
    assert plan.legend is not None
    sizes = {one.class_id for layer in plan.layers for one in layer.drawn_sizes}
    assert {look.class_id for *_, look in plan.legend.swatches} == shown | sizes
    assert shown == seen_classes(plan)


@pytest.mark.parametrize("name", ["alles", "kleur woningen", "kleur netcongestie"])
@pytest.mark.parametrize("frame", [(786.0, 480.0), (880.0, 190.0), (540.0, 300.0)])
def test_furniture_lies_within_the_map(
    catalogue: Catalogue, name: str, frame: tuple[float, float]
) -> None:
    plan = plan_map(Scene(catalogue, VIEWS[name], today=TODAY), *frame)
    assert set(plan.boxes) >= {"legend", "scale"}
    assert plan.legend is not None
    for left, bottom, right, top in plan.boxes.values():
        assert left > 0 and bottom > 0 and right < plan.width and top < plan.height


@pytest.mark.parametrize("sites", SITES)
def test_map_of_places_shows_them_all(catalogue: Catalogue, sites: tuple[str, ...]) -> None:
    plan = plan_map(Scene(catalogue, View(), sites, TODAY), *FRAMES[0])
    for one in sites:
        point = catalogue.place_points[one]
        assert plan.extent.west < point.x < plan.extent.east
        assert plan.extent.south < point.y < plan.extent.north
    assert ("inset" in plan.boxes) == is_detail(catalogue, plan.extent)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("view", [View(), View(Selection(provincie_code="PV28"))])
def test_names_and_furniture_never_overlap(
    catalogue: Catalogue, view: View, frame: tuple[float, float]
) -> None:
    plan = plan_map(Scene(catalogue, view, today=TODAY), *frame)
    names = [one.box for one in place_names(plan)]
    boxes = [*names, *(plan.boxes.values() if frame != FRAMES[2] else [])]
    for one, other in combinations(boxes, 2):
        wide = min(one[2], other[2]) - max(one[0], other[0])
        high = min(one[3], other[3]) - max(one[1], other[1])
        assert wide <= 0 or high <= 0
    for left, bottom, right, top in names:
        assert left > 0 and bottom > 0 and right < plan.width and top < plan.height
    (places,) = (one for one in plan.layers if one.layer_id == "places")
    for x, y in plan.spots(places):
        assert not any(b[0] < x < b[2] and b[1] < y < b[3] for b in names)


@pytest.mark.parametrize("sites", [("DB21",), ("DB14", "DB20", "DB21", "NP08", "NP09", "NP17")])
def test_names_that_were_asked_for_are_there(catalogue: Catalogue, sites: tuple[str, ...]) -> None:
    plan = plan_map(Scene(catalogue, View(), sites, TODAY), 260, 200)
    assert set(sites) <= {one.label.key for one in place_names(plan)}


def test_names_are_left_out_when_they_are_switched_off(catalogue: Catalogue) -> None:
    off = VIEWS["zonder labels"]
    assert place_names(plan_map(Scene(catalogue, off), *FRAMES[0])) == ()
    chosen = plan_map(Scene(catalogue, off.with_place("DB01")), *FRAMES[0])
    assert [one.label.key for one in place_names(chosen)] == ["DB01"]


def test_gemeenten_are_named_when_the_scale_allows(catalogue: Catalogue) -> None:
    near = plan_map(Scene(catalogue, View(), ("DB01",)), *FRAMES[0])
    far = plan_map(Scene(catalogue), *FRAMES[0])
    assert "Hoeksche Waard" in {one.label.key for one in place_names(near)}
    assert "Hoeksche Waard" not in {one.label.key for one in place_names(far)}


def test_letters_of_areas_stand_in_them(catalogue: Catalogue) -> None:
    plan = plan_map(Scene(catalogue, View(shown=frozenset())), *FRAMES[0], furniture=False)
    squares = gpd.GeoDataFrame(
        {"feature_id": ["a", "b", "c"], "class_id": "x", "label": "", "letter": ["T", "R", ""]},
        geometry=[shapely.box(100_000, 400_000, 140_000, 440_000), shapely.box(0, 0, 9, 9),
                  shapely.box(150_000, 400_000, 190_000, 440_000)], crs=RD_NEW,
    )  # fmt: skip
    look = LegendClass("x", "x", "area", fill="#112233")
    lettered = Layer("vlakken", "Vlakken", squares, (look,), ())
    (one,) = place_names(replace(plan, layers=(lettered,)))
    assert one.label.lines == ("T",)
    x, y = np.array(one.label.spot) * plan.metres_per_point
    assert (x + plan.extent.west, y + plan.extent.south) == pytest.approx((120_000, 420_000))


def test_one_place_with_two_designations_is_named_once(catalogue: Catalogue) -> None:
    plan = plan_map(Scene(catalogue, View(Selection(provincie_code="PV28"))), *FRAMES[0])
    names = [" ".join(one.label.lines) for one in place_names(plan)]
    assert names.count("Cortelande") == 1


def pixels(plan: MapPlan) -> np.ndarray:
    """Return the map as an array of rows from the top."""
    axes = axes_of(plan)
    draw_map(axes, plan)
    axes.figure.canvas.draw()
    return np.asarray(axes.figure.canvas.buffer_rgba())[25:-25, 25:-25, :3].astype(int)


def spot(plan: MapPlan, place_id: str) -> tuple[int, int]:
    """Return row and column of a place."""
    (places,) = (one for one in plan.layers if one.layer_id == "places")
    x, y = plan.spots(places)[list(places.features["feature_id"]).index(place_id)]
    return round(plan.height - y), round(x)


def rgb(colour: str) -> list[int]:
    return [int(colour[n : n + 2], 16) for n in (1, 3, 5)]


def test_other_places_are_faded(catalogue: Catalogue) -> None:
    plan = plan_map(Scene(catalogue, View(), ("DB01", "NP17")), *FRAMES[0], furniture=False)
    picture = pixels(plan)
    row, column = spot(plan, "DB01")
    assert np.abs(picture[row, column] - rgb(style.DOORBRAAK)).max() < 12
    row, column = spot(plan, "DB03")
    assert picture[row, column].min() > 120  # pale


def test_what_lies_outside_the_provincie_is_faded(catalogue: Catalogue) -> None:
    view = View(Selection(provincie_code="PV28"), shown=frozenset())
    plan = plan_map(Scene(catalogue, view), *FRAMES[0], furniture=False)
    picture = pixels(plan)
    inside, outside = (ground(plan, picture, east, 450_500) for east in (113_000, 124_000))
    assert np.abs(inside - rgb(style.LAND)).max() < 6
    assert outside.min() > rgb(style.LAND)[2] + 4


def ground(plan: MapPlan, picture: np.ndarray, east: float, north: float) -> np.ndarray:
    """Return the colour around a point in RD New."""
    column = round((east - plan.extent.west) / plan.metres_per_point)
    row = round(plan.height - (north - plan.extent.south) / plan.metres_per_point)
    around = picture[row - 4 : row + 5, column - 4 : column + 5]
    return np.asarray(np.median(around.reshape(-1, 3), axis=0))


def test_north_is_up_and_east_is_right(catalogue: Catalogue) -> None:
    plan = plan_map(Scene(catalogue), *FRAMES[1], furniture=False)
    groningen, heerlen, zeeland = (spot(plan, one) for one in ("NP02", "NP04", "NP20"))
    assert groningen[0] < heerlen[0]
    assert zeeland[1] < groningen[1]


def test_circle_of_uncertainty_is_as_large_as_it_says(catalogue: Catalogue) -> None:
    plan = plan_map(Scene(catalogue, View(), ("DB12",)), *FRAMES[0], furniture=False)
    axes = axes_of(plan)
    draw_map(axes, plan)
    (circle,) = (one for one in axes.get_children() if isinstance(one, Circle))
    assert circle.get_radius() == catalogue.places["DB12"].uncertainty_m
    assert circle.center == pytest.approx(
        (catalogue.place_points["DB12"].x, catalogue.place_points["DB12"].y)
    )


def test_what_would_cover_a_small_map_is_left_out(catalogue: Catalogue) -> None:
    plan = plan_map(Scene(catalogue, View(), ("DB01",)), 220, 160)
    assert plan.legend is None and "legend" not in plan.boxes
    assert "scale" in plan.boxes
    axes = axes_of(plan)
    draw_map(axes, plan)
    draw_furniture(axes, plan)
    assert plan_map(Scene(catalogue, View(), ("DB01",)), 60, 40).boxes == {}


@pytest.mark.parametrize("frame", [(120.0, 90.0), (300.0, 60.0), (60.0, 300.0)])
def test_small_map_without_furniture_draws(
    catalogue: Catalogue, frame: tuple[float, float]
) -> None:
    plan = plan_map(Scene(catalogue, View(), ("DB01",)), *frame, furniture=False)
    axes = axes_of(plan)
    draw_map(axes, plan)
    draw_furniture(axes, plan)
    axes.figure.canvas.draw()
    assert plan.boxes == {}
