"""Shares of planned homes against a norm, for a portfolio and never for one place.

Sturing on two thirds betaalbaar and 30 % sociaal must not happen per project, says section 5 of
the letter. So one place has a :class:`Contribution`: what it adds, without a norm beside it. A
portfolio has an interval, from the worst to the best that its unknown homes can turn out to be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from math import ceil, floor
from typing import Literal
from unicodedata import normalize

from geo.catalogue import COUNTRY, Catalogue
from geo.errors import PortfolioError
from geo.model import Figure, Link, Norm, NormShare, Place, Segment
from geo.programme import Programme, exact_share, programme_of
from geo.scopes import scopes_of
from geo.words import percent_text, range_text

Kind = Literal["land", "provincie", "woondealregio", "selectie", "eigen"]
Outcome = Literal["above", "below", "open"]
OUTCOMES: dict[Outcome, str] = {
    "above": "geheel op of boven de norm", "below": "geheel onder de norm",
    "open": "nog niet te zeggen: dat hangt af van woningen waarvan het segment onbekend is",
}  # fmt: skip
NO_VERDICT = (
    "Op deze aandelen wordt volgens de Kamerbrief van 8 december 2025 (paragraaf 5) niet per "
    "project gestuurd; van één plek staat hier daarom alleen de bijdrage."
)
ONLY_SITES = "hier tellen alleen doorbraaklocaties mee"
MAY_OVERLAP = "gebieden van een andere soort kunnen ermee overlappen"
OVERLAPS = {
    "lies_in": "hierin ligt {}‘{}’", "overlaps": "dit overlapt {}‘{}’",
    "possibly_same": "dit is mogelijk dezelfde plek als ‘{}’",
}  # fmt: skip
UNREADABLE = "in een rij van deze plek staat geen leesbaar aantal woningen"
EMPTY = "volgens de tabel nul woningen"
UNNAMED = "een bron noemt alleen de gemeente, niet de plek"
NO_HOMES = "geen bron noemt een aantal woningen voor deze plek zelf"


@dataclass(frozen=True)
class Portfolio:
    """Places or plans that are looked at together.

    ``places`` are the names of all of them by id; ``programmes`` are of those with a number of
    homes, ``left_out`` says of the others and of what was not counted why not.
    """

    kind: Kind
    code: str
    name: str
    places: Mapping[str, str]
    programmes: tuple[Programme, ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def known(self) -> int:
        """How many places have homes, of a known number."""
        return len({programme.origin for programme in self.programmes if programme.high})

    @property
    def settled(self) -> int:
        """How many places have homes at the low end of their numbers too."""
        return len({programme.origin for programme in self.programmes if programme.low})

    @property
    def empty(self) -> int:
        """How many places are known to have no homes at all."""
        return len({programme.origin for programme in self.programmes}) - self.known


@dataclass(frozen=True)
class Homes:
    """A number of homes between two ends."""

    low: int
    high: int

    @property
    def text(self) -> str:
        """The homes as a phrase: 35.500 tot 45.500 woningen."""
        return range_text(Decimal(self.low), Decimal(self.high), "homes")


@dataclass(frozen=True)
class ShareLine:
    """One share of a portfolio against one norm.

    ``low`` and ``high`` hold whatever the unknown turns out to be, for the ``known`` of ``places``
    that have a number of homes; ``decided`` are the homes of which it is known whether they count.
    """

    norm: Norm
    segment: str
    figure: Figure
    goal: Fraction
    low: Fraction
    high: Fraction
    outcome: Outcome
    decided: Homes
    known: int
    places: int

    @property
    def text(self) -> str:
        """The line as one sentence, which says of how many places it speaks."""
        low, high = percent_text(self.low, "down"), percent_text(self.high, "up")
        span = percent_text(self.low) if self.low == self.high else f"{low} tot {high}"
        rest = self.places - self.known
        unknown = f"; over {rest} andere zegt dit niets" if rest else ""
        return (f"{self.segment.capitalize()}: {span} van de woningen op {self.known} van "
                f"{self.places} plekken, norm {percent_text(self.goal)}: {OUTCOMES[self.outcome]}"
                f"{unknown}.")  # fmt: skip


@dataclass(frozen=True)
class Assessment:
    """A portfolio against every norm that holds for it; without ``lines``, ``reason`` says why.

    ``segmented`` are the homes in exactly one segment.
    """

    portfolio: Portfolio
    homes: Homes
    segmented: Homes
    lines: tuple[ShareLine, ...]
    reason: str

    @property
    def coverage(self) -> str:
        """How much of the portfolio is known: places, and homes with a segment."""
        known, places = self.portfolio.known, len(self.portfolio.places)
        empty = f" (en {self.portfolio.empty} met nul woningen)" if self.portfolio.empty else ""
        return (f"{known} van {places} plekken met een bekend aantal woningen{empty}; segment "
                f"bekend van {self.segmented.text} van {self.homes.text}.")  # fmt: skip

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every ledger row that the numbers come from."""
        rows = [figure for one in self.portfolio.programmes for figure in one.figures]
        return tuple(dict.fromkeys((*rows, *(line.figure for line in self.lines))))


