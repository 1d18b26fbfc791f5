"""What stands beside a map: a place with its figures and sources, as HTML that escapes all data.

Markup (markupsafe) escapes whatever is formatted into it; ``st.markdown`` would read a name with
``$``, backticks or asterisks as mark-up of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from urllib.parse import urlencode

from markupsafe import Markup

from geo.catalogue import SITE_LIST, Catalogue
from geo.export import NET_THEMES, net_statements
from geo.joins import nearest_areas
from geo.ledger import PREFERENCE_RULE, Reading
from geo.model import Figure, Link, Place, Statement
from geo.selection import add_homes
from layers import style
from layers.areas import NITROGEN

NONE = Markup("")
HEADLINES = ("homes", "homes_affordable")
NEWEST = 3  # messages about the grid that a panel shows a theme


def place_panel(
    catalogue: Catalogue, place: Place, address: Mapping[str, str] | None = None
) -> Markup:
    """Return a place: what it is, its figures with their sources, and what lies near."""
    parts = [
        _heading(catalogue, place),
        _homes(catalogue, place),
        _section("Middelen van het Rijk", _funding(catalogue, place)),
        _section("Status", _status(catalogue, place)),
        _section("Alle cijfers", _figures(catalogue, place)),
        _section("Rond deze plek: verkenning, geen toets", _around(catalogue, place)),
    ]
    if address:
        link = Markup('<p class="foot"><a href="?{}">Link naar dit beeld</a></p>')
        parts.append(link.format(urlencode(address)))
    return Markup('<article class="place">{}</article>').format(NONE.join(parts))


def summary_panel(catalogue: Catalogue, places: Sequence[Place]) -> Markup:
    """Return what stands in the panel before a place is chosen: what may be added up, and how on.

    Only doorbraaklocaties are added; see :func:`geo.selection.add_homes`.
    """
    kinds: list[str] = [place.kind for place in places]
    rows = [(name, kinds.count(kind)) for kind, name in style.KIND_PLURALS.items()]
    counts = _list(Markup("<li>{}: {}</li>").format(name, count) for name, count in rows)
    how = "Klik op een symbool op de kaart of op een naam in de tabel eronder."
    gaps = NONE.join(Markup('<p class="muted">{}</p>').format(t) for t in list_notes(catalogue))
    return Markup(
        '<article class="place"><h2>{}</h2><p>{}</p><h3>In deze selectie</h3>{}{}{}</article>'
    ).format(
        "Kies een plek" if places else "Geen plekken",
        how if places else "Pas de filters links aan of wis ze.",
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


def _total(catalogue: Catalogue, places: Sequence[Place]) -> Markup:
    """Return the homes that may be added, each with its place so that a reader can add again."""
    total = add_homes(catalogue, places)
    if not total.known:
        return NONE
    terms = _list(
        Markup("<li>{}: {}</li>").format(catalogue.names[f.subject], style.figure_text(f))
        for f in total.figures
    )
    official = catalogue.ledger.reading(SITE_LIST, "homes_list_total")
    rest = f" Het Rijk noemt {reading_text(official)} voor alle locaties samen." if official else ""
    why = (
        "Alleen doorbraaklocaties die een bron noemt, met een aantal uit een bron. NPLV-gebieden, "
        "grootschalige gebieden en waarschijnlijke plekken tellen niet mee: ze overlappen, of hun "
        "cijfers gaan over hele programma's."
    )
    span = style.range_text(total.low, total.high, "homes")
    sites = style.count_text(total.places, "doorbraaklocatie", "doorbraaklocaties")
    return Markup(
        '<p class="big">{}</p><details><summary>opgeteld over {} van {}</summary>{}'
        "<p>{}</p></details>"
    ).format(span, total.known, sites, terms, why + rest)


def _heading(catalogue: Catalogue, place: Place) -> Markup:
    gemeenten = style.list_text([catalogue.names[code] for code in place.gemeente_codes])
    same = [catalogue.places[i] for i in catalogue.links.same_place(place.place_id)]
    kinds = [style.KINDS[place.kind], *(f"ook {style.kind_word(p.kind)}" for p in same)]
    doubts = []
    if place.probable_name:
        doubts.append(f"Waarschijnlijk {place.probable_name}; niet bevestigd.")
    elif place.kind == "doorbraaklocatie" and place.name_basis == "inferred":
        doubts.append("Dat dit de doorbraaklocatie is, is afgeleid; zie Status.")
    return Markup(
        '<p class="kind" style="--kind:{}">{}</p><h2>{}</h2><p class="muted">{} · {}</p>{}'
    ).format(
        style.KIND_COLOURS[place.kind], " · ".join(kinds), place.name, gemeenten,
        style.list_text(place.provincie),
        NONE.join(Markup("<p>{}</p>").format(text) for text in doubts),
    )  # fmt: skip


def _homes(catalogue: Catalogue, place: Place) -> Markup:
    found = (catalogue.ledger.reading(place.place_id, quantity) for quantity in HEADLINES)
    reading = next(filter(None, found), None)
    if reading is None:
        return Markup('<p class="big">Aantal woningen onbekend</p>')
    text = reading_text(reading)
    if reading.quantity.label != "woningen":
        text = text.replace("woningen", reading.quantity.label)
    several = Markup("")
    if reading.is_conflict:
        span = style.range_text(reading.low, reading.high, reading.quantity.unit)
        several = Markup(
            "<details><summary>{} bronnen samen: <strong>{}</strong></summary><p>{}</p></details>"
        ).format(len(reading.figures), span, PREFERENCE_RULE)
    sure = "" if place.is_named else "Voor de waarschijnlijke plek. "
    return Markup('<p class="big">{}</p><p class="muted">{}{}</p>{}').format(
        text, sure, source_text(catalogue, reading.preferred), several
    )


def _status(catalogue: Catalogue, place: Place) -> Markup:
    rows = [(place.designation, place.designation_source_id)]
    rows += [(place.status, place.status_source_id)] if place.status else []
    if place.composition:
        sure = "" if place.composition_basis == "stated" else "Waarschijnlijk "
        rows.append((f"{sure}Bestaat uit: {place.composition}", place.composition_source_id))
    cited = [_cited(catalogue, text, source) for text, source in rows]
    away = style.distance_text(place.uncertainty_m, "up")
    spot = f"Ligging indicatief, onzekerheid ongeveer {away}: {place.location_method}"
    texts = (spot, _with_names(catalogue, place.note))
    notes = [Markup("<li>{}</li>").format(_sentence(text)) for text in texts if text]
    return _list([*cited, *notes])


def _figures(catalogue: Catalogue, place: Place) -> Markup:
    """Return all readings: sources that say the same share a line."""
    readings = list(catalogue.ledger.readings(place.place_id))
    for link in catalogue.links.touching(place.place_id):
        if link.relation == "part_of" and link.origin == place.place_id:
            readings += catalogue.ledger.readings(link.target)
    rows = [
        _figure_row(catalogue, place, reading, list(figures))
        for reading in readings
        for _, figures in groupby(reading.figures, key=style.figure_text)
    ]
    hidden = sum(f.confidence == "low" for f in catalogue.ledger.about(place.place_id))
    if hidden:
        text = style.count_text(hidden, "cijfer", "cijfers") + " met lage zekerheid niet getoond."
        rows.append(Markup("<p class='muted'>{}</p>").format(text))
    return NONE.join(rows) or Markup("<p>Geen cijfers bekend.</p>")


def _figure_row(
    catalogue: Catalogue, place: Place, reading: Reading, figures: Sequence[Figure]
) -> Markup:
    first = figures[0]
    whose = "" if first.subject == place.place_id else f"{catalogue.names[first.subject]}, "
    label, value = whose + reading.quantity.label, style.figure_text(first)
    shown = Markup("<strong>{}</strong>").format(value)
    if whose or not value.endswith(label):
        shown = Markup("{}: {}").format(label, shown)
    source = catalogue.manifest.source(first.source_id)
    said_by = source.publisher if source else first.source_id
    if len(figures) > 1:
        said_by = style.count_text(len(figures), "bron", "bronnen")
    mark = "voorkeur · " if reading.is_conflict and first is reading.preferred else ""
    return Markup(
        '<details><summary>{} <span class="muted">{}{}</span></summary>{}</details>'
    ).format(shown, mark, said_by, NONE.join(_origin(catalogue, f) for f in figures))


def _origin(catalogue: Catalogue, figure: Figure) -> Markup:
    """Return where one figure stands and how it may be read."""
    facts = [
        _sentence(figure.conditions) if figure.conditions else "",
        f"Periode: {style.period_text(figure.period)}." if figure.period else "",
        "" if figure.confidence == "stated" else f"{style.CONFIDENCES[figure.confidence]}.",
        "" if figure.kind == "gesteld" else f"{style.FIGURE_KINDS[figure.kind]}.",
        f"Berekening: {_formula_text(catalogue, figure)}." if figure.formula else "",
    ]
    text = " ".join(fact[:1].upper() + fact[1:] for fact in facts if fact)
    source = catalogue.manifest.source(figure.source_id)
    publisher = f" ({source.publisher})" if source else ""
    return Markup('<p>{} <a href="{}" target="_blank" rel="noopener">{}</a>{}</p>').format(
        text, source.url if source else "", source_text(catalogue, figure), publisher
    )


def _formula_text(catalogue: Catalogue, figure: Figure) -> str:
    """Write a formula with the figures themselves: 6.000 woningen − 2.500 woningen."""
    by_id = {one.figure_id: one for one in catalogue.figures}
    words = (style.figure_text(by_id[w]) if w in by_id else w for w in figure.formula.split())
    return " ".join(words).replace(" - ", " − ").replace(" * ", " × ")


def _around(catalogue: Catalogue, place: Place) -> Markup:
    rows = [_nature(catalogue, place)]
    for theme in NET_THEMES:
        found = net_statements(catalogue, place, theme)[:NEWEST]
        rows += [_statement(catalogue, statement) for statement in found] or [
            Markup("<li>{}: geen gegevens.</li>").format(style.THEMES[theme])
        ]
    rows += [
        _statement(catalogue, s) for s in catalogue.statements
        if s.subject == place.place_id and s.theme not in ("status", *NET_THEMES)
    ]  # fmt: skip
    return _list(rows)


def _nature(catalogue: Catalogue, place: Place) -> Markup:
    """Return the nearest Natura 2000 area as an interval; a wide region has no one distance."""
    import pandas as pd

    if place.extent == "region":
        return Markup("<li>{}: {}</li>").format(
            "Natura 2000", "geen afstand bepaald, het gebied is daarvoor te groot."
        )
    point = catalogue.place_points.loc[[place.place_id]]
    radius = pd.Series([place.uncertainty_m], index=point.index)
    near = nearest_areas(point, radius, catalogue.natura2000, "naam").iloc[0]
    areas = catalogue.natura2000.set_index("naam")
    sensitive = NITROGEN[str(areas.loc[near["name"], "stikstofgevoelig"])]
    span = style.distance_interval_text(near["distance_min_m"], near["distance_max_m"])
    return Markup(
        "<li>Dichtstbijzijnde Natura 2000-gebied, hemelsbreed: <strong>{}</strong> ({}), {}. "
        "Wat een plan betekent, vraagt een AERIUS-berekening.</li>"
    ).format(near["name"], sensitive, span)


def _statement(catalogue: Catalogue, statement: Statement) -> Markup:
    solved = " (opgelost)" if statement.status == "opgelost" else ""
    text = f"{style.THEMES[statement.theme]}{solved}: {statement.text}"
    return _cited(catalogue, text, statement.source_id)


def _funding(catalogue: Catalogue, place: Place) -> Markup:
    """Return the money linked to a place, certain links first and the newest source on top."""
    links = catalogue.links.funding_of(place.place_id)

    def newest(link: Link) -> str:
        source = catalogue.manifest.source(_amounts(catalogue, link)[1])
        return source.date if source and source.date != "onbekend" else ""

    ordered = sorted(sorted(links, key=newest, reverse=True), key=lambda link: link.relation)
    return _list([_grant(catalogue, link) for link in ordered]) if links else Markup(
        "<p>Geen bijdrage bekend die aan deze plek zelf is verbonden.</p>"
    )  # fmt: skip


def _grant(catalogue: Catalogue, link: Link) -> Markup:
    text, source_id = _amounts(catalogue, link)
    sure = ""
    if link.relation == "possibly_applies_to":
        scheme = catalogue.subjects[link.origin].kind == "scheme"
        sure = "Deel voor deze plek onbekend: " if scheme else "Mogelijk: "
    return _cited(catalogue, f"{sure}{catalogue.names[link.origin]}: {text}", source_id)


def _amounts(catalogue: Catalogue, link: Link) -> tuple[str, str]:
    """Write every amount of a grant or scheme with the homes that belong to it.

    Returns
    -------
    tuple
        The text, and the id of the source of the first amount (of the link when there is none).
    """
    readings = catalogue.ledger.readings(link.origin)
    money = [r for r in readings if r.quantity.unit == "euro"]
    homes = [r for r in readings if r.quantity.unit == "homes"]
    if not money:
        return "bedrag onbekend", link.source_id
    words = [
        reading_text(r) if r.quantity.label == "bedrag" else f"{r.quantity.label} {reading_text(r)}"
        for r in money
    ]
    text = ", ".join(words)
    if homes:
        text += f" voor {reading_text(homes[0])}"
        text += " (betaalbaar)" if homes[0].quantity.quantity == "homes_affordable" else ""
    conditions = money[0].preferred.conditions
    return f"{text} ({conditions})" if conditions else text, money[0].preferred.source_id


def _cited(catalogue: Catalogue, text: str, source_id: str) -> Markup:
    source = catalogue.manifest.source(source_id)
    if source is None:
        return Markup("<li>{}</li>").format(_sentence(text))
    moment = style.date_text(source.date)
    return Markup(
        '<li>{}<br><a class="muted" href="{}" target="_blank" rel="noopener">{}, {}</a></li>'
    ).format(_sentence(text), source.url, source.publisher, moment)


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
