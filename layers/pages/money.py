"""The first two sections of *Middelen en doelen*: the structure, and adding."""

from __future__ import annotations

import streamlit as st

from geo.catalogue import Catalogue
from layers.addition import choice_text, choices, examples_html, examples_of, outcome_html
from layers.money import edges_table, structure_table
from layers.pages.chart import show_chart
from layers.pages.filters import CHOOSE
from layers.pages.shell import say
from layers.references import References
from layers.structure import LETTER_PICTURE, pictures
from layers.structure_chart import structure_chart

MOST = 40  # more terms than any ready example has


def show_structure(catalogue: Catalogue, sources: References) -> None:
    """Show how amounts nest and overlap, as a drawing and as tables."""
    known = pictures(catalogue)
    asked = st.query_params.get("tekening", LETTER_PICTURE)
    st.session_state.picture = asked if asked in known else LETTER_PICTURE

    def choose() -> None:
        st.query_params.from_dict({"deel": "opbouw", "tekening": st.session_state.picture})

    picture = st.selectbox("Tekening", known, key="picture", format_func=known.__getitem__,
                           filter_mode=None, on_change=choose, width=520,
                           placeholder=CHOOSE)  # fmt: skip
    st.html("<h2>Wat zit waarin, en wat overlapt</h2>")
    show_chart(structure_chart(catalogue, picture), f"middelen-{picture.lower()}")
    st.html("<h2>Overlap en twijfel</h2>")
    st.html(edges_table(catalogue, picture, sources))
    st.html("<h2>Alle bedragen</h2>")
    st.html(structure_table(catalogue, picture, sources))


def show_addition(catalogue: Catalogue, sources: References) -> None:
    """Show whether chosen amounts or homes may be added, and the ready examples."""
    known = choices(catalogue)
    asked = [one for one in st.query_params.get("som", "").split(",") if one]
    unknown = [one for one in asked if one not in known]
    say(f"‘{one[:40]}’ is hier geen bekend cijfer en is genegeerd." for one in unknown[:3])
    st.session_state.terms = [one for one in dict.fromkeys(asked) if one in known][:MOST]

    def choose(terms: tuple[str, ...] | None = None) -> None:
        chosen = st.session_state.terms if terms is None else terms
        st.query_params.from_dict({"deel": "optellen", "som": ",".join(chosen)})

    terms = st.multiselect(
        "Kies twee of meer bedragen of aantallen woningen", known, key="terms",
        format_func=lambda one: choice_text(catalogue, known[one]), filter_mode="contains",
        select_all=False, placeholder="Zoek op bedrag of naam", on_change=choose,
    )  # fmt: skip
    figures = [known[one] for one in terms]
    if len(figures) > 1:
        st.html(outcome_html(catalogue, figures, sources))
    else:
        st.html('<p class="claim">Kies er ten minste twee, of neem een voorbeeld.</p>')
    st.html("<h2>Voorbeelden</h2>")
    with st.container(horizontal=True, key="examples"):
        for example in examples_of(catalogue):
            st.button(example.title, on_click=choose, args=(example.figure_ids,))
    st.html(examples_html(catalogue, sources))
