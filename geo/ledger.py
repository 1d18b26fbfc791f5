"""The figure ledger: every number with its source, which one is preferred, and where they differ.

Preference rule: the letter of 8 December 2025 for a quantity that it states itself; otherwise the
newest document of the authority responsible for that quantity; otherwise the newest other document.
Figures of low confidence are never preferred and are hidden unless asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from geo.model import Figure, Quantity
from geo.sources import Manifest

LETTER = "kst-32847-1395"
PREFERENCE_RULE = (
    "Voorkeur: de Kamerbrief van 8 december 2025 voor wat die zelf noemt; anders het nieuwste "
    "document van de verantwoordelijke overheid; anders het nieuwste andere document."
)
_TRUST = {"stated": 0, "inferred": 1, "general": 2, "low": 3}


@dataclass(frozen=True)
class Reading:
    """All sources of one quantity of one subject: the preferred figure first.

    ``figures`` holds at least one figure; ``low`` and ``high`` span all of them.
    """

    quantity: Quantity
    figures: tuple[Figure, ...]

    @property
    def preferred(self) -> Figure:
        """The figure that the preference rule picks."""
        return self.figures[0]

    @property
    def low(self) -> Decimal:
        """The lowest value among the sources."""
        return min(figure.least for figure in self.figures)

    @property
    def high(self) -> Decimal:
        """The highest value among the sources."""
        return max(figure.most for figure in self.figures)

    @property
    def is_conflict(self) -> bool:
        """Whether the sources differ."""
        return len({(figure.least, figure.most) for figure in self.figures}) > 1


class Ledger:
    """Looks figures up by subject and quantity.

    Parameters
    ----------
    figures
        The rows of ``data/figures.csv``.
    quantities
        What each quantity means and who is responsible for it, by name.
    manifest
        The documents, for their date and authority.
    """

    def __init__(
        self, figures: Iterable[Figure], quantities: Mapping[str, Quantity], manifest: Manifest
    ) -> None:
        self.figures = tuple(figures)
        self.quantities = quantities
        self._manifest = manifest
        self._by_subject: dict[str, list[Figure]] = {}
        for figure in self.figures:
            self._by_subject.setdefault(figure.subject, []).append(figure)
        self._preferred = {
            reading.preferred.figure_id
            for subject in self._by_subject
            for reading in self.readings(subject)
        }

    def __contains__(self, subject: str) -> bool:
        """Whether the ledger has a figure about this subject."""
        return subject in self._by_subject

    def about(self, subject: str, *, low: bool = True) -> tuple[Figure, ...]:
        """Return every figure about a subject in the order of the file; ``low`` keeps low ones."""
        rows = self._by_subject.get(subject, [])
        return tuple(row for row in rows if low or row.confidence != "low")

    def readings(self, subject: str) -> tuple[Reading, ...]:
        """Return the quantities of a subject with their sources, low confidence left out.

        A quantity that may hold several true values at once (the phases of a plan) gives a reading
        a figure; a quantity with one true value gives one reading with all its sources.
        """
        groups: dict[str, list[Figure]] = {}
        for figure in self.about(subject, low=False):
            single = self.quantities[figure.quantity].single
            groups.setdefault(figure.quantity if single else figure.figure_id, []).append(figure)
        return tuple(self._reading(rows) for rows in groups.values())

    def reading(self, subject: str, quantity: str) -> Reading | None:
        """Return the sources of one quantity of a subject, or None when none is known."""
        found = (r for r in self.readings(subject) if r.quantity.quantity == quantity)
        return next(found, None)

    def is_preferred(self, figure: Figure) -> bool:
        """Whether the preference rule picks this figure."""
        return figure.figure_id in self._preferred

    def _reading(self, rows: list[Figure]) -> Reading:
        ordered = sorted(rows, key=lambda figure: figure.figure_id)
        ranked = sorted(sorted(ordered, key=self._newest, reverse=True), key=self._rank)
        return Reading(self.quantities[rows[0].quantity], tuple(ranked))

    def _newest(self, figure: Figure) -> str:
        """Sort key for a document's date; an unknown date is the oldest."""
        source = self._manifest.source(figure.source_id)
        return "" if source is None or source.date == "onbekend" else source.date

    def _rank(self, figure: Figure) -> tuple[int, int, int]:
        source = self._manifest.source(figure.source_id)
        quantity = self.quantities[figure.quantity]
        stated = figure.kind == "gesteld"
        if figure.source_id == LETTER and stated:
            group = 0
        elif source is not None and source.authority == quantity.responsible and stated:
            group = 1
        else:
            group = 2
        return group, _TRUST[figure.confidence], 0 if stated else 1
