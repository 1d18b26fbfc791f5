"""Takes the selection along when a reader goes to another page through the menu.

Streamlit's menu opens a page without anything in its address. The session remembers what the last
map page had there, and the browser writes it into the address of the page that was opened, so that
the address still says everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

import streamlit as st

KEPT = ("uitsnede", "plekken", "vel", "titel", "blad")
"""What pages keep in the address beside the view: the part of the map that is in view, which the
map writes itself, and what Presentatie asks for."""
VIEW_KEYS = ("provincie", "soort", "zoek", "kleur", "lagen", "achtergrond", "thema", "plek",
             "gegevens")  # fmt: skip
PAGES = ("", "knelpunten", "presentatie")
"""The pages that show a selection; the Kaart has an empty address."""
_carry = st.components.v2.component(
    "doorbraakkaart_carry", js=Path(__file__).with_name("carry.js").read_text(encoding="utf-8")
)


def carry_view(page: str) -> None:
    """Remember the view in the address, or give a page without one what was remembered.

    A page gets it only when the reader comes from another page: an entry of the history in which
    nothing is chosen stays reachable, and what was wiped stays wiped.
    """
    state, here = st.session_state, st.query_params.to_dict()
    has_arrived, state["page"] = state.get("page") != page, page
    if page not in PAGES:
        settle()
    elif view := {key: here[key] for key in VIEW_KEYS if key in here}:
        state["last-view"] = view
        settle()
    elif has_arrived and not any(key in here for key in KEPT):
        state["carried"] = dict(state.get("last-view", {}))
        state["carried-stamp"] = uuid4().hex
    elif not state.get("carried"):
        state["last-view"] = {}
    _carry(key="carry", data=_message(page, state.get("carried") or {}))


def view_address() -> dict[str, str]:
    """Return the address of this run, with what was taken along until the browser wrote it."""
    carried: dict[str, str] = st.session_state.get("carried", {})
    return carried | st.query_params.to_dict()


def settle() -> None:
    """Stop taking a view along: the address says what it is."""
    st.session_state["carried"] = {}


def _message(page: str, carried: Mapping[str, str]) -> dict[str, object]:
    if not carried:
        return {}
    others = [one for one in PAGES if one != page]
    stamp = st.session_state["carried-stamp"]
    return {"stamp": stamp, "page": page, "others": others, "address": dict(carried)}
