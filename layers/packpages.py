"""The pages of a pack for a bestuurlijk overleg: cover, overview, places, agenda, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from geo.agenda import AgendaItem, agenda_items, group_by_actor
from geo.catalogue import Catalogue
from geo.constraints import THEMES
from geo.model import Place
from geo.selection import add_homes
from layers import style
from layers.dossier import NOT_NAMED, Dossier, build_dossier
from layers.findings import EXPLORATION
from layers.lettering import shrink
from layers.message import source_line, version_text
from layers.packmoney import money_pages
from layers.references import Reference, References
from layers.scene import Scene
from layers.slides import (
    BOTTOM,
    MARGIN,
    SMALLEST,
    TOP,
    WIDTH,
    Grid,
    Paragraphs,
    Picture,
    Row,
    Slide,
    Words,
    split_rows,
)
from layers.titles import default_title
from layers.view import View

MAP: tuple[float, float, float, float] = (MARGIN, TOP, 500, BOTTOM - TOP)
SIDE, SIDE_WIDTH = 556.0, WIDTH - MARGIN - 556.0
FULL = WIDTH - 2 * MARGIN
SUM_WIDTH = WIDTH - MARGIN - 700.0
KEY_FIGURES = ("start bouw", "aandeel betaalbaar", "oplevering")
HEAD_COLOUR = style.MUTED


@dataclass(frozen=True)
class Pack:
    """What a pack is about: places in order, and the items of the agenda."""

    catalogue: Catalogue
    view: View
    places: tuple[Place, ...]
    items: tuple[AgendaItem, ...]
    today: date
    title: str = ""
    notes: bool = True
    """Whether the file has notes, for the addresses of the sources."""


def new_pack(
    catalogue: Catalogue, view: View, places: Sequence[Place], today: date, title: str = "",
    items: Sequence[AgendaItem] | None = None,
) -> Pack:  # fmt: skip
    """Return a pack; without ``items`` the agenda holds what the sources say."""
    found = agenda_items(catalogue, places) if items is None else items
    name = title or default_title(Scene(catalogue, view, tuple(p.place_id for p in places), today))
    return Pack(catalogue, view, tuple(places), tuple(found), today, name)


def pack_pages(pack: Pack) -> Iterator[Slide]:
    """Yield the pages one by one, so that no more than one map is held at a time."""
    sources = References(pack.catalogue)
    yield _cover(pack)
    for slide in _told_pages(pack, sources):
        listed = [Words(f"[{one.number}] {one.text} {one.url}")
                  for one in sources.listed(slide.marks)]  # fmt: skip
        notes = (*slide.notes, Words("Bronnen:"), *listed) if listed else slide.notes
        yield replace(slide, foot=_foot(pack, slide), notes=notes)
    for slide in source_pages(sources.listed(), pack.notes):
        yield replace(slide, foot=_foot(pack, slide))


def _told_pages(pack: Pack, sources: References) -> Iterator[Slide]:
    """Yield the pages that say something, in reading order."""
    yield _overview(pack, sources)
    for place in pack.places:
        yield from place_pages(pack, build_dossier(pack.catalogue, place, pack.today, sources))
    yield from money_pages(pack.catalogue, pack.places, sources)
    yield from agenda_pages(pack, sources)


def _foot(pack: Pack, slide: Slide) -> str:
    """Return what stands under a page: of a map also whose it is, as its licence asks."""
    maps = [item for item in slide.items if isinstance(item, Picture)]
    if not maps:
        return f"{version_text(pack.catalogue)} · {EXPLORATION}"
    scene = Scene(pack.catalogue, maps[0].view, maps[0].sites, pack.today)
    line = source_line(pack.catalogue, scene.layers, maps[0].view, "Cijfers: zie Bronnen")
    return f"{line} · {EXPLORATION}"


def _cover(pack: Pack) -> Slide:
    where = "achterin en in de notities" if pack.notes else "achterin"
    sources = f" De bronnen staan {where}." if pack.places else ""
    words = (
        Words("Voor het bestuurlijk overleg", size=20, colour=style.MUTED),
        Words(f"Stand van {style.date_text(pack.today.isoformat())}", size=16),
        Words(f"Gegevens: {version_text(pack.catalogue)}", size=16),
        Words(f"{EXPLORATION}.{sources}", size=16),
    )
    return Slide(pack.title, cover=True, items=(Paragraphs((72, 270, WIDTH - 144, 200), words),))


def _overview(pack: Pack, sources: References) -> Slide:
    """Return the map of the whole selection, with what may be added of it."""
    total = add_homes(pack.catalogue, pack.places)
    kinds = [place.kind for place in pack.places]
    words = [
        Words(
            style.count_text(kinds.count(kind), style.kind_word(kind), style.inside(name)), size=18
        )
        for kind, name in style.KIND_PLURALS.items()
        if kind in kinds
    ]
    notes = []
    if not pack.places:
        words = [Words("Geen plek voldoet aan deze keuze.", size=18)]
    if total.known:
        marks = sources.marks([figure.source_id for figure in total.figures])
        span = style.range_text(total.low, total.high, "homes")
        sites = style.count_text(total.places, "doorbraaklocatie", "doorbraaklocaties")
        words += [
            _on_one_line(Words(span, marks, size=28, bold=True), SUM_WIDTH),
            Words(f"opgeteld over {total.known} van {sites}: alleen wat een bron noemt"),
        ]
        notes = [Words(f"{pack.catalogue.names[f.subject]}: {style.figure_text(f)}",
                       sources.marks([f.source_id])) for f in total.figures]  # fmt: skip
    alt = f"Kaart van {style.count_text(len(pack.places), 'plek', 'plekken')}: {pack.title}."
    ids = tuple(place.place_id for place in pack.places)
    picture = Picture((MARGIN, TOP, 640, BOTTOM - TOP), pack.view.with_place(None),
                      ids if len(ids) < len(pack.catalogue.places) else (), alt)  # fmt: skip
    side = Paragraphs((700, TOP, SUM_WIDTH, BOTTOM - TOP), tuple(words))
    short = len(Words(pack.title).lines(FULL)) == 1
    subtitle = pack.title if short else style.count_text(len(pack.places), "plek", "plekken")
    return Slide("Overzicht", subtitle, (picture, side), tuple(notes))


def _on_one_line(words: Words, width: float) -> Words:
    """Return words in a type in which they and their marks take one line, if there is one."""
    return replace(words, size=shrink(words.full, words.letters, width, 1, SMALLEST).size)


# --- one place -----------------------------------------------------------------------------


def place_pages(pack: Pack, dossier: Dossier) -> Iterator[Slide]:
    """Yield the page of a place, and further pages for what it has no room for."""
    place = dossier.place
    figures = Paragraphs((SIDE, TOP, SIDE_WIDTH, 0), _key_figures(dossier))
    used = sum(one.height(SIDE_WIDTH) for one in figures.words) + 8
    narrow, wide = (112.0, SIDE_WIDTH - 112.0), (190.0, FULL - 190.0)
    rows, quiet = _rows(dossier), _quiet_rows(dossier)
    left = BOTTOM - TOP - used - sum(row.height(narrow) for row in quiet)
    first = split_rows(rows, narrow, [left, BOTTOM - TOP])
    kept = first[0] if first else ()
    picture = Picture(MAP, pack.view.with_place(place.place_id), (place.place_id,),
                      f"Kaart met {place.name} in {dossier.where}.")  # fmt: skip
    table = Grid(SIDE, TOP + used, narrow, (*kept, *quiet))
    subtitle = f"{dossier.kinds} · {dossier.where}"
    notes = _notes(dossier)
    items = (picture, replace(figures, box=(SIDE, TOP, SIDE_WIDTH, used)), table)
    yield Slide(place.name, subtitle, items, notes, begins_place=True)
    for page in split_rows(rows[len(kept) :], wide, [BOTTOM - TOP]):
        yield Slide(f"{place.name} (vervolg)", subtitle, (Grid(MARGIN, TOP, wide, page),), notes)


def _key_figures(dossier: Dossier) -> tuple[Words, ...]:
    """Return up to three figures in large type with what they count."""
    words = [Words(dossier.homes, dossier.homes_marks, size=26, bold=True)]
    remarks = ((dossier.homes_note, dossier.homes_note_marks), (dossier.doubt, ()))
    words += [Words(text, marks) for text, marks in remarks if text]
    found = [row for row in dossier.figures if row.label in KEY_FIGURES]
    for label in dict.fromkeys(row.label for row in found):
        values = [row for row in found if row.label == label]
        text = " of ".join(dict.fromkeys(row.said for row in values))
        marks = tuple(dict.fromkeys(mark for row in values for mark in row.marks))
        words.append(Words(f"{style.sentence(label).rstrip('.')}: {text}", marks, size=16))
    return tuple(words[:5])


def _rows(dossier: Dossier) -> list[Row]:
    """Return what the table of a place says: who moves next, money, findings."""
    return [*_step_rows(dossier), *_grant_rows(dossier), *_theme_rows(dossier)]


def _step_rows(dossier: Dossier) -> list[Row]:
    named = [s for s in dossier.steps if NOT_NAMED not in (s.actor, s.step)] or [
        s for s in dossier.steps if s.step != NOT_NAMED
    ]
    if not named:
        return [_row("Aan zet", Words("Geen bron noemt een volgende stap."))]
    first = named[0]
    who = "" if first.actor == NOT_NAMED else f"{first.actor}: "
    moment = f" ({first.moment})" if first.moment else ""
    solved = "; dit knelpunt is opgelost" if first.solved else ""
    return [_row("Aan zet", Words(f"{who}{first.step}{moment}{solved}", first.marks))]


def _grant_rows(dossier: Dossier) -> list[Row]:
    if not dossier.grants:
        return [_row("Middelen", Words("Geen bijdrage bekend aan deze plek zelf."))]
    return [_row("" if at else "Middelen", Words(one.text, one.marks))
            for at, one in enumerate(dossier.grants)]  # fmt: skip


def _theme_rows(dossier: Dossier) -> list[Row]:
    return [_row(row.title, Words(row.short.text, row.short.marks)) for row in dossier.themes]


def _quiet_rows(dossier: Dossier) -> list[Row]:
    """Return how much was not checked: it stands on the first page, whatever else overflows."""
    if not dossier.quiet:
        return []
    return [_row("Niet gecontroleerd", Words(f"{dossier.quiet} van {len(THEMES)} thema's"))]


def _row(head: str, words: Words) -> Row:
    return Row((Words(head, bold=True, colour=HEAD_COLOUR), words))


def _notes(dossier: Dossier) -> tuple[Words, ...]:
    """Return every figure and finding of a place with its sources, for the speaker."""
    return (
        Words(f"Woningen: {dossier.homes}", dossier.homes_marks),
        *([Words(dossier.homes_note, dossier.homes_note_marks)] if dossier.homes_note else []),
        *(Words(f"{one.label}: {one.value}. {one.note}", one.marks) for one in dossier.figures),
        *(Words(f"{one.name}: {one.amount}. {one.condition}", one.marks) for one in dossier.grants),
        *(Words(f"{theme.title}: {line.text}", line.marks)
          for theme in dossier.themes for line in theme.lines),
        *(Words(f"Niet gecontroleerd: {style.list_text(themes)}. {reason}")
          for reason, themes in dossier.unchecked),
        *(Words(f"{one.theme}: {one.text} Aan zet: {one.actor}; stap: {one.step}.", one.marks)
          for one in dossier.steps),
    )  # fmt: skip


# --- agenda and sources ----------------------------------------------------------------------


def agenda_pages(pack: Pack, sources: References) -> Iterator[Slide]:
    """Yield the agenda for the versnellingstafel: who moves next, on what, when."""
    widths = (210.0, 330.0, 348.0)
    rows = [Row(tuple(Words(t, bold=True, colour=HEAD_COLOUR) for t in
                      ("Wie", "Volgende stap", "Plek en knelpunt")), head=True)]  # fmt: skip
    for group in group_by_actor(pack.items):
        rows += [_agenda_row(pack, item, sources) for item in group.items if group.actor]
    silent = sum(not item.actor for item in pack.items)
    for page in split_rows(rows, widths, [BOTTOM - TOP]):
        yield Slide("Agenda voor de versnellingstafel", _agenda_subtitle(silent),
                    (Grid(MARGIN, TOP, widths, page),))  # fmt: skip


def _agenda_subtitle(silent: int) -> str:
    rest = style.count_text(silent, "knelpunt", "knelpunten")
    return f"Wie is aan zet; bij {rest} noemt de bron niemand" if silent else "Wie is aan zet"


def _agenda_row(pack: Pack, item: AgendaItem, sources: References) -> Row:
    moment = f" ({item.next_date})" if item.next_date else ""
    step = (item.next_step or NOT_NAMED) + moment
    name = pack.catalogue.names.get(item.subject, item.subject)
    solved = " (opgelost)" if item.solved else ""
    marks = sources.marks([item.source_id])
    said = f" ({item.source})" if item.own else f" ({style.date_text(item.date)})"
    about = f"{name}, {style.lower(style.THEMES[item.theme])}{solved}: {item.text}{said}"
    return Row((Words(item.actor), Words(step), Words(about, marks)))


def source_pages(references: Sequence[Reference], notes: bool) -> Iterator[Slide]:
    """Yield the list of sources; their addresses stand in the notes, or without notes here."""
    widths = (44.0, FULL - 44.0)
    rows = [
        Row((Words(str(one.number), bold=True, colour=HEAD_COLOUR),
             Words(one.text if notes else f"{one.text} {one.url}")))
        for one in references
    ]  # fmt: skip
    left = iter(references)
    for page in split_rows(rows, widths, [BOTTOM - TOP]):
        urls = tuple(Words(f"[{one.number}] {one.url}") for one in islice(left, len(page)))
        yield Slide("Bronnen", "De adressen staan in de notities" if notes else "",
                    (Grid(MARGIN, TOP, widths, page),), urls)  # fmt: skip
