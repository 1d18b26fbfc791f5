"""The dossier of every place: a source at every line, all themes, and text that stays text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest

from geo.agenda import bottlenecks_of
from geo.catalogue import Catalogue, data_folder, load_catalogue
from geo.constraints import THEMES
from geo.ledger import PREFERENCE_RULE
from geo.model import Place
from layers import style
from layers.dossier import NOT_NAMED, Dossier, build_dossier
from layers.dossier_page import body_html, head_html
from layers.findings import EXPLORATION
from layers.style import figure_text
from tests.dutch import english_in
from tests.geo.ground import TODAY
from tests.layers.poison import PAYLOADS, PRODUCT_OF_TEMPLATE

PLACES = load_catalogue(data_folder()).places
every_place = pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
TAGS = {"article", "section", "p", "h1", "h2", "h3", "ul", "ol", "li", "a", "strong", "span",
        "sup", "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
TABLES = ("steps", "figures", "grants", "findings")
LATER = date(2031, 1, 1)
FOR_A_REGION = "S-MIDDEN-HOLLAND"  # the letter names the place as a part of the region


class Sheet(HTMLParser):
    """A page read back: its text, and its rows and items with the source marks in them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.pieces: list[str] = []
        self.marks: list[int] = []
        self.listed: list[int] = []
        self.rows: list[tuple[str, str, list[int]]] = []
        self._table, self._open = "", list[tuple[str, int, int]]()
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        """Everything that a reader reads."""
        return "".join(self.pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        self.attributes |= set(given)
        if tag in ("table", "ol"):
            self._table = given.get("class") or ""
        if tag in ("tr", "li"):
            self._open.append((tag, len(self.pieces), len(self.marks)))
        if (given.get("href") or "").startswith("#bron-"):
            self.marks.append(int(str(given["href"]).removeprefix("#bron-")))
        if (given.get("id") or "").startswith("bron-"):
            self.listed.append(int(str(given["id"]).removeprefix("bron-")))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("tr", "li"):
            kind, piece, mark = self._open.pop()
            self.rows.append((f"{self._table} {kind}", "".join(self.pieces[piece:]),
                              self.marks[mark:]))  # fmt: skip
        if tag in ("table", "ol"):
            self._table = ""

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def html_of(dossier: Dossier) -> str:
    return head_html(dossier) + body_html(dossier, "peildatum 24 november 2026")


def dossier_of(catalogue: Catalogue, place_id: str, today: date = TODAY) -> Dossier:
    return build_dossier(catalogue, catalogue.places[place_id], today)


def sheet_of(catalogue: Catalogue, place_id: str) -> Sheet:
    return Sheet(html_of(dossier_of(catalogue, place_id)))


# Sources


@every_place
def test_every_mark_has_its_source_and_every_source_its_mark(
    catalogue: Catalogue, place: Place
) -> None:
    sheet = sheet_of(catalogue, place.place_id)
    assert sheet.listed == list(range(1, len(sheet.listed) + 1))
    assert list(dict.fromkeys(sheet.marks)) == sheet.listed, "numbered as they are read"


@every_place
def test_every_row_has_a_source(catalogue: Catalogue, place: Place) -> None:
    sheet = sheet_of(catalogue, place.place_id)
    body = [row for row in sheet.rows if row[0] != "references li"]
    bare = [text for _, text, marks in body if not marks]
    heads = {"WatCijferToelichtingBron", "BijdrageBedragReikwijdteVoorwaardeBron",
             "ThemaKnelpuntWieVolgende stapBron", "ThemaStandBevinding"}  # fmt: skip
    unchecked = [f"{style.list_text(themes)}: {style.lower(reason)}"
                 for reason, themes in dossier_of(catalogue, place.place_id).unchecked]  # fmt: skip
    spot = [text for text in bare if text.startswith("Ligging indicatief")]
    assert len(spot) == 1 and place.location_method in spot[0], "this says how it was found"
    assert set(bare) <= heads | set(unchecked) | set(spot)
    tables = [kind for kind, *_ in body if kind.endswith(" tr")]
    assert tables and set(tables) <= {f"facts {name} tr" for name in TABLES}


def test_row_without_a_source_and_gap_in_numbers_are_seen() -> None:
    """The twin of the reader of pages."""
    table = '<table class="facts"><tr><td>2.500 woningen</td></tr></table>'
    rest = '<a href="#bron-3">3</a><ol class="references"><li id="bron-1">x</li></ol>'
    sheet = Sheet(table + rest)
    assert sheet.rows == [("facts tr", "2.500 woningen", []), ("references li", "x", [])]
    assert (sheet.marks, sheet.listed) == ([3], [1])


@every_place
def test_listed_source_says_who_when_under_what_and_where(
    catalogue: Catalogue, place: Place
) -> None:
    sources = {s.url: s for s in (*catalogue.manifest.documents.values(),
                                  *catalogue.manifest.layers.values())}  # fmt: skip
    for one in dossier_of(catalogue, place.place_id).references:
        assert one.url.startswith("http") and one.url in sources
        assert one.title in one.text and one.publisher in one.text
        assert re.search(r"\d{4}|datum onbekend", one.date) and one.licence


# What it holds


@every_place
def test_place_reads_as_it_is_known(catalogue: Catalogue, place: Place) -> None:
    dossier = dossier_of(catalogue, place.place_id)
    sheet = Sheet(html_of(dossier))
    for text in (place.name, style.KINDS[place.kind], EXPLORATION, "peildatum"):
        assert text in sheet.text
    assert all(catalogue.gemeente_names[code] in sheet.text for code in place.gemeente_codes)
    assert english_in(sheet.text, [one.title for one in dossier.references]) == []
    assert sheet.tags <= TAGS
    assert not any(name.startswith("on") for name in sheet.attributes)
    if place.probable_name:
        assert f"Waarschijnlijk {place.probable_name}; niet bevestigd." in sheet.text


@every_place
def test_themes_found_and_not_checked_are_all_twelve(catalogue: Catalogue, place: Place) -> None:
    dossier = dossier_of(catalogue, place.place_id)
    found = [row.title for row in dossier.themes]
    quiet = [title for _, titles in dossier.unchecked for title in titles]
    unread = catalogue.absent_titles  # a layer that a user reads in; its theme may still be known
    themes = [title for title in quiet if title not in unread]
    assert sorted([*found, *themes]) == sorted(style.THEMES[theme] for theme in THEMES)
    assert all(row.lines and row.stand in style.STANDS for row in dossier.themes)
    assert all(reason for reason, _ in dossier.unchecked)


@every_place
def test_conflicting_figures_stand_side_by_side(catalogue: Catalogue, place: Place) -> None:
    dossier = dossier_of(catalogue, place.place_id)
    numbers = {one.url: one.number for one in dossier.references}
    sheet = Sheet(html_of(dossier))
    readings = catalogue.ledger.readings(place.place_id)
    for reading in readings:
        rows = [r for r in dossier.figures if r.label == reading.quantity.label]
        for figure in reading.figures:
            source = catalogue.manifest.source(figure.source_id)
            assert source
            value, number = figure_text(figure), numbers[source.url]
            held = [r for r in rows if r.value == value and number in r.marks]
            assert held, figure.figure_id
            assert all(r.differs for r in held) or not reading.is_conflict
        if reading.is_conflict:
            (best,) = (r for r in rows if r.preferred)
            assert best.value == figure_text(reading.preferred)
    conflict = any(r.differs for r in dossier.figures)
    assert (PREFERENCE_RULE in sheet.text) == conflict
    assert sheet.text.count(" voorkeur") == sum(r.preferred for r in dossier.figures)


def test_stougjeswijk_shows_both_numbers_and_their_span(catalogue: Catalogue) -> None:
    dossier = dossier_of(catalogue, "DB01")
    assert dossier.homes == "2.500 woningen" and "2.485–2.500 woningen" in dossier.homes_note
    rows = [(r.value, r.preferred, r.differs) for r in dossier.figures if r.label == "woningen"]
    assert rows == [("2.500 woningen", True, True), ("2.485 woningen", False, True)]
    assert (dossier.homes_marks, dossier.homes_note_marks) == ((1,), (1, 2, 3))
    page = str(head_html(dossier))
    assert "2.485–2.500 woningen.<sup>" in page and page.count("#bron-2") == 1


@every_place
def test_a_number_of_homes_is_marked_by_sources_that_say_it(
    catalogue: Catalogue, place: Place
) -> None:
    dossier = dossier_of(catalogue, place.place_id)
    rows = [row for row in dossier.figures if set(row.marks) & set(dossier.homes_marks)]
    told = {mark for row in rows if row.value in dossier.homes for mark in row.marks}
    assert set(dossier.homes_marks) <= told or "betaalbare" in dossier.homes
    assert bool(dossier.homes_note_marks) == ("bronnen samen" in dossier.homes_note)


def test_a_start_that_is_not_sure_says_so(catalogue: Catalogue) -> None:
    (row,) = (r for r in dossier_of(catalogue, "DB01").figures if r.label == "start bouw")
    assert row.said == "2026 (eind van het jaar; volgens de brief mogelijk, niet zeker)"
    (share,) = (r for r in dossier_of(catalogue, "DB01").figures if r.label == "aandeel betaalbaar")
    assert share.said == "70 % (inclusief de sociale huur)", "the date of a page limits no number"


def test_figures_of_low_confidence_are_counted_only(catalogue: Catalogue) -> None:
    hidden = {p: sum(f.confidence == "low" for f in catalogue.ledger.about(p)) for p in PLACES}
    assert any(hidden.values())
    for place_id, count in hidden.items():
        dossier = dossier_of(catalogue, place_id)
        assert dossier.figures_hidden == count
        said = "met lage zekerheid niet getoond" in Sheet(html_of(dossier)).text
        assert said == bool(count)


# Money


@every_place
def test_money_has_its_condition_its_reach_and_its_source(
    catalogue: Catalogue, place: Place
) -> None:
    dossier = dossier_of(catalogue, place.place_id)
    rows = {row.name: row for row in dossier.grants}
    assert len(rows) == len(dossier.grants)
    for link in catalogue.links.funding_of(place.place_id):
        row = rows[catalogue.names[link.origin]]
        assert row.marks
        for reading in catalogue.ledger.readings(link.origin):
            if reading.quantity.unit == "euro":
                assert figure_text(reading.preferred) in row.amount
                assert reading.preferred.conditions in row.condition
        sure = link.relation == "applies_to" and link.confidence == "stated"
        assert (row.sure == "") == (sure and link.origin != FOR_A_REGION)


@pytest.mark.parametrize(
    ("place_id", "words"),
    [
        ("DB03", "€ 208 mln voor 14.000 woningen"), ("DB03", "onder voorwaarden"),
        ("DB03", "waarvan 8.000 woningen in Cortelande"), ("NP01", "verbeterde woningen 1.610"),
        ("NP01", "€ 600 mln voor 50.000 betaalbare woningen"), ("GG19", "niet toegekend"),
        ("GG04", "€ 158 mln voor 10.000 woningen, eigen bijdrage regio € 169 mln"),
        ("NP13", "bedrag onbekend voor 1.481 betaalbare woningen"),
        ("DB06", "€ 27,105 mln (alle bronnen samen: € 27,1 mln–€ 27,105 mln)"),
    ],
)  # fmt: skip
def test_money_is_said_with_what_it_is_for(catalogue: Catalogue, place_id: str, words: str) -> None:
    rows = dossier_of(catalogue, place_id).grants
    assert any(words in f"{row.amount} · {row.condition}" for row in rows)


# Who moves next


@every_place
def test_every_bottleneck_has_a_row(catalogue: Catalogue, place: Place) -> None:
    dossier = dossier_of(catalogue, place.place_id)
    wanted = bottlenecks_of(catalogue, place)
    assert len(dossier.steps) == len(wanted)
    for row, statement in zip(dossier.steps, wanted, strict=True):
        assert row.text.endswith(statement.text) and row.marks
        assert row.theme == style.THEMES[statement.theme]
        assert row.actor == (statement.actor or NOT_NAMED)
        assert row.step == (statement.next_step or NOT_NAMED)
        assert row.moment == statement.next_date
        assert row.solved == (statement.status == "opgelost")


@pytest.mark.parametrize("place_id", ["DB01", "DB02", "DB03"])
def test_the_places_of_the_letter_have_someone_or_something_next(
    catalogue: Catalogue, place_id: str
) -> None:
    own = [s for s in bottlenecks_of(catalogue, PLACES[place_id]) if s.subject == place_id]
    rows = dossier_of(catalogue, place_id).steps[: len(own)]
    assert any(row.actor != NOT_NAMED or row.step != NOT_NAMED for row in rows)


def test_the_solved_bottleneck_of_stougjeswijk_is_shown_as_solved(catalogue: Catalogue) -> None:
    dossier = dossier_of(catalogue, "DB01")
    (solved,) = (row for row in dossier.steps if row.solved)
    assert solved.theme == "Ruimte" and "2026" in solved.moment
    (theme,) = (row for row in dossier.themes if row.theme == "ruimte")
    assert theme.stand == "opgelost"
    sheet = Sheet(html_of(dossier))
    assert [kind for kind, text, _ in sheet.rows if "Opgelost. Over de bestemming" in text] == [
        "facts steps tr"
    ]
    assert sheet.text.count("✓") == 2


def test_a_place_without_bottleneck_says_so(catalogue: Catalogue, changed: Any) -> None:
    silent = changed(statements=())
    sheet = Sheet(html_of(dossier_of(silent, "DB02")))
    assert "Geen bron noemt een knelpunt of een volgende stap bij deze plek." in sheet.text
    assert [row.theme for row in dossier_of(silent, "DB02").themes] == ["stikstof"]


def test_an_outdated_layer_is_marked(catalogue: Catalogue) -> None:
    fresh, old = (dossier_of(catalogue, "DB02", day) for day in (TODAY, LATER))
    assert [row.theme for row in old.themes if row.outdated] == ["stikstof"]
    assert "verouderd)" in html_of(old) and 'class="old"' in html_of(old)
    assert "verouderd" not in html_of(fresh)


# Text stays text


def test_poison_stays_text(poisoned: Catalogue) -> None:
    seen = set()
    for place_id in list(poisoned.places)[: len(PAYLOADS)]:
        dossier = dossier_of(poisoned, place_id)
        sheet = Sheet(html_of(dossier))
        assert sheet.tags <= TAGS
        assert not any(name.startswith("on") for name in sheet.attributes)
        assert PRODUCT_OF_TEMPLATE not in sheet.text
        assert poisoned.places[place_id].name in sheet.text
        for statement in bottlenecks_of(poisoned, poisoned.places[place_id]):
            assert statement.text in sheet.text
        for one in dossier.references:
            assert one.title in sheet.text
        assert list(dict.fromkeys(sheet.marks)) == sheet.listed
        seen |= {p for p in PAYLOADS if p in poisoned.places[place_id].name}
    assert seen == set(PAYLOADS)


@pytest.mark.parametrize("part", [head_html, lambda d: body_html(d, "voet")])
def test_a_long_name_is_not_shortened(
    catalogue: Catalogue, changed: Any, part: Callable[[Dossier], str]
) -> None:
    name = "Zeventienhuizerpolder-Noordwest en Grootscheepsmakershaven aan de Binnendijk-Oost"
    assert len(name) >= 80
    place = PLACES["DB01"].model_copy(update={"name": name})
    longer = changed(places={**PLACES, "DB01": place})
    dossier = dossier_of(longer, "DB01")
    assert (name in Sheet(part(dossier)).text) == (part is head_html)
    assert "…" not in Sheet(part(dossier)).text
