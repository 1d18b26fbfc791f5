"""The map: filters left, the map, the chosen place right, the same places in a table below."""

import streamlit as st

from geo.selection import select_places
from layers.message import to_message
from layers.pages.downloads import draw_downloads, draw_picture
from layers.pages.filters import draw_filters, read_view, read_widgets, write_view
from layers.pages.mapframe import PUBLIC, show_map
from layers.pages.shell import open_page, say
from layers.pages.table import show_table
from layers.panel import place_panel, summary_panel
from layers.style import count_text
from layers.tables import place_rows
from layers.view import to_address
from layers.web import publish_map

catalogue = open_page("")
view, notes = read_view(catalogue)
places = select_places(catalogue, view.selection)
place = catalogue.places.get(view.place_id or "")


def choose(place_id: str | None) -> None:
    """Choose a place, or none when the id is not one of ours."""
    # From the widgets, not from the view of this run: a filter may have been changed since.
    now = read_widgets(view)
    write_view(catalogue, now.with_place(place_id if place_id in catalogue.places else None))


filters, chart, panel = st.columns([250, 700, 360], gap="small")
with chart:  # first, so that the browser fetches the map while the rest is drawn
    st.html('<a class="skip" href="#tabel">Sla de kaart over</a>')
    show_map(publish_map(catalogue, PUBLIC), to_message(catalogue, view), choose)
with filters:
    draw_filters(catalogue, view)
    draw_picture(catalogue, view)
with panel:
    with st.container():  # a place of its own for each, so that the panel never stands there twice
        say(notes)
    with st.container():
        if place:
            st.button("Terug naar de selectie", on_click=choose, args=(None,))
    address = to_address(view, catalogue)
    st.html(place_panel(catalogue, place, address) if place else summary_panel(catalogue, places))

st.html(f'<h2 id="tabel" tabindex="-1">{count_text(len(places), "plek", "plekken")}</h2>')
if places:
    show_table(place_rows(catalogue, places, view.place_id), choose)
    draw_downloads(catalogue, places, "places")
