"""Source marks: every source of a page gets a number at its first use and is listed at its end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from geo.catalogue import Catalogue
from layers import style


@dataclass(frozen=True)
class Reference:
    """A numbered source: what it is, who publishes it, of when, under which licence, and where."""

    number: int
    title: str
    publisher: str
    date: str
    licence: str
    url: str

    @property
    def text(self) -> str:
        """The source in one line, without its number and address."""
        return f"{self.title}. {self.publisher}, {self.date}. {self.licence}."


def bracket_marks(marks: Sequence[int]) -> str:
    """Write source marks where they cannot be raised: [1] [3]."""
    return " ".join(f"[{number}]" for number in marks)


class References:
    """Numbers sources in the order in which they are used."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._numbers: dict[str, int] = {}

    def mark(self, source_id: str) -> int | None:
        """Return the number of a source; None when there is no such source."""
        if self._catalogue.manifest.source(source_id) is None:
            return None
        return self._numbers.setdefault(source_id, len(self._numbers) + 1)

    def marks(self, source_ids: list[str]) -> tuple[int, ...]:
        """Return the numbers of several sources, each once."""
        found = (self.mark(source_id) for source_id in dict.fromkeys(source_ids))
        return tuple(number for number in found if number is not None)

    def listed(self, marks: Collection[int] | None = None) -> tuple[Reference, ...]:
        """Return the sources used so far, or only those with one of these marks."""
        return tuple(
            self._reference(number, key)
            for key, number in self._numbers.items()
            if marks is None or number in marks
        )

    def _reference(self, number: int, source_id: str) -> Reference:
        manifest = self._catalogue.manifest
        source = manifest.source(source_id)
        assert source is not None  # only sources that exist get a number
        term = manifest.terms.get(source.licence)
        licence = term.title if term else source.licence.replace(" AND ", " en ")
        moment = style.date_text(source.date)
        return Reference(number, source.title, source.publisher, moment, licence, source.url)
