"""The Realisatiestimulans as a chart and a table: an amount a year, with its rule and sources."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from markupsafe import Markup

from geo.catalogue import Catalogue
from geo.model import Issue
from geo.stimulus import MAX_HOMES, Payment, Scenario, StimulusYear
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
FIELDS = {
    "gestarte_woningen": ("Gestarte woningen", "bijvoorbeeld 1.200"),
    "aandeel_betaalbaar": ("Aandeel betaalbaar", "bijvoorbeeld 70 % of 2/3"),
    "al_gesteund": ("Al gesteund", "leeg telt als 0"),
}
"""The fields of a year in the form, each with its label and its hint."""
LABELS = {name: label for name, (label, _) in FIELDS.items()} | {"naam": "Naam van het scenario"}
OWN = "Uw scenario: aannames van uzelf, geen gegevens van Doorbraakkaart."


def start_years(catalogue: Catalogue) -> tuple[int, ...]:
    """Return the years of construction that the scheme pays for; empty when it is not known."""
    reading = catalogue.ledger.reading("S-REALISATIESTIMULANS", "start_year")
    if reading is None:
        return ()
    return tuple(range(int(reading.preferred.least), int(reading.preferred.most) + 1))


def form_note(issue: Issue) -> str:
    """Say what is wrong in the form with the labels of its fields; an issue speaks of a file."""
    where, _, name = issue.where.rpartition(", ")
    given, kind = issue.found.removeprefix("‘").removesuffix("’"), issue.code
    if name in LABELS:
        words = _field_words(kind, name, given)
        words["where"] = f"{where}, {LABELS[name]}"
    elif kind == "schema_value_error":
        words = {"where": f"{issue.where}, {LABELS['al_gesteund']}", "found": "meer dan dat",
                 "repair": "verlaag ‘Al gesteund’ of verhoog een van de andere velden"}  # fmt: skip
    else:
        words = {"repair": "verbeter de waarde"}
    return issue.model_copy(update=words).message


def _field_words(kind: str, name: str, given: str) -> dict[str, str]:
    """Return what a field expects, what stands in it and what to write."""
    if kind in ("schema_missing", "schema_string_too_short"):
        return {"expected": "een waarde", "found": "niets", "repair": f"vul ‘{LABELS[name]}’ in"}
    if name == "aandeel_betaalbaar":
        return {"expected": "een aandeel van 0 tot en met 100 %", "repair": _share_advice(given)}
    if name == "naam":
        return {"repair": "verbeter de naam"}
    words = {
        "expected": f"een geheel getal van 0 tot en met {style.number_text(MAX_HOMES)}",
        "repair": "schrijf een getal zonder minteken, komma of woorden, zoals 1.200",
    }
    if kind == "schema_less_than_equal" and given.isdecimal():
        words |= {"found": f"‘{style.number_text(int(given))}’", "repair": "vul een lager getal in"}
    return words


def _share_advice(given: str) -> str:
    """Return how a share is written; a number up to 100 without % is most likely a percentage."""
    try:
        is_percentage = 1 < Decimal(given.replace(",", ".")) <= 100
    except InvalidOperation:  # no number, or one that cannot be compared
        is_percentage = False
    example = f"{given} %" if is_percentage else "een percentage zoals 66,7 %"
    return f"schrijf {example} of een breuk zoals 2/3"


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
