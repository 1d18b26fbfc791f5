"""A sortable table in plain HTML: the full equal alternative to the map, also by keyboard.

Streamlit's own data frame is a canvas with English menus; this one is a table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__)
_table = st.components.v2.component(
    "doorbraakkaart_table",
    html='<div class="frame" tabindex="0" role="region" aria-label="Tabel met plekken"></div>',
    css=_HERE.with_name("table.css").read_text(encoding="utf-8"),
    js=_HERE.with_name("table.js").read_text(encoding="utf-8"),
)


def show_table(table: Mapping[str, Any], on_pick: Callable[[str | None], None]) -> None:
    """Show a table and report the id of a row that is picked."""

    def report() -> None:
        picked = st.session_state.table.picked
        on_pick(picked.get("id") if isinstance(picked, dict) else None)

    _table(key="table", data=dict(table), on_picked_change=report)
