"""A pack as PowerPoint and PDF: native text, notes with sources, alt text, nothing below 14 pt."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Pt

from geo.agenda_file import LONGEST
from geo.catalogue import Catalogue
from layers import style
from layers.deck import to_pptx
from layers.packpages import new_pack, pack_pages
from layers.slides import (
    BOTTOM,
    FOOT_BOX,
    HEIGHT,
    SUBTITLE_BOX,
    TITLE_BOX,
    WIDTH,
    Grid,
    Paragraphs,
    Picture,
    Slide,
    Words,
)
from layers.slidesheet import to_pdf
from layers.view import View

TODAY = date(2026, 11, 24)
LONG = "Zeventienhuizerpolder-Noordwest en Grootscheepsmakershaven aan de Binnendijk-Oost"
LATIN = re.compile(r"\b(the|and|with|none|null|click|slide|page|source|unknown)\b", re.IGNORECASE)


def pages_of(catalogue: Catalogue, *ids: str) -> list[Slide]:
    places = [catalogue.places[one] for one in ids or catalogue.places]
    return list(pack_pages(new_pack(catalogue, View(), places, TODAY)))


def pixel(_: Picture) -> bytes:
    """Return a picture without drawing a map."""
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(buffer, "png")
    return buffer.getvalue()


def deck_of(slides: list[Slide]) -> Any:
    return Presentation(io.BytesIO(to_pptx(slides, pixel)))


def words_of(slide: Slide) -> Iterator[Any]:
    for item in slide.items:
        if isinstance(item, Paragraphs):
            yield from item.words
        elif isinstance(item, Grid):
            yield from (cell for row in item.rows for cell in row.cells)


@pytest.fixture(scope="module")
def all_pages(catalogue: Catalogue) -> list[Slide]:
    return pages_of(catalogue)


def test_a_pack_has_its_parts_in_order(catalogue: Catalogue) -> None:
    titles = [slide.title for slide in pages_of(catalogue, "DB01", "DB12")]
    assert titles[1:3] == ["Overzicht", "Stougjeswijk"]
    assert "Amersfoort, plek niet genoemd" in titles
    assert titles[-1] == "Bronnen"
    assert "Agenda voor de versnellingstafel" in titles


def test_known_and_unchecked_themes_are_all_twelve_and_old_ones_say_so(
    catalogue: Catalogue,
) -> None:
    place = catalogue.places["DB03"]
    for day, old in ((TODAY, False), (date(2030, 1, 1), True)):
        pages = list(pack_pages(new_pack(catalogue, View(), [place], day)))
        rows = {row.cells[0].text: row.cells[1].text
                for page in pages if page.title.startswith("Cortelande")
                for item in page.items if isinstance(item, Grid) for row in item.rows}  # fmt: skip
        known = [title for title in rows if title in style.THEMES.values()]
        quiet = re.fullmatch(r"(\d+) van 12 thema's", rows["Niet gecontroleerd"])
        assert quiet
        assert len(known) + int(quiet[1]) == 12
        assert rows["Stikstof"].endswith("Verouderd.") == old


def test_money_and_goals_of_the_selection_have_a_page(catalogue: Catalogue) -> None:
    (page,) = [s for s in pages_of(catalogue, "DB01", "DB03") if s.title.startswith("Doelen en")]
    text = " ".join(words.full for words in words_of(page))
    assert "2 van 2 plekken met een bekend aantal woningen" in text
    assert "norm 66,7 %" in text
    assert "€ 208 mln" in text
    assert "onder voorwaarden" in text
    (alone,) = [s for s in pages_of(catalogue, "DB01") if s.title.startswith("Doelen en")]
    assert "norm" not in " ".join(words.text for words in words_of(alone)).split("Bijdrage")[0]


def test_every_place_is_laid_out_within_the_page(all_pages: list[Slide]) -> None:
    for slide in all_pages:
        for item in slide.items:
            if isinstance(item, Grid):
                assert item.top + item.height <= BOTTOM + 0.5, slide.title
                assert item.left + sum(item.widths) <= WIDTH
            else:
                left, top, width, height = item.box
                assert left + width <= WIDTH
                assert top + height <= HEIGHT


def test_no_type_is_small_and_no_word_english(all_pages: list[Slide]) -> None:
    for slide in all_pages:
        assert slide.heading.size >= 14
        texts = [slide.title, slide.subtitle, slide.foot, *(w.full for w in words_of(slide))]
        assert min((w.size for w in words_of(slide)), default=14) >= 14
        assert not any(LATIN.search(re.sub(r"https?://\S+", "", t)) for t in texts
                       if slide.title != "Bronnen"), slide.title  # fmt: skip


def test_marks_are_those_of_the_list_of_sources(all_pages: list[Slide]) -> None:
    used = {mark for slide in all_pages for w in words_of(slide) for mark in w.marks}
    listed = [
        int(row.cells[0].text)
        for slide in all_pages if slide.title == "Bronnen"
        for item in slide.items if isinstance(item, Grid)
        for row in item.rows
    ]  # fmt: skip
    assert listed == list(range(1, len(listed) + 1))
    assert used <= set(listed)


def test_every_page_names_in_its_notes_the_sources_of_all_that_it_shows(
    all_pages: list[Slide],
) -> None:
    for slide in all_pages:
        if slide.title == "Bronnen" or slide.cover:
            continue
        text = "\n".join(words.text for words in slide.notes)
        listed = {int(found) for found in re.findall(r"^\[(\d+)\]", text, re.MULTILINE)}
        assert listed == slide.marks, slide.title
        shown = {mark for words in words_of(slide) for mark in words.marks}
        assert shown <= listed, slide.title


def test_powerpoint_has_native_text_tables_notes_and_alt_text(catalogue: Catalogue) -> None:
    slides = pages_of(catalogue, "DB01", "DB03")
    deck = deck_of(slides)
    assert (deck.slide_width, deck.slide_height) == (Pt(WIDTH), Pt(HEIGHT))
    assert len(deck.slides) == len(slides)
    for slide, page in zip(slides, deck.slides, strict=True):
        assert page.shapes.title.text_frame.text == slide.title
        pictures = [shape for shape in page.shapes if shape.shape_type == 13]
        wanted = [item for item in slide.items if isinstance(item, Picture)]
        alts = [shape._element.nvPicPr.cNvPr.get("descr") for shape in pictures]
        assert alts == [item.alt for item in wanted]
        assert all(len(alt) > 10 for alt in alts)
        assert page.has_notes_slide == bool(slide.notes)
    cortelande = next(p for p in deck.slides if p.shapes.title.text_frame.text == "Cortelande")
    tables = [shape.table for shape in cortelande.shapes if shape.has_table]
    text = " ".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    assert "€ 208 mln voor 14.000 woningen" in text
    assert "onder voorwaarden" in text
    notes = cortelande.notes_slide.notes_text_frame.text
    assert "Bronnen:" in notes
    assert "https://" in notes
    assert re.search(r"8\.000 woningen \[\d+\]", notes)


def test_every_run_has_a_size_and_is_dutch(catalogue: Catalogue) -> None:
    for page in deck_of(pages_of(catalogue, "DB01")).slides:
        frames = [shape.text_frame for shape in page.shapes if shape.has_text_frame]
        frames += [cell.text_frame for shape in page.shapes if shape.has_table
                   for row in shape.table.rows for cell in row.cells]  # fmt: skip
        runs = [run for frame in frames for p in frame.paragraphs for run in p.runs]
        assert all(run.font.size >= Pt(14) for run in runs)
        if page.has_notes_slide:
            notes = page.notes_slide.notes_text_frame
            runs += [run for p in notes.paragraphs for run in p.runs]
        assert all(run._r.rPr.get("lang") == "nl-NL" for run in runs)


def test_long_names_and_strange_text_are_laid_out(catalogue: Catalogue, changed: Any) -> None:
    for name in (LONG, "{{ 7*7 }} <b>&amp;</b> $x$ \u2028 `a`"):
        places = dict(catalogue.places)
        places["DB01"] = places["DB01"].model_copy(update={"name": name})
        other = changed(places=places)
        slides = list(pack_pages(new_pack(other, View(), [places["DB01"]], TODAY)))
        page = next(p for p in deck_of(slides).slides
                    if p.shapes.title.text_frame.text.startswith(name[:6]))  # fmt: skip
        assert page.shapes.title.text_frame.text.replace("\u2028", " ").split() == name.split()


def test_no_places_give_a_pack_without_them(catalogue: Catalogue) -> None:
    slides = list(pack_pages(new_pack(catalogue, View(), [], TODAY)))
    assert [slide.title for slide in slides][1:] == ["Overzicht"]
    told = " ".join(words.text for slide in slides for words in words_of(slide))
    assert "Geen plek voldoet" in told
    assert "bronnen" not in told


def test_every_page_with_a_map_says_whose_the_map_is(all_pages: list[Slide]) -> None:
    for slide in all_pages:
        if any(isinstance(item, Picture) for item in slide.items):
            assert "Kadaster (CC BY 4.0)" in slide.foot, slide.title
        number = Words(f"{slide.foot} · {len(all_pages)}")
        assert number.height(FOOT_BOX[2]) <= FOOT_BOX[3]
        assert FOOT_BOX[1] >= BOTTOM and FOOT_BOX[1] + FOOT_BOX[3] <= HEIGHT


def test_what_was_not_checked_stands_on_the_first_page_of_a_place(all_pages: list[Slide]) -> None:
    for slide in all_pages:
        rows = [row.cells[0].text for item in slide.items if isinstance(item, Grid)
                for row in item.rows]  # fmt: skip
        assert slide.begins_place == ("Niet gecontroleerd" in rows), slide.title


def test_pack_without_notes_names_every_address_on_its_pages(catalogue: Catalogue) -> None:
    pack = new_pack(catalogue, View(), [catalogue.places["DB01"]], TODAY)
    slides = list(pack_pages(replace(pack, notes=False)))
    told = " ".join(words.text for slide in slides for words in words_of(slide))
    assert "notities" not in told + " ".join(slide.subtitle for slide in slides)
    addresses = {line.text.partition("] ")[2] for slide in pack_pages(pack)
                 if slide.title == "Bronnen" for line in slide.notes}  # fmt: skip
    assert len(addresses) > 3
    assert all(address in told for address in addresses)


def test_names_longer_than_a_line_leave_title_and_subtitle_apart(
    catalogue: Catalogue, changed: Any
) -> None:
    places = dict(catalogue.places)
    ids = ("DB01", "DB02", "DB03")
    for at, key in enumerate(ids):
        name = f"Plan {at} {LONG} aan de noordelijke Mommenmeerpolderweg".ljust(130, "g")
        places[key] = places[key].model_copy(update={"name": name})
    slides = list(pack_pages(new_pack(changed(places=places), View(),
                                      [places[key] for key in ids], TODAY)))  # fmt: skip
    assert len(slides[0].title) > 255
    assert len(deck_of(slides).core_properties.title) <= 255
    for slide in slides[1:]:
        assert slide.heading.size >= 14
        assert slide.heading.height(TITLE_BOX[2]) <= TITLE_BOX[3], slide.title
        assert len(Words(slide.subtitle).lines(SUBTITLE_BOX[2])) <= 1, slide.subtitle


def test_pdf_has_a_page_a_slide_and_is_the_same_twice(catalogue: Catalogue) -> None:
    slides = pages_of(catalogue, "DB01")
    one, two = (to_pdf(slides, lambda figure, picture: None) for _ in range(2))
    assert one == two
    assert one.count(b"/Type /Page\n") + one.count(b"/Type /Page ") == len(slides)


def test_a_long_own_row_of_the_agenda_flows_on_and_keeps_every_word(catalogue: Catalogue) -> None:
    pack = new_pack(catalogue, View(), [catalogue.places["DB01"]], TODAY)
    told = " ".join(f"knelpunt{number}" for number in range(170))
    assert 1_900 < len(told) <= LONGEST
    own = replace(pack.items[0], text=told, actor="gemeente", own=True, source="eigen bestand")
    grids = [item for slide in pack_pages(replace(pack, items=(own,)))
             if slide.title.startswith("Agenda") for item in slide.items
             if isinstance(item, Grid)]  # fmt: skip
    assert len(grids) > 1
    assert all(grid.top + grid.height <= BOTTOM + 0.5 for grid in grids)
    text = " ".join(row.cells[2].text for grid in grids for row in grid.rows[1:])
    assert told in text


def test_the_file_itself_is_dutch_and_wide(catalogue: Catalogue) -> None:
    file = to_pptx(pages_of(catalogue, "DB01"), pixel, TODAY)
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()
                 if name.endswith((".xml", ".rels"))}  # fmt: skip
    english = re.compile(r'lang="(?!nl-NL)|Click|level<|Placeholder|"Title|TextBox|"Table |4:3|4x3'
                         "|Macintosh|Office Theme|python-pptx|2013")  # fmt: skip
    assert {name: found[0] for name, text in parts.items() if (found := english.search(text))} == {}
    assert len([name for name in parts if re.fullmatch(r"ppt/slideLayouts/\w+.xml", name)]) == 1
    assert not any("thumbnail" in text or "printerSettings" in text for text in parts.values())


def test_the_template_fills_the_wide_page_and_says_when_it_was_made() -> None:
    deck = Presentation(io.BytesIO(to_pptx([Slide("Titel")], pixel, TODAY)))
    shapes = {shape.name: shape for shape in deck.slide_master.placeholders}
    assert list(shapes) == ["Titel", "Tekst", "Dianummer"]
    assert shapes["Titel"].width == shapes["Tekst"].width == Pt(WIDTH - 72)
    assert shapes["Dianummer"].left + shapes["Dianummer"].width == Pt(WIDTH - 36)
    made = deck.core_properties
    assert made.created == made.modified == datetime(2026, 11, 24)
    undated = Presentation(io.BytesIO(to_pptx([Slide("Titel")], pixel))).core_properties
    assert undated.created is undated.modified is None
