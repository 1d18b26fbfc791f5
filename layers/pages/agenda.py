"""The agenda for the versnellingstafel: who moves next, with rows of the reader's own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from geo.agenda import AgendaItem, agenda_items
from geo.agenda_file import of_places, read_agenda
from geo.catalogue import Catalogue
from geo.model import Place
from geo.sheets import SheetError
from layers.agenda import agenda_html, agenda_xlsx
from layers.pages.shell import say
from layers.presentation import MIMES
from layers.style import THEMES


def draw_agenda(catalogue: Catalogue, places: Sequence[Place]) -> tuple[AgendaItem, ...]:
    """Show the agenda of places.

    Returns
    -------
    tuple
        The items that may go into files: rows of the reader's own only when that was ticked.
    """
    known = agenda_items(catalogue, places)
    with st.expander("Agenda voor de versnellingstafel: wie is aan zet"):
        left, right = st.columns([1, 1], vertical_alignment="bottom")
        given = left.file_uploader("Eigen agenda toevoegen (CSV of Excel)", type=["csv", "xlsx"],
                                   key="agenda")  # fmt: skip
        items, own = known, False
        if given is not None:
            try:
                read, issues = read_agenda(given.name, given.getvalue(), catalogue, known, THEMES)
                say(issue.message for issue in issues)
                items, own = of_places(read, [place.place_id for place in places]), True
            except SheetError as error:
                say([str(error)])
        share = own and right.checkbox("Eigen rijen ook in pakket en Excel (vertrouwelijk?)")
        shared = items if share else known
        right.download_button("Download agenda als Excel", partial(agenda_xlsx, catalogue, shared),
                              "agenda.xlsx", MIMES["xlsx"], on_click="ignore")  # fmt: skip
        st.html(agenda_html(catalogue, items))
    return shared
