"""The layer spec: what is drawn, in which classes, and where it comes from.

Screen, paper and slides draw the same specs, so that a legend is what is drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import geopandas as gpd

Symbol = Literal["area", "line", "dot", "diamond", "square"]
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class LegendClass:
    """One class of a layer and how it is drawn.

    ``fill`` and ``stroke`` are ``#rrggbb`` or empty (not drawn); ``weight_px`` and ``size_px`` are
    CSS pixels; ``hatched`` fills with stripes instead of a plain colour. ``letter`` stands inside a
    symbol in the colour ``ink``, so that a class is never told by its colour alone.
    """

    class_id: str
    label: str
    symbol: Symbol
    fill: str = ""
    fill_opacity: float = 1.0
    stroke: str = ""
    weight_px: float = 0.0
    dashed: bool = False
    hatched: bool = False
    size_px: float = 0.0
    letter: str = ""
    ink: str = ""
    in_legend: bool = True

    def __post_init__(self) -> None:
        """Refuse a colour that is not one: a colour ends up in a page as it is."""
        for colour in filter(None, (self.fill, self.stroke, self.ink)):
            if not _COLOUR.fullmatch(colour):
                raise ValueError(f"{self.class_id}: {colour!r} is no #rrggbb")


@dataclass(frozen=True)
class Layer:
    """Features of one subject, ready to be drawn.

    ``features`` is in RD New (EPSG:28992) with at least ``feature_id``, ``class_id``, ``label`` and
    ``note`` (plain text, shown as it is); ``sources`` are source ids of the catalogue. A column
    ``size_id`` names the class in ``sizes`` whose ``size_px`` a symbol has instead of its own; a
    column ``letter`` is written in each area that has room for it.
    ``switch``: the reader may turn the layer off.
    """

    layer_id: str
    title: str
    features: gpd.GeoDataFrame
    classes: tuple[LegendClass, ...]
    sources: tuple[str, ...]
    clickable: bool = False
    hoverable: bool = False
    switch: bool = False
    legend_title: str = ""
    legend_note: str = ""
    sizes: tuple[LegendClass, ...] = ()

    @property
    def drawn_classes(self) -> tuple[LegendClass, ...]:
        """The classes that at least one feature has: what the legend shows."""
        present = set(self.features["class_id"])
        return tuple(c for c in self.classes if c.class_id in present)

    @property
    def drawn_sizes(self) -> tuple[LegendClass, ...]:
        """The symbol sizes that at least one feature has."""
        present = set(self.features["size_id"]) if self.sizes else set()
        return tuple(size for size in self.sizes if size.class_id in present)
