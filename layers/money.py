"""The funding structure in words: every amount in a table, and every overlap and doubt."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from geo.catalogue import Catalogue
from geo.funding import Amount, Scope
from geo.model import Decision, Link
from layers import style
from layers.citing import facts_table, marks_cell
from layers.html import NONE
from layers.references import References
from layers.structure import RELATIONS, Row, edges_of, reach_text, rows_of
from layers.structure_chart import edge_letter

STAGES = {
    "available": "beschikbaar gesteld", "granted": "toegekend", "agreed": "afgesproken",
    "reserved": "gereserveerd", "claimable": "aan te vragen", "requested": "gevraagd",
    "unknown": "niet genoemd in de bron",
}  # fmt: skip
HEADS = ("Regeling of bijdrage", "Bedrag", "Deel van", "Periode", "Woningen", "Bereik",
         "Voorwaarde", "Stand", "Bron")  # fmt: skip
NO_CONDITION = "de bron noemt er geen"
UNKNOWN = "onbekend"


def structure_table(catalogue: Catalogue, picture: str, sources: References) -> Markup:
    """Return every amount of a picture with what a reader must know before using it."""
    cells = [
        line for row in rows_of(catalogue, picture) if not row.again
        for line in _lines(catalogue, row, sources)
    ]  # fmt: skip
    return facts_table("amounts", HEADS, cells, "Alle bedragen van deze tekening")


def edges_table(catalogue: Catalogue, picture: str, sources: References) -> Markup:
    """Return the overlaps and doubts of a picture by the letter that they have in it."""
    edges = edges_of(catalogue, rows_of(catalogue, picture))
    if not edges:
        return Markup("<p>Tussen deze bedragen noemt het register geen overlap of twijfel.</p>")
    rows = [
        (edge_letter(n), catalogue.names[e.origin], RELATIONS[e.relation],
         catalogue.names[e.target], _why(e), marks_cell(sources.marks([e.source_id])))
        for n, e in enumerate(edges)
    ]  # fmt: skip
    heads = ("Lijn", "Dit bedrag", "Verband", "Dat bedrag", "Waarom", "Bron")
    return facts_table("edges", heads, rows, "Overlap en twijfel in deze tekening")


def _why(link: Link) -> str:
    sure = "" if link.confidence == "stated" else " Afgeleid, niet door een bron gezegd."
    return style.sentence(link.note or "De bron noemt het verband.") + sure


def _lines(catalogue: Catalogue, row: Row, sources: References) -> list[tuple[str | Markup, ...]]:
    """Return a line for each amount of a scope; one without an amount when none is known."""
    scope = row.scope
    amounts: Sequence[Amount | None] = scope.amounts or (None,)
    return [_line(catalogue, row, one, number, sources) for number, one in enumerate(amounts)]


def _line(
    catalogue: Catalogue, row: Row, amount: Amount | None, number: int, sources: References
) -> tuple[str | Markup, ...]:
    scope = row.scope
    figures = amount.reading.figures if amount else ()
    homes = scope.homes if number == 0 else ()
    ids = [f.source_id for f in (*figures, *homes)] or _link_ids(scope)
    return (
        _name(row, amount, number), _amount(amount), "" if number else _wholes(catalogue, scope),
        _period(amount), _homes(amount, scope, number), reach_text(catalogue, scope),
        (amount.condition or NO_CONDITION) if amount else "", _stage(amount),
        marks_cell(sources.marks([*ids, *_decided_by(amount)])),
    )  # fmt: skip


def _name(row: Row, amount: Amount | None, number: int) -> Markup:
    name = row.scope.name
    if amount is not None and number:
        name = f"{name}: {amount.reading.quantity.label}"
    return Markup('<span class="deep" style="--depth:{}">{}</span>').format(row.depth, name)


def _amount(amount: Amount | None) -> Markup:
    if amount is None:
        return Markup('<span class="muted">onbekend</span>')
    derived = amount.figure.kind == "afgeleid"
    how = Markup(' <span class="muted">afgeleid: {}</span>').format(amount.figure.formula)
    text = Markup("<strong>{}</strong>").format(style.figure_text(amount.figure))
    return text + (how if derived else NONE)


def _wholes(catalogue: Catalogue, scope: Scope) -> str:
    links = scope.amounts[0].wholes if scope.amounts else ((scope.link,) if scope.link else ())
    return style.list_text([
        f"{catalogue.names[link.target]}"
        f"{'' if link.confidence == 'stated' else ' (waarschijnlijk)'}"
        for link in links
    ])  # fmt: skip


def _period(amount: Amount | None) -> str:
    return style.period_text(amount.figure.period) if amount and amount.figure.period else UNKNOWN


def _homes(amount: Amount | None, scope: Scope, number: int) -> str:
    if amount is not None:
        shown = [one.preferred for one in amount.homes]
    else:
        shown = list(scope.homes) if number == 0 else []
    words = {"homes_affordable": " (betaalbaar)"}
    return style.list_text([style.figure_text(f) + words.get(f.quantity, "") for f in shown])


def _stage(amount: Amount | None) -> str:
    decision: Decision | None = amount.decision if amount else None
    if decision is None:
        return STAGES["unknown"] if amount else ""
    moment = f" ({decision.event} van {style.date_text(decision.decided)})"
    return STAGES[decision.stage] + (moment if decision.event else "")


def _decided_by(amount: Amount | None) -> list[str]:
    return [amount.decision.source_id] if amount and amount.decision else []


def _link_ids(scope: Scope) -> list[str]:
    return [scope.link.source_id] if scope.link else []
