"""The map in a browser without a network: it draws, it answers a click, it speaks Dutch."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from geo.catalogue import data_folder, load_catalogue
from layers import all_layers
from layers.message import legend_rows
from tests.dutch import english_in

OpenMap = Callable[..., FrameLocator]
PANEL = "article.place"


def choose(page: Page, name: str) -> None:
    """Choose a place in the table, as a reader does."""
    page.locator("tbody").get_by_role("button", name=name, exact=True).click()


# Drawing


def test_map_draws_every_layer(page: Page, server: str, open_map: OpenMap) -> None:
    frame = open_map(page, server)
    expect(frame.locator("[data-id]")).to_have_count(64)
    for layer in all_layers(load_catalogue(data_folder())):
        drawn = frame.locator(f".leaflet-{layer.layer_id}-pane")
        shapes = drawn.locator("path, [data-id]:visible, canvas")
        assert shapes.count() >= 1, layer.layer_id
        if drawn.locator("canvas").count() == 0:
            paths = drawn.locator("path.leaflet-interactive, g > path").count()
            assert max(paths, drawn.locator("[data-id]").count()) == len(layer.features)


def test_symbols_lie_where_the_country_is(page: Page, server: str, open_map: OpenMap) -> None:
    frame = open_map(page, server)
    frame_box = page.locator("iframe").bounding_box()
    assert frame_box
    for place_id in ("DB01", "GG14", "NP04"):
        box = frame.locator(f"[data-id={place_id}]").bounding_box()
        assert box
        assert frame_box["x"] < box["x"] < frame_box["x"] + frame_box["width"]
        assert frame_box["y"] < box["y"] < frame_box["y"] + frame_box["height"]
    north = frame.locator("[data-id=GG14]").bounding_box()
    south = frame.locator("[data-id=NP04]").bounding_box()
    assert north
    assert south
    assert north["y"] < south["y"]


def test_legend_lists_exactly_what_is_drawn(page: Page, server: str, open_map: OpenMap) -> None:
    frame = open_map(page, server)
    layers = all_layers(load_catalogue(data_folder()))
    expected = [row["label"] for row in legend_rows(layers) if "label" in row]
    expected += [size.label for layer in layers for size in layer.drawn_sizes]
    leaves = "all => all.filter((one) => !one.childElementCount).map((one) => one.textContent)"
    lines = frame.locator(".legend span").evaluate_all(leaves)
    shown_labels = [" ".join(line.split()) for line in lines if line.strip()]
    assert sorted(shown_labels) == sorted(expected)
    for layer in layers:
        for one in layer.classes:
            shown = one in layer.drawn_classes and one.in_legend
            assert (one.label in expected) == shown
    assert frame.locator(".legend svg").count() == len(expected)


def test_map_names_its_sources_and_date(page: Page, server: str, open_map: OpenMap) -> None:
    text = open_map(page, server).locator("body").inner_text()
    catalogue = load_catalogue(data_folder())
    assert "Kadaster" in text
    assert "peildatum" in text
    assert catalogue.fingerprint in text


def test_frame_cannot_reach_the_app(page: Page, server: str, open_map: OpenMap) -> None:
    frame = open_map(page, server)
    sandbox = page.locator("iframe").get_attribute("sandbox")
    assert sandbox is not None
    assert "allow-scripts" in sandbox.split()
    assert not {"allow-same-origin", "allow-top-navigation"} & set(sandbox.split())
    reach = """() => {
      try { return String(window.parent.document.title); } catch (error) { return error.name; }
    }"""
    assert frame.locator("body").evaluate(reach) == "SecurityError"


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1920, 1080)])
def test_page_fits_the_window(
    page: Page, server: str, open_map: OpenMap, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    open_map(page, server)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator("iframe").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert height - 40 <= box["y"] + box["height"] <= height
    assert box["height"] >= 0.8 * height
    assert box["width"] >= 0.4 * width


# Choosing


def test_click_on_stougjeswijk_gives_its_homes_and_their_source(
    page: Page, server: str, open_map: OpenMap
) -> None:
    frame = open_map(page, server)
    expect(page.locator(PANEL)).to_contain_text("Kies een plek")
    frame.locator("[data-id=DB01]").dispatch_event("click")
    panel = page.locator(PANEL)
    expect(panel).to_contain_text("2.500 woningen")
    expect(panel).to_contain_text("Stougjeswijk")
    letter = load_catalogue(data_folder()).manifest.documents["kst-32847-1395"]
    expect(panel).to_contain_text(letter.title)
    expect(panel).to_contain_text(re.compile("paragraaf 1|paragraaf \\d"))
    expect(panel).to_contain_text(re.compile("alinea \\d"))
    expect(panel.locator(f'a[href="{letter.url}"]').first).to_be_attached()
    expect(page).to_have_url(re.compile(r"[?&]plek=DB01"))
    expect(frame.locator(".ring")).to_have_count(1)


def test_link_gives_a_place_back(page: Page, server: str, open_map: OpenMap) -> None:
    frame = open_map(page, server, "?plek=DB02")
    expect(page.locator(PANEL)).to_contain_text("Lisserbroek")
    expect(page.locator("tr[aria-current=true]")).to_contain_text("Lisserbroek")
    expect(frame.locator(".ring")).to_have_count(1)


def test_unknown_place_in_a_link_is_ignored(page: Page, server: str, open_map: OpenMap) -> None:
    frame = open_map(page, server, "?plek=%7B%7B7331*3%7D%7D")
    expect(page.locator(PANEL)).to_contain_text("Kies een plek")
    expect(frame.locator(".ring")).to_have_count(0)


def test_choice_in_the_table_shows_on_the_map(page: Page, server: str, open_map: OpenMap) -> None:
    frame = open_map(page, server)
    choose(page, "Groningen-Noord")
    expect(page.locator(PANEL)).to_contain_text("Groningen-Noord")
    expect(page).to_have_url(re.compile(r"[?&]plek=NP02"))
    ring = frame.locator(".ring")
    expect(ring).to_have_count(1)
    box = (
        "one => one.getBoundingClientRect().toJSON()"  # in the map: the page itself is rolling back
    )
    around, symbol = ring.evaluate(box), frame.locator("[data-id=NP02]").evaluate(box)
    for axis, size in (("x", "width"), ("y", "height")):
        middle = around[axis] + around[size] / 2
        assert abs(middle - symbol[axis] - symbol[size] / 2) < 2


def test_click_on_empty_map_clears_the_choice(page: Page, server: str, open_map: OpenMap) -> None:
    frame = open_map(page, server, "?plek=DB01")
    expect(frame.locator(".ring")).to_have_count(1)
    map_box = page.locator("iframe").bounding_box()
    assert map_box
    page.mouse.click(map_box["x"] + map_box["width"] - 120, map_box["y"] + 200)
    expect(page.locator(PANEL)).to_contain_text("Kies een plek")
    expect(frame.locator(".ring")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("plek="))


def test_map_is_not_loaded_again_by_a_choice(page: Page, server: str, open_map: OpenMap) -> None:
    frame = open_map(page, server)
    frame.locator("body").evaluate("() => { window.marker = 'zelfde kaart'; }")
    frame.locator("[data-id=DB01]").dispatch_event("click")
    expect(page.locator(PANEL)).to_contain_text("Stougjeswijk")
    choose(page, "Lisserbroek")
    expect(page.locator(PANEL)).to_contain_text("Lisserbroek")
    assert frame.locator("body").evaluate("() => window.marker") == "zelfde kaart"


def test_places_follow_each_other(page: Page, server: str, open_map: OpenMap) -> None:
    frame = open_map(page, server)
    for place_id, name in (("DB01", "Stougjeswijk"), ("DB02", "Lisserbroek"), ("DB01", "Stoug")):
        frame.locator(f"[data-id={place_id}]").dispatch_event("click")
        expect(page.locator(PANEL).locator("h2")).to_contain_text(name)
        expect(frame.locator(".ring")).to_have_count(1)


def test_map_comes_back_after_another_page(
    page: Page, server: str, open_map: OpenMap, go_to: Callable[[Page, str], None]
) -> None:
    open_map(page, server)
    go_to(page, "Bronnen")
    expect(page.get_by_role("heading", name="Bronnen", exact=True)).to_be_visible()
    go_to(page, "Kaart")
    frame = page.frame_locator("iframe")
    expect(frame.locator("[data-id]")).to_have_count(64)
    frame.locator("[data-id=DB01]").dispatch_event("click")
    expect(page.locator(PANEL)).to_contain_text("2.500 woningen")


# Dutch


def test_page_is_dutch(
    page: Page, server: str, open_map: OpenMap, go_to: Callable[[Page, str], None]
) -> None:
    frame = open_map(page, server, "?plek=DB01")
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    assert english_in(page.locator("body").inner_text()) == []
    assert english_in(frame.locator("body").inner_text()) == []
    titles = frame.locator("[title]").evaluate_all("all => all.map((one) => one.title)")
    assert english_in(" ".join(titles)) == []
    go_to(page, "Bronnen")
    expect(page.get_by_role("heading", name="Bronnen", exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    documents = load_catalogue(data_folder()).manifest.documents.values()
    titles = [document.title for document in documents]
    assert english_in(page.locator("body").inner_text(), titles) == []


def test_lists_and_search_are_dutch(page: Page, server: str, open_map: OpenMap) -> None:
    open_map(page, server)
    for field in page.get_by_role("combobox").all():
        field.click()
        expect(page.get_by_role("option").first).to_be_visible()
        assert english_in(" ".join(page.get_by_role("option").all_inner_texts())) == []
        page.keyboard.press("Escape")
    search = page.get_by_role("textbox").first
    search.fill("qqqqqq")
    assert english_in(page.locator("body").inner_text()) == []
    search.press("Enter")
    expect(page.locator("body")).to_contain_text("Geen plek voldoet")
    assert english_in(page.locator("body").inner_text()) == []


def test_words_for_screen_readers_are_dutch(page: Page, server: str, open_map: OpenMap) -> None:
    """Streamlit's own names for its parts are English; a page in Dutch says them in Dutch."""
    frame = open_map(page, server, "?plek=DB01")
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    named = "[aria-label], [title], [placeholder], a[href='#main'], [class*=skip]"
    words = """all => all.map((one) => [one.ariaLabel, one.title, one.placeholder, one.textContent]
      .filter(Boolean).join(' ')).join(' · ')"""
    text = page.locator(named).evaluate_all(words) + frame.locator(named).evaluate_all(words)
    assert english_in(text) == []
    names = page.locator("[aria-label]").evaluate_all("all => all.map((one) => one.ariaLabel)")
    assert "Open" not in names


def test_english_is_seen() -> None:
    """The twin: the list of words notices what it should."""
    assert english_in("Deploy · Stopcontact · nan · Selectie") == ["Deploy", "nan"]
