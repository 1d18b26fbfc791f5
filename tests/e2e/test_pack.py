"""A pack, an atlas and a dossier in other programs: LibreOffice and poppler read what we wrote."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geo.catalogue import Catalogue
from layers.atlas import atlas_file
from layers.dossiersheet import dossier_file
from layers.pack import pack_file
from layers.packpages import new_pack, pack_pages
from layers.view import View
from tests.e2e.test_export import convert

TODAY = date(2026, 11, 24)
SITES = ("DB01", "DB03", "DB12", "NP01")
A4 = (595, 842)


def pages_of(path: Path) -> list[str]:
    """Return the text of each page of a PDF, as poppler reads it."""
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True)
    return done.stdout.decode().split("\f")[:-1]


def sizes_of(path: Path) -> set[tuple[int, int]]:
    """Return the sizes of the pages of a PDF in points."""
    done = subprocess.run(
        ["pdfinfo", "-l", "999", str(path)], check=True, capture_output=True, text=True
    )
    found = re.findall(r"size:\s+([\d.]+) x ([\d.]+)", done.stdout)
    return {(round(float(wide)), round(float(high))) for wide, high in found}


@pytest.mark.parametrize("suffix", ["pptx", "pdf"])
def test_a_pack_has_a_page_a_slide_with_its_title(
    catalogue: Catalogue, tmp_path: Path, suffix: str
) -> None:
    places = [catalogue.places[one] for one in SITES]
    pack = new_pack(catalogue, View(), places, TODAY)
    slides = [slide.title for slide in pack_pages(replace(pack, notes=suffix == "pptx"))]
    path = tmp_path / f"pakket.{suffix}"
    path.write_bytes(pack_file(pack, suffix))  # type: ignore[arg-type]
    if suffix == "pptx":
        convert(path, tmp_path, "pdf")
        path = path.with_suffix(".pdf")
    pages = pages_of(path)
    assert len(pages) == len(slides)
    for title, text in zip(slides, pages, strict=True):
        assert title in " ".join(text.split())
    assert sizes_of(path) == {(960, 540)}


def test_an_atlas_has_contents_that_lead_to_its_pages(catalogue: Catalogue, tmp_path: Path) -> None:
    places = [catalogue.places[one] for one in SITES]
    path = tmp_path / "atlas.pdf"
    path.write_bytes(atlas_file(catalogue, places, TODAY))
    pages = pages_of(path)
    for place in places:
        begin = re.escape(place.name.split(",")[0])  # a long name goes on in the next line
        (number,) = re.findall(rf"^{begin}.*?(\d+)$", pages[0], re.MULTILINE)
        assert place.name in " ".join(pages[int(number) - 1].split())
    assert pages[-1].lstrip().startswith("Bronnen")
    assert sizes_of(path) == {A4}


def test_a_dossier_on_paper_says_what_the_page_says(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "dossier.pdf"
    path.write_bytes(dossier_file(catalogue, catalogue.places["DB03"], "pdf", TODAY))
    text = " ".join(" ".join(pages_of(path)).split())
    for words in ("Wie is aan zet", "Cijfers", "Middelen van het Rijk", "Bronnen",
                  "8.000 woningen", "€ 208 mln", "Raad van State", "Niet gecontroleerd",
                  "Verkenning, geen toets"):  # fmt: skip
        assert words in text, words
    assert "None" not in text
    assert sizes_of(path) == {A4}
