"""The small pieces of HTML that panels and pages share; Markup escapes whatever is put into it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from markupsafe import Markup

from geo.catalogue import Catalogue
from layers import style

NONE = Markup("")
PANEL_STYLE = Path(__file__).with_name("panel.css").read_text(encoding="utf-8")


def cited(catalogue: Catalogue, text: str, source_id: str) -> Markup:
    """Return a list item that says something, with a link to who says it and when."""
    source = catalogue.manifest.source(source_id)
    if source is None:
        return Markup("<li>{}</li>").format(style.sentence(text))
    return Markup("<li>{}<br>{}</li>").format(
        style.sentence(text), source_link(catalogue, source_id)
    )


def source_link(catalogue: Catalogue, source_id: str, moment: str = "") -> Markup:
    """Return a link to a source: publisher and date (``moment`` in words, else its own)."""
    source = catalogue.manifest.source(source_id)
    if source is None:
        return NONE
    words = f"{source.publisher}, {moment or style.date_text(source.date)}"
    return Markup('<a class="muted" href="{}" target="_blank" rel="noopener">{}</a>').format(
        source.url, words
    )


def section(title: str, body: Markup) -> Markup:
    """Return a heading with what stands under it."""
    return Markup("<h3>{}</h3>{}").format(title, body)


def bullets(items: Iterable[Markup]) -> Markup:
    """Return list items as a list."""
    return Markup("<ul>{}</ul>").format(NONE.join(items))
