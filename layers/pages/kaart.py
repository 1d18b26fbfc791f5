"""The map: click a place and read what is known about it, with its sources."""

import streamlit as st

from layers import all_layers
from layers.pages.mapframe import PUBLIC, show_map
from layers.pages.shell import open_page
from layers.panel import place_label, place_panel, welcome_panel
from layers.web import publish_map

catalogue = open_page()


def select(place_id: str | None) -> None:
    """Keep the chosen place in the address, so that a link gives it back."""
    if place_id is not None and place_id in catalogue.places:
        st.query_params["plek"] = place_id
    else:
        st.query_params.pop("plek", None)


place = catalogue.places.get(st.query_params.get("plek", ""))
chart, panel = st.columns([7, 3], gap="medium")
with chart:
    path = publish_map(catalogue, all_layers(catalogue), PUBLIC)
    show_map(path, place.place_id if place else None, select)
with panel:
    ids = list(catalogue.places)
    st.session_state.choice = place.place_id if place else None
    st.selectbox("Plek", ids, index=None, key="choice", placeholder="Kies of zoek een plek",
                 format_func=lambda i: place_label(catalogue, i),
                 on_change=lambda: select(st.session_state.choice))  # fmt: skip
    st.html(place_panel(catalogue, place) if place else welcome_panel(catalogue))
