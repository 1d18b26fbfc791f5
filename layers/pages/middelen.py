"""Money and goals: what lies in what, what may be added, how far it is, and what is not known."""

import streamlit as st

from layers.citing import sources_list
from layers.message import version_text
from layers.pages.calculator import show_calculator
from layers.pages.money import show_addition, show_structure
from layers.pages.shell import open_page, say
from layers.pages.targets import show_changes, show_conflicts, show_goals, show_progress
from layers.references import References

SECTIONS = {
    "opbouw": ("Opbouw", show_structure),
    "optellen": ("Mag dit worden opgeteld?", show_addition),
    "doelen": ("Doelen", show_goals),
    "voortgang": ("Voortgang", show_progress),
    "rekenhulp": ("Rekenhulp", show_calculator),
    "bronnen-verschillen": ("Waar bronnen verschillen", show_conflicts),
    "wijzigingen": ("Wat is gewijzigd", show_changes),
}

catalogue = open_page("middelen")
asked = st.query_params.get("deel", "opbouw")
if asked not in SECTIONS:
    say([f"‘{asked[:40]}’ is hier geen bekend onderdeel; dit is het eerste."])
st.session_state.section = asked if asked in SECTIONS else "opbouw"


def open_section() -> None:
    """Write the chosen section to the address; what another section had there goes."""
    st.query_params.from_dict({"deel": st.session_state.section})


st.html('<h1 class="finding">Middelen en doelen</h1>')
chosen = st.segmented_control(
    "Onderdeel", SECTIONS, key="section", format_func=lambda one: SECTIONS[one][0],
    required=True, label_visibility="collapsed", on_change=open_section,
)  # fmt: skip
sources = References(catalogue)
with st.container(key="part"):
    SECTIONS[chosen or "opbouw"][1](catalogue, sources)
if sources.listed():
    st.html(f'<section class="cited"><h2>Bronnen</h2>{sources_list(sources.listed())}'
            f'<p class="muted">{version_text(catalogue)}</p></section>')  # fmt: skip