@dataclass(frozen=True)
class Contribution:
    """What one place adds, without any judgement; ``homes`` is None when no number is known.

    ``parts`` gives the homes of each segment that norms speak of.
    """

    name: str
    homes: Homes | None
    parts: tuple[tuple[str, Homes], ...]
    figures: tuple[Figure, ...]
    reason: str = NO_VERDICT


def area_portfolio(catalogue: Catalogue, code: str) -> Portfolio:
    """Return the doorbraaklocaties of the country, a provincie or a woondealregio.

    Raises
    ------
    PortfolioError
        For another code, and for a woondealregio of which not all gemeenten are known.
    """
    name = catalogue.names.get(code, code)
    region = catalogue.subjects.get(code)
    if code == COUNTRY:
        return _portfolio(catalogue, "land", code, name, catalogue.places.values())
    if code in catalogue.provincie_names:
        inside = (p for p in catalogue.places.values() if set(p.provincie) == {name})
        return _portfolio(catalogue, "provincie", code, name, inside)
    if region is None or region.kind != "woondealregio":
        raise PortfolioError(
            f"‘{name}’", "Nederland, een provincie of een woondealregio", "iets anders",
            "kies een van deze, of ten minste twee plekken",
        )  # fmt: skip
    if not region.gemeenten_complete:
        raise PortfolioError(
            f"‘{name}’", "een regio waarvan alle gemeenten bekend zijn",
            "een onvolledige lijst van gemeenten", "kies de provincie, of kies zelf plekken",
        )  # fmt: skip
    codes = set(region.gemeente_codes)
    inside = (p for p in catalogue.places.values() if set(p.gemeente_codes) <= codes)
    return _portfolio(catalogue, "woondealregio", code, name, inside)


def selected_portfolio(catalogue: Catalogue, place_ids: Iterable[str]) -> Portfolio:
    """Return a portfolio of chosen places; one with two designations counts once.

    Raises
    ------
    PortfolioError
        When an id is of no place.
    """
    ids = list(dict.fromkeys(place_ids))
    unknown = [place_id for place_id in ids if place_id not in catalogue.places]
    if unknown:
        raise PortfolioError("Selectie", "plekken uit data/places.csv", ", ".join(unknown),
                             "haal deze weg")  # fmt: skip
    chosen = (catalogue.places[place_id] for place_id in ids)
    return _portfolio(catalogue, "selectie", "", "Eigen selectie", chosen)


def own_portfolio(name: str, programmes: Sequence[Programme]) -> Portfolio:
    """Return a portfolio of a user's own plans; rows with one name are one place.

    One without homes is a place too, and so is one with a row that could not be read: how many
    homes it has is not known.
    """
    first: dict[str, str] = {}
    rows = [replace(one, origin=first.setdefault(_same_name(one.name), one.origin))
            for one in programmes]  # fmt: skip
    names: dict[str, str] = {}
    for row in rows:
        names.setdefault(row.origin, row.name)
    unread = {row.origin for row in rows if not row.is_known}
    homes = {row.origin for row in rows if row.high}
    left_out = tuple(
        (called, UNREADABLE if origin in unread else EMPTY)
        for origin, called in names.items()
        if origin in unread or origin not in homes
    )
    known = tuple(row for row in rows if row.origin not in unread)
    return Portfolio("eigen", "", name, names, known, left_out)


