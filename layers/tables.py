"""The table under the map: the same places as the map, in words and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geo.catalogue import Catalogue
from geo.model import Place
from layers import style

COLUMNS = (
    ("Plek", False), ("Soort", False), ("Gemeente", False), ("Provincie", False),
    ("Woningen", True), ("Bronnen van het aantal", True), ("Status", False),
)  # fmt: skip


def place_rows(
    catalogue: Catalogue, places: Sequence[Place], selected: str | None
) -> dict[str, Any]:
    """Return columns, rows as text with sort keys, and the row that is chosen."""
    return {
        "caption": style.count_text(len(places), "plek", "plekken"),
        "columns": [{"label": label, "number": number} for label, number in COLUMNS],
        "rows": [_row(catalogue, place) for place in places],
        "selected": selected,
    }


def _row(catalogue: Catalogue, place: Place) -> dict[str, Any]:
    reading = catalogue.ledger.reading(place.place_id, "homes")
    gemeenten = ", ".join(catalogue.names[code] for code in place.gemeente_codes)
    homes = (
        style.figure_text(reading.preferred).removesuffix(" woningen") if reading else "onbekend"
    )
    homes = homes.removesuffix(" woningen")
    if reading and not place.is_named:
        homes = f"waarschijnlijk {homes}"
    texts = [place.name, style.KINDS[place.kind], gemeenten, ", ".join(place.provincie)]
    count = len(reading.figures) if reading else 0
    status = place.designation[:1].upper() + place.designation[1:]
    return {
        "id": place.place_id,
        "cells": [*texts, homes, str(count), status],
        "keys": [*texts, float(reading.preferred.least) if reading else None, count, status],
    }
