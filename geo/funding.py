"""Amounts with their scope, and the structure they form: what lies in what, and what overlaps.

A part is drawn to width only where adding is allowed: a :class:`Band` is a row of parts that are
known to be separate. What is not known to be separate stands in another band of the same whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from geo.catalogue import Catalogue
from geo.ledger import Reading
from geo.model import Decision, Figure, Link
from geo.pairs import Refusal, compare
from geo.scopes import TRUST, Ground, Scopes, scopes_of
from geo.sums import Sum, add, decision_of

FUNDS = ("scheme", "grant")
HOMES = ("homes_supported", "homes_affordable")
MAIN = "amount"
SIDEWAYS = ("overlaps", "possibly_same", "unknown", "separate_from")
REACHED = ("applies_to", "possibly_applies_to")


@dataclass(frozen=True)
class Amount:
    """One amount of a scheme or grant, with everything a reader must know before using it.

    ``reading`` holds the preferred figure and all other sources; ``homes`` are the homes that a
    source names with it. ``wholes`` are the scopes it is part of, stated or reasoned.
    ``decision`` is None when no source says in what stage it is.
    """

    subject: str
    name: str
    reading: Reading
    homes: tuple[Reading, ...]
    wholes: tuple[Link, ...]
    decision: Decision | None

    @property
    def figure(self) -> Figure:
        """The preferred figure."""
        return self.reading.preferred

    @property
    def condition(self) -> str:
        """On what the amount depends; empty when the source names nothing."""
        return self.decision.condition if self.decision else ""


@dataclass(frozen=True)
class Band:
    """Parts of one whole that may stand side by side at width; ``total`` is their sum.

    ``rest_low`` and ``rest_high`` are what the whole has beyond them, None when its amount is not
    known; a rounded whole can leave a rest that is slightly too small.
    """

    parts: tuple[str, ...]
    total: Sum
    rest_low: Decimal | None
    rest_high: Decimal | None


@dataclass(frozen=True)
class Scope:
    """A scheme or grant with its amounts, or a region or place that it reaches.

    ``link`` says how it hangs under its parent, None for a root; a scope that is part of several
    wholes stands under the surest and most particular one, the others are edges of the structure.
    """

    subject: str
    name: str
    kind: str
    amounts: tuple[Amount, ...]
    homes: tuple[Figure, ...]
    link: Link | None
    children: tuple[Scope, ...]
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class Structure:
    """All scopes as trees, and the links that no tree can show."""

    roots: tuple[Scope, ...]
    edges: tuple[Link, ...]

    def walk(self) -> Iterator[Scope]:
        """Yield every scope, a whole before its parts."""
        queue = list(self.roots)
        while queue:
            scope = queue.pop(0)
            yield scope
            queue = [*scope.children, *queue]


@lru_cache(maxsize=4)
def funds(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the schemes and grants of which an amount or a number of homes is known."""
    known = (s.subject_id for s in catalogue.subjects.values() if s.kind in FUNDS)
    return tuple(subject for subject in known if _has_figures(catalogue, subject))


@lru_cache(maxsize=512)
def amounts_of(catalogue: Catalogue, subject: str) -> tuple[Amount, ...]:
    """Return every amount in euro of a scheme or grant, the main one first."""
    readings = catalogue.ledger.readings(subject)
    homes = tuple(reading for reading in readings if reading.quantity.quantity in HOMES)
    links = scopes_of(catalogue).wholes(subject)
    wholes = tuple(link for link in links if link.relation == "part_of")
    found = [
        Amount(subject, catalogue.names.get(subject, subject), reading,
               homes if reading.quantity.quantity == MAIN else (), wholes,
               decision_of(catalogue, reading.preferred))
        for reading in readings if reading.quantity.unit == "euro"
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda amount: amount.figure.quantity != MAIN))


def all_amounts(catalogue: Catalogue) -> tuple[Amount, ...]:
    """Return every amount of every scheme and grant."""
    return tuple(a for subject in funds(catalogue) for a in amounts_of(catalogue, subject))


def structure_of(catalogue: Catalogue) -> Structure:
    """Return how all schemes, grants, regions and places nest, and how they overlap."""
    scopes = scopes_of(catalogue)
    known = _with_wholes(scopes, funds(catalogue))
    parent = {subject: _main_whole(scopes, subject, known) for subject in known}
    children: dict[str, list[str]] = {}
    for subject, link in parent.items():
        children.setdefault(link.target if link else "", []).append(subject)
    roots = tuple(_scope(catalogue, root, parent, children) for root in children.get("", ()))
    return Structure(roots, tuple(_edges(catalogue, scopes, known, parent)))


def _has_figures(catalogue: Catalogue, subject: str) -> bool:
    quantities = [reading.quantity for reading in catalogue.ledger.readings(subject)]
    return any(q.unit in ("euro", "euro/home") or q.quantity in HOMES for q in quantities)


