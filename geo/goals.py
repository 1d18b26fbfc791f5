"""Shares of planned homes against a norm, for a portfolio and never for one place.

Sturing on two thirds betaalbaar and 30 % sociaal must not happen per project, says section 5 of
the letter. So one place has a :class:`Contribution`: what it adds, without a norm beside it. A
portfolio has an interval, from the worst to the best that its unknown homes can turn out to be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from math import ceil, floor
from typing import Literal

from geo.catalogue import COUNTRY, Catalogue
from geo.errors import PortfolioError
from geo.model import Figure, Norm, NormShare, Place, Segment
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
OVERLAPS = "overlapt doorbraaklocaties en telt daarom niet mee"
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
        """How many places have a number of homes."""
        return len({programme.origin for programme in self.programmes})


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
        return (f"{known} van {places} plekken met een bekend aantal woningen; segment bekend van "
                f"{self.segmented.text} van {self.homes.text}.")  # fmt: skip

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
    """Return a portfolio of a user's own plans."""
    names = {programme.origin: programme.name for programme in programmes}
    return Portfolio("eigen", "", name, names, tuple(programmes), ())


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
    left_out = [(p.name, OVERLAPS) for p in places if p.kind != "doorbraaklocatie"]
    programmes: list[Programme] = []
    for site in sites:
        programme = programme_of(catalogue, site) if site.is_named else None
        if programme is not None and programme.figures[0].confidence == "stated":
            programmes.append(programme)
        else:
            left_out.append((site.name, NO_HOMES if site.is_named else UNNAMED))
    names = {site.place_id: site.name for site in sites}
    return Portfolio(kind, code, name, names, tuple(programmes), tuple(left_out))


def _no_lines(portfolio: Portfolio, homes: Homes) -> str:
    """Say why a portfolio cannot be set against a norm; empty when it can."""
    if not portfolio.places:
        return f"In ‘{portfolio.name}’ liggen geen plekken die kunnen meetellen."
    if portfolio.known == 0 or homes.high == 0:
        return f"Van geen plek in ‘{portfolio.name}’ is een aantal woningen bekend."
    if portfolio.known == 1:
        return ("Van maar één plek is het aantal woningen bekend, en over één plek wordt geen "
                "oordeel gegeven.")  # fmt: skip
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
