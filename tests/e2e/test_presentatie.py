"""Presentatie in a real browser: preview, files, pack with progress and stop, own agenda."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import BrowserContext, Download, Page, expect
from pptx import Presentation

from tests.e2e.conftest import Watch, watched_page
from tests.e2e.test_axe import violations
from tests.e2e.test_looks import CUT_OFF, SIZES, SMALL

START = "/presentatie?soort=doorbraak&plekken=DB01,DB03"


@pytest.fixture(scope="module")
def desk(window: BrowserContext, server: str) -> Iterator[Page]:
    """Open the page for two places; it must stay home and meet no error."""
    watch = Watch()
    with watched_page(window, watch) as page:
        page.goto(server + START)
        expect(page.locator("img.preview")).to_be_visible(timeout=60_000)
        yield page
    assert watch.outside == []
    assert watch.dialogs == []
    # Streamlit itself probes below the address of a page that is opened directly.
    assert [one for one in watch.missing if "/presentatie/" not in one] == []


def download(page: Page, button: str) -> tuple[str, bytes]:
    """Click a button and return the name and the bytes of what it gives."""
    with page.expect_download(timeout=60_000) as told:
        page.get_by_role("button", name=re.compile(rf"^{re.escape(button)}($| \()")).click()
    given: Download = told.value
    return given.suggested_filename, Path(given.path()).read_bytes()


def test_preview_is_of_what_was_asked(desk: Page) -> None:
    expect(desk.locator("p.claim")).to_have_text("2 plekken")
    expect(desk.locator("img.preview")).to_have_attribute("alt", re.compile("Stougjeswijk"))
    wide, high = desk.locator("img.preview").evaluate(
        "one => [one.naturalWidth, one.naturalHeight]"
    )
    assert abs(wide / high - 16 / 9) < 0.01


def test_pictures_are_what_their_names_say(desk: Page) -> None:
    name, png = download(desk, "Afbeelding (PNG)")
    assert name == "stougjeswijk-en-cortelande.png"
    assert Image.open(io.BytesIO(png)).size == (1920, 1080)
    name, pdf = download(desk, "PDF")
    assert name.endswith(".pdf")
    assert pdf.startswith(b"%PDF")
    assert b"<svg" in download(desk, "Tekening (SVG)")[1][:2000]
    assert b"<!DOCTYPE html>" in download(desk, "Kaart (HTML)")[1][:200]


def test_a_pack_is_made_with_progress_and_then_given(desk: Page) -> None:
    desk.get_by_role("button", name="Maak pakket (PowerPoint)").click()
    give = desk.get_by_role("button", name=re.compile(r"^Download pakket \(PowerPoint\) \("))
    expect(give).to_be_visible(timeout=90_000)
    name, content = download(desk, "Download pakket (PowerPoint)")
    assert name.startswith("pakket-")
    titles = [s.shapes.title.text_frame.text for s in Presentation(io.BytesIO(content)).slides]
    assert {"Stougjeswijk", "Cortelande", "Bronnen"} <= set(titles)


def test_own_agenda_is_shown_and_stays_out_of_files_until_ticked(desk: Page) -> None:
    desk.get_by_text("Agenda voor de versnellingstafel: wie is aan zet").click()
    expect(desk.locator("article.agenda")).to_contain_text("Raad van State")
    rows = (
        "plek;knelpunt;wie\nStougjeswijk;Duiker te smal;waterschap Hollandse Delta\nNergens;x;y\n"
    )
    desk.locator("input[type=file]").set_input_files(
        {"name": "eigen.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    expect(desk.locator("article.agenda")).to_contain_text("Duiker te smal")
    expect(desk.locator(".say")).to_contain_text("rij 2")
    expect(desk.locator(".say")).to_contain_text("Nergens")
    texts = {}
    for shared in (False, True):
        if shared:
            box = desk.get_by_role("checkbox", name=re.compile("Eigen rijen"))
            desk.locator(".stCheckbox", has=box).locator("label").click()
            desk.wait_for_timeout(1500)
        _, content = download(desk, "Download agenda als Excel")
        assert zipfile.is_zipfile(io.BytesIO(content))
        sheet = load_workbook(io.BytesIO(content))["Agenda"]
        texts[shared] = " ".join(str(c.value) for row in sheet.iter_rows() for c in row)
    assert "Duiker" not in texts[False]
    assert "Duiker" in texts[True]
    expect(desk.locator("[data-testid=stFileUploader]")).not_to_contain_text(
        re.compile("Upload|per file|Browse|Drag")
    )


def test_work_can_be_stopped(unchecked: tuple[Page, Watch], server: str) -> None:
    page, watch = unchecked
    page.goto(f"{server}/presentatie")
    expect(page.locator("img.preview")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Maak atlas (PDF)").click()
    expect(page.get_by_text(re.compile(r"\d+ van 64 plekken"))).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Maak atlas (PDF)")).to_be_visible(timeout=30_000)
    assert watch.outside == []


def test_overlegmodus_opens_for_the_same_places(unchecked: tuple[Page, Watch], server: str) -> None:
    page, _ = unchecked
    page.goto(server + START)
    link = page.get_by_role("link", name="Start overlegmodus")
    expect(link).to_be_visible(timeout=60_000)
    page.goto(f"{server}/{link.get_attribute('href')}")
    expect(page.locator("h1")).to_have_text("Stougjeswijk", timeout=60_000)
    expect(page.locator(".bar strong")).to_have_text("1 van 2")


def test_an_empty_selection_gives_a_picture_and_words(
    unchecked: tuple[Page, Watch], server: str
) -> None:
    page, watch = unchecked
    page.goto(f"{server}/presentatie?zoek=qqqq")
    expect(page.locator("img.preview")).to_be_visible(timeout=60_000)
    expect(page.locator(".say")).to_contain_text("Geen plek voldoet")
    assert watch.outside == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_cut_off_or_small(desk: Page, width: int, height: int) -> None:
    desk.set_viewport_size({"width": width, "height": height})
    assert desk.locator("[data-testid=stMain]").evaluate(CUT_OFF) == []
    assert desk.locator("[data-testid=stMain]").evaluate(SMALL) == []


def test_axe(desk: Page) -> None:
    assert violations(desk) == []
