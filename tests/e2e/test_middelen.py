"""Middelen en doelen in a real browser: every section, refusals, the calculator, and files."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Download, Page, expect

from geo.catalogue import Catalogue
from tests.dutch import english_in
from tests.e2e.actions import WORDS
from tests.e2e.test_axe import violations
from tests.e2e.test_looks import CUT_OFF, SIZES, SMALL

SECTIONS = {
    "opbouw": "Wat zit waarin, en wat overlapt", "optellen": "Voorbeelden",
    "doelen&gebied=PV28": "Aandelen in Zuid-Holland", "voortgang": "Woondeals per provincie",
    "rekenhulp": "Rekenhulp Realisatiestimulans",
    "bronnen-verschillen": "Waar bronnen verschillen", "wijzigingen": "Wat is gewijzigd",
}  # fmt: skip
CHARTS = {"opbouw": 1, "doelen&gebied=PV28": 1, "voortgang": 2, "bronnen-verschillen": 1}
OUT_OF_PICTURE = """svg => { const box = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text")].filter((one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return left < box.left - 1 || right > box.right + 1
      || top < box.top - 2 || bottom > box.bottom + 2;
  }).map((one) => one.textContent); }"""
COVERED = """svg => {
  const all = [...svg.querySelectorAll("text")].map((one) => one.getBoundingClientRect());
  return all.flatMap((a, i) => all.slice(i + 1).filter((b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 6)).length; }"""


@pytest.fixture(scope="module")
def page(kaart: Page) -> Iterator[Page]:
    """Return the one page of this file; afterwards it must have met no error."""
    kaart.set_viewport_size({"width": 1440, "height": 900})
    return kaart


def open_part(page: Page, server: str, part: str) -> None:
    """Open a section from its address and wait until it and its charts are there."""
    page.goto(f"{server}/middelen?deel={part}")
    sign = page.locator("h2", has_text=SECTIONS.get(part, "Bronnen")).first
    expect(sign).to_be_visible()
    for number in range(CHARTS.get(part, 0)):
        expect(page.locator("figure.chart svg").nth(number)).to_be_visible()
    expect(page.locator("[data-stale=true]")).to_have_count(0)


def english_on(page: Page, titles: list[str]) -> list[str]:
    """Return the English words on a page at rest: a part of Streamlit is Dutch once it is drawn."""
    found: list[str] = []
    for _ in range(20):
        said = page.locator("body, [aria-label], [title], [placeholder]").evaluate_all(WORDS)
        for title in titles:
            said = said.replace(title, "")
        found = english_in(said)
        if not found:
            break
        page.wait_for_timeout(250)
    return found


def download(page: Page, button: str) -> tuple[str, bytes]:
    """Click a button and return the name and the bytes of what it gives."""
    with page.expect_download(timeout=60_000) as told:
        page.get_by_role("button", name=button, exact=True).first.click()
    given: Download = told.value
    return given.suggested_filename, Path(given.path()).read_bytes()


@pytest.mark.parametrize("part", SECTIONS)
def test_section_is_whole_dutch_and_accessible(
    page: Page, server: str, catalogue: Catalogue, part: str
) -> None:
    open_part(page, server, part)
    titles = [source.title for source in catalogue.manifest.documents.values()]
    assert english_on(page, titles) == []
    assert violations(page) == []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("body").evaluate(CUT_OFF) == [], width
        assert page.locator("body").evaluate(SMALL) == [], width
        for chart in page.locator("figure.chart svg").all():
            assert chart.evaluate(OUT_OF_PICTURE) == [], width
            assert chart.evaluate(COVERED) == 0, width
    page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.parametrize("part", CHARTS)
def test_chart_is_text_with_words_for_who_cannot_see_it(page: Page, server: str, part: str) -> None:
    open_part(page, server, part)
    for chart in page.locator("figure.chart svg").all():
        assert len(chart.get_attribute("aria-label") or "") > 100
        assert chart.get_attribute("role") == "img"
        assert chart.locator("text").count() > 4
    expect(
        page.locator(".stHtml", has_text=re.compile("^Bronnen: .*peildatum")).first
    ).to_be_visible()
    expect(page.get_by_role("table").first).to_be_attached()


def test_navigation_keeps_the_section_in_the_address(page: Page, server: str) -> None:
    open_part(page, server, "opbouw")
    page.get_by_role("radio", name="Doelen", exact=True).click()
    expect(page.get_by_label("Gebied", exact=True)).to_be_visible()
    assert page.url.endswith("deel=doelen")
    page.reload()
    expect(page.get_by_label("Gebied", exact=True)).to_be_visible()
    page.goto(f"{server}/middelen?deel=qqqq")
    expect(page.get_by_role("status")).to_contain_text("geen bekend onderdeel")


def test_wrong_sum_is_refused_and_a_right_one_is_exact(page: Page, server: str) -> None:
    open_part(page, server, "optellen")
    answer = page.locator("section.answer")
    page.get_by_role("button", name="145.000 + 273.000 woningen").click()
    expect(answer).to_contain_text("Geen som")
    expect(answer).to_contain_text("samen optellen telt dubbel")
    assert "som=S-KORTE-TERMIJN" in page.url
    page.get_by_role("button", name="15 bijdragen uit het gebiedsbudget van 2023").click()
    expect(answer).to_contain_text("= € 441.955.000.")
    page.get_by_role("button", name="€ 180 + 50 mln (NPLV)", exact=True).click()
    expect(answer).to_contain_text("= € 230.000.000.")
    field = page.get_by_role("combobox")
    field.fill("600 mln · Woontop")
    page.get_by_role("option").first.click()
    expect(answer).to_contain_text("Geen som")
    expect(answer).to_contain_text("zit al in de € 600 miljoen")


def test_one_place_gets_no_verdict(page: Page, server: str) -> None:
    open_part(page, server, "doelen&gebied=selectie&plekken=DB01,DB03")
    expect(page.locator("table.shares")).to_be_visible()
    open_part(page, server, "doelen&gebied=selectie&plekken=DB01")
    body = page.locator("[data-testid=stMain]")
    expect(body).to_contain_text("Bijdrage van één plek")
    expect(body).to_contain_text("niet per project gestuurd")
    expect(page.locator("table.shares")).to_have_count(0)
    expect(page.locator("figure.chart svg")).to_have_count(0)
    expect(page.get_by_role("button", name="Stougjeswijk weghalen")).to_be_visible()


def fill(page: Page, label: str, text: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Enter")


def test_calculator_saves_what_it_can_open(page: Page, server: str, tmp_path: Path) -> None:
    open_part(page, server, "rekenhulp")
    total = page.locator("p.big")
    expect(total).to_contain_text("Nog geen bedrag")
    fill(page, "Gestarte woningen", "1.200")
    fill(page, "Aandeel betaalbaar", "2/3")
    fill(page, "Al gesteund", "100")
    expect(total).to_contain_text("€ 4,9 miljoen")
    expect(page.locator("figure.chart svg")).to_contain_text("€ 4,9 mln")
    name, content = download(page, "Bewaar scenario")
    assert name == "scenario.json"
    assert json.loads(content)["jaren"][0]["gestarte_woningen"] == 1200
    page.get_by_role("radio", name="Voortgang", exact=True).click()
    expect(page.locator("figure.chart svg")).to_have_count(2)
    page.get_by_role("radio", name="Rekenhulp", exact=True).click()
    expect(total).to_contain_text("€ 4,9 miljoen")  # the scenario stays in the session

    bad = tmp_path / "kapot.json"
    bad.write_text('{"naam": "x", "aannames": [], "jaren": [{"startjaar": 2025}]}')
    page.locator("input[type=file]").set_input_files(bad)
    expect(page.get_by_role("status").first).to_contain_text("kapot.json, jaar 1")
    expect(total).to_contain_text("€ 4,9 miljoen")

    open_part(page, server, "rekenhulp")
    expect(total).to_contain_text("Nog geen bedrag")
    saved = tmp_path / "scenario.json"
    saved.write_bytes(content)
    page.locator("input[type=file]").set_input_files(saved)
    expect(total).to_contain_text("€ 4,9 miljoen")
    expect(page.get_by_label("Aandeel betaalbaar", exact=True)).to_have_value("2/3")
    fill(page, "Aandeel betaalbaar", "veel")
    expect(page.get_by_role("status").first).to_contain_text("startjaar 2025, Aandeel betaalbaar")
    expect(page.get_by_role("status").first).to_contain_text("schrijf een percentage zoals 66,7 %")


def test_files_open(page: Page, server: str) -> None:
    open_part(page, server, "opbouw")
    name, png = download(page, "Download als PNG")
    assert name == "middelen-brief.png"
    assert min(Image.open(io.BytesIO(png)).size) > 1000
    _, svg = download(page, "Download als SVG")
    assert b"Gebiedsbudget" in svg and b"peildatum" in svg
    _, pdf = download(page, "Download als PDF")
    assert pdf.startswith(b"%PDF")


def test_covered_and_lost_text_is_seen(page: Page) -> None:
    """The twin of the two scripts."""
    page.set_content(
        "<svg width=200 height=60><text x=0 y=20>een</text><text x=2 y=22>twee</text>"
        "<text x=190 y=50>afgekapt</text></svg>"
    )
    assert page.locator("svg").evaluate(COVERED) == 1
    assert page.locator("svg").evaluate(OUT_OF_PICTURE) == ["afgekapt"]
