"""Which places a reader looks at, and what of them may be added up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from geo.catalogue import Catalogue
from geo.model import Figure, Place, Selection

HOMES = "homes"
ALIASES = {"GM0518": "Den Haag", "GM0796": "Den Bosch", "GM0080": "Ljouwert"}
"""What people also call a gemeente, for the search."""


@dataclass(frozen=True)
class HomesTotal:
    """The homes of a selection that may be added: ``known`` of ``places`` doorbraaklocaties.

    ``figures`` are the terms of the sum.
    ``low`` and ``high`` differ where a preferred figure is itself a range.
    """

    places: int
    known: int
    low: Decimal
    high: Decimal
    figures: tuple[Figure, ...] = field(default=(), compare=False)


def select_places(catalogue: Catalogue, selection: Selection) -> tuple[Place, ...]:
    """Return the places that pass every filter, in the order of the file.

    The search finds a part of the name, the probable name or a gemeente, case ignored.
    """
    return tuple(p for p in catalogue.places.values() if _passes(catalogue, p, selection))


def add_homes(catalogue: Catalogue, places: Iterable[Place]) -> HomesTotal:
    """Add the homes of doorbraaklocaties that a source names, each place once.

    NPLV areas and large-scale areas overlap them and are left out, and so is a plan that is only
    probably the place meant: with those the sum would pass the 150.000 of the Rijk, because their
    figures speak of whole programmes. One place with two designations is one doorbraaklocatie.
    """
    sites = [place for place in places if place.kind == "doorbraaklocatie"]
    readings = [catalogue.ledger.reading(place.place_id, HOMES) for place in sites]
    figures = [
        reading.preferred
        for place, reading in zip(sites, readings, strict=True)
        if reading is not None and place.is_named and reading.preferred.confidence == "stated"
    ]
    low = sum((figure.least for figure in figures), Decimal(0))
    high = sum((figure.most for figure in figures), Decimal(0))
    return HomesTotal(len(sites), len(figures), low, high, tuple(figures))


def _passes(catalogue: Catalogue, place: Place, selection: Selection) -> bool:
    provincie = catalogue.provincie_names.get(selection.provincie_code, "")
    inside = not provincie or provincie in place.provincie
    return inside and place.kind in selection.kinds and _matches(catalogue, place, selection.search)


def _matches(catalogue: Catalogue, place: Place, search: str) -> bool:
    names = [place.name, place.probable_name]
    names += [catalogue.names[code] for code in place.gemeente_codes]
    names += [ALIASES.get(code, "") for code in place.gemeente_codes]
    return any(search.strip().casefold() in name.casefold() for name in names)
