"""A folder full of hostile text, in a browser: everything is shown, nothing runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from geo.agenda import bottlenecks_of
from geo.catalogue import Catalogue, data_folder, load_catalogue
from tests.e2e.conftest import Watch, watched_page
from tests.e2e.server import serve
from tests.layers.poison import PAYLOADS, PRODUCT_OF_TEMPLATE, poison

PANEL = "article.place"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return poison(data_folder(), tmp_path_factory.mktemp("hostile") / "data")


@pytest.fixture(scope="module")
def catalogue(hostile: Path) -> Catalogue:
    return load_catalogue(hostile)


@pytest.fixture(scope="module")
def hostile_server(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(tmp_path_factory.mktemp("hostile_app"), hostile) as address:
        yield address


def words(text: str) -> str:
    """Return a text as a browser lays it out: one space where there is any white space."""
    return re.sub(r"\s+", " ", text).strip()


def require_untouched(page: Page) -> None:
    """Require that no payload ran, neither in the app nor in the map."""
    for frame in page.frames:
        assert frame.evaluate("() => typeof window.hit") == "undefined"
        assert frame.evaluate("() => document.querySelectorAll('[onerror], [onload]').length") == 0
        assert PRODUCT_OF_TEMPLATE not in frame.locator("body").inner_text()


def test_panel_of_every_payload_is_literal(
    page: Page, hostile_server: str, catalogue: Catalogue
) -> None:
    page.goto(hostile_server)
    frame = page.frame_locator("iframe")
    expect(frame.locator("[data-id]")).to_have_count(len(catalogue.places))
    seen = set()
    for place in list(catalogue.places.values())[: len(PAYLOADS)]:
        frame.locator(f"[data-id={place.place_id}]").dispatch_event("click")
        panel = page.locator(PANEL)
        expect(panel.locator("h2")).to_have_text(words(place.name))
        row = page.locator("tr[aria-current=true]")
        expect(row).to_contain_text(words(place.name))
        expect(row).to_contain_text(words(place.designation)[1:])
        text = words(panel.evaluate("panel => panel.textContent"))
        for part in re.split(r"\b(?:DB|NP|GG)\d{2}\b", place.note):  # an id is shown as a name
            assert words(part) in text
        assert words(place.designation).lower()[1:] in text.lower()
        for statement in catalogue.statements:
            if statement.subject == place.place_id and statement.theme != "status":
                assert words(statement.text) in text
        for figure in catalogue.ledger.about(place.place_id, low=False):
            source = catalogue.manifest.source(figure.source_id)
            assert source
            assert words(source.title) in text
        seen |= {p for p in PAYLOADS if p in place.name}
        require_untouched(page)
    assert seen == set(PAYLOADS)


def test_tooltips_and_sources_of_the_map_are_literal(
    page: Page, hostile_server: str, catalogue: Catalogue
) -> None:
    page.goto(hostile_server)
    frame = page.frame_locator("iframe")
    for place in list(catalogue.places.values())[: len(PAYLOADS)]:
        symbol = frame.locator(f"[data-id={place.place_id}]")
        symbol.dispatch_event("mouseover")
        expect(frame.locator(".leaflet-tooltip")).to_contain_text(words(place.name))
        symbol.dispatch_event("mouseout")
        expect(frame.locator(".leaflet-tooltip")).to_have_count(0)
    gemeenten = catalogue.geometry("gemeenten_land")["gemeente"]
    shapes = frame.locator(".leaflet-gemeenten-pane path")
    for number in range(len(PAYLOADS)):
        shapes.nth(number).dispatch_event("mouseover")
        expect(frame.locator(".leaflet-tooltip").last).to_contain_text(
            words(gemeenten.iloc[number])
        )
        shapes.nth(number).dispatch_event("mouseout")
    attribution = catalogue.manifest.layers["natura2000"].attribution
    assert words(attribution) in words(frame.locator("body").inner_text())
    require_untouched(page)


def test_bronnen_are_literal(
    page: Page,
    hostile_server: str,
    catalogue: Catalogue,
    go_to: Callable[[Page, str], None],
) -> None:
    page.goto(hostile_server)
    go_to(page, "Bronnen")
    count = len(catalogue.manifest.documents) + len(catalogue.manifest.layers)
    expect(page.locator("table tbody tr")).to_have_count(count)
    expect(page.locator("body")).to_contain_text("Voorwaarden")
    text = words(page.locator("body").evaluate("body => body.textContent"))
    for source in catalogue.manifest.documents.values():
        assert words(source.title) in text
        assert words(source.publisher) in text
        assert words(source.method) in text
    for term in catalogue.manifest.terms.values():
        assert words(term.text) in text
    require_untouched(page)


def test_matrix_and_findings_are_literal(
    page: Page, hostile_server: str, catalogue: Catalogue
) -> None:
    page.goto(f"{hostile_server}/knelpunten?thema=netcongestie_woningen")
    names = page.locator("tbody th")
    expect(names).to_have_count(len(catalogue.places))
    shown = {words(text) for text in names.evaluate_all("all => all.map((one) => one.textContent)")}
    for place in catalogue.places.values():
        assert any(words(place.name) in text for text in shown)
    for place in list(catalogue.places.values())[: len(PAYLOADS)]:
        cell = page.locator(f"tr[data-id={place.place_id}] button[data-theme=stikstof]")
        assert words(place.name) in words(cell.get_attribute("aria-label") or "")
        cell.click()
        panel = page.locator(PANEL)
        expect(panel.locator("h2")).to_have_text(words(place.name))
        constraint = catalogue.manifest.layers["natura2000"].constraint
        assert constraint and words(constraint.says_not) in words(panel.text_content() or "")
        require_untouched(page)


def test_dossiers_are_literal(page: Page, hostile_server: str, catalogue: Catalogue) -> None:
    page.goto(f"{hostile_server}/dossier")
    for number, place in enumerate(list(catalogue.places.values())[: len(PAYLOADS)]):
        if number:
            page.get_by_role("button", name="Volgende").click()
        expect(page.locator("article.place h1")).to_have_text(words(place.name))
        body = page.locator("article.dossier")
        for statement in bottlenecks_of(catalogue, place):
            for part in (statement.text, statement.actor, statement.next_step):
                expect(body).to_contain_text(words(part))
        require_untouched(page)


def test_hit_is_seen(window: BrowserContext) -> None:
    """The twin: the same text as HTML does run, and this notices."""
    with watched_page(window, Watch()) as page:
        page.set_content("<img src=x onerror=window.hit=1>")
        page.wait_for_function("() => window.hit === 1")
        with pytest.raises(AssertionError):
            require_untouched(page)


def test_request_outside_is_stopped_and_seen(window: BrowserContext) -> None:
    """The twin of the watch that every other test relies on."""
    watch = Watch()
    with watched_page(window, watch) as page:
        page.set_content("<img src='http://192.0.2.1/tegel.png'><script>nope()</script>")
        page.wait_for_timeout(300)
    assert watch.outside == ["http://192.0.2.1/tegel.png"]
    assert any("nope" in error for error in watch.errors)
    with pytest.raises(AssertionError):
        watch.require_clean()
