"""Buttons that give what stands on the page as a file, made when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from geo.catalogue import Catalogue
from geo.columns import TITLES
from geo.export import SPREADSHEETS, to_bytes
from geo.model import Place
from geo.tables import What
from layers.asked import page_address
from layers.sheet import Sheet
from layers.view import View


def draw_picture(
    catalogue: Catalogue, view: View, label: str = "Afbeelding", sites: tuple[str, ...] = (),
    panel: bool = False,
) -> None:  # fmt: skip
    """Draw the button for a picture of a view, for a screen of 16:9.

    ``sites`` are ids of the places that it is about, without any the selection; ``panel`` puts
    facts beside the map.
    """
    sheet = Sheet("16x9", base_url=page_address(), panel=panel)
    st.download_button(label, partial(_picture, catalogue, view, sheet, sites),
                       "kaart.png", "image/png", on_click="ignore", key="picture",
                       width="stretch")  # fmt: skip


def draw_downloads(catalogue: Catalogue, places: Sequence[Place], what: What) -> None:
    """Draw the buttons for a table of some places."""
    name = TITLES[what].lower()
    with st.container(horizontal=True):
        for suffix, label in SPREADSHEETS.items():
            st.download_button(label, partial(to_bytes, catalogue, places, suffix, what),
                               f"{name}.{suffix}", on_click="ignore")  # fmt: skip


def draw_dossier(catalogue: Catalogue, place: Place) -> None:
    """Draw the button for the dossier of a place on paper."""
    st.download_button("PDF", partial(_dossier, catalogue, place),
                       f"dossier-{place.place_id}.pdf", "application/pdf", on_click="ignore",
                       width="stretch")  # fmt: skip


# matplotlib takes a second to load: only for who wants a file, not for every first reader.


def _picture(catalogue: Catalogue, view: View, sheet: Sheet, sites: tuple[str, ...]) -> bytes:
    from layers.paper import to_picture

    return to_picture(catalogue, view, sheet, "png", sites)


def _dossier(catalogue: Catalogue, place: Place) -> bytes:
    from layers.dossiersheet import dossier_file

    return dossier_file(catalogue, place, "pdf", date.today())
