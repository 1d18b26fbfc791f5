"""The map in one file, as it is opened from a mail: from disk, with no network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from geo.catalogue import data_folder, load_catalogue
from geo.model import Selection
from layers.paper import to_picture
from layers.sheet import Sheet
from layers.view import View
from tests.e2e.conftest import Watch, watched_page
from tests.layers.poison import PAYLOADS, poison


def write(folder: Path, name: str, view: View, sites: tuple[str, ...] = ()) -> str:
    """Write the file and return its address."""
    path = folder / f"{name}.html"
    path.write_bytes(to_picture(load_catalogue(data_folder()), view, Sheet(), "html", sites))
    return path.as_uri()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    view = View(Selection(provincie_code="PV28"), theme="woningen")
    return write(tmp_path_factory.mktemp("onefile"), "kaart", view)


@pytest.fixture
def alone(window: BrowserContext, file: str) -> Iterator[Page]:
    """Return the page; it may ask for itself and nothing else, and meet no error."""
    watch, asked = Watch(), []
    with watched_page(window, watch) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file)
        expect(page.locator("[data-id=DB01]")).to_be_attached()
        yield page
    assert [url for url in asked if not url.startswith("data:")] == [file]
    assert watch.errors == []


def test_map_legend_and_panel_are_there(alone: Page) -> None:
    expect(alone.locator("[data-id]")).to_have_count(17)
    expect(alone.locator(".legend")).to_contain_text("Doorbraaklocatie")
    expect(alone.locator(".sources")).to_contain_text("peildatum")
    expect(alone.get_by_role("heading", level=1)).to_contain_text("Zuid-Holland")
    expect(alone.locator("aside")).to_contain_text("10.500 woningen")
    assert "Zuid-Holland" in alone.title()
    assert alone.locator(".label").count() > 5


def test_click_on_a_symbol_opens_its_panel(alone: Page) -> None:
    alone.locator("[data-id=DB01]").dispatch_event("click")
    expect(alone.locator("aside article:visible h2")).to_have_text("Stougjeswijk")
    expect(alone.locator(".ring")).to_be_attached()
    alone.get_by_role("button", name="Terug naar de selectie").click()
    expect(alone.locator("aside article:visible h2")).to_have_text("Kies een plek")
    expect(alone.locator(".ring")).to_have_count(0)


def test_names_are_the_way_by_keyboard(alone: Page) -> None:
    name = alone.get_by_role("button", name="Stougjeswijk", exact=True)
    name.focus()
    alone.keyboard.press("Enter")
    expect(alone.locator("aside article:visible h2")).to_have_text("Stougjeswijk")
    expect(alone.get_by_role("button", name="Terug naar de selectie")).to_be_focused()


def test_hovering_tells_what_a_place_is(alone: Page) -> None:
    alone.locator("[data-id=DB01]").dispatch_event("mouseover")
    expect(alone.locator(".leaflet-tooltip")).to_contain_text("Stougjeswijk")


def test_nothing_lies_outside_the_window(alone: Page) -> None:
    for width in (1440, 1024, 400):
        alone.set_viewport_size({"width": width, "height": 800})
        overflow = "() => document.documentElement.scrollWidth - window.innerWidth"
        assert alone.evaluate(overflow) <= 0
        expect(alone.locator(".folium-map")).to_be_visible()
    alone.set_viewport_size({"width": 1440, "height": 900})
    scale, sources = (alone.locator(one).bounding_box() for one in
                      (".leaflet-control-scale", ".sources"))  # fmt: skip
    assert scale and sources
    assert (
        scale["x"] + scale["width"] <= sources["x"] or scale["y"] + scale["height"] <= sources["y"]
    )


@pytest.mark.parametrize("name", ["Woningbouwontwikkelingsmaatschappijgebied" * 3, "DB06 " * 16])
def test_a_long_name_stays_in_its_panel(window: BrowserContext, tmp_path: Path, name: str) -> None:
    catalogue = load_catalogue(data_folder())
    long = catalogue.places["DB06"].model_copy(update={"name": name.strip()})
    catalogue = replace(catalogue, places={**catalogue.places, "DB06": long})
    path = tmp_path / "lang.html"
    path.write_bytes(to_picture(catalogue, View(), Sheet(title=name), "html"))
    with watched_page(window, Watch()) as page:
        page.goto(path.as_uri())
        for width in (1440, 400):
            page.set_viewport_size({"width": width, "height": 800})
            for at in ("", "DB06"):
                page.locator(f"[data-open='{at}']").last.dispatch_event("click")
                over = "one => one.scrollWidth - one.clientWidth"
                assert page.locator("aside").evaluate(over) <= 0
                assert page.locator("header").evaluate(over) <= 0


def test_one_place_opens_with_its_panel(window: BrowserContext, tmp_path: Path) -> None:
    address = write(tmp_path, "plek", View().with_place("DB01"), ("DB01",))
    watch = Watch()
    with watched_page(window, watch) as page:
        page.goto(address)
        expect(page.locator("aside article:visible h2")).to_have_text("Stougjeswijk")
        expect(page.locator(".ring")).to_be_visible()
        page.locator("[data-id=NP09]").dispatch_event("click")
        expect(page.locator("aside article:visible h2")).to_have_text("Rotterdam-Zuid")
    assert watch.errors == []


def test_hostile_text_is_shown_and_never_runs(window: BrowserContext, tmp_path: Path) -> None:
    catalogue = load_catalogue(poison(data_folder(), tmp_path / "data"))
    path = tmp_path / "kwaad.html"
    path.write_bytes(to_picture(catalogue, View(), Sheet(title=PAYLOADS[3]), "html"))
    watch = Watch()
    with watched_page(window, watch) as page:
        page.goto(path.as_uri())
        expect(page.locator("[data-id]")).to_have_count(len(catalogue.places))
        for place_id in list(catalogue.places)[: len(PAYLOADS)]:
            page.locator(f"[data-id={place_id}]").dispatch_event("click")
            expect(page.locator("aside article:visible h2")).to_be_visible()
        assert page.evaluate("() => typeof window.hit") == "undefined"
        assert page.evaluate("() => document.querySelectorAll('[onerror], [onload]').length") == 0
    assert watch.errors == []


def test_page_may_not_ask_even_if_it_would(window: BrowserContext, file: str) -> None:
    """The policy of the page stops a request that a script in it would make."""
    ask = "() => fetch('http://127.0.0.1:9/').then(() => 'sent', (error) => String(error))"
    watch = Watch()
    with watched_page(window, watch) as page:
        page.goto(file)
        assert "sent" not in page.evaluate(ask)
    assert any("Content Security Policy" in error for error in watch.errors)
