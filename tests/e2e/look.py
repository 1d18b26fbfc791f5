"""Pictures of every page into ``.look/``: ``make look``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.server import ROOT, launch, serve

SIZES = ((1440, 900), (1920, 1080))
OUT = ROOT / ".look"


def main() -> None:
    """Start the app, take every picture, stop the app."""
    OUT.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        for width, height in SIZES:
            take_pictures(browser, address, width, height)
        browser.close()


def take_pictures(browser: Browser, address: str, width: int, height: int) -> None:
    """Take the pictures of one size."""
    page = browser.new_page(viewport={"width": width, "height": height}, locale="nl-NL")
    for name, query in (("kaart", ""), ("kaart-DB01", "?plek=DB01")):
        page.goto(f"{address}/{query}")
        expect(page.frame_locator("iframe").locator("[data-id=DB01]")).to_be_visible(timeout=30_000)
        expect(page.locator("article.place")).to_be_visible()
        save(page, f"{name}-{width}x{height}.png")
    page.get_by_role("link", name="Bronnen", exact=True).click()
    expect(page.get_by_role("table").first).to_be_visible()
    save(page, f"bronnen-{width}x{height}.png")
    page.close()


def save(page: Page, name: str) -> None:
    """Let the page come to rest and write the picture."""
    page.wait_for_timeout(800)
    page.screenshot(path=OUT / name)
    print(OUT / name)


if __name__ == "__main__":
    main()
