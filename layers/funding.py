"""Money in words: which amounts reach a place, through what, and under which condition."""

from __future__ import annotations

from dataclasses import dataclass

from geo.catalogue import Catalogue
from geo.model import Link, Place
from layers.figures import reading_text


@dataclass(frozen=True)
class Grant:
    """An amount that certainly (``sure`` is empty) or possibly reaches a place."""

    name: str
    amount: str
    condition: str
    sure: str
    source_id: str

    @property
    def text(self) -> str:
        """The grant in one phrase."""
        condition = f" ({self.condition})" if self.condition else ""
        sure = f"{self.sure}: " if self.sure else ""
        return f"{sure}{self.name}: {self.amount}{condition}"


def grants_of(catalogue: Catalogue, place: Place) -> tuple[Grant, ...]:
    """Return the money linked to a place, certain links first and the newest source on top."""
    links = [(link, _grant(catalogue, link)) for link in catalogue.links.funding_of(place.place_id)]
    newest = sorted(links, key=lambda pair: _date(catalogue, pair[1].source_id), reverse=True)
    return tuple(grant for _, grant in sorted(newest, key=lambda pair: pair[0].relation))


def _date(catalogue: Catalogue, source_id: str) -> str:
    source = catalogue.manifest.source(source_id)
    return source.date if source and source.date != "onbekend" else ""


def _grant(catalogue: Catalogue, link: Link) -> Grant:
    """Return every amount of a grant or scheme with the homes that belong to it."""
    readings = catalogue.ledger.readings(link.origin)
    money = [r for r in readings if r.quantity.unit == "euro"]
    homes = [r for r in readings if r.quantity.unit == "homes"]
    name, sure = catalogue.names[link.origin], _certainty(catalogue, link)
    if not money:
        return Grant(name, "bedrag onbekend", "", sure, link.source_id)
    amounts = ", ".join(
        reading_text(r) if r.quantity.label == "bedrag" else f"{r.quantity.label} {reading_text(r)}"
        for r in money
    )
    if homes:
        kind = " (betaalbaar)" if homes[0].quantity.quantity == "homes_affordable" else ""
        amounts += f" voor {reading_text(homes[0])}{kind}"
    first = money[0].preferred
    return Grant(name, amounts, first.conditions, sure, first.source_id)


def _certainty(catalogue: Catalogue, link: Link) -> str:
    if link.relation != "possibly_applies_to":
        return ""
    scheme = catalogue.subjects[link.origin].kind == "scheme"
    return "Deel voor deze plek onbekend" if scheme else "Mogelijk"
