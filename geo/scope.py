"""What a table is about: all places or some, and which subjects go with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.catalogue import COUNTRY, Catalogue
from geo.model import Place, Selection
from geo.selection import select_places
from geo.statements import subjects_of_place
from geo.subjects import find_place, find_provincie

EVERYTHING = "alles"


@dataclass(frozen=True)
class Scope:
    """Some places in their order, the subjects that go with them (None: all), and how to say it."""

    places: tuple[Place, ...]
    subjects: frozenset[str] | None
    words: str

    def holds(self, subject: str) -> bool:
        """Whether a row about this subject belongs to the table."""
        return self.subjects is None or subject in self.subjects


def read_scope(catalogue: Catalogue, provincie: str = "", sites: Sequence[str] = ()) -> Scope:
    """Return the scope of a provincie, of some places, or of everything, by name or code.

    Raises
    ------
    UnknownSubjectError
        When there is no such place or provincie.
    """
    if sites:
        ids = dict.fromkeys(find_place(catalogue, text) for text in sites)
        return places_scope(catalogue, [catalogue.places[place_id] for place_id in ids])
    if provincie:
        return _provincie_scope(catalogue, find_provincie(catalogue, provincie))
    return Scope(tuple(catalogue.places.values()), None, EVERYTHING)


def places_scope(catalogue: Catalogue, places: Sequence[Place]) -> Scope:
    """Return the scope of some places: with them go their gemeenten, regions and provincies."""
    if len(places) == len(catalogue.places):
        return Scope(tuple(places), None, EVERYTHING)
    subjects = {s for place in places for s in subjects_of_place(place, catalogue)}
    return Scope(tuple(places), frozenset(subjects), "; ".join(place.name for place in places))


def _provincie_scope(catalogue: Catalogue, code: str) -> Scope:
    """Return the places that lie in a provincie, and every area and region in it."""
    places = select_places(catalogue, Selection(provincie_code=code))
    inside = {one for one, owner in catalogue.provincie_of.items() if owner == code}
    regions = {key for key, s in catalogue.subjects.items() if inside & set(s.gemeente_codes)}
    around = {s for place in places for s in subjects_of_place(place, catalogue)}
    others = {*catalogue.provincie_names, COUNTRY} - {code}
    subjects = (inside | regions | around | {code}) - others
    return Scope(places, frozenset(subjects), catalogue.provincie_names[code])
