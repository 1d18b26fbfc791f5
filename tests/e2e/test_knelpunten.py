"""Knelpunten as a reader uses it: matrix, map of one theme, finding, and address."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect

from geo.catalogue import Catalogue
from geo.constraints import THEMES
from layers import style
from tests.dutch import english_in
from tests.e2e.actions import (
    ACTIVE,
    PANEL,
    WORDS,
    expected_ids,
    inner,
    map_box,
    require_ring,
    show_list,
)

LETTERS = """all => all.map((one) => [one.dataset.id, one.querySelector("text")?.textContent])"""
CELLS = """(all, theme) => all.map((row) => [row.dataset.id,
  row.querySelector(`button[data-theme=${theme}] b`).textContent])"""


@pytest.fixture(scope="module")
def page(kaart: Page) -> Page:
    """Return the one page of this file; afterwards it must have met no error."""
    kaart.set_viewport_size({"width": 1440, "height": 900})
    return kaart


def open_page(page: Page, server: str, query: str = "") -> FrameLocator:
    """Open Knelpunten and wait for its map and its matrix."""
    page.goto(f"{server}/knelpunten{query}")
    frame = page.frame_locator("iframe.map")
    expect(frame.locator(".legend")).to_be_attached()
    expect(page.locator(PANEL)).to_be_visible()
    return frame


def cell(page: Page, place_id: str, theme: str) -> Locator:
    return page.locator(f"tbody tr[data-id={place_id}] button[data-theme={theme}]")


def head(page: Page, theme: str) -> Locator:
    return page.locator("thead").get_by_role("button", name=style.THEMES[theme], exact=True)


def letters(frame: FrameLocator) -> dict[str, str | None]:
    return dict(frame.locator("[data-id]").evaluate_all(LETTERS))


def require_coloured(page: Page, frame: FrameLocator, theme: str) -> None:
    """Require that every symbol wears the letter of its cell, and the legend lists just these."""
    wanted = dict(page.locator("tbody tr").evaluate_all(CELLS, theme))
    expect(frame.locator("[data-id] text")).to_have_count(len(wanted))
    expect(frame.locator(".legend")).to_contain_text(f"{style.THEMES[theme]}: verkenning")
    assert letters(frame) == wanted
    shown = frame.locator(".legend li svg text").evaluate_all(
        "all => all.map((t) => t.textContent)"
    )
    assert sorted(shown) == sorted(set(wanted.values()))
    labels = {s.letter: s.label for s in style.STANDS.values()}
    lines = frame.locator(".legend li").all_text_contents()  # folded on a small map
    pairs = {letter + labels[letter] for letter in shown}
    assert pairs <= {" ".join(line.split()) for line in lines}


def test_cell_opens_its_finding_and_rings_the_place(page: Page, server: str) -> None:
    frame = open_page(page, server)
    inner(page).evaluate("() => { window.marker = 'zelfde kaart'; }")
    cell(page, "DB02", "infrastructuur").click()
    panel = page.locator(PANEL)
    expect(panel.locator("h2")).to_have_text("Lisserbroek")
    expect(panel).to_contain_text("Nieuwekerkertocht")
    expect(page).to_have_url(re.compile("thema=infrastructuur.*plek=DB02"))
    expect(page.locator("[aria-pressed=true]")).to_have_count(1)
    expect(cell(page, "DB02", "infrastructuur")).to_have_attribute("aria-pressed", "true")
    require_ring(page, "DB02")
    require_coloured(page, frame, "infrastructuur")
    panel.locator("summary").first.click()
    expect(panel).to_contain_text("Zegt niet: ")
    cell(page, "DB01", "stikstof").click()
    expect(panel.locator("h2")).to_have_text("Stougjeswijk")
    expect(panel).to_contain_text(re.compile(r"ligt op .* (m|km)\."))
    expect(panel).to_contain_text("stand van de laag")
    require_ring(page, "DB01")
    assert inner(page).evaluate("() => window.marker") == "zelfde kaart"


def test_theme_colours_the_map_and_a_name_gives_the_kinds_back(page: Page, server: str) -> None:
    frame = open_page(page, server)
    assert set(letters(frame).values()) == {None}
    for theme in ("netcongestie_woningen", "ruimte", "drinkwater"):
        head(page, theme).click()
        expect(page.locator("thead th[aria-current=true]")).to_have_text(style.THEMES[theme])
        expect(page.locator(PANEL).locator("h2")).to_have_text(style.THEMES[theme])
        expect(page).to_have_url(re.compile(f"thema={theme}"))
        require_coloured(page, frame, theme)
    page.locator("tbody").get_by_role("button", name="Cortelande").first.click()
    expect(page.locator(PANEL).locator("h2")).to_have_text("Cortelande")
    expect(page.locator(PANEL)).to_contain_text("Bezwaar en beroep: ")
    expect(frame.locator("[data-id] text")).to_have_count(0)
    expect(page.locator("thead th[aria-current]")).to_have_count(0)
    require_ring(page, "DB03")


def active(page: Page) -> str:
    return str(page.evaluate(ACTIVE)["name"])


def test_arrow_keys_walk_the_matrix_and_enter_opens(page: Page, server: str) -> None:
    open_page(page, server)
    first, *_, last = (style.THEMES[theme] for theme in THEMES)
    expect(page.locator("td button[tabindex='0']")).to_have_count(1)
    page.locator("td button[tabindex='0']").focus()
    assert active(page).startswith(f"Stougjeswijk, {first}: ")
    for key in ("ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
        assert active(page).startswith(f"Stougjeswijk, {first}: ")
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    assert active(page).startswith(f"Stougjeswijk, {last}: ")
    for key in ("ArrowDown", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)
    assert active(page).startswith("Cortelande, Uitvoeringskracht: ")
    page.keyboard.press("Enter")
    expect(page.locator(PANEL).locator("h2")).to_have_text("Cortelande")
    expect(cell(page, "DB03", "uitvoeringskracht")).to_have_attribute("aria-pressed", "true")
    assert active(page).startswith("Cortelande, Uitvoeringskracht: "), "the focus stays"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    expect(page.locator(PANEL)).to_contain_text("Raad van State")
    page.keyboard.press("Tab")
    assert active(page) == "Download als CSV", "one Tab leaves the matrix, for what stands below it"


def test_map_chooses_a_place_and_keeps_the_theme(page: Page, server: str) -> None:
    frame = open_page(page, server, "?thema=ruimte")
    frame.locator("[data-id=DB07]").dispatch_event("click")
    expect(page.locator(PANEL).locator("h2")).to_have_text("Fellenoord")
    expect(page).to_have_url(re.compile("thema=ruimte.*plek=DB07"))
    expect(page.locator("tr[aria-current=true]")).to_have_attribute("data-id", "DB07")
    require_coloured(page, frame, "ruimte")
    box = map_box(page)
    page.mouse.click(box["x"] + 40, box["y"] + box["height"] - 160)
    expect(page.locator(PANEL).locator("h2")).to_have_text("Ruimte")
    expect(frame.locator(".ring")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("plek="))


def test_row_that_is_out_of_sight_comes_into_it(page: Page, server: str) -> None:
    frame = open_page(page, server)
    frame.locator("[data-id=GG22]").dispatch_event("click")
    row = page.locator("tr[aria-current=true]")
    expect(row).to_have_attribute("data-id", "GG22")
    expect(row).to_be_in_viewport(ratio=0.9)


def test_filters_leave_their_rows_symbols_and_count(
    page: Page, server: str, catalogue: Catalogue
) -> None:
    frame = open_page(page, server, "?thema=netcongestie_woningen")
    show_list(page, "Provincie", "Zuid-Holland")
    ids = expected_ids(provincie_code="PV28")
    expect(page.locator("tbody tr")).to_have_count(len(ids))
    expect(frame.locator("[data-id]")).to_have_count(len(ids))
    expect(page.locator(".claim")).to_contain_text(f"van {12 * len(ids)} niet gecontroleerd")
    require_coloured(page, frame, "netcongestie_woningen")
    field = page.get_by_label("Zoek plek of gemeente")
    field.fill("qqqq")
    field.press("Enter")
    expect(page.locator(PANEL).locator("h2")).to_have_text("Geen plekken")
    expect(page.locator("tbody tr")).to_have_count(0)
    expect(frame.locator("[data-id]")).to_have_count(0)
    page.get_by_role("button", name="Wis alle filters").click()
    expect(page.locator("tbody tr")).to_have_count(64)
    expect(page.locator(PANEL).locator("h2")).to_have_text("Kies een vakje")


def seen(page: Page, frame: FrameLocator) -> dict[str, Any]:
    """Return what a reader sees."""
    return {
        "claim": page.locator(".claim").inner_text(),
        "panel": page.locator(PANEL).inner_text(),
        "rows": page.locator("tbody tr").evaluate_all("all => all.map((one) => one.dataset.id)"),
        "letters": letters(frame),
        "ring": frame.locator(".ring").count(),
        "pressed": page.locator("[aria-pressed=true]").count(),
    }


def test_link_and_back_button_give_the_view_back(page: Page, server: str) -> None:
    frame = open_page(page, server)
    head(page, "bodem").click()
    expect(page.locator(PANEL).locator("h2")).to_have_text("Bodem")
    require_coloured(page, frame, "bodem")
    before = seen(page, frame)
    cell(page, "DB06", "bodem").click()
    expect(page.locator(PANEL).locator("h2")).to_have_text("'t Zoet")
    require_ring(page, "DB06")
    after, link = seen(page, frame), page.url
    page.go_back()
    expect(page.locator(PANEL).locator("h2")).to_have_text("Bodem")
    expect(frame.locator(".ring")).to_have_count(0)
    assert seen(page, frame) == before
    page.goto(link)
    expect(page.locator(PANEL).locator("h2")).to_have_text("'t Zoet")
    require_ring(page, "DB06")
    assert seen(page, frame) == after
    expect(page.locator(".say")).to_have_count(0)


def test_finding_leads_to_the_dossier(page: Page, server: str) -> None:
    open_page(page, server, "?thema=ruimte&plek=DB01")
    page.get_by_role("link", name="Dossier van deze plek").click()
    expect(page).to_have_url(re.compile("/dossier.*locatie=DB01"))
    expect(page.get_by_role("heading", name="Stougjeswijk", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    "query", ["", "?thema=stikstof", "?plek=DB12&thema=stikstof", "?zoek=qqqq"]
)
def test_page_is_dutch(page: Page, server: str, query: str) -> None:
    frame = open_page(page, server, query)
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    named = "body, [aria-label], [title], [placeholder]"
    for part in (page.locator(named), frame.locator(named)):
        assert english_in(part.evaluate_all(WORDS)) == []
