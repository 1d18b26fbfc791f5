"""Everything that shows: catalogue in, one ordered tuple of map layers out."""

from __future__ import annotations

from geo.catalogue import Catalogue
from layers.areas import build_backdrop, build_gemeenten, build_natura2000, build_provincies
from layers.base import Layer
from layers.sites import build_extents, build_places


def all_layers(catalogue: Catalogue) -> tuple[Layer, ...]:
    """Return every layer of the map from bottom to top."""
    return (
        build_backdrop(catalogue),
        build_gemeenten(catalogue),
        build_natura2000(catalogue),
        build_provincies(catalogue),
        build_extents(catalogue),
        build_places(catalogue),
    )
