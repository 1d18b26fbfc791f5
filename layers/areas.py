"""The quiet ground of every map: neighbours, gemeenten, provincies and Natura 2000."""

from __future__ import annotations

import geopandas as gpd

from geo.catalogue import Catalogue
from layers import style
from layers.base import Layer, LegendClass
from layers.themes import Theme

NITROGEN = {"true": "stikstofgevoelig", "false": "niet stikstofgevoelig",
            "unknown": "stikstofgevoelig: onbekend"}  # fmt: skip


def build_backdrop(catalogue: Catalogue) -> Layer:
    """Land around the Netherlands, so that the country does not float."""
    land = LegendClass("abroad", "Land buiten Nederland", "area", fill=style.ABROAD,
                       in_legend=False)  # fmt: skip
    frame = _features(catalogue.geometry("buurlanden"), "name", land.class_id)
    return Layer("buurlanden", "Omgeving", frame, (land,), ("buurlanden",))


def build_gemeenten(catalogue: Catalogue, theme: Theme) -> Layer:
    """Gemeenten clipped to land, drawn as one coverage in the classes of a theme."""
    frame = catalogue.geometry("gemeenten_land")
    codes = frame["gemeente_code"]
    values = codes.map(lambda code: theme.value_of.get(code, ""))
    notes = frame["provincie"] + values.where(values == "", " · " + values)
    features = _features(frame, "gemeente", codes.map(theme.class_of), notes)
    title = "" if theme.theme_id == "geen" else theme.title
    return Layer("gemeenten", "Gemeenten", features.assign(feature_id=codes), theme.classes,
                 (*theme.sources, "gemeenten", "land"), hoverable=True, legend_title=title,
                 legend_note=theme.note)  # fmt: skip


def build_provincies(catalogue: Catalogue, chosen: str = "") -> Layer:
    """Borders of the provincies, above the gemeenten and without a fill; the chosen one heavier."""
    classes = (
        LegendClass("chosen", "Gekozen provincie", "line", stroke=style.INK, weight_px=2.4),
        LegendClass("provincie", "Provincie", "line", stroke=style.BORDER_PROVINCIE, weight_px=1.2),
    )
    frame = catalogue.geometry("provincies")
    class_ids = frame["provincie_code"].map(lambda c: "chosen" if c == chosen else "provincie")
    features = _features(frame, "provincie", class_ids)
    return Layer("provincies", "Provincies", features, classes, ("gemeenten", "land"),
                 switch=True)  # fmt: skip


def build_natura2000(catalogue: Catalogue) -> Layer:
    """Natura 2000 areas; what is known of their sensitivity to nitrogen stands in the tooltip."""
    area = LegendClass("natura2000", "Natura 2000", "area", fill=style.NATURE, fill_opacity=0.45)
    frame = catalogue.natura2000
    notes = "Natura 2000, " + frame["stikstofgevoelig"].map(NITROGEN)
    features = _features(frame, "naam", area.class_id, notes)
    return Layer("natura2000", "Natura 2000", features, (area,), ("natura2000",), hoverable=True,
                 switch=True)  # fmt: skip


def _features(
    frame: gpd.GeoDataFrame, name: str, class_id: object, note: object = ""
) -> gpd.GeoDataFrame:
    """Keep geometry and the four columns that a layer needs."""
    ids = [f"{name}-{number}" for number in range(len(frame))]
    return gpd.GeoDataFrame(
        {"feature_id": ids, "class_id": class_id, "label": frame[name], "note": note},
        geometry=frame.geometry,
        crs=frame.crs,
    )
