"""What the catalogue says about one subject: its figures, and what is said of its netcongestie."""

from __future__ import annotations

from typing import Any

from geo.catalogue import COUNTRY, Catalogue
from geo.constraints import Theme
from geo.model import Place, Statement
from geo.table import plain

NET_THEMES: tuple[Theme, ...] = ("netcongestie_afname", "netcongestie_woningen")


def figure_rows(catalogue: Catalogue, subject: str) -> list[dict[str, Any]]:
    """Return the ledger's rows about a subject as plain JSON values, with ``preferred``.

    A region without figures of its own has those of the money that applies to it.
    """
    figures = catalogue.ledger.about(subject)
    if not figures:
        origins = [link.origin for link in catalogue.links.funding_of(subject)]
        figures = tuple(f for origin in origins for f in catalogue.ledger.about(origin))
    rows = []
    for figure in figures:
        row = {key: plain(value) for key, value in figure.model_dump().items()}
        rows.append(row | {"preferred": catalogue.ledger.is_preferred(figure)})
    return rows


def net_statements(catalogue: Catalogue, place: Place, theme: str) -> tuple[Statement, ...]:
    """Return the netcongestie statements that hold for a place.

    Its own area comes before the country, then the newest first; low confidence comes last.

    A statement holds through the place itself, its gemeenten, or its provincies, also when it is
    about a part of the provincie, which its text then says; or through the whole country.
    """
    areas = {place.place_id, *place.gemeente_codes, *_provincie_codes(catalogue, place), COUNTRY}
    found = [s for s in catalogue.statements if s.theme == theme and s.subject in areas]
    newest = sorted(found, key=lambda s: s.date, reverse=True)
    return tuple(sorted(newest, key=lambda s: (s.confidence == "low", s.subject == COUNTRY)))


def _provincie_codes(catalogue: Catalogue, place: Place) -> set[str]:
    return {code for code, name in catalogue.provincie_names.items() if name in place.provincie}
