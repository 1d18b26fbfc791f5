"""Overlegmodus as a chair uses it: keys only, large type, no network, no waiting."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from geo.catalogue import data_folder, load_catalogue
from geo.model import Place
from tests.e2e.conftest import Watch, watched_page

SMALLEST_PX, MOST_MS = 20, 300
SMALL = """root => [...root.querySelectorAll("*")]
  .filter((one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
  .filter((one) => one.getClientRects().length && !one.matches("style, script, noscript"))
  .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 20)
  .map((one) => one.className + ": " + one.textContent.trim().slice(0, 40))"""
# How many pixels stick out, and marks of sources that are told but not listed, or the other way.
LAID_OUT = """side => {
  const marks = (texts) => new Set(texts.flatMap((one) => one.match(/\\[\\d+\\]/g) || []));
  const told = marks([...side.querySelectorAll("li, p, .homes")].map((one) => one.textContent));
  const listed = marks([side.parentNode.querySelector(".sources").textContent]);
  return {
    down: side.scrollHeight - side.clientHeight, aside: side.scrollWidth - side.clientWidth,
    marks: [...told, ...listed].filter((one) => !told.has(one) || !listed.has(one)),
  };
}"""
FITS = {"down": 0, "aside": 0, "marks": []}
OF_STREAMLIT = ("favicon", "_stcore", "/overleg/")


@pytest.fixture(scope="module")
def meeting(window: BrowserContext, server: str) -> Iterator[Page]:
    """Open the mode for all places at the size of a beamer; the page must meet no error."""
    watch = Watch()
    with watched_page(window, watch) as page:
        page.set_viewport_size({"width": 1920, "height": 1080})
        page.goto(f"{server}/overleg")
        expect(page.locator("h1")).to_have_text("Stougjeswijk")
        expect(ring(page)).to_have_count(1)
        yield page
    assert watch.outside == []
    assert watch.dialogs == []
    assert [one for one in watch.errors if "404" not in one] == []
    # Streamlit itself probes below the address of a page that is opened directly.
    assert [one for one in watch.missing if "/overleg/" not in one] == []


def frame(page: Page) -> FrameLocator:
    return page.frame_locator("iframe.map")


def ring(page: Page):  # type: ignore[no-untyped-def]
    return frame(page).locator("path.ring")


def resize(page: Page, width: int, height: int) -> None:
    """Set the size of the screen and wait until the slide is laid out for it."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("() => new Promise((done) => requestAnimationFrame("
                  "() => requestAnimationFrame(done)))")  # fmt: skip


def test_all_places_by_arrow_keys(meeting: Page) -> None:
    places = list(load_catalogue(data_folder()).places.values())
    waits = []
    for size in ((1440, 900), (1920, 1080)):
        resize(meeting, *size)
        waits += walk(meeting, places, size)
    print(f"van plek naar plek: mediaan {median(waits):.0f} ms, hoogste {max(waits):.0f} ms")
    assert median(waits) <= MOST_MS
    meeting.keyboard.press("ArrowLeft")
    expect(meeting.locator("h1")).to_have_text(places[-1].name)
    meeting.keyboard.press("Home")
    expect(meeting.locator("h1")).to_have_text(places[0].name)


def walk(meeting: Page, places: list[Place], size: tuple[int, int]) -> list[float]:
    """Go round all places, each of which must fit the screen; return how long each took, in ms."""
    waits = []
    for place in [*places[1:], places[0]]:
        start = time.perf_counter()
        meeting.keyboard.press("ArrowRight")
        meeting.wait_for_function(
            "name => [...document.querySelectorAll('*')].some((one) => one.shadowRoot && "
            "one.shadowRoot.querySelector('h1')?.textContent === name)",
            arg=place.name, polling=10,
        )  # fmt: skip
        waits.append(1000 * (time.perf_counter() - start))
        expect(ring(meeting)).to_have_count(1)
        assert meeting.locator(".side").evaluate(SMALL) == []
        assert meeting.locator(".side").evaluate(LAID_OUT) == FITS, (place.name, size)
    return waits


def test_what_does_not_fit_is_counted(meeting: Page) -> None:
    """Cortelande has seven steps: a beamer shows three, a laptop fewer; none is lost in silence."""
    meeting.goto(f"{meeting.url.split('?')[0]}?plek=DB03")
    steps = meeting.locator("h2:has-text('Wie is aan zet') + ul > li")
    expect(meeting.locator("h1")).to_have_text("Cortelande")
    for width, height in ((1920, 1080), (1440, 900), (1280, 720), (1920, 1080)):
        resize(meeting, width, height)
        *shown, more = steps.all_text_contents()
        count = [int(word) for word in more.split() if word.isdigit()]
        assert [len(shown) + one for one in count] == [7], (width, more)
        assert more.endswith("in het dossier")
    meeting.goto(meeting.url.split("?")[0])
    expect(meeting.locator("h1")).to_have_text("Stougjeswijk")
    expect(ring(meeting)).to_have_count(1)


def test_no_type_is_small_on_the_page_or_in_the_map(meeting: Page) -> None:
    assert meeting.locator(".meeting").evaluate(SMALL) == []
    inside = frame(meeting).locator("html")
    expect(inside).to_have_class("large")
    shown = [one for one in inside.evaluate(SMALL) if not one.startswith("leaflet-control-attrib")]
    assert shown == []


def test_small_type_would_be_seen(meeting: Page) -> None:
    """The twin."""
    meeting.locator("h1").evaluate("one => { one.style.fontSize = '19px'; }")
    assert meeting.locator(".meeting").evaluate(SMALL)
    meeting.locator("h1").evaluate("one => { one.style.fontSize = ''; }")


def test_nothing_of_streamlit_shows(meeting: Page) -> None:
    expect(meeting.locator(".stAppHeader")).to_be_hidden()
    box = meeting.locator(".meeting").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 1920, "height": 1080}


def test_escape_gives_the_overview_and_typing_seeks(meeting: Page) -> None:
    meeting.keyboard.press("Escape")
    expect(meeting.locator("h1")).to_have_text("Overzicht")
    expect(ring(meeting)).to_have_count(0)
    meeting.keyboard.press("Escape")
    expect(meeting.locator("h1")).to_have_text("Stougjeswijk")
    meeting.keyboard.type("zuidpl")
    meeting.keyboard.press("Enter")
    expect(meeting.locator("h1")).to_have_text("Cortelande")
    meeting.keyboard.type("xqxq")
    expect(meeting.locator(".side")).to_contain_text("Geen plek met die naam")
    meeting.keyboard.press("Enter")
    meeting.keyboard.press("Escape")
    expect(meeting.locator("h1")).to_have_text("Cortelande")


def test_keys_work_after_a_click_in_the_map(meeting: Page) -> None:
    frame(meeting).locator("[data-id=DB02]").dispatch_event("click")
    expect(meeting.locator("h1")).to_have_text("Lisserbroek")
    frame(meeting).locator(".legend summary").press("ArrowRight")
    expect(meeting.locator("h1")).to_have_text("Cortelande")


def test_an_empty_selection_says_so(unchecked: tuple[Page, Watch], server: str) -> None:
    page, watch = unchecked
    page.goto(f"{server}/overleg?zoek=qqqq")
    expect(page.locator("h1")).to_have_text("Geen plekken in deze selectie")
    assert watch.outside == []
