"""Progress as charts: homes against the goal, woondeals side by side, and where sources differ."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from geo.catalogue import Catalogue
from geo.ledger import PREFERENCE_RULE
from geo.model import Figure
from geo.monitoring import (
    Measure,
    SeveralSources,
    Woondeal,
    progress_of,
    several_sources,
    woondeals_of,
)
from geo.words import percent_text
from layers import style
from layers.chart import Chart
from layers.chart_text import foot_of
from layers.citing import facts_table, marks_cell, marks_html
from layers.html import NONE
from layers.range_chart import Line, range_chart
from layers.references import References

HOMES_TITLE = "Woningen per jaar tegenover het doel"
DEALS_TITLE = "Woondeals per provincie"
SOURCES_TITLE = "Waar bronnen verschillen"


def progress_chart(catalogue: Catalogue) -> Chart | None:
    """Draw what was realised, permitted and is expected beside the goal a year."""
    progress = progress_of(catalogue)
    if progress is None:
        return None
    goal, measures = progress.goal, progress.measures
    most = float(max([goal.most, *(one.figure.most for one in measures)]))
    lines = [_measure(one, float(goal.least), most) for one in measures]
    ids = [goal.source_id, *(one.figure.source_id for one in measures)]
    subtitle = f"Doel: {style.figure_text(goal)}. Licht met stippelrand: een verwachting."
    return range_chart(HOMES_TITLE, subtitle, foot_of(catalogue, ids), lines, texts=330)


def progress_table(catalogue: Catalogue, sources: References) -> Markup:
    """Return the same numbers in a table."""
    progress = progress_of(catalogue)
    if progress is None:
        return Markup("<p>Geen bron noemt een doel per jaar.</p>")
    goal = progress.goal
    rows = [("Doel", _strong(goal), "per jaar", "", "", _marks(sources, [goal]))]
    rows += [
        (style.sentence(one.label)[:-1], _strong(one.figure), _moment(one.figure),
         f"{percent_text(one.of_goal)} van het doel" if one.of_goal else "",
         one.figure.conditions, _marks(sources, [one.figure]))
        for one in progress.measures
    ]  # fmt: skip
    heads = ("Wat", "Aantal", "Periode", "Tegenover het doel", "Toelichting", "Bron")
    return facts_table("progress", heads, rows, HOMES_TITLE)


def deals_chart(catalogue: Catalogue) -> Chart:
    """Draw the woondeals of each provincie, a bar a vintage."""
    deals = woondeals_of(catalogue)
    figures = [figure for one in deals.provincies for figure in one.vintages]
    most = float(max((figure.most for figure in figures), default=Decimal(1)))
    lines = [line for one in deals.provincies for line in _vintages(one, most)]
    subtitle = "Afgesproken woningen 2022 tot en met 2030; licht: een eerdere jaargang."
    ids = [figure.source_id for figure in figures]
    return range_chart(DEALS_TITLE, subtitle, foot_of(catalogue, ids), lines, texts=260)


def deals_html(catalogue: Catalogue, sources: References) -> Markup:
    """Return what may be added of the woondeals, the regions with the reason why not, and all."""
    deals = woondeals_of(catalogue)
    parts = []
    for total in deals.totals:
        moment = style.date_text(total.terms[0].reference_date)
        parts.append(
            Markup("<p>Alle provincies samen, jaargang {}: <strong>{}</strong>{}</p>").format(
                moment, total.text, marks_html(sources.marks([f.source_id for f in total.terms]))
            )
        )
    rows = [
        (kind, one.name, _strong(figure), style.date_text(figure.reference_date),
         style.period_text(figure.period) if figure.period else "onbekend",
         _marks(sources, [figure]))
        for kind, found in (("Provincie", deals.provincies), ("Regio", deals.regions))
        for one in found for figure in one.vintages
    ]  # fmt: skip
    heads = ("Soort", "Naam", "Woningen", "Jaargang", "Periode", "Bron")
    parts.append(Markup("<p class='muted'>{}</p>").format(deals.regions_reason))
    table = facts_table("deals", heads, rows, DEALS_TITLE)
    parts.append(Markup("<details><summary>Alle woondeals in een tabel</summary>{}</details>")
                 .format(table))  # fmt: skip
    return NONE.join(parts)


def differing(catalogue: Catalogue) -> tuple[SeveralSources, ...]:
    """Return the quantities on which sources say different things; vintages are no dispute."""
    return tuple(s for s in several_sources(catalogue) if s.differs and not s.vintages)


def sources_chart(catalogue: Catalogue) -> Chart:
    """Draw each quantity on which sources differ as a range, every line on its own scale."""
    found = [one for one in differing(catalogue) if one.reading.quantity.unit != "year"]
    lines = [_several(one) for one in found]
    ids = [figure.source_id for one in found for figure in one.reading.figures]
    subtitle = "Elke regel heeft een eigen schaal vanaf nul. Een stip is wat een bron noemt."
    return range_chart(SOURCES_TITLE, subtitle, foot_of(catalogue, ids), lines, texts=330)


def sources_html(catalogue: Catalogue, sources: References) -> Markup:
    """Return every quantity on which sources differ with all of them, and the rule."""
    rows = []
    for one in differing(catalogue):
        for number, figure in enumerate(one.reading.figures):
            label = f"{one.name}: {one.reading.quantity.label}"
            rows.append((
                label if number == 0 else "", _strong(figure),
                "voorkeur" if number == 0 else "", figure.conditions,
                _marks(sources, [figure]),
            ))  # fmt: skip
    heads = ("Gegeven", "Wat de bron noemt", "", "Toelichting", "Bron")
    rule = Markup("<p class='muted'>{}</p>").format(PREFERENCE_RULE)
    same = sum(not one.differs for one in several_sources(catalogue))
    count = Markup("<p class='muted'>Bij {} zeggen meer bronnen hetzelfde.</p>").format(
        style.count_text(same, "ander gegeven", "andere gegevens")
    )
    return rule + facts_table("conflicts", heads, rows, SOURCES_TITLE) + count


def _measure(one: Measure, goal: float, most: float) -> Line:
    share = f"{percent_text(one.of_goal)} van het doel" if one.of_goal else ""
    name = ", ".join(filter(None, (style.sentence(one.label)[:-1], _moment(one.figure))))
    return Line(
        name, 0, float(one.figure.most), most,
        style.figure_text(one.figure), share, is_bar=True, pale=one.expected, norm=goal,
        norm_text=f"doel {style.number_text(Decimal(int(goal)))}",
    )  # fmt: skip


def _vintages(one: Woondeal, most: float) -> list[Line]:
    last = len(one.vintages) - 1
    return [
        Line(one.name if number == 0 else "", 0, float(figure.most), most,
             style.figure_text(figure), style.date_text(figure.reference_date), is_bar=True,
             pale=number < last)
        for number, figure in enumerate(one.vintages)
    ]  # fmt: skip


def _several(one: SeveralSources) -> Line:
    figures = one.reading.figures
    dots = {float(figure.value) for figure in figures if figure.value is not None}
    span = style.range_text(one.reading.low, one.reading.high, one.reading.quantity.unit)
    return Line(
        f"{one.name}: {one.reading.quantity.label}", float(one.reading.low),
        float(one.reading.high), float(one.reading.high), span,
        style.count_text(len(figures), "bron", "bronnen"), dots=tuple(sorted(dots)),
    )  # fmt: skip


def _moment(figure: Figure) -> str:
    return style.period_text(figure.period) if figure.period else ""


def _strong(figure: Figure) -> Markup:
    return Markup("<strong>{}</strong>").format(style.figure_text(figure))


def _marks(sources: References, figures: Sequence[Figure]) -> Markup:
    return marks_cell(sources.marks([figure.source_id for figure in figures]))
