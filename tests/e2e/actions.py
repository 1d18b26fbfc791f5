"""What a reader does on the Kaart, and what then stands on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO

from PIL import Image, ImageChops
from playwright.sync_api import Frame, FrameLocator, Page, expect

from geo.catalogue import data_folder, load_catalogue
from geo.model import Selection
from geo.selection import select_places

PANEL = "article.place"
ACTIVE = """() => {
  let one = document.activeElement;
  while (one && one.shadowRoot && one.shadowRoot.activeElement) one = one.shadowRoot.activeElement;
  const { x, y, width, height } = one.getBoundingClientRect();
  const words = one.ariaLabel || one.title || one.textContent || "";
  return { tag: one.tagName, name: words.trim(), box: { x, y, width, height } };
}"""

RINGED = """id => {
  const [ring, symbol] = [".ring", `[data-id=${id}]`].map((one) => {
    const box = document.querySelector(one)?.getBoundingClientRect();
    return box && [box.x + box.width / 2, box.y + box.height / 2];
  });
  return ring && symbol && Math.hypot(ring[0] - symbol[0], ring[1] - symbol[1]) < 3;
}"""
WORDS = """all => all.map((one) => [one.ariaLabel, one.title, one.placeholder, one.innerText]
  .filter(Boolean).join(" ")).join(" · ")"""


def show_list(page: Page, field: str, option: str) -> None:
    """Choose from a list of the filters."""
    page.get_by_label(field, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()


def tick(page: Page, label: str) -> None:
    """Tick or untick a box of the filters."""
    box = page.get_by_role("checkbox", name=re.compile(rf"^([●▨◆] )?{re.escape(label)}$"))
    page.locator(".stCheckbox", has=box).locator("label").click()


def seek(page: Page, text: str) -> None:
    """Type in the search field."""
    field = page.get_by_label("Zoek plek of gemeente")
    field.fill(text)
    field.press("Enter")


def pick_row(page: Page, name: str) -> None:
    """Choose a place in the table, and wait until the page has rolled back to the map."""
    page.locator("tbody").get_by_role("button", name=name, exact=True).click()
    page.wait_for_function("() => document.querySelector('[data-testid=stMain]').scrollTop === 0")


def expected_ids(**filters: object) -> set[str]:
    """Return the ids of the places that pass filters."""
    found = select_places(load_catalogue(data_folder()), Selection.model_validate(filters))
    return {place.place_id for place in found}


def require_places(page: Page, frame: FrameLocator, ids: Iterable[str]) -> None:
    """Require that the map and the table show exactly these places."""
    wanted = sorted(ids)
    expect(frame.locator("[data-id]")).to_have_count(len(wanted))
    for place_id in wanted[:5]:
        expect(frame.locator(f"[data-id={place_id}]")).to_have_count(1)
    shown = frame.locator("[data-id]").evaluate_all("all => all.map((one) => one.dataset.id)")
    assert sorted(shown) == wanted
    expect(page.locator("#tabel")).to_have_text(re.compile(rf"^{len(wanted)} plek(ken)?$"))
    expect(page.locator("tbody tr")).to_have_count(len(wanted))
    for place_id in wanted[:5]:
        expect(page.locator(f"tbody tr[data-id={place_id}]")).to_have_count(1)
    assert sorted(rows(page)) == wanted


def rows(page: Page) -> list[str]:
    """Return the ids of the rows from top to bottom."""
    ids = page.locator("tbody tr").evaluate_all("all => all.map((one) => one.dataset.id)")
    return [str(one) for one in ids]


def fills(frame: FrameLocator) -> list[str]:
    """Return the colours of the gemeenten."""
    paths = frame.locator(".leaflet-gemeenten-pane g > path")
    found = paths.evaluate_all("all => all.map((one) => one.getAttribute('fill'))")
    return [str(one) for one in found]


def legend(frame: FrameLocator) -> list[str]:
    """Return the lines of the legend without the sizes."""
    lines = frame.locator(".legend li:not(.sizes)").all_inner_texts()
    return [" ".join(line.split()) for line in lines]


def scale_km(frame: FrameLocator) -> float:
    """Return what the scale bar says."""
    number, unit = frame.locator(".leaflet-control-scale-line").inner_text().split()
    return float(number) / (1000 if unit == "m" else 1)


def spot(frame: FrameLocator, place_id: str) -> tuple[float, float]:
    """Return where a place lies, in pixels from the corner of the map."""
    middle = """one => {
      const box = one.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    }"""
    x, y = frame.locator(f"[data-id={place_id}]").evaluate(middle)
    return round(x, 1), round(y, 1)


def map_box(page: Page) -> dict[str, float]:
    """Return the rectangle of the map."""
    box = page.locator("iframe.map").bounding_box()
    assert box
    return dict(box)


def drag(page: Page, dx: int, dy: int) -> None:
    """Drag the map, and wait until the address says so."""
    box, before = map_box(page), page.url
    x, y = box["x"] + box["width"] * 0.6, box["y"] + box["height"] - 120
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx / 2, y + dy / 2, steps=3)
    page.mouse.move(x + dx, y + dy, steps=3)
    page.wait_for_timeout(120)  # standing still, so that the map does not fly on
    page.mouse.up()
    page.wait_for_function("before => location.href !== before", arg=before)


def inner(page: Page) -> Frame:
    """Return the frame of the map."""
    (frame,) = (frame for frame in page.frames if "/maps/" in frame.url)
    return frame


def require_ring(page: Page, place_id: str) -> None:
    """Require that the one ring on the map lies around a place."""
    expect(page.frame_locator("iframe.map").locator(".ring")).to_have_count(1)
    inner(page).wait_for_function(RINGED, arg=place_id)


def changed_pixels(one: bytes, other: bytes) -> int:
    """Return how many pixels differ between two pictures of the same size."""
    first, second = (Image.open(BytesIO(data)).convert("L") for data in (one, other))
    difference = ImageChops.difference(first, second)
    return sum(difference.point(lambda value: value > 24, "1").histogram()[1:])
