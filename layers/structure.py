"""The funding structure as rows: what lies in what, at which width it may be drawn, and its doubts.

A part stands under its whole. Parts that may be added stand side by side; what may not be added
begins at the left edge of the whole again, so that two parts over each other are never a sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from geo.catalogue import Catalogue
from geo.funding import Amount, Scope, Structure, structure_of
from geo.ledger import LETTER
from geo.model import Figure, Link
from geo.pairs import Refusal
from geo.sums import add
from layers import style

LETTER_PICTURE, LOOSE = "brief", "los"
MAIN = ("amount", "amount_reservation")
RELATIONS = {
    "overlaps": "overlapt met", "possibly_same": "is mogelijk hetzelfde als",
    "unknown": "verband onbekend met", "part_of": "is ook deel van",
    "separate_from": "staat los van",
}  # fmt: skip
DOUBTS = ("overlaps", "possibly_same", "unknown")
PLURALS = {"doorbraaklocatie": "doorbraaklocaties", "nplv_gebied": "NPLV-gebieden",
           "grootschalig_gebied": "grootschalige gebieden", "region": "regio's"}  # fmt: skip
NAMED = 2  # so many places are named one by one


@dataclass(frozen=True)
class Row:
    """One scope in the picture, in euro from the left edge of its root.

    ``end`` is where its parts end when that is beyond its own amount; ``again``: it stands under
    another whole already, and is shown here because it is part of this one too.
    """

    scope: Scope
    depth: int
    start: Decimal
    low: Decimal
    high: Decimal
    end: Decimal
    again: bool = False

    @property
    def amount(self) -> Amount | None:
        """The amount that is drawn; None when none is known."""
        return main_amount(self.scope)

    @property
    def is_sure(self) -> bool:
        """Whether a source itself says that it is part of what it stands under."""
        return self.scope.link is None or self.scope.link.confidence == "stated"


@lru_cache(maxsize=4)
def structure(catalogue: Catalogue) -> Structure:
    """Return the structure, worked out once for a catalogue."""
    return structure_of(catalogue)


def main_amount(scope: Scope) -> Amount | None:
    """Return the amount itself, or the reservation that stands for it."""
    return next((a for a in scope.amounts if a.figure.quantity in MAIN), None)


def pictures(catalogue: Catalogue) -> dict[str, str]:
    """Return the pictures that can be drawn, by key: the letter, each older whole, loose grants."""
    older = {root.subject: root.name for root in structure(catalogue).roots
             if not _in_letter(catalogue, root) and _drawn(root)}  # fmt: skip
    title = "Kamerbrief van 8 december 2025"
    return {LETTER_PICTURE: title} | older | {LOOSE: "Overige regelingen en bijdragen"}


@lru_cache(maxsize=16)
def rows_of(catalogue: Catalogue, picture: str) -> tuple[Row, ...]:
    """Return the rows of a picture from top to bottom, a whole before its parts."""
    roots = structure(catalogue).roots
    if picture == LETTER_PICTURE:
        chosen = [root for root in roots if _in_letter(catalogue, root) and main_amount(root)]
        chosen.sort(key=lambda root: -_most(root))
    elif picture == LOOSE:
        chosen = [r for r in roots if not _in_letter(catalogue, r) and not _drawn(r)]
        chosen = [root for root in chosen if main_amount(root)]
    else:
        chosen = [root for root in roots if root.subject == picture]
    return tuple(row for root in chosen for row in _rows(catalogue, root, Decimal(0), 0))


def edges_of(catalogue: Catalogue, rows: Sequence[Row]) -> tuple[Link, ...]:
    """Return the overlaps and doubts between rows of a picture, the graver first."""
    shown = {row.scope.subject for row in rows}
    found = [link for link in structure(catalogue).edges
             if link.relation in DOUBTS and {link.origin, link.target} <= shown]  # fmt: skip
    return tuple(sorted(found, key=lambda link: DOUBTS.index(link.relation)))


def reach_text(catalogue: Catalogue, scope: Scope) -> str:
    """Say which regions and places a scope reaches; what is not sure is said to be so."""
    spots = [one for one in scope.children if one.kind in PLURALS and _is_named(catalogue, one)]
    if not spots:
        return ""
    kinds = {spot.kind for spot in spots}
    if len(spots) > NAMED and len(kinds) == 1:
        names = f"{len(spots)} {PLURALS[kinds.pop()]}"
        return f"{_doubt(spots[0].link)}voor {names}"
    if len(spots) > NAMED:
        return f"voor {len(spots)} plekken"
    return style.list_text([_spot_text(catalogue, spot) for spot in spots])


def _is_named(catalogue: Catalogue, spot: Scope) -> bool:
    """Whether a source names the place: of one that is not, the plan is only probable."""
    place = catalogue.places.get(spot.subject)
    return place is None or place.is_named


def _spot_text(catalogue: Catalogue, spot: Scope) -> str:
    """Name a region or place, with what lies in it behind it."""
    inner = style.list_text([s.name for s in spot.children if _is_named(catalogue, s)])
    return f"{_doubt(spot.link)}voor {spot.name}{f' (waarin {inner})' if inner else ''}"


def _doubt(link: Link | None) -> str:
    if link is None or link.relation == "possibly_applies_to":
        return "mogelijk "
    return "" if link.confidence == "stated" else "waarschijnlijk "


def _in_letter(catalogue: Catalogue, scope: Scope) -> bool:
    return any(figure.source_id == LETTER for figure in catalogue.ledger.about(scope.subject))


def _drawn(root: Scope) -> bool:
    return any(main_amount(child) for child in root.children)


def _most(scope: Scope) -> Decimal:
    amount = main_amount(scope)
    return amount.figure.most if amount else Decimal(0)


def _rows(catalogue: Catalogue, scope: Scope, start: Decimal, depth: int) -> Iterator[Row]:
    """Yield a scope and under it its parts, band by band."""
    amount = main_amount(scope)
    low, high = (amount.figure.least, amount.figure.most) if amount else (Decimal(0), Decimal(0))
    inner: list[Row] = []
    by_id = {child.subject: child for child in scope.children}
    for number, band in enumerate(scope.bands):
        spot = start
        for part in band.parts:
            inner += _rows(catalogue, by_id[part], spot, depth + 1)
            spot += _most(by_id[part])
        if number == 0:
            inner += _again(catalogue, scope, band.parts, start, spot, depth + 1)
    end = max([start + high, *(row.end for row in inner)])
    yield Row(scope, depth, start, start + low, start + high, end)
    yield from inner


def _again(
    catalogue: Catalogue, scope: Scope, beside: Sequence[str], start: Decimal, end: Decimal,
    depth: int,
) -> Iterator[Row]:  # fmt: skip
    """Yield the parts that stand under another whole, beside the first band if they may."""
    held = structure(catalogue)
    scopes = {one.subject: one for one in held.walk()}
    for link in held.edges:
        part = scopes.get(link.origin)
        if link.relation != "part_of" or link.target != scope.subject or part is None:
            continue
        amount = main_amount(part)
        if amount is None or _is_under(part.subject, scope):
            continue
        row = [figure for one in (*beside, part.subject) if (figure := _figure(scopes[one]))]
        spot = start if isinstance(add(catalogue, row), Refusal) else end
        yield Row(part, depth, spot, spot + amount.figure.least, spot + amount.figure.most,
                  spot + amount.figure.most, again=True)  # fmt: skip


def _figure(scope: Scope) -> Figure | None:
    amount = main_amount(scope)
    return amount.figure if amount else None


def _is_under(subject: str, scope: Scope) -> bool:
    return any(child.subject == subject or _is_under(subject, child) for child in scope.children)
