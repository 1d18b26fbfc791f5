"""What lies in what: schemes, grants, regions and places as scopes, and how two of them relate.

Containment is transitive: a part of a part is a part. That two scopes are separate is never
assumed. It is known when a source says so, when one source lists both as parts of one whole, when
one arithmetic adds both up to a whole, or when they lie in different gemeenten. It then holds for
all their parts; every other doubt about a scope holds for its parts and its wholes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from geo.catalogue import COUNTRY, SITE_LIST, Catalogue
from geo.model import Confidence, Figure, Link

DOUBTS = ("overlaps", "possibly_same", "unknown")
TRUST: tuple[Confidence, ...] = ("stated", "inferred", "general", "low")
Chain = tuple[Link, ...]


@dataclass(frozen=True)
class Territory:
    """The gemeenten of a scope; ``whole``: the scope is exactly these, not somewhere in them."""

    codes: frozenset[str]
    whole: bool
    confidence: Confidence


@dataclass(frozen=True)
class Ground:
    """Why two scopes are separate, and how sure that is."""

    text: str
    confidence: Confidence
    source_id: str = ""


class Scopes:
    """Looks up what a scope lies in, what lies in it, and whether two are separate.

    A place with two designations is one scope: the lower of its ids.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._twins = dict(_twins(catalogue))
        self._up: dict[str, list[Link]] = {}
        self._down: dict[str, list[str]] = {}
        for edge in _containments(catalogue):
            inner, outer = self.canonical(edge.origin), self.canonical(edge.target)
            known = (self.canonical(one.target) for one in self._up.get(inner, ()))
            if inner != outer and outer not in known:
                self._up.setdefault(inner, []).append(edge)
                self._down.setdefault(outer, []).append(inner)
        links = catalogue.links.links
        self._doubts = [link for link in links if link.relation in DOUBTS]
        self._separate: dict[frozenset[str], Link] = {}
        for link in (link for link in links if link.relation == "separate_from"):
            ends = frozenset(map(self.canonical, (link.origin, link.target)))
            self._separate.setdefault(ends, link)
        self._sums: dict[str, list[str]] = {}
        for whole, part in _parts_of_sums(catalogue.figures):
            self._sums.setdefault(self.key(whole), []).append(self.key(part))
        self._above: dict[str, dict[str, Chain]] = {}
        self._below: dict[str, frozenset[str]] = {}

    def canonical(self, scope: str) -> str:
        """Return the id that stands for a scope with two designations."""
        return self._twins.get(scope, scope)

    def above(self, scope: str) -> Mapping[str, Chain]:
        """Return every scope that holds this one, itself included, with the surest way up.

        A way is as sure as its weakest link; of two that are as sure, the shorter one.
        """
        start = self.canonical(scope)
        if start not in self._above:
            found: dict[str, Chain] = {}
            ways: list[tuple[int, int, str, Chain]] = [(0, 0, start, ())]
            while ways:
                *_, inner, way = ways.pop(ways.index(min(ways, key=lambda one: one[:3])))
                if inner in found:
                    continue
                found[inner] = way
                for edge in self._up.get(inner, ()):
                    longer = (*way, edge)
                    trust = TRUST.index(weakest(longer))
                    ways.append((trust, len(longer), self.canonical(edge.target), longer))
            self._above[start] = found
        return self._above[start]

    def below(self, scope: str) -> frozenset[str]:
        """Return every scope that lies in this one, itself included."""
        start = self.canonical(scope)
        if start not in self._below:
            found, queue = {start}, deque([start])
            while queue:
                for inner in self._down.get(queue.popleft(), ()):
                    if inner not in found:
                        found.add(inner)
                        queue.append(inner)
            self._below[start] = frozenset(found)
        return self._below[start]

    def wholes(self, scope: str) -> tuple[Link, ...]:
        """Return the containments of a scope itself, in the order of the data."""
        return tuple(self._up.get(self.canonical(scope), ()))

    def doubt(self, first: str, second: str, *, certain: bool) -> Link | None:
        """Return the gravest link that makes adding doubtful.

        ``certain``: only between what lies in both, so that it must hold for the two themselves;
        else also through what they are part of.
        """
        one, other = set(self.below(first)), set(self.below(second))
        if not certain:
            one |= set(self.above(first))
            other |= set(self.above(second))
        found = (link for link in self._doubts if self._joins(link, one, other))
        return min(found, key=lambda link: DOUBTS.index(link.relation), default=None)

    def shared(self, first: str, second: str) -> str | None:
        """Return a scope that lies in both, or None."""
        both = self.below(first) & self.below(second)
        return min(both, key=lambda scope: (-len(self.below(scope)), scope), default=None)

    def separation(self, first: str, second: str, *, money: bool) -> Ground | None:
        """Return the surest reason why nothing can be in both, or None when none is known.

        A link *separate_from* is about ``money``: one home can be helped by two amounts.
        """
        ups = product(self.above(first).items(), self.above(second).items())
        grounds = [
            _weaken(ground, (*path, *other_path))
            for (one, path), (other, other_path) in ups
            if one not in self.above(other) and other not in self.above(one)
            for ground in self._grounds(one, other, money)
        ]
        return min(grounds, key=lambda ground: TRUST.index(ground.confidence), default=None)

    def key(self, figure: Figure) -> str:
        """Return what a figure stands for: its scope and quantity, so that all sources are one.

        A quantity that may hold several true values at once stands for each figure by itself.
        """
        quantity = self._catalogue.quantities[figure.quantity]
        scope = self.canonical(figure.subject)
        return f"{scope} {quantity.quantity}" if quantity.single else figure.figure_id

    def part_keys(self, figure: Figure) -> frozenset[str]:
        """Return the keys of all that a figure holds by parents and sums, its own included."""
        found, queue = {self.key(figure)}, deque([self.key(figure)])
        while queue:
            for inner in self._sums.get(queue.popleft(), ()):
                if inner not in found:
                    found.add(inner)
                    queue.append(inner)
        return frozenset(found)

    def territory(self, scope: str) -> Territory | None:
        """Return the gemeenten of a scope, or None when they are not all known."""
        return _territory(self._catalogue, scope)

    def is_inside(self, inner: str, outer: str) -> bool:
        """Whether all gemeenten of one scope are among those that another wholly consists of."""
        one, whole = self.territory(inner), self.territory(outer)
        if one is None or whole is None or not whole.whole:
            return False
        return self.canonical(inner) != self.canonical(outer) and one.codes <= whole.codes

    def _joins(self, link: Link, one: set[str], other: set[str]) -> bool:
        ends = self.canonical(link.origin), self.canonical(link.target)
        return (ends[0] in one and ends[1] in other) or (ends[1] in one and ends[0] in other)

    def _grounds(self, one: str, other: str, money: bool) -> Iterator[Ground]:
        link = self._separate.get(frozenset((one, other)))
        if money and link is not None:
            yield Ground(link.note, link.confidence, link.source_id)
        yield from self._siblings(one, other)
        ground = _apart(self.territory(one), self.territory(other))
        if ground is not None:
            yield ground

    def _siblings(self, one: str, other: str) -> Iterator[Ground]:
        """Compare the wholes of two scopes: one source, or one arithmetic, lists both as parts."""
        for edge, twin in product(self._up.get(one, ()), self._up.get(other, ())):
            if edge.relation != "part_of" or edge.target != twin.target:
                continue
            if edge.source_id and edge.source_id == twin.source_id:
                yield Ground("een bron noemt beide als deel van één geheel",
                             weakest((edge, twin)), edge.source_id)  # fmt: skip
            elif "=" in edge.note and edge.note == twin.note:
                yield Ground(edge.note, weakest((edge, twin)))


