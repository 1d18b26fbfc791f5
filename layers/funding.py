"""Money in words: which amounts reach a place, through what, and under which condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.catalogue import Catalogue
from geo.ledger import Reading
from geo.model import Place
from geo.reach import Claim, claims_of
from layers.figures import clauses_text, reading_text, span_text

HOMES_OF_MONEY = {"homes_supported": "woningen", "homes_affordable": "betaalbare woningen"}
"""Homes that an amount is for; others (renovated, of a larger programme) are named as such."""

NEAR = ("place", "area", "gemeente", "region")
WIDER = {"area": "Voor het gebied {}", "gemeente": "Voor de gemeente {}", "region": "Voor {}",
         "list": "Voor de lijst ‘{}’", "country": "Voor heel {}",
         "scheme": "Uit ‘{}’"}  # fmt: skip


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
    """Return the money for a place, or for the area, gemeente or region that it lies in.

    Money comes first that a source ties to the place by name, also as a part of its region; then
    what is for the place itself; the newest source on top.
    """
    near = [(claim, _grant(catalogue, claim)) for claim in claims_of(catalogue, place)
            if claim.certainty != "none" and claim.via in NEAR]  # fmt: skip
    newest = sorted(near, key=lambda pair: _date(catalogue, pair[1]), reverse=True)
    ordered = sorted(newest, key=lambda pair: _rank(catalogue, pair[0]))
    return tuple(grant for _, grant in ordered)


def _rank(catalogue: Catalogue, claim: Claim) -> tuple[bool, int]:
    """Return where money stands; an amount for a region can still name the place."""
    named = claim.certainty == "certain" or _part_of(catalogue, claim) is not None
    return not named, 0 if named else NEAR.index(claim.via)


def _part_of(catalogue: Catalogue, claim: Claim) -> str | None:
    """Return the place that the source of an amount for a region names as a part of it."""
    link = claim.link if claim.via == "region" else None
    return link.target if link and link.target in catalogue.places else None


def wider_of(catalogue: Catalogue, place: Place) -> tuple[Grant, ...]:
    """Return the money for the whole country, a list or a scheme, of which the part is unknown."""
    return tuple(_grant(catalogue, claim) for claim in claims_of(catalogue, place)
                 if claim.certainty != "none" and claim.via not in NEAR)  # fmt: skip


def excluded_count(catalogue: Catalogue, place: Place) -> int:
    """Return how many schemes and grants do not reach a place, as far as sources say."""
    return sum(claim.certainty == "none" for claim in claims_of(catalogue, place))


def _date(catalogue: Catalogue, grant: Grant) -> str:
    source = catalogue.manifest.source(grant.source_ids[0]) if grant.source_ids else None
    return source.date if source and source.date != "onbekend" else ""


def _grant(catalogue: Catalogue, claim: Claim) -> Grant:
    """Return every amount of a grant or scheme with the homes that belong to it."""
    readings = catalogue.ledger.readings(claim.subject)
    money = [r for r in readings if r.quantity.unit == "euro"]
    homes = [r for r in readings if r.quantity.unit == "homes"][:1]
    said = [f.source_id for r in (*money, *homes) for f in r.figures]
    linked = claim.link.source_id if claim.link else ""
    sources = said or [linked or catalogue.subjects[claim.subject].source_id]
    return Grant(
        claim.name, _amounts(money, homes), _conditions(claim, [*money, *homes]),
        _certainty(catalogue, claim), tuple(dict.fromkeys(filter(None, sources))),
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


def _conditions(claim: Claim, readings: Sequence[Reading]) -> str:
    """Write the conditions of every number; after the first with the number they are about."""
    decided = {amount.figure.figure_id: amount.condition for amount in claim.amounts}
    found = []
    for index, reading in enumerate(readings):
        figure = reading.preferred
        said = clauses_text(decided.get(figure.figure_id, ""), figure.conditions)
        if said:
            found.append(said if index == 0 else f"{reading_text(reading)}: {said}")
    return ". ".join(found)


def _certainty(catalogue: Catalogue, claim: Claim) -> str:
    """Say through what money possibly reaches a place; empty when it certainly does."""
    if claim.certainty == "certain":
        return ""
    if claim.via == "place" and claim.link and claim.link.relation == "applies_to":
        return "Waarschijnlijk voor deze plek"
    if claim.via == "place":
        scheme = catalogue.subjects[claim.subject].kind == "scheme"
        return "Deel voor deze plek onbekend" if scheme else "Mogelijk"
    wider = WIDER[claim.via].format(catalogue.names[claim.through])
    if part := _part_of(catalogue, claim):
        wider += f" (waarin {catalogue.names[part]})"
    return f"{wider}, deel voor deze plek onbekend"
