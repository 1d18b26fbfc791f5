"""Adding amounts or homes, which is right or refused.

Two figures may be added only when it is known that nothing is in both. Anything else is a
:class:`geo.pairs.Refusal`: a value with the pair, the reason and one Dutch sentence for a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Literal

from geo.catalogue import Catalogue
from geo.model import Confidence, Decision, Figure
from geo.pairs import Pair, Refusal, compare, is_twin, refuse_alone
from geo.scopes import TRUST, Ground, scopes_of, weakest
from geo.words import euro_text, figure_text, number_text, range_text

Qualifier = Literal["exact", "circa", "ruim", "bijna", "minimaal", "maximaal"]
SUPPORTED = "homes_supported"
REGULATIONS = ("S-WBI", "S-WMRE", "S-RHA", "S-WBI-WMRE-RHA-2025")
"""What the letter (section 3) calls woningbouwregelingen, so surely schemes of the Rijk."""


@dataclass(frozen=True)
class Sum:
    """Figures added exactly; ``low`` and ``high`` differ where a term is itself a range.

    ``confidence`` is that of the weakest ground or term. ``conditional`` are the terms with a
    stated condition; ``twins`` are figures left out because their place is already counted.
    """

    terms: tuple[Figure, ...]
    low: Decimal
    high: Decimal
    unit: str
    qualifier: Qualifier
    confidence: Confidence
    grounds: tuple[Ground, ...]
    conditional: tuple[Figure, ...]
    twins: tuple[Figure, ...]

    @property
    def text(self) -> str:
        """The sum as a phrase: circa € 2,5 miljard."""
        return _qualified(range_text(self.low, self.high, self.unit), self.qualifier)

    @property
    def formula(self) -> str:
        """The terms as a reader adds them: € 180 miljoen + € 50 miljoen."""
        return " + ".join(map(figure_text, self.terms))


@dataclass(frozen=True)
class PerHome:
    """Euro per home of one scope; ``low`` and ``high`` are exact, ``whose`` says of which homes.

    ``remarks`` are what the ledger adds to both figures, and belong beside the number.
    """

    amount: Figure
    homes: Figure
    low: Fraction
    high: Fraction
    qualifier: Qualifier
    whose: str
    remarks: tuple[str, ...]

    @property
    def text(self) -> str:
        """The quotient in whole euro: circa € 14.857 per woning; of a bound only that end."""
        bounds = {"maximaal": (self.high,), "minimaal": (self.low,)}
        shown = bounds.get(self.qualifier, (self.low, self.high))
        ends = dict.fromkeys(f"€ {number_text(round(end))}" for end in shown)
        return _qualified(f"{' tot '.join(ends)} per woning", self.qualifier)


def add(catalogue: Catalogue, figures: Sequence[Figure]) -> Sum | Refusal:
    """Add figures exactly, or refuse with the most telling pair; the order does not matter.

    A place with two designations that carries the same number under both counts once.

    Raises
    ------
    ValueError
        When there is nothing to add.
    """
    if not figures:
        raise ValueError("niets om op te tellen")
    ordered, outcomes = _outcomes(catalogue, figures)
    refusals = _refusals(outcomes)
    if refusals:
        return refusals[0]
    twins = tuple(b for a, b in combinations(ordered, 2) if is_twin(catalogue, a, b))
    terms = tuple(figure for figure in ordered if figure not in twins)
    grounds = tuple(dict.fromkeys(one for one in outcomes if isinstance(one, Ground)))
    sureness = (*(term.confidence for term in terms), *(ground.confidence for ground in grounds))
    return Sum(
        terms, sum((f.least for f in terms), Decimal(0)), sum((f.most for f in terms), Decimal(0)),
        terms[0].unit, _rounding(terms), max(sureness, key=TRUST.index), grounds,
        tuple(f for f in terms if is_conditional(catalogue, f)), twins,
    )  # fmt: skip


def clashes(catalogue: Catalogue, figures: Sequence[Figure]) -> tuple[Refusal, ...]:
    """Return every figure and every pair that may not be added, the most telling first."""
    return _refusals(_outcomes(catalogue, figures)[1])


def per_home(catalogue: Catalogue, amount: Figure, homes: Figure) -> PerHome | Refusal:
    """Divide an amount by homes, only when both are about the same scope."""
    pair = Pair(catalogue, scopes_of(catalogue), amount, homes)
    if (amount.unit, homes.unit) != ("euro", "homes"):
        return pair.refuse("unit", f"{pair.both} geven geen bedrag per woning: daarvoor zijn een "
                           "bedrag en een aantal woningen nodig.")  # fmt: skip
    alike = pair.same_scope and (amount.quantity, homes.quantity) == ("amount", SUPPORTED)
    if not alike or homes.least <= 0:
        return pair.refuse("scope", f"{pair.both} gaan niet over hetzelfde: een bedrag per woning "
                           "kan alleen met de woningen die de bron bij het bedrag "
                           "noemt.")  # fmt: skip
    whose = (
        f"gemiddeld over de {figure_text(homes)} van ‘{pair.name(homes.subject)}’, niet per plek"
    )
    low, high = Fraction(amount.least) / Fraction(homes.most), Fraction(amount.most)
    remarks = tuple(filter(None, (amount.conditions, homes.conditions)))
    high /= Fraction(homes.least)
    return PerHome(amount, homes, low, high, _quotient(amount, homes), whose, remarks)


def times_rate(catalogue: Catalogue, homes: Figure, rate: Figure) -> Decimal | Refusal:
    """Multiply homes by an amount per home, only when the homes are counted for that scheme."""
    pair = Pair(catalogue, scopes_of(catalogue), homes, rate)
    money = f"{euro_text(rate.least)} van ‘{pair.name(rate.subject)}’"
    if (homes.unit, rate.unit) != ("homes", "euro/home"):
        return pair.refuse("unit", f"{pair.both} zijn geen aantal woningen en bedrag per woning.")
    if pair.same_scope and homes.value is not None and rate.value is not None:
        return homes.value * rate.value
    if homes.quantity == SUPPORTED:
        return _supported(pair, money)
    return pair.refuse("rate", f"De {money} geldt alleen voor woningen die eraan voldoen; "
                       f"of {pair.phrase(homes)} dat doen, is niet bekend: gebruik de "
                       "rekenhulp.")  # fmt: skip


def decision_of(catalogue: Catalogue, figure: Figure) -> Decision | None:
    """Return in what stage and on what condition the amount of a figure is, when known."""
    found = (d for d in catalogue.decisions
             if (d.subject, d.quantity) == (figure.subject, figure.quantity))  # fmt: skip
    return next(found, None)


def is_conditional(catalogue: Catalogue, figure: Figure) -> bool:
    """Whether a source names a condition for the amount of a figure."""
    decision = decision_of(catalogue, figure)
    return decision is not None and decision.condition != ""


def _supported(pair: Pair, money: str) -> Refusal:
    """Say why homes that one scheme supports do not all get the amount per home of another.

    That none of them does is said only of a scheme that the data keeps apart from it; it is as
    sure as the rule of the amount, and as that the scheme is one of the Rijk.
    """
    homes, rate = pair.first, pair.second
    which = f"Welke van {pair.phrase(homes)} de {money} krijgen, is niet bekend"
    shared = pair.scopes.doubt(homes.subject, rate.subject, certain=True)
    if shared is not None and shared.relation == "overlaps":
        ends = f"‘{pair.name(shared.origin)}’ en ‘{pair.name(shared.target)}’"
        note = f" ({shared.note})" if shared.note else ""
        return pair.refuse("overlap", f"{which}: {ends} overlappen elkaar{note}.", (shared,))
    rule, apart = decision_of(pair.catalogue, rate), _excluded(pair)
    sure: Confidence = "inferred"
    if rule is None or not rule.condition:
        found = pair.refuse("unknown", f"{which}: geen bron zegt het.")
        return replace(found, confidence=sure)
    if apart is None:
        found = pair.refuse("unknown", f"{which}: die bijdrage is {rule.condition}, en geen bron "
                            "zegt welke van deze woningen daaraan voldoen.")  # fmt: skip
    else:
        sure = max(apart, rule.confidence, homes.confidence, key=TRUST.index)
        probably, then = ("", "") if sure == "stated" else ("waarschijnlijk ", "dan ")
        found = pair.refuse("rate", f"{pair.phrase(homes)} worden {probably}al door een andere "
                            f"rijksregeling gesteund en krijgen de {money} {then}niet.",
                            )  # fmt: skip
    ids = tuple(dict.fromkeys((*found.source_ids, rule.source_id)))
    return replace(found, confidence=sure, source_ids=ids)


def _excluded(pair: Pair) -> Confidence | None:
    """Return how sure it is that the first figure is of another scheme of the Rijk, or None."""
    first, second = pair.first.subject, pair.second.subject
    ground = pair.scopes.separation(first, second, money=True)
    if ground is None:
        return None
    above = pair.scopes.above(first)
    ways = [weakest(above[scheme]) for scheme in REGULATIONS if scheme in above]
    return min(ways, default=ground.confidence, key=TRUST.index)


def _quotient(amount: Figure, homes: Figure) -> Qualifier:
    """Return the qualifier of an amount per home: to divide by a minimum gives a maximum."""
    pair = (amount.qualifier, homes.qualifier)
    if pair == ("exact", "exact"):
        return "exact"
    if pair[0] in ("exact", "maximaal") and pair[1] in ("exact", "minimaal"):
        return "maximaal"
    if pair[0] in ("exact", "minimaal") and pair[1] in ("exact", "maximaal"):
        return "minimaal"
    return "circa"


def _outcomes(
    catalogue: Catalogue, figures: Sequence[Figure]
) -> tuple[list[Figure], list[Refusal | Ground]]:
    """Put figures in order, and compare each with itself and with every other that is no twin."""
    ordered = sorted(figures, key=lambda figure: figure.figure_id)
    alone = (refuse_alone(catalogue, figure) for figure in ordered)
    pairs = [
        compare(catalogue, one, other)
        for one, other in combinations(ordered, 2)
        if not is_twin(catalogue, one, other)
    ]
    return ordered, [*(outcome for outcome in alone if outcome is not None), *pairs]


def _refusals(outcomes: Iterable[Refusal | Ground]) -> tuple[Refusal, ...]:
    found = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
    return tuple(sorted(found, key=lambda refusal: refusal.reason == "unknown"))


def _rounding(terms: Sequence[Figure]) -> Qualifier:
    """Return the qualifier of a sum: that of its rounded terms, *circa* when they differ."""
    rounded = {term.qualifier for term in terms} - {"exact"}
    if len(rounded) < 2:
        return next(iter(rounded), "exact")
    if rounded == {"ruim", "minimaal"}:
        return "minimaal"
    return "maximaal" if rounded == {"bijna", "maximaal"} else "circa"


def _qualified(text: str, qualifier: Qualifier) -> str:
    return text if qualifier == "exact" else f"{qualifier} {text}"
