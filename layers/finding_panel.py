"""What stands beside the matrix: the findings of one cell, of one theme or of one place, as HTML.

Every finding has its layer or source, its date and its method, and what it does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup

from geo.catalogue import Catalogue
from geo.constraints import Theme
from geo.findings import CLAIM, UNCHECKED, constraints_of
from geo.model import Place
from layers import style
from layers.facts import where_text
from layers.findings import Answer, Said, answers_of, findings_of, main_stand
from layers.html import NONE, bullets, dossier_link, section, source_link
from layers.matrix import cells_of, count_stands


def cell_panel(catalogue: Catalogue, place: Place, theme: Theme, today: date) -> Markup:
    """Return everything that is known of one theme at one place."""
    stand = main_stand(findings_of(catalogue, place.place_id, theme, today))
    answers = answers_of(catalogue, place, theme, today)
    return _article(
        Markup('<p class="kind">{}</p><h2>{}</h2><p class="muted">{}</p><p>{}</p>').format(
            style.THEMES[theme], place.name, where_text(catalogue, place), badge(stand)
        ),
        NONE.join(_answer(catalogue, answer) for answer in answers),
        _foot(place),
    )


def theme_panel(catalogue: Catalogue, places: Sequence[Place], theme: Theme, today: date) -> Markup:
    """Return how the places of a selection stand on one theme, and what its sources can say."""
    counts = count_stands(catalogue, places, today)
    rows = [(stand, counts[theme, stand]) for stand in style.STANDS if counts[theme, stand]]
    asked = [c for c in constraints_of(catalogue) if c.theme == theme]
    return _article(
        Markup('<p class="kind">Thema</p><h2>{}</h2>').format(style.THEMES[theme]),
        _legend(
            (stand, Markup("{}: <strong>{}</strong>").format(
                style.STANDS[stand].label, style.count_text(number, "plek", "plekken")))
            for stand, number in rows
        ),
        NONE.join(
            section(one.title, Markup("<p>{}</p><p>Zegt niet: {}</p>").format(
                style.sentence(one.says), style.sentence(one.says_not)))
            for one in asked
        ),
        Markup('<p class="muted">Klik op een vakje voor de bevinding van een plek.</p>'),
    )  # fmt: skip


def row_panel(catalogue: Catalogue, place: Place, today: date) -> Markup:
    """Return how one place stands on every theme."""
    cells = cells_of(catalogue, place, today)
    told = [
        (cell.stand.stand_id, Markup("{}: {}").format(style.THEMES[cell.theme], cell.hint))
        for cell in cells
        if cell.stand.stand_id != UNCHECKED
    ]
    quiet = [style.THEMES[c.theme] for c in cells if c.stand.stand_id == UNCHECKED]
    rest = Markup("<p>Niet gecontroleerd: {}.</p>").format(style.list_text(quiet))
    return _article(
        Markup('<p class="kind">{}</p><h2>{}</h2><p class="muted">{}</p>').format(
            style.KINDS[place.kind], place.name, where_text(catalogue, place)
        ),
        _legend(told),
        rest if quiet else NONE,
        _foot(place),
    )


def empty_panel() -> Markup:
    """Return what to do when no place passes the filters."""
    return _article(Markup("<h2>Geen plekken</h2><p>Pas de filters links aan of wis ze.</p>"))


def start_panel() -> Markup:
    """Return how to begin, and what the symbols mean."""
    return _article(
        Markup("<h2>Kies een vakje</h2><p>Een vakje opent wat lagen en bronnen over die plek "
               "zeggen. Een thema bovenaan kleurt de kaart.</p>"),
        _legend((one.stand_id, Markup("{}").format(one.label)) for one in style.STANDS.values()),
        Markup('<p class="muted">{}</p>').format(CLAIM),
    )  # fmt: skip


def badge(stand_id: str, words: str = "") -> Markup:
    """Return a state as symbol, letter and words (its own label by default)."""
    return Markup("{} {}").format(_mark(stand_id), words or style.STANDS[stand_id].label)


def said_item(catalogue: Catalogue, said: Said, *, dated: bool = True) -> Markup:
    """Return one finding as a list item: the sentence, its source and date, and whether it is old.

    ``dated``: a statement carries its own source; the rows of a layer share theirs.
    """
    link = source_link(catalogue, said.source_id, style.date_text(said.date)) if dated else NONE
    old = Markup(' <strong class="old">verouderd</strong>') if said.outdated else NONE
    gap = Markup("<br>") if link else NONE
    return Markup("<li>{}{}{}{}</li>").format(style.sentence(said.text), old, gap, link)


def _answer(catalogue: Catalogue, answer: Answer) -> Markup:
    """Return what one layer, or the statements on one theme, say about a place."""
    rule, layered = answer.constraint, answer.constraint.relation != "statement"
    items = bullets(said_item(catalogue, said, dated=not layered) for said in answer.said)
    methods = list(dict.fromkeys(said.method for said in answer.said if said.method))
    notes = [*methods, f"Zegt niet: {rule.says_not}"]
    source = NONE
    if layered:
        words = f"stand van de laag: {style.date_text(rule.date)}"
        source = Markup("<p>{}</p>").format(source_link(catalogue, rule.source_id, words))
    how = NONE.join(Markup("<p>{}</p>").format(style.sentence(note)) for note in notes)
    more = Markup("<details><summary>Werkwijze en grenzen</summary>{}</details>").format(how)
    return section(rule.title, items + source + more)


def _legend(rows: Iterable[tuple[str, Markup]]) -> Markup:
    """Return states with words behind them, under one another."""
    return Markup('<ul class="stands">{}</ul>').format(
        NONE.join(
            Markup("<li>{}<span>{}</span></li>").format(_mark(stand), words)
            for stand, words in rows
        )
    )


def _mark(stand_id: str) -> Markup:
    stand = style.STANDS[stand_id]
    return Markup('<span class="stand {}" aria-hidden="true">{} {}</span>').format(
        stand_id, stand.symbol, stand.letter
    )


def _foot(place: Place) -> Markup:
    return Markup('<p class="foot">{}</p>').format(dossier_link(place))


def _article(*parts: Markup) -> Markup:
    body = NONE.join(parts)
    return Markup('<article class="place">{}</article>').format(body)
