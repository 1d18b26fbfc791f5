"""The small pieces of HTML that panels and pages share; Markup escapes whatever is put into it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path

from markupsafe import Markup

from geo.catalogue import Catalogue
from geo.model import Place
from layers import style

NONE = Markup("")
PANEL_STYLE = Path(__file__).with_name("panel.css").read_text(encoding="utf-8")
_AMOUNT = re.compile(
    r"(€ [\d.,]*\d(?: (?:mln|mld|miljoen|miljard)\b)?|\d[\d.,]* (?:km|m|ha|%|MW|GW)(?!\w))"
)


def cited(catalogue: Catalogue, text: str, *source_ids: str) -> Markup:
    """Return a list item that says something, with a link to who says it and when."""
    links = [link for one in source_ids if (link := source_link(catalogue, one))]
    said = (Markup("<br>{}").format(link) for link in links)
    return Markup("<li>{}{}</li>").format(style.sentence(text), NONE.join(said))


def source_link(catalogue: Catalogue, source_id: str, moment: str = "") -> Markup:
    """Return a link to a source: publisher and date (``moment`` in words, else its own)."""
    source = catalogue.manifest.source(source_id)
    if source is None:
        return NONE
    words = f"{source.publisher}, {moment or style.date_text(source.date)}"
    return Markup('<a class="muted" href="{}" target="_blank" rel="noopener">{}</a>').format(
        source.url, words
    )


def dossier_link(place: Place) -> Markup:
    """Return the link to the dossier of a place."""
    link = Markup('<a href="dossier?locatie={}" target="_self">Dossier van deze plek</a>')
    return link.format(place.place_id)


def unbroken(text: str) -> Markup:
    """Return a text whose amounts and distances do not fall apart at the end of a line."""
    parts = _AMOUNT.split(text)
    spans = (Markup('<span class="unbroken">{}</span>').format(part) for part in parts[1::2])
    return NONE.join(
        piece for pair in zip_longest(parts[::2], spans, fillvalue=NONE) for piece in pair
    )


def section(title: str, body: Markup) -> Markup:
    """Return a heading with what stands under it."""
    return Markup("<h3>{}</h3>{}").format(title, body)


def bullets(items: Iterable[Markup]) -> Markup:
    """Return list items as a list."""
    return Markup("<ul>{}</ul>").format(NONE.join(items))