@lru_cache(maxsize=4)
def scopes_of(catalogue: Catalogue) -> Scopes:
    """Return the scopes of a catalogue; they are worked out once."""
    return Scopes(catalogue)


def weakest(links: Iterable[Link], start: Confidence = "stated") -> Confidence:
    """Return the confidence of a chain: that of its weakest link."""
    return max((start, *(link.confidence for link in links)), key=TRUST.index)


def _weaken(ground: Ground, path: Chain) -> Ground:
    return Ground(ground.text, weakest(path, ground.confidence), ground.source_id)


def _twins(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for place_id in catalogue.places:
        lowest = min((place_id, *catalogue.links.same_place(place_id)))
        if lowest != place_id:
            yield place_id, lowest


def _containments(catalogue: Catalogue) -> Iterator[Link]:
    """Yield what lies in what: links, parents of figures, and the list of doorbraaklocaties.

    A region that lies in two provincies lies in neither of them.
    """
    links = catalogue.links.links
    provincies = [li.origin for li in links if li.relation == "lies_in" and li.target[:2] == "PV"]
    for link in links:
        split = link.target[:2] == "PV" and provincies.count(link.origin) > 1
        if link.relation == "part_of" or (link.relation == "lies_in" and not split):
            yield link
    by_id = {figure.figure_id: figure for figure in catalogue.figures}
    for figure in catalogue.figures:
        whole = by_id.get(figure.parent)
        if whole is not None and whole.subject != figure.subject:
            yield _edge(figure.subject, whole.subject, figure.confidence, figure.source_id)
    for place in catalogue.places.values():
        if place.kind == "doorbraaklocatie":
            source = place.designation_source_id
            yield _edge(place.place_id, SITE_LIST, place.confidence, source)


def _parts_of_sums(figures: Iterable[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield each whole or derived sum with a figure that it holds."""
    by_id = {figure.figure_id: figure for figure in figures}
    for figure in by_id.values():
        if figure.parent in by_id:
            yield by_id[figure.parent], figure
        if "+" in figure.formula.split() and not {"-", "*"} & set(figure.formula.split()):
            yield from ((figure, by_id[part]) for part in figure.inputs if part in by_id)


def _edge(inner: str, outer: str, confidence: Confidence, source_id: str) -> Link:
    return Link(origin=inner, target=outer, relation="part_of", confidence=confidence,
                source_id=source_id, note="")  # fmt: skip


def _territory(catalogue: Catalogue, scope: str) -> Territory | None:
    if scope in catalogue.places:
        place = catalogue.places[scope]
        if place.extent == "region" and place.gemeente_basis != "stated":
            return None
        return Territory(frozenset(place.gemeente_codes), False, place.gemeente_basis)
    if scope in catalogue.subjects:
        subject = catalogue.subjects[scope]
        if not subject.gemeenten_complete or subject.kind not in ("grant", "woondealregio"):
            return None
        whole = subject.kind == "woondealregio"
        return Territory(frozenset(subject.gemeente_codes), whole, subject.gemeente_basis or "low")
    if scope in catalogue.gemeente_names:
        return Territory(frozenset((scope,)), True, "stated")
    codes = catalogue.provincie_of
    if scope != COUNTRY and scope not in catalogue.provincie_names:
        return None
    inside = (code for code, own in codes.items() if scope in (COUNTRY, own))
    return Territory(frozenset(inside), True, "stated")


def _apart(one: Territory | None, other: Territory | None) -> Ground | None:
    if one is None or other is None or one.codes & other.codes:
        return None
    confidence = max(one.confidence, other.confidence, key=TRUST.index)
    return Ground("zij liggen in verschillende gemeenten", confidence)
