"""Pictures of every page into ``.look/``: ``make look``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from geo.catalogue import data_folder
from tests.e2e.paper import print_page
from tests.e2e.server import ROOT, launch, serve
from tests.e2e.test_looks import LONG, SIZES, SMALL_MAPS, STATES
from tests.layers.poison import copy_data, edit_csv, restamp

OUT = ROOT / ".look"
VIEWS = STATES | {
    "woningen": "?kleur=woningen",
    "natuur": "?kleur=natura2000&provincie=Gelderland",
    "net": "?kleur=netcongestie",
}
PARTS = {
    "opbouw": "opbouw",
    "mobiliteitsfonds": "opbouw&tekening=S-MOBILITEITSFONDS-2022",
    "geweigerd": "optellen&som=S-KORTE-TERMIJN.homes_supported.1,S-SAMEN.homes_supported.1",
    "doelen": "doelen&gebied=PV28",
    "bijdrage": "doelen&gebied=selectie&plekken=DB02",
    "voortgang": "voortgang",
    "rekenhulp": "rekenhulp",
    "bronnen-verschillen": "bronnen-verschillen",
}
PRINTED = ("DB01", "DB02", "DB03", "DB12", "GG06", "NP04")


def main() -> None:
    """Start the app, take every picture, stop the app."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = long_name(Path(folder) / "data")
        app = Path(folder) / "app"
        app.mkdir()
        with serve(app, data) as address:
            browser = launch(playwright)
            for width, height in SIZES:
                take_pictures(browser, address, width, height)
            print_dossiers(browser, address)
            browser.close()


def long_name(folder: Path) -> Path:
    """Copy the data, with a place that has a name of 80 characters."""

    def rename(row: dict[str, str]) -> None:
        if row["place_id"] == "DB01":
            row["name"] = LONG

    data = copy_data(data_folder(), folder)
    edit_csv(data, "places", rename)
    return restamp(data)


def take_pictures(browser: Browser, address: str, width: int, height: int) -> None:
    """Take the pictures of one size."""
    page = browser.new_page(viewport={"width": width, "height": height}, locale="nl-NL")
    for name, query in VIEWS.items():
        page.goto(f"{address}/{query}")
        expect(page.frame_locator("iframe").locator(".legend li").first).to_be_visible()
        expect(page.locator("article.place")).to_be_visible()
        save(page, f"kaart-{name.replace(' ', '-')}-{width}x{height}.png")
    for name, path in SMALL_MAPS.items():
        page.goto(f"{address}{path}")
        expect(page.frame_locator("iframe").locator(".legend")).to_be_visible()
        expect(page.locator("article.place")).to_be_visible()
        save(page, f"{name.replace(' ', '-')}-{width}x{height}.png")
    for name, part in PARTS.items():
        page.goto(f"{address}/middelen?deel={part}")
        expect(page.locator("h2", has_text="Bronnen").first).to_be_visible()
        save(page, f"middelen-{name}-{width}x{height}.png")
    page.get_by_role("link", name="Bronnen", exact=True).first.click()
    expect(page.get_by_role("table").first).to_be_visible()
    save(page, f"bronnen-{width}x{height}.png")
    page.close()


def print_dossiers(browser: Browser, address: str) -> None:
    """Print dossiers on A4; beside each its first page as a picture."""
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="nl-NL")
    for place_id in PRINTED:
        page.goto(f"{address}/dossier?locatie={place_id}")
        expect(page.frame_locator("iframe").locator(".ring")).to_be_visible()
        page.wait_for_timeout(800)
        paper = print_page(page, OUT / f"dossier-{place_id}.pdf")
        paper.first_page(dpi=110).save(OUT / f"dossier-{place_id}.png")
        print(paper.path)
    page.close()


def save(page: Page, name: str) -> None:
    """Let the page come to rest and write the picture."""
    page.wait_for_timeout(800)
    page.screenshot(path=OUT / name)
    print(OUT / name)


if __name__ == "__main__":
    main()
