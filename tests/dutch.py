"""Notices what is no Dutch in what a reader sees: words of Streamlit and Leaflet, and of code."""

from __future__ import annotations

import re
from collections.abc import Iterable

OF_PARTS = (
    "Deploy", "Running", "Stop", "Rerun", "Settings", "Choose", "Select", "Loading", "Search",
    "No results", "No options", "Error", "Connecting", "Please wait", "Press Enter",
    "Drag and drop", "Clear", "Close", "About", "Zoom in", "Zoom out", "View fullscreen",
    "Fullscreen", "Page not found", "Made with", "App pages", "Clear value", "Skip to",
    "Main menu", "Open sidebar", "Show", "Hide", "Next", "Previous", "Back", "Layers", "Legend",
    "Navigate", "home page", "options available", "selected",
)  # fmt: skip
OF_CODE = ("None", "nan", "NaN", "NaT", "<NA>", "undefined", "null", "True", "False", "[object")
OF_LANGUAGE = (
    "the", "and", "with", "for", "from", "not", "are", "this", "that", "your", "please", "click",
    "homes", "housing", "grid", "municipality", "council", "unknown", "checked", "distance",
    "nearest", "layer", "source", "theme", "outdated", "touches", "solved", "statement",
)  # fmt: skip
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def english_in(text: str, titles: Iterable[str] = ()) -> list[str]:
    """Return the English words, and those of code, in a text; addresses and titles left out.

    The title of a document is in its own language.
    """
    for title in titles:
        text = text.replace(title, " ")
    plain = _ADDRESS.sub(" ", text)
    exact = [word for word in (*OF_PARTS, *OF_CODE) if _has(word, plain)]
    return exact + [word for word in OF_LANGUAGE if _has(word, plain.lower())]


def _has(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