def _with_wholes(scopes: Scopes, subjects: Iterable[str]) -> tuple[str, ...]:
    """Add the schemes without figures that hold others, so that no part hangs loose."""
    found = dict.fromkeys(subjects)
    for subject in tuple(found):
        found |= dict.fromkeys(one for one in scopes.above(subject) if one[:2] in ("S-", "B-"))
    return tuple(found)


def _main_whole(scopes: Scopes, subject: str, known: Sequence[str]) -> Link | None:
    """Return the surest of the wholes, and of those the one that lies deepest in others."""
    wholes = [link for link in scopes.wholes(subject) if link.target in known]
    order = sorted(wholes, key=lambda link: -len(scopes.above(link.target)))
    return min(order, key=lambda link: TRUST.index(link.confidence), default=None)


def _scope(
    catalogue: Catalogue, subject: str, parent: dict[str, Link | None],
    children: dict[str, list[str]],
) -> Scope:  # fmt: skip
    inner = tuple(_scope(catalogue, one, parent, children) for one in children.get(subject, ()))
    amounts = amounts_of(catalogue, subject)
    readings = catalogue.ledger.readings(subject)
    homes = tuple(r.preferred for r in readings if r.quantity.quantity in HOMES)
    known = catalogue.subjects.get(subject)
    return Scope(
        subject, catalogue.names.get(subject, subject), known.kind if known else "",
        amounts, homes, parent[subject], (*inner, *_reached(catalogue, subject)),
        tuple(_bands(catalogue, _main_figure(amounts), inner)),
    )  # fmt: skip


def _bands(catalogue: Catalogue, whole: Figure | None, inner: Sequence[Scope]) -> Iterator[Band]:
    """Fill rows with parts, the largest first, each in the first row where it may be added."""
    figures = [figure for scope in inner if (figure := _main_figure(scope.amounts))]
    rows: list[list[Figure]] = []
    for figure in sorted(figures, key=lambda figure: (-figure.most, figure.figure_id)):
        row = next((row for row in rows if _fits(catalogue, figure, row)), None)
        if row is None:
            rows.append([figure])
        else:
            row.append(figure)
    for row in rows:
        total = add(catalogue, row)
        if not isinstance(total, Refusal):
            rest = (whole.least - total.high, whole.most - total.low) if whole else (None, None)
            yield Band(tuple(figure.subject for figure in row), total, *rest)


def _fits(catalogue: Catalogue, figure: Figure, row: Sequence[Figure]) -> bool:
    """Whether a figure may be added to each of a row."""
    return all(isinstance(compare(catalogue, figure, other), Ground) for other in row)


def _main_figure(amounts: Sequence[Amount]) -> Figure | None:
    """Return the amount itself, or the reservation that stands for it."""
    main = (a.figure for a in amounts if a.figure.quantity in (MAIN, "amount_reservation"))
    return next(main, None)


def _reached(catalogue: Catalogue, subject: str) -> tuple[Scope, ...]:
    """Return the regions and places that a scope reaches, a place under the region it lies in."""
    scopes = scopes_of(catalogue)
    links = {
        scopes.canonical(link.target): link
        for link in reversed(catalogue.links.links)
        if link.origin == subject and link.relation in REACHED and _is_drawn(catalogue, link)
    }
    outer = {
        one: [two for two in links if two != one and two in scopes.above(one)] for one in links
    }
    tops = sorted(one for one in links if not outer[one])
    return tuple(_spot(catalogue, one, links, outer) for one in tops)


def _is_drawn(catalogue: Catalogue, link: Link) -> bool:
    region = catalogue.subjects.get(link.target)
    return link.target in catalogue.places or (region is not None and region.kind == "region")


def _spot(
    catalogue: Catalogue, spot: str, links: dict[str, Link], outer: dict[str, list[str]]
) -> Scope:
    inside = sorted(one for one in links if spot in outer[one])
    subject, place = catalogue.subjects.get(spot), catalogue.places.get(spot)
    reading = catalogue.ledger.reading(spot, "homes")
    kind = place.kind if place else (subject.kind if subject else "")
    return Scope(
        spot, catalogue.names.get(spot, spot), kind, (), (reading.preferred,) if reading else (),
        links[spot], tuple(_spot(catalogue, one, links, outer) for one in inside), (),
    )  # fmt: skip


def _edges(
    catalogue: Catalogue, scopes: Scopes, known: Sequence[str], parent: dict[str, Link | None]
) -> Iterator[Link]:
    """Yield the other wholes of a scope, and every overlap and doubt between two scopes."""
    for subject in known:
        for link in scopes.wholes(subject):
            if link != parent[subject] and link.target in known:
                yield link
    for link in catalogue.links.links:
        if link.relation in SIDEWAYS and link.origin in known and link.target in known:
            yield link
