"""The Realisatiestimulans as a chart and a table: an amount a year, with its rule and sources."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from geo.catalogue import Catalogue
from geo.stimulus import Payment, Scenario, StimulusYear
from geo.words import euro_text
from layers import style
from layers.chart import Chart
from layers.chart_text import foot_of
from layers.citing import facts_table, marks_cell, marks_html
from layers.html import NONE, bullets
from layers.range_chart import Line, range_chart
from layers.references import References

INTRO = (
    "Vul per startjaar in wat u aanneemt. ‘Al gesteund’ zijn betaalbare woningen die een andere "
    "rijksregeling al betaalt; die krijgen de bijdrage niet. Een leeg jaar blijft onbekend."
)
OWN = "Uw scenario: aannames van uzelf, geen gegevens van Doorbraakkaart."


def start_years(catalogue: Catalogue) -> tuple[int, ...]:
    """Return the years of construction that the scheme pays for; empty when it is not known."""
    reading = catalogue.ledger.reading("S-REALISATIESTIMULANS", "start_year")
    if reading is None:
        return ()
    return tuple(range(int(reading.preferred.least), int(reading.preferred.most) + 1))


def stimulus_chart(catalogue: Catalogue, payment: Payment) -> Chart:
    """Draw the amount of each year that the scenario speaks of."""
    most = max((year.amount_eur or 0 for year in payment.years), default=0) or 1
    lines = [_line(year, float(most)) for year in payment.years]
    title = f"Realisatiestimulans volgens ‘{payment.scenario.naam}’"
    foot = f"{OWN} {foot_of(catalogue, payment.source_ids)}"
    return range_chart(title, "Uitkering per jaar", foot, lines, texts=330)


def stimulus_head(payment: Payment, sources: References) -> Markup:
    """Return the amount of all years with input, over which years it is, and the assumptions."""
    marks = marks_html(sources.marks(list(payment.source_ids)))
    known = len(payment.years) - len(payment.missing)
    total = euro_text(Decimal(payment.total_eur)) if known else "Nog geen bedrag"
    head = Markup("<p class='big'>{}{}</p><p>{}</p>").format(total, marks, _covered(payment, known))
    return head + _assumptions(payment.scenario)


def stimulus_table(payment: Payment, sources: References) -> Markup:
    """Return each year with its input, its amount, the rule and the sources of the rule."""
    marks = marks_cell(sources.marks(list(payment.source_ids)))
    rows = [
        (str(year.year), _number(year.starts), _number(year.affordable), _number(year.excluded),
         _number(year.counted), _money(year), year.rule, marks)
        for year in payment.years
    ]  # fmt: skip
    heads = ("Uitkering", "Gestarte woningen", "Betaalbaar", "Al gesteund", "Telt mee", "Bedrag",
             "Regel", "Bron")  # fmt: skip
    return facts_table("payment", heads, rows, "Uitkering per jaar")


def has_amounts(payment: Payment) -> bool:
    """Whether the scenario speaks of at least one year."""
    return len(payment.missing) < len(payment.years)


def _covered(payment: Payment, known: int) -> str:
    """Say over which years the amount is, and of which nothing is known."""
    if not known:
        return "Vul ten minste één jaar in: gestarte woningen en het aandeel betaalbaar."
    years = style.list_text([str(year) for year in payment.missing])
    rest = f" Voor {years} zegt het scenario niets." if years else ""
    return f"Over {style.count_text(known, 'jaar', 'jaren')}.{rest}"


def _assumptions(scenario: Scenario) -> Markup:
    items = bullets(Markup("<li>{}</li>").format(text) for text in scenario.aannames)
    own = Markup("<p class='muted'>{}</p>").format(OWN)
    return own + (items if scenario.aannames else NONE)


def _line(year: StimulusYear, most: float) -> Line:
    name = f"{year.year} (bouw gestart in {year.start_year})"
    if year.amount_eur is None:
        return Line(name, 0, 0, most, "onbekend", "geen invoer", is_bar=True, pale=True)
    counted = style.count_text(year.counted or 0, "woning telt mee", "woningen tellen mee")
    return Line(name, 0, float(year.amount_eur), most, _money(year), counted, is_bar=True)


def _number(number: int | None) -> str:
    return "onbekend" if number is None else style.number_text(number)


def _money(year: StimulusYear) -> str:
    return "onbekend" if year.amount_eur is None else style.euro_text(Decimal(year.amount_eur))
