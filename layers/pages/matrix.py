"""The matrix of places and themes as a table with cells to pick, by mouse and by arrow keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__)
_matrix = st.components.v2.component(
    "doorbraakkaart_matrix",
    html='<div class="frame" tabindex="0" role="region" aria-label="Plekken en thema’s"></div>',
    css=_HERE.with_name("matrix.css").read_text(encoding="utf-8"),
    js=_HERE.with_name("matrix.js").read_text(encoding="utf-8"),
)


def show_matrix(
    table: Mapping[str, Any], on_pick: Callable[[str | None, str | None], None]
) -> None:
    """Show a matrix and report the place and the theme of what is picked; both are untrusted."""

    def report() -> None:
        picked = st.session_state.matrix.picked
        if isinstance(picked, dict):
            on_pick(picked.get("place"), picked.get("theme"))

    _matrix(key="matrix", data=dict(table), on_picked_change=report)
