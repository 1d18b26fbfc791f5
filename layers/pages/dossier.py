"""Everything about one place on one page, with a source at every line; prints on A4."""

from datetime import date

import streamlit as st

from layers.dossier import build_dossier
from layers.dossier_page import body_html, head_html
from layers.message import around, to_message, version_text
from layers.pages.downloads import draw_dossier, draw_picture
from layers.pages.filters import CHOOSE
from layers.pages.mapframe import PUBLIC, show_map
from layers.pages.shell import open_screening_page, say
from layers.view import View
from layers.web import publish_map

catalogue = open_screening_page("dossier")
asked, known = st.query_params.get("locatie", ""), list(catalogue.places)
if asked and asked not in known:
    say([f"‘{asked[:40]}’ is hier geen bekende plek; dit is de eerste van de lijst."])
place = catalogue.places[asked if asked in known else known[0]]
at = known.index(place.place_id)


def open_place(place_id: str) -> None:
    """Show the dossier of another place."""
    st.query_params.from_dict({"locatie": place_id})


st.session_state.dossier = place.place_id
with st.container(key="browse"):
    before, pick, after, image, paper = st.columns(
        [130, 500, 130, 130, 130], vertical_alignment="bottom"
    )
    names = {key: f"{one.name} ({key})" for key, one in catalogue.places.items()}
    before.button("← Vorige", on_click=open_place, args=(known[at - 1],), width="stretch")
    pick.selectbox(
        "Plek",
        known,
        key="dossier",
        format_func=names.__getitem__,
        filter_mode=None,
        placeholder=CHOOSE,
        label_visibility="collapsed",
        on_change=lambda: open_place(st.session_state.dossier),
    )
    after.button("Volgende →", on_click=open_place, args=(known[(at + 1) % len(known)],),
                 width="stretch")  # fmt: skip
    today, sites = date.today(), (place.place_id,)
    with image:
        draw_picture(catalogue, View().with_place(place.place_id), sites=sites, panel=True)
    with paper:
        draw_dossier(catalogue, place)

dossier = build_dossier(catalogue, place, today)
head, locator = st.columns([560, 440], gap="medium")
head.html(head_html(dossier))
with locator:
    message = to_message(catalogue, View().with_place(place.place_id))
    message |= {"focus": around(catalogue, place)}
    show_map(
        publish_map(catalogue, PUBLIC),
        message,
        lambda clicked: open_place(clicked or place.place_id),
        "420px",
        "de lijst bovenaan",
    )
st.html(body_html(dossier, f"Doorbraakkaart · {version_text(catalogue)}"))
