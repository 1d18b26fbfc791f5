"""Shows a published map page in a sandboxed frame that is kept across reruns.

The frame has no access to the app (``allow-scripts`` only); what it may do is say which place was
clicked. That id is untrusted: the page looks it up and ignores it when it is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

PUBLIC = Path(__file__).parents[2] / "static" / "maps"
TALL = "max(480px, calc(100vh - 5.5rem))"  # all of a window under the navigation

_HERE = Path(__file__)
_frame = st.components.v2.component(
    "doorbraakkaart_map",
    css=_HERE.with_name("mapframe.css").read_text(encoding="utf-8"),
    js=_HERE.with_name("mapframe.js").read_text(encoding="utf-8"),
)


def show_map(
    path: str, message: Mapping[str, Any], on_click: Callable[[str | None], None],
    height: str = TALL, twin: str = "de tabel eronder",
) -> None:  # fmt: skip
    """Show a map page under :data:`PUBLIC` as a message says, and report clicks.

    ``on_click`` gets the id of the clicked place, or None for a click on empty map; ``height`` is a
    CSS length; ``twin`` says where the same places stand for who does not use the map.
    """

    def report() -> None:
        clicked = st.session_state.map.clicked
        on_click(clicked.get("id") if isinstance(clicked, dict) else None)

    source = f"app/static/maps/{path}"
    data = {"source": source, "message": message, "height": height, "twin": twin}
    _frame(key="map", data=data, on_clicked_change=report)
