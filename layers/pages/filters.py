"""The filters of a map page. Their state lives in the address, and nowhere else.

Every run reads the view from the address and sets the widgets to it; a widget that changes writes
the address. So a link, the back button and the widgets cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from geo.catalogue import Catalogue
from geo.constraints import THEMES as BOTTLENECKS
from geo.model import PLACE_KINDS
from geo.selection import select_places
from layers.pages.carry import KEPT, settle, view_address
from layers.style import KIND_MARKS, KIND_PLURALS
from layers.style import THEMES as WORDS
from layers.themes import THEME_TITLES
from layers.view import BACKGROUNDS, SWITCHES, View, read_address, to_address

CHOOSE = "Kies uit de lijst"


def read_view(catalogue: Catalogue) -> tuple[View, list[str]]:
    """Read the view from the address, with messages about what is not known or does not fit."""
    view, notes = read_address(view_address(), catalogue)
    places = select_places(catalogue, view.selection)
    if not places:
        notes.append("Geen plek voldoet aan deze filters. Pas ze aan of wis ze.")
    elif view.place_id and catalogue.places[view.place_id] not in places:
        notes.append("De gekozen plek valt buiten de filters; zij staat niet op de kaart.")
    return view, notes


def write_view(catalogue: Catalogue, view: View) -> None:
    """Write a view to the address; the part of the map that is in view stays."""
    settle()
    kept = {key: st.query_params[key] for key in KEPT if key in st.query_params}
    st.query_params.from_dict(to_address(view, catalogue) | kept)


def draw_filters(catalogue: Catalogue, view: View) -> None:
    """Draw all filters of the Kaart as the view has them."""
    changed = draw_place_filters(catalogue, view)
    draw_theme_filters(changed)
    _list("Achtergrond", "background", BACKGROUNDS, changed)
    draw_reset(catalogue, view)


def draw_theme_filters(changed: Callable[[], None]) -> None:
    """Draw the filters that say what a map shows."""
    _list("Kleur van de gemeenten", "theme", THEME_TITLES, changed)
    _boxes("Lagen", "layer", SWITCHES, changed)


def draw_bottleneck_filter(changed: Callable[[], None]) -> None:
    """Draw the choice of a theme of knelpunten that colours the places."""
    words = {"": "Geen"} | {theme: WORDS[theme] for theme in BOTTLENECKS}
    _list("Kleur van de plekken (knelpunt)", "bottleneck", words, changed)


def draw_place_filters(catalogue: Catalogue, view: View) -> Callable[[], None]:
    """Draw the filters that choose places, as the view has them.

    Returns
    -------
    Callable
        What a widget calls when it has changed.
    """
    _fill(view)
    set_text("search", view.selection.search)
    changed = lambda: write_view(catalogue, read_widgets(read_view(catalogue)[0]))  # noqa: E731
    names = {"": "Heel Nederland"} | dict(
        sorted(catalogue.provincie_names.items(), key=lambda item: item[1])
    )
    kinds = {k: f"{KIND_MARKS[k]} {KIND_PLURALS[k]}" for k in PLACE_KINDS}
    _list("Provincie", "provincie", names, changed)
    st.text_input("Zoek plek of gemeente", key="search", on_change=changed, max_chars=80,
                  placeholder="Bijvoorbeeld Zuidplas")  # fmt: skip
    _boxes("Soorten", "kind", kinds, changed)
    return changed


def draw_reset(catalogue: Catalogue, view: View) -> None:
    """Draw the button that brings a view back to where it began."""
    st.button("Wis alle filters", on_click=write_view, args=(catalogue, View()),
              disabled=view == View())  # fmt: skip


def _list(title: str, key: str, labels: dict[str, str], changed: Callable[[], None]) -> None:
    # Streamlit's own placeholder is English, and stands in the page even when it is not seen.
    st.selectbox(title, labels, key=key, format_func=labels.__getitem__, on_change=changed,
                 filter_mode=None, placeholder=CHOOSE)  # fmt: skip


def _boxes(title: str, prefix: str, labels: dict[Any, str], changed: Callable[[], None]) -> None:
    st.html(f'<p class="group">{title}</p>')
    for name, label in labels.items():
        st.checkbox(label, key=f"{prefix}-{name}", on_change=changed)


def set_text(key: str, text: str) -> None:
    """Set a text field to a text, unless it holds that already.

    Setting a field makes the browser take that text, also when it comes from a run that was under
    way while a reader typed: the search would be undone right after Enter. The field of another
    page with the same key is another field; which page this is, :func:`carry_view` remembers.
    """
    state = st.session_state
    page = state["page"]
    pages: dict[str, str] = state.setdefault("text-pages", {})
    if pages.get(key) != page or key not in state or state[key] != text:
        pages[key] = page
        state[key] = text


def _fill(view: View) -> None:
    """Set the lists and boxes to the view, before they are drawn."""
    chosen = view.selection
    st.session_state.provincie = chosen.provincie_code
    st.session_state.theme = view.theme
    st.session_state.background = view.background
    st.session_state.bottleneck = view.bottleneck or ""
    for kind in PLACE_KINDS:
        st.session_state[f"kind-{kind}"] = kind in chosen.kinds
    for layer in SWITCHES:
        st.session_state[f"layer-{layer}"] = layer in view.shown


def read_widgets(view: View) -> View:
    """Return the view that the widgets now show; before they are drawn, the view as it is."""
    state = st.session_state
    if "background" not in state:
        return view
    selection = view.selection.model_copy(
        update={
            "provincie_code": state.provincie,
            "search": state.search.strip(),
            "kinds": tuple(kind for kind in PLACE_KINDS if state[f"kind-{kind}"]),
        }
    )
    shown = frozenset(layer for layer in SWITCHES if state[f"layer-{layer}"])
    asked = next((theme for theme in BOTTLENECKS if theme == state.bottleneck), None)
    return replace(view, selection=selection, theme=state.theme, shown=shown, bottleneck=asked,
                   background=state.background)  # fmt: skip
