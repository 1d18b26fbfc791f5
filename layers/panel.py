"""What stands beside a map: a place with its figures and sources, as HTML that escapes all data.

Markup (markupsafe) escapes whatever is formatted into it; ``st.markdown`` would read a name with
``$``, backticks or asterisks as mark-up of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from markupsafe import Markup

from geo.catalogue import SITE_LIST, Catalogue
from geo.export import NET_THEMES, net_statements
from geo.joins import nearest_areas
from geo.ledger import PREFERENCE_RULE, Reading
from geo.model import Figure, Link, Place, Statement
from geo.selection import add_homes
from layers import style

NONE = Markup("")


def place_panel(
    catalogue: Catalogue, place: Place, address: Mapping[str, str] | None = None
) -> Markup:
    """Return a place: what it is, its figures with their sources, and what lies near."""
    parts = [
        _heading(catalogue, place),
        _homes(catalogue, place),
        _section("Status", _status(catalogue, place)),
        _section("Alle cijfers", _figures(catalogue, place)),
        _section("Rond deze plek", _around(catalogue, place)),
        _section("Middelen van het Rijk", _funding(catalogue, place)),
    ]
    if address:
        link = Markup('<p class="foot"><a href="?{}">Koppeling naar dit beeld</a></p>')
        parts.append(link.format(urlencode(address)))
    return Markup('<article class="place">{}</article>').format(NONE.join(parts))


def summary_panel(catalogue: Catalogue, places: Sequence[Place]) -> Markup:
    """Return what stands in the panel before a place is chosen: what may be added up, and how on.

    Only doorbraaklocaties are added; see :func:`geo.selection.add_homes`.
    """
    total = add_homes(catalogue, places)
    sum_text = Markup("")
    if total.known:
        sum_text = Markup(
            '<p class="big">{}</p><p class="muted">in {} van de {} doorbraaklocaties: alleen '
            "plekken die een bron noemt, met een aantal uit een bron. NPLV-gebieden, grootschalige "
            "gebieden en waarschijnlijke plekken tellen niet mee: ze overlappen, of hun cijfers "
            "gaan over hele programma's.</p>"
        ).format(style.range_text(total.low, total.high, "homes"), total.known, total.places)
    kinds: list[str] = [place.kind for place in places]
    rows = NONE.join(
        Markup("<li>{}: {}</li>").format(name, kinds.count(kind))
        for kind, name in style.KIND_PLURALS.items()
    )
    gaps = NONE.join(
        Markup("<p class='muted'>{}</p>").format(text) for text in list_notes(catalogue)
    )
    return Markup(
        '<article class="place"><h2>Kies een plek</h2>'
        "<p>Klik op een symbool op de kaart of op een naam in de tabel eronder.</p>"
        "<h3>In deze selectie</h3><ul>{}</ul>{}{}</article>"
    ).format(rows, sum_text, gaps)


def list_notes(catalogue: Catalogue) -> tuple[str, ...]:
    """Say what is not known about the lists of places themselves, from the ledger."""

    def value(quantity: str) -> str:
        reading = catalogue.ledger.reading(SITE_LIST, quantity)
        return style.number_text(reading.preferred.least) if reading else "onbekend"

    held = sum(p.kind == "doorbraaklocatie" for p in catalogue.places.values())
    return (
        f"Openbare bronnen noemen {value('sites_chosen')} gekozen doorbraaklocaties en "
        f"{value('sites_studied')} in onderzoek. Hier staan er {held}; welke zijn gekozen en welke "
        "in onderzoek zijn, is niet bekend.",
    )


def reading_text(reading: Reading) -> str:
    """Write the preferred figure of a reading."""
    return style.figure_text(reading.preferred)


def source_text(catalogue: Catalogue, figure: Figure) -> str:
    """Say where a figure stands: title, place in the document, date."""
    source = catalogue.manifest.source(figure.source_id)
    title = source.title if source else figure.source_id
    moment = style.date_text(source.date if source else "")
    spot = place_in_source(figure)
    return ", ".join(filter(None, (title, spot, moment)))


def place_in_source(figure: Figure) -> str:
    """Say the section and paragraph of a figure; section 0 stands before the first heading."""
    section = "vóór paragraaf 1" if figure.section == "0" else figure.section
    if section.isdigit():
        section = f"paragraaf {section}"
    paragraph = f"alinea {figure.paragraph}" if figure.paragraph is not None else ""
    return ", ".join(filter(None, (section, paragraph)))


def _heading(catalogue: Catalogue, place: Place) -> Markup:
    gemeenten = " en ".join(catalogue.names[code] for code in place.gemeente_codes)
    provincies = " en ".join(place.provincie)
    probable = Markup("")
    if place.probable_name:
        probable = Markup("<p>Waarschijnlijk {}; niet bevestigd.</p>").format(place.probable_name)
    return Markup(
        '<p class="kind" style="--kind:{}">{}</p><h2>{}</h2><p class="muted">{} · {}</p>{}'
    ).format(style.KIND_COLOURS[place.kind], style.KINDS[place.kind], place.name, gemeenten,
             provincies, probable)  # fmt: skip


def _homes(catalogue: Catalogue, place: Place) -> Markup:
    reading = catalogue.ledger.reading(place.place_id, "homes")
    if reading is None:
        return Markup('<p class="big">Aantal woningen onbekend</p>')
    several = Markup("")
    if reading.is_conflict:
        span = style.range_text(reading.low, reading.high, reading.quantity.unit)
        several = Markup(
            "<details><summary>{} bronnen samen: <strong>{}</strong></summary><p>{}</p></details>"
        ).format(len(reading.figures), span, PREFERENCE_RULE)
    return Markup('<p class="big">{}</p><p class="muted">{}</p>{}').format(
        reading_text(reading), source_text(catalogue, reading.preferred), several
    )


def _status(catalogue: Catalogue, place: Place) -> Markup:
    rows = [(place.designation, place.designation_source_id)]
    if place.status:
        rows.append((place.status, place.status_source_id))
    cited = [_cited(catalogue, text, source) for text, source in rows]
    away = style.distance_text(place.uncertainty_m)
    spot = f"Ligging indicatief, onzekerheid ongeveer {away}: {place.location_method}"
    texts = (spot, _with_names(catalogue, place.note))
    notes = [Markup("<li>{}</li>").format(_sentence(text)) for text in texts if text]
    return _list([*cited, *notes])


def _figures(catalogue: Catalogue, place: Place) -> Markup:
    shown = catalogue.ledger.readings(place.place_id)
    rows = [_figure_row(catalogue, r, f) for r in shown for f in r.figures]
    hidden = len(catalogue.ledger.about(place.place_id)) - len(rows)
    if hidden:
        rows.append(Markup("<p class='muted'>{} cijfers met lage zekerheid zijn niet getoond.</p>")
                    .format(hidden))  # fmt: skip
    return NONE.join(rows) or Markup("<p>Geen cijfers bekend.</p>")


def _figure_row(catalogue: Catalogue, reading: Reading, figure: Figure) -> Markup:
    facts = [
        _sentence(figure.conditions) if figure.conditions else "",
        f"Periode: {style.period_text(figure.period)}." if figure.period else "",
        f"{style.FIGURE_KINDS[figure.kind].capitalize()}; {style.CONFIDENCES[figure.confidence]}.",
        f"Berekening: {_formula_text(catalogue, figure)}." if figure.formula else "",
    ]
    source = catalogue.manifest.source(figure.source_id)
    link = Markup('<a href="{}" target="_blank" rel="noopener">{}</a>').format(
        source.url if source else "", source_text(catalogue, figure)
    )
    label, value = reading.quantity.label, style.figure_text(figure)
    shown = Markup("<strong>{}</strong>").format(value)
    if not value.endswith(label):
        shown = Markup("{}: {}").format(label, shown)
    mark = "voorkeur · " if reading.is_conflict and figure is reading.preferred else ""
    publisher = source.publisher if source else figure.source_id
    return Markup(
        '<details><summary>{} <span class="muted">{}{}</span></summary>{}<p>{}</p></details>'
    ).format(shown, mark, publisher,
             NONE.join(Markup("<p>{}</p>").format(f) for f in facts if f), link)  # fmt: skip


def _formula_text(catalogue: Catalogue, figure: Figure) -> str:
    """Write a formula with the figures themselves: 6.000 woningen − 2.500 woningen."""
    by_id = {one.figure_id: one for one in catalogue.figures}
    words = (style.figure_text(by_id[w]) if w in by_id else w for w in figure.formula.split())
    return " ".join(words).replace(" - ", " − ").replace(" * ", " × ")


def _around(catalogue: Catalogue, place: Place) -> Markup:
    import pandas as pd

    point = catalogue.place_points.loc[[place.place_id]]
    radius = pd.Series([place.uncertainty_m], index=point.index)
    near = nearest_areas(point, radius, catalogue.natura2000, "naam").iloc[0]
    span = style.distance_interval_text(near["distance_min_m"], near["distance_max_m"])
    nature = Markup(
        "<li>Dichtstbijzijnde Natura 2000-gebied, hemelsbreed: <strong>{}</strong>, {}. "
        "Verkenning, geen toets.</li>"
    ).format(near["name"], span)
    net = [
        _net_row(catalogue, style.THEMES[theme], net_statements(catalogue, place, theme))
        for theme in NET_THEMES
    ]
    bottlenecks = [
        _statement(catalogue, s) for s in catalogue.statements
        if s.subject == place.place_id and s.theme != "status"
    ]  # fmt: skip
    return _list([nature, *net, *bottlenecks])


def _net_row(catalogue: Catalogue, title: str, found: Sequence[Statement]) -> Markup:
    if not found:
        return Markup("<li>{}: geen gegevens.</li>").format(title)
    return _statement(catalogue, found[0])


def _statement(catalogue: Catalogue, statement: Statement) -> Markup:
    solved = " (opgelost)" if statement.status == "opgelost" else ""
    text = f"{style.THEMES[statement.theme]}{solved}: {statement.text}"
    return _cited(catalogue, text, statement.source_id)


def _funding(catalogue: Catalogue, place: Place) -> Markup:
    links = catalogue.links.funding_of(place.place_id)
    return _list([_grant(catalogue, link) for link in links]) if links else Markup(
        "<p>Geen bijdrage bekend die aan deze plek zelf is verbonden.</p>"
    )  # fmt: skip


def _grant(catalogue: Catalogue, link: Link) -> Markup:
    reading = catalogue.ledger.reading(link.origin, "amount")
    amount = reading_text(reading) if reading else "bedrag onbekend"
    conditions = reading.preferred.conditions if reading else ""
    sure = "Mogelijk: " if link.relation == "possibly_applies_to" else ""
    text = f"{sure}{catalogue.names[link.origin]}: {amount}"
    text += f" ({conditions})" if conditions else ""
    source_id = reading.preferred.source_id if reading else link.source_id
    return _cited(catalogue, text, source_id)


def _cited(catalogue: Catalogue, text: str, source_id: str) -> Markup:
    source = catalogue.manifest.source(source_id)
    if source is None:
        return Markup("<li>{}</li>").format(text)
    moment = style.date_text(source.date)
    return Markup(
        '<li>{}<br><a class="muted" href="{}" target="_blank" rel="noopener">{}, {}</a></li>'
    ).format(_sentence(text), source.url, source.publisher, moment)  # fmt: skip


def _with_names(catalogue: Catalogue, text: str) -> str:
    """Write the name and kind of a place where a note has its id."""

    def name(match: re.Match[str]) -> str:
        place = catalogue.places.get(match.group())
        return f"{place.name} ({style.kind_word(place.kind)})" if place else match.group()

    return re.sub(r"\b(DB|NP|GG)\d{2}\b", name, text)


def _sentence(text: str) -> str:
    """Begin with a capital and end with a full stop, as a sentence in a list does."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def _section(title: str, body: Markup) -> Markup:
    return Markup("<h3>{}</h3>{}").format(title, body)


def _list(items: Iterable[Markup]) -> Markup:
    return Markup("<ul>{}</ul>").format(NONE.join(items))
