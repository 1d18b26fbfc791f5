"""What the colour of the gemeenten can say, one theme at a time.

A theme gives every gemeente one class; the layer of the gemeenten is then drawn in those classes.
Class borders are round numbers that a person would choose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from geo.catalogue import Catalogue
from geo.joins import covered_share
from layers import style
from layers.base import LegendClass

HOMES_STEPS = (2_500, 5_000, 10_000, 20_000)
SHARE_STEPS = (0.05, 0.10, 0.25, 0.50)
NOTHING = "gemeente"
CAPACITEITSKAART = "capaciteitskaart"


@dataclass(frozen=True)
class Theme:
    """A colouring: its classes, the class and the value in words of each gemeente code.

    ``note`` says what the colouring does not say.
    """

    theme_id: str
    title: str
    classes: tuple[LegendClass, ...]
    class_of: Mapping[str, str]
    value_of: Mapping[str, str]
    sources: tuple[str, ...]
    note: str = ""


def _plain() -> LegendClass:
    """Return how a gemeente is drawn when no theme says anything about it."""
    return _area(NOTHING, "Gemeente", style.LAND)


def no_theme(catalogue: Catalogue) -> Theme:
    """Colour nothing."""
    return _theme(catalogue, "geen", (_plain(),), {}, {}, ())


def homes_theme(catalogue: Catalogue) -> Theme:
    """Colour by the homes planned in doorbraaklocaties that lie in a gemeente.

    A location in two gemeenten counts in both, because no source divides it; of a range the low end
    counts; a gemeente whose locations have no known number is hatched.
    """
    homes: dict[str, Decimal] = {}
    unknown: set[str] = set()
    for place in catalogue.places.values():
        if place.kind != "doorbraaklocatie":
            continue
        reading = catalogue.ledger.reading(place.place_id, "homes")
        for code in place.gemeente_codes:
            if reading is None:
                unknown.add(code)
            else:
                homes[code] = homes.get(code, Decimal(0)) + reading.preferred.least
    steps = _steps("homes", HOMES_STEPS, lambda n: style.number_text(Decimal(n)), " woningen")
    classes = (
        _area(NOTHING, "Geen doorbraaklocatie", style.LAND),
        *steps,
        _unknown("Doorbraaklocatie, aantal woningen onbekend"),
    )
    class_of = {code: _step_of("homes", HOMES_STEPS, float(n)) for code, n in homes.items()}
    class_of |= dict.fromkeys(unknown - set(homes), "unknown")
    values = dict.fromkeys(unknown, "aantal woningen onbekend")
    values |= {
        code: f"{'ten minste ' if code in unknown else ''}{style.number_text(n)} woningen"
        for code, n in homes.items()
    }
    return _theme(catalogue, "woningen", classes, class_of, values, (),
                  "Een locatie in twee gemeenten telt in beide; van een reeks telt het laagste "
                  "aantal; ook waarschijnlijke plannen tellen mee.")  # fmt: skip


def nature_theme(catalogue: Catalogue) -> Theme:
    """Colour by the share of a gemeente's land that is Natura 2000."""
    land = catalogue.geometry("gemeenten_land").set_index("gemeente_code")
    # Rounded as it is shown, so that a class and its words agree.
    share = covered_share(land, catalogue.natura2000).round(3)
    steps = _steps("share", SHARE_STEPS, lambda n: style.number_text(Decimal(str(n)) * 100), " %",
                   style.RAMP_NATURE)  # fmt: skip
    none = _area("none", "Geen Natura 2000 op het land", style.LAND)
    class_of = {
        str(code): _step_of("share", SHARE_STEPS, part) if part > 0 else "none"
        for code, part in share.items()
    }
    values = {str(code): style.share_text(Decimal(str(part))) for code, part in share.items()}
    return _theme(catalogue, "natura2000", (none, *steps), class_of, values,
                  ("natura2000", "gemeenten", "land"))  # fmt: skip


