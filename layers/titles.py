"""The title and subtitle that a picture gets from what is selected."""

from __future__ import annotations

from collections.abc import Sequence

from geo.model import Place
from layers import style
from layers.facts import kinds_text, where_text
from layers.scene import Scene
from layers.themes import THEME_TITLES
from layers.view import NONE

NAMED = 3  # so many places are named one by one
COUNTRY = "Nederland"
NO_PLACES = "Geen plekken in deze selectie"


def default_title(scene: Scene) -> str:
    """Say what a picture is about: Doorbraaklocaties in Zuid-Holland."""
    if scene.sites and len(scene.sites) <= NAMED:
        return style.list_text([scene.catalogue.places[one].name for one in scene.sites])
    code = scene.view.selection.provincie_code
    where = scene.catalogue.provincie_names.get(code, COUNTRY)
    if scene.sites:
        return f"{len(scene.sites)} plekken in {where}"
    return f"{_kinds(scene.places) or 'Plekken'} in {where}"


def default_subtitle(scene: Scene) -> str:
    """Say the rest: what one place is, how many places there are, what the colours mean."""
    view, parts = scene.view, _about(scene)
    if view.bottleneck:
        parts.append(f"kleur van de plekken: {_inside(style.THEMES[view.bottleneck])}")
    if view.theme != NONE:
        parts.append(f"kleur van de gemeenten: {_inside(THEME_TITLES[view.theme])}")
    return " · ".join(parts)


def _about(scene: Scene) -> list[str]:
    places, search = scene.places, scene.view.selection.search.strip()
    if scene.subject:
        return [
            kinds_text(scene.catalogue, scene.subject),
            where_text(scene.catalogue, scene.subject),
        ]
    if scene.sites:
        provincies = list(dict.fromkeys(name for place in places for name in place.provincie))
        few = len(provincies) <= NAMED
        return [_kinds(places), *([style.list_text(provincies)] if few else [])]
    count = style.count_text(len(places), "plek", "plekken") if places else NO_PLACES
    return [count, *([f"naam of gemeente met ‘{search}’"] if search else [])]


def _kinds(places: Sequence[Place]) -> str:
    """Name the kinds that are there: Doorbraaklocaties en NPLV-gebieden."""
    present = {place.kind for place in places}
    words = [word for kind, word in style.KIND_PLURALS.items() if kind in present]
    return style.list_text([*words[:1], *(_inside(word) for word in words[1:])])


def _inside(title: str) -> str:
    """Write a title inside a sentence; an abbreviation keeps its capitals."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
