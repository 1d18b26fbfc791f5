"""Money in words: which amounts reach a place, through what, and under which condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.catalogue import Catalogue
from geo.ledger import Reading
from geo.model import Link, Place
from layers.figures import reading_text, span_text

HOMES_OF_MONEY = {"homes_supported": "woningen", "homes_affordable": "betaalbare woningen"}
"""Homes that an amount is for; others (renovated, of a larger programme) are named as such."""


@dataclass(frozen=True)
class Grant:
    """An amount that certainly (``sure`` is empty) or possibly reaches a place.

    ``source_ids`` are those of every number in it, that of the amount first.
    """

    name: str
    amount: str
    condition: str
    sure: str
    source_ids: tuple[str, ...]

    @property
    def text(self) -> str:
        """The grant in one phrase."""
        condition = f" ({self.condition})" if self.condition else ""
        sure = f"{self.sure}: " if self.sure else ""
        return f"{sure}{self.name}: {self.amount}{condition}"


def grants_of(catalogue: Catalogue, place: Place) -> tuple[Grant, ...]:
    """Return the money linked to a place, certain links first and the newest source on top."""
    links = [(link, _grant(catalogue, link)) for link in catalogue.links.funding_of(place.place_id)]
    newest = sorted(links, key=lambda pair: _date(catalogue, pair[1]), reverse=True)
    return tuple(grant for _, grant in sorted(newest, key=lambda pair: pair[0].relation))


def _date(catalogue: Catalogue, grant: Grant) -> str:
    source = catalogue.manifest.source(grant.source_ids[0]) if grant.source_ids else None
    return source.date if source and source.date != "onbekend" else ""


def _grant(catalogue: Catalogue, link: Link) -> Grant:
    """Return every amount of a grant or scheme with the homes that belong to it."""
    readings = catalogue.ledger.readings(link.origin)
    money = [r for r in readings if r.quantity.unit == "euro"]
    homes = [r for r in readings if r.quantity.unit == "homes"][:1]
    said = [f.source_id for r in (*money, *homes) for f in r.figures]
    subject = catalogue.subjects[link.origin]
    sources = said or [link.source_id or subject.source_id]
    return Grant(
        catalogue.names[link.origin], _amounts(money, homes), _conditions([*money, *homes]),
        _certainty(catalogue, link), tuple(dict.fromkeys(filter(None, sources))),
    )  # fmt: skip


def _amounts(money: Sequence[Reading], homes: Sequence[Reading]) -> str:
    """Write the first amount with the homes that it is for, then the others."""
    amounts = [
        _number(r) if r.quantity.label == "bedrag" else f"{r.quantity.label} {_number(r)}"
        for r in money
    ] or ["bedrag onbekend"]
    for one in homes:
        label, number = HOMES_OF_MONEY.get(one.quantity.quantity), _number(one)
        if label:
            amounts[0] += f" voor {number.replace('woningen', label)}"
        else:
            amounts.append(f"{one.quantity.label} {number.removesuffix(' woningen')}")
    return ", ".join(amounts)


def _number(reading: Reading) -> str:
    span = f" (alle bronnen samen: {span_text(reading)})" if reading.is_conflict else ""
    return reading_text(reading) + span


def _conditions(readings: Sequence[Reading]) -> str:
    """Write the condition of every number; after the first with the number that it is about."""
    found = [
        condition if index == 0 else f"{reading_text(reading)}: {condition}"
        for index, reading in enumerate(readings)
        if (condition := reading.preferred.conditions)
    ]
    return ". ".join(found)


def _certainty(catalogue: Catalogue, link: Link) -> str:
    if link.relation != "possibly_applies_to":
        return "" if link.confidence == "stated" else "Waarschijnlijk voor deze plek"
    scheme = catalogue.subjects[link.origin].kind == "scheme"
    return "Deel voor deze plek onbekend" if scheme else "Mogelijk"
