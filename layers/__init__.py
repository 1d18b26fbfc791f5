"""Everything that shows: catalogue in, one ordered tuple of map layers out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from geo.catalogue import Catalogue
from geo.selection import select_places
from layers.areas import build_backdrop, build_gemeenten, build_natura2000, build_provincies
from layers.base import Layer
from layers.netcongestie import build_capaciteitskaart
from layers.sites import build_extents, build_places
from layers.stands import build_stands
from layers.themes import CAPACITEITSKAART, build_theme
from layers.view import NONE, SWITCHES, View


def all_layers(
    catalogue: Catalogue, view: View | None = None, today: date | None = None
) -> tuple[Layer, ...]:
    """Return the layers of a view from bottom to top; without a view everything, uncoloured.

    A theme that colours by a layer (Natura 2000) takes the place of that layer; the layer of the
    capaciteitskaart shows only under its own theme. A layer with a constraint that cannot be read
    is left out, as is its theme: screening says why. The layers do not depend on the place that is
    chosen, and must not be changed: every session shares them. On ``today`` depends whether what
    colours the places by a bottleneck is outdated.
    """
    return _layers(
        catalogue, None if view is None else view.with_place(None), today or date.today()
    )


@lru_cache(maxsize=64)
def _layers(catalogue: Catalogue, view: View | None, today: date) -> tuple[Layer, ...]:
    shown = view or View()
    if shown.theme in catalogue.manifest.layers and not catalogue.is_readable(shown.theme):
        shown = replace(shown, theme=NONE)
    places, asked = select_places(catalogue, shown.selection), shown.bottleneck
    layers = (
        build_backdrop(catalogue),
        build_gemeenten(catalogue, build_theme(catalogue, shown.theme)),
        *build_capaciteitskaart(catalogue),
        *([build_natura2000(catalogue)] if catalogue.is_readable("natura2000") else []),
        build_provincies(catalogue, shown.selection.provincie_code),
        build_extents(catalogue, places),
        build_stands(catalogue, places, asked, today) if asked else build_places(catalogue, places),
    )
    hidden = set() if view is None else _hidden(shown, {layer.layer_id for layer in layers})
    return tuple(layer for layer in layers if layer.layer_id not in hidden)


def _hidden(view: View, built: set[str]) -> set[str]:
    """Return the layers that a view does not show.

    Natura 2000 over the classes of the capaciteitskaart would give colours that no legend has.
    """
    hidden = {layer for layer in SWITCHES if layer not in view.shown} | {view.theme}
    if view.theme == "netcongestie" and CAPACITEITSKAART in built:
        return hidden | {"natura2000"}
    return hidden | {CAPACITEITSKAART}
