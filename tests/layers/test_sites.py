"""Places and extents: what is drawn how, and what is not drawn at all."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pytest

from geo.catalogue import Catalogue
from geo.crs import RD_NEW
from layers import all_layers
from layers.base import Layer


def layer_of(catalogue: Catalogue, layer_id: str) -> Layer:
    """Return one layer of the whole map."""
    return next(layer for layer in all_layers(catalogue) if layer.layer_id == layer_id)


@pytest.fixture(scope="module")
def places(catalogue: Catalogue) -> Layer:
    return layer_of(catalogue, "places")


@pytest.fixture(scope="module")
def extents(catalogue: Catalogue) -> Layer:
    return layer_of(catalogue, "extents")


def features_of(layer: Layer) -> gpd.GeoDataFrame:
    """Return the features by id."""
    return layer.features.set_index("feature_id")


def test_every_place_is_one_point_where_the_catalogue_has_it(
    catalogue: Catalogue, places: Layer
) -> None:
    features = features_of(places)
    assert len(features) == 64
    assert sorted(features.index) == sorted(catalogue.places)
    assert features.crs.to_epsg() == int(RD_NEW.split(":")[1])
    for place_id, point in catalogue.place_points.items():
        assert features.geometry[place_id].equals(point)


def test_place_known_by_gemeente_only_is_drawn_hollow(catalogue: Catalogue, places: Layer) -> None:
    looks, features = {c.class_id: c for c in places.classes}, features_of(places)
    sites = [p for p in catalogue.places.values() if p.kind == "doorbraaklocatie"]
    named = {features.class_id[p.place_id] for p in sites if p.name_basis == "stated"}
    unnamed = {features.class_id[p.place_id] for p in sites if p.name_basis == "gemeente_only"}
    assert len(named) == len(unnamed) == 1
    full, hollow = looks[named.pop()], looks[unnamed.pop()]
    assert full.fill.upper() != "#FFFFFF"
    assert hollow.fill.upper() in ("", "#FFFFFF")
    assert hollow.stroke == full.fill


@pytest.mark.parametrize("place_id", ["DB01", "DB02", "DB03"])
def test_named_sites_are_drawn_full(places: Layer, place_id: str) -> None:
    assert features_of(places).class_id[place_id] == "doorbraaklocatie"


def test_region_never_covers_a_site_on_the_same_spot(places: Layer) -> None:
    """Later features lie on top; Cortelande is both a site and a region."""
    order = list(places.features["feature_id"])
    assert order.index("GG18") < order.index("DB03")
    kinds = [place_id[:2] for place_id in order]
    assert kinds == sorted(kinds, key=["GG", "NP", "DB"].index)


def test_kinds_differ_in_shape_not_only_in_colour(places: Layer) -> None:
    shapes = {c.class_id.removesuffix("_unnamed"): c.symbol for c in places.classes}
    assert len(shapes) == len(set(shapes.values())) == 3


def test_outline_only_where_a_source_states_the_gemeenten(extents: Layer) -> None:
    by_class = extents.features.groupby("class_id")["feature_id"].agg(set)
    assert by_class["outline"] == {"extent-GG12", "extent-GG17"}
    assert len(by_class["circle"]) == 20


def test_outline_is_that_of_its_gemeenten(catalogue: Catalogue, extents: Layer) -> None:
    gemeenten = catalogue.geometry("gemeenten_land").set_index("gemeente_code").geometry
    for place_id in ("GG12", "GG17"):
        shape = features_of(extents).geometry[f"extent-{place_id}"]
        parts = gemeenten.loc[list(catalogue.places[place_id].gemeente_codes)]
        assert shape.area == pytest.approx(parts.area.sum(), rel=1e-6)


def test_circle_has_the_stated_radius(catalogue: Catalogue, extents: Layer) -> None:
    circles = extents.features[extents.features["class_id"] == "circle"]
    for feature in circles.itertuples():
        place = catalogue.places[feature.feature_id.removeprefix("extent-")]
        centre = catalogue.place_points[place.place_id]
        reach = centre.hausdorff_distance(feature.geometry.boundary)
        assert reach == pytest.approx(place.uncertainty_m, rel=0.01)


def test_outline_disappears_when_the_gemeenten_are_no_longer_stated(
    catalogue: Catalogue, changed: Any
) -> None:
    vague = catalogue.places["GG12"].model_copy(update={"gemeente_basis": "general"})
    extents = layer_of(changed(places={**catalogue.places, "GG12": vague}), "extents")
    assert features_of(extents).class_id["extent-GG12"] == "circle"


def test_tooltip_gives_the_homes_or_says_that_they_are_unknown(
    catalogue: Catalogue, places: Layer
) -> None:
    notes = features_of(places)["note"]
    assert "2.500 woningen" in notes["DB01"]
    for place_id in catalogue.places:
        known = catalogue.ledger.reading(place_id, "homes") is not None
        assert ("onbekend" in notes[place_id]) != known
