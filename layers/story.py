"""What stands beside a map on a page: one place in words, or a selection with its places."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from geo.catalogue import SITE_LIST, Catalogue
from geo.ledger import Reading
from geo.model import Figure, Place
from geo.selection import add_homes
from layers import style
from layers.base import LegendClass
from layers.column import Piece, Story
from layers.facts import (
    NO_FUNDING,
    counts_of,
    doubt_of,
    headline,
    headline_text,
    nature_fact,
    official_total,
    place_in_source,
    total_text,
)
from layers.figures import UNDATED, clauses_text, limited, reading_text, span_text
from layers.funding import grants_of
from layers.lettering import Letters
from layers.scene import Scene
from layers.tables import place_rows
from layers.titles import NO_PLACES

BIG, TEXT = Letters(22, weight=600), Letters(9.5)
LEAST = 14.0  # of a large figure, to keep it on one line
HEADING, QUIET = Letters(10.5, weight=600), Letters(9, colour=style.MUTED)
HOMES = 4  # the cell of the number of homes in a row of the table
ONLY_NAMED = "alleen wat een bron noemt, met een aantal uit een bron"


def story_of(scene: Scene, looks: Mapping[str, LegendClass]) -> Story:
    """Tell what a picture is about; ``looks`` is how each place is drawn on it, by id."""
    if scene.subject:
        return place_story(scene.catalogue, scene.subject, scene.today)
    return selection_story(scene.catalogue, scene.places, looks)


def place_story(catalogue: Catalogue, place: Place, today: date) -> Story:
    """Tell one place: its homes, what is not sure, nature near, and the money linked to it."""
    reading = headline(catalogue, place)
    head = _homes(catalogue, place, reading)
    doubt = doubt_of(place)
    head += [Piece(doubt, QUIET, 3)] if doubt else []
    head += _status(catalogue, place)
    head += _nature(catalogue, place, today)
    head.append(Piece("Middelen van het Rijk", HEADING, 10, leads=True))
    rows = [_cited(catalogue, g.text, *g.source_ids) for g in grants_of(catalogue, place)]
    if not rows:
        head.append(Piece(NO_FUNDING, TEXT, 2))
    rows += _other_figures(catalogue, place, reading)
    return Story(tuple(head), tuple(rows), _more("gegeven", "gegevens"))


def selection_story(
    catalogue: Catalogue, places: Sequence[Place], looks: Mapping[str, LegendClass]
) -> Story:
    """Tell a selection: how many of each kind, the homes that may be added, and its places."""
    head = [Piece(f"{name}: {count}", TEXT, 1) for name, count in counts_of(places) if count]
    if not head:
        head = [Piece(f"{NO_PLACES}.", TEXT)]
    head += _total(catalogue, places)
    if places:
        head.append(Piece("Plekken en woningen", HEADING, 10, leads=True))
    table = place_rows(catalogue, places, None)["rows"]
    order = {kind: number for number, kind in enumerate(style.KINDS)}
    ranked = sorted(
        zip(places, table, strict=True),
        key=lambda one: (order[one[0].kind], -(one[1]["keys"][HOMES] or 0), one[0].name),
    )
    rows = [_row(catalogue, place, row["cells"][HOMES], looks) for place, row in ranked]
    return Story(tuple(head), tuple(rows), _more("plek", "plekken"))


def title_of(catalogue: Catalogue, source_id: str, spot: str = "") -> str:
    """Name a document: publisher, title, the place in it, and date."""
    source = catalogue.manifest.source(source_id)
    if source is None:
        return source_id
    title = f"{source.publisher}: {source.title}"
    return ", ".join(filter(None, (title, spot, style.date_text(source.date))))


def cite(catalogue: Catalogue, figure: Figure) -> str:
    """Name the document of a figure and where in it the figure stands."""
    return title_of(catalogue, figure.source_id, place_in_source(figure))


def _cited(catalogue: Catalogue, text: str, *source_ids: str) -> Piece:
    """Return a sentence with its sources, if it has any."""
    sources = tuple(title_of(catalogue, one) for one in source_ids if one)
    return Piece(style.sentence(text), TEXT, 2, sources)


def _homes(catalogue: Catalogue, place: Place, reading: Reading | None) -> list[Piece]:
    if reading is None:
        return [Piece(headline_text(reading), BIG, least=LEAST)]
    sources = (cite(catalogue, reading.preferred),)
    pieces = [Piece(headline_text(reading), BIG, sources=sources, least=LEAST)]
    if not place.is_named:
        pieces.append(Piece("Voor de waarschijnlijke plek.", QUIET))
    if reading.is_conflict:
        others = tuple(dict.fromkeys(cite(catalogue, one) for one in reading.figures))
        text = f"{span_text(reading)} volgens {len(reading.figures)} bronnen samen."
        pieces.append(Piece(text, TEXT, 2, others))
    return pieces


def _status(catalogue: Catalogue, place: Place) -> list[Piece]:
    rows = [(place.designation, place.designation_source_id)]
    rows += [(place.status, place.status_source_id)] if place.status else []
    away = style.distance_text(place.uncertainty_m, "up")
    return [
        Piece("Status", HEADING, 10, leads=True),
        *(_cited(catalogue, text, source) for text, source in rows),
        Piece(f"Ligging indicatief, onzekerheid ongeveer {away}.", TEXT, 2),
    ]


def _nature(catalogue: Catalogue, place: Place, today: date) -> list[Piece]:
    heading = Piece("Natura 2000", HEADING, 10, leads=True)
    name, away = nature_fact(catalogue, place, today)
    if not name:
        return [heading, Piece(style.sentence(away), TEXT, 2)]
    return [heading, _cited(catalogue, f"Dichtstbij, hemelsbreed: {name} {away}", "natura2000")]


def _other_figures(catalogue: Catalogue, place: Place, shown: Reading | None) -> list[Piece]:
    """Return the other quantities of a place, the preferred figure of each."""
    pieces = []
    for reading in catalogue.ledger.readings(place.place_id):
        if shown is None or reading.quantity != shown.quantity:
            label, value = reading.quantity.label, reading_text(reading)
            text = value if value.endswith(label) else f"{label}: {value}"
            limit = clauses_text(reading.preferred.conditions, without=UNDATED)
            source = reading.preferred.source_id
            pieces.append(_cited(catalogue, limited(text, limit), source))
    heading = Piece("Andere cijfers", HEADING, 10, leads=True)
    return [heading, *pieces] if pieces else []


def _total(catalogue: Catalogue, places: Sequence[Place]) -> list[Piece]:
    """Return the homes that may be added, with the sources of every term."""
    span, over = total_text(catalogue, places)
    if not span:
        return []
    figures = add_homes(catalogue, places).figures
    terms = tuple(dict.fromkeys(title_of(catalogue, one.source_id) for one in figures))
    pieces = [
        Piece(span, BIG, 8, terms, least=LEAST),
        Piece(f"{over}; {ONLY_NAMED}", QUIET),
    ]
    official = catalogue.ledger.reading(SITE_LIST, "homes_list_total")
    if official:
        source = title_of(catalogue, official.preferred.source_id)
        pieces.append(Piece(official_total(catalogue), QUIET, 2, (source,)))
    return pieces


def _row(catalogue: Catalogue, place: Place, homes: str, looks: Mapping[str, LegendClass]) -> Piece:
    reading = catalogue.ledger.reading(place.place_id, "homes")
    sources = (title_of(catalogue, reading.preferred.source_id),) if reading else ()
    return Piece(place.name, TEXT, 1.5, sources, homes, looks.get(place.place_id))


def _more(singular: str, plural: str) -> Callable[[int], Piece]:
    def piece(count: int) -> Piece:
        return Piece(f"en nog {style.count_text(count, singular, plural)}", QUIET, 3)

    return piece
