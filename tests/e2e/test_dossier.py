"""Dossier as a reader uses it: to and fro, from and to the other pages, and on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import FrameLocator, Page, expect

from geo.catalogue import Catalogue
from tests.dutch import english_in
from tests.e2e.actions import WORDS, map_box, require_ring, spot
from tests.e2e.paper import A4, MARGIN, Paper, print_page, spots_of, squeeze

SELECTION = (0xD9, 0x48, 0x0F)
TEXTS = """all => all.filter((one) => !one.querySelector("li, p, td") && one.textContent.trim())
  .map((one) => one.textContent)"""


@pytest.fixture(scope="module")
def page(kaart: Page) -> Page:
    """Return the one page of this file; afterwards it must have met no error."""
    kaart.set_viewport_size({"width": 1440, "height": 900})
    return kaart


def open_page(page: Page, server: str, place_id: str) -> FrameLocator:
    """Open the dossier of a place and wait for its map."""
    page.goto(f"{server}/dossier?locatie={place_id}")
    return require_dossier(page, place_id)


def require_dossier(page: Page, place_id: str) -> FrameLocator:
    """Require that the page, its list, its address and its map show the dossier of a place."""
    expect(page).to_have_url(re.compile(rf"/dossier\?.*locatie={place_id}"))
    expect(page.get_by_role("combobox")).to_have_value(re.compile(rf"\({place_id}\)$"))
    expect(page.get_by_role("heading", name="Bronnen", exact=True)).to_be_attached()
    frame = page.frame_locator("iframe.map")
    require_ring(page, place_id)
    (x, y), box = spot(frame, place_id), map_box(page)
    assert 0.25 < x / box["width"] < 0.75 and 0.2 < y / box["height"] < 0.8
    return frame


def heading(page: Page) -> str:
    return page.locator("article.place h1").inner_text()


def test_buttons_list_and_back_button_go_from_place_to_place(page: Page, server: str) -> None:
    open_page(page, server, "DB02")
    assert heading(page) == "Lisserbroek"
    page.get_by_role("button", name="Volgende").click()
    require_dossier(page, "DB03")
    assert heading(page) == "Cortelande"
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="Pampus (DB05)", exact=True).click()
    require_dossier(page, "DB05")
    page.get_by_role("button", name="Vorige").click()
    require_dossier(page, "DB04")
    page.go_back()
    require_dossier(page, "DB05")
    assert heading(page) == "Pampus"
    page.goto(page.url)
    require_dossier(page, "DB05")
    expect(page.locator(".say")).to_have_count(0)


def test_place_on_the_map_opens_its_dossier_and_empty_map_does_nothing(
    page: Page, server: str
) -> None:
    frame = open_page(page, server, "DB03")
    frame.locator("[data-id=DB10]").click()
    require_dossier(page, "DB10")
    box = map_box(page)
    page.mouse.click(box["x"] + box["width"] - 60, box["y"] + box["height"] - 120)
    page.wait_for_timeout(400)
    require_dossier(page, "DB10")


def test_unknown_place_is_said(page: Page, server: str) -> None:
    page.goto(f"{server}/dossier?locatie=DB99")
    expect(page.locator(".say")).to_contain_text("‘DB99’ is hier geen bekende plek")
    assert heading(page) == "Stougjeswijk"


def test_panel_of_the_map_leads_to_the_dossier(page: Page, server: str) -> None:
    page.goto(f"{server}/?plek=GG06")
    page.get_by_role("link", name="Dossier van deze plek").click()
    require_dossier(page, "GG06")
    assert heading(page) == "Oude Lijn"


def test_mark_leads_to_its_source(page: Page, server: str) -> None:
    open_page(page, server, "DB03")
    page.locator(".facts.steps").get_by_role("link").first.click()
    number = page.locator(".facts.steps").get_by_role("link").first.inner_text()
    expect(page.locator(f"#bron-{number}")).to_be_in_viewport()
    expect(page).to_have_url(re.compile(rf"locatie=DB03.*#bron-{number}$"))
    assert heading(page) == "Cortelande"
    sources = page.locator(".references a")
    careless = "all => all.filter((a) => a.target !== '_blank' || !a.rel.includes('noopener'))"
    assert sources.count() and sources.evaluate_all(f"{careless}.length", None) == 0


@pytest.mark.parametrize("place_id", ["DB01", "DB12", "NP01"])
def test_page_is_dutch(page: Page, server: str, catalogue: Catalogue, place_id: str) -> None:
    frame = open_page(page, server, place_id)
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    titles = [source.title for source in catalogue.manifest.documents.values()]
    named = "body, [aria-label], [title], [placeholder]"
    for part in (page.locator(named), frame.locator(named)):
        assert english_in(part.evaluate_all(WORDS), titles) == []


def test_list_speaks_dutch(page: Page, server: str) -> None:
    open_page(page, server, "DB02")
    page.get_by_role("combobox").click()
    expect(page.get_by_role("option").first).to_be_visible()
    aloud = page.locator("[aria-live]")
    expect(aloud.filter(has_text="64 keuzes.")).to_be_attached()
    assert english_in(" · ".join(aloud.all_text_contents())) == []
    assert english_in(" · ".join(page.get_by_role("option").all_inner_texts())) == []
    page.keyboard.press("Escape")


# On paper


@pytest.mark.parametrize("place_id", ["DB01", "DB03", "GG06"])
def test_dossier_prints_whole_on_a4_without_clutter(
    page: Page, server: str, tmp_path: Path, place_id: str
) -> None:
    open_page(page, server, place_id)
    paper = print_page(page, tmp_path / "dossier.pdf")
    assert paper.sizes == {A4}
    words = [word for word, _ in paper.words()]
    clutter = {"Vorige", "Knelpunten", "Kaart", f"({place_id})", "Legenda"}
    assert not (clutter | {"⌂", "+", "←", "→", "▶"}) & set(words)
    pieces = page.locator("article h1, article h2, article h3, article p, article li, article td")
    missing = [one for one in pieces.evaluate_all(TEXTS) if squeeze(one) not in paper.text]
    assert missing == []
    left, right = MARGIN - 1, A4[0] - MARGIN + 1
    outside = [word for word, box in paper.words() if box[0] < left or box[2] > right]
    assert outside == [], "cut off at the side"
    require_map(paper, heading(page))


def require_map(paper: Paper, name: str) -> None:
    """Require a whole map on the first page: the place ringed in it, its name, scale, legend."""
    words = paper.words(1)
    top = max(box[3] for word, box in words if word in ("onzekerheid", "indicatief,"))
    (foot,) = (box[1] for word, box in words if word == "cijfers:")
    ring = spots_of(paper.first_page(), SELECTION)
    assert ring
    middle = (ring[1] + ring[3]) / 2
    assert top < ring[1] and ring[3] < foot and ring[0] > MARGIN and ring[2] < A4[0] - MARGIN
    assert 0.35 < (middle - top) / (foot - top) < 0.65, "the place has moved"
    inside = [word for word, box in words if top < box[1] < foot]
    assert set(name.split()) <= set(inside) and {"km"} & set(inside)
    legend = [word for word, box in words if box[1] > foot]
    assert "NPLV-gebied" in legend and "Gemeente" in legend and "Provincie" in legend
    assert legend.count("NPLV-gebied") == 1, "the legend stands under the map, and once"


def test_what_is_cut_off_and_a_place_that_is_not_there_are_seen(
    page: Page, server: str, tmp_path: Path
) -> None:
    """The twin."""
    page.goto(server)
    page.set_content("<style>@page { size: A5 } p { margin-left: -3cm }</style><p>afgekapt</p>")
    paper = print_page(page, tmp_path / "klein.pdf")
    assert paper.sizes != {A4}
    assert any(box[0] < MARGIN for _, box in paper.words()) or paper.words() == []
    assert spots_of(paper.first_page(), SELECTION) is None
    assert spots_of(Image.new("RGB", (4, 3), SELECTION), SELECTION) == (0, 0, 4, 3)
