"""A dossier as HTML: a head that stands beside the map, and the tables that follow it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from geo.findings import CLAIM
from geo.ledger import PREFERENCE_RULE
from layers import style
from layers.citing import facts_table, marks_cell, marks_html, sources_list
from layers.dossier import (
    NOT_NAMED,
    Dossier,
    FigureRow,
    GrantRow,
    Line,
    StepRow,
    ThemeRow,
)
from layers.facts import NO_FUNDING, WIDER_MONEY, excluded_text
from layers.finding_panel import badge
from layers.findings import EXPLORATION
from layers.html import NONE, bullets, unbroken

OLD = Markup(' <strong class="old">verouderd</strong>')


def head_html(dossier: Dossier) -> Markup:
    """Return what the place is: kind, name, homes and status."""
    place = dossier.place
    doubt = Markup("<p>{}</p>").format(dossier.doubt) if dossier.doubt else NONE
    return Markup(
        '<article class="place"><p class="kind" style="--kind:{}">{}</p><h1>{}</h1>'
        '<p class="muted">{}</p>{}<p class="big">{}{}</p><p class="muted">{}{}</p>'
        "<h2>Status</h2>{}</article>"
    ).format(
        style.KIND_COLOURS[place.kind], dossier.kinds, place.name, dossier.where, doubt,
        dossier.homes, marks_html(dossier.homes_marks), dossier.homes_note,
        marks_html(dossier.homes_note_marks),
        bullets(_line(line) for line in dossier.status),
    )  # fmt: skip


def body_html(dossier: Dossier, foot: str) -> Markup:
    """Return the tables of a dossier: figures, money, who moves next, findings, sources."""
    return Markup('<article class="dossier">{}</article>').format(
        NONE.join(
            [
                _chapter("Wie is aan zet", _steps(dossier.steps)),
                _chapter("Cijfers", _figures(dossier)),
                _chapter("Middelen van het Rijk", _money(dossier)),
                _chapter(f"{EXPLORATION}: knelpunten per thema", _findings(dossier)),
                _chapter("Bronnen", sources_list(dossier.references)),
                Markup('<p class="muted">{}</p>').format(foot),
            ]
        )
    )


def _chapter(title: str, body: Markup) -> Markup:
    return Markup("<section><h2>{}</h2>{}</section>").format(title, body)


def _steps(steps: Sequence[StepRow]) -> Markup:
    rows = [
        (
            step.theme,
            _solved(step) + unbroken(step.text),
            _named(step.actor),
            _named(step.step) + (f" ({step.moment})" if step.moment else ""),
            marks_cell(step.marks),
        )
        for step in steps
    ]
    none = Markup("<p>Geen bron noemt een knelpunt of een volgende stap bij deze plek.</p>")
    heads = ("Thema", "Knelpunt", "Wie", "Volgende stap", "Bron")
    return facts_table("steps", heads, rows) if rows else none


def _named(text: str) -> Markup:
    """Return what a source names, and quietly that it names nothing."""
    return Markup('<span class="muted">{}</span>' if text == NOT_NAMED else "{}").format(text)


def _solved(step: StepRow) -> Markup:
    return badge("opgelost", words="Opgelost. ") if step.solved else NONE


def _figures(dossier: Dossier) -> Markup:
    rows = [(row.label, _value(row), row.note, marks_cell(row.marks)) for row in dossier.figures]
    table = facts_table("figures", ("Wat", "Cijfer", "Toelichting", "Bron"), rows)
    parts = [table if rows else Markup("<p>Geen cijfers bekend.</p>")]
    if any(row.differs for row in dossier.figures):
        parts.append(Markup('<p class="muted">{}</p>').format(PREFERENCE_RULE))
    if dossier.figures_hidden:
        count = style.count_text(dossier.figures_hidden, "cijfer", "cijfers")
        text = f"{count} met lage zekerheid niet getoond."
        parts.append(Markup('<p class="muted">{}</p>').format(text))
    return NONE.join(parts)


def _value(row: FigureRow) -> Markup:
    mark = Markup(' <span class="muted">voorkeur</span>') if row.preferred else NONE
    return Markup("<strong>{}</strong>{}").format(row.value, mark)


def _money(dossier: Dossier) -> Markup:
    """Return the money near the place, then the wider money, then how much is not for it."""
    parts = [_grants(dossier.grants)]
    if dossier.wider:
        parts.append(Markup("<h3>{}</h3>").format(WIDER_MONEY))
        parts.append(_grants(dossier.wider))
    parts.append(Markup('<p class="muted">{}</p>').format(excluded_text(dossier.excluded)))
    return NONE.join(parts)


def _grants(grants: Sequence[GrantRow]) -> Markup:
    rows = [
        (one.name, Markup("<strong>{}</strong>").format(unbroken(one.amount)),
         one.sure or "Voor deze plek", unbroken(one.condition), marks_cell(one.marks))
        for one in grants
    ]  # fmt: skip
    none = Markup("<p>{}</p>").format(NO_FUNDING)
    heads = ("Bijdrage", "Bedrag", "Reikwijdte", "Voorwaarde", "Bron")
    return facts_table("grants", heads, rows) if rows else none


def _findings(dossier: Dossier) -> Markup:
    rows = [(row.title, badge(row.stand) + (OLD if row.outdated else NONE), _lines(row))
            for row in dossier.themes]  # fmt: skip
    quiet = [
        Markup("<li>{}: {}</li>").format(style.list_text(themes), style.lower(reason))
        for reason, themes in dossier.unchecked
    ]
    parts = [
        Markup('<p class="muted">{}</p>').format(CLAIM),
        facts_table("findings", ("Thema", "Stand", "Bevinding"), rows),
        Markup("<h3>Niet gecontroleerd</h3>") + bullets(quiet) if quiet else NONE,
        NONE.join(Markup('<p class="muted">{}</p>').format(_said(line)) for line in dossier.limits),
    ]
    return NONE.join(parts)


def _lines(row: ThemeRow) -> Markup:
    if len(row.lines) == 1:
        return _said(row.lines[0])
    return bullets(_line(line) for line in row.lines)


def _line(line: Line) -> Markup:
    return Markup("<li>{}</li>").format(_said(line))


def _said(line: Line) -> Markup:
    return unbroken(line.text) + marks_html(line.marks)
