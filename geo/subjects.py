"""Finds what a reader means by a name or a code."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from geo.catalogue import Catalogue
from geo.errors import UnknownSubjectError


def find_subject(catalogue: Catalogue, text: str) -> str:
    """Return the id of a subject given by id or Dutch name, case ignored; places come first.

    Raises
    ------
    UnknownSubjectError
        When nothing has that id or name, with the names that look like it.
    """
    places = {place.place_id: place.name for place in catalogue.places.values()}
    return _find(places | catalogue.names, text, "een plek, regeling, gemeente, provincie of NL",
                 "kijk in data/places.csv of data/subjects.csv")  # fmt: skip


def find_place(catalogue: Catalogue, text: str) -> str:
    """Return the id of a place given by id or name.

    Raises
    ------
    UnknownSubjectError
        As :func:`find_subject`.
    """
    places = {place.place_id: place.name for place in catalogue.places.values()}
    return _find(places, text, "een plek, zoals DB01 of Stougjeswijk", "kijk in data/places.csv")


def find_provincie(catalogue: Catalogue, text: str) -> str:
    """Return the code of a provincie given by code or name.

    Raises
    ------
    UnknownSubjectError
        As :func:`find_subject`.
    """
    known = catalogue.provincie_names
    return _find(known, text, "een provincie", f"kies uit {', '.join(sorted(known.values()))}")


def _find(names: Mapping[str, str], text: str, expected: str, repair: str) -> str:
    """Return the id with this id or name; of a name that stands twice the first one."""
    by_name = {name.casefold(): code for code, name in reversed([*names.items()])}
    by_id = {code.casefold(): code for code in names}
    wanted = text.strip().casefold()
    found = by_id.get(wanted) or by_name.get(wanted)
    if found is None:
        near = get_close_matches(wanted, [*by_name, *by_id], n=3)
        codes = [by_name.get(one) or by_id[one] for one in near]
        hint = " of ".join(f"‘{names[code]}’" for code in dict.fromkeys(codes))
        raise UnknownSubjectError(
            f"‘{text}’", expected, "niets met die naam", f"bedoelde u {hint}?" if hint else repair
        )
    return found
