"""Everything outside the map by keyboard: in order, seen, and without a trap."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import FrameLocator, Page, expect

from tests.e2e.actions import ACTIVE, PANEL, changed_pixels, inner

OpenMap = Callable[..., FrameLocator]
FILTERS = [
    "Provincie", "Zoek plek of gemeente", "● Doorbraaklocaties", "▨ NPLV-gebieden",
    "◆ Grootschalige gebieden", "Kleur van de gemeenten", "Natura 2000", "Provinciegrenzen",
    "Omvang van grootschalige gebieden", "Namen op de kaart", "Achtergrond", "Wis alle filters",
]  # fmt: skip
MOST_STOPS_IN_THE_MAP = 6
# Streamlit makes the whole page one stop, to scroll it; it has no outline of its own.
OF_STREAMLIT = {"MAIN", "BODY", "HTML"}


def tab(page: Page, key: str = "Tab") -> dict[str, Any]:
    """Press a key and return what now has the focus."""
    page.keyboard.press(key)
    active: dict[str, Any] = page.evaluate(ACTIVE)
    return active


def walk(page: Page, most: int = 90) -> list[dict[str, Any]]:
    """Press Tab until the focus comes round.

    For a moment between the page and the map inside it, the body has the focus.
    """
    stops: list[dict[str, Any]] = []
    for _ in range(most):
        stop = tab(page)
        if stops and stop["name"] == stops[0]["name"]:
            break
        stops.append(stop)
    return stops


def test_tab_reaches_everything_in_order_without_a_trap(
    page: Page, server: str, open_map: OpenMap
) -> None:
    open_map(page, server, "?zoek=hoeksche")
    expect(page.locator("tbody tr")).to_have_count(1)
    stops = walk(page)
    names = [stop["name"] for stop in stops]
    assert names[0] == "Naar de inhoud"
    wanted = ["Kaart", "Bronnen", *FILTERS, "Sla de kaart over", "Plek", "Soort", "Gemeente",
              "Provincie", "Woningen", "Bronnen van het aantal", "Status", "Stougjeswijk",
              "Download als CSV", "Download als Excel"]  # fmt: skip
    rest = iter(names)
    missing = [name for name in wanted if not any(name == one for one in rest)]
    assert missing == []
    inside = [stop for stop in stops if stop["tag"] == "IFRAME"]
    assert 1 <= len(inside) <= MOST_STOPS_IN_THE_MAP


def test_tab_goes_backwards_out_of_the_map_too(page: Page, server: str, open_map: OpenMap) -> None:
    frame = open_map(page, server)
    frame.locator(".leaflet-control-zoom-out").focus()
    seen = [tab(page, "Shift+Tab") for _ in range(MOST_STOPS_IN_THE_MAP)]
    assert seen[-1]["tag"] != "IFRAME"
    assert "Sla de kaart over" in [stop["name"] for stop in seen]


def test_focus_can_be_seen_at_every_stop(page: Page, server: str, open_map: OpenMap) -> None:
    open_map(page, server, "?zoek=hoeksche&plek=DB01")
    expect(page.locator(PANEL)).to_contain_text("Stougjeswijk")
    page.wait_for_timeout(300)
    unseen, seen = [], list[str]()
    for _ in range(70):
        stop = tab(page)
        if stop["name"] in seen:
            break
        if stop["tag"] in OF_STREAMLIT or stop["tag"] == "IFRAME":
            continue
        seen += [stop["name"]] * (stop["name"] == "Naar de inhoud")
        if differs_without_focus(page) < 30:
            unseen.append((stop["tag"], stop["name"][:40]))
    assert unseen == []


def differs_without_focus(page: Page) -> int:
    """Return how many pixels around the focus change when it goes; it is put back."""
    box = page.evaluate(ACTIVE)["box"]
    size = page.viewport_size
    assert size
    x, y = max(box["x"] - 14, 0), max(box["y"] - 8, 0)
    width = min(box["width"] + 28, size["width"] - x)
    clip = {"x": x, "y": y, "width": width, "height": min(box["height"] + 16, size["height"] - y)}
    with_focus = page.screenshot(clip=clip, animations="disabled", caret="hide")
    page.evaluate("""() => {
      let one = document.activeElement;
      while (one.shadowRoot && one.shadowRoot.activeElement) one = one.shadowRoot.activeElement;
      window.last = one;
      one.blur();
    }""")
    without = page.screenshot(clip=clip, animations="disabled", caret="hide")
    page.evaluate("() => window.last.focus()")
    return changed_pixels(with_focus, without)


def test_focus_of_the_map_can_be_seen(page: Page, server: str, open_map: OpenMap) -> None:
    open_map(page, server)
    page.get_by_role("link", name="Sla de kaart over").focus()
    unseen = []
    for _ in range(4):
        tab(page)
        style = inner(page).evaluate("""() => {
          const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement);
          return [outlineStyle, boxShadow];
        }""")
        if style == ["none", "none"]:
            unseen.append(
                inner(page).evaluate("() => document.activeElement.outerHTML.slice(0, 80)")
            )
    assert unseen == []


def test_skip_link_jumps_over_the_map_to_the_table(
    page: Page, server: str, open_map: OpenMap
) -> None:
    open_map(page, server)
    skip = page.get_by_role("link", name="Sla de kaart over")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#tabel")).to_be_in_viewport()
    stop = tab(page)
    assert stop["name"].startswith("Tabel met plekken")
    assert tab(page)["name"] == "Plek"
    header = page.locator(".stAppHeader").bounding_box()
    heading = page.locator("#tabel").bounding_box()
    assert header and heading
    assert heading["y"] >= header["y"] + header["height"]


def test_row_is_chosen_by_keyboard_and_keeps_the_focus(
    page: Page, server: str, open_map: OpenMap
) -> None:
    frame = open_map(page, server)
    page.get_by_role("button", name="Lisserbroek", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(PANEL).locator("h2")).to_have_text("Lisserbroek")
    expect(frame.locator(".ring")).to_have_count(1)
    assert page.evaluate(ACTIVE)["name"] == "Lisserbroek"
    assert tab(page)["name"] == "Cortelande"


def test_heading_keeps_the_focus_when_it_sorts(page: Page, server: str, open_map: OpenMap) -> None:
    open_map(page, server)
    page.get_by_role("button", name="Woningen", exact=True).focus()
    page.keyboard.press("Space")
    expect(page.locator("th[aria-sort=descending]")).to_have_count(1)
    assert re.match("Woningen", page.evaluate(ACTIVE)["name"])


def test_filter_keeps_the_focus(page: Page, server: str, open_map: OpenMap) -> None:
    open_map(page, server)
    box = page.get_by_role("checkbox", name="NPLV-gebieden")
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator("#tabel")).to_have_text("44 plekken")
    assert "NPLV" in page.evaluate(ACTIVE)["name"]
