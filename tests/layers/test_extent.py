"""Which part of the country is shown, and what is then in it."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.catalogue import Catalogue
from geo.crs import RD_NEW
from geo.model import Selection
from layers.base import Layer, LegendClass
from layers.extent import Extent, area_of, bounds_of, crop, focus_of, is_detail
from layers.scene import Scene
from layers.view import View

NL = Extent(13_000, 306_000, 279_000, 620_000)
sizes = st.floats(100, 1500)


@given(sizes, sizes, st.floats(0, 90), st.floats(0, 90))
def test_fitted_extent_shows_the_focus_beside_what_covers_it(
    width: float, height: float, left: float, bottom: float
) -> None:
    shown = NL.fitted(width, height, left=left, bottom=bottom)
    assert shown.width / shown.height == pytest.approx(width / height)
    per_point = shown.width / width
    assert shown.west + left * per_point <= NL.west and shown.east >= NL.east
    assert shown.south + bottom * per_point <= NL.south and shown.north >= NL.north


def test_fitted_extent_has_a_margin_of_a_twentieth() -> None:
    shown = Extent(0, 0, 900, 900).fitted(100, 100)
    assert (shown.west, shown.east) == (-50, 950)


def test_focus_is_what_was_asked_for(catalogue: Catalogue) -> None:
    country = focus_of(Scene(catalogue))
    view = View(Selection(provincie_code="PV28"))
    provincie, site = focus_of(Scene(catalogue, view)), focus_of(Scene(catalogue, view, ("DB01",)))
    assert country.area > 5 * provincie.area > 5 * site.area
    assert shapely.covers(site, catalogue.place_points["DB01"])
    both = focus_of(Scene(catalogue, View(), ("DB01", "NP02")))
    assert all(shapely.covers(both, catalogue.place_points[one]) for one in ("DB01", "NP02"))


def test_wide_region_is_shown_with_its_gemeenten(catalogue: Catalogue) -> None:
    land = catalogue.geometry("gemeenten_land").set_index("gemeente_code").geometry
    focus = focus_of(Scene(catalogue, View(), ("GG12",)))
    for code in catalogue.places["GG12"].gemeente_codes:
        assert shapely.covers(focus.buffer(1), land[code])


def test_small_extent_is_a_detail(catalogue: Catalogue) -> None:
    assert not is_detail(catalogue, bounds_of(area_of(catalogue)))
    assert is_detail(catalogue, bounds_of(area_of(catalogue, "PV28")))


def squares(symbol: str) -> Layer:
    """Return two squares of 10 m: one around the origin, one far away; and one around both."""
    shapes = [shapely.box(-5, -5, 5, 5), shapely.box(95, 95, 105, 105),
              shapely.box(-500, -500, 500, 500)]  # fmt: skip
    ids = ["near", "far", "around"]
    frame = gpd.GeoDataFrame({"feature_id": ids, "class_id": ids}, geometry=shapes, crs=RD_NEW)
    classes = tuple(LegendClass(one, one, symbol, stroke="#112233") for one in ids)  # type: ignore[arg-type]
    return Layer("proef", "Proef", frame, classes, ())


def test_area_outside_is_left_out() -> None:
    cropped = crop(squares("area"), Extent(-20, -20, 20, 20))
    assert [one.class_id for one in cropped.drawn_classes] == ["near", "around"]


def test_outline_that_runs_around_the_extent_is_left_out() -> None:
    cropped = crop(squares("line"), Extent(-20, -20, 20, 20))
    assert [one.class_id for one in cropped.drawn_classes] == ["near"]


def test_layer_that_is_all_inside_is_kept() -> None:
    layer = squares("area")
    assert crop(layer, Extent(-600, -600, 600, 600)) is layer
