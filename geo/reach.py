"""Which schemes and grants reach a place: surely, possibly or not, and through what.

Only money that a source ties to the place itself is certain. Money for anything wider (the area
it lies in, its gemeente, region, list, the country) is possible: the part of this one place is not
known, also when the source names the place as one of several in its region. Money that a source
ties to another place, or to other gemeenten, does not reach it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

from geo.catalogue import COUNTRY, SITE_LIST, Catalogue
from geo.funding import FUNDS, Amount, amounts_of, funds
from geo.model import Link, Place
from geo.scopes import TRUST, Scopes, scopes_of
from geo.words import list_text

Certainty = Literal["certain", "possible", "none"]
Via = Literal["place", "area", "gemeente", "region", "list", "country", "scheme", ""]
CERTAINTIES: tuple[Certainty, ...] = ("certain", "possible", "none")
REACHES = ("applies_to", "possibly_applies_to")
LISTS = {"doorbraaklocatie": SITE_LIST, "grootschalig_gebied": "S-GROOTSCHALIG"}
WIDER: dict[Via, str] = {
    "area": "voor het gebied ‘{}’, waar deze plek in ligt", "gemeente": "voor de gemeente {}",
    "region": "voor de regio {}", "list": "voor de lijst ‘{}’", "country": "voor heel {}",
}  # fmt: skip


@dataclass(frozen=True)
class Claim:
    """Whether a scheme or grant reaches a place, through what, and why.

    ``through`` is the id of the place, area, gemeente, region, list or wider scheme; ``link`` is
    what says so, None when nothing does. Without ``amounts`` the amount is not known.
    """

    subject: str
    name: str
    certainty: Certainty
    via: Via
    through: str
    reason: str
    link: Link | None
    amounts: tuple[Amount, ...]

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources of the link and of every amount."""
        linked = [self.link.source_id] if self.link and self.link.source_id else []
        return tuple(dict.fromkeys((*linked, *(a.figure.source_id for a in self.amounts))))

    @property
    def conditions(self) -> tuple[str, ...]:
        """On what the amounts depend; empty when no source names a condition."""
        return tuple(dict.fromkeys(a.condition for a in self.amounts if a.condition))


def claims_of(catalogue: Catalogue, place: Place) -> tuple[Claim, ...]:
    """Return for every scheme and grant whether it reaches a place, the surest first."""
    site = _Site(catalogue, place)
    known = dict.fromkeys((*funds(catalogue), *_linked(catalogue)))
    claims = (_claim(site, subject) for subject in known)
    return tuple(sorted(claims, key=lambda claim: CERTAINTIES.index(claim.certainty)))


def _linked(catalogue: Catalogue) -> Iterator[str]:
    """Yield the schemes and grants that a link ties to something, also without any number."""
    for link in catalogue.links.links:
        subject = catalogue.subjects.get(link.origin)
        if subject is not None and subject.kind in FUNDS and link.relation in REACHES:
            yield link.origin


class _Site:
    """A place with the names, links and wider scopes that its claims are worked out from."""

    def __init__(self, catalogue: Catalogue, place: Place) -> None:
        self.catalogue = catalogue
        self.scopes: Scopes = scopes_of(catalogue)
        self.place = place
        self.own = self.scopes.canonical(place.place_id)
        self.around = tuple(self._around())
        self._of: dict[str, list[Link]] = {}
        for link in catalogue.links.links:
            self._of.setdefault(link.origin, []).append(link)

    def name(self, scope: str) -> str:
        return self.catalogue.names.get(scope, scope)

    def links(self, subject: str, *relations: str) -> list[Link]:
        """Return the links of a fund, the surest first."""
        found = [link for link in self._of.get(subject, ()) if link.relation in relations]
        return sorted(found, key=lambda li: (li.relation, TRUST.index(li.confidence)))

    def is_here(self, link: Link) -> bool:
        return self.scopes.canonical(link.target) == self.own

    def _around(self) -> Iterator[tuple[Via, str]]:
        """Yield what the place lies in, the nearest first."""
        places, subjects = self.catalogue.places, self.catalogue.subjects.values()
        codes = set(self.place.gemeente_codes)
        for scope in self.scopes.above(self.own):
            if scope in places and scope != self.own:
                yield "area", scope
        yield from (("gemeente", code) for code in self.place.gemeente_codes)
        for subject in subjects:
            regional = subject.kind in ("region", "woondealregio") and subject.gemeenten_complete
            if regional and codes <= set(subject.gemeente_codes):
                yield "region", subject.subject_id
        twins = (self.place.place_id, *self.catalogue.links.same_place(self.place.place_id))
        yield from (("list", LISTS[places[one].kind]) for one in twins if places[one].kind in LISTS)
        yield "country", COUNTRY


