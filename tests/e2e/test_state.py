"""The address, the back button, the table and its downloads: one state, said everywhere."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import FrameLocator, Page, expect

from geo.catalogue import Catalogue
from tests.e2e.actions import (
    PANEL,
    drag,
    expected_ids,
    fills,
    legend,
    map_box,
    pick_row,
    require_places,
    rows,
    scale_km,
    seek,
    show_list,
    spot,
    tick,
)

OpenMap = Callable[..., FrameLocator]


def open_link(page: Page, address: str) -> FrameLocator:
    """Open a link and wait for the map."""
    page.goto(address)
    frame = page.frame_locator("iframe.map")
    expect(frame.locator("[data-id=DB01]")).to_be_attached()
    return frame


def state_of(page: Page, frame: FrameLocator) -> dict[str, Any]:
    """Return what a reader sees: filters, map, panel, table."""
    boxes = page.locator(".stCheckbox input").evaluate_all("all => all.map((one) => one.checked)")
    return {
        "boxes": boxes,
        "lists": page.get_by_role("combobox").evaluate_all("all => all.map((one) => one.value)"),
        "search": page.get_by_label("Zoek plek of gemeente").input_value(),
        "legend": legend(frame),
        "fills": fills(frame),
        "scale": scale_km(frame),
        "ring": frame.locator(".ring").count(),
        "labels": sorted(frame.locator(".label").all_inner_texts()),
        "panel": page.locator(PANEL).inner_text(),
        "rows": rows(page),
        "current": page.locator("tr[aria-current]").all_inner_texts(),
    }


def require_same_spot(one: tuple[float, float], other: tuple[float, float]) -> None:
    """Require that a place lies where it lay, but for rounding in the address."""
    assert one == pytest.approx(other, abs=3)


# Links


def test_link_gives_everything_back(kaart: Page, server: str, open_map: OpenMap) -> None:
    frame = open_map(kaart, server)
    show_list(kaart, "Provincie", "Zuid-Holland")
    expect(kaart).to_have_url(re.compile("provincie="))
    show_list(kaart, "Kleur van de gemeenten", "Woningen in doorbraaklocaties")
    tick(kaart, "NPLV-gebieden")
    expect(kaart).to_have_url(re.compile("soort="))
    tick(kaart, "Provinciegrenzen")
    expect(kaart).to_have_url(re.compile("lagen="))
    seek(kaart, "a")
    expect(kaart).to_have_url(re.compile("zoek=a"))
    pick_row(kaart, "Stougjeswijk")
    expect(kaart.locator(PANEL)).to_contain_text("Hoeksche Waard")
    expect(frame.locator(".ring")).to_have_count(1)
    drag(kaart, 60, -90)
    for part in ("provincie", "kleur", "soort", "lagen", "zoek", "plek", "gegevens", "uitsnede"):
        assert f"{part}=" in kaart.url
    before, place = state_of(kaart, frame), spot(frame, "DB01")
    open_link(kaart, kaart.url)
    expect(frame.locator(".ring")).to_have_count(1)
    kaart.wait_for_timeout(300)
    require_same_spot(spot(frame, "DB01"), place)
    assert state_of(kaart, frame) == before
    expect(kaart.locator(".say")).to_have_count(0)


def test_link_in_the_panel_is_that_of_the_view(kaart: Page, server: str, open_map: OpenMap) -> None:
    open_map(kaart, server, "?plek=DB01&kleur=natura2000")
    link = kaart.get_by_role("link", name="Link naar dit beeld")
    address = link.get_attribute("href")
    assert address
    frame = open_link(kaart, f"{server}/{address}")
    expect(kaart.locator(PANEL)).to_contain_text("Stougjeswijk")
    expect(frame.locator(".legend")).to_contain_text("Aandeel land in Natura 2000")


def test_link_made_after_a_filter_moved_the_map_shows_what_was_seen(
    kaart: Page, server: str, open_map: OpenMap
) -> None:
    """The reader moves the map, then chooses a provincie, which moves it again."""
    frame = open_map(kaart, server)
    drag(kaart, 80, -60)
    show_list(kaart, "Provincie", "Groningen")
    require_places(kaart, frame, expected_ids(provincie_code="PV20"))
    scale, place = scale_km(frame), spot(frame, "NP02")
    kaart.wait_for_timeout(300)
    kaart.goto(kaart.url)
    expect(frame.locator("[data-id=NP02]")).to_be_attached()
    kaart.wait_for_timeout(500)
    assert scale_km(frame) == scale
    require_same_spot(spot(frame, "NP02"), place)


def test_window_of_another_size_is_no_choice_of_the_reader(
    page: Page, server: str, open_map: OpenMap
) -> None:
    open_map(page, server)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.wait_for_timeout(600)
    assert "uitsnede" not in page.url
    assert map_box(page)["height"] > 480


# What a slow machine does: its frame has no size while a map is made, and no event tells later.
SIZELESS = """if (location.pathname.includes("/maps/")) {
  let early = true;
  new MutationObserver(() => { if (document.querySelector(".sources")) early = false; })
    .observe(document, { childList: true, subtree: true });
  for (const side of ["clientWidth", "clientHeight"]) {
    const { get } = Object.getOwnPropertyDescriptor(Element.prototype, side);
    const late = { get() { return early ? 0 : get.call(this); } };
    Object.defineProperty(Element.prototype, side, late);
  }
}"""


def test_map_in_a_frame_that_gets_its_size_late_shows_the_country(
    page: Page, server: str, open_map: OpenMap
) -> None:
    frame = open_map(page, server)
    place = spot(frame, "DB01")
    page.add_init_script(SIZELESS)
    frame = open_map(page, server, "?plek=DB01")
    expect(frame.locator(".ring")).to_have_count(1)
    page.wait_for_timeout(300)
    require_same_spot(spot(frame, "DB01"), place)


def test_back_button_goes_through_the_choices(kaart: Page, server: str, open_map: OpenMap) -> None:
    frame = open_map(kaart, server)
    show_list(kaart, "Provincie", "Utrecht")
    inside = expected_ids(provincie_code="PV26")
    require_places(kaart, frame, inside)
    show_list(kaart, "Kleur van de gemeenten", "Aandeel land in Natura 2000")
    expect(frame.locator(".legend")).to_contain_text("50 % of meer")
    pick_row(kaart, "Utrecht Overvecht")
    expect(kaart.locator(PANEL).locator("h2")).to_have_text("Utrecht Overvecht")
    kaart.go_back()
    expect(kaart.locator(PANEL)).to_contain_text("Kies een plek")
    expect(frame.locator(".ring")).to_have_count(0)
    expect(frame.locator(".legend")).to_contain_text("50 % of meer")
    kaart.go_back()
    expect(frame.locator(".legend")).not_to_contain_text("50 % of meer")
    require_places(kaart, frame, inside)
    kaart.go_back()
    require_places(kaart, frame, expected_ids())
    expect(kaart.get_by_label("Provincie", exact=True)).to_have_value("Heel Nederland")
    kaart.go_forward()
    require_places(kaart, frame, inside)
    expect(kaart.get_by_label("Provincie", exact=True)).to_have_value("Utrecht")


def test_what_a_link_says_wrong_is_said_and_the_rest_holds(
    kaart: Page, server: str, open_map: OpenMap, catalogue: Catalogue
) -> None:
    query = "?provincie=Holland&kleur=regenboog&plek=DB01&soort=doorbraak,kasteel&gegevens=0badcafe"
    frame = open_map(kaart, server, query)
    messages = kaart.locator(".say")
    expect(messages).to_have_count(4)
    text = " ".join(messages.all_inner_texts())
    for word in ("‘Holland’", "‘regenboog’", "‘kasteel’", "0badcafe", catalogue.fingerprint):
        assert word in text
    expect(kaart.locator(PANEL)).to_contain_text("Stougjeswijk")
    require_places(kaart, frame, expected_ids(kinds=("doorbraaklocatie",)))


@pytest.mark.parametrize("view", ["x,y,z", "91,200,99"])
def test_part_of_the_map_that_is_none_is_ignored(kaart: Page, server: str, view: str) -> None:
    frame = open_link(kaart, f"{server}/?uitsnede={view}")
    kaart.wait_for_timeout(150)
    x, y = spot(frame, "DB01")
    box = map_box(kaart)
    assert 0 < x < box["width"] and 0 < y < box["height"]


# Row and map


def test_row_and_map_follow_each_other(kaart: Page, server: str, open_map: OpenMap) -> None:
    frame = open_map(kaart, server)
    current = kaart.locator("tr[aria-current=true]")
    frame.locator("[data-id=GG22]").dispatch_event("click")
    expect(current).to_have_attribute("data-id", "GG22")
    hidden = """row => {
      const outer = row.closest(".frame").getBoundingClientRect();
      const box = row.getBoundingClientRect();
      return box.top < outer.top || box.bottom > outer.bottom;
    }"""
    assert current.evaluate(hidden) is False
    pick_row(kaart, "Fellenoord")
    expect(current).to_have_attribute("data-id", "DB07")
    expect(frame.locator(".ring")).to_have_count(1)
    ring = frame.locator(".ring").evaluate("one => one.getBoundingClientRect().toJSON()")
    assert ring["x"] + ring["width"] / 2 == pytest.approx(spot(frame, "DB07")[0], abs=3)
    expect(kaart.locator(PANEL).locator("h2")).to_have_text("Fellenoord")


def test_place_out_of_sight_is_brought_into_it(kaart: Page, server: str, open_map: OpenMap) -> None:
    frame = open_map(kaart, server, "?uitsnede=53.2,6.5,10")
    pick_row(kaart, "Heerlen-Noord")
    expect(frame.locator(".ring")).to_have_count(1)
    x, y = spot(frame, "NP04")
    box = map_box(kaart)
    assert 0 < x < box["width"] and 0 < y < box["height"]


# Sorting


def test_headings_sort_and_say_so(
    kaart: Page, server: str, open_map: OpenMap, catalogue: Catalogue
) -> None:
    open_map(kaart, server)
    heads = kaart.locator("thead th")
    expect(kaart.locator("th[aria-sort]")).to_have_count(0)
    homes = {key: r.preferred.least for key in catalogue.places
             if (r := catalogue.ledger.reading(key, "homes"))}  # fmt: skip
    kaart.get_by_role("button", name="Woningen", exact=True).click()
    expect(heads.nth(4)).to_have_attribute("aria-sort", "descending")
    order = rows(kaart)
    known = [homes[key] for key in order if key in homes]
    assert known == sorted(known, reverse=True)
    assert set(order[: len(known)]) == set(homes), "unknown stands last"
    kaart.get_by_role("button", name=re.compile("^Woningen")).click()
    expect(heads.nth(4)).to_have_attribute("aria-sort", "ascending")
    order = rows(kaart)
    assert [homes[key] for key in order[: len(known)]] == sorted(known)
    kaart.get_by_role("button", name="Plek", exact=True).click()
    expect(heads.nth(0)).to_have_attribute("aria-sort", "ascending")
    expect(kaart.locator("th[aria-sort]")).to_have_count(1)
    names = kaart.locator("tbody tr td:first-child").all_inner_texts()
    by_locale = "names => [...names].sort((a, b) => a.localeCompare(b, 'nl'))"
    assert names == kaart.evaluate(by_locale, names)
    seek(kaart, "utrecht")
    expect(kaart.locator("tbody tr")).to_have_count(len(expected_ids(search="utrecht")))
    expect(heads.nth(0)).to_have_attribute("aria-sort", "ascending")


# Downloads


def download(page: Page, label: str, folder: Path) -> Path:
    """Download a file and return where it is."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_downloads_hold_the_rows_that_are_shown(
    kaart: Page, server: str, open_map: OpenMap, tmp_path: Path
) -> None:
    open_map(kaart, server, "?provincie=Zuid-Holland&soort=doorbraak")
    expect(kaart.locator("tbody tr")).to_have_count(7)
    wanted = sorted(expected_ids(provincie_code="PV28", kinds=("doorbraaklocatie",)))
    text = download(kaart, "Download als CSV", tmp_path).read_bytes().decode("utf-8-sig")
    table = list(csv.DictReader(StringIO(text, newline=""), delimiter=";"))
    assert sorted(row["Code"] for row in table) == wanted == sorted(rows(kaart))
    book = openpyxl.load_workbook(download(kaart, "Download als Excel", tmp_path))
    head, *body = book["Plekken"].iter_rows(values_only=True)
    assert sorted(row[head.index("Code")] for row in body) == wanted
    assert {path.suffix for path in tmp_path.iterdir()} == {".csv", ".xlsx"}


def test_findings_are_downloaded_for_the_places_that_are_shown(
    unchecked: tuple[Page, Any], server: str, tmp_path: Path
) -> None:
    page, _ = unchecked  # Streamlit looks for itself under the address of a page, and misses
    page.goto(f"{server}/knelpunten?provincie=Zuid-Holland&soort=doorbraak")
    wanted = set(expected_ids(provincie_code="PV28", kinds=("doorbraaklocatie",)))
    text = download(page, "Download als CSV", tmp_path).read_bytes().decode("utf-8-sig")
    table = list(csv.DictReader(StringIO(text, newline=""), delimiter=";"))
    assert {row["Code"] for row in table} == wanted
    assert all(row["Werkwijze"].startswith("Verkenning, geen toets.") for row in table)
    book = openpyxl.load_workbook(download(page, "Download als Excel", tmp_path))
    assert book.sheetnames == ["Bevindingen", "Bronnen", "Over dit bestand", "Kolommen"]
    assert book["Bevindingen"].max_row == len(table) + 1
    assert {path.name for path in tmp_path.iterdir()} == {"bevindingen.csv", "bevindingen.xlsx"}
