"""Finds what a reader means by a name or a code."""

from __future__ import annotations

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
    by_name = {name.casefold(): code for code, name in reversed(catalogue.names.items())}
    by_name |= {p.name.casefold(): p.place_id for p in reversed(list(catalogue.places.values()))}
    by_id = {code.casefold(): code for code in catalogue.names}
    wanted = text.strip().casefold()
    found = by_id.get(wanted) or by_name.get(wanted)
    if found is None:
        near = get_close_matches(wanted, [*by_name, *by_id], n=3)
        codes = [by_name.get(one) or by_id[one] for one in near]
        hint = " of ".join(f"‘{catalogue.names[code]}’" for code in dict.fromkeys(codes))
        raise UnknownSubjectError(
            f"‘{text}’", "een plek, regeling, gemeente, provincie of NL", "niets met die naam",
            f"bedoelde u {hint}?" if hint else "kijk in data/places.csv of data/subjects.csv",
        )  # fmt: skip
    return found
