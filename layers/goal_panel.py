"""Goals in words and as intervals: a portfolio against its norms, one place without a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from geo.catalogue import COUNTRY, Catalogue
from geo.goals import (
    OUTCOMES,
    Assessment,
    Contribution,
    Portfolio,
    ShareLine,
    area_portfolio,
    assess,
    selected_portfolio,
)
from geo.words import figure_text, percent_text
from layers import style
from layers.chart import Chart
from layers.chart_text import foot_of
from layers.citing import facts_table, marks_cell, marks_html
from layers.html import NONE, bullets
from layers.range_chart import Line, range_chart
from layers.references import References

OWN = "selectie"
TOO_FEW = "Kies plekken om te zien wat zij samen bijdragen."


def areas_of(catalogue: Catalogue) -> dict[str, str]:
    """Return the areas that have a portfolio: the country, provincies, complete woondealregio's."""
    provincies = sorted(catalogue.provincie_names.items(), key=lambda item: item[1])
    regions = {s.subject_id: f"Woondealregio {s.name}" for s in catalogue.subjects.values()
               if s.kind == "woondealregio" and s.gemeenten_complete}  # fmt: skip
    return {COUNTRY: "Nederland"} | dict(provincies) | regions | {OWN: "Eigen selectie van plekken"}


def portfolio_of(catalogue: Catalogue, area: str, place_ids: Sequence[str]) -> Portfolio | None:
    """Return the portfolio of an area, or of chosen places; None when none is chosen."""
    if area != OWN:
        return area_portfolio(catalogue, area)
    return selected_portfolio(catalogue, place_ids) if place_ids else None


def goal_chart(catalogue: Catalogue, found: Assessment) -> Chart:
    """Draw each share as an interval against its norm."""
    lines: list[Line] = []
    for line in found.lines:
        if not lines or lines[-1].note != line.norm.title:
            lines.append(Line(line.norm.title, note=line.norm.title))
        lines.append(_line(line))
    lines = [Line(one.name) if not one.scale else Line(**{**one.__dict__, "note": ""})
             for one in lines]  # fmt: skip
    title = f"Aandelen in {found.portfolio.name}: {_count(found.portfolio)}"
    ids = [figure.source_id for figure in found.figures]
    return range_chart(title, SUBTITLE, foot_of(catalogue, ids), lines, texts=180)


SUBTITLE = (
    "Aandeel van de woningen, van het laagste tot het hoogste dat nog kan; de streep is de norm."
)


def goal_html(
    catalogue: Catalogue, found: Assessment | Contribution, sources: References
) -> Markup:
    """Return what the numbers are, over how much they speak, and what was left out."""
    if isinstance(found, Contribution):
        return _contribution(found, sources)
    marks = marks_html(sources.marks([figure.source_id for figure in found.figures]))
    head = Markup("<p class='big'>{}{}</p><p>{}</p>").format(
        style.sentence(found.homes.text).rstrip("."), marks, found.coverage
    )
    said = found.reason or NONE
    body = Markup("<p>{}</p>").format(said) if said else _table(found, sources)
    return head + body + _left_out(found.portfolio)


def sources_of(found: Assessment, line: ShareLine) -> list[str]:
    """Return the sources of a share: of the homes and their segments, then of the norm."""
    told = [figure for one in found.portfolio.programmes for figure in one.figures]
    return [figure.source_id for figure in (*told, line.figure)]


def _line(line: ShareLine) -> Line:
    low, high = percent_text(line.low, "down"), percent_text(line.high, "up")
    same = line.low == line.high
    return Line(
        line.segment.capitalize(), float(line.low), float(line.high), 1.0,
        percent_text(line.low) if same else f"{low} tot {high}", line.norm.title,
        dots=(float(line.low),) if same else (), norm=float(line.goal),
        norm_text=f"norm {percent_text(line.goal)}",
    )  # fmt: skip


def _count(portfolio: Portfolio) -> str:
    return f"{portfolio.known} van {style.count_text(len(portfolio.places), 'plek', 'plekken')}"


def _table(found: Assessment, sources: References) -> Markup:
    rows = [
        (line.norm.title, line.segment.capitalize(), percent_text(line.goal), _span(line),
         line.decided.text, style.sentence(OUTCOMES[line.outcome]),
         marks_cell(sources.marks(sources_of(found, line))))
        for line in found.lines
    ]  # fmt: skip
    heads = ("Norm", "Segment", "Norm voor het aandeel", "Aandeel dat kan", "Waarover bekend",
             "Ten opzichte van de norm", "Bron")  # fmt: skip
    rest = len(found.portfolio.places) - found.portfolio.known
    note = Markup("<p class='muted'>Over {} zonder bekend aantal woningen zegt dit niets.</p>")
    told = note.format(style.count_text(rest, "plek", "plekken")) if rest else NONE
    return facts_table("shares", heads, rows, "Aandelen tegenover de norm") + told


def _span(line: ShareLine) -> str:
    if line.low == line.high:
        return percent_text(line.low)
    return f"{percent_text(line.low, 'down')} tot {percent_text(line.high, 'up')}"


def _left_out(portfolio: Portfolio) -> Markup:
    if not portfolio.left_out:
        return NONE
    reasons: dict[str, list[str]] = {}
    for name, reason in portfolio.left_out:
        reasons.setdefault(reason, []).append(name)
    items = bullets(_reasons(reasons))
    return Markup("<details><summary>{} niet meegeteld, en waarom</summary>{}</details>").format(
        style.count_text(len(portfolio.left_out), "plek", "plekken"), items
    )


def _reasons(reasons: dict[str, list[str]]) -> Iterator[Markup]:
    for reason, names in reasons.items():
        yield Markup("<li>{}: {}.</li>").format(style.sentence(reason)[:-1], style.list_text(names))


def _contribution(found: Contribution, sources: References) -> Markup:
    marks = marks_html(sources.marks([figure.source_id for figure in found.figures]))
    homes = figure_text(found.figures[0]) if found.homes else "aantal woningen onbekend"
    parts = [
        Markup("<li>{}: {}</li>").format(segment.capitalize(), part.text)
        for segment, part in found.parts
    ]
    return Markup(
        "<p class='muted'>Bijdrage van één plek</p><p class='big'>{}: {}{}</p>{}<p>{}</p>"
    ).format(found.name, homes, marks, bullets(parts) if parts else NONE, found.reason)


def assessed(
    catalogue: Catalogue, area: str, place_ids: Sequence[str]
) -> Assessment | Contribution | None:
    """Set an area or chosen places against the norms; None when nothing is chosen."""
    portfolio = portfolio_of(catalogue, area, place_ids)
    return assess(catalogue, portfolio) if portfolio and portfolio.places else None
