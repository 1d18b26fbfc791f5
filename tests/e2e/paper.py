"""A page as a reader prints it: a PDF, its words with their places, and its first page as pixels.

Needs Debian's ``poppler-utils``.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Page

A4 = (595, 842)  # points
MARGIN = 14 / 25.4 * 72
WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Paper:
    """A printed page, as a file."""

    path: Path

    @property
    def sizes(self) -> set[tuple[int, int]]:
        """The sizes of its pages in points."""
        told = self._run("pdfinfo", "-l", "99", str(self.path)).decode()
        found = re.findall(r"size:\s+([\d.]+) x ([\d.]+)", told)
        return {(round(float(width)), round(float(height))) for width, height in found}

    @cached_property
    def text(self) -> str:
        """Everything that stands on it, in order, without white space."""
        raw = self._run("pdftotext", "-raw", str(self.path), "-").decode()
        return squeeze(raw)

    def words(self, page: int | None = None) -> list[tuple[str, Box]]:
        """Return the words with their boxes in points; of one page (from 1) or of all."""
        pages = [] if page is None else ["-f", str(page), "-l", str(page)]
        told = self._run("pdftotext", "-bbox", *pages, str(self.path), "-").decode()
        return [(unescape(text), (float(a), float(b), float(c), float(d)))
                for a, b, c, d, text in WORD.findall(told)]  # fmt: skip

    def first_page(self, dpi: int = 72) -> Image.Image:
        """Return its first page; by default a pixel a point."""
        command = ("pdftoppm", "-r", str(dpi), "-f", "1", "-l", "1", "-png", str(self.path))
        return Image.open(BytesIO(self._run(*command))).convert("RGB")

    def _run(self, *command: str) -> bytes:
        return subprocess.run(command, check=True, capture_output=True).stdout


def print_page(page: Page, path: Path) -> Paper:
    """Print a page as the browser does; the size of the paper is the page's own."""
    page.pdf(path=path, prefer_css_page_size=True, print_background=False)
    return Paper(path)


def squeeze(text: str) -> str:
    """Return a text without white space: where a line breaks is not of interest."""
    return re.sub(r"[\s\u200b]+", "", text)


def spots_of(image: Image.Image, colour: tuple[int, int, int]) -> Box | None:
    """Return the box around the pixels that have about a colour, or None."""
    away = np.abs(np.asarray(image, dtype=int) - colour).max(axis=2)
    down, across = np.nonzero(away < 40)
    if not len(down):
        return None
    ends = (across.min(), down.min(), across.max() + 1, down.max() + 1)
    return float(ends[0]), float(ends[1]), float(ends[2]), float(ends[3])
