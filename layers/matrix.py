"""The matrix of places and themes: one cell a pair, with the state that screening gives it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from geo.catalogue import Catalogue
from geo.constraints import THEMES, Theme
from geo.findings import UNCHECKED
from geo.model import Place
from layers import style
from layers.findings import findings_of, hint_text, main_stand


@dataclass(frozen=True)
class Cell:
    """What a place has on a theme: how it is shown, and its first finding as a hint."""

    theme: Theme
    stand: style.Stand
    hint: str
    outdated: bool


def cells_of(catalogue: Catalogue, place: Place, today: date) -> tuple[Cell, ...]:
    """Return the cells of one row, in the order of the themes."""
    return tuple(_cell(catalogue, place, theme, today) for theme in THEMES)


def matrix_table(
    catalogue: Catalogue, places: Sequence[Place], today: date,
    chosen: tuple[str | None, Theme | None] = (None, None),
) -> dict[str, Any]:  # fmt: skip
    """Return the matrix as plain values for a page: themes, rows with cells, the chosen cell."""
    return {
        "caption": f"{style.count_text(len(places), 'plek', 'plekken')} op {len(THEMES)} thema's",
        "themes": [{"id": theme, "label": style.THEMES[theme]} for theme in THEMES],
        "rows": [
            {
                "id": place.place_id,
                "name": place.name,
                "mark": style.KIND_MARKS[place.kind],
                "kind": style.KINDS[place.kind],
                "cells": [_plain(cell) for cell in cells_of(catalogue, place, today)],
            }
            for place in places
        ],
        "place": chosen[0],
        "theme": chosen[1],
    }


def count_stands(
    catalogue: Catalogue, places: Sequence[Place], today: date
) -> Counter[tuple[Theme, str]]:
    """Count the cells of each theme and state."""
    return Counter(
        (cell.theme, cell.stand.stand_id)
        for place in places
        for cell in cells_of(catalogue, place, today)
    )


def unchecked_text(catalogue: Catalogue, places: Sequence[Place], today: date) -> str:
    """Say how many pairs of place and theme were not checked."""
    if not places:
        return "geen plek in deze selectie"
    counts = count_stands(catalogue, places, today)
    quiet = sum(n for (_, stand), n in counts.items() if stand == UNCHECKED)
    pairs = f"{style.count_text(len(places), 'plek', 'plekken')} × {len(THEMES)} thema's"
    of_all = f"{style.number_text(quiet)} van {style.number_text(counts.total())}"
    return f"{of_all} niet gecontroleerd ({pairs})"


def _cell(catalogue: Catalogue, place: Place, theme: Theme, today: date) -> Cell:
    rows = findings_of(catalogue, place.place_id, theme, today)
    old = any(row["outdated"] for row in rows)
    return Cell(theme, style.STANDS[main_stand(rows)], hint_text(rows), old)


def _plain(cell: Cell) -> dict[str, Any]:
    return {
        "stand": cell.stand.stand_id,
        "symbol": cell.stand.symbol,
        "letter": cell.stand.letter,
        "label": cell.stand.label,
        "hint": cell.hint,
        "outdated": cell.outdated,
    }
