"""Figures in words: the number, where it stands, how sure it is, and which other sources differ.

Plain text, so that screen, paper and slides say the same.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from geo.catalogue import Catalogue
from geo.ledger import Reading
from geo.model import Figure, Place
from layers import style

UNDATED = ("pagina zonder datum", "vakpagina zonder datum")
"""Conditions that say something of a page, and do not limit the number on it."""


@dataclass(frozen=True)
class FigureLine:
    """One value of one quantity, with all figures that say it.

    ``label`` is what is counted, and whose when it is not the place's own. ``preferred`` is set
    only where sources differ.
    """

    label: str
    value: str
    figures: tuple[Figure, ...]
    preferred: bool
    differs: bool

    @property
    def limit(self) -> str:
        """Return what limits the number, as far as a source says; it is never left out."""
        text = clauses_text(*(figure.conditions for figure in self.figures), without=UNDATED)
        return "" if text in self.label else text


def figure_lines(catalogue: Catalogue, place: Place) -> tuple[FigureLine, ...]:
    """Return every value known of a place and of the amount it is part of; low confidence hidden.

    Sources that say the same share a line.
    """
    readings = list(catalogue.ledger.readings(place.place_id))
    for link in catalogue.links.touching(place.place_id):
        if link.relation == "part_of" and link.origin == place.place_id:
            readings += catalogue.ledger.readings(link.target)
    return tuple(
        _line(catalogue, place, reading, tuple(figures))
        for reading in readings
        for _, figures in groupby(reading.figures, key=style.figure_text)
    )


def hidden_count(catalogue: Catalogue, place: Place) -> int:
    """Return how many figures of low confidence are not shown."""
    return sum(f.confidence == "low" for f in catalogue.ledger.about(place.place_id))


def reading_text(reading: Reading) -> str:
    """Write the preferred figure of a reading."""
    return style.figure_text(reading.preferred)


def span_text(reading: Reading) -> str:
    """Write what all sources of a reading span: 2.485–2.500 woningen."""
    return style.range_text(reading.low, reading.high, reading.quantity.unit)


def clauses_text(*conditions: str, without: Collection[str] = ()) -> str:
    """Join conditions, each clause once, the last time: *alleen voor …* says *voor …* as well."""
    parts = [part.strip() for text in conditions for part in text.split(";")]
    clauses = [one for one in dict.fromkeys(reversed(parts)) if one and one not in without]
    return "; ".join(one for one in reversed(clauses) if f"alleen {one}" not in clauses)


def limited(value: str, limit: str) -> str:
    """Write a number with what limits it: 2026 (volgens de brief mogelijk, niet zeker)."""
    return f"{value} ({limit})" if limit else value


def reading_note(catalogue: Catalogue, figure: Figure) -> str:
    """Say how a figure may be read: its conditions, period, certainty and reckoning."""
    facts = [
        figure.conditions,
        f"Periode: {style.period_text(figure.period)}" if figure.period else "",
        "" if figure.confidence == "stated" else style.CONFIDENCES[figure.confidence],
        "" if figure.kind == "gesteld" else style.FIGURE_KINDS[figure.kind],
        f"Berekening: {_formula_text(catalogue, figure)}" if figure.formula else "",
    ]
    return " ".join(style.sentence(fact) for fact in facts if fact)


def _line(
    catalogue: Catalogue, place: Place, reading: Reading, figures: tuple[Figure, ...]
) -> FigureLine:
    first = figures[0]
    whose = "" if first.subject == place.place_id else f"{catalogue.names[first.subject]}, "
    best = reading.is_conflict and first is reading.preferred
    return FigureLine(whose + reading.quantity.label, style.figure_text(first), figures, best,
                      reading.is_conflict)  # fmt: skip


def _formula_text(catalogue: Catalogue, figure: Figure) -> str:
    """Write a formula with the figures themselves: 6.000 woningen − 2.500 woningen."""
    by_id = {one.figure_id: one for one in catalogue.figures}
    words = (style.figure_text(by_id[w]) if w in by_id else w for w in figure.formula.split())
    return " ".join(words).replace(" - ", " − ").replace(" * ", " × ")
