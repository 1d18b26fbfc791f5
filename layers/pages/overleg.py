"""Overlegmodus: one place at a time in large type, for the screen of a bestuurlijk overleg."""

from datetime import date

import streamlit as st

from geo.selection import select_places
from layers.meeting import meeting_slides
from layers.message import to_message
from layers.pages.filters import read_view
from layers.pages.mapframe import PUBLIC
from layers.pages.meeting import show_meeting
from layers.pages.shell import open_screening_page, say
from layers.presentation import read_wish
from layers.web import publish_map

catalogue = open_screening_page("overleg")
view, notes = read_view(catalogue)
say(notes)
selected = select_places(catalogue, view.selection)
wish = read_wish(st.query_params.to_dict(), catalogue, view, selected)
places = wish.places(catalogue, selected)
ids = [place.place_id for place in places]
message = to_message(catalogue, view) | {"large": True}
show_meeting(
    publish_map(catalogue, PUBLIC),
    message,
    meeting_slides(catalogue, places, date.today()),
    ids.index(view.place_id) if view.place_id in ids else 0,
)
st.html("<style>.stAppHeader { display: none; }</style>")
