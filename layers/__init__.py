"""Everything that shows: catalogue in, one ordered tuple of map layers out."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from geo.catalogue import Catalogue
from geo.selection import select_places
from layers.areas import build_backdrop, build_gemeenten, build_natura2000, build_provincies
from layers.base import Layer
from layers.sites import build_extents, build_places
from layers.stands import build_stands
from layers.themes import build_theme
from layers.view import NONE, SWITCHES, View


def all_layers(
    catalogue: Catalogue, view: View | None = None, today: date | None = None
) -> tuple[Layer, ...]:
    """Return the layers of a view from bottom to top; without a view everything, uncoloured.

    A theme that colours by a layer (Natura 2000) takes the place of that layer, and a layer with a
    constraint that cannot be read is left out, as is its theme: screening says why. The layers do
    not depend on the place that is chosen, and must not be changed: every session shares them. On
    ``today`` depends whether what colours the places by a bottleneck is outdated.
    """
    return _layers(catalogue, (view or View()).with_place(None), today or date.today())


@lru_cache(maxsize=64)
def _layers(catalogue: Catalogue, view: View, today: date) -> tuple[Layer, ...]:
    places = select_places(catalogue, view.selection)
    asked, theme = view.bottleneck, view.theme
    if theme in catalogue.manifest.layers and not catalogue.is_readable(theme):
        theme = NONE
    layers = (
        build_backdrop(catalogue),
        build_gemeenten(catalogue, build_theme(catalogue, theme)),
        *([build_natura2000(catalogue)] if catalogue.is_readable("natura2000") else []),
        build_provincies(catalogue, view.selection.provincie_code),
        build_extents(catalogue, places),
        build_stands(catalogue, places, asked, today) if asked else build_places(catalogue, places),
    )
    hidden = {layer for layer in SWITCHES if layer not in view.shown} | {theme}
    return tuple(layer for layer in layers if layer.layer_id not in hidden)
