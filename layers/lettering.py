"""Text on paper: fonts, widths, and lines that fit.

All sizes are points. Text is written as it is: mathtext is off, a letter that no font has becomes a
box, and white space of any kind is one space.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

import font_source_sans_pro
import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.patheffects import Stroke
from matplotlib.text import Text
from matplotlib.textpath import TextToPath

from layers import style

FAMILY = "Source Sans Pro"
FAMILIES = [FAMILY, "DejaVu Sans"]  # the second comes with matplotlib and has most other letters
WEIGHTS = {400: "SourceSansPro", 600: "SourceSansProSemibold"}
LINE = 1.22  # of the size
UNKNOWN_LETTER = "□"
HALO = "halo-"

for _name in WEIGHTS.values():
    fontManager.addfont(font_source_sans_pro.font_files_ttf[_name])
_bold = fontManager.findfont(FontProperties(family=FAMILIES[1:], weight=700))
# Else matplotlib warns, in English, that the second family has no weight of 600.
fontManager.ttflist += [
    replace(entry, weight=600) for entry in fontManager.ttflist if entry.fname == _bold
]
# Constants of the process, set once: pages are drawn in threads that share them.
mpl.rcParams.update({
    "svg.fonttype": "none", "svg.hashsalt": "doorbraakkaart", "pdf.fonttype": 42,
    "text.hinting": "none",  # so that a line is as wide in pixels as it was measured
})  # fmt: skip


@dataclass(frozen=True)
class Letters:
    """How a text looks; ``halo`` is the width of a white edge around it."""

    size: float
    weight: int = 400
    colour: str = style.INK
    halo: float = 0.0

    def scaled(self, factor: float) -> Letters:
        """Return the same look in another size."""
        return replace(self, size=self.size * factor, halo=self.halo * factor)

    @property
    def height(self) -> float:
        """The distance between the baselines of two lines."""
        return self.size * LINE

    @property
    def font(self) -> FontProperties:
        """The font as matplotlib wants it."""
        return FontProperties(family=FAMILIES, weight=self.weight, size=self.size)


@lru_cache(maxsize=8192)
def width_of(text: str, letters: Letters) -> float:
    """Return the width of one line."""
    size = FontProperties(family=FAMILIES, weight=letters.weight, size=100)
    width, _, _ = TextToPath().get_text_width_height_descent(clean(text), size, ismath=False)
    return float(width) * letters.size / 100


@lru_cache(maxsize=4096)
def wrap(text: str, letters: Letters, width: float) -> tuple[str, ...]:
    """Break a text into lines that are no wider; a word that is wider alone is broken too."""
    lines: list[str] = []
    for word in clean(text).split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, letters) <= width:
            lines[-1] = longer
        else:
            lines += _pieces(word, letters, width)
    return tuple(lines)


def balance(text: str, letters: Letters, width: float) -> tuple[str, ...]:
    """Break a text into as few lines as :func:`wrap` does, as equally long as they can be."""
    lines = wrap(text, letters, width)
    while len(lines) > 1:
        narrower = wrap(text, letters, max(width_of(line, letters) for line in lines) - 0.5)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def shrink(text: str, letters: Letters, width: float, lines: int, least: float) -> Letters:
    """Return the largest look, no smaller than ``least``, in which a text takes so many lines."""
    while len(wrap(text, letters, width)) > lines and letters.size > least:
        letters = replace(letters, size=max(letters.size - 1, least))
    return letters


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """Return a text that every font and every XML reader can take, on one line."""
    spaced = re.sub(r"\s+", " ", text).strip()
    return "".join(letter for letter in map(_legible, spaced) if letter)


def write(
    axes: Axes, spot: tuple[float, float], line: str, letters: Letters, **options: Any
) -> Text:
    """Write one line, baseline at the spot; ``options`` go to matplotlib (``ha``, ``zorder``).

    A halo is a text of its own below, so that the line itself stays text in SVG and PDF; its id
    begins with :data:`HALO` and ends with the width of its edge.
    """
    given: dict[str, Any] = {"transform": axes.transData, "va": "baseline", "zorder": 60} | options
    given |= {"fontproperties": letters.font, "parse_math": False, "clip_on": False}
    text = clean(line)
    if letters.halo:
        width = 2 * letters.halo
        edge = Stroke(linewidth=width, foreground=style.SURFACE, joinstyle="round")
        below = {"path_effects": [edge], "zorder": given["zorder"] - 1, "gid": f"{HALO}{width:g}"}
        axes.text(*spot, text, color=style.SURFACE, **(given | below))
    return axes.text(*spot, text, color=letters.colour, **given)


def _pieces(word: str, letters: Letters, width: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, letters) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _legible(letter: str) -> str:
    if unicodedata.category(letter).startswith("C"):
        return ""
    return letter if ord(letter) in _known_letters() else UNKNOWN_LETTER


@cache
def _known_letters() -> frozenset[int]:
    paths = (fontManager.findfont(FontProperties(family=[family])) for family in FAMILIES)
    return frozenset(code for path in paths for code in get_font(path).get_charmap())
