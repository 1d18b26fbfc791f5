"""What every page shares: Dutch as the language of the page, its look, and a refusal in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import streamlit as st
from markupsafe import Markup

from geo.catalogue import Catalogue, CatalogueError, load_catalogue, load_for_screening
from layers.html import PANEL_STYLE
from layers.pages.carry import carry_view

Opened = TypeVar("Opened")
_LOOK = PANEL_STYLE + Path(__file__).with_name("shell.css").read_text(encoding="utf-8")
# Streamlit writes lang="en" into its page and has no setting for it; this sets it to Dutch.
_language = st.components.v2.component(
    "doorbraakkaart_language",
    js=Path(__file__).with_name("language.js").read_text(encoding="utf-8"),
)


def say(notes: Iterable[str]) -> None:
    """Show messages about what was asked, each as plain text."""
    for note in notes:
        st.html(Markup('<p class="say" role="status">{}</p>').format(note))


def open_page(path: str) -> Catalogue:
    """Set the language and the look, and open the data; a refusal stops the page with its reasons.

    ``path`` is what the page is called in the address; the Kaart is called nothing.

    Returns
    -------
    Catalogue
        The checked catalogue.
    """
    return _open(path, load_catalogue)


def open_screening_page(path: str) -> Catalogue:
    """Open a page of findings: a constraint layer that cannot be used is said, and no refusal.

    Returns
    -------
    Catalogue
        The catalogue; findings say *niet gecontroleerd* where a layer is missing or damaged.
    """
    catalogue, problems = _open(path, load_for_screening)
    say(dict.fromkeys(problem.message for problem in problems))
    return catalogue


def _open(path: str, load: Callable[[], Opened]) -> Opened:
    _language(key="language", height=1)
    carry_view(path)
    st.html(f"<style>{_LOOK}</style>")
    try:
        return load()
    except CatalogueError as error:
        reasons = Markup("").join(Markup("<li>{}</li>").format(i.message) for i in error.issues)
        st.html(
            Markup(
                '<section class="refusal" role="alert"><h1>De gegevens zijn geweigerd</h1>'
                "<p>Er wordt niets getoond zolang een bestand niet klopt.</p><ul>{}</ul></section>"
            ).format(reasons)
        )
        st.stop()
