"""What a published map page must show for a view, as one small message.

The page holds every feature once; filters, themes and selection only send what differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from typing import Any

import geopandas as gpd

from geo.catalogue import Catalogue
from geo.crs import WGS84
from geo.model import Place
from layers import all_layers, style
from layers.base import Layer
from layers.view import View

AROUND_M = 9_000
PLACE_SOURCES = "Plekken en cijfers: Kamerstuk 32 847, nr. 1395 en andere, zie Bronnen"
# Optional, and asked for by the reader's browser only when chosen. Source: PDOK.
BACKGROUND_TILES = {
    name: {"url": f"https://service.pdok.nl/{path}", "attribution": attribution}
    for name, path, attribution in (
        ("grijs", "kadaster/brt-achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png",
         "Kaartgegevens © Kadaster (CC BY 4.0)"),
        ("standaard", "kadaster/brt-achtergrondkaart/wmts/v2_0/standaard/EPSG:3857/{z}/{x}/{y}.png",
         "Kaartgegevens © Kadaster (CC BY 4.0)"),
        ("luchtfoto", "hwh/luchtfotorgb/wmts/v1_0/Actueel_ortho25/EPSG:3857/{z}/{x}/{y}.jpeg",
         "Luchtfoto © Beeldmateriaal.nl (CC BY 4.0)"),
    )
}  # fmt: skip


def to_message(catalogue: Catalogue, view: View, today: date | None = None) -> dict[str, Any]:
    """Write what a published page must show for a view: only what differs from what it holds.

    The page holds every feature once; a message names what is visible, in which class, and the
    legend of exactly that.
    """
    shown = _message(catalogue, view.with_place(None), today or date.today())
    return shown | {"selected": view.place_id}


def around(catalogue: Catalogue, place: Place) -> list[list[float]]:
    """Return bounds (south-west, north-east) in degrees that show a place with its surroundings."""
    reach = max(AROUND_M, 1.5 * place.uncertainty_m)
    return _degrees(catalogue.place_points.loc[[place.place_id]].buffer(reach))


@lru_cache(maxsize=64)
def _message(catalogue: Catalogue, view: View, today: date) -> dict[str, Any]:
    layers = all_layers(catalogue, view, today)
    held = {layer.layer_id: layer for layer in all_layers(catalogue)}
    return {
        "type": "view",
        "layers": [_difference(held[layer.layer_id], layer) for layer in layers],
        "labels": "labels" in view.shown,
        "legend": legend_rows(layers),
        "focus": _focus(catalogue, view),
        "background": BACKGROUND_TILES.get(view.background),
        "sourceLine": source_line(catalogue, layers, view),
    }


def legend_rows(layers: Sequence[Layer]) -> list[dict[str, Any]]:
    """Return the legend, the top layer first: headings, classes with their look, notes."""
    rows: list[dict[str, Any]] = []
    for layer in reversed(layers):
        classes = [c for c in layer.drawn_classes if c.in_legend]
        if classes and layer.legend_title:
            rows.append({"heading": layer.legend_title})
        rows += [{"look": asdict(c), "label": c.label} for c in classes]
        if classes and layer.legend_note:
            rows.append({"note": layer.legend_note})
        if layer.drawn_sizes:
            rows.append({"heading": "Woningen in doorbraaklocatie"})
            rows.append(
                {"sizes": [{"look": asdict(c), "label": c.label} for c in layer.drawn_sizes]}
            )
    return rows


def source_line(
    catalogue: Catalogue, layers: Sequence[Layer], view: View, places: str = PLACE_SOURCES
) -> str:
    """Write the line that stands under every map: sources with licence, peildatum, version.

    ``places`` says where places and figures come from.
    """
    ids = dict.fromkeys(source for layer in layers for source in layer.sources)
    named = [
        catalogue.manifest.layers[i].attribution for i in ids if i in catalogue.manifest.layers
    ]
    tiles = BACKGROUND_TILES.get(view.background)
    named += [str(tiles["attribution"])] if tiles else []
    return " · ".join([places, *dict.fromkeys(named), version_text(catalogue)])


def version_text(catalogue: Catalogue) -> str:
    """Write which data this is: its peildatum and its version."""
    peildatum = style.date_text(catalogue.edition.reference_date)
    return f"peildatum {peildatum} · versie {catalogue.fingerprint}"


def _difference(held: Layer, wanted: Layer) -> dict[str, Any]:
    """Say how a layer differs from the one that the page holds; ``same`` when it does not."""
    before, after = (_drawn(layer) for layer in (held, wanted))
    if before == after:
        return {"id": wanted.layer_id, "same": True}
    notes = dict(zip(wanted.features["feature_id"], wanted.features["note"], strict=True))
    known = dict(zip(held.features["feature_id"], held.features["note"], strict=True))
    return {
        "id": wanted.layer_id,
        "classes": {c.class_id: asdict(c) for c in wanted.drawn_classes},
        "sizes": {size.class_id: size.size_px for size in wanted.drawn_sizes},
        "of": after,
        "notes": {key: note for key, note in notes.items() if known.get(key) != note},
    }


def _drawn(layer: Layer) -> dict[str, list[str]]:
    """Return the feature ids of each class."""
    groups: dict[str, list[str]] = {}
    for class_id, key in zip(layer.features["class_id"], layer.features["feature_id"], strict=True):
        groups.setdefault(class_id, []).append(key)
    return groups


def _focus(catalogue: Catalogue, view: View) -> list[list[float]] | None:
    """Return the bounds (south-west, north-east) of the chosen provincie in degrees."""
    if not view.selection.provincie_code:
        return None
    frame = catalogue.geometry("provincies")
    chosen = frame[frame["provincie_code"] == view.selection.provincie_code]
    return _degrees(chosen.geometry)


def _degrees(shapes: gpd.GeoSeries) -> list[list[float]]:
    west, south, east, north = shapes.to_crs(WGS84).total_bounds.round(4).tolist()
    return [[south, west], [north, east]]
