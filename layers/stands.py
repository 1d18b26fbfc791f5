"""Places coloured by what screening says of them on one theme: four states, never a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from geo.catalogue import Catalogue
from geo.constraints import Theme
from geo.findings import constraints_of
from geo.model import Place
from layers import style
from layers.base import Layer, LegendClass
from layers.findings import EXPLORATION, findings_of, hint_text, main_stand
from layers.sites import place_features

STAND_CLASSES = tuple(
    LegendClass(stand.stand_id, stand.label, "dot", fill=stand.fill, stroke=style.INK,
                weight_px=1.2, size_px=20, letter=stand.letter, ink=stand.ink)
    for stand in reversed(style.STANDS.values())
)  # fmt: skip


def build_stands(catalogue: Catalogue, places: Sequence[Place], theme: Theme, today: date) -> Layer:
    """One dot a place, in the colour and with the letter of its state on a theme.

    What is least known lies below, so that it hides nothing.
    """
    rows = [findings_of(catalogue, p.place_id, theme, today) for p in places]
    stands = [main_stand(one) for one in rows]
    notes = [_note(p, one) for p, one in zip(places, rows, strict=True)]
    order = [c.class_id for c in STAND_CLASSES]
    frame = place_features(catalogue, places, stands, notes)
    frame = frame.sort_values("class_id", key=lambda ids: ids.map(order.index), kind="stable")
    used = {p.designation_source_id for p in places}
    used |= {c.source_id for c in constraints_of(catalogue) if c.theme == theme and c.source_id}
    return Layer("places", "Plekken", frame, STAND_CLASSES, tuple(sorted(used)), clickable=True,
                 hoverable=True, legend_title=f"{style.THEMES[theme]}: {style.lower(EXPLORATION)}",
                 legend_note="Van de indicatieve ligging.")  # fmt: skip


def _note(place: Place, rows: Sequence[dict[str, object]]) -> str:
    """Say the first finding that the colour stands for."""
    return f"{style.KINDS[place.kind]} · {hint_text(rows)}"
