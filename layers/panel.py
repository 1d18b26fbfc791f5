"""What stands beside a map: a place with its figures and sources, as HTML that escapes all data.

Markup (markupsafe) escapes whatever is formatted into it; ``st.markdown`` would read a name with
``$``, backticks or asterisks as mark-up of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from markupsafe import Markup

from geo.catalogue import SITE_LIST, Catalogue
from geo.constraints import Theme
from geo.ledger import PREFERENCE_RULE
from geo.lookup import NET_THEMES
from geo.model import Figure, Place, Statement
from geo.selection import add_homes
from layers import style
from layers.facts import (
    NO_FUNDING,
    counts_of,
    doubt_of,
    headline,
    headline_text,
    kinds_text,
    nature_fact,
    official_total,
    source_text,
    total_text,
    where_text,
)
from layers.figures import FigureLine, figure_lines, hidden_count, reading_note, span_text
from layers.findings import Said, answers_of
from layers.funding import grants_of, wider_of
from layers.html import NONE, bullets, cited, dossier_link, section

HOW = "Klik op een symbool op de kaart of op een naam in de tabel eronder."
MEND = "Pas de filters links aan of wis ze."


def place_panel(
    catalogue: Catalogue, place: Place, address: Mapping[str, str] | None = None
) -> Markup:
    """Return a place: what it is, its figures with their sources, and what lies near."""
    parts = [
        _heading(catalogue, place),
        _homes(catalogue, place),
        section("Middelen van het Rijk", _funding(catalogue, place)),
        section("Status", _status(catalogue, place)),
        section("Alle cijfers", _figures(catalogue, place)),
        section("Rond deze plek: verkenning, geen toets", _around(catalogue, place)),
    ]
    if address:
        links = Markup('<p class="foot">{} · <a href="?{}">Link naar dit beeld</a></p>')
        parts.append(links.format(dossier_link(place), urlencode(address)))
    return Markup('<article class="place">{}</article>').format(NONE.join(parts))


def summary_panel(
    catalogue: Catalogue, places: Sequence[Place], how: str = HOW, mend: str = MEND
) -> Markup:
    """Return what stands in the panel before a place is chosen: what may be added up, and how on.

    Only doorbraaklocaties are added; see :func:`geo.selection.add_homes`. ``how`` says how to
    choose a place, ``mend`` what to do when there is none.
    """
    rows = counts_of(places)
    counts = bullets(Markup("<li>{}: {}</li>").format(name, count) for name, count in rows)
    gaps = NONE.join(Markup('<p class="muted">{}</p>').format(t) for t in list_notes(catalogue))
    return Markup(
        '<article class="place"><h2>{}</h2><p>{}</p><h3>In deze selectie</h3>{}{}{}</article>'
    ).format(
        "Kies een plek" if places else "Geen plekken",
        how if places else mend,
        counts, _total(catalogue, places), gaps,
    )  # fmt: skip


def list_notes(catalogue: Catalogue) -> tuple[str, ...]:
    """Say what is not known about the lists of places themselves, from the ledger."""

    def value(quantity: str) -> str:
        reading = catalogue.ledger.reading(SITE_LIST, quantity)
        return style.number_text(reading.preferred.least) if reading else "onbekend"

    held = sum(p.kind == "doorbraaklocatie" for p in catalogue.places.values())
    return (
        f"Openbare bronnen noemen {value('sites_chosen')} gekozen doorbraaklocaties en "
        f"{value('sites_studied')} in onderzoek. Doorbraakkaart heeft er {held}; welke zijn "
        "gekozen en welke in onderzoek zijn, is niet bekend.",
    )


def _total(catalogue: Catalogue, places: Sequence[Place]) -> Markup:
    """Return the homes that may be added, each with its place so that a reader can add again."""
    total = add_homes(catalogue, places)
    if not total.known:
        return NONE
    terms = bullets(
        Markup("<li>{}: {}</li>").format(catalogue.names[f.subject], style.figure_text(f))
        for f in total.figures
    )
    why = (
        "Alleen doorbraaklocaties die een bron noemt, met een aantal uit een bron. NPLV-gebieden, "
        "grootschalige gebieden en waarschijnlijke plekken tellen niet mee: ze overlappen, of hun "
        "cijfers gaan over hele programma's."
    )
    span, over = total_text(catalogue, places)
    return Markup(
        '<p class="big">{}</p><details><summary>{}</summary>{}<p>{}</p></details>'
    ).format(span, over, terms, " ".join(filter(None, (why, official_total(catalogue)))))


def _heading(catalogue: Catalogue, place: Place) -> Markup:
    doubt = doubt_of(place)
    return Markup(
        '<p class="kind" style="--kind:{}">{}</p><h2>{}</h2><p class="muted">{}</p>{}'
    ).format(
        style.KIND_COLOURS[place.kind], kinds_text(catalogue, place), place.name,
        where_text(catalogue, place), Markup("<p>{}</p>").format(doubt) if doubt else NONE,
    )  # fmt: skip


def _homes(catalogue: Catalogue, place: Place) -> Markup:
    reading = headline(catalogue, place)
    if reading is None:
        return Markup('<p class="big">Aantal woningen onbekend</p>')
    several = Markup("")
    if reading.is_conflict:
        several = Markup(
            "<details><summary>{} bronnen samen: <strong>{}</strong></summary><p>{}</p></details>"
        ).format(len(reading.figures), span_text(reading), PREFERENCE_RULE)
    sure = "" if place.is_named else "Voor de waarschijnlijke plek. "
    return Markup('<p class="big">{}</p><p class="muted">{}{}</p>{}').format(
        headline_text(reading), sure, source_text(catalogue, reading.preferred), several
    )


def _status(catalogue: Catalogue, place: Place) -> Markup:
    rows = [(place.designation, place.designation_source_id)]
    rows += [(place.status, place.status_source_id)] if place.status else []
    if place.composition:
        sure = "" if place.composition_basis == "stated" else "Waarschijnlijk "
        rows.append((f"{sure}Bestaat uit: {place.composition}", place.composition_source_id))
    told = [cited(catalogue, text, source) for text, source in rows]
    away = style.distance_text(place.uncertainty_m, "up")
    spot = f"Ligging indicatief, onzekerheid ongeveer {away}: {place.location_method}"
    texts = (spot, _with_names(catalogue, place.note))
    notes = [Markup("<li>{}</li>").format(style.sentence(text)) for text in texts if text]
    return bullets([*told, *notes])


def _figures(catalogue: Catalogue, place: Place) -> Markup:
    """Return all readings: sources that say the same share a line."""
    rows = [_figure_row(catalogue, line) for line in figure_lines(catalogue, place)]
    hidden = hidden_count(catalogue, place)
    if hidden:
        text = style.count_text(hidden, "cijfer", "cijfers") + " met lage zekerheid niet getoond."
        rows.append(Markup("<p class='muted'>{}</p>").format(text))
    return NONE.join(rows) or Markup("<p>Geen cijfers bekend.</p>")


def _figure_row(catalogue: Catalogue, line: FigureLine) -> Markup:
    shown = Markup("<strong>{}</strong>").format(line.value)
    if not line.value.endswith(line.label):
        shown = Markup("{}: {}").format(line.label, shown)
    if line.limit:
        shown = Markup("{} ({})").format(shown, line.limit)
    first = line.figures[0]
    source = catalogue.manifest.source(first.source_id)
    said_by = source.publisher if source else first.source_id
    if len(line.figures) > 1:
        said_by = style.count_text(len(line.figures), "bron", "bronnen")
    return Markup(
        '<details><summary>{} <span class="muted">{}{}</span></summary>{}</details>'
    ).format(
        shown, "voorkeur · " if line.preferred else "", said_by,
        NONE.join(_origin(catalogue, figure) for figure in line.figures),
    )  # fmt: skip


def _origin(catalogue: Catalogue, figure: Figure) -> Markup:
    """Return where one figure stands and how it may be read."""
    source = catalogue.manifest.source(figure.source_id)
    publisher = f" ({source.publisher})" if source else ""
    return Markup('<p>{} <a href="{}" target="_blank" rel="noopener">{}</a>{}</p>').format(
        reading_note(catalogue, figure), source.url if source else "",
        source_text(catalogue, figure), publisher,
    )  # fmt: skip


def _around(catalogue: Catalogue, place: Place) -> Markup:
    rows = [_nature(catalogue, place)]
    for theme in NET_THEMES:
        rows += [_said(catalogue, theme, said) for said in _net_said(catalogue, place, theme)]
    rows += [
        _statement(catalogue, s) for s in catalogue.statements
        if s.subject == place.place_id and s.theme not in ("status", *NET_THEMES)
    ]  # fmt: skip
    return bullets(rows)


def _nature(catalogue: Catalogue, place: Place) -> Markup:
    """Return the nearest Natura 2000 area as an interval; a wide region has no one distance."""
    name, away = nature_fact(catalogue, place)
    if not name:
        return Markup("<li>Natura 2000: {}.</li>").format(away)
    return Markup(
        "<li>Dichtstbijzijnde Natura 2000-gebied, hemelsbreed: <strong>{}</strong> {}. "
        "Wat een plan betekent, vraagt een AERIUS-berekening.</li>"
    ).format(name, away)


def _net_said(catalogue: Catalogue, place: Place, theme: Theme) -> list[Said]:
    """Return what sources say of the grid near a place: all that its dossier says, in its order."""
    answers = answers_of(catalogue, place, theme, date.today())
    return [said for one in answers if one.constraint.relation == "statement" for said in one.said]


def _said(catalogue: Catalogue, theme: Theme, said: Said) -> Markup:
    solved = " (opgelost)" if said.stand == "opgelost" else ""
    return cited(catalogue, f"{style.THEMES[theme]}{solved}: {said.text}", said.source_id)


def _statement(catalogue: Catalogue, statement: Statement) -> Markup:
    solved = " (opgelost)" if statement.status == "opgelost" else ""
    text = f"{style.THEMES[statement.theme]}{solved}: {statement.text}"
    return cited(catalogue, text, statement.source_id)


def _funding(catalogue: Catalogue, place: Place) -> Markup:
    grants = grants_of(catalogue, place)
    none = Markup("<p>{}</p>").format(NO_FUNDING)
    near = bullets(cited(catalogue, g.text, *g.source_ids) for g in grants) if grants else none
    wider = wider_of(catalogue, place)
    if not wider:
        return near
    title = style.count_text(len(wider), "regeling", "regelingen")
    rows = bullets(cited(catalogue, g.text, *g.source_ids) for g in wider)
    return near + Markup(
        "<details><summary>Mogelijk ook uit {} voor meer plekken samen</summary>{}</details>"
    ).format(title, rows)


def _with_names(catalogue: Catalogue, text: str) -> str:
    """Write the name and kind of a place where a note has its id."""

    def name(match: re.Match[str]) -> str:
        place = catalogue.places.get(match.group())
        return f"{place.name} ({style.kind_word(place.kind)})" if place else match.group()

    return re.sub(r"\b(DB|NP|GG)\d{2}\b", name, text)
