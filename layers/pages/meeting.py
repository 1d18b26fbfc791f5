"""Shows places one by one in large type; the browser turns the slides, the server is not asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__)
_meeting = st.components.v2.component(
    "doorbraakkaart_meeting",
    html='<div class="meeting"></div>',
    css=_HERE.with_name("meeting.css").read_text(encoding="utf-8"),
    js=_HERE.with_name("meeting.js").read_text(encoding="utf-8"),
)


def show_meeting(
    path: str, message: Mapping[str, Any], slides: Sequence[Mapping[str, Any]], start: int
) -> None:
    """Show slides beside the map page under ``path``, from the slide ``start``."""
    data = {
        "source": f"app/static/maps/{path}",
        "message": dict(message),
        "slides": list(slides),
        "start": start,
    }
    _meeting(key="meeting", data=data)
