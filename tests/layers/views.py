"""Views that together show every layer, theme, filter and switch, for tests of pictures."""

from __future__ import annotations

from datetime import date

from geo.constraints import THEMES as BOTTLENECKS
from geo.model import Selection
from layers.themes import THEME_TITLES
from layers.view import SWITCHES, View

TODAY = date(2026, 11, 24)
SELECTIONS = {
    "provincie": Selection(provincie_code="PV28"),
    "zonder plekken": Selection(provincie_code="PV22"),
    "doorbraak": Selection(kinds=("doorbraaklocatie",)),
    "nplv": Selection(kinds=("nplv_gebied",)),
    "grootschalig": Selection(kinds=("grootschalig_gebied",)),
    "geen": Selection(kinds=()),
    "zoek": Selection(search="zuidplas"),
}
VIEWS = {
    "alles": View(),
    **{f"kleur {theme}": View(theme=theme) for theme in THEME_TITLES if theme != "geen"},
    **{f"knelpunt {theme}": View(bottleneck=theme) for theme in list(BOTTLENECKS)[:4]},
    **{f"filter {name}": View(one) for name, one in SELECTIONS.items()},
    **{f"zonder {name}": View(shown=frozenset(SWITCHES) - {name}) for name in SWITCHES},
}
SITES = (("DB01",), ("DB12",), ("GG17",), ("DB01", "NP02"))
