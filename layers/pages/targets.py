"""Goals, progress, conflicts and changes: the sections of *Middelen en doelen* that compare."""

from __future__ import annotations

import streamlit as st

from geo.catalogue import COUNTRY, Catalogue
from geo.changes import compare_editions
from geo.errors import GeoError
from geo.goals import Assessment
from geo.revisions import list_revisions, open_edition
from layers.changed import changes_html, no_history_html
from layers.goal_panel import OWN, TOO_FEW, areas_of, assessed, goal_chart, goal_html
from layers.pages.chart import show_chart
from layers.pages.filters import CHOOSE
from layers.pages.shell import say
from layers.progress_panel import (
    DEALS_TITLE,
    HOMES_TITLE,
    SOURCES_TITLE,
    deals_chart,
    deals_html,
    progress_chart,
    progress_table,
    sources_chart,
    sources_html,
)
from layers.references import References
from layers.style import date_text


def show_goals(catalogue: Catalogue, sources: References) -> None:
    """Show a portfolio against the norms that hold for it."""
    areas, places = areas_of(catalogue), catalogue.places
    asked = st.query_params.get("gebied", COUNTRY)
    ids = [one for one in st.query_params.get("plekken", "").split(",") if one in places]
    st.session_state.area = asked if asked in areas else COUNTRY
    st.session_state.chosen = ids

    def choose() -> None:
        address = {"deel": "doelen", "gebied": st.session_state.area}
        if "chosen" in st.session_state and st.session_state.area == OWN:
            address["plekken"] = ",".join(st.session_state.chosen)
        st.query_params.from_dict(address)

    area = st.selectbox("Gebied", areas, key="area", format_func=areas.__getitem__,
                        filter_mode=None, on_change=choose, width=520,
                        placeholder=CHOOSE)  # fmt: skip
    if area == OWN:
        ids = st.multiselect(
            "Plekken", places, key="chosen", format_func=lambda one: places[one].name,
            filter_mode="contains", select_all=False, on_change=choose,
            placeholder="Zoek een plek",
        )  # fmt: skip
    found = assessed(catalogue, area, ids)
    if found is None:
        st.html(f"<p>{TOO_FEW if area == OWN else 'In dit gebied liggen hier geen plekken.'}</p>")
        return
    if isinstance(found, Assessment) and found.lines:
        st.html(f"<h2>{goal_chart(catalogue, found).title}</h2>")
        show_chart(goal_chart(catalogue, found), f"doelen-{area.lower()}")
    st.html(goal_html(catalogue, found, sources))


def show_progress(catalogue: Catalogue, sources: References) -> None:
    """Show homes against the goal of a year, and the woondeals."""
    chart = progress_chart(catalogue)
    st.html(f"<h2>{HOMES_TITLE}</h2>")
    if chart is not None:
        show_chart(chart, "voortgang")
    st.html(progress_table(catalogue, sources))
    st.html(f"<h2>{DEALS_TITLE}</h2>")
    show_chart(deals_chart(catalogue), "woondeals")
    st.html(deals_html(catalogue, sources))


def show_conflicts(catalogue: Catalogue, sources: References) -> None:
    """Show every quantity on which sources say different things."""
    st.html(f"<h2>{SOURCES_TITLE}</h2>")
    show_chart(sources_chart(catalogue), "bronnen-verschillen")
    st.html(sources_html(catalogue, sources))


def show_changes(catalogue: Catalogue, _sources: References) -> None:
    """Show what differs between an earlier revision of the data and the present."""
    st.html("<h2>Wat is gewijzigd in de gegevens</h2>")
    revisions = list_revisions()
    if not revisions:
        st.html(no_history_html())
        return
    names = {one.commit: f"{date_text(one.day)} (versie {one.commit})" for one in revisions}
    old = st.selectbox("Vergelijk met de gegevens van", names, format_func=names.__getitem__,
                       filter_mode=None, placeholder=CHOOSE, width=720)  # fmt: skip
    try:
        with open_edition(old) as folder:
            changes = compare_editions(folder, catalogue.data, names[old], "de huidige gegevens")
    except GeoError as error:
        say([str(error)])
        return
    st.html(changes_html(changes))
