"""Adding in words: the exact sum, or the one sentence that says why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from geo.catalogue import Catalogue
from geo.funding import funds
from geo.model import Figure
from geo.monitoring import woondeals_of
from geo.pairs import Refusal
from geo.sums import PerHome, Sum, add, clashes, per_home, times_rate
from geo.words import euro_text, figure_text, number_text
from layers import style
from layers.citing import marks_html
from layers.html import NONE, bullets
from layers.references import References

UNITS = ("euro", "homes")
RATE = "euro/home"
GEBIEDSBUDGET = "S-GEBIEDSBUDGET-2023"


@dataclass(frozen=True)
class Example:
    """A sum that people make, right or wrong, by the ids of its figures."""

    title: str
    figure_ids: tuple[str, ...]


WRONG = (
    Example("145.000 + 273.000 woningen",
            ("S-KORTE-TERMIJN.homes_supported.1", "S-SAMEN.homes_supported.1")),
    Example("€ 208 mln + ruim € 200 mln (Cortelande)",
            ("S-MIDDEN-HOLLAND.amount.1", "B-CORTELANDE-2025.amount.11")),
    Example("€ 180 + 50 + 600 mln (NPLV)",
            ("S-NPLV-RUIMTE.amount.1", "S-NPLV-PERSONEEL.amount.1", "S-NPLV.amount.1")),
    Example("Woningen van de Wbi × € 7.000",
            ("S-WBI-2025.homes_supported.11", "S-REALISATIESTIMULANS.amount_per_home.1")),
    Example("€ 5 mld + € 877 mln", ("S-WONINGBOUWMIDDELEN.amount.1", "S-GEBIEDSBUDGET.amount.1")),
)  # fmt: skip


def right_examples(catalogue: Catalogue) -> tuple[Example, ...]:
    """Return sums that may be made: all rows of the gebiedsbudget of 2023, and 180 + 50."""
    parts = (link.origin for link in catalogue.links.links
             if (link.target, link.relation) == (GEBIEDSBUDGET, "part_of"))  # fmt: skip
    readings = (catalogue.ledger.reading(part, "amount") for part in parts)
    rows = tuple(sorted(reading.preferred.figure_id for reading in readings if reading))
    return (
        Example(f"{len(rows)} bijdragen uit het gebiedsbudget van 2023", rows),
        Example("€ 180 + 50 mln (NPLV)", ("S-NPLV-RUIMTE.amount.1", "S-NPLV-PERSONEEL.amount.1")),
    )


def examples_of(catalogue: Catalogue) -> tuple[Example, ...]:
    """Return all ready examples whose figures the data has, the wrong ones first."""
    known = set(choices(catalogue))
    found = (*WRONG, *right_examples(catalogue))
    return tuple(one for one in found if one.figure_ids and set(one.figure_ids) <= known)


def choices(catalogue: Catalogue) -> dict[str, Figure]:
    """Return what may be chosen, by id: amounts and homes of schemes, places and woondeals."""
    ledger = catalogue.ledger
    subjects = dict.fromkeys((*funds(catalogue), *catalogue.places))
    figures = [r.preferred for one in subjects for r in ledger.readings(one)
               if r.quantity.unit in (*UNITS, RATE)]  # fmt: skip
    deals = woondeals_of(catalogue)
    figures += [f for one in (*deals.provincies, *deals.regions) for f in one.vintages]
    return {figure.figure_id: figure for figure in figures}


def choice_text(catalogue: Catalogue, figure: Figure) -> str:
    """Write a choice so that it is found by its number and by its name."""
    label = catalogue.quantities[figure.quantity].label
    kind = "" if label in ("bedrag", "woningen") else f", {label}"
    return f"{style.figure_text(figure)} · {catalogue.names[figure.subject]}{kind}"


Outcome = Sum | Refusal | PerHome | Decimal


def outcome_of(catalogue: Catalogue, figures: Sequence[Figure]) -> Outcome:
    """Add; homes with an amount per home are multiplied, an amount with homes is divided."""
    units = sorted(figure.unit for figure in figures)
    by_unit = {figure.unit: figure for figure in figures}
    if units == [RATE, "homes"]:
        return times_rate(catalogue, by_unit["homes"], by_unit[RATE])
    if units == ["euro", "homes"]:
        return per_home(catalogue, by_unit["euro"], by_unit["homes"])
    return add(catalogue, figures)


def outcome_html(catalogue: Catalogue, figures: Sequence[Figure], sources: References) -> Markup:
    """Return the answer in large letters, with what it rests on."""
    outcome = outcome_of(catalogue, figures)
    if isinstance(outcome, Refusal):
        return _refused(catalogue, figures, outcome, sources)
    ids = [figure.source_id for figure in figures]
    if isinstance(outcome, Sum):
        ids += [ground.source_id for ground in outcome.grounds if ground.source_id]
        return _answer(outcome.text, [_exactly(outcome), *_remarks(outcome)], ids, sources)
    if isinstance(outcome, PerHome):
        notes = [style.sentence(text) for text in (outcome.whose, *outcome.remarks)]
        return _answer(outcome.text, notes, ids, sources)
    return _answer(euro_text(outcome), [], ids, sources)


def examples_html(catalogue: Catalogue, sources: References) -> Markup:
    """Return the ready examples with their outcome in one sentence each."""
    known = choices(catalogue)
    items = []
    for example in examples_of(catalogue):
        figures = [known[one] for one in example.figure_ids]
        outcome = outcome_of(catalogue, figures)
        refused = isinstance(outcome, Refusal)
        text = outcome.sentence if isinstance(outcome, Refusal) else f"{_text(outcome)}."
        ids = outcome.source_ids if isinstance(outcome, Refusal) else _ids(figures)
        items.append(
            Markup("<li><strong>{}</strong> {} {}{}</li>").format(
                example.title, _sign(refused), text, marks_html(sources.marks(list(ids)))
            )
        )
    return bullets(items)


def _ids(figures: Sequence[Figure]) -> list[str]:
    return [figure.source_id for figure in figures]


def _text(outcome: Outcome) -> str:
    if isinstance(outcome, Decimal):
        return euro_text(outcome)
    assert not isinstance(outcome, Refusal)
    return outcome.text


def _sign(refused: bool) -> Markup:
    return Markup('<span class="sign {}">{}</span>').format(
        "no" if refused else "yes", "geen som" if refused else "mag"
    )


def _refused(
    catalogue: Catalogue, figures: Sequence[Figure], first: Refusal, sources: References
) -> Markup:
    """Return the refusal in one sentence, and the other pairs that may not be added either."""
    others = [one for one in clashes(catalogue, figures) if one.sentence != first.sentence]
    marks = marks_html(sources.marks(list(first.source_ids)))
    more = NONE
    if others and isinstance(outcome_of(catalogue, figures), Refusal) and len(figures) > 2:
        items = bullets(
            Markup("<li>{}{}</li>").format(
                one.sentence, marks_html(sources.marks(list(one.source_ids)))
            )
            for one in others
        )
        words = style.count_text(len(others), "ander paar", "andere paren")
        more = Markup("<details><summary>Ook {}</summary>{}</details>").format(words, items)
    return Markup(
        '<section class="answer" role="status"><p class="big">Geen som</p><p>{}{}</p>{}</section>'
    ).format(first.sentence, marks, more)


def _exactly(total: Sum) -> str:
    """Write the sum as a calculation, every digit kept."""
    ends = dict.fromkeys(number_text(end) for end in (total.low, total.high))
    sign = "€ " if total.unit == "euro" else ""
    return f"{total.formula} = {' tot '.join(f'{sign}{end}' for end in ends)}."


def _remarks(total: Sum) -> list[str]:
    """Say how sure a sum is, which terms are conditional, and what was counted once."""
    notes = []
    if total.confidence != "stated":
        notes.append(f"Zekerheid van de som: {style.CONFIDENCES[total.confidence]}.")
    if len(total.conditional) == len(total.terms) > 1:
        notes.append("Al deze bedragen zijn onder voorwaarden.")
    elif total.conditional:
        money = style.list_text([figure_text(figure) for figure in total.conditional])
        notes.append(f"Onder voorwaarden: {money}.")
    if total.twins:
        notes.append("Een plek met twee aanwijzingen telt één keer.")
    grounds = dict.fromkeys(ground.text for ground in total.grounds)
    notes += [f"Waarom dit mag: {'; '.join(grounds)}."] if grounds else []
    return notes


def _answer(text: str, notes: Sequence[str], ids: Sequence[str], sources: References) -> Markup:
    body = NONE.join(Markup("<p>{}</p>").format(note) for note in notes)
    marks = marks_html(sources.marks(list(ids)))
    return Markup(
        '<section class="answer" role="status"><p class="big">{}{}</p>{}</section>'
    ).format(text, marks, body)
