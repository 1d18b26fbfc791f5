"""What the comparisons draw: the layers of the product, as plain GeoJSON at the same resolution."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import shapely

from geo.catalogue import Catalogue
from geo.crs import WGS84
from layers import all_layers
from layers.base import Layer, LegendClass
from layers.themes import THEME_TITLES
from layers.view import View

DECIMALS = 5  # as the product's own page
# Streamlit keeps a large message for two runs and sends its hash when it comes again; a round of
# four is a reader who sees something new each time.
THEMES = {name: THEME_TITLES[name] for name in ("geen", "woningen", "natura2000", "netcongestie")}
POINTS = "places"


def to_geojson(layer: Layer) -> dict[str, Any]:
    """Return a layer as GeoJSON in which every feature carries its own Leaflet style."""
    degrees = layer.features.to_crs(WGS84)
    shapes = shapely.transform(degrees.geometry.to_numpy(), lambda xy: np.round(xy, DECIMALS))
    looks = {one.class_id: one for one in layer.classes}
    rows = zip(degrees["feature_id"], degrees["label"], degrees["class_id"], shapes, strict=True)
    features = [
        {"type": "Feature", "id": key, "properties": {"label": label, "style": _style(looks[kind])},
         "geometry": json.loads(shapely.to_geojson(shape))}
        for key, label, kind, shape in rows
    ]  # fmt: skip
    return {"type": "FeatureCollection", "features": features}


def polygon_layers(catalogue: Catalogue, theme: str) -> dict[str, dict[str, Any]]:
    """Return every layer of a theme but the points, by id, from bottom to top."""
    layers = all_layers(catalogue, View(theme=theme))
    return {one.layer_id: to_geojson(one) for one in layers if one.layer_id != POINTS}


def marks(catalogue: Catalogue) -> dict[str, dict[str, int]]:
    """Return for each theme the fills that only gemeenten have, and how many paths have each.

    Fills of the other themes are in it with zero, so that a map that is half recoloured does not
    pass. A hatch is left out: it is not the same fill in both maps.
    """
    counts = {theme: _fills(catalogue, theme) for theme in THEMES}
    own = {fill for by_layer in counts.values() for fill in by_layer["gemeenten"]}
    shared = {
        fill
        for by_layer in counts.values()
        for layer, fills in by_layer.items()
        if layer != "gemeenten"
        for fill in fills
    }
    return {
        theme: {fill: counts[theme]["gemeenten"].get(fill, 0) for fill in sorted(own - shared)}
        for theme in THEMES
    }


def _fills(catalogue: Catalogue, theme: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for layer_id, collection in polygon_layers(catalogue, theme).items():
        fills = found.setdefault(layer_id, {})
        for feature in collection["features"]:
            style = feature["properties"]["style"]
            if not style["hatched"]:
                fills[style["fillColor"]] = fills.get(style["fillColor"], 0) + 1
    return found


def _style(look: LegendClass) -> dict[str, Any]:
    """Return a class as Leaflet's path options; a hatch becomes a plain colour here."""
    return {
        "fill": bool(look.fill),
        "fillColor": look.fill,
        "fillOpacity": look.fill_opacity,
        "stroke": look.weight_px > 0,
        "color": look.stroke,
        "weight": look.weight_px,
        "hatched": look.hatched,
    }
