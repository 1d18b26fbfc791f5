"""Whether two figures may be added, and if not, why: one check a reason, the surest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from geo.catalogue import Catalogue
from geo.model import Confidence, Figure, Link
from geo.scopes import Chain, Ground, Scopes, scopes_of, weakest
from geo.words import date_text, figure_text

Reason = Literal[
    "same", "unit", "low", "sources", "vintages", "part", "overlap", "possibly_same", "unknown",
    "regions", "quantity", "scope", "rate",
]  # fmt: skip
ADDABLE = ("euro", "homes")
REQUESTED = ("amount_requested", "homes_requested")
TOTALS = ("amount_known", "amount_total")
MONEY = ("amount", "amount_extra", "amount_part", "amount_fixed", "amount_reserved", *TOTALS)
BESIDE = ("amount", "amount_extra", "amount_own")
WOONDEAL = "homes_woondeal"
NOT_ADDED = "optellen"  # how the ledger's own warnings end: niet optellen, niet erbij optellen
DOUBT_REASONS: dict[str, Reason] = {
    "overlaps": "overlap", "possibly_same": "possibly_same", "unknown": "unknown",
}  # fmt: skip


@dataclass(frozen=True)
class Refusal:
    """A sum, product or quotient that is not made, and why.

    ``source_ids`` are the sources of both figures, then of what the reason rests on;
    ``confidence`` is how sure the reason is.
    """

    reason: Reason
    first: Figure
    second: Figure
    sentence: str
    confidence: Confidence
    source_ids: tuple[str, ...]


Outcome = Refusal | Ground | None


@dataclass(frozen=True)
class Pair:
    """Two figures that are compared, and how they are called in a sentence."""

    catalogue: Catalogue
    scopes: Scopes
    first: Figure
    second: Figure

    @property
    def same_scope(self) -> bool:
        """Whether both are about one scope."""
        ends = (self.scopes.canonical(f.subject) for f in (self.first, self.second))
        return len(set(ends)) == 1

    @property
    def is_money(self) -> bool:
        """Whether the figures are amounts and not homes."""
        return self.first.unit == "euro"

    @property
    def both(self) -> str:
        """Both figures: *de 145.000 woningen van ‘X’ en de 273.000 woningen van ‘Y’*."""
        if self.first.subject == self.second.subject:
            return f"de {figure_text(self.first)} en {self.phrase(self.second)}"
        return f"{self.phrase(self.first)} en {self.phrase(self.second)}"

    @property
    def warning(self) -> str:
        """What the ledger itself says against adding one of them."""
        texts = (clause.strip() for figure in (self.first, self.second)
                 for clause in figure.conditions.split(";"))  # fmt: skip
        return "; ".join(dict.fromkeys(text for text in texts if text.endswith(NOT_ADDED)))

    def name(self, scope: str) -> str:
        """Return the Dutch name of a scope."""
        return self.catalogue.names.get(scope, scope)

    def phrase(self, figure: Figure) -> str:
        """Write a figure inside a sentence: *de € 208 miljoen van ‘Midden-Holland’*."""
        return f"de {figure_text(figure)} van ‘{self.name(figure.subject)}’"

    def refuse(self, reason: Reason, sentence: str, links: Chain = ()) -> Refusal:
        """Return a refusal that rests on both figures and on these links."""
        own = (self.first.source_id, self.second.source_id)
        sources = dict.fromkeys((*own, *(link.source_id for link in links if link.source_id)))
        text = sentence[:1].upper() + sentence[1:]
        return Refusal(reason, self.first, self.second, text, weakest(links), tuple(sources))


def compare(catalogue: Catalogue, first: Figure, second: Figure) -> Ground | Refusal:
    """Say why two figures may be added, or why not; the order does not matter."""
    one, other = sorted((first, second), key=lambda figure: figure.figure_id)
    pair = Pair(catalogue, scopes_of(catalogue), one, other)
    outcomes = (check(pair) for check in CHECKS)
    found = next((outcome for outcome in outcomes if outcome is not None), None)
    return _unknown(pair) if found is None else found


def refuse_alone(catalogue: Catalogue, figure: Figure) -> Refusal | None:
    """Refuse a figure that can be a term of no sum at all."""
    pair = Pair(catalogue, scopes_of(catalogue), figure, figure)
    if figure.unit not in ADDABLE:
        label = catalogue.quantities[figure.quantity].label
        return pair.refuse("unit", "Alleen bedragen en woningen worden opgeteld; ‘"
                           f"{label}’ van ‘{pair.name(figure.subject)}’ niet.")  # fmt: skip
    if figure.confidence == "low":
        verb = _verb(figure, "heeft", "hebben")
        return pair.refuse("low", f"{pair.phrase(figure)} {verb} een lage zekerheid en "
                           f"{_verb(figure, 'telt', 'tellen')} in geen som mee.")  # fmt: skip
    return None


def is_twin(catalogue: Catalogue, first: Figure, second: Figure) -> bool:
    """Whether two figures are one number of one place under its two designations."""
    pair = Pair(catalogue, scopes_of(catalogue), first, second)
    same = (first.quantity, first.least, first.most) == (second.quantity, second.least, second.most)
    return first.subject != second.subject and pair.same_scope and same


def _same(pair: Pair) -> Outcome:
    if pair.first.figure_id != pair.second.figure_id:
        return None
    return pair.refuse("same", f"{pair.phrase(pair.first)} "
                       f"{_verb(pair.first, 'staat', 'staan')} er twee keer in: hetzelfde cijfer "
                       "telt één keer.")  # fmt: skip


def _unit(pair: Pair) -> Outcome:
    if pair.first.unit == pair.second.unit:
        return None
    return pair.refuse("unit", f"{pair.both} hebben niet dezelfde eenheid: een bedrag en woningen "
                       "zijn niet op te tellen.")  # fmt: skip


def _sources(pair: Pair) -> Outcome:
    """Refuse two sources, or two vintages, of one number."""
    quantity = pair.catalogue.quantities[pair.first.quantity]
    if not pair.same_scope or pair.first.quantity != pair.second.quantity or not quantity.single:
        return None
    if quantity.quantity == WOONDEAL:
        dates = " en ".join(date_text(f.reference_date) for f in (pair.first, pair.second))
        return pair.refuse("vintages", f"{pair.both} zijn twee jaargangen van dezelfde afspraak "
                           f"({dates}): kies er één.")  # fmt: skip
    return pair.refuse("sources", f"{pair.both} zijn hetzelfde gegeven ({quantity.label}), twee "
                       f"keer genoemd ({_titles(pair)}): kies er één.")  # fmt: skip


def _requested(pair: Pair) -> Outcome:
    if (pair.first.quantity in REQUESTED) == (pair.second.quantity in REQUESTED):
        return None
    asked = pair.first if pair.first.quantity in REQUESTED else pair.second
    return pair.refuse("quantity", f"{pair.phrase(asked)} {_verb(asked, 'is', 'zijn')} alleen "
                       f"gevraagd, niet toegekend: {pair.both} worden niet opgeteld.")  # fmt: skip


def _part_of_figure(pair: Pair) -> Outcome:
    for inner, outer in ((pair.first, pair.second), (pair.second, pair.first)):
        if pair.scopes.key(inner) in pair.scopes.part_keys(outer):
            return _is_part(pair, inner, outer, ())
    return None


def _part_of_scope(pair: Pair) -> Outcome:
    """Refuse a part with its whole; lying in a region counts only for homes of one quantity."""
    alike = pair.first.quantity == pair.second.quantity and not pair.is_money
    for inner, outer in ((pair.first, pair.second), (pair.second, pair.first)):
        whole = pair.scopes.canonical(outer.subject)
        path = pair.scopes.above(inner.subject).get(whole)
        if path and (alike or all(link.relation == "part_of" for link in path)):
            return _is_part(pair, inner, outer, path)
        if alike and pair.scopes.is_inside(inner.subject, outer.subject):
            return _is_part(pair, inner, outer, ())
    return None


def _total(pair: Pair) -> Outcome:
    quantities = {pair.first.quantity, pair.second.quantity}
    if not pair.same_scope or not quantities & set(TOTALS):
        return None
    return pair.refuse("overlap", f"{pair.both} gaan over hetzelfde geld: het ene is een optelling "
                       "waar het andere bij hoort.")  # fmt: skip


def _shared(pair: Pair) -> Outcome:
    """Refuse what surely has something in common: an amount that both add up, or a part."""
    keys = (pair.scopes.part_keys(figure) for figure in (pair.first, pair.second))
    if frozenset.intersection(*keys):
        return pair.refuse("overlap", f"{pair.both} overlappen: beide zijn een optelling met "
                           "hetzelfde bedrag erin.")  # fmt: skip
    common = pair.scopes.shared(pair.first.subject, pair.second.subject)
    if pair.same_scope or common is None:
        return None
    return pair.refuse("overlap", f"{pair.both} overlappen: ‘{pair.name(common)}’ hoort bij "
                       "allebei.")  # fmt: skip


def _certain_doubt(pair: Pair) -> Outcome:
    link = pair.scopes.doubt(pair.first.subject, pair.second.subject, certain=True)
    return None if link is None or pair.same_scope else _doubted(pair, link, certain=True)


def _regions(pair: Pair) -> Outcome:
    subjects = pair.catalogue.subjects
    kinds = [subjects[f.subject].kind for f in (pair.first, pair.second) if f.subject in subjects]
    if kinds != ["woondealregio", "woondealregio"]:
        return None
    return pair.refuse("regions", f"{pair.both} worden niet opgeteld: woondealregio's overlappen "
                       "elkaar; neem het cijfer van de provincie.")  # fmt: skip


def _quantity(pair: Pair) -> Outcome:
    first, second = pair.first.quantity, pair.second.quantity
    beside = pair.same_scope and {first, second} <= set(BESIDE)
    if first == second or {first, second} <= set(MONEY) or beside:
        return None
    labels = [pair.catalogue.quantities[quantity].label for quantity in (first, second)]
    return pair.refuse("quantity", f"{pair.both} zijn verschillende dingen ({labels[0]} en "
                       f"{labels[1]}) en worden niet opgeteld.")  # fmt: skip


def _vintages(pair: Pair) -> Outcome:
    """Refuse provincies from two vintages: only figures of one moment make a total."""
    figures = (pair.first, pair.second)
    provincies = all(f.subject in pair.catalogue.provincie_names for f in figures)
    dates = [figure.reference_date for figure in figures]
    if not provincies or dates[0] == dates[1]:
        return None
    return pair.refuse("vintages", f"{pair.both} komen uit twee jaargangen "
                       f"({' en '.join(map(date_text, dates))}): neem voor alle provincies "
                       "dezelfde.")  # fmt: skip


def _beside(pair: Pair) -> Outcome:
    """Take two amounts that one source names beside each other, or as parts of one figure."""
    first, second = pair.first, pair.second
    if first.source_id != second.source_id:
        return None
    beside = pair.same_scope and {first.quantity, second.quantity} <= set(BESIDE)
    if beside or (first.parent and first.parent == second.parent):
        return Ground("een bron noemt ze naast elkaar", "stated", first.source_id)
    return None


def _separate(pair: Pair) -> Outcome:
    first, second = pair.first.subject, pair.second.subject
    return None if pair.same_scope else pair.scopes.separation(first, second, money=pair.is_money)


def _possible_doubt(pair: Pair) -> Outcome:
    link = pair.scopes.doubt(pair.first.subject, pair.second.subject, certain=False)
    return None if link is None or pair.same_scope else _doubted(pair, link, certain=False)


def _unknown(pair: Pair) -> Refusal:
    reason = pair.warning or "de bronnen zeggen niets over hun verband"
    return pair.refuse("unknown", f"Of {pair.both} los van elkaar staan, is niet bekend: {reason}.")


def _is_part(pair: Pair, inner: Figure, outer: Figure, path: Chain) -> Refusal:
    probably = "" if weakest(path, inner.confidence) == "stated" else "waarschijnlijk "
    notes = "; ".join(dict.fromkeys(link.note for link in path if link.note))
    why = f" ({notes})" if notes else ""
    return pair.refuse("part", f"{pair.phrase(inner)} {_verb(inner, 'zit', 'zitten')} {probably}al "
                       f"in {pair.phrase(outer)}{why}: samen optellen telt dubbel.",
                       path)  # fmt: skip


def _doubted(pair: Pair, link: Link, *, certain: bool) -> Refusal:
    reason = DOUBT_REASONS[link.relation]
    says = {
        "overlap": "overlappen elkaar" if certain else "kunnen elkaar overlappen",
        "possibly_same": f"zijn mogelijk {'hetzelfde geld' if pair.is_money else 'dezelfde'}",
        "unknown": "staan niet zeker los van elkaar",
    }[reason]
    ends = {pair.scopes.canonical(end) for end in (link.origin, link.target)}
    own = {pair.scopes.canonical(f.subject) for f in (pair.first, pair.second)}
    via = (
        "" if ends == own else (f" (via ‘{pair.name(link.origin)}’ en ‘{pair.name(link.target)}’)")
    )
    note = f": {link.note}" if link.note else ""
    return pair.refuse(reason, f"{pair.both} {says}{via}{note}.", (link,))


def _verb(figure: Figure, singular: str, plural: str) -> str:
    return singular if figure.unit == "euro" or figure.most == 1 else plural


def _titles(pair: Pair) -> str:
    sources = [pair.catalogue.manifest.source(f.source_id) for f in (pair.first, pair.second)]
    names = [f"{s.publisher}, {date_text(s.date)}" for s in sources if s is not None]
    return " en ".join(dict.fromkeys(names))


CHECKS: tuple[Callable[[Pair], Outcome], ...] = (
    _same, _unit, _sources, _requested, _part_of_figure, _part_of_scope, _total, _shared,
    _certain_doubt, _regions, _quantity, _vintages, _beside, _separate, _possible_doubt,
)  # fmt: skip
