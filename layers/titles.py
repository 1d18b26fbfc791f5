"""The title and subtitle that a picture gets from what is selected."""

from __future__ import annotations

from collections.abc import Sequence

from geo.catalogue import Catalogue
from geo.model import Place
from geo.selection import select_places
from layers import style
from layers.facts import kinds_of, where_text
from layers.themes import THEME_TITLES
from layers.view import NONE, View

NAMED = 3  # so many places are named one by one
COUNTRY = "Nederland"
NO_PLACES = "Geen plekken in deze selectie"


def default_title(catalogue: Catalogue, view: View, sites: Sequence[str] = ()) -> str:
    """Say what a picture is about: Doorbraaklocaties in Zuid-Holland."""
    if sites and len(sites) <= NAMED:
        return style.list_text([catalogue.places[one].name for one in sites])
    where = catalogue.provincie_names.get(view.selection.provincie_code, COUNTRY)
    if sites:
        return f"{len(sites)} plekken in {where}"
    kinds = _kinds(select_places(catalogue, view.selection))
    return f"{kinds or 'Plekken'} in {where}"


def default_subtitle(catalogue: Catalogue, view: View, sites: Sequence[str] = ()) -> str:
    """Say the rest: what one place is, how many places there are, what the colours mean."""
    asked = [catalogue.places[one] for one in sites]
    if len(asked) == 1:
        parts = [" · ".join(kinds_of(catalogue, asked[0])), where_text(catalogue, asked[0])]
    elif asked:
        provincies = dict.fromkeys(name for place in asked for name in place.provincie)
        parts = [_kinds(asked)]
        parts += [style.list_text(list(provincies))] if len(provincies) <= NAMED else []
    else:
        count = len(select_places(catalogue, view.selection))
        parts = [style.count_text(count, "plek", "plekken") if count else NO_PLACES]
        search = view.selection.search.strip()
        parts += [f"naam of gemeente met ‘{search}’"] if search else []
    if view.theme != NONE:
        parts.append(f"kleur van de gemeenten: {_inside(THEME_TITLES[view.theme])}")
    return " · ".join(parts)


def _kinds(places: Sequence[Place]) -> str:
    """Name the kinds that are there: Doorbraaklocaties en NPLV-gebieden."""
    present = {place.kind for place in places}
    words = [word for kind, word in style.KIND_PLURALS.items() if kind in present]
    return style.list_text([*words[:1], *(_inside(word) for word in words[1:])])


def _inside(title: str) -> str:
    """Write a title inside a sentence; an abbreviation keeps its capitals."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
