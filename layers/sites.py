"""The places themselves: points by kind, and the extent of wide regions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

import geopandas as gpd
import shapely

from geo.catalogue import Catalogue
from geo.model import Place
from layers import style
from layers.base import Layer, LegendClass

PLACE_CLASSES = (
    LegendClass("grootschalig_gebied", "Grootschalig woningbouwgebied", "diamond",
                fill=style.GROOTSCHALIG, stroke=style.SURFACE, weight_px=1.5, size_px=15),
    LegendClass("nplv_gebied", "NPLV-gebied", "square",
                fill=style.NPLV, stroke=style.SURFACE, weight_px=1.5, size_px=13, hatched=True),
    LegendClass("doorbraaklocatie", "Doorbraaklocatie", "dot",
                fill=style.DOORBRAAK, stroke=style.SURFACE, weight_px=1.5, size_px=14),
    LegendClass("doorbraaklocatie_unnamed", "Doorbraaklocatie, plek niet genoemd",
                "dot", fill=style.SURFACE, stroke=style.DOORBRAAK, weight_px=2.5, size_px=14),
)  # fmt: skip
EXTENT_CLASSES = (
    LegendClass("outline", "Gemeenten van grootschalig gebied", "line",
                stroke=style.GROOTSCHALIG, weight_px=1.6, dashed=True),
    LegendClass("circle", "Grootschalig gebied, grens onbekend", "line",
                stroke=style.GROOTSCHALIG, weight_px=0.9, dashed=True),
)  # fmt: skip


SIZE_STEPS = (2_500, 5_000, 10_000)
SIZES_PX = (12, 14, 18, 23)
UNKNOWN_SIZE_PX = 9


def build_places(catalogue: Catalogue, places: Sequence[Place]) -> Layer:
    """One point a place; a doorbraaklocatie is as large as its known number of homes says.

    The other kinds have no known number often enough to say anything by their size.

    A doorbraaklocatie of which only the gemeente is known is drawn hollow. Large symbols come
    first, so that a small one on the same spot stays visible.
    """
    frame = place_features(
        catalogue, places, [p.symbol for p in places], [_note(catalogue, p) for p in places]
    )
    order = [c.class_id for c in PLACE_CLASSES]
    frame = frame.sort_values("class_id", key=lambda ids: ids.map(order.index), kind="stable")
    used = {p.designation_source_id for p in places}
    return Layer("places", "Plekken", frame, PLACE_CLASSES, tuple(sorted(used)), clickable=True,
                 hoverable=True, sizes=_sizes())  # fmt: skip


def place_features(
    catalogue: Catalogue, places: Sequence[Place], class_ids: Sequence[str], notes: Sequence[str]
) -> gpd.GeoDataFrame:
    """Return the places as features in RD New, each in a class and with what its tooltip says."""
    ids = [p.place_id for p in places]
    return gpd.GeoDataFrame(
        {
            "feature_id": ids,
            "class_id": class_ids,
            "label": [p.name for p in places],
            "note": notes,
            "size_id": [_size_of(catalogue, p) for p in places],
            "uncertainty_m": [p.uncertainty_m for p in places],
        },
        geometry=list(catalogue.place_points.loc[ids]),
        crs=catalogue.place_points.crs,
    )


def build_extents(catalogue: Catalogue, places: Sequence[Place]) -> Layer:
    """Dashed outlines of regions whose gemeenten a source states; a circle for the other ones."""
    regions = [p for p in places if p.kind == "grootschalig_gebied"]
    drawn = catalogue.geometry("gemeenten_land").set_index("gemeente_code").geometry
    shapes = [
        shapely.union_all(drawn.loc[list(p.gemeente_codes)].to_numpy())
        if p.has_outline
        else catalogue.place_points[p.place_id].buffer(p.uncertainty_m)
        for p in regions
    ]
    frame = gpd.GeoDataFrame(
        {
            "feature_id": [f"extent-{p.place_id}" for p in regions],
            "class_id": ["outline" if p.has_outline else "circle" for p in regions],
            "label": [p.name for p in regions],
            "note": "",
        },
        geometry=shapes,
        crs=drawn.crs,
    )
    return Layer("extents", "Omvang van gebieden", frame, EXTENT_CLASSES, ("gemeenten", "land"),
                 switch=True)  # fmt: skip


def _sizes() -> tuple[LegendClass, ...]:
    """Return the symbol sizes by known number of homes, unknown first, then smallest first."""
    texts = [style.number_text(Decimal(step)) for step in SIZE_STEPS]
    labels = [f"minder dan {texts[0]}"]
    labels += [f"{a} tot {b}" for a, b in pairwise(texts)]
    labels.append(f"{texts[-1]} of meer")
    sizes = [
        LegendClass(f"size-{number}", label, "dot", fill=style.MUTED, size_px=px)
        for number, (label, px) in enumerate(zip(labels, SIZES_PX, strict=True))
    ]
    unknown = LegendClass("size-unknown", "onbekend", "dot", fill=style.MUTED,
                          size_px=UNKNOWN_SIZE_PX)  # fmt: skip
    return (unknown, *sizes)


def _size_of(catalogue: Catalogue, place: Place) -> str:
    if place.kind != "doorbraaklocatie":
        return ""
    reading = catalogue.ledger.reading(place.place_id, "homes")
    if reading is None:
        return "size-unknown"
    return f"size-{sum(reading.preferred.least >= step for step in SIZE_STEPS)}"


def _note(catalogue: Catalogue, place: Place) -> str:
    homes = catalogue.ledger.reading(place.place_id, "homes")
    known = style.figure_text(homes.preferred) if homes else "aantal woningen onbekend"
    return f"{style.KINDS[place.kind]} · {known}"