def _claim(site: _Site, subject: str) -> Claim:
    """Take the first answer: for the place itself, surely elsewhere, for something wider."""
    for answer in (_direct, _elsewhere, _wider, _inherited):
        make = answer(site, subject)
        if make is not None:
            break
    else:
        make = partial(Claim, certainty="none", via="", through="", link=None,
                       reason="Geen bron legt een verband met deze plek.")  # fmt: skip
    return make(
        subject=subject, name=site.name(subject), amounts=amounts_of(site.catalogue, subject)
    )


Make = partial[Claim]


def _direct(site: _Site, subject: str) -> Make | None:
    """Answer by a link to the place itself; one that we reasoned ourselves is not certain."""
    link = next((li for li in site.links(subject, *REACHES) if site.is_here(li)), None)
    if link is None:
        return None
    region = _region_of(site, subject, link)
    if region is not None:
        return _region(site, region, link)
    note = f": {link.note}" if link.note else ""
    certain = link.relation == "applies_to" and link.confidence == "stated"
    likely = "waarschijnlijk " if link.relation == "applies_to" else "mogelijk "
    return partial(Claim, certainty="certain" if certain else "possible", via="place",
                   through=site.place.place_id, link=link,
                   reason=f"Geldt {'' if certain else likely}voor deze plek{note}.")  # fmt: skip


def _region_of(site: _Site, subject: str, own: Link) -> str | None:
    """Return the region around a place that an amount is for as a whole, as surely as it is."""
    above = site.scopes.above(site.own)
    for link in site.links(subject, own.relation):
        wide = site.catalogue.subjects.get(link.target)
        regional = wide is not None and wide.kind in ("region", "woondealregio")
        if regional and link.target in above and link.confidence == own.confidence:
            return link.target
    return None


def _region(site: _Site, region: str, link: Link) -> Make:
    """Answer that an amount is for a region, of which the source names the place as a part."""
    note = f": {link.note}" if link.note else ""
    whole = WIDER["region"].format(site.name(region))
    return partial(Claim, certainty="possible", via="region", through=region, link=link,
                   reason=f"Geldt {whole}, waarin deze plek ligt; het deel voor deze plek is niet "
                          f"bekend{note}.")  # fmt: skip


def _elsewhere(site: _Site, subject: str) -> Make | None:
    """Answer that the money is for another place, or for other gemeenten."""
    apart = next((li for li in site.links(subject, "separate_from") if site.is_here(li)), None)
    if apart is not None:
        return _none(f"{apart.note}.", apart)
    territory = site.scopes.territory(subject)
    if territory is not None and not territory.codes & set(site.place.gemeente_codes):
        codes = list_text(sorted(map(site.name, territory.codes)))
        known = " (algemene kennis)" if territory.confidence == "general" else ""
        return _none(f"de bijdrage is voor {codes}{known}.", None)
    wide = [scope for via, scope in site.around if via in ("region", "list", "country")]
    if any(link.target in wide for link in site.links(subject, *REACHES)):
        return None
    return _other_spot(site, subject)


def _other_spot(site: _Site, subject: str) -> Make | None:
    """Answer that a fund names other places, or something that is no place here."""
    named = [li for li in site.links(subject, "applies_to") if li.target in site.catalogue.places]
    unlinked = next(iter(site.links(subject, "unlinked")), None)
    if named and not _holds(site, named):
        names = dict.fromkeys(site.name(link.target) for link in named)
        return _none(f"de bijdrage is voor {list_text(list(names))}.", named[0])
    return None if unlinked is None or named else _none(f"{unlinked.note}.", unlinked)


def _wider(site: _Site, subject: str) -> Make | None:
    """Answer by a link to something that the place lies in or is on."""
    links = site.links(subject, *REACHES)
    for via, scope in site.around:
        link = next((link for link in links if link.target == scope), None)
        if link is not None:
            note = f": {link.note}" if link.note else ""
            return partial(
                Claim, certainty="possible", via=via, through=scope, link=link,
                reason=f"Geldt {WIDER[via].format(site.name(scope))}; het deel voor deze plek is "
                f"niet bekend{note}.",
            )  # fmt: skip
    return _none("de bron noemt andere gebieden.", links[0]) if links else None


def _inherited(site: _Site, subject: str) -> Make | None:
    """Answer by the scheme that a scheme is part of; a grant has its own place."""
    if site.catalogue.subjects[subject].kind != "scheme":
        return None
    for whole in site.scopes.wholes(subject):
        outer = _claim(site, whole.target) if whole.target in site.catalogue.subjects else None
        if outer is not None and outer.certainty != "none":
            return partial(
                Claim, certainty="possible", via="scheme", through=whole.target, link=whole,
                reason=f"Deel van ‘{outer.name}’, dat deze plek mogelijk bereikt.",
            )  # fmt: skip
    return None


def _holds(site: _Site, named: list[Link]) -> bool:
    """Whether the place lies in one of the places that a fund names."""
    above = set(site.scopes.above(site.own))
    return any(site.scopes.canonical(link.target) in above for link in named)


def _none(why: str, link: Link | None) -> Make:
    return partial(Claim, certainty="none", via="", through="", link=link,
                   reason=f"Niet voor deze plek: {why}")  # fmt: skip