def assess(catalogue: Catalogue, portfolio: Portfolio) -> Assessment | Contribution:
    """Set a portfolio against the norms that hold for it; one place gets its contribution."""
    if len(portfolio.places) == 1:
        return contribution_of(catalogue, portfolio)
    programmes = portfolio.programmes
    homes = Homes(sum(p.low for p in programmes), sum(p.high for p in programmes))
    segmented = _homes(programmes, [_single(p) for p in programmes])
    lines: tuple[ShareLine, ...] = ()
    reason = _no_lines(portfolio, homes)
    if not reason:
        lines = tuple(_lines(catalogue, portfolio))
    return Assessment(portfolio, homes, segmented, lines, reason)


def contribution_of(catalogue: Catalogue, portfolio: Portfolio) -> Contribution:
    """Return what the one place of a portfolio adds, without a norm."""
    (name,) = portfolio.places.values()
    programmes = portfolio.programmes
    if not programmes:
        return Contribution(name, None, (), ())
    counted = {share.segment: share.counts for norm in catalogue.manifest.norms.values()
               for share in norm.shares}  # fmt: skip
    parts = tuple((segment, _part(programmes, counts)) for segment, counts in counted.items())
    homes = Homes(sum(p.low for p in programmes), sum(p.high for p in programmes))
    figures = dict.fromkeys(figure for p in programmes for figure in p.figures)
    return Contribution(name, homes, parts, tuple(figures))


def share_interval(
    programmes: Sequence[Programme], counts: Collection[Segment]
) -> tuple[Fraction, Fraction]:
    """Return the lowest and highest share of homes in some segments, over every completion.

    A completion gives each unknown home one of its segments, and each range one of its numbers.

    Raises
    ------
    ZeroDivisionError
        When there are no homes at all.
    """
    least = _extreme([(p.least(counts), p.low, p.high) for p in programmes], highest=False)
    most = _extreme([(p.most(counts), p.low, p.high) for p in programmes], highest=True)
    return least, most


def _extreme(parts: list[tuple[Fraction, int, int]], *, highest: bool) -> Fraction:
    """Return the extreme of a mean weighted by homes, each between its two ends.

    At the extreme the parts beyond it stand at their most homes and the others at their least, so
    only the splits of the ordered parts have to be tried.
    """
    ordered = sorted(parts, reverse=highest)
    extra = [(high - low) for _, low, high in ordered]
    base = sum(low for _, low, _ in ordered)
    counted = sum((part * low for part, low, _ in ordered), Fraction(0))
    totals = accumulate(extra, initial=base)
    gains = (part * more for (part, _, _), more in zip(ordered, extra, strict=True))
    tops = accumulate(gains, initial=counted)
    means = [top / total for top, total in zip(tops, totals, strict=True) if total]
    if not means:
        raise ZeroDivisionError("geen woningen")
    return max(means) if highest else min(means)


def _portfolio(
    catalogue: Catalogue, kind: Kind, code: str, name: str, chosen: Iterable[Place]
) -> Portfolio:
    scopes = scopes_of(catalogue)
    ids = dict.fromkeys(scopes.canonical(place.place_id) for place in chosen)
    places = [catalogue.places[place_id] for place_id in ids]
    sites = [place for place in places if place.kind == "doorbraaklocatie"]
    left_out = [
        (p.name, _overlap_text(catalogue, p)) for p in places if p.kind != "doorbraaklocatie"
    ]
    programmes: list[Programme] = []
    for site in sites:
        programme = programme_of(catalogue, site) if site.is_named else None
        if programme is not None and programme.figures[0].confidence == "stated":
            programmes.append(programme)
        else:
            left_out.append((site.name, NO_HOMES if site.is_named else UNNAMED))
    names = {site.place_id: site.name for site in sites}
    return Portfolio(kind, code, name, names, tuple(programmes), tuple(left_out))


