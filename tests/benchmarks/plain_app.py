"""The comparison: the same layers, themes and panel through plain Folium and ``st_folium``.

Written as its documentation teaches, and as fast as that allows: GeoJSON is cached for each theme,
only the click is returned, and Leaflet comes from this server, so that the browser keeps it.
"""

from __future__ import annotations

from typing import Any

import folium
import streamlit as st
from shapes import THEMES, polygon_layers
from streamlit_folium import st_folium

from geo.catalogue import load_catalogue
from layers.panel import place_panel, summary_panel
from layers.web import BOUNDS

folium.Map.default_js = [("leaflet", "/app/static/leaflet.js")]
folium.Map.default_css = [("leaflet_css", "/app/static/leaflet.css")]
CLICKED = "last_object_clicked_tooltip"


@st.cache_resource
def layers_of(theme: str) -> dict[str, dict[str, Any]]:
    """Return the layers of a theme; the catalogue is the same for all sessions."""
    return polygon_layers(load_catalogue(), theme)


def draw(theme: str) -> folium.Map:
    """Build the map anew, as every run of such an app does."""
    chart = folium.Map(tiles=None)
    for layer_id, collection in layers_of(theme).items():
        folium.GeoJson(
            collection, name=layer_id, style_function=lambda one: one["properties"]["style"]
        ).add_to(chart)
    for place in load_catalogue().places.values():
        folium.Marker([place.lat, place.lon], tooltip=place.place_id).add_to(chart)
    chart.fit_bounds(BOUNDS)
    return chart


st.set_page_config(layout="wide")
filters, middle, panel = st.columns([250, 700, 360])
theme = filters.selectbox("Kleur van de gemeenten", THEMES, format_func=THEMES.__getitem__)
with middle:
    answer = st_folium(
        draw(theme), height=700, use_container_width=True, returned_objects=[CLICKED]
    )
catalogue = load_catalogue()
place = catalogue.places.get((answer.get(CLICKED) or "").strip())
with panel:
    st.html(
        place_panel(catalogue, place) if place
        else summary_panel(catalogue, list(catalogue.places.values()))
    )  # fmt: skip
