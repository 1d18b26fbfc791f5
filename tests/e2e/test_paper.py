"""Pictures in programs that are not ours: poppler for PDF, librsvg and Chromium for SVG."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext

from geo.catalogue import data_folder, load_catalogue
from geo.model import Selection
from layers.paper import to_picture
from layers.sheet import Sheet
from layers.view import View
from tests.e2e.conftest import Watch, watched_page

VIEW = View(Selection(provincie_code="PV28"), theme="netcongestie")
SHEET = Sheet(panel=True, base_url="https://kaart.example.nl")
SMALL = (421, 298)


@pytest.fixture(scope="module")
def draw(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that writes the same sheet with a suffix."""
    folder = tmp_path_factory.mktemp("paper")

    def write(suffix: str) -> Path:
        path = folder / f"blad.{suffix}"
        if not path.exists():
            catalogue = load_catalogue(data_folder())
            path.write_bytes(to_picture(catalogue, VIEW, SHEET, suffix))  # type: ignore[arg-type]
        return path

    return write


def run(*words: str | Path) -> str:
    done = subprocess.run([str(one) for one in words], check=True, capture_output=True, text=True)
    return done.stdout


def small(path: Path) -> np.ndarray:
    """Return a picture in grey, made small, so that only the drawing counts."""
    with Image.open(path) as picture:
        grey = picture.convert("RGB").resize(SMALL, Image.Resampling.LANCZOS).convert("L")
        return np.asarray(grey).astype(float)


def require_same(one: Path, other: Path) -> None:
    """Require that two pictures show the same thing, up to the edges of lines and letters."""
    difference = np.abs(small(one) - small(other))
    assert difference.mean() < 3.0
    assert (difference > 90).mean() < 0.01


def test_pdf_has_one_page_of_a4_with_its_fonts(draw: Callable[[str], Path]) -> None:
    info = run("pdfinfo", draw("pdf"))
    assert re.search(r"Pages:\s+1\b", info)
    assert re.search(r"Page size:\s+841\.\d+ x 595\.\d+ pts \(A4\)", info)
    fonts = [line.split() for line in run("pdffonts", draw("pdf")).splitlines()[2:]]
    assert fonts
    for font in fonts:
        assert "SourceSansPro" in font[0]
        assert font[-5:-2] == ["yes", "yes", "yes"]  # embedded, a subset, with its letters


def test_pdf_has_text_that_can_be_found_and_a_link(draw: Callable[[str], Path]) -> None:
    text = run("pdftotext", "-layout", draw("pdf"), "-")
    for words in ("Zuid-Holland", "10.500 woningen", "Stougjeswijk", "Verkenning, geen toets.",
                  "Kadaster (CC BY 4.0)", "peildatum"):  # fmt: skip
        assert words in text, words
    assert b"/URI (https://kaart.example.nl?provincie=Zuid-Holland" in draw("pdf").read_bytes()


def test_pdf_looks_like_the_png(draw: Callable[[str], Path]) -> None:
    base = draw("pdf").with_name("pdf")
    run("pdftoppm", "-r", "150", "-png", "-singlefile", draw("pdf"), base)
    require_same(base.with_suffix(".png"), draw("png"))


def test_svg_looks_like_the_png_in_a_browser(
    draw: Callable[[str], Path], window: BrowserContext
) -> None:
    watch, shot = Watch(), draw("svg").with_name("chromium.png")
    with watched_page(window, watch) as page:
        page.set_viewport_size({"width": 1123, "height": 794})
        page.goto(draw("svg").as_uri())
        page.locator("svg").first.screenshot(path=shot)
        assert page.locator("text", has_text="Stougjeswijk").count() >= 2
    assert watch.errors == []
    require_same(shot, draw("png"))


def test_svg_is_read_by_librsvg(draw: Callable[[str], Path]) -> None:
    """It ignores fonts inside a file, so that the letters may be others; the map is the same."""
    out = draw("svg").with_name("rsvg.png")
    run("rsvg-convert", "--width", "1684", "--output", out, draw("svg"))
    chart = np.s_[40:270, 15:270]
    difference = np.abs(small(out)[chart] - small(draw("png"))[chart])
    assert difference.mean() < 12


def test_another_picture_is_seen(draw: Callable[[str], Path]) -> None:
    """The twin: a map of another provincie does not pass for the same."""
    catalogue = load_catalogue(data_folder())
    other = draw("png").with_name("ander.png")
    view = View(Selection(provincie_code="PV31"), theme="netcongestie")
    other.write_bytes(to_picture(catalogue, view, SHEET, "png"))
    with pytest.raises(AssertionError):
        require_same(other, draw("png"))


def test_sheet_of_16_by_9_fills_a_screen() -> None:
    catalogue = load_catalogue(data_folder())
    data = to_picture(catalogue, VIEW, Sheet("16x9"), "png")
    with Image.open(BytesIO(data)) as picture:
        assert picture.size == (1920, 1080)