def _same_name(name: str) -> str:
    """Return a name without what does not tell two places apart: case, width and spaces."""
    return " ".join(normalize("NFKC", name).casefold().split())


def _overlap_text(catalogue: Catalogue, place: Place) -> str:
    """Say why a place of another kind is left out, with each overlap that the links name."""
    ids = {place.place_id, *catalogue.links.same_place(place.place_id)}
    links = (link for link in catalogue.links.links if ids & {link.origin, link.target})
    found = [text for link in links if (text := _one_overlap(catalogue, link, ids))]
    return "; ".join((ONLY_SITES, *dict.fromkeys(found or [MAY_OVERLAP])))


def _one_overlap(catalogue: Catalogue, link: Link, ids: Collection[str]) -> str:
    """Write the overlap that a link gives between a place and a doorbraaklocatie, else nothing."""
    other = catalogue.places.get(link.target if link.origin in ids else link.origin)
    if other is None or other.kind != "doorbraaklocatie" or link.relation not in OVERLAPS:
        return ""
    probably = "" if link.confidence == "stated" else "waarschijnlijk "
    ends = (other.name,) if link.relation == "possibly_same" else (probably, other.name)
    return OVERLAPS[link.relation].format(*ends)


def _no_lines(portfolio: Portfolio, homes: Homes) -> str:
    """Say why a portfolio cannot be set against a norm; empty when it can."""
    if not portfolio.places:
        return f"In ‘{portfolio.name}’ liggen geen plekken die kunnen meetellen."
    if portfolio.known == 0 or homes.high == 0:
        return f"Van geen plek in ‘{portfolio.name}’ zijn woningen bekend."
    if portfolio.settled < 2:
        few = "maar één plek" if portfolio.settled else "geen plek"
        return (f"Van {few} is bekend dat zij woningen krijgt, en een oordeel is er alleen over "
                "ten minste twee plekken samen.")  # fmt: skip
    return ""


def _lines(catalogue: Catalogue, portfolio: Portfolio) -> Iterator[ShareLine]:
    for norm in catalogue.manifest.norms.values():
        if norm.area not in (COUNTRY, portfolio.kind, portfolio.code):
            continue
        for share in norm.shares:
            figure = norm_figure(catalogue, share, portfolio.code)
            if figure is not None:
                yield _line(portfolio, norm, share, figure)


def norm_figure(catalogue: Catalogue, share: NormShare, code: str) -> Figure | None:
    """Return the ledger figure that a norm points to, for an area; None when there is none."""
    if share.figure:
        return next((f for f in catalogue.figures if f.figure_id == share.figure), None)
    reading = catalogue.ledger.reading(code, share.quantity)
    return reading.preferred if reading else None


def _line(portfolio: Portfolio, norm: Norm, share: NormShare, figure: Figure) -> ShareLine:
    programmes, goal = portfolio.programmes, exact_share(figure.least)
    low, high = share_interval(programmes, share.counts)
    outcome: Outcome = "above" if low >= goal else "below" if high < goal else "open"
    sure = [1 - p.most(share.counts) + p.least(share.counts) for p in programmes]
    return ShareLine(norm, share.segment, figure, goal, low, high, outcome,
                     _homes(programmes, sure), portfolio.known, len(portfolio.places))  # fmt: skip


def _single(programme: Programme) -> Fraction:
    lots = (lot.share for lot in programme.lots if len(lot.segments) == 1)
    return sum(lots, Fraction(0))


def _homes(programmes: Sequence[Programme], shares: Sequence[Fraction]) -> Homes:
    """Return these shares of the homes, rounded down so that it never says too much."""
    pairs = list(zip(programmes, shares, strict=True))
    low = sum((p.low * share for p, share in pairs), Fraction(0))
    high = sum((p.high * share for p, share in pairs), Fraction(0))
    return Homes(floor(low), floor(high))


def _part(programmes: Sequence[Programme], counts: Collection[Segment]) -> Homes:
    """Return the homes that are and that can be in some segments, rounded outward."""
    low = sum((p.low * p.least(counts) for p in programmes), Fraction(0))
    high = sum((p.high * p.most(counts) for p in programmes), Fraction(0))
    return Homes(floor(low), ceil(high))
