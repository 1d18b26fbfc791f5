"""Pictures, packs and atlases of what was chosen, and the way into the overlegmodus."""

from datetime import date
from functools import partial

import streamlit as st

from geo.selection import select_places
from layers.pages.agenda import draw_agenda
from layers.pages.filters import (
    CHOOSE,
    draw_bottleneck_filter,
    draw_place_filters,
    draw_theme_filters,
    read_view,
    set_text,
)
from layers.pages.jobs import show_job
from layers.pages.shell import open_screening_page, say
from layers.presentation import (
    FORMATS,
    MIMES,
    SHEET_NAMES,
    atlas_job,
    file_name,
    meeting_address,
    pack_job,
    picture,
    preview,
    read_wish,
    sheet_id,
)
from layers.style import count_text

catalogue = open_screening_page("presentatie")
view, notes = read_view(catalogue)
selected = select_places(catalogue, view.selection)
wish = read_wish(st.query_params.to_dict(), catalogue, view, selected)
places, today = wish.places(catalogue, selected), date.today()
state = st.session_state


def write(key: str, value: str) -> None:
    """Write an option to the address; an empty one is left out."""
    st.query_params.from_dict({k: v for k, v in st.query_params.to_dict().items() if k != key}
                              | ({key: value} if value else {}))  # fmt: skip


say(notes)
options, chart = st.columns([300, 1060], gap="medium")
with chart:
    st.html(f'<h1 class="finding">Presentatie</h1><p class="claim">'
            f"{count_text(len(places), 'plek', 'plekken')}</p>")  # fmt: skip
    st.html(preview(catalogue, wish, today))
    for column, (suffix, label) in zip(st.columns(4), FORMATS.items(), strict=True):
        column.download_button(label, partial(picture, catalogue, wish, suffix),
                               file_name(catalogue, wish, suffix), MIMES[suffix],
                               key=f"get-{suffix}", on_click="ignore", width="stretch")  # fmt: skip
    books = st.container()  # filled below: the agenda says first which rows may go along
    agenda = draw_agenda(catalogue, places)
with books:
    st.html("<h2>Pakket, atlas en overlegmodus</h2>")
    ids = tuple(place.place_id for place in places)
    asks = (wish, ids, tuple(agenda), catalogue.version)
    powerpoint, pdf, atlas, meeting = st.columns([13, 10, 10, 8])  # room for the longest label
    with powerpoint:
        show_job("pptx", asks, "pakket (PowerPoint)",
                 partial(pack_job, catalogue, wish, places, "pptx", agenda),
                 file_name(catalogue, wish, "pptx", "pakket"), "plekken")  # fmt: skip
    with pdf:
        show_job("pdf", asks, "pakket (PDF)",
                 partial(pack_job, catalogue, wish, places, "pdf", agenda),
                 file_name(catalogue, wish, "pdf", "pakket"), "plekken")  # fmt: skip
    with atlas:
        show_job("atlas", asks, "atlas (PDF)", partial(atlas_job, catalogue, wish, places),
                 file_name(catalogue, wish, "pdf", "atlas"), "plekken")  # fmt: skip
    meeting.link_button("Start overlegmodus", meeting_address(catalogue, wish), width="stretch")
with options:
    changed = draw_place_filters(catalogue, view)
    set_text("title", wish.sheet.title)
    state.sites, state.sheet = list(wish.sites), sheet_id(wish.sheet)
    state.panel = wish.sheet.panel
    names = {place.place_id: place.name for place in selected}
    st.multiselect("Alleen deze plekken", names, key="sites", format_func=names.__getitem__,
                   placeholder="Alle plekken van de selectie", filter_mode=None,
                   on_change=lambda: write("plekken", ",".join(state.sites)))  # fmt: skip
    draw_bottleneck_filter(changed)
    draw_theme_filters(changed)
    st.selectbox("Vel", SHEET_NAMES, key="sheet", format_func=SHEET_NAMES.__getitem__,
                 placeholder=CHOOSE,
                 filter_mode=None, on_change=lambda: write("vel", state.sheet))  # fmt: skip
    st.text_input("Titel", key="title", max_chars=120, placeholder="Uit de selectie",
                  on_change=lambda: write("titel", state.title.strip()))  # fmt: skip
    st.checkbox("Feiten naast de kaart", key="panel",
                on_change=lambda: write("blad", "feiten" if state.panel else ""))  # fmt: skip
