"""The sources page and the address of a page, in a browser."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from geo.catalogue import Catalogue
from geo.check import known_gaps
from tests.e2e.conftest import PROBES, Watch, is_probe

OpenMap = Callable[..., FrameLocator]


@pytest.fixture
def bronnen(page: Page, server: str, go_to: Callable[[Page, str], None]) -> Page:
    page.goto(server)
    go_to(page, "Bronnen")
    expect(page.get_by_role("heading", name="Bronnen", exact=True)).to_be_visible()
    expect(page.get_by_role("table").first).to_be_visible()
    return page


def test_every_source_is_listed(bronnen: Page, catalogue: Catalogue) -> None:
    rows = bronnen.locator("table tbody tr")
    manifest = catalogue.manifest
    sources = [*manifest.layers.values(), *manifest.documents.values()]
    expect(rows).to_have_count(len(sources))
    shown = rows.evaluate_all(
        "rows => rows.map((row) => ({cells: [...row.cells].map((cell) => cell.innerText.trim()),"
        " link: row.querySelector('a').getAttribute('href')}))"
    )
    heads = bronnen.locator("table").first.locator("th").all_inner_texts()
    for column in ("Bron", "Licentie", "Datum", "Ouderdom"):
        assert column in heads
    for row in shown:
        assert all(row["cells"]), row
    addresses = {row["link"] for row in shown}
    text = " ".join(cell for row in shown for cell in row["cells"])
    for source in sources:
        assert source.url in addresses
        assert " ".join(source.title.split()) in " ".join(text.split())
        term = manifest.terms.get(source.licence)
        for licence in [term.title] if term else source.licence.split(" AND "):
            assert licence in text


def test_open_points_are_shown(bronnen: Page, catalogue: Catalogue) -> None:
    notices = [i for i in known_gaps(catalogue) if i.severity == "notice"]
    assert notices
    body = bronnen.locator("body")
    expect(body).to_contain_text("Open punten")
    for notice in notices:
        expect(body).to_contain_text(notice.found)


def test_page_names_the_version_of_the_data(bronnen: Page, catalogue: Catalogue) -> None:
    expect(bronnen.locator("body")).to_contain_text(catalogue.fingerprint)


def test_page_fits_the_window(bronnen: Page) -> None:
    assert bronnen.evaluate("document.documentElement.scrollWidth") <= 1440
    wide = bronnen.locator("table").evaluate_all(
        "all => all.filter((table) => table.getBoundingClientRect().right > innerWidth).length"
    )
    assert wide == 0


def test_links_open_apart(bronnen: Page) -> None:
    links = bronnen.locator("table a")
    assert links.count() > 0
    careless = links.evaluate_all(
        "all => all.filter((a) => a.target !== '_blank' || !a.rel.includes('noopener')).length"
    )
    assert careless == 0


def test_deep_link_opens_apart_from_streamlits_own_probing(
    unchecked: tuple[Page, Watch], server: str
) -> None:
    """A deep link such as ``/bronnen`` opens; the only errors are Streamlit's own two probes."""
    page, watch = unchecked
    page.goto(f"{server}/bronnen")
    expect(page.get_by_role("heading", name="Bronnen", exact=True)).to_be_visible()
    watch.require_clean()
    paths = {urlsplit(url).path for url in watch.probes}
    assert paths <= {f"/bronnen{probe}" for probe in PROBES}
    assert not is_probe(f"{server}/_stcore/health") and not is_probe(f"{server}/bronnen/x.js")
