"""What a reader has chosen to see, and how that is written in an address.

The same view is drawn on screen and on paper; its address gives it back exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from geo.catalogue import Catalogue
from geo.constraints import THEMES as BOTTLENECK_THEMES
from geo.constraints import Theme as BottleneckTheme
from geo.model import PLACE_KINDS, PlaceKind, Selection
from layers.themes import THEME_TITLES

SWITCHES = {
    "natura2000": "Natura 2000",
    "provincies": "Provinciegrenzen",
    "extents": "Omvang van grootschalige gebieden",
    "labels": "Namen op de kaart",
}
BACKGROUNDS = {
    "geen": "Geen (werkt zonder netwerk)",
    "grijs": "BRT grijs (PDOK)",
    "standaard": "BRT standaard (PDOK)",
    "luchtfoto": "Luchtfoto (PDOK)",
}
KIND_WORDS: dict[PlaceKind, str] = {
    "doorbraaklocatie": "doorbraak",
    "nplv_gebied": "nplv",
    "grootschalig_gebied": "grootschalig",
}
NONE = "geen"


@dataclass(frozen=True)
class View:
    """A selection of places with what is drawn around them.

    ``theme`` colours the gemeenten; ``bottleneck`` colours the places by what screening says.
    """

    selection: Selection = field(default_factory=Selection)
    theme: str = NONE
    bottleneck: BottleneckTheme | None = None
    shown: frozenset[str] = frozenset(SWITCHES)
    background: str = NONE

    @property
    def place_id(self) -> str | None:
        """The chosen place."""
        return self.selection.place_id

    def with_place(self, place_id: str | None) -> View:
        """Return the same view with another place chosen."""
        return replace(self, selection=self.selection.model_copy(update={"place_id": place_id}))


def to_address(view: View, catalogue: Catalogue) -> dict[str, str]:
    """Write a view as query parameters; what is as it is by default is left out.

    The version of the data goes along as soon as anything does, so that a link made with older data
    is recognised.
    """
    chosen, defaults = view.selection, View()
    address = {
        "provincie": catalogue.provincie_names.get(chosen.provincie_code, ""),
        "soort": "" if chosen.kinds == PLACE_KINDS else _join(KIND_WORDS[k] for k in chosen.kinds),
        "zoek": chosen.search,
        "kleur": "" if view.theme == defaults.theme else view.theme,
        "lagen": "" if view.shown == defaults.shown else _join(sorted(view.shown)),
        "achtergrond": "" if view.background == defaults.background else view.background,
        "thema": view.bottleneck or "",
        "plek": chosen.place_id or "",
    }
    given = {key: value for key, value in address.items() if value}
    return given | {"gegevens": catalogue.fingerprint} if given else {}


def read_address(address: Mapping[str, str], catalogue: Catalogue) -> tuple[View, list[str]]:
    """Read a view from query parameters.

    Returns
    -------
    tuple
        The view, and a message for every value that is not known here: it is ignored.
    """
    notes: list[str] = []
    codes = {name: code for code, name in catalogue.provincie_names.items()}
    kinds = _known_words(address, "soort", {w: k for k, w in KIND_WORDS.items()}, notes)
    shown = _known_words(address, "lagen", dict.fromkeys(SWITCHES), notes)
    themes: dict[str, BottleneckTheme] = {theme: theme for theme in BOTTLENECK_THEMES}
    selection = Selection(
        provincie_code=codes.get(_known(address, "provincie", codes, notes), ""),
        kinds=PLACE_KINDS
        if kinds is None
        else tuple(k for k in PLACE_KINDS if KIND_WORDS[k] in kinds),
        search=address.get("zoek", "")[:80],
        place_id=_known(address, "plek", catalogue.places, notes) or None,
    )
    view = View(
        selection=selection,
        theme=_known(address, "kleur", THEME_TITLES, notes) or NONE,
        bottleneck=themes.get(_known(address, "thema", themes, notes)),
        shown=frozenset(SWITCHES) if shown is None else frozenset(shown),
        background=_known(address, "achtergrond", BACKGROUNDS, notes) or NONE,
    )
    made_with = address.get("gegevens", catalogue.fingerprint)
    if made_with != catalogue.fingerprint:
        notes.append(
            f"Deze koppeling is gemaakt met gegevens {made_with[:20]}; u ziet nu gegevens "
            f"{catalogue.fingerprint}. Cijfers kunnen zijn gewijzigd."
        )
    return view, notes


def _known(
    address: Mapping[str, str], key: str, known: Mapping[str, object], notes: list[str]
) -> str:
    value = address.get(key, "")
    if value and value not in known:
        notes.append(f"‘{value[:40]}’ is hier geen bekende waarde voor ‘{key}’ en is genegeerd.")
        return ""
    return value


def _known_words(
    address: Mapping[str, str], key: str, known: Mapping[str, object], notes: list[str]
) -> list[str] | None:
    """Return the known words of a list, or None when the address does not speak of it."""
    if key not in address:
        return None
    words = [word for word in address[key].split(",") if word and word != NONE]
    kept = [word for word in words if _known({key: word}, key, known, notes)]
    return kept if kept or len(words) == 0 else None


def _join(words: Iterable[str]) -> str:
    """Write a list for an address; an empty list is a choice too and must not vanish."""
    return ",".join(words) or NONE
