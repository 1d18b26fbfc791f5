"""The quiet ground of every map: neighbours, gemeenten, provincies and Natura 2000."""

from __future__ import annotations

import geopandas as gpd

from geo.catalogue import Catalogue
from layers import style
from layers.base import Layer, LegendClass

NITROGEN = {"true": "stikstofgevoelig", "false": "niet stikstofgevoelig",
            "unknown": "stikstofgevoelig: onbekend"}  # fmt: skip


def build_backdrop(catalogue: Catalogue) -> Layer:
    """Land around the Netherlands, so that the country does not float."""
    land = LegendClass("abroad", "Land buiten Nederland", "area", fill=style.ABROAD,
                       in_legend=False)  # fmt: skip
    frame = _features(catalogue.geometry("buurlanden"), "name", land.class_id)
    return Layer("buurlanden", "Omgeving", frame, (land,), ("buurlanden",))


def build_gemeenten(catalogue: Catalogue) -> Layer:
    """Gemeenten clipped to land, drawn as one coverage."""
    area = LegendClass("gemeente", "Gemeente", "area", fill=style.LAND,
                       stroke=style.BORDER_GEMEENTE, weight_px=0.5)  # fmt: skip
    frame = catalogue.geometry("gemeenten_land")
    features = _features(frame, "gemeente", area.class_id, frame["provincie"])
    return Layer("gemeenten", "Gemeenten", features.assign(feature_id=frame["gemeente_code"]),
                 (area,), ("gemeenten", "land"), hoverable=True)  # fmt: skip


def build_provincies(catalogue: Catalogue) -> Layer:
    """Borders of the provincies, above the gemeenten and without a fill."""
    line = LegendClass("provincie", "Provincie", "line", stroke=style.BORDER_PROVINCIE,
                       weight_px=1.2)  # fmt: skip
    frame = catalogue.geometry("provincies")
    features = _features(frame, "provincie", line.class_id)
    return Layer("provincies", "Provincies", features, (line,), ("gemeenten", "land"))


def build_natura2000(catalogue: Catalogue) -> Layer:
    """Natura 2000 areas; what is known of their sensitivity to nitrogen stands in the tooltip."""
    area = LegendClass("natura2000", "Natura 2000", "area", fill=style.NATURE, fill_opacity=0.45)
    frame = catalogue.natura2000
    notes = "Natura 2000, " + frame["stikstofgevoelig"].map(NITROGEN)
    features = _features(frame, "naam", area.class_id, notes)
    return Layer("natura2000", "Natura 2000", features, (area,), ("natura2000",), hoverable=True)


def _features(
    frame: gpd.GeoDataFrame, name: str, class_id: str, note: object = ""
) -> gpd.GeoDataFrame:
    """Keep geometry and the four columns that a layer needs."""
    ids = [f"{class_id}-{number}" for number in range(len(frame))]
    return gpd.GeoDataFrame(
        {"feature_id": ids, "class_id": class_id, "label": frame[name], "note": note},
        geometry=frame.geometry,
        crs=frame.crs,
    )
