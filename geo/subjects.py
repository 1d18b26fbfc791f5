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


def find_place(catalogue: Catalogue, text: str) -> str:
    """Return the id of a place given by id or name, case ignored; of two, the first in the file.

    The name of a gemeente does for a place of which only the gemeente is known.

    Raises
    ------
    UnknownSubjectError
        When no place has that id or name, with the names that look like it.
    """
    places = list(catalogue.places.values())
    names = {p.name.split(", ")[0].casefold(): p.place_id for p in places if not p.is_named}
    names |= {p.name.casefold(): p.place_id for p in reversed(places)}
    names |= {p.place_id.casefold(): p.place_id for p in places}
    shown = {key: catalogue.places[code].name for key, code in names.items()}
    return _find(text, names, shown, "een plek, met naam of code", "kijk in data/places.csv")


def find_provincie(catalogue: Catalogue, text: str) -> str:
    """Return the code of a provincie given by name or code, case ignored.

    Raises
    ------
    UnknownSubjectError
        When there is none, with the names that look like it.
    """
    names = {name.casefold(): code for code, name in catalogue.provincie_names.items()}
    names |= {"friesland": names["fryslân"]} if "fryslân" in names else {}
    names |= {code.casefold(): code for code in catalogue.provincie_names}
    shown = {key: catalogue.provincie_names[code] for key, code in names.items()}
    known = ", ".join(sorted(catalogue.provincie_names.values()))
    return _find(text, names, shown, "een provincie", f"kies uit {known}")


def _find(
    text: str, codes: Mapping[str, str], shown: Mapping[str, str], expected: str, otherwise: str
) -> str:
    wanted = text.strip().casefold()
    if wanted in codes:
        return codes[wanted]
    near = dict.fromkeys(shown[key] for key in get_close_matches(wanted, codes, n=3))
    hint = " of ".join(f"‘{name}’" for name in near)
    repair = f"bedoelde u {hint}?" if hint else otherwise
    raise UnknownSubjectError(f"‘{text}’", expected, "niets met die naam", repair)
