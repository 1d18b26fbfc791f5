"""What was asked on the command line, as a view, a sheet and the places it is about."""

from __future__ import annotations

import argparse
import logging
import os
from dataclasses import replace
from difflib import get_close_matches
from typing import get_args
from urllib.parse import urlsplit

from geo.catalogue import Catalogue
from geo.constraints import THEMES as BOTTLENECKS
from geo.errors import GeoError, UnknownSubjectError
from geo.model import PLACE_KINDS, Place, PlaceKind, Selection
from geo.selection import select_places
from geo.subjects import find_place, find_provincie
from layers.sheet import Orientation, Sheet, Size
from layers.themes import THEME_TITLES
from layers.view import BACKGROUNDS, KIND_WORDS, NONE, View

ORIENTATIONS: dict[str, Orientation] = {
    "liggend": "landscape", "staand": "portrait", "landscape": "landscape", "portrait": "portrait",
}  # fmt: skip
SIZES = get_args(Size)
KINDS: dict[str, PlaceKind] = {
    **{word: kind for kind, word in KIND_WORDS.items()},
    **{kind: kind for kind in PLACE_KINDS},
}
URL_SETTING = "DOORBRAAKKAART_URL"
_log = logging.getLogger(__name__)


def add_selection_options(command: argparse.ArgumentParser) -> None:
    """Add the options that choose places and what their maps show."""
    add = command.add_argument
    add("--provincie", metavar="PROVINCIE", default="", help="naam, zoals Zuid-Holland")
    add("--site", metavar="PLEK", action="append", default=[],
        help="naam of code van een plek, zoals Stougjeswijk of DB01; mag vaker")  # fmt: skip
    add("--kind", choices=list(KINDS), action="append", default=[], metavar="SOORT",
        help=f"{', '.join(KIND_WORDS.values())}; mag vaker, zonder: alle")  # fmt: skip
    add("--search", metavar="TEKST", default="", help="deel van een naam of gemeente")
    add("--theme", metavar="THEMA", default="",
        help=f"kleur van gemeenten ({', '.join(THEME_TITLES)}) of van plekken naar een knelpunt "
             f"({', '.join(BOTTLENECKS)})")  # fmt: skip
    add("--background", choices=list(BACKGROUNDS), default=NONE, metavar="ACHTERGROND",
        help=f"{', '.join(BACKGROUNDS)}; andere dan geen komen van PDOK")  # fmt: skip


def add_picture_options(command: argparse.ArgumentParser) -> None:
    """Add the options that say what a picture shows and on what it is printed."""
    add_selection_options(command)
    add = command.add_argument
    add("--size", choices=SIZES, default="a4", help="a4, a3 of 16x9 (1920 bij 1080)")
    add("--orientation", choices=list(ORIENTATIONS), default="liggend", metavar="STAND",
        help="liggend of staand")  # fmt: skip
    add("--title", metavar="TITEL", default="", help="anders gemaakt uit de selectie")
    add("--subtitle", metavar="ONDERTITEL", default="", help="anders gemaakt uit de selectie")
    add("--base-url", metavar="ADRES", default=address_setting(),
        help=f"adres van de app, voor een link naar dit beeld (anders {URL_SETTING})")  # fmt: skip


def read_view(catalogue: Catalogue, asked: argparse.Namespace) -> tuple[View, tuple[str, ...]]:
    """Return the view that was asked for, and the ids of the places that it is about.

    Raises
    ------
    GeoError
        When a provincie, place or theme is not known, or a place does not pass the filters.
    """
    sites = tuple(dict.fromkeys(find_place(catalogue, text) for text in asked.site))
    kinds = tuple(kind for kind in PLACE_KINDS if kind in {KINDS[word] for word in asked.kind})
    selection = Selection(
        provincie_code=find_provincie(catalogue, asked.provincie) if asked.provincie else "",
        kinds=kinds or PLACE_KINDS,
        search=asked.search,
        place_id=sites[0] if len(sites) == 1 else None,
    )
    _require_shown(catalogue, selection, sites)
    view = View(selection, background=asked.background)
    return _themed(view, asked.theme), sites


def asked_places(catalogue: Catalogue, view: View, sites: tuple[str, ...]) -> tuple[Place, ...]:
    """Return the places that were asked for: the sites in their order, else the selection."""
    if sites:
        return tuple(catalogue.places[site] for site in sites)
    return select_places(catalogue, view.selection)


def read_sheet(asked: argparse.Namespace, *, panel: bool) -> Sheet:
    """Return the sheet that was asked for.

    Raises
    ------
    GeoError
        When the address is none, or the sheet does not exist.
    """
    return Sheet(
        size=asked.size,
        orientation=ORIENTATIONS[asked.orientation],
        title=asked.title,
        subtitle=asked.subtitle,
        base_url=require_address(asked.base_url),
        panel=panel,
    )


def address_setting() -> str:
    """Return what the environment says is the address of the app; nothing when it says nothing."""
    return os.environ.get(URL_SETTING, "").strip()


def page_address() -> str:
    """Return the address for a picture that a page makes; one that is none is logged, not used."""
    try:
        return require_address(address_setting())
    except GeoError as error:
        _log.warning("%s", error)
        return ""


def require_address(text: str) -> str:
    """Return the address of the app, or nothing when none is set.

    Raises
    ------
    GeoError
        When it is no http or https address.
    """
    try:
        parts = urlsplit(text)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        whole = False
    whole = whole and not set(text) & set(" \t\n<>\"'?#")
    if text and not whole:
        raise GeoError(
            f"--base-url of {URL_SETTING}", "een adres zoals https://kaart.example.nl",
            f"‘{text[:60]}’", "geef het adres van de app, zonder ? of #",
        )  # fmt: skip
    return text


def _themed(view: View, theme: str) -> View:
    known = [*THEME_TITLES, *BOTTLENECKS]
    if theme and theme not in known:
        near = get_close_matches(theme.casefold(), known, n=2)
        hint = " of ".join(f"‘{one}’" for one in near)
        repair = f"bedoelde u {hint}?" if hint else f"kies uit {', '.join(known)}"
        raise UnknownSubjectError(f"--theme ‘{theme}’", "een thema", "niets met die naam", repair)
    if theme in BOTTLENECKS:
        return replace(view, bottleneck=theme)
    return replace(view, theme=theme or view.theme)


def _require_shown(catalogue: Catalogue, selection: Selection, sites: tuple[str, ...]) -> None:
    shown = {place.place_id for place in select_places(catalogue, selection)}
    for place_id in sites:
        if place_id not in shown:
            raise GeoError(
                f"--site ‘{catalogue.places[place_id].name}’", "een plek binnen de andere filters",
                "een plek daarbuiten", "laat --provincie, --kind of --search weg",
            )  # fmt: skip
