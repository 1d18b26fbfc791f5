"""What holds places up: a matrix of places and themes, a map of one theme, and each finding."""

from dataclasses import replace
from datetime import date

import streamlit as st

from geo.constraints import THEMES
from geo.selection import select_places
from layers.finding_panel import cell_panel, empty_panel, row_panel, start_panel, theme_panel
from layers.findings import EXPLORATION
from layers.matrix import matrix_table, unchecked_text
from layers.message import to_message
from layers.pages.downloads import draw_downloads
from layers.pages.filters import draw_place_filters, draw_reset, read_view, read_widgets, write_view
from layers.pages.mapframe import PUBLIC, show_map
from layers.pages.matrix import show_matrix
from layers.pages.shell import open_screening_page, say
from layers.web import publish_map

catalogue = open_screening_page("knelpunten")
view, notes = read_view(catalogue)
places = select_places(catalogue, view.selection)
place, theme, today = catalogue.places.get(view.place_id or ""), view.bottleneck, date.today()


def choose(place_id: str | None, theme_id: str | None) -> None:
    """Choose a cell, a row or a theme; what is not one of ours is none."""
    known = next((one for one in THEMES if one == theme_id), None)
    now = replace(read_widgets(view), bottleneck=known)
    write_view(catalogue, now.with_place(place_id if place_id in catalogue.places else None))


say(notes)
filters, table, side = st.columns([230, 740, 400], gap="small")
with table:
    heading = f"{EXPLORATION}: {unchecked_text(catalogue, places, today)}"
    st.html(f'<h1 class="finding">Knelpunten</h1><p class="claim">{heading}</p>')
    if places:
        show_matrix(matrix_table(catalogue, places, today, (view.place_id, theme)), choose)
        draw_downloads(catalogue, places, "findings")
with side:
    message = to_message(catalogue, view, today)
    published = publish_map(catalogue, PUBLIC)
    show_map(published, message, lambda one: choose(one, theme), "400px", "de tabel ernaast")
    if place and theme:
        st.html(cell_panel(catalogue, place, theme, today))
    elif place:
        st.html(row_panel(catalogue, place, today))
    elif theme and places:
        st.html(theme_panel(catalogue, places, theme, today))
    else:
        st.html(start_panel() if places else empty_panel())
with filters:
    draw_place_filters(catalogue, view)
    draw_reset(catalogue, view)
