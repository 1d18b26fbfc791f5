"""Two buttons under a table: the same rows as a spreadsheet, made when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from geo.catalogue import Catalogue
from geo.columns import TITLES
from geo.export import SPREADSHEETS, to_bytes
from geo.model import Place
from geo.tables import What


def draw_downloads(catalogue: Catalogue, places: Sequence[Place], what: What) -> None:
    """Draw the buttons for a table of some places."""
    name = TITLES[what].lower()
    with st.container(horizontal=True):
        for suffix, label in SPREADSHEETS.items():
            st.download_button(label, partial(to_bytes, catalogue, places, suffix, what),
                               f"{name}.{suffix}", on_click="ignore")  # fmt: skip
