"""How the pages look in three windows and all states: nothing cut off, nothing in the way."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from geo.catalogue import data_folder
from tests.e2e.actions import PANEL, map_box
from tests.e2e.conftest import Watch, watched_page
from tests.e2e.server import serve
from tests.layers.poison import copy_data, edit_csv, restamp

Box = dict[str, float]
SIZES = ((1366, 768), (1440, 900), (1920, 1080))
LONG = "Zeventienhuizerpolder-Noordwest en Grootscheepsmakershaven aan de Binnendijk-Oost"
STATES = {
    "niets": "", "plek": "?plek=DB02", "provincie": "?provincie=Zuid-Holland",
    "lange naam": "?plek=DB01", "leeg": "?zoek=qqqq",
}  # fmt: skip
SMALL_MAPS = {
    "knelpunten": "/knelpunten",
    "thema": "/knelpunten?thema=stikstof",
    "vakje": "/knelpunten?thema=infrastructuur&plek=DB02",
    "lange naam in de matrix": "/knelpunten?thema=ruimte&plek=DB01",
    "plek in een provincie": "/knelpunten?provincie=Zuid-Holland&plek=DB03",
    "geen plek": "/knelpunten?zoek=qqqq",
    "dossier": "/dossier?locatie=DB03",
    "dossier van een regio": "/dossier?locatie=GG06",
    "dossier met lange naam": "/dossier?locatie=DB01",
}
CUT_OFF = """root => [...root.querySelectorAll("h1, h2, h3, p, li, td, th, summary, label, button")]
  .filter((one) => one.offsetParent && one.checkVisibility() && one.clientWidth > 1)
  .filter((one) => one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.tagName + ": " + one.textContent.trim().slice(0, 60))"""
SMALL = """root => [...root.querySelectorAll("*")]
  .filter((one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
  .filter((one) => one.getClientRects().length && !one.matches("style, script, noscript"))
  .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 12)
  .map((one) => one.className + ": " + one.textContent.trim().slice(0, 40))"""
BOXES = """all => all.map((one) => {
  const { x, y, width, height } = one.getBoundingClientRect();
  const text = one.textContent.replaceAll("\\n", " ").slice(0, 40);
  return { x, y, width, height, text: text || one.dataset.id || "ring" };
})"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the app with a place that has a name of 80 characters."""

    def rename(row: dict[str, str]) -> None:
        if row["place_id"] == "DB01":
            row["name"] = LONG

    assert len(LONG) >= 80
    data = copy_data(data_folder(), tmp_path_factory.mktemp("long") / "data")
    edit_csv(data, "places", rename)
    restamp(data)
    with serve(tmp_path_factory.mktemp("long_app"), data) as address:
        yield address


def overlap(one: Box, other: Box) -> float:
    """Return how far two rectangles lie over each other, in pixels."""
    across, down = (
        min(one[at] + one[size], other[at] + other[size]) - max(one[at], other[at])
        for at, size in (("x", "width"), ("y", "height"))
    )
    return max(0.0, min(across, down))


def require_no_overlap(page: Page, frame: FrameLocator) -> None:
    """Require that names lie clear of each other, of the symbols and of what frames the map.

    The name of the chosen place always shows, and may lie over a symbol, but over no other name.
    """
    labels = frame.locator(".label span").evaluate_all(BOXES)
    controls = frame.locator(".leaflet-control:visible").evaluate_all(BOXES)
    symbols = frame.locator("[data-id], .ring").evaluate_all(BOXES)
    chosen = page.locator(f"{PANEL} h1, {PANEL} h2").first.inner_text()[:40]
    pairs = [*combinations(labels, 2), *combinations(controls, 2)]
    pairs += [(a, b) for a in labels for b in controls]
    pairs += [(a, b) for a in labels if a["text"] != chosen for b in symbols]
    assert [(a["text"], b["text"]) for a, b in pairs if overlap(a, b) > 4] == []
    box = map_box(page)
    whole = [a["x"] >= 0 and a["x"] + a["width"] <= box["width"] for a in labels]
    assert all(whole), "a name runs out of the map"


def require_map_fills(page: Page, width: int, height: int) -> None:
    """Require that the map takes the height that is left, and the page no more than the width."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = map_box(page)
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert height - 40 <= box["y"] + box["height"] <= height
    assert box["width"] >= 0.4 * width


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_state_is_whole(kaart: Page, server: str, size: tuple[int, int]) -> None:
    kaart.set_viewport_size({"width": size[0], "height": size[1]})
    frames = {}
    for state, query in STATES.items():
        kaart.goto(f"{server}/{query}")
        frame = kaart.frame_locator("iframe.map")
        expect(frame.locator(".legend li").first).to_be_visible()
        expect(kaart.locator(PANEL)).to_be_visible()
        expect(frame.locator(".ring")).to_have_count(int("plek" in query))
        kaart.evaluate("() => document.fonts.ready")
        require_map_fills(kaart, *size)
        require_no_overlap(kaart, frame)
        main = kaart.locator("body")
        assert main.evaluate(CUT_OFF) == [], state
        assert frame.locator("body").evaluate(CUT_OFF) == [], state
        assert main.evaluate(SMALL) == [], state
        assert frame.locator("body").evaluate(SMALL) == [], state
        if state != "leeg":
            assert kaart.locator("tbody").evaluate(CUT_OFF) == [], state
        frames[state] = {key: math.floor(value) for key, value in map_box(kaart).items()}
    assert len({tuple(box.items()) for box in frames.values()}) == 1, frames


@pytest.mark.parametrize("state", SMALL_MAPS)
def test_page_with_a_small_map_is_whole(kaart: Page, server: str, state: str) -> None:
    kaart.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
    kaart.goto(f"{server}{SMALL_MAPS[state]}")
    frame = kaart.frame_locator("iframe.map")
    chosen = int("plek=" in SMALL_MAPS[state] or "locatie=" in SMALL_MAPS[state])
    expect(frame.locator(".ring")).to_have_count(chosen)
    expect(kaart.locator(PANEL)).to_be_visible()
    kaart.evaluate("() => document.fonts.ready")
    for width, height in SIZES:
        kaart.set_viewport_size({"width": width, "height": height})
        kaart.wait_for_timeout(400)  # the map follows a window a while later
        assert kaart.evaluate("document.documentElement.scrollWidth") <= width
        require_no_overlap(kaart, frame)
        require_symbols_in_sight(kaart, frame)
        for part in (kaart.locator("body"), frame.locator("body"), *kaart.locator("table").all()):
            assert part.evaluate(CUT_OFF) == [], (state, width)
            assert part.evaluate(SMALL) == [], (state, width)


def require_symbols_in_sight(page: Page, frame: FrameLocator) -> None:
    """Require that on a map of the country no place lies under the line of sources."""
    if "/dossier" in page.url or "provincie=" in page.url:
        return
    (foot,) = frame.locator(".sources").evaluate_all(BOXES)
    hidden = [one["text"] for one in frame.locator("[data-id]").evaluate_all(BOXES)
              if overlap(one, foot) > 4]  # fmt: skip
    assert hidden == [], page.viewport_size


def test_map_does_not_jump_between_choices(kaart: Page, server: str) -> None:
    kaart.set_viewport_size({"width": 1366, "height": 768})
    kaart.goto(server)
    frame = kaart.frame_locator("iframe.map")
    expect(frame.locator("[data-id=DB01]")).to_be_attached()
    before = map_box(kaart)
    kaart.evaluate("""() => {
      window.shifts = [];
      new PerformanceObserver((list) => list.getEntries().forEach((one) => one.sources.forEach(
        ({ node }) => { if (node?.matches?.("iframe.map")) window.shifts.push(one.value); }
      ))).observe({ type: "layout-shift" });
    }""")
    for place_id, name in (("DB01", LONG), ("NP04", "Heerlen-Noord"), ("GG12", "Regio Foodvalley")):
        frame.locator(f"[data-id={place_id}]").dispatch_event("click")
        expect(kaart.locator(PANEL).locator("h2")).to_have_text(name)
        assert map_box(kaart) == before
    frame.locator(".folium-map").dispatch_event("click")
    expect(kaart.locator(PANEL).locator("h2")).to_have_text("Kies een plek")
    assert map_box(kaart) == before
    assert kaart.evaluate("() => window.shifts") == []


def test_long_name_is_whole_wherever_it_stands(kaart: Page, server: str) -> None:
    kaart.set_viewport_size({"width": 1366, "height": 768})
    kaart.goto(f"{server}/?plek=DB01")
    frame = kaart.frame_locator("iframe.map")
    expect(kaart.locator(PANEL).locator("h2")).to_have_text(LONG)
    expect(kaart.locator("tr[aria-current]")).to_contain_text(LONG)
    frame.locator("[data-id=DB01]").dispatch_event("mouseover")
    tooltip = frame.locator(".leaflet-tooltip")
    expect(tooltip).to_contain_text(LONG)
    box, outer = tooltip.bounding_box(), map_box(kaart)
    assert box
    assert box["x"] >= outer["x"] and box["x"] + box["width"] <= outer["x"] + outer["width"]


def test_zooming_out_stops_at_the_country(kaart: Page, server: str) -> None:
    kaart.set_viewport_size({"width": 1440, "height": 900})
    kaart.goto(server)
    frame = kaart.frame_locator("iframe.map")
    expect(frame.locator("[data-id=DB01]")).to_be_visible()
    out = frame.locator(".leaflet-control-zoom-out")
    for _ in range(3):
        if "leaflet-disabled" not in (out.get_attribute("class") or ""):
            out.click()
            kaart.wait_for_timeout(350)
            expect(frame.locator(".leaflet-zoom-anim")).to_have_count(
                0
            )  # a click in between is lost
    expect(out).to_have_class(re.compile("leaflet-disabled"))


def test_overlap_is_seen() -> None:
    """The twin: rectangles that lie over each other are noticed, neighbours are not."""
    one = {"x": 0.0, "y": 0.0, "width": 10.0, "height": 10.0}
    assert overlap(one, one | {"x": 5.0}) == 5
    assert overlap(one, one | {"x": 10.0}) == 0
    assert overlap(one, one | {"x": 4.0, "y": 30.0}) == 0


def test_cut_off_and_small_text_are_seen(window: BrowserContext, tmp_path: Path) -> None:
    """The twin of the two scripts."""
    with watched_page(window, Watch()) as page:
        page.set_content(
            "<p style='width:20px;white-space:nowrap;overflow:hidden'>afgekapt</p>"
            "<p style='font-size:9px'>klein</p><p>goed</p>"
        )
        assert page.locator("body").evaluate(CUT_OFF) == ["P: afgekapt"]
        assert page.locator("body").evaluate(SMALL) == [": klein"]
