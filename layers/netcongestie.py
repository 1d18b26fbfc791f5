"""The capaciteitskaart on the map: its areas in the colours of their classes, once it is read in.

Yellow, orange and red appear here and nowhere else, and only from the map itself: what the press
or a government says of the grid is a neutral hatch (:func:`layers.themes.net_theme`).
"""

from __future__ import annotations

from functools import lru_cache

import geopandas as gpd
import shapely

from geo.catalogue import Catalogue
from layers import style
from layers.base import Layer, LegendClass
from layers.themes import CAPACITEITSKAART

DRAW_TOLERANCE_M = 50.0  # as the gemeenten: a pixel at zoom 10 is 94 m
EDGE_PX = 0.8
NONE = "net-none"


@lru_cache(maxsize=4)
def build_capaciteitskaart(catalogue: Catalogue) -> tuple[Layer, ...]:
    """Return the layer of the areas by their class for afname, or nothing before an import."""
    if not catalogue.is_readable(CAPACITEITSKAART):
        return ()
    block = catalogue.manifest.layers[CAPACITEITSKAART]
    words = dict(block.constraint.classes) if block.constraint else {}
    classes = net_classes(words)
    frame = catalogue.geometry(CAPACITEITSKAART)
    labels = {one.class_id: one.label for one in classes}
    class_ids = [class_of(code) for code in frame["afname"]]
    notes = [
        f"{labels[class_id]}. {note}".strip()
        for class_id, note in zip(class_ids, frame["note"], strict=True)
    ]
    letters = [style.NET_CLASSES.get(code, ("",))[0] for code in frame["afname"]]
    features = gpd.GeoDataFrame(
        {"feature_id": [f"{CAPACITEITSKAART}-{n}" for n in range(len(frame))],
         "class_id": class_ids, "label": frame["name"], "note": notes, "letter": letters},
        geometry=draw_outlines(frame.geometry.to_numpy()), crs=frame.crs,
    )  # fmt: skip
    title = f"Netcongestie, grootverbruik: capaciteitskaart van {style.date_text(block.date)}"
    note = (
        "Gaat over afname door grootverbruikers, niet over woningen. Verschijnt "
        f"{style.RHYTHMS[block.rhythm]}. Natura 2000 is hier niet getekend. Verkenning, geen toets."
    )
    return (
        Layer(CAPACITEITSKAART, block.title, features, classes, (CAPACITEITSKAART,),
              hoverable=True, legend_title=title, legend_note=note),
    )  # fmt: skip


def net_classes(words: dict[str, str]) -> tuple[LegendClass, ...]:
    """Return the classes of the map, the heaviest first, each with its letter before its words."""
    coloured = (
        LegendClass(class_of(code), f"{letter} · {words.get(code, code)}", "area", fill=colour,
                    stroke=style.INK, weight_px=EDGE_PX)
        for code, (letter, colour) in reversed(style.NET_CLASSES.items())
    )  # fmt: skip
    none = LegendClass(NONE, words.get("", "geen klasse").capitalize(), "area", fill=style.HATCH,
                       stroke=style.INK, weight_px=EDGE_PX, hatched=True)  # fmt: skip
    return (*coloured, none)


def class_of(code: str) -> str:
    """Return the legend class of a class of the map; what is none of them has none."""
    return f"net-{code}" if code in style.NET_CLASSES else NONE


def draw_outlines(shapes: gpd.array.GeometryArray) -> gpd.array.GeometryArray:
    """Simplify outlines (EPSG:28992) for the map; borders that are shared stay shared."""
    return shapely.coverage_simplify(shapes, DRAW_TOLERANCE_M)