def net_theme(catalogue: Catalogue, statement_theme: str, theme_id: str) -> Theme:
    """Hatch the provincies about which a dated statement speaks; say 'geen gegevens' elsewhere.

    Messages are no classes of the capaciteitskaart: one neutral hatch, never a class colour.
    """
    dates: dict[str, str] = {}
    for statement in catalogue.statements:
        if statement.theme == statement_theme and statement.subject in catalogue.provincie_names:
            dates[statement.subject] = max(dates.get(statement.subject, ""), statement.date)
    classes = [_area("no_data", "Geen gegevens", style.LAND)]
    if dates:
        ends = (style.date_text(pick(dates.values())) for pick in (min, max))
        classes.append(
            _hatched(
                "message", f"Nieuwste bericht per provincie: {' tot '.join(dict.fromkeys(ends))}"
            )
        )
    provincie_of = catalogue.provincie_of
    hit = {code: dates[pv] for code, pv in provincie_of.items() if pv in dates}
    values = {code: f"nieuwste bericht van {style.date_text(date)}" for code, date in hit.items()}
    rest = dict.fromkeys(provincie_of, "geen gegevens")
    note = (
        "Een bericht is geen oordeel, kan oud zijn en kan over een deel van de provincie gaan. "
        "Landelijke berichten zijn niet getekend."
    )
    return _theme(catalogue, theme_id, tuple(classes), dict.fromkeys(hit, "message"),
                  rest | values, (), note)  # fmt: skip


def grid_theme(catalogue: Catalogue) -> Theme:
    """Hatch the ground of the capaciteitskaart; before an import, what messages say of it.

    The areas of the map are a layer of their own, drawn over this one: what stays in sight here is
    ground about which the map says nothing.
    """
    if not catalogue.is_readable(CAPACITEITSKAART):
        return net_theme(catalogue, "netcongestie_afname", "netcongestie")
    rest = dict.fromkeys(catalogue.gemeente_names, "geen gegevens")
    classes = (_hatched("no_data", "Buiten de ingelezen gebieden: geen gegevens"),)
    drawn = _theme(catalogue, "netcongestie", classes, {}, rest, ())
    return replace(drawn, title="")  # the layer above has the heading


THEMES: dict[str, Callable[[Catalogue], Theme]] = {
    "geen": no_theme,
    "woningen": homes_theme,
    "natura2000": nature_theme,
    "netcongestie": grid_theme,
    "netcongestie-woningen":
        lambda c: net_theme(c, "netcongestie_woningen", "netcongestie-woningen"),
}  # fmt: skip


@lru_cache(maxsize=16)
def build_theme(catalogue: Catalogue, theme_id: str) -> Theme:
    """Return a theme by id, worked out once for each catalogue."""
    return THEMES[theme_id](catalogue)


THEME_TITLES = {
    "geen": "Geen",
    "woningen": "Woningen in doorbraaklocaties",
    "natura2000": "Aandeel land in Natura 2000",
    "netcongestie": "Netcongestie, grootverbruik",
    "netcongestie-woningen": "Netcongestie, woningen",
}


def _theme(
    catalogue: Catalogue, theme_id: str, classes: tuple[LegendClass, ...],
    class_of: Mapping[str, str], value_of: Mapping[str, str], sources: tuple[str, ...],
    note: str = "",
) -> Theme:  # fmt: skip
    rest = dict.fromkeys(catalogue.gemeente_names, classes[0].class_id)
    title = THEME_TITLES[theme_id]
    return Theme(theme_id, title, classes, rest | dict(class_of), value_of, sources, note)


def _steps(
    prefix: str, steps: tuple[float, ...], write: Callable[[float], str], unit: str,
    ramp: tuple[str, ...] = style.RAMP_HOMES,
) -> tuple[LegendClass, ...]:  # fmt: skip
    labels = [f"Minder dan {write(steps[0])}{unit}"]
    labels += [f"{write(a)} tot {write(b)}{unit}" for a, b in pairwise(steps)]
    labels.append(f"{write(steps[-1])}{unit} of meer")
    return tuple(
        _area(f"{prefix}-{number}", label, ramp[number]) for number, label in enumerate(labels)
    )


def _step_of(prefix: str, steps: tuple[float, ...], value: float) -> str:
    return f"{prefix}-{sum(value >= step for step in steps)}"


def _area(class_id: str, label: str, fill: str) -> LegendClass:
    return LegendClass(class_id, label, "area", fill=fill, stroke=style.BORDER_GEMEENTE,
                       weight_px=0.5)  # fmt: skip


def _unknown(label: str) -> LegendClass:
    return _hatched("unknown", label)


def _hatched(class_id: str, label: str) -> LegendClass:
    return LegendClass(class_id, label, "area", fill=style.HATCH, stroke=style.BORDER_GEMEENTE,
                       weight_px=0.5, hatched=True)  # fmt: skip
