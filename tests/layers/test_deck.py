"""A pack as PowerPoint and PDF: native text, notes with sources, alt text, nothing below 14 pt."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Pt

from geo.catalogue import Catalogue
from layers import style
from layers.deck import to_pptx
from layers.packpages import new_pack, pack_pages
from layers.slides import BOTTOM, HEIGHT, WIDTH, Grid, Paragraphs, Picture, Slide
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
                high = len(item.rows) == 1 or item.top + item.height <= BOTTOM + 0.5
                assert high, slide.title
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


def test_pdf_has_a_page_a_slide_and_is_the_same_twice(catalogue: Catalogue) -> None:
    slides = pages_of(catalogue, "DB01")
    one, two = (to_pdf(slides, lambda figure, picture: None) for _ in range(2))
    assert one == two
    assert one.count(b"/Type /Page\n") + one.count(b"/Type /Page ") == len(slides)
